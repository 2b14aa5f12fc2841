// Programmes with their revisions, the contents on disk, and the schedule's items. Store thread only.
#pragma once

#include "controller/domain/area_scope.h"
#include "controller/store/audit_log.h"
#include "protocol/manifest.h"
#include "schedules/item.h"

#include <string>
#include <vector>

namespace loa::controller {

struct Revision {
  ProgrammeId programme;
  std::int64_t revision = 0;
  Hash manifest, audio, unit_list;
  std::int64_t size = 0;
  std::int64_t duration_ms = 0;
  std::int64_t loudness_centi_lufs = 0, true_peak_centi_dbtp = 0;
  std::string report;  // JSON of the transcoder
  UtcTime transcoded;
};
struct ProgrammeRecord {
  ProgrammeId id;
  std::string title;
  PersonId author;
  std::string voice;   // machine | recorded | file
  UnitId unit;         // owner; nil: the province
  UtcTime created;
  std::vector<Revision> revisions;  // ascending; never empty
};
struct ContentRecord { Hash hash; std::int64_t size = 0; std::string kind; };  // manifest | audio | unit_list
struct ItemRecord { schedules::Item item; std::vector<UnitId> units; };        // units: those whose clusters it reaches

class LibraryStore {
 public:
  LibraryStore(sql::Database& database, AuditLog& audit) : database_(database), audit_(audit) {}

  // A whole revision or nothing: programme when new, revision, its contents, the audit entry.
  Status add_revision(const AreaScope& scope, const ProgrammeRecord& programme, const Revision& revision,
                      const std::vector<ContentRecord>& contents, UtcTime now);
  Result<std::vector<ProgrammeRecord>> programmes(const AreaScope& scope);
  // The transcoder's report (JSON). Error: "controller.programme_unknown".
  Result<std::string> report(const AreaScope& scope, const ProgrammeId& programme, std::int64_t revision);
  Result<std::vector<ContentRecord>> contents(const AreaScope& scope);

  Status put_items(const AreaScope& scope, const std::vector<ItemRecord>& items, UtcTime now,
                   const std::string& actor = "console");  // all or none
  Status remove_item(const AreaScope& scope, const ItemId& item, UtcTime now, const std::string& actor = "console");
  Result<std::vector<ItemRecord>> items(const AreaScope& scope);

 private:
  void insert_revision(const Revision& revision);
  void put_item(const AreaScope& scope, const ItemRecord& item, UtcTime now, const std::string& actor);

  sql::Database& database_;
  AuditLog& audit_;
};

}  // namespace loa::controller
