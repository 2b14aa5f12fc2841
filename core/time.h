// Three kinds of time that never mix: UtcTime (an instant), CivilTime (what a wall clock in a zone shows),
// SteadyTime (elapsed since boot, suspends included). Milliseconds unless said otherwise.
#pragma once

#include "core/error.h"

#include <date/date.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace date {
class time_zone;
}

namespace loa {

using Millis = std::chrono::milliseconds;

using UtcTime = date::sys_time<Millis>;
using CivilTime = date::local_time<std::chrono::seconds>;
using CivilDay = date::local_days;

struct SteadyClockTag {
  using rep = std::int64_t;
  using period = std::micro;
  using duration = std::chrono::microseconds;
  static constexpr bool is_steady = true;
};
using SteadyTime = std::chrono::time_point<SteadyClockTag, std::chrono::microseconds>;

inline std::int64_t to_unix_ms(UtcTime t) { return t.time_since_epoch().count(); }
inline UtcTime from_unix_ms(std::int64_t ms) { return UtcTime{Millis{ms}}; }

std::string format_rfc3339(UtcTime t);               // 2026-11-24T05:30:00.000Z
Result<UtcTime> parse_rfc3339(std::string_view text);  // "time.bad"
std::string format_civil(CivilTime t);               // 2026-11-24T05:30:00
Result<CivilTime> parse_civil(std::string_view text);
std::string format_day(CivilDay day);                // 2026-11-24
Result<CivilDay> parse_day(std::string_view text);

enum class GapPolicy { forward, skip };   // civil time that does not exist: first instant after the gap, or error "time.gap"
enum class FoldPolicy { first, second };  // civil time that happens twice

// A civil time zone by its tz database name. Cheap to copy; the database lives as long as the process.
class Zone {
 public:
  static Result<Zone> locate(std::string_view name);  // "time.zone_unknown"
  static Zone utc();
  static Zone vietnam();  // Asia/Ho_Chi_Minh

  const std::string& name() const { return name_; }
  CivilTime to_civil(UtcTime t) const;
  Result<UtcTime> to_utc(CivilTime t, GapPolicy gap = GapPolicy::forward, FoldPolicy fold = FoldPolicy::first) const;

 private:
  Zone(const date::time_zone* zone, std::string name) : zone_(zone), name_(std::move(name)) {}
  const date::time_zone* zone_;
  std::string name_;
};

}  // namespace loa
