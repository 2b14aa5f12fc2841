// What the store gives back after a restart: everything that was Written, and nothing that was not.
#pragma once

#include "core/bytes.h"
#include "core/hash.h"
#include "core/id.h"
#include "core/time.h"
#include "protocol/content.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace loa::agent {

// A fact that must be told once: (occurrence, cluster) aired or missed, (manifest, nil) delivered, (document, nil) refused.
using SettledKey = std::pair<Hash, ClusterId>;

struct StoredContent {
  std::uint64_t size = 0;
  bool complete = false;        // verified against its name and renamed
  protocol::Bitmap held;        // one bit per chunk; meaningless when complete
};

struct Snapshot {
  Uuid epoch;                   // made with the store; journal sequences count inside it
  std::int64_t acknowledged = 0;  // rows up to here were acknowledged and deleted
  std::int64_t last_seq = 0;      // newest row ever written
  std::int64_t journal_rows = 0;  // rows held; fewer than the sequence numbers that wait when some were merged
  std::map<std::string, Bytes> values;  // keys: domain/value_keys.h
  std::map<Hash, StoredContent> contents;
  std::set<SettledKey> settled;
};

}  // namespace loa::agent
