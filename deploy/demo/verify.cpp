#include "deploy/demo/verify.h"

#include "core/files.h"
#include "deploy/demo/once.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>

#include <map>
#include <set>

namespace loa::demo {
namespace {

using namespace std::chrono_literals;
using boost::asio::awaitable;

constexpr auto kEvery = 35s;          // from one airing to the next
constexpr auto kSettle = 120s;
constexpr double kTolerance = 1.0;    // seconds
constexpr auto kShortSegment = 3s;    // too little sound to compare reliably

struct Verdict {
  int rows = 0, aired = 0, partly = 0, missed = 0, segments = 0, matched = 0;
  std::vector<std::string> faults;
};

awaitable<void> pause(boost::asio::io_context& loop, Millis time) {
  boost::asio::steady_timer timer(loop, time);
  co_await timer.async_wait(boost::asio::use_awaitable);
}

// One kill somewhere in each gap between two airings' starts, at a random moment.
awaitable<void> kill_at_random(boost::asio::io_context& loop, Demo& demo, SeededRandom& random) {
  const auto names = demo.processes().names();
  const int kills = demo.options().kills;
  const auto spacing = kills > 10 ? 12s : 10s;
  for (int done = 0; done < kills;) {
    co_await pause(loop, Millis(random.below(static_cast<std::uint64_t>(Millis(spacing).count()) * 2)));
    const auto& name = names[random.below(names.size())];
    if (auto killed = demo.processes().kill(name); !killed) continue;  // down already: it does not count
    demo.say(fmt::format("kill -9 {} ({}/{})", name, ++done, kills));
  }
}

// A segment in the ledger must be in the recording: the programme from its offset on, at its instant.
void check_segment(const Demo& demo, const json::value& value, const ClusterId& cluster, const std::vector<std::int16_t>& sound,
                   Verdict& verdict) {
  JsonFields segment(value);
  const auto start = segment.utc("start"), end = segment.utc("end");
  const Millis offset{segment.integer("offset_ms", 0, 86'400'000)};
  ++verdict.segments;
  if (end - start < kShortSegment) {
    ++verdict.matched;
    return;
  }
  const auto recording = demo.horns().read(cluster);
  if (!recording) {
    verdict.faults.push_back(cluster.text() + ": " + to_line(recording.error()));
    return;
  }
  // Fades and the last half second before a kill are left out of the comparison.
  const auto heard = listen_for(*recording, sound, start + 500ms, offset + 500ms, end - start - 1500ms, kTolerance);
  if (heard.contains) {
    ++verdict.matched;
  } else {
    verdict.faults.push_back(fmt::format("{} {}: a segment of {} ms at offset {} ms is not in the recording (score {:.2f})",
                                         cluster.text(), format_rfc3339(start), (end - start).count(), offset.count(), heard.score));
  }
}

void check_row(const Demo& demo, const json::value& value, const std::vector<std::int16_t>& sound, UtcTime last_end,
               std::set<std::pair<std::string, std::string>>& seen, Verdict& verdict) {
  JsonFields row(value);
  const auto occurrence = row.text("occurrence"), state = row.text("state");
  const auto cluster = row.id<ClusterId>("cluster");
  if (row.utc("planned_start") > last_end) return;
  ++verdict.rows;
  if (!seen.emplace(occurrence, cluster.text()).second) verdict.faults.push_back("two rows for " + occurrence + " on " + cluster.text());
  const auto& segments = row.array_or_empty("segments", 1000);
  if (state == "aired") {
    ++verdict.aired;
  } else if (state == "partly") {
    ++verdict.partly;
  } else if (state == "missed") {
    ++verdict.missed;
    const auto* cause = row.find("cause");
    if (!cause || cause->is_null()) verdict.faults.push_back("missed without a cause: " + occurrence + " on " + cluster.text());
  } else {
    verdict.faults.push_back("still " + state + ": " + occurrence + " on " + cluster.text());
  }
  if (state == "aired" && segments.empty()) verdict.faults.push_back("aired without a segment: " + occurrence);
  for (const auto& segment : segments) check_segment(demo, segment, cluster, sound, verdict);
}

awaitable<Result<Verdict>> judge(Demo& demo, const Uploaded& programme, UtcTime last_end, std::size_t expected) {
  auto ledger = co_await demo.api().get("/api/v1/ledger?limit=5000");
  if (!ledger) co_return ledger.error();
  auto sound = reference_sound(demo, programme);
  if (!sound) co_return sound.error();
  Verdict verdict;
  std::set<std::pair<std::string, std::string>> seen;
  const auto& rows = ledger->is_object() ? ledger->as_object().at("rows") : *ledger;
  for (const auto& row : rows.as_array()) check_row(demo, row, *sound, last_end, seen, verdict);
  if (seen.size() != expected) verdict.faults.push_back(fmt::format("{} rows, {} expected", seen.size(), expected));
  co_return verdict;
}

void report(const Demo& demo, const Verdict& verdict) {
  demo.say(fmt::format("{} dòng: {} phát đủ, {} phát một phần, {} lỡ; {}/{} đoạn khớp bản ghi", verdict.rows, verdict.aired,
                       verdict.partly, verdict.missed, verdict.matched, verdict.segments));
  for (const auto& fault : verdict.faults) demo.say("✘ " + fault);
  fmt::print("{} passed, {} failed\n", verdict.rows, verdict.faults.size());
}

awaitable<Status> fetch_reference(Demo& demo, const Uploaded& programme) {
  auto reply = co_await demo.api().pass("GET", "/api/v1/programmes/" + programme.id.text() + "/audio", {});
  if (!reply) co_return reply.error();
  co_return write_file_durably(demo.run_folder() / ("reference-" + programme.id.text() + ".opus"), as_bytes(reply->body));
}

}  // namespace

awaitable<Result<bool>> run_verification(boost::asio::io_context& loop, Demo& demo) {
  auto& broadcast = demo.broadcast();
  if (auto up = co_await broadcast.wait_for_controller(30s); !up) co_return up.error();
  if (auto founded = co_await broadcast.found(demo.quiet()); !founded) co_return founded.error();
  auto file = speak_sample(demo, "doi-mu-bao-hiem.txt");
  if (!file) co_return file.error();
  auto programme = co_await broadcast.upload(*file, "Kiểm tra độ bền", "machine");
  if (!programme) co_return programme.error();
  std::vector<const deploy::Station*> stations;
  std::vector<UnitId> units;
  std::size_t clusters = 0;
  for (const auto& station : demo.network().stations) {
    stations.push_back(&station);
    units.push_back(station.unit);
    clusters += station.clusters.size();
  }
  if (auto approved = co_await broadcast.approve(*programme, units); !approved) co_return approved.error();
  if (auto fetched = co_await fetch_reference(demo, *programme); !fetched) co_return fetched.error();

  const auto length = demo.options().kills * (demo.options().kills > 10 ? 12s : 10s);
  const auto airings = static_cast<int>(length / kEvery) + 1;
  UtcTime last_end{};
  const auto first = demo.clock().system_utc() + 15s;
  for (int i = 0; i < airings; ++i) {
    auto aired = co_await broadcast.schedule(*programme, stations, first + i * Millis(kEvery));
    if (!aired) co_return aired.error();
    last_end = aired->start + programme->duration;
  }
  SeededRandom random(demo.options().seed);
  co_await pause(loop, 10s);
  co_await kill_at_random(loop, demo, random);
  while (demo.clock().system_utc() < last_end) co_await pause(loop, 1s);

  const auto deadline = demo.clock().steady() + kSettle;
  Result<Verdict> verdict = fail("demo.controller_silent");
  do {
    co_await pause(loop, 3s);
    verdict = co_await judge(demo, *programme, last_end, clusters * static_cast<std::size_t>(airings));
  } while (demo.clock().steady() < deadline && (!verdict || !verdict->faults.empty()));
  if (!verdict) co_return verdict.error();
  report(demo, *verdict);
  co_return verdict->faults.empty();
}

}  // namespace loa::demo
