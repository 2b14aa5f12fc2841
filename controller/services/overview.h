// The page's whole picture as one JSON object (API.md, "Overview"), from the desk and the newest ledger rows. Pure reading.
#pragma once

#include "controller/services/desk.h"
#include "controller/services/events.h"
#include "controller/services/uplink.h"

namespace loa::controller {

struct OverviewSources {
  const Context& context;
  const Desk& desk;
  const EventDesk& events;
  const Uplink& uplink;
  AreaScope scope = AreaScope::whole();  // of whoever looks
};
json::object overview_json(const OverviewSources& sources, const std::vector<StoredRow>& rows);
json::object programme_json(const Desk& desk, const ProgrammeRecord& programme);
json::object levels_json(const Desk& desk, SteadyTime now, const AreaScope& scope);
// Of the event's cluster or agent when it names no unit; nil: the province's own.
UnitId event_unit(const Desk& desk, const Event& event);
UnitId cluster_unit(const Desk& desk, const ClusterId& cluster);  // nil: unknown
// What the province made, a commune sees as well; of another commune nothing.
inline bool programme_seen(const AreaScope& scope, const ProgrammeRecord& programme) {
  return programme.unit.is_nil() || scope.covers(programme.unit);
}

}  // namespace loa::controller
