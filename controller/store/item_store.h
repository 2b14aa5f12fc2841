// Versions of the schedule's items and the changes that made them. The table `items` holds what is planned now; every write
// here keeps it in step in the same transaction. Store thread only.
#pragma once

#include "controller/domain/item_version.h"
#include "controller/store/audit_log.h"

namespace loa::controller {

struct MadeGood {
  Hash occurrence;
  ClusterId cluster;
  ItemId item;
};

class ItemStore {
 public:
  ItemStore(sql::Database& database, AuditLog& audit) : database_(database), audit_(audit) {}

  // All versions or none. `undone` marks an earlier change. A make-good that is planned or waits holds its clusters: each
  // occurrence and cluster once. Errors: "store.scope", "item.version_conflict", "make_good.done".
  Status save(const AreaScope& scope, const ScheduleChange& change, const std::vector<ItemVersion>& versions,
              std::optional<ChangeId> undone = {});
  Result<std::vector<ItemVersion>> newest(const AreaScope& scope);                      // of every item
  Result<std::vector<ItemVersion>> history(const AreaScope& scope, const ItemId& item);  // newest first
  Result<std::vector<ScheduleChange>> changes(const AreaScope& scope, std::size_t limit);  // newest first
  Result<std::vector<MadeGood>> made_good(const Hash& occurrence);

 private:
  std::vector<ItemVersion> select(const std::string& where);
  void insert(const ItemVersion& version);
  void settle(const ItemVersion& version);
  void claim_clusters(const ItemVersion& version);

  sql::Database& database_;
  AuditLog& audit_;
};

}  // namespace loa::controller
