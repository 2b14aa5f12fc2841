// Verification of the ledger against the audit chain, apart from the everyday calls.
#include "controller/store/ledger_store.h"
#include "controller/store/rows.h"

#include <set>

namespace loa::controller {

namespace {

struct Seals {
  std::map<std::int64_t, std::string> newest;  // row -> hash, '' when taken out
  std::set<std::int64_t> altered;              // found altered before a later write
};

void read_entry(const AuditEntry& entry, Seals& seals) {
  auto value = parse_json(entry.text, {.max_bytes = 64 * 1024 * 1024, .max_depth = 8});
  if (!value || !value->is_object()) return;
  const json::value* body = value->get_object().if_contains("body");
  const json::value* rows = body && body->is_object() ? body->get_object().if_contains("rows") : nullptr;
  if (rows && rows->is_array()) {
    for (const auto& pair : rows->get_array()) {
      const auto& array = pair.get_array();
      seals.newest[array[0].to_number<std::int64_t>()] =
          array[1].is_string() ? std::string(array[1].get_string()) : std::string();
    }
  }
  const json::value* row = body && body->is_object() ? body->get_object().if_contains("row") : nullptr;
  if (row) seals.altered.insert(row->to_number<std::int64_t>());
}

}  // namespace

Result<LedgerCheck> LedgerStore::verify(
    const AreaScope& scope, const std::function<std::string(const LedgerRow&, const LedgerSegment&)>& receipt_fault) {
  return at_edge([&] {
    Seals seals;
    LedgerCheck check;
    for (const auto& entry : audit_.entries_of("ledger.sealed")) read_entry(entry, seals);
    for (const auto& entry : audit_.entries_of("ledger.altered")) read_entry(entry, seals);
    std::set<std::int64_t> present;
    for (const auto& stored : select("1=1", 100'000'000)) {
      present.insert(stored.id);
      if (!scope.covers(stored.row.unit)) continue;
      ++check.rows;
      auto sealed = seals.newest.find(stored.id);
      if (sealed == seals.newest.end()) {
        check.bad.push_back({stored.id, "ledger.unsealed"});
      } else if (stored.seal_seq < 0 || sealed->second != seal_of(stored.row).hex() || seals.altered.contains(stored.id)) {
        check.bad.push_back({stored.id, "ledger.altered"});
      }
      for (const auto& segment : stored.row.segments) {
        if (segment.receipt.is_zero()) continue;
        ++check.receipts;
        const std::string fault = receipt_fault(stored.row, segment);
        if (!fault.empty()) check.bad.push_back({stored.id, fault});
      }
    }
    for (const auto& [id, hash] : seals.newest) {
      if (!hash.empty() && !present.contains(id)) check.bad.push_back({id, "ledger.removed"});
    }
    return check;
  });
}

}  // namespace loa::controller
