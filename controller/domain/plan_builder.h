// From documents, programmes and items to what each agent is given: its plan part, its library part, the ledger's planned
// rows, and the plan that a new item is checked against. The planner itself is schedules::plan. Pure.
#pragma once

#include "controller/domain/ledger.h"
#include "controller/domain/shelf.h"
#include "schedules/explain.h"
#include "schedules/planner.h"

#include <functional>
#include <map>
#include <vector>

namespace loa::controller {

inline constexpr int kPlanDays = 35;    // rules an agent holds
inline constexpr int kLedgerDays = 3;   // days with rows in the ledger, today included

// One revision of a programme as far as planning needs it.
struct PlannableRevision {
  std::int64_t revision = 0;
  Hash manifest;
  std::int64_t manifest_size = 0;
  std::int64_t duration_ms = 0;
  protocol::PartName audio{}, unit_list{};
};
struct PlannableProgramme {
  ProgrammeId id;
  std::string title;
  std::vector<PlannableRevision> revisions;  // ascending
};

using PolicyPaths = std::map<UnitId, schedules::PolicyPath>;

struct PlanSources {
  const protocol::Register& registry;
  const Shelf& shelf;
  const std::map<ProgrammeId, PlannableProgramme>& programmes;
  const std::vector<schedules::Item>& items;  // revision and manifest are filled in here
  Zone zone;
};

// Every cluster of these places.
schedules::PlanDocument plan_for(const PlanSources& sources, const std::vector<protocol::Place>& places, UtcTime now);
PolicyPaths policy_paths(const PlanSources& sources, const std::vector<protocol::Place>& places);
// The item, or each entry of its playlist, with its programme's revision: the newest that is approved somewhere, else the
// newest. A playlist lasts what its entries last together.
schedules::Item resolved(const PlanSources& sources, schedules::Item item, UtcTime now);
// Units whose clusters the item reaches.
std::vector<UnitId> reach(const schedules::PlanDocument& plan, const schedules::Item& item);

// One occurrence on one cluster, from its first planned segment to the end of its last.
struct Slot {
  Hash occurrence;
  ClusterId cluster;
  ItemId item;
  ProgrammeId programme;
  Hash manifest;
  std::string title;
  BroadcastClass cls = BroadcastClass::normal;
  UtcTime start, end;
  Error cause{};  // of a dropped one: the rule that dropped it
};
struct PlannedDays {
  std::vector<Slot> slots;    // of all days, ordered by start, occurrence, cluster
  std::vector<Slot> dropped;  // will not sound; one row of the ledger each too
  UtcTime from, until;
};
PlannedDays plan_days(const schedules::PlanDocument& plan, const PolicyPaths& policies, UtcTime now, const Zone& zone);
std::vector<PlannedRow> ledger_rows(const PlanSources& sources, const std::vector<protocol::Place>& places,
                                    const PlannedDays& days, UtcTime now);
// Names and codes of a cluster today, for facts about rows nobody planned.
std::map<ClusterId, PlannedRow> cluster_names(const PlanSources& sources, const std::vector<protocol::Place>& places, UtcTime now);

protocol::Library library_for(const PlanSources& sources, const protocol::Place& place, const PlannedDays& days, UtcTime now);

}  // namespace loa::controller
