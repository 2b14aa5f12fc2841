// What an agent has on disk, as agent/services/sql_store.cpp keeps it: values, rows, marks and content.
#pragma once

#include "agent/domain/action.h"
#include "agent/domain/event.h"

namespace loa::sim {

class AgentStore {
 public:
  explicit AgentStore(Uuid epoch) { snapshot_.epoch = epoch; }

  void apply(const agent::Write& write);
  bool seal(const Hash& content);  // false: it was not what it is named by, and is gone
  agent::Snapshot load() const;
  agent::ContentRead read(const Hash& content) const;
  agent::UnitRead read_unit(const Hash& content, std::uint32_t index) const;
  agent::RowsRead read_rows(std::int64_t from, std::size_t max_bytes) const;
  void restart_journal();          // what a defective store would do

  bool complete(const Hash& content) const { return whole_.contains(content); }
  const Bytes* value(const std::string& key) const;
  std::int64_t last_seq() const { return snapshot_.last_seq; }

 private:
  void apply(const agent::WriteOp& op);

  agent::Snapshot snapshot_;
  std::map<agent::SettledKey, UtcTime> settled_;
  std::map<std::int64_t, protocol::JournalRow> rows_;
  std::map<Hash, Bytes> partial_, whole_;
};

}  // namespace loa::sim
