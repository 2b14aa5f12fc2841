// The agent's store as a model: what was performed survives a kill, what was only asked for does not.
#pragma once

#include "agent/domain/event.h"

#include <map>

namespace loa::test {

class FakeDisk {
 public:
  FakeDisk() { kept.epoch.bytes[15] = 1; }

  agent::Written perform(const agent::Write& write);
  agent::Sealed seal(const Hash& content);
  agent::ContentRead read(const Hash& content) const;
  agent::UnitRead read_unit(const Hash& content, std::uint32_t index) const;
  agent::RowsRead read_rows(std::int64_t from, std::size_t max_bytes) const;

  agent::Snapshot kept;
  std::map<std::int64_t, protocol::JournalRow> rows;
  std::map<Hash, Bytes> files;
  bool full = false;           // every write fails
  bool broken_order = false;   // rows came with a gap or twice
  int performed = 0;
  std::size_t most_rows = 0;   // of the journal, ever

 private:
  void apply(const agent::WriteOp& op);
  void put_chunk(const agent::PutChunk& chunk);
  void append(const agent::AppendRows& append);
  std::map<agent::SettledKey, UtcTime> settled_at_;
};

}  // namespace loa::test
