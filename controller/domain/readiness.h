// Sẵn sàng: whether each cluster will sound what is planned around an instant, as far as can be said now. What nobody has
// told is unknown, never good. Pure; linear in clusters and slots.
#pragma once

#include "controller/domain/area_scope.h"
#include "controller/domain/plan_builder.h"
#include "controller/domain/power_cut.h"
#include "protocol/messages.h"

namespace loa::controller {

inline constexpr Millis kReadyWindow = std::chrono::hours(1);  // from the instant asked about

// blocks: it will be silent; risks: it may be; unknown: nobody knows; notice: worth knowing, the cluster counts as ready.
enum class Severity { blocks, risks, unknown, notice };
std::string_view to_text(Severity severity);

struct AgentCondition {
  bool online = false;
  const protocol::Reported* reported = nullptr;  // null: it never said anything
  std::int64_t root_wanted = 0;
  std::optional<UtcTime> last_seen;
};

struct ReadinessSources {
  const protocol::Register& registry;
  const std::vector<protocol::Place>& places;
  const PlannedDays& days;                       // must cover the window
  const std::map<AgentId, AgentCondition>& agents;
  const std::vector<PowerCut>& power_cuts;
};
struct ReadinessQuery {
  UtcTime now, at;
  AreaScope area = AreaScope::whole();
  std::string group;                             // empty: all clusters of the area
};

struct Finding {
  Severity severity = Severity::notice;
  Error what;                                    // "readiness.*"
  Error remedy;                                  // "remedy.*"
  std::optional<Error> why;                      // words of the planner or the device behind it
  UnitId commune;                                // nil: the network's own
  std::vector<ClusterId> clusters;
  std::optional<ItemId> item;
  std::optional<ProgrammeId> programme;
  std::optional<Hash> occurrence;
};
struct ReadyTally {
  int total = 0, ready = 0, needs_action = 0, unknown = 0;
};
struct Readiness {
  ReadyTally clusters, communes;
  int planned = 0;                               // clusters with something planned in the window
  std::vector<Finding> findings;                 // worst first, then the most clusters
};

Readiness readiness(const ReadinessSources& sources, const ReadinessQuery& query);
// The commune or ward a unit is, or lies in; itself when there is none above.
UnitId commune_of(const protocol::UnitTree& tree, const UnitId& unit);

}  // namespace loa::controller
