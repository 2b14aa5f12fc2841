// What goes into the gate (events) and what it wants done (actions). The gate itself does no I/O: a durable write is an
// action, its completion an event.
#pragma once

#include "audio/unit_list.h"
#include "core/bytes.h"
#include "core/random.h"
#include "core/time.h"
#include "protocol/link.h"
#include "protocol/limits.h"
#include "protocol/manifest.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace loa::bridge {

struct Moment {
  SteadyTime steady;
  UtcTime system_utc;  // the operating system's clock; only a witness
};

// What a device can tell about a cluster; absent when it has no such sense.
struct Senses {
  std::optional<bool> line_ok;       // the line's supervision current flows
  std::optional<bool> amplifier_on;
  std::optional<bool> mains;
  std::optional<int> temperature_c;

  bool operator==(const Senses&) const = default;
};

// --- events
struct LinkUp {};
struct LinkDown {};
struct FromAgent { protocol::LinkMessage message; };
struct Written { std::uint64_t token = 0; };  // in the order of the Write actions
struct WriteFailed { std::uint64_t token = 0; Error error; };
struct Tick {};                               // at least once a second while a play is held, else every few seconds
struct PlayerStarted {                        // the first sample has gone out
  Hash occurrence;
  ClusterId cluster;
  SteadyTime at;
  std::int64_t first_sample = 0;
};
struct PlayerProgress { Hash occurrence; ClusterId cluster; std::int64_t samples = 0; };
struct PlayerEnded {                          // silent from here on
  Hash occurrence;
  ClusterId cluster;
  std::int64_t samples = 0;                   // that went out since PlayerStarted; 0: nothing sounded
  std::string cause;                          // "finished", the cause given with the action, or a catalogue code
};
struct UnitRefused { Hash occurrence; Error error; };  // a unit of sound failed its check; it is asked for again
struct SensesChanged { ClusterId cluster; Senses senses; };

using Event = std::variant<LinkUp, LinkDown, FromAgent, Written, WriteFailed, Tick, PlayerStarted, PlayerProgress, PlayerEnded,
                           UnitRefused, SensesChanged>;

// --- actions
struct Send { protocol::LinkMessage message; };
struct Write { std::uint64_t token = 0; std::string name; Bytes bytes; };  // durable replacement of one file of the store
struct Remove { std::string name; };                                       // after the writes before it
struct Output {
  ClusterId cluster;
  int volume = 0;                  // percent, after all caps
  std::int64_t stop_at_sample = 0; // programme sample before which sound must have faded out
  std::string stop_cause;          // what to say when that was reached before the programme's end
};
struct OpenPlayer {
  Hash occurrence;
  protocol::Manifest manifest;
  std::shared_ptr<const audio::UnitList> units;  // hash-checked against the manifest
  SteadyTime start;                // when first_sample is to be heard
  std::int64_t first_sample = 0;
  std::vector<Output> outputs;     // a cluster that still plays something else then changes over
};
struct StopPlayer { Hash occurrence; ClusterId cluster; std::string cause; };  // fade out now
struct Report { Error error; std::optional<ClusterId> cluster; };             // for the log; the agent gets a LinkEvent

using Action = std::variant<Send, Write, Remove, OpenPlayer, StopPlayer, Report>;
using Actions = std::vector<Action>;

struct ClusterSetup {
  ClusterId id;
  int volume_cap = 100;  // percent
};
struct GateSetup {
  protocol::Genesis genesis;
  BridgeId bridge;
  std::vector<ClusterSetup> clusters;
  Zone zone = Zone::vietnam();
  std::string boot_id;
  UtcTime build_time;                      // the clock's floor on a fresh device
  std::string software;
  const protocol::Signer* key = nullptr;   // signs receipts; outlives the gate
  Random* random = nullptr;                // nonces and ids; outlives the gate
};

// The store's files by name, as they were found at start.
using StoredFiles = std::map<std::string, Bytes>;

// Something that must become visible. `subject` tells apart what is the same event again.
struct Note {
  Error error;
  std::string subject;
  std::optional<ClusterId> cluster;
};
using Notes = std::vector<Note>;

// Durable writes get their tokens here.
class WriteTokens {
 public:
  std::uint64_t write(std::string name, Bytes bytes, Actions& out) {
    out.push_back(Write{++last_, std::move(name), std::move(bytes)});
    return last_;
  }

 private:
  std::uint64_t last_ = 0;
};

}  // namespace loa::bridge
