// Unsigned messages between an agent and the controller, and the topics. TLS identity says who speaks.
#pragma once

#include "core/hash.h"
#include "core/id.h"
#include "core/time.h"
#include "protocol/envelope.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loa::protocol {

// loa/1/agent/{id}/{leaf}
enum class Leaf { root, mail, reported, link, journal, ack, now, watch, want, time, beacon };
std::string_view to_text(Leaf leaf);
std::string agent_topic(const AgentId& agent, Leaf leaf);
std::string content_topic(const Hash& content);
struct AgentTopic { AgentId agent; Leaf leaf; };
std::optional<AgentTopic> parse_agent_topic(std::string_view topic);
std::optional<Hash> parse_content_topic(std::string_view topic);

// root: a root envelope. mail: u64 version | envelope list. time: raw 16-byte nonce. beacon: a time envelope.
// watch: JSON {"until": ms}, qos 0: levels wanted on `now` until then.
struct Mail { std::int64_t version = 0; std::vector<Bytes> envelopes; };
Bytes encode_mail(const Mail& mail);
Result<Mail> decode_mail(ByteSpan wire);

struct LinkState { bool online = false; std::string boot; };
std::string write_link(const LinkState& link);
Result<LinkState> read_link(std::string_view json);

struct ClusterHealth {
  ClusterId id;
  std::string state;                        // playing | ready | fault | unknown
  std::optional<std::string> fault;         // catalogue code, e.g. "cluster.line_open"
  std::optional<bool> amplifier_on;
  std::optional<bool> line_ok;
  std::optional<int> volume;                // percent
  std::optional<Hash> playing;              // occurrence
};
struct Reported {
  std::int64_t root = 0;                    // version held with all its parts
  std::int64_t root_seen = 0;               // newest version seen
  std::int64_t mail = 0;
  std::int64_t trust = 0;
  std::vector<std::string> missing_parts;
  std::vector<Hash> ready;                  // manifests whose whole content is held
  std::int64_t missing_contents = 0;
  bool time_known = false;
  std::int64_t time_error_ms = 0;
  bool bridge_linked = false;
  bool bridge_current = false;              // its versions match a beacon
  std::vector<ClusterHealth> clusters;
  std::string software;
  std::string boot;
  std::int64_t journal_waiting = 0;
  std::optional<UtcTime> at;
};
std::string write_reported(const Reported& reported);
Result<Reported> read_reported(std::string_view json);

enum class RowKind { delivered, aired, missed, refused, fault, recovered, event };
std::string_view to_text(RowKind kind);
// One fact of an agent. Sequence without gaps per (agent, epoch): the epoch is made with the agent's store and
// survives reboots, so that no gap can hide between two boots.
struct JournalRow {
  std::int64_t seq = 0;
  std::int64_t from = 0;                    // merged: stands for all of from .. seq; 0: for seq alone
  RowKind kind = RowKind::event;
  UtcTime at;
  std::optional<Hash> occurrence;
  std::optional<ItemId> item;
  std::optional<ClusterId> cluster;
  std::optional<ProgrammeId> programme;
  std::optional<Hash> manifest;
  std::optional<UtcTime> start, end;        // of an aired segment, or planned for a miss
  std::int64_t offset_ms = 0;               // where in the programme the segment began
  bool heard = false;
  std::string cause;                        // catalogue code; for aired: "finished" or why it stopped
  std::vector<std::pair<std::string, std::string>> params;
  std::string trace;
  Bytes receipt;                            // the bridge's receipt envelope for aired rows
};
inline std::int64_t first_seq(const JournalRow& row) { return row.from == 0 ? row.seq : row.from; }
// A row that may be merged with its neighbours: it says nothing of an occurrence and proves nothing.
bool is_ordinary(const JournalRow& row);
struct JournalBatch { Uuid epoch; std::vector<JournalRow> rows; };  // each begins where the one before it ended
std::string write_journal_row(const JournalRow& row);
Result<JournalRow> read_journal_row(std::string_view json);
std::string write_journal_batch(const JournalBatch& batch);
Result<JournalBatch> read_journal_batch(std::string_view json);    // "journal.gap" inside a batch
struct JournalAck { Uuid epoch; std::int64_t upto = 0; };           // cumulative
std::string write_journal_ack(const JournalAck& ack);
Result<JournalAck> read_journal_ack(std::string_view json);

struct LevelNow { ClusterId cluster; std::optional<Hash> occurrence; int rms_dbfs = -100; int peak_dbfs = -100; std::int64_t position_ms = 0; };
std::string write_levels(const std::vector<LevelNow>& levels);
Result<std::vector<LevelNow>> read_levels(std::string_view json);

}  // namespace loa::protocol
