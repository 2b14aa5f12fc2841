// The station's own regulation as data (quy chế hoạt động đài, Decree 49/2024): when, how long and how loud.
// Every refusal cites the document. Pure values and functions.
#pragma once

#include "core/broadcast_class.h"
#include "core/id.h"
#include "core/json.h"
#include "core/time.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loa::schedules {

using MinuteOfDay = std::chrono::minutes;  // since civil midnight, 0 .. 24 h

// Half-open [from, until). until <= from runs past midnight and belongs to the day it starts. 00:00-24:00 is the whole day.
struct Window {
  unsigned days = 0x7f;  // bit 0 = Monday … bit 6 = Sunday
  MinuteOfDay from{}, until{};
  bool operator==(const Window&) const = default;
};

struct VolumeBand {  // percent at most in [from, until), every day; may run past midnight
  MinuteOfDay from{}, until{};
  int max_volume = 100;
  bool operator==(const VolumeBand&) const = default;
};

struct QuietSpell {  // mourning, exams: nothing but the emergency class
  UtcTime from{}, until{};
  std::string reason;
  bool operator==(const QuietSpell&) const = default;
};

struct Policy {
  UnitId unit;
  std::string number;  // số hiệu of the regulation, e.g. "12/QĐ-UBND"
  std::string title;
  CivilDay valid_from{};
  std::vector<Window> windows;              // none = emergency only
  std::optional<Millis> max_per_day;        // sounding time per cluster and civil day
  std::optional<int> max_airings_per_day;   // per cluster and civil day
  int max_volume = 100;                     // percent at any hour
  std::vector<VolumeBand> volume_bands;
  std::vector<QuietSpell> quiet;
  bool operator==(const Policy&) const = default;
};

// The payload of a signed `policy` document. v, id, issued, trace and version belong to protocol and are ignored here.
Result<Policy> read_policy(std::string_view payload);  // "policy.bad" (field, why), "document.needs" (field), json.*
// The regulation's own members, unit included, for protocol::write_policy_payload.
json::object policy_fields(const Policy& policy);
std::string write_policy(const Policy& policy);  // the fields alone

// The policies from the root to one unit. The tightest of all holds.
class PolicyPath {
 public:
  PolicyPath() = default;  // a policy is missing: emergency only
  explicit PolicyPath(std::vector<Policy> root_to_unit) : policies_(std::move(root_to_unit)) {}

  // Whether [start, start + duration) may sound at this volume (percent) after this much on the same civil day.
  // The emergency class always passes. Errors, each with `document` and `title` of the regulation that refuses:
  // "policy.missing", "policy.not_yet" (from), "policy.quiet_spell" (from, until, reason),
  // "policy.outside_window" (start, end, windows), "policy.minutes" (limit, used, wanted), "policy.volume" (limit, wanted).
  Status allows(UtcTime start, Millis duration, BroadcastClass cls, int volume, Millis aired_today,
                const Zone& zone) const;
  // The number of airings a day: "policy.airings" (limit). `aired_today` counts those already begun.
  Status allows_airing(BroadcastClass cls, int aired_today) const;
  int volume_cap(UtcTime at, const Zone& zone) const;                        // percent, 0 when a policy is missing
  int volume_cap(UtcTime start, Millis duration, const Zone& zone) const;    // the lowest in [start, start + duration)
  // The instant at which what is open at `at` closes (window's end or beginning of a quiet spell, the tightest);
  // nothing when it is closed at `at`. At most eight days ahead.
  std::optional<UtcTime> closes_at(UtcTime at, const Zone& zone) const;
  // The first instant at or after `from`, within eight days, at which ordinary items of this length may sound.
  std::optional<UtcTime> opens_for(UtcTime from, Millis duration, const Zone& zone) const;

  bool is_missing() const { return policies_.empty(); }
  const std::vector<Policy>& policies() const { return policies_; }

 private:
  std::vector<Policy> policies_;
};

}  // namespace loa::schedules
