// plan(): what each cluster should play on a civil day. Pure and total: same documents in any order, same timeline.
//
// 1. Rules are expanded in civil time; an occurrence belongs to the civil day it starts. Emergency items are dropped: such
//    audio sounds only under an alert.
// 2. Per cluster, the regulation admits occurrences strongest first: windows, quiet spells, minutes and airings a day.
//    A wished volume over a cap is lowered to it.
// 3. Per cluster, a walk through time. A higher rung always interrupts. Inside a rung, what sounds yields only when its
//    overrun is `cut` and the newcomer is stronger (order, more specific target, earlier created, id). Whoever must wait is
//    moved whole behind the sounding one when that one's overrun is `push` (at most kMaxPush, and inside the policy), else
//    follows its own late policy: join at the wall-clock offset, or be dropped. When the air is free again the strongest of
//    those waiting goes on: resolved afresh, never resumed.
// The neighbouring days are walked too, so that midnight is no seam.
#pragma once

#include "schedules/plan_document.h"
#include "schedules/policy.h"
#include "schedules/timeline.h"

#include <map>

namespace loa::schedules {

inline constexpr Millis kMaxPush = std::chrono::hours(2);
inline constexpr Millis kMinimumJoin = std::chrono::seconds(5);  // less than this left is not joined

// A unit that is absent from `policies` counts as one whose policy is missing: emergency only.
Timeline plan(const PlanDocument& document, const std::map<UnitId, PolicyPath>& policies, CivilDay day);

// The total order inside a rung and between rungs on one cluster: true when `a` is the stronger.
// The codes "schedule.lost_rung", "…_order", "…_specific", "…_created", "…_id" name the rule that decided.
struct Strength {
  Rung rung;
  int order;
  int distance;  // of the target: 0 = the cluster itself, 1 = a group, 2 + n = the unit n steps up
  UtcTime created;
  ItemId item;
  CivilTime civil_start;
  auto operator<=>(const Strength&) const = default;
};
std::string_view deciding_rule(const Strength& winner, const Strength& loser);

// Distance of the item's most specific target that covers the cluster; nothing when none does.
std::optional<int> target_distance(const Item& item, const ClusterPlace& place);

}  // namespace loa::schedules
