// The payloads of signed documents as structs, with strict JSON both ways. Times are unix milliseconds on the wire,
// hashes and keys lower-case hex, ids UUID text. Unknown members are ignored unless named in "needs".
#pragma once

#include "core/broadcast_class.h"
#include "core/hash.h"
#include "core/id.h"
#include "core/json.h"
#include "core/time.h"
#include "protocol/envelope.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loa::protocol {

inline constexpr int kDocumentVersion = 1;  // readers accept v and v-1

// In every payload: v, id, issued, trace, needs.
struct Header {
  DocumentId id;
  UtcTime issued;
  std::string trace;               // W3C trace id, 32 hex; may be empty
};

enum class Action { grant, approve, template_, alert, stop, hush, policy, place, suspend, renew, map, root, time, live, receipt };
std::string_view to_text(Action action);
std::optional<Action> action_from(std::string_view text);

// Not signed: its hash is the network id. {v, name, demo, issued, authority:[{person, name, key}]}
struct AuthorityKey {
  PersonId person;
  std::string name;
  PublicKey key;
};
struct Genesis {
  std::string name;
  bool demo = false;
  UtcTime issued;
  std::vector<AuthorityKey> authority;  // three; any two sign
  std::string bytes;                    // exactly as read; hashed
  NetworkId network() const { return sha256(bytes); }
};
Result<Genesis> read_genesis(std::string_view bytes);
std::string write_genesis(const Genesis& genesis);  // gives .bytes
std::vector<std::string> eight_words(const NetworkId& network);  // Vietnamese words without marks, to compare by eye

struct Grant {
  PersonId person;                 // nil for machines
  std::string name;                // shown beside every approval
  PublicKey key;
  std::vector<Action> actions;
  std::vector<UnitId> units;       // each with its descendants in the map
  std::vector<BroadcastClass> classes;
  UtcTime from, until;
};
struct Revocation {
  KeyId key;
  UtcTime at;
  UtcTime until;                   // kept until what it revokes would have expired
  std::vector<Hash> keep;          // approvals (document hashes) that stay valid
};
struct Trust {
  Header header;
  std::int64_t version = 0;
  UtcTime until;                   // <= issued + 45 days
  std::vector<Grant> grants;
  std::vector<Revocation> revocations;
};
struct Renewal { Header header; std::int64_t trust_version = 0; UtcTime until; };
struct Suspension { Header header; KeyId key; UtcTime until; };

// Dated tree of units with successors (a merger is one document).
struct UnitCode { std::string code; UtcTime from; std::optional<UtcTime> until; };  // official code with validity
struct Unit {
  UnitId id;
  std::string name;                // "Xã Đông Hòa"
  std::string kind;                // province | commune | ward | former_commune | hamlet
  std::optional<UnitId> parent;
  UtcTime from;
  std::optional<UtcTime> until;
  std::vector<UnitId> successors;  // set when merged or split
  std::vector<UnitCode> codes;
};
struct Map { Header header; std::int64_t version = 0; std::vector<Unit> units; };

struct PlacedCluster { ClusterId id; UnitId unit; std::string name; std::vector<std::string> groups; std::string device_code; };
struct Place {
  Header header;
  std::int64_t version = 0;
  AgentId agent;
  BridgeId bridge;
  PublicKey bridge_key;            // signs receipts
  std::vector<PlacedCluster> clusters;
};

// Policy: the fields the protocol needs; the regulation itself is read by the schedules folder from the same payload.
struct PolicyHead { Header header; std::int64_t version = 0; UnitId unit; };

struct Approval {
  Header header;
  std::int64_t version = 0;
  ProgrammeId programme;
  std::int64_t revision = 0;
  PersonId author;
  Hash manifest;
  Hash law;                        // hash of the law metadata; zero when the programme explains no law
  std::vector<UnitId> units;
  BroadcastClass cls = BroadcastClass::normal;
  UtcTime from, until;             // <= 90 days
  int airings_per_day = 0;
  bool withdrawn = false;
  // A relay approval fixes these instead of a manifest; never emergency.
  std::optional<std::string> source;
  std::optional<int> max_volume;
};

