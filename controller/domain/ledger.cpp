#include "controller/domain/ledger.h"

#include <algorithm>
#include <tuple>

namespace loa::controller {

namespace {

constexpr char kUntold[] = "ledger.untold";
constexpr auto kJudgedWithin = std::chrono::hours(1);  // agents judge a miss within minutes, also when their bridge is away
constexpr std::int64_t kStartTolerance = 1500;  // milliseconds at each end that still count as the whole programme

json::value or_null(const std::optional<UtcTime>& time) {
  return time ? json::value(to_unix_ms(*time)) : json::value(nullptr);
}

json::array params_json(const ErrorParams& params) {
  json::array out;
  for (const auto& [name, value] : params) out.push_back(json::array{name, value});
  return out;
}

bool covers_all(const LedgerRow& row) {
  if (!row.planned_start || !row.planned_end) {
    return std::any_of(row.segments.begin(), row.segments.end(),
                       [](const auto& s) { return s.offset_ms == 0 && s.ended_by == "finished"; });
  }
  UtcTime reached = *row.planned_start;
  for (const auto& segment : row.segments) {
    if (segment.start > reached + Millis(kStartTolerance)) return false;
    reached = std::max(reached, segment.end);
    if (segment.ended_by == "finished") return true;
  }
  return reached + Millis(kStartTolerance) >= *row.planned_end;
}

void settle(LedgerRow& row) {
  if (row.segments.empty()) return;
  row.state = covers_all(row) ? LedgerState::aired : LedgerState::partly;
  row.heard = std::all_of(row.segments.begin(), row.segments.end(), [](const auto& s) { return s.heard; });
  const auto& last = row.segments.back();
  if (row.state == LedgerState::aired) {
    row.cause.clear();
    row.cause_params.clear();
  } else if (!last.ended_by.empty() && last.ended_by != "finished") {
    row.cause = last.ended_by;
  } else if (row.cause.empty()) {
    row.cause = "ledger.joined_late";
  }
}

bool add_segment(LedgerRow& row, const LedgerSegment& segment) {
  for (const auto& held : row.segments) {
    const bool same_receipt = !segment.receipt.is_zero() && held.receipt == segment.receipt;
    const bool same_span = std::tie(held.start, held.end, held.offset_ms) ==
                           std::tie(segment.start, segment.end, segment.offset_ms);
    if (same_receipt || same_span) return false;
  }
  if (row.cause == kUntold) row.cause.clear();
  row.segments.push_back(segment);
  std::sort(row.segments.begin(), row.segments.end(), [](const auto& a, const auto& b) {
    return std::tie(a.start, a.offset_ms, a.receipt) < std::tie(b.start, b.offset_ms, b.receipt);
  });
  return true;
}

bool fill_identity(LedgerRow& row, const protocol::JournalRow& fact) {
  bool changed = false;
  if (row.item.is_nil() && fact.item) row.item = *fact.item, changed = true;
  if (row.programme.is_nil() && fact.programme) row.programme = *fact.programme, changed = true;
  return changed;
}

bool note_missed(LedgerRow& row, const protocol::JournalRow& fact) {
  bool changed = false;
  if (!row.planned_start && fact.start) row.planned_start = fact.start, changed = true;
  if (!row.planned_end && fact.end) row.planned_end = fact.end, changed = true;
  if (!row.segments.empty()) return changed;  // it sounded: a miss of the rest shows as "partly"
  if (row.state == LedgerState::missed && row.cause == fact.cause) return changed;
  // A refusal names the reason behind the miss that follows it; whichever comes first, the refusal's cause stays.
  const bool keeps_cause = row.state == LedgerState::missed && !row.cause.empty() && row.cause != kUntold &&
                           fact.kind == protocol::RowKind::missed;
  row.state = LedgerState::missed;
  if (!keeps_cause) {
    row.cause = fact.cause;
    row.cause_params = {fact.params.begin(), fact.params.end()};
  }
  return true;
}

json::object segment_json(const LedgerSegment& segment) {
  json::object out;
  out["start"] = to_unix_ms(segment.start);
  out["end"] = to_unix_ms(segment.end);
  out["offset_ms"] = segment.offset_ms;
  out["heard"] = segment.heard;
  out["receipt"] = segment.receipt.hex();
  out["ended_by"] = segment.ended_by;
  return out;
}

}  // namespace

std::string_view to_text(LedgerState state) {
  switch (state) {
    case LedgerState::planned: return "planned";
    case LedgerState::delivered: return "delivered";
    case LedgerState::aired: return "aired";
    case LedgerState::partly: return "partly";
    case LedgerState::missed: return "missed";
  }
  return "planned";
}

LedgerState ledger_state_from(std::string_view text) {
  for (auto state : {LedgerState::delivered, LedgerState::aired, LedgerState::partly, LedgerState::missed}) {
    if (to_text(state) == text) return state;
  }
  return LedgerState::planned;
}

LedgerRow make_row(const PlannedRow& planned) {
  LedgerRow row;
  row.key = planned.key;
  merge_planned(row, planned);
  return row;
}

bool merge_planned(LedgerRow& row, const PlannedRow& planned) {
  const Hash before = seal_of(row);
  const bool untouched = row.segments.empty() && row.state != LedgerState::missed;
  if (untouched || !row.planned_start) {
    row.planned_start = planned.start;
    row.planned_end = planned.end;
  }
  if (untouched || row.unit.is_nil()) {
    row.cluster_name = planned.cluster_name;
    row.unit = planned.unit;
    row.unit_name = planned.unit_name;
    row.unit_code = planned.unit_code;
  }
  if (untouched || row.title.empty()) {
    row.title = planned.title;
    row.item = planned.item;
    row.programme = planned.programme;
  }
  if (!planned.approval.is_zero() && (untouched || row.approval.is_zero())) {
    row.approval = planned.approval;
    row.approved_by = planned.approved_by;
  }
  settle(row);
  return seal_of(row) != before;
}

bool apply(LedgerRow& row, const LedgerFact& fact) {
  bool changed = fill_identity(row, fact.row);
  switch (fact.row.kind) {
    case protocol::RowKind::delivered:
      if (row.state == LedgerState::planned) row.state = LedgerState::delivered, changed = true;
      return changed;
    case protocol::RowKind::aired:
      if (fact.segment && add_segment(row, *fact.segment)) {
        settle(row);
        changed = true;
      }
      return changed;
    case protocol::RowKind::missed:
    case protocol::RowKind::refused:
      return note_missed(row, fact.row) || changed;
    case protocol::RowKind::fault:
    case protocol::RowKind::recovered:
    case protocol::RowKind::event:
      return changed;
  }
  return changed;
}

std::optional<UtcTime> told_upto(const protocol::Reported& reported, std::int64_t root_version) {
  const bool all_told = reported.at && reported.time_known && reported.journal_waiting == 0 && reported.root == root_version;
  return all_told ? std::optional(*reported.at - kJudgedWithin) : std::nullopt;
}

bool close_untold(LedgerRow& row, UtcTime told) {
  const bool open = row.state == LedgerState::planned || row.state == LedgerState::delivered;
  if (!open || !row.planned_end || *row.planned_end > told) return false;
  row.state = LedgerState::missed;
  row.cause = kUntold;
  row.cause_params.clear();
  return true;
}

json::object to_json(const LedgerRow& row) {
  json::object out;
  out["occurrence"] = row.key.occurrence.hex();
  out["cluster"] = row.key.cluster.text();
  out["cluster_name"] = row.cluster_name;
  out["unit"] = row.unit.text();
  out["unit_name"] = row.unit_name;
  out["unit_code"] = row.unit_code;
  out["item"] = row.item.text();
  out["programme"] = row.programme.text();
  out["title"] = row.title;
  out["planned_start"] = or_null(row.planned_start);
  out["planned_end"] = or_null(row.planned_end);
  out["state"] = to_text(row.state);
  out["heard"] = row.heard ? json::value(*row.heard) : json::value(nullptr);
  out["cause"] = row.cause;
  out["cause_params"] = params_json(row.cause_params);
  out["approved_by"] = row.approved_by;
  out["approval"] = row.approval.hex();
  json::array segments;
  for (const auto& segment : row.segments) segments.push_back(segment_json(segment));
  out["segments"] = std::move(segments);
  return out;
}

Hash seal_of(const LedgerRow& row) { return sha256(write_json(to_json(row))); }

}  // namespace loa::controller
