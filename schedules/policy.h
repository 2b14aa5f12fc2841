// The station's own regulation as data (quy chế hoạt động đài, Decree 49/2024): when, how long and how loud.
// Every refusal cites the document. Pure values and functions.
#pragma once

#include "core/broadcast_class.h"
#include "core/id.h"
#include "core/json.h"
#include "core/time.h"

#include <map>
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

// Which clusters of the unit something concerns: those that carry one of the groups, and those named. Both empty = all.
struct Reach {
  std::vector<std::string> groups;  // NFC
  std::vector<ClusterId> clusters;
  bool is_all() const { return groups.empty() && clusters.empty(); }
  bool covers(ClusterId cluster, const std::vector<std::string>& groups_of_cluster) const;
  bool operator==(const Reach&) const = default;
};

enum class QuietReason { other, funeral, exam, mourning, complaint };  // khác, tang lễ, kỳ thi, quốc tang, khiếu nại
std::string_view to_text(QuietReason reason);
std::optional<QuietReason> quiet_reason_from(std::string_view text);

struct QuietSpell {  // khoảng lặng: nothing but the emergency class
  UtcTime from{}, until{};
  std::string reason;  // in words
  QuietReason kind = QuietReason::other;
  Reach reach{};
  bool operator==(const QuietSpell&) const = default;
};

struct SensitiveArea {  // khu vực nhạy cảm: a school, a hospital, a pagoda beside these clusters
  std::string name;
  Reach reach{};             // never all: that is what volume bands are for
  MinuteOfDay from{}, until{std::chrono::hours(24)};  // every day; may run past midnight
  int max_volume = 0;        // percent at most
  bool operator==(const SensitiveArea&) const = default;
};

struct Policy {
  UnitId unit;
  std::string number;  // số hiệu of the regulation, e.g. "12/QĐ-UBND"
  std::string title;
  CivilDay valid_from{};
  std::vector<Window> windows;              // none = emergency only
  std::optional<Millis> max_per_day;        // sounding time per cluster and civil day
  std::optional<Millis> max_per_session;    // sounding time per cluster from a window's opening to its close (buổi phát)
  std::optional<int> max_airings_per_day;   // per cluster and civil day
  int max_volume = 100;                     // percent at any hour
  std::vector<VolumeBand> volume_bands;
  std::vector<SensitiveArea> sensitive_areas;
  std::vector<QuietSpell> quiet;
  bool operator==(const Policy&) const = default;
};

// The payload of a signed `policy` document. v, id, issued, trace and version belong to protocol and are ignored here.
Result<Policy> read_policy(std::string_view payload);  // "policy.bad" (field, why), "document.needs" (field), json.*
// The regulation's own members, unit included, for protocol::write_policy_payload.
json::object policy_fields(const Policy& policy);
std::string write_policy(const Policy& policy);  // the fields alone

// What was admitted on one cluster: by (policy on the path, opening of its window).
using SessionUse = std::map<std::pair<std::size_t, UtcTime>, Millis>;

// The policies from the root to one unit. The tightest of all holds. What concerns only some clusters (quiet spells with a reach,
// sensitive areas) counts once of_cluster() has said which cluster is meant, and not before.
class PolicyPath {
 public:
  PolicyPath() = default;  // a policy is missing: emergency only
  explicit PolicyPath(std::vector<Policy> root_to_unit) : policies_(std::move(root_to_unit)) {}

  PolicyPath of_cluster(ClusterId cluster, const std::vector<std::string>& groups) const;
  std::vector<Reach> reaches() const;  // of all that concerns only some clusters

  // Whether [start, start + duration) may sound at this volume (percent) after this much on the same civil day.
  // The emergency class always passes. Errors, each with `document` and `title` of the regulation that refuses:
  // "policy.missing", "policy.not_yet" (from), "policy.quiet_spell" (from, until, reason),
  // "policy.outside_window" (start, end, windows), "policy.session" (limit, used, wanted: it alone is longer than a session),
  // "policy.minutes" (limit, used, wanted), "policy.volume" (limit, wanted).
  Status allows(UtcTime start, Millis duration, BroadcastClass cls, int volume, Millis aired_today,
                const Zone& zone) const;
  // With what its session has had already: "policy.session" (limit, used, wanted).
  Status allows_session(UtcTime start, Millis duration, BroadcastClass cls, const SessionUse& used, const Zone& zone) const;
  void note_session(SessionUse& used, UtcTime start, Millis duration, const Zone& zone) const;
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
