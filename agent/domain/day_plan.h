// The timeline of the days around now, planned again when the plan, the policies or the civil day change.
#pragma once

#include "agent/domain/documents.h"
#include "schedules/decide.h"
#include "schedules/planner.h"

#include <map>
#include <optional>

namespace loa::agent {

// One planned segment on one cluster with what it belongs to.
struct Slot {
  const schedules::Occurrence* occurrence = nullptr;  // valid until the next refresh
  ClusterId cluster;
  UnitId unit;
  UtcTime origin;      // instant of the programme's first sample
  UtcTime start, end;  // of this segment, half-open
  int volume = 100;
};

class DayPlan {
 public:
  // back_to: the oldest instant whose slots still matter; at most three days back are planned.
  void refresh(Step& step, const Documents& documents, UtcTime back_to);

  const schedules::Timeline& timeline() const { return timeline_; }
  std::optional<Slot> slot(const Hash& occurrence, const ClusterId& cluster, UtcTime at) const;
  const schedules::PolicyPath& policy_of(const UnitId& unit) const;
  UnitId unit_of(const ClusterId& cluster) const;
  const Zone& zone() const { return zone_; }
  bool empty() const { return !plan_; }
  std::uint64_t revision() const { return revision_; }

 private:
  void read(Step& step, const Documents& documents);

  std::optional<schedules::PlanDocument> plan_;
  std::map<UnitId, schedules::PolicyPath> policies_;
  std::map<ClusterId, UnitId> units_;
  schedules::Timeline timeline_;
  Zone zone_ = Zone::vietnam();
  std::uint64_t read_revision_ = 0;
  std::optional<CivilDay> today_;
  std::uint64_t revision_ = 0;
};

}  // namespace loa::agent
