#include "deploy/demo/broadcast.h"

#include "core/files.h"
#include "core/net/http_message.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>

namespace loa::demo {
namespace {

using namespace std::chrono_literals;
using boost::asio::awaitable;
constexpr std::size_t kMaxUpload = 200 * 1024 * 1024;

std::string item_body(const Uploaded& programme, const std::vector<const deploy::Station*>& stations, UtcTime start) {
  json::array units;
  for (const auto* station : stations) units.emplace_back(station->unit.text());
  const auto civil = Zone::vietnam().to_civil(start);
  return write_json(json::object{{"programme", programme.id.text()},
                                 {"title", programme.title},
                                 {"targets", json::object{{"units", units}, {"clusters", json::array{}}, {"groups", json::array{}}}},
                                 {"start", format_civil(civil)},
                                 {"rrule", ""},
                                 {"class", "normal"},
                                 {"late", "join"},
                                 {"overrun", "cut"},
                                 {"volume", 70}});
}

}  // namespace

Broadcast::Broadcast(boost::asio::io_context& loop, const deploy::DemoNetwork& network, ControllerApi& api,
                     const Clock& clock, Random& random, std::function<void(std::string)> say)
    : loop_(loop), network_(network), api_(api), clock_(clock), random_(random), say_(std::move(say)) {}

awaitable<void> Broadcast::pause(std::chrono::milliseconds time) {
  boost::asio::steady_timer timer(loop_, time);
  co_await timer.async_wait(boost::asio::use_awaitable);
}

awaitable<Status> Broadcast::wait_for_controller(std::chrono::seconds limit) {
  const auto deadline = clock_.steady() + limit;
  Error last = fail("demo.controller_silent");
  while (clock_.steady() < deadline) {
    auto overview = co_await api_.get("/api/v1/overview");
    if (overview) co_return ok();
    last = overview.error();
    co_await pause(200ms);
  }
  co_return fail("demo.controller_silent", {{"why", to_line(last)}});
}

awaitable<Status> Broadcast::found(deploy::QuietWindow quiet) {
  auto documents = deploy::founding_documents(network_, clock_.system_utc(), quiet, random_);
  if (!documents) co_return documents.error();
  for (const auto& document : *documents) {
    auto sent = co_await api_.post("/api/v1/documents", std::string(as_text(document)));
    if (!sent) co_return sent.error();
  }
  say_(fmt::format("Đã ký và gửi {} văn kiện nền: tin cậy, địa bàn, vị trí, quy chế", documents->size()));
  co_return ok();
}

awaitable<Result<Uploaded>> Broadcast::upload(std::filesystem::path file, std::string title, std::string voice) {
  auto bytes = read_file(file, kMaxUpload);
  if (!bytes) co_return bytes.error();
  const auto target = fmt::format("/api/v1/programmes?title={}&author={}&voice={}&name={}", net::percent_encode(title),
                                  network_.author.person.text(), voice, net::percent_encode(file.filename().string()));
  auto accepted = co_await api_.post(target, std::string(as_text(*bytes)));
  if (!accepted) co_return accepted.error();
  JsonFields fields(*accepted);
  const auto task = fields.text("task", 64);
  if (auto read = fields.status(); !read) co_return read.error();
  co_return co_await wait_for_task(task, title);
}

awaitable<Result<Uploaded>> Broadcast::wait_for_task(std::string task, std::string title) {
  for (int shown = -1;;) {
    auto answer = co_await api_.get("/api/v1/tasks/" + task);
    if (!answer) co_return answer.error();
    JsonFields fields(*answer, "task");
    const auto state = fields.text("state");
    if (state == "failed") co_return read_api_reply({422, write_json(*answer), {}}).error();
    if (state == "done") {
      Uploaded out{fields.id<ProgrammeId>("programme"), fields.integer("revision", 1, 1'000'000), fields.hash("manifest"), title, {}};
      if (auto read = fields.status(); !read) co_return read.error();
      auto detail = co_await api_.get("/api/v1/programmes/" + out.id.text());
      if (!detail) co_return detail.error();
      JsonFields programme(*detail, "programme");
      out.duration = Millis{programme.integer("duration_ms", 0, 24LL * 3600 * 1000)};
      say_(fmt::format("Đã chuyển mã: {} ({:.1f} giây)", title, out.duration.count() / 1000.0));
      co_return out;
    }
    const int progress = static_cast<int>(fields.integer_or_none("progress", 0, 100).value_or(0));
    if (progress / 20 != shown / 20 && progress > 0) say_(fmt::format("  chuyển mã {} %", progress));
    shown = progress;
    co_await pause(200ms);
  }
}

awaitable<Status> Broadcast::approve(Uploaded programme, std::vector<UnitId> units) {
  auto signer = network_.signer(network_.approver);
  if (!signer) co_return signer.error();
  const auto now = clock_.system_utc();
  deploy::ApprovalRequest request;
  request.programme = programme.id;
  request.revision = programme.revision;
  request.author = network_.author.person;
  request.manifest = programme.manifest;
  request.units = std::move(units);
  request.from = now - 1min;
  request.until = now + std::chrono::hours(24 * 7);
  request.airings_per_day = 500;
  const auto envelope = deploy::sign_approval(network_.genesis.network(), request, **signer, now, random_);
  auto sent = co_await api_.post("/api/v1/documents", std::string(as_text(envelope)));
  if (!sent) co_return sent.error();
  say_(fmt::format("{} đã ký duyệt: {}", network_.approver.name, programme.title));
  co_return ok();
}

awaitable<Status> Broadcast::wait_until_delivered(Uploaded programme, std::chrono::seconds limit) {
  const auto deadline = clock_.steady() + limit;
  while (clock_.steady() < deadline) {
    auto overview = co_await api_.get("/api/v1/overview");
    if (overview) {
      JsonFields fields(*overview, "overview");
      for (const auto& each : fields.array_or_empty("programmes", 10'000)) {
        JsonFields row(each);
        if (row.text("id") != programme.id.text()) continue;
        const auto* journey = row.find("journey");
        const auto* delivered = journey && journey->is_object() ? journey->as_object().if_contains("delivered") : nullptr;
        if (!delivered || !delivered->is_object()) continue;
        JsonFields counts(*delivered);
        const auto of = counts.integer("of", 0, 100'000);
        if (of > 0 && counts.integer("done", 0, 100'000) >= of) {
          say_(fmt::format("Đã giao {}/{} tác tử: {}", of, of, programme.title));
          co_return ok();
        }
      }
    }
    co_await pause(300ms);
  }
  co_return fail("demo.not_delivered", {{"title", programme.title}});
}

awaitable<Result<Aired>> Broadcast::schedule(Uploaded programme, std::vector<const deploy::Station*> stations, UtcTime start) {
  start = date::ceil<std::chrono::seconds>(start);
  auto saved = co_await api_.post("/api/v1/items", item_body(programme, stations, start));
  if (!saved) co_return saved.error();
  Aired aired{programme, start, {}};
  std::string where;
  for (const auto* station : stations) {
    where += (where.empty() ? "" : ", ") + station->unit_name;
    for (const auto& cluster : station->clusters) aired.clusters.push_back(cluster.id);
  }
  say_(fmt::format("Lên lịch {}: {} tại {}", format_civil(Zone::vietnam().to_civil(start)).substr(11), programme.title, where));
  co_return aired;
}

}  // namespace loa::demo
