// Agent <-> bridge link: length-prefixed frames over a Unix socket (or mutual TLS on a LAN).
// Frame: u32 length of the rest | u8 kind | body. Kinds: 0 JSON message, 1 unit, 2 part, 3 document.
#pragma once

#include "protocol/documents.h"
#include "protocol/messages.h"
#include "protocol/register.h"
#include "protocol/time_keeper.h"

#include <deque>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace loa::protocol {

inline constexpr int kLinkVersion = 1;

// --- agent -> bridge
struct LinkHello { int version = kLinkVersion; std::string software; Uuid peer; };     // both ways, first message
struct LinkRoot { Bytes envelope; };                                                  // kind 3
struct LinkMail { Bytes mail; };                                                      // kind 3: encoded Mail
struct LinkPart { Part part; Bytes bytes; };                                          // kind 2: u8 part, bytes (trust, map, policy, place, library)
struct LinkBeacon { Bytes envelope; };                                                // kind 3: answer to the bridge's own nonce
struct LinkUnit { Hash content; std::uint32_t index = 0; bool held = true; Bytes bytes; };  // kind 1: hash, u32 index, u8 held, bytes
struct LinkPlay { PlayRequest request; ItemId item; std::int64_t offset_ms = 0; };    // offset is computed by the bridge from start; kept for logs
struct LinkStop { Hash occurrence; std::string cause; };
struct LinkWatch { UtcTime until; };
// --- bridge -> agent
struct LinkTimeRequest { Nonce nonce{}; };
struct LinkPull { Hash content; std::uint32_t index = 0; };                           // 16 KiB units of any content
struct LinkStatus { std::int64_t root = 0; std::int64_t trust = 0; bool current = false; bool time_known = false;
                    std::vector<ClusterHealth> clusters; };                           // on change and every 10 s
struct LinkLevels { std::vector<LevelNow> levels; };
struct LinkStarted { Hash occurrence; ClusterId cluster; UtcTime start; };
struct LinkReceipt { std::int64_t number = 0; Bytes envelope; };                      // resent until LinkReceiptAck
struct LinkRefused { Hash occurrence; std::vector<ClusterId> clusters; Error error; }; // a play it did not allow
struct LinkEvent { std::int64_t number = 0; UtcTime at; Error error; std::optional<ClusterId> cluster; };  // resent until acked
// --- agent -> bridge
struct LinkReceiptAck { std::int64_t number = 0; };                                   // after the agent's durable write; cumulative over receipts and events

using LinkMessage = std::variant<LinkHello, LinkRoot, LinkMail, LinkPart, LinkBeacon, LinkUnit, LinkPlay, LinkStop, LinkWatch,
                                 LinkTimeRequest, LinkPull, LinkStatus, LinkLevels, LinkStarted, LinkReceipt, LinkRefused,
                                 LinkEvent, LinkReceiptAck>;

Bytes encode_link(const LinkMessage& message);  // with the length prefix

// Feed bytes, take messages. Errors: "link.frame_too_large", "link.bad" : close the connection.
class LinkDecoder {
 public:
  Status feed(ByteSpan bytes);
  std::optional<LinkMessage> next();

 private:
  Bytes buffer_;
  std::deque<LinkMessage> ready_;
};

}  // namespace loa::protocol
