// What a device believes to be the time, and how sure it is. now = beacon + steady elapsed; error <= round trip / 2 +
// rate x age (100 ppm until learnt, never below 5). A bound over 30 s is unknown time: ordinary programmes stay silent.
// A slower answer that agrees with what is known better changes nothing. Refused: round trips over 5 s, anything before the
// floor, steps of more than 60 s in all a day once the clock runs; at boot a beacon that differs from the system clock by
// more than 60 s is unknown time, shown. Pure.
#pragma once

#include "core/error.h"
#include "core/time.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace loa::protocol {

using Nonce = std::array<std::uint8_t, 16>;

struct TimeEstimate {
  bool known = false;
  UtcTime now;              // best guess even when unknown (never below the floor)
  Millis error{0};
};

// Survives a restart of the process (same boot id); the floor survives a reboot.
struct TimeState {
  std::string boot_id;
  std::int64_t beacon_utc_ms = 0;
  std::int64_t beacon_steady_us = 0;
  std::int64_t beacon_error_ms = 0;
  std::int64_t rate_ppm = 100;
  std::int64_t floor_ms = 0;
  std::int64_t stepped_today_ms = 0;
  std::int64_t step_window_start_ms = 0;  // steady; with the next two the anchor that steps and rate are measured from
  std::int64_t anchor_utc_ms = 0;
  std::int64_t anchor_error_ms = 0;
};
std::string write_time_state(const TimeState& state);
Result<TimeState> read_time_state(std::string_view text);

class TimeKeeper {
 public:
  // floor: build time or what the disk holds, the later.
  TimeKeeper(TimeState restored, std::string boot_id, UtcTime build_time);

  // A beacon whose signature and nonce already hold. system_utc: the OS clock at receipt (NTP or RTC), compared at the
  // first beacon of a boot. Errors: "time.round_trip", "time.before_floor", "time.step", "time.disagrees"; after the
  // last two the time is unknown until a beacon agrees again or an officer's signature says so.
  Status on_beacon(UtcTime beacon_now, SteadyTime sent, SteadyTime received, UtcTime system_utc);
  // An officer's signed document raises the floor to its issue time, less the ten minutes an officer's clock may be ahead.
  void raise_floor(UtcTime issued);

  TimeEstimate at(SteadyTime now) const;
  // The steady instant at which the estimate reaches t; frozen once per item by the caller.
  std::optional<SteadyTime> steady_at(UtcTime t) const;
  const TimeState& state() const { return state_; }

 private:
  Status take_step(std::int64_t beacon_ms, std::int64_t half_ms, std::int64_t running_ms);
  void set_anchor(std::int64_t beacon_ms, std::int64_t half_ms, std::int64_t running_ms);

  TimeState state_;
  bool distrusted_ = false;
};

}  // namespace loa::protocol