struct Template { Header header; std::int64_t version = 0; ProgrammeId programme; Hash manifest; std::vector<UnitId> units; UtcTime until; };
struct Alert {
  Header header;                   // header.id is the alert's id
  std::optional<Hash> manifest;
  std::optional<Hash> template_document;
  std::vector<UnitId> units;
  UtcTime from, until;
  int rung = 3;                    // 1 national, 2 province, 3 commune
};
struct Stop { Header header; DocumentId alert; };
struct Hush { Header header; UnitId unit; UtcTime until; bool released = false; };
struct Live { Header header; std::string channel; PublicKey session_key; std::optional<ItemId> item; std::vector<UnitId> units; UtcTime until; };

enum class Part { trust, map, policy, place, plan, library, config };
inline constexpr int kPartCount = 7;
std::string_view to_text(Part part);
std::optional<Part> part_from(std::string_view text);
struct PartName { Hash hash; std::int64_t size = 0; bool operator==(const PartName&) const = default; };
struct Root {
  Header header;
  std::int64_t version = 0;
  AgentId agent;
  std::array<PartName, kPartCount> parts;
  std::int64_t mail = 0;           // version of the mailbox
};

struct Time {                      // the beacon
  Header header;
  std::array<std::uint8_t, 16> nonce{};
  UtcTime now;
  std::int64_t root = 0, mail = 0, trust = 0;
};

struct Receipt {                   // a bridge's own word for one segment that sounded
  Header header;
  BridgeId bridge;
  ClusterId cluster;
  Hash occurrence;
  Hash manifest;
  Hash approval;                   // document hash of the approval or alert
  UtcTime start, end;              // of the segment, by the bridge's time
  std::int64_t first_sample = 0;   // position in the programme where the segment began, 48 kHz
  std::int64_t samples = 0;
  bool heard = false;              // line sense saw current while playing
  std::string ended_by;            // "finished" or the cause it stopped, a catalogue code
};

// The library part: what this agent must hold, and under which signatures. JSON, <= 1 MiB.
// audio and unit_list say beforehand what the manifest will name, so that all can be fetched at once; size 0: not said. What
// counts is the manifest.
struct LibraryEntry {
  Hash manifest;
  std::int64_t manifest_size = 0;
  UtcTime needed_by;
  bool is_template = false;
  PartName audio{}, unit_list{};
};
struct Library { std::vector<LibraryEntry> entries; std::vector<Bytes> approvals; std::vector<Bytes> templates; };
Result<Library> read_library(std::string_view part);
std::string write_library(const Library& library);

// One reader and one writer per payload; read_x checks limits and "needs". Errors: "document.bad" + json.* with field path.
template <class Document>
Result<Document> read_payload(std::string_view payload);
template <class Document>
std::string write_payload(const Document& document);

#define LOA_DOCUMENT(Type)                                        \
  template <>                                                     \
  Result<Type> read_payload<Type>(std::string_view payload);      \
  template <>                                                     \
  std::string write_payload<Type>(const Type& document);
LOA_DOCUMENT(Trust)
LOA_DOCUMENT(Renewal)
LOA_DOCUMENT(Suspension)
LOA_DOCUMENT(Map)
LOA_DOCUMENT(Place)
LOA_DOCUMENT(Approval)
LOA_DOCUMENT(Template)
LOA_DOCUMENT(Alert)
LOA_DOCUMENT(Stop)
LOA_DOCUMENT(Hush)
LOA_DOCUMENT(Live)
LOA_DOCUMENT(Root)
LOA_DOCUMENT(Time)
LOA_DOCUMENT(Receipt)
#undef LOA_DOCUMENT
Result<PolicyHead> read_policy_head(std::string_view payload);
// Header members merged with the regulation's own fields (schedules::policy_fields).
std::string write_policy_payload(const PolicyHead& head, const json::object& regulation);

}  // namespace loa::protocol
