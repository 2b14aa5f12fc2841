#include "deploy/demo/trials.h"

#include "core/catalogue.h"
#include "core/sql/database.h"
#include "protocol/messages.h"
#include "protocol/transport/mosquitto_transport.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>

#include <sqlite3.h>

namespace loa::demo {
namespace {

using namespace std::chrono_literals;
using boost::asio::awaitable;
constexpr std::size_t kMaxTrials = 100;

// An error's words: the controller's own when it sent them, else the catalogue's.
std::string words(const Error& error, Language language) {
  const char* key = language == Language::vi ? "text_vi" : "text_en";
  for (const auto& [name, value] : error.params) {
    if (name == key) return value;
  }
  return describe(error, language);
}

std::string text_argument(const json::value& arguments, const char* key) {
  const auto* found = arguments.is_object() ? arguments.as_object().if_contains(key) : nullptr;
  return found && found->is_string() ? std::string(found->as_string()) : std::string();
}

// Writes past the controller, as somebody with the disk in hand would.
Status alter_one_row(const std::filesystem::path& database) {
  sqlite3* handle = nullptr;
  int code = sqlite3_open_v2(database.c_str(), &handle, SQLITE_OPEN_READWRITE, nullptr);
  if (code == SQLITE_OK) sqlite3_busy_timeout(handle, 5000);
  if (code == SQLITE_OK) {
    code = sqlite3_exec(handle,
                        "update ledger set state = case state when 'missed' then 'aired' else 'missed' end "
                        "where id = (select id from ledger where state <> 'planned' order by planned_start limit 1)",
                        nullptr, nullptr, nullptr);
  }
  const std::string why = handle ? sqlite3_errmsg(handle) : "no memory";
  const int changed = handle ? sqlite3_changes(handle) : 0;
  sqlite3_close(handle);
  if (code != SQLITE_OK) return fail("demo.alter_failed", {{"why", why}});
  if (changed == 0) return fail("demo.nothing_to_alter");
  return ok();
}

}  // namespace

Trials::Trials(boost::asio::io_context& loop, Demo& demo, Metrics& metrics, Log& log)
    : loop_(loop), demo_(demo), metrics_(metrics), log_(log) {}

awaitable<Result<Trial>> Trials::run(std::string verb, json::value arguments) {
  Result<Said> said = fail("demo.verb_unknown", {{"verb", verb}});
  if (verb == "propose-quiet") said = co_await propose_quiet();
  if (verb == "cut-network") said = co_await set_network(arguments, true);
  if (verb == "mend-network") said = co_await set_network(arguments, false);
  if (verb == "kill") said = co_await kill(arguments);
  if (verb == "cut-horn") said = co_await set_horn(arguments, true);
  if (verb == "mend-horn") said = co_await set_horn(arguments, false);
  if (verb == "forge-alert") said = co_await forge_alert();
  if (verb == "alter-ledger") said = co_await alter_ledger();
  if (verb == "verify-ledger") said = co_await verify_ledger();
  if (!said) co_return said.error();
  Trial trial{next_id_++, demo_.clock().system_utc(), verb, said->ok, said->vi, said->en};
  done_.push_front(trial);
  if (done_.size() > kMaxTrials) done_.pop_back();
  demo_.say((trial.ok ? "✔ " : "✘ ") + trial.text_vi);
  co_return trial;
}

Trials::Outcome Trials::propose_quiet() {
  auto programmes = co_await demo_.api().get("/api/v1/programmes");
  if (!programmes) co_return programmes.error();
  const auto& list = programmes->is_object() ? programmes->as_object().at("programmes") : *programmes;
  if (!list.is_array() || list.as_array().empty()) co_return fail("demo.no_programme");
  JsonFields programme(list.as_array().front());
  const auto zone = Zone::vietnam();
  const auto midnight = date::floor<date::days>(zone.to_civil(demo_.clock().system_utc()));
  auto start = CivilTime{midnight} + std::chrono::minutes(demo_.quiet().from_minute + 30);
  if (start < zone.to_civil(demo_.clock().system_utc())) start += date::days(1);
  const json::object body{{"programme", programme.text("id")},
                          {"targets", json::object{{"units", json::array{demo_.network().stations[0].unit.text()}},
                                                   {"clusters", json::array{}},
                                                   {"groups", json::array{}}}},
                          {"start", format_civil(start)},
                          {"rrule", ""},
                          {"class", "normal"},
                          {"late", "join"},
                          {"overrun", "cut"},
                          {"volume", 70}};
  auto saved = co_await demo_.api().post("/api/v1/items", write_json(body));
  const auto at = format_civil(start).substr(11, 5);
  if (saved) co_return Said{false, "Đề xuất lúc " + at + " được nhận: lẽ ra phải bị từ chối", "A slot at " + at + " was taken: it should have been refused"};
  const bool cited = words(saved.error(), Language::vi).find(deploy::kDemoRegulation) != std::string::npos;
  co_return Said{cited, "Đề xuất lúc " + at + " bị từ chối: " + words(saved.error(), Language::vi),
                 "A slot at " + at + " was refused: " + words(saved.error(), Language::en)};
}

Trials::Outcome Trials::set_network(json::value arguments, bool cut) {
  const auto name = text_argument(arguments, "agent");
  const deploy::Station* station = nullptr;
  for (const auto& each : demo_.network().stations) {
    if (each.agent.text() == name || "agent-" + each.label == name || each.label == name) station = &each;
  }
  if (!station) co_return fail("demo.agent_unknown", {{"agent", name}});
  if (auto done = demo_.cut_network(station->label, cut); !done) co_return done.error();
  if (cut) {
    co_return Said{true, "Đã cắt mạng của " + station->unit_name + ": loa vẫn phát theo lịch, nhật ký sẽ về sau",
                   "Network of " + station->unit_name + " is cut: it goes on by plan, the rows arrive after"};
  }
  co_return Said{true, "Đã nối lại mạng của " + station->unit_name, "Network of " + station->unit_name + " is mended"};
}

Trials::Outcome Trials::kill(json::value arguments) {
  const auto name = text_argument(arguments, "process");
  if (auto killed = demo_.processes().kill(name); !killed) co_return killed.error();
  co_return Said{true, "Đã kết thúc đột ngột (kill -9): " + name, "Killed (kill -9): " + name};
}

Trials::Outcome Trials::set_horn(json::value arguments, bool cut) {
  const auto id = ClusterId::parse(text_argument(arguments, "cluster"));
  const deploy::StationCluster* found = nullptr;
  for (const auto& station : demo_.network().stations) {
    for (const auto& cluster : station.clusters) {
      if (id && cluster.id == *id) found = &cluster;
    }
  }
  if (!found) co_return fail("demo.cluster_unknown", {{"cluster", text_argument(arguments, "cluster")}});
  if (auto done = demo_.horns().cut(found->id, cut); !done) co_return done.error();
  co_return Said{true, (cut ? "Đã cắt dây loa " : "Đã nối dây loa ") + found->name + (cut ? ": bảng sẽ báo trong 100 giây" : ""),
                 (cut ? "Line cut at " : "Line mended at ") + found->name + (cut ? ": the board says so within 100 s" : "")};
}

awaitable<std::int64_t> Trials::refusals_seen() {
  auto events = co_await demo_.api().get("/api/v1/events?limit=200");
  std::int64_t count = 0;
  if (!events) co_return 0;
  const auto& list = events->is_object() ? events->as_object().at("events") : *events;
  if (!list.is_array()) co_return 0;
  for (const auto& each : list.as_array()) {
    JsonFields event(each);
    const auto code = event.text_or_none("code").value_or("");
    const bool refusal = code.starts_with("trust.") || code.starts_with("envelope.") || code.find("refused") != std::string::npos;
    if (refusal) count += event.integer_or_none("count", 0, 1'000'000'000).value_or(1);
  }
  co_return count;
}

// The strongest forger short of an officer: holds the controller's own connection to the broker.
awaitable<Status> Trials::publish_as_controller(std::string topic, Bytes payload) {
  const auto tls = demo_.network().folder / "tls";
  protocol::MosquittoOptions options;
  options.host = "localhost";
  options.port = demo_.broker_port();
  options.ca = tls / "ca.crt";
  options.certificate = tls / "controller.crt";
  options.key = tls / "controller.key";
  options.client_id = "forger";
  auto transport = protocol::make_mosquitto_transport(loop_, options, metrics_, log_, demo_.random());
  bool published = false;
  protocol::TransportHandlers handlers;
  handlers.on_up = [] {};
  handlers.on_down = [](std::string) {};
  handlers.on_message = [](const std::string&, ByteSpan) {};
  handlers.on_published = [&published](int) { published = true; };
  transport->start(std::move(handlers));
  boost::asio::steady_timer timer(loop_);
  bool sent = false;
  for (int round = 0; round < 100 && !published; ++round) {
    if (!sent && transport->up()) sent = static_cast<bool>(transport->publish({topic, payload, 1, false}));
    timer.expires_after(50ms);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
  transport->stop();
  if (!published) co_return fail("demo.forge_not_sent");
  co_return ok();
}

Trials::Outcome Trials::forge_alert() {
  const auto& station = demo_.network().stations[0];
  std::array<std::uint8_t, 32> seed;
  demo_.random().fill(seed);
  const auto forger = protocol::make_signer(seed);
  const auto now = demo_.clock().system_utc();
  protocol::Alert alert;
  alert.header = {DocumentId::make(now, demo_.random()), now, {}};
  alert.manifest = sha256("forged");
  alert.units = {station.unit};
  alert.from = now;
  alert.until = now + 10min;
  const auto envelope = protocol::seal(demo_.network().genesis.network(), protocol::DocumentType::alert,
                                       protocol::write_payload(alert), {forger.get()});
  const auto before = co_await refusals_seen();
  const auto topic = protocol::agent_topic(station.agent, protocol::Leaf::mail);
  auto sent = co_await publish_as_controller(topic, protocol::encode_mail({0, {envelope}}));
  if (!sent) co_return sent.error();
  boost::asio::steady_timer timer(loop_);
  for (int round = 0; round < 60; ++round) {
    if (co_await refusals_seen() > before) {
      co_return Said{true, "Tin khẩn cấp giả gửi đến " + station.unit_name + " bị từ chối: loa im lặng, sự kiện đã ghi",
                     "A forged emergency sent to " + station.unit_name + " was refused: silence, and the event is on record"};
    }
    timer.expires_after(250ms);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
  co_return Said{false, "Không thấy sự kiện từ chối tin khẩn cấp giả", "No refusal of the forged emergency was seen"};
}

Trials::Outcome Trials::alter_ledger() {
  if (auto altered = alter_one_row(demo_.run_folder() / "controller" / "controller.db"); !altered) co_return altered.error();
  co_return Said{true, "Đã sửa lén một dòng sổ nhật ký trong cơ sở dữ liệu; hãy bấm kiểm tra sổ",
                 "One ledger row was altered behind the controller's back; now check the ledger"};
}

Trials::Outcome Trials::verify_ledger() {
  auto answer = co_await demo_.api().get("/api/v1/ledger/verify");
  if (!answer) co_return answer.error();
  JsonFields fields(*answer, "verify");
  const auto rows = fields.integer("rows", 0, 1'000'000'000);
  const auto& bad = fields.array_or_empty("bad", 1'000'000);
  if (bad.empty()) {
    co_return Said{true, fmt::format("Sổ nhật ký nguyên vẹn: {} dòng khớp chuỗi băm và biên nhận", rows),
                   fmt::format("The ledger is whole: {} rows match the chain and their receipts", rows)};
  }
  JsonFields first(bad.front());
  co_return Said{true, fmt::format("Phát hiện {} dòng bị sửa. {}", bad.size(), first.text_or_none("text_vi").value_or("")),
                 fmt::format("{} altered rows found. {}", bad.size(), first.text_or_none("text_en").value_or(""))};
}

}  // namespace loa::demo
