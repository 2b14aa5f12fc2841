// The desk (bàn điều hành): what the controller holds in memory while it runs, loaded from the store at start and kept in
// step with it. Plain state around the pure parts; the services act on it. Loop thread only.
#pragma once

#include "controller/domain/content_sender.h"
#include "controller/domain/item_version.h"
#include "controller/domain/journal_intake.h"
#include "controller/domain/plan_builder.h"
#include "controller/domain/power_cut.h"
#include "controller/domain/reconciler.h"
#include "controller/domain/root_builder.h"
#include "controller/services/context.h"
#include "controller/store/library_store.h"

#include <deque>
#include <map>
#include <memory>
#include <optional>

namespace loa::controller {

struct AgentState {
  AgentId id;
  UnitId unit;
  std::string name;
  bool link_online = false;
  bool shown_online = false;              // what events were told about
  std::optional<UtcTime> last_seen;
  std::optional<UtcTime> last_https;      // the second way: proves life when its MQTT connection is gone
  std::optional<protocol::Reported> reported;
  std::string reported_text;
};

// Bytes of a part (in memory) or a file under data_dir/content.
struct HeldContent {
  std::uint64_t size = 0;
  Bytes bytes;                            // parts; empty for files
  std::filesystem::path file;
};

struct LevelsSeen {
  protocol::LevelNow level;
  SteadyTime at{};
};

struct ImportTask {
  std::string id;
  std::string state = "running";          // running | done | failed
  int progress = 0;
  std::vector<Error> errors;
  ProgrammeId programme;
  UnitId unit;                            // the owner of what is imported; nil: the province
  std::int64_t revision = 0;
  Hash manifest;
};

struct Desk {
  Desk(protocol::Genesis genesis, const protocol::Signer& key, Random& random)
      : registry(std::move(genesis)), signer(key), roots(registry.network(), key, random) {}

  protocol::Register registry;
  const protocol::Signer& signer;
  Shelf shelf;
  RootBuilder roots;
  Reconciler reconciler;
  ContentSender sender;
  JournalIntake intake;

  std::map<ProgrammeId, ProgrammeRecord> programmes;
  std::map<Hash, std::int64_t> manifest_sizes;
  std::map<ItemId, ItemRecord> items;       // what is planned
  std::map<ItemId, ItemVersion> versions;   // the newest of each item, those that wait or were removed too
  std::vector<PowerCut> power_cuts;
  std::vector<protocol::Place> places;
  std::map<AgentId, AgentState> agents;
  std::map<Hash, HeldContent> contents;
  std::map<ClusterId, LevelsSeen> levels;
  std::map<std::string, ImportTask> tasks;
  schedules::PlanDocument plan;           // of all clusters
  PolicyPaths policies;
  PlannedDays days;

  // Views for planning; valid while the desk is not changed.
  struct View {
    std::map<ProgrammeId, PlannableProgramme> programmes;
    std::vector<schedules::Item> items;
  };
  View view() const;
  std::filesystem::path content_file(const std::filesystem::path& data_dir, const Hash& hash) const;
  const protocol::Place* place_of(const AgentId& agent) const;
};

// Fills a desk from the store: trust first, then what it judges. Documents that are good no longer are left out, told.
Result<std::vector<Error>> load_desk(Desk& desk, Store& store, const std::filesystem::path& data_dir, UtcTime now);
void refresh_places(Desk& desk);

}  // namespace loa::controller
