// The schedule as an area hears it, for calendars and previews. Large areas are planned with one cluster for all of a unit that
// carry the same groups, since nothing else tells clusters of a unit apart there. Loop thread.
#pragma once

#include "controller/services/desk.h"

namespace loa::controller {

struct AreaPlan {
  schedules::PlanDocument plan;
  PolicyPaths policies;                 // as signed now, whatever the last refresh knew
  std::map<ClusterId, int> stands_for;  // of each planned cluster: how many clusters of the area
  int clusters = 0;                     // of the area
};
AreaPlan area_plan(const Desk& desk, const AreaScope& area, const std::string& group, UtcTime now, const Zone& zone);

struct SilencedAiring {
  schedules::Occurrence occurrence;
  std::vector<ClusterId> clusters;
};
// What is planned in [from, until) there, at most `limit`, and at most 42 days.
std::vector<SilencedAiring> airings_between(const AreaPlan& area, UtcTime from, UtcTime until, std::size_t limit, const Zone& zone);

}  // namespace loa::controller
