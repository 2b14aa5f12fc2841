// What happens to AgentCore.
#pragma once

#include "agent/domain/action.h"
#include "protocol/messages.h"

#include <string>
#include <variant>

namespace loa::agent {

struct Moment {
  SteadyTime steady;
  UtcTime system_utc;  // the operating system's wall clock; may be wrong
};

struct Restored { Snapshot snapshot; };             // first, once
struct TransportUp {};
struct TransportDown {};
struct MessageIn { protocol::Leaf leaf = protocol::Leaf::root; Bytes payload; };  // root, mail, ack, beacon, watch; MQTT or HTTPS
struct BulkUp {};                                   // the bulk connection stands and is subscribed to what SubscribeContent named
struct BulkDown {};                                 // also when nothing is wanted any more
struct ChunkIn { Hash content; Bytes wire; };       // from the bulk connection
struct HttpDone { HttpRequest request; int status = 0; Bytes body; };             // status 0: no answer
struct BridgeUp {};
struct BridgeDown {};
struct BridgeIn { protocol::LinkMessage message; };
struct Written { std::int64_t token = 0; bool held = true; std::string why; };    // held false: nothing of it survives
struct Sealed { Hash content; bool matches = false; };                            // false: its chunks are gone
struct ContentRead { Hash content; bool held = true; Bytes bytes; };
struct UnitRead { Hash content; std::uint32_t index = 0; bool held = true; Bytes bytes; };
struct RowsRead { std::vector<protocol::JournalRow> rows; };
struct Tick {};

using Event = std::variant<Restored, TransportUp, TransportDown, BulkUp, BulkDown, MessageIn, ChunkIn, HttpDone, BridgeUp, BridgeDown,
                           BridgeIn, Written, Sealed, ContentRead, UnitRead, RowsRead, Tick>;

}  // namespace loa::agent
