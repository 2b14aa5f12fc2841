#include "tests/simulation/controller_store.h"

namespace loa::sim {

using controller::LedgerFact;
using controller::LedgerKey;
using controller::LedgerRow;
using controller::LedgerState;
using controller::PlannedRow;

void ControllerStore::add_document(const protocol::Admission& admission, UtcTime now) {
  documents.emplace_back(admission.envelope, now);
  for (const auto& [key, value] : admission.ratchets) ratchets[key] = value;
}

void ControllerStore::plan(const std::vector<PlannedRow>& rows, UtcTime from, UtcTime until, UtcTime now) {
  std::set<LedgerKey> wanted;
  for (const auto& planned : rows) {
    if (!wanted.insert(planned.key).second) continue;
    const auto held = ledger.find(planned.key);
    if (held == ledger.end()) ledger.emplace(planned.key, controller::make_row(planned));
    else controller::merge_planned(held->second, planned);
  }
  std::erase_if(ledger, [&](const auto& entry) {
    const LedgerRow& row = entry.second;
    const bool inside = row.planned_start && *row.planned_start > std::max(now, from) && *row.planned_start < until;
    const bool untouched = row.state == LedgerState::planned || row.state == LedgerState::delivered;
    return inside && untouched && !wanted.contains(entry.first);
  });
}

void ControllerStore::close_untold(const std::map<ClusterId, UtcTime>& told) {
  for (auto& [key, row] : ledger)
    if (const auto upto = told.find(key.cluster); upto != told.end()) controller::close_untold(row, upto->second);
}

void ControllerStore::commit(const controller::WriteRows& write, const std::vector<LedgerFact>& facts,
                             const std::map<ClusterId, PlannedRow>& names) {
  for (const auto& fact : facts) {
    if (!fact.row.occurrence || !fact.row.cluster) continue;
    const LedgerKey key{*fact.row.occurrence, *fact.row.cluster};
    auto [held, fresh] = ledger.try_emplace(key);
    if (const auto named = names.find(key.cluster); fresh && named != names.end()) {
      held->second.cluster_name = named->second.cluster_name;
      held->second.unit = named->second.unit;
    }
    held->second.key = key;
    const bool changed = controller::apply(held->second, fact);
    if (fresh && !changed) ledger.erase(held);
  }
  auto& upto = positions[{write.agent, write.epoch}];
  upto = std::max(upto, write.upto);
}

LedgerFact fact_of(const protocol::NetworkId& network, const protocol::JournalRow& row) {
  LedgerFact fact{row, std::nullopt};
  if (row.kind != protocol::RowKind::aired || !row.start || !row.end) return fact;
  controller::LedgerSegment segment;
  segment.start = *row.start;
  segment.end = *row.end;
  segment.offset_ms = row.offset_ms;
  segment.heard = row.heard;
  segment.ended_by = row.cause;
  segment.receipt_envelope = row.receipt;
  if (const auto envelope = protocol::decode_envelope(row.receipt)) segment.receipt = protocol::document_hash(network, *envelope);
  fact.segment = std::move(segment);
  return fact;
}

}  // namespace loa::sim
