// Makes room in a full journal: ordinary rows that follow each other become one that names its range and counts what it
// stands for. Rows about sound (an occurrence, a receipt) stay as they are: their facts are never touched. Pure.
#pragma once

#include "protocol/messages.h"

#include <cstdint>
#include <vector>

namespace loa::agent {

struct MergedRows {
  std::vector<protocol::JournalRow> rows;  // one for each run of two or more
  std::int64_t gone = 0;                   // rows fewer than before
};
// Rows in the order of their sequence; merged ones may be among them.
MergedRows merge_ordinary(const std::vector<protocol::JournalRow>& rows);

}  // namespace loa::agent
