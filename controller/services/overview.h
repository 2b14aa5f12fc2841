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
};
json::object overview_json(const OverviewSources& sources, const std::vector<StoredRow>& rows);
json::object programme_json(const Desk& desk, const ProgrammeRecord& programme);
json::object levels_json(const Desk& desk, SteadyTime now);

}  // namespace loa::controller
