#include "protocol/time_keeper.h"

#include "core/json.h"
#include "protocol/limits.h"

#include <algorithm>
#include <cstdlib>

namespace loa::protocol {
namespace {

constexpr std::int64_t kUnlearntPpm = 100;
constexpr std::int64_t kMinPpm = 5;
constexpr std::int64_t kDayMs = 24 * 3600 * 1000;
constexpr std::int64_t kMaxPpm = 1000;
constexpr std::int64_t kLearnAfterMs = 3600 * 1000;  // shorter spans measure the network, not the clock
constexpr std::int64_t kMaxNumber = (std::int64_t{1} << 53) - 1;
constexpr std::int64_t kMaxMs = kMaxNumber / 2000;

std::int64_t steady_us(SteadyTime t) { return t.time_since_epoch().count(); }

Error step_error(std::string code, std::int64_t by_ms) {
  return fail(std::move(code), {{"seconds", std::to_string(by_ms / 1000)}});
}

}  // namespace

std::string write_time_state(const TimeState& s) {
  return write_json(json::object{{"v", 1},
                                 {"boot_id", s.boot_id},
                                 {"beacon_utc_ms", s.beacon_utc_ms},
                                 {"beacon_steady_us", s.beacon_steady_us},
                                 {"beacon_error_ms", s.beacon_error_ms},
                                 {"rate_ppm", s.rate_ppm},
                                 {"floor_ms", s.floor_ms},
                                 {"stepped_today_ms", s.stepped_today_ms},
                                 {"step_window_start_ms", s.step_window_start_ms},
                                 {"anchor_utc_ms", s.anchor_utc_ms},
                                 {"anchor_error_ms", s.anchor_error_ms}});
}

Result<TimeState> read_time_state(std::string_view text) {
  LOA_TRY(const auto value, parse_json(text, {4096, 4, false}));
  JsonFields f(value);
  TimeState s;
  f.integer("v", 1, 1);
  s.boot_id = f.text("boot_id", 64);
  s.beacon_utc_ms = f.integer("beacon_utc_ms", 0, kMaxMs);
  s.beacon_steady_us = f.integer("beacon_steady_us", 0, kMaxNumber);
  s.beacon_error_ms = f.integer("beacon_error_ms", 0, kMaxNumber);
  s.rate_ppm = f.integer("rate_ppm", kMinPpm, 1000000);
  s.floor_ms = f.integer("floor_ms", 0, kMaxNumber);
  s.stepped_today_ms = f.integer("stepped_today_ms", 0, kMaxNumber);
  s.step_window_start_ms = f.integer("step_window_start_ms", 0, kMaxNumber);
  s.anchor_utc_ms = f.integer("anchor_utc_ms", 0, kMaxMs);
  s.anchor_error_ms = f.integer("anchor_error_ms", 0, kMaxMs);
  LOA_TRY_OK(f.status());
  return s;
}

TimeKeeper::TimeKeeper(TimeState restored, std::string boot_id, UtcTime build_time) : state_(std::move(restored)) {
  state_.floor_ms = std::max(state_.floor_ms, to_unix_ms(build_time));
  if (state_.boot_id == boot_id) return;
  TimeState fresh;
  fresh.boot_id = std::move(boot_id);
  fresh.floor_ms = state_.floor_ms;
  state_ = std::move(fresh);
}

// Steps are measured against where the clock stood when the day's window began, not summed from beacon to beacon: jitter
// does not add up, and slow round trips give a liar no free steps.
Status TimeKeeper::take_step(std::int64_t beacon_ms, std::int64_t half_ms, std::int64_t running_ms) {
  const auto span_ms = std::max<std::int64_t>(0, running_ms - state_.step_window_start_ms);
  const auto deviation = beacon_ms - (state_.anchor_utc_ms + span_ms);
  const auto allowed = Millis(kMaxClockStep).count() * std::max<std::int64_t>(1, span_ms / kDayMs);
  if (std::llabs(deviation) > allowed) {
    distrusted_ = true;
    return step_error("time.step", deviation);
  }
  state_.stepped_today_ms = std::llabs(deviation);
  if (span_ms >= kLearnAfterMs) {
    // Both ends of the span carry half a round trip of doubt; what is left is the crystal.
    const auto drift = std::llabs(deviation) + half_ms + state_.anchor_error_ms;
    state_.rate_ppm = std::clamp<std::int64_t>(drift * 1'000'000 / span_ms + 1, kMinPpm, kMaxPpm);
  }
  if (span_ms >= kDayMs) set_anchor(beacon_ms, half_ms, running_ms);
  return ok();
}

void TimeKeeper::set_anchor(std::int64_t beacon_ms, std::int64_t half_ms, std::int64_t running_ms) {
  state_.step_window_start_ms = running_ms;
  state_.anchor_utc_ms = beacon_ms;
  state_.anchor_error_ms = half_ms;
  state_.stepped_today_ms = 0;
}

Status TimeKeeper::on_beacon(UtcTime beacon_now, SteadyTime sent, SteadyTime received, UtcTime system_utc) {
  const auto round_trip = received - sent;
  if (round_trip < SteadyTime::duration::zero() || round_trip > kMaxRoundTrip) return fail("time.round_trip");
  const auto half_ms = (round_trip.count() / 2 + 999) / 1000;
  const auto beacon_ms = to_unix_ms(beacon_now) + half_ms;
  if (beacon_ms < state_.floor_ms || beacon_ms > kMaxMs) {
    distrusted_ = true;
    return step_error(beacon_ms < state_.floor_ms ? "time.before_floor" : "time.step", beacon_ms - state_.floor_ms);
  }
  if (state_.beacon_utc_ms != 0) {
    LOA_TRY_OK(take_step(beacon_ms, half_ms, steady_us(received) / 1000));
  } else {
    const auto difference = beacon_ms - to_unix_ms(system_utc);
    if (std::llabs(difference) > Millis(kMaxClockStep).count()) {
      distrusted_ = true;
      return step_error("time.disagrees", difference);
    }
    state_.rate_ppm = kUnlearntPpm;
    set_anchor(beacon_ms, half_ms, steady_us(received) / 1000);
  }
  // A slow answer that does not contradict what is known better only confirms it.
  const TimeEstimate held = at(received);
  const auto apart = std::llabs(beacon_ms - to_unix_ms(held.now));
  const bool says_less = held.known && held.error.count() < half_ms && apart <= half_ms + held.error.count();
  distrusted_ = false;
  if (says_less) return ok();
  state_.beacon_utc_ms = beacon_ms;
  state_.beacon_steady_us = steady_us(received);
  state_.beacon_error_ms = half_ms;
  return ok();
}

void TimeKeeper::raise_floor(UtcTime issued) {
  const auto ms = std::min(to_unix_ms(issued), kMaxMs) - Millis(kMaxVersionLead).count();
  state_.floor_ms = std::max(state_.floor_ms, ms);
}

TimeEstimate TimeKeeper::at(SteadyTime now) const {
  TimeEstimate out;
  out.now = from_unix_ms(state_.floor_ms);
  if (state_.beacon_utc_ms == 0) return out;
  const auto age_us = std::max<std::int64_t>(0, steady_us(now) - state_.beacon_steady_us);
  const auto utc = state_.beacon_utc_ms + age_us / 1000;
  out.now = from_unix_ms(std::max(utc, state_.floor_ms));
  out.error = Millis{state_.beacon_error_ms + age_us / 1000 * std::max(state_.rate_ppm, kMinPpm) / 1'000'000};
  out.known = !distrusted_ && utc >= state_.floor_ms && out.error <= kUnknownTimeBound;
  return out;
}

std::optional<SteadyTime> TimeKeeper::steady_at(UtcTime t) const {
  if (state_.beacon_utc_ms == 0) return std::nullopt;
  const auto us = state_.beacon_steady_us + (to_unix_ms(t) - state_.beacon_utc_ms) * 1000;
  return SteadyTime{SteadyTime::duration{us}};
}

}  // namespace loa::protocol
