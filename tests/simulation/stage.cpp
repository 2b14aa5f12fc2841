#include "tests/simulation/stage.h"

namespace loa::sim {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kStartMs = 1795482000000;  // 2026-11-24T08:00 in Việt Nam
constexpr auto kZone = 7h;
constexpr auto kBefore = 30s;
constexpr auto kAfter = 150s;

test::WorldOptions world_options(const Options& options) {
  return {from_unix_ms(kStartMs), options.seed, options.agents, options.clusters};
}

}  // namespace

Stage::Stage(const Options& given)
    : options(given), loop(TrueTime{from_unix_ms(kStartMs)}), watch(trace), world(world_options(given)), law(world.province()),
      attention({330, 660, 1020}) {}

TrueTime Attention::slot(TrueTime day, int minute) const {
  return TrueTime{date::floor<date::days>(day + kZone)} - kZone + std::chrono::minutes(minute);
}

TrueTime Attention::next(TrueTime now) const {
  TrueTime best = TrueTime::max();
  const auto offer = [&](TrueTime from, TrueTime until) {
    if (until > now) best = std::min(best, std::max(from, now));
  };
  for (const int minute : minutes_)
    for (const auto day : {now, now + 24h}) offer(slot(day, minute) - kBefore, slot(day, minute) + kAfter);
  for (const auto& [from, until] : spans_) offer(from, until);
  return best;
}

}  // namespace loa::sim
