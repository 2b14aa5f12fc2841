// What the controller has on disk. The rules of its ledger and journal tables are those of controller/store/ledger_store.cpp.
#pragma once

#include "controller/domain/journal_intake.h"
#include "controller/domain/ledger.h"
#include "controller/domain/plan_builder.h"
#include "controller/domain/root_builder.h"

namespace loa::sim {

struct ControllerStore {
  void add_document(const protocol::Admission& admission, UtcTime now);
  // The rows of the window become what is planned; untouched future rows nobody plans any more leave.
  void plan(const std::vector<controller::PlannedRow>& rows, UtcTime from, UtcTime until, UtcTime now);
  void close_untold(const std::map<ClusterId, UtcTime>& told);
  void commit(const controller::WriteRows& write, const std::vector<controller::LedgerFact>& facts,
              const std::map<ClusterId, controller::PlannedRow>& names);

  std::vector<std::pair<Bytes, UtcTime>> documents;  // envelope, accepted
  protocol::Ratchets ratchets;
  std::map<ItemId, schedules::Item> items;
  std::map<ProgrammeId, controller::PlannableProgramme> programmes;
  std::map<AgentId, controller::BuiltRoot> roots;
  std::map<AgentId, controller::BuiltMail> mails;
  std::map<controller::LedgerKey, controller::LedgerRow> ledger;
  std::map<std::pair<AgentId, Uuid>, std::int64_t> positions;
};

// A fact with the segment its receipt proves.
controller::LedgerFact fact_of(const protocol::NetworkId& network, const protocol::JournalRow& row);

}  // namespace loa::sim
