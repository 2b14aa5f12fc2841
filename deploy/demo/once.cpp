#include "deploy/demo/once.h"

#include "core/files.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>

namespace loa::demo {
namespace {

using namespace std::chrono_literals;
using boost::asio::awaitable;
constexpr double kTolerance = 1.0;      // seconds: the promise of a stored item's start
constexpr auto kSettle = 30s;           // rows and receipts arrive

struct Checked {
  ClusterId cluster;
  std::string title;
  Heard heard;
};

// Rows of the ledger that are still open for what was aired.
std::size_t open_rows(const json::value& ledger) {
  std::size_t open = 0;
  const auto& rows = ledger.is_object() ? ledger.as_object().at("rows") : ledger;
  for (const auto& each : rows.as_array()) {
    JsonFields row(each);
    const auto state = row.text("state");
    if (state == "planned" || state == "delivered") ++open;
  }
  return open;
}

std::vector<Checked> check_horns(const Demo& demo, const std::vector<Aired>& show) {
  std::vector<Checked> out;
  for (const auto& aired : show) {
    const auto sound = reference_sound(demo, aired.programme);
    for (const auto& cluster : aired.clusters) {
      Checked checked{cluster, aired.programme.title, {}};
      const auto recording = demo.horns().read(cluster);
      if (sound && recording) {
        checked.heard = listen_for(*recording, *sound, aired.start, Millis(0), aired.programme.duration, kTolerance);
      }
      out.push_back(std::move(checked));
    }
  }
  return out;
}

Status write_results(const Demo& demo, const std::vector<Checked>& checked, const json::value& ledger, bool good) {
  const auto& out = demo.options().out;
  LOA_TRY_OK(require_writable_folder(out / "clusters"));
  for (const auto& station : demo.network().stations) {
    for (const auto& cluster : station.clusters) {
      LOA_TRY_OK(demo.horns().export_from(cluster.id, demo.started_at(), demo.clock().system_utc(),
                                          out / "clusters" / (cluster.id.text() + ".wav")));
    }
  }
  json::array clusters;
  for (const auto& each : checked) {
    clusters.push_back(json::object{{"cluster", each.cluster.text()},
                                    {"programme", each.title},
                                    {"contains", each.heard.contains},
                                    {"score", each.heard.score},
                                    {"start_error_ms", static_cast<std::int64_t>(each.heard.start_error_s * 1000)}});
  }
  const json::object result{{"ok", good},
                            {"started_at", format_rfc3339(demo.started_at())},
                            {"network", demo.network().genesis.network().hex()},
                            {"simulated", true},
                            {"clusters", clusters}};
  LOA_TRY_OK(write_file_durably(out / "ledger.json", as_bytes(write_json(ledger))));
  return write_file_durably(out / "result.json", as_bytes(write_json(result)));
}

}  // namespace

Result<std::vector<std::int16_t>> reference_sound(const Demo& demo, const Uploaded& programme) {
  return decode_opus(demo.run_folder() / ("reference-" + programme.id.text() + ".opus"));
}

namespace {

// Kept beside the run so that the comparison needs no controller.
awaitable<Status> fetch_references(Demo& demo, const std::vector<Aired>& show) {
  for (const auto& aired : show) {
    auto reply = co_await demo.api().pass("GET", "/api/v1/programmes/" + aired.programme.id.text() + "/audio", {});
    if (!reply) co_return reply.error();
    const auto file = demo.run_folder() / ("reference-" + aired.programme.id.text() + ".opus");
    if (auto written = write_file_durably(file, as_bytes(reply->body)); !written) co_return written.error();
  }
  co_return ok();
}

awaitable<void> wait_until(boost::asio::io_context& loop, const Demo& demo, UtcTime end) {
  boost::asio::steady_timer timer(loop);
  for (auto left = end - demo.clock().system_utc(); left > 0ms; left = end - demo.clock().system_utc()) {
    demo.say(fmt::format("Đang phát, còn {} giây", left.count() / 1000));
    timer.expires_after(std::min<Millis>(left, 10s));
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
}

}  // namespace

awaitable<Result<bool>> run_once(boost::asio::io_context& loop, Demo& demo) {
  auto show = co_await put_on_the_show(demo);
  if (!show) co_return show.error();
  if (auto fetched = co_await fetch_references(demo, *show); !fetched) co_return fetched.error();
  UtcTime end{};
  for (const auto& aired : *show) end = std::max(end, aired.start + aired.programme.duration + 1s);
  co_await wait_until(loop, demo, end);

  Result<json::value> ledger = fail("demo.controller_silent");
  boost::asio::steady_timer timer(loop);
  const auto deadline = demo.clock().steady() + kSettle;
  do {
    timer.expires_after(500ms);
    co_await timer.async_wait(boost::asio::use_awaitable);
    ledger = co_await demo.api().get("/api/v1/ledger?limit=1000");
  } while (demo.clock().steady() < deadline && (!ledger || open_rows(*ledger) > 0));
  if (!ledger) co_return ledger.error();

  const auto checked = check_horns(demo, *show);
  bool good = open_rows(*ledger) == 0;
  if (!good) demo.say(fmt::format("✘ {} dòng sổ nhật ký chưa khép", open_rows(*ledger)));
  for (const auto& each : checked) {
    good = good && each.heard.contains;
    demo.say(fmt::format("{} {}: \"{}\" khớp {:.3f}, lệch {:+.0f} ms", each.heard.contains ? "✔" : "✘", each.cluster.text(),
                         each.title, each.heard.score, each.heard.start_error_s * 1000));
  }
  if (auto written = write_results(demo, checked, *ledger, good); !written) co_return written.error();
  co_return good;
}

}  // namespace loa::demo
