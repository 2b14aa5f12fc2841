// Why a cluster plays what it plays, and what a proposed item would run into before it is saved. Words are catalogue codes
// with parameters (core/catalogue.h).
#pragma once

#include "schedules/planner.h"

namespace loa::schedules {

struct Reason {
  Error words;                  // schedule.explain_*, schedule.lost_*, policy.*
  std::optional<ItemId> item;   // the item it speaks of
};

struct Explanation {
  std::optional<Occurrence> chosen;  // none = silence
  std::optional<Planned> segment;
  std::vector<Reason> reasons;       // the winner's first, then one or more per loser, then the dropped
};

Explanation explain(const PlanDocument& document, const std::map<UnitId, PolicyPath>& policies, ClusterId cluster,
                    UtcTime at);

struct Conflict {
  enum class Kind { overlap, policy, rule };
  Kind kind = Kind::overlap;
  Error error;
  CivilTime at{};                     // the proposed occurrence it concerns
  std::vector<ClusterId> clusters;
  std::optional<ItemId> other;        // the item it overlaps
  std::optional<CivilTime> other_at;
  // The two choices: put after (the first start on that day behind everything in the way and inside the policy; none when
  // the day has no room), or replace the other one (only when it is not of a higher owner level).
  std::optional<CivilTime> after;
  bool can_replace = false;
};

inline constexpr std::size_t kMaxConflicts = 200;
inline constexpr int kMaxCheckedDays = 366;

// The proposed item against the document on the days [from, until); an item of the same id in the document is taken as the
// version it replaces. By instant, then other item. Never more than kMaxConflicts, never more than kMaxCheckedDays.
std::vector<Conflict> check_item(const PlanDocument& document, const std::map<UnitId, PolicyPath>& policies,
                                 const Item& item, CivilDay from, CivilDay until);

}  // namespace loa::schedules
