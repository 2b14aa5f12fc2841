// What AgentCore asks of the world. Domain code performs nothing itself.
#pragma once

#include "agent/domain/snapshot.h"
#include "audio/unit_list.h"
#include "core/log.h"
#include "protocol/link.h"
#include "protocol/transport.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace loa::agent {

// --- parts of one durable write; all or none of a Write's ops survive a power cut
struct PutValue { std::string key; Bytes bytes; };
struct DropValue { std::string key; };
struct PutChunk {
  Hash content;
  std::uint64_t size = 0;
  std::uint32_t index = 0;
  Bytes bytes;
  bool completes = false;  // all others are held or on their way: nothing to wait for
};
struct AppendRows { std::vector<protocol::JournalRow> rows; };   // consecutive, after the last one
struct ReplaceRows { std::vector<protocol::JournalRow> rows; };  // each in the place of all rows of its range
struct DeleteRowsUpTo { std::int64_t seq = 0; };
struct Settle { SettledKey key; UtcTime at; };
struct ForgetSettledBefore { UtcTime at; };
struct EvictContent { Hash content; };
using WriteOp = std::variant<PutValue, DropValue, PutChunk, AppendRows, ReplaceRows, DeleteRowsUpTo, Settle, ForgetSettledBefore,
                             EvictContent>;

// --- actions
struct Write { std::int64_t token = 0; std::vector<WriteOp> ops; };          // answered by Written
// Verify, fsync, rename; answered by Sealed. With the unit list that the content's manifest names, the chunks that passed it on
// their way in need no second reading: only the others are checked, by it. Without: the whole by its SHA-256.
struct SealContent {
  Hash content;
  std::shared_ptr<const audio::UnitList> list{};
  protocol::Bitmap unchecked{};
};
struct ReadContent { Hash content; };                                        // whole, small; answered by ContentRead
struct ReadUnit { Hash content; std::uint32_t index = 0; };                  // 16 KiB; answered by UnitRead
struct ReadRows { std::int64_t from = 0; std::size_t max_bytes = 0; };       // answered by RowsRead
struct Publish { protocol::Publication publication; };                       // main connection
// The whole set wanted on the bulk connection; leave: end that connection at once, the broker keeps a backlog for it.
struct SubscribeContent { std::vector<Hash> contents; bool leave = false; };
struct ToBridge { protocol::LinkMessage message; };

enum class HttpKind { journal, reported, time, content };
struct HttpRequest {                                                         // answered by HttpDone with the same fields
  HttpKind kind = HttpKind::reported;
  Bytes body;                   // POST body; empty for content
  Hash content;                 // GET with Range for content
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};
struct Emit { Level level = Level::info; std::string event; std::vector<std::pair<std::string, std::string>> fields; };

using Action = std::variant<Write, SealContent, ReadContent, ReadUnit, ReadRows, Publish, SubscribeContent, ToBridge,
                            HttpRequest, Emit>;

}  // namespace loa::agent
