// What agents last said and were last given, and the events shown to people. Store thread only.
#pragma once

#include "controller/domain/area_scope.h"
#include "core/sql/database.h"
#include "core/time.h"
#include "core/json.h"

#include <optional>
#include <string>
#include <vector>

namespace loa::controller {

struct AgentRecord {
  AgentId id;
  UnitId unit;
  std::optional<UtcTime> last_seen;
  std::string reported;  // JSON as received; empty: nothing yet
  std::int64_t root_version = 0;
  Bytes root;
  std::int64_t mail_version = 0;
  Bytes mail;
};

struct Event {
  std::int64_t id = 0;
  UtcTime at, first_at;
  std::string level;  // info | warn | alarm
  Error what;
  std::optional<AgentId> agent;
  std::optional<ClusterId> cluster;
  UnitId unit;        // nil: the province's own
  std::string trace;
  std::int64_t count = 1;
};

class FleetStore {
 public:
  explicit FleetStore(sql::Database& database) : database_(database) {}

  Status put_agent(const AreaScope& scope, const AgentRecord& agent);
  Status put_agents(const AreaScope& scope, const std::vector<AgentRecord>& agents);  // all or none
  Result<std::vector<AgentRecord>> agents(const AreaScope& scope);

 private:
  void put(const AreaScope& scope, const AgentRecord& agent);

  sql::Database& database_;
};

class EventStore {
 public:
  explicit EventStore(sql::Database& database) : database_(database) {}

  // The same event (code, parameters, agent, cluster) within 10 minutes of its last time only counts. The stored form.
  Result<Event> add(const AreaScope& scope, Event event);
  Result<std::vector<Event>> newest(const AreaScope& scope, std::size_t limit);

 private:
  sql::Database& database_;
};

}  // namespace loa::controller
