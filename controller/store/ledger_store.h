// The ledger's rows on disk. Each write seals the rows it touched into the audit chain, so that a row altered behind the
// controller's back is found and named by verify(), also after later honest writes to it. Store thread only.
#pragma once

#include "controller/domain/area_scope.h"
#include "controller/domain/journal_intake.h"
#include "controller/domain/ledger.h"
#include "controller/store/audit_log.h"

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace loa::controller {

struct StoredRow {
  std::int64_t id = 0;
  std::int64_t seal_seq = 0;
  LedgerRow row;
};
struct LedgerFilter {
  std::optional<UtcTime> from, until;
  std::optional<ClusterId> cluster;
  std::optional<Hash> occurrence;
  std::optional<std::string> unit_code;  // as written in the row on its day
  std::size_t limit = 1000;
  bool started_only = false;             // only rows with a start before `until`
};
struct LedgerFault {
  std::int64_t id = 0;
  std::string why;  // catalogue code
};
struct LedgerCheck {
  std::int64_t rows = 0;
  std::int64_t receipts = 0;
  std::vector<LedgerFault> bad;
};

class LedgerStore {
 public:
  LedgerStore(sql::Database& database, AuditLog& audit) : database_(database), audit_(audit) {}

  // Makes the rows of the window be exactly what is planned; untouched future rows nobody plans any more leave.
  // True when anything changed.
  Result<bool> plan(const AreaScope& scope, const std::vector<PlannedRow>& rows, UtcTime from, UtcTime until, UtcTime now);
  // The rows of one journal batch and its number, in one transaction; idempotent. who(cluster) gives names and codes of the
  // fact's day for a row nobody planned. Keys of the rows that changed.
  Result<std::vector<LedgerKey>> commit(const AreaScope& scope, const WriteRows& write, const std::vector<LedgerFact>& facts,
                                        const std::map<ClusterId, PlannedRow>& who, UtcTime now);
  // Ends the open rows of these clusters that ended before the cluster's instant; how many.
  Result<std::size_t> close_untold(const AreaScope& scope, const std::map<ClusterId, UtcTime>& told, UtcTime now);
  Result<std::vector<StoredRow>> rows(const AreaScope& scope, const LedgerFilter& filter);  // newest first
  Result<std::vector<std::tuple<AgentId, Uuid, std::int64_t>>> journal_positions(const AreaScope& scope);
  // Recomputes every row's seal against the chain. receipt_good(row, segment) checks one receipt's signature and content.
  Result<LedgerCheck> verify(const AreaScope& scope,
                             const std::function<std::string(const LedgerRow&, const LedgerSegment&)>& receipt_fault);

 private:
  std::optional<StoredRow> find(const LedgerKey& key);
  std::vector<StoredRow> select(const std::string& where, std::size_t limit);
  void load_segments(StoredRow& stored);
  void save(StoredRow& stored, std::int64_t seal_seq);
  std::int64_t next_id();
  // Notes in the chain that this row was found altered before an honest write covers it.
  void check_before_write(const StoredRow& stored, UtcTime now);
  std::int64_t seal(const std::vector<StoredRow>& rows, const std::vector<std::int64_t>& removed, UtcTime now);
  void write_changed(std::vector<StoredRow>& changed, const std::vector<std::int64_t>& removed, UtcTime now);

  sql::Database& database_;
  AuditLog& audit_;
};

}  // namespace loa::controller
