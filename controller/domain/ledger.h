// The ledger (sổ nhật ký phát): exactly one row per (occurrence, cluster), with the segments that sounded as its children.
// Four truths, never inferred from each other: planned, delivered, aired, heard. These functions are pure and idempotent:
// the same fact twice changes nothing, and the order of facts does not change the end.
#pragma once

#include "core/error.h"
#include "core/id.h"
#include "core/json.h"
#include "protocol/messages.h"

#include <optional>
#include <string>
#include <vector>

namespace loa::controller {

struct LedgerKey {
  Hash occurrence;
  ClusterId cluster;
  auto operator<=>(const LedgerKey&) const = default;
};

enum class LedgerState { planned, delivered, aired, partly, missed };
std::string_view to_text(LedgerState state);
LedgerState ledger_state_from(std::string_view text);  // unknown text: planned

struct LedgerSegment {
  UtcTime start, end;
  std::int64_t offset_ms = 0;  // position in the programme where the segment began
  bool heard = false;
  std::string ended_by;        // "finished" or a catalogue code
  Hash receipt;                // document hash of the bridge's receipt; zero: none
  Bytes receipt_envelope;
  bool receipt_good = false;   // verified with the key of the cluster's place document
  std::int64_t start_error_ms = 0;
};

struct LedgerRow {
  LedgerKey key;
  std::string cluster_name;
  UnitId unit;
  std::string unit_name, unit_code;  // of the row's own day
  ItemId item;
  ProgrammeId programme;
  std::string title;
  std::optional<UtcTime> planned_start, planned_end;
  LedgerState state = LedgerState::planned;
  std::optional<bool> heard;
  std::string cause;                 // catalogue code of a miss or an early end
  ErrorParams cause_params;
  std::string approved_by;
  Hash approval;                     // zero: none known
  std::vector<LedgerSegment> segments;  // ordered by start, offset
};

// What a plan knows of a row.
struct PlannedRow {
  LedgerKey key;
  std::string cluster_name;
  UnitId unit;
  std::string unit_name, unit_code;
  ItemId item;
  ProgrammeId programme;
  std::string title;
  UtcTime start, end;
  std::string approved_by;
  Hash approval;
};

// A fact of an agent, checked against the keys at hand by whoever calls.
struct LedgerFact {
  protocol::JournalRow row;
  std::optional<LedgerSegment> segment;  // for aired rows
};

LedgerRow make_row(const PlannedRow& planned);
// Times, titles and codes of a row are renewed while nothing sounded and its day has not begun; true when it changed.
bool merge_planned(LedgerRow& row, const PlannedRow& planned);
bool apply(LedgerRow& row, const LedgerFact& fact);

// Rows nobody will ever tell of end too: an agent that was out of reach when something was planned and is back only after
// it knows of no such occurrence. Up to this instant an agent has told everything; nothing while that cannot be said.
std::optional<UtcTime> told_upto(const protocol::Reported& reported, std::int64_t root_version);
// A row that ended before and is still open is missed, "ledger.untold"; true when it changed. Any later fact replaces it.
bool close_untold(LedgerRow& row, UtcTime told);

json::object to_json(const LedgerRow& row);      // complete and canonical: what the seal covers
Hash seal_of(const LedgerRow& row);

}  // namespace loa::controller
