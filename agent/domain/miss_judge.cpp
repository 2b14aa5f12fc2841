#include "agent/domain/miss_judge.h"

#include "agent/domain/value_keys.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace loa::agent {
namespace {

using namespace std::chrono_literals;

constexpr auto kGrace = 15s;          // receipts are on their way
constexpr auto kBridgePatience = 10min;
constexpr auto kKeepSettled = std::chrono::hours(24 * 8);
constexpr auto kMaxLookBack = std::chrono::hours(72);
constexpr auto kUsefulError = std::chrono::hours(1);

}  // namespace

void MissJudge::restore(const Step& step, const Snapshot& snapshot) {
  started_ = step.steady();
  unknown_since_ = step.steady();
  for (const auto& [occurrence, cluster] : snapshot.settled) {
    if (!cluster.is_nil()) settled_.insert({occurrence, cluster});
  }
  const auto found = snapshot.values.find(kJudgedKey);
  if (found == snapshot.values.end()) return;
  const std::string_view text = as_text(found->second);
  std::int64_t ms = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), ms).ec == std::errc{}) judged_ = from_unix_ms(ms);
}

void MissJudge::on_bridge(const Step& step, bool linked) {
  bridge_linked_ = linked;
  bridge_since_ = step.steady();
}

void MissJudge::on_time(const Step& step, bool known) {
  const auto ago = [&step](SteadyTime then) { return step.utc() - std::chrono::duration_cast<Millis>(step.steady() - then); };
  if (known) {
    if (!up_since_) up_since_ = ago(started_);
    if (unknown_since_) unknown_span_ = {ago(*unknown_since_), step.utc()};
    unknown_since_.reset();
  } else {
    unknown_since_ = step.steady();
  }
}

// With an uncertain clock only what has ended for certain is judged.
std::optional<UtcTime> MissJudge::certain_now(const Step& step) const {
  if (step.time_known()) return step.utc();
  if (!up_since_ || step.time_error() <= Millis{0} || step.time_error() > kUsefulError) return std::nullopt;
  return step.utc() - step.time_error();
}

bool MissJudge::waits_for_bridge(const Step& step, const Place& place, UtcTime end, UtcTime now) const {
  if (!director_.asked(place)) return false;
  return bridge_linked_ ? step.steady() - bridge_since_ < kGrace : now < end + kBridgePatience;
}

Error MissJudge::cause_of(const schedules::Occurrence& what, const ClusterId& cluster, UtcTime end) const {
  if (const Error* reason = director_.reason({what.id, cluster})) return *reason;
  if (up_since_ && end <= *up_since_) return fail("agent.off");
  const bool blind = unknown_since_.has_value() ||
                     (unknown_span_ && what.start < unknown_span_->second && unknown_span_->first < end);
  if (blind) return fail("time.unknown");
  if (!bridge_linked_) return fail("agent.bridge_offline");
  return fail("agent.no_proof");
}

void MissJudge::look(const Step& step, UtcTime now, std::vector<Verdict>& out, UtcTime& line) {
  const schedules::Timeline& timeline = days_.timeline();
  const auto consider = [&](const schedules::Occurrence& what, const ClusterId& cluster, UtcTime end, const Error* dropped_by) {
    const Place place{what.id, cluster};
    if (end <= *judged_ || settled_.contains(place)) return;
    if (end + kGrace > now) {
      next_ = std::min(next_.value_or(end + kGrace), end + kGrace);
    } else if (waits_for_bridge(step, place, end, now)) {
      line = std::min(line, end - Millis{1});
      next_ = std::min(next_.value_or(now + kGrace), now + kGrace);
    } else {
      out.push_back({&what, cluster, end, dropped_by ? *dropped_by : cause_of(what, cluster, end)});
    }
  };
  for (const schedules::Planned& p : timeline.planned) {
    if (p.is_last) consider(timeline.occurrence_of(p), p.cluster, p.end, nullptr);
  }
  for (const schedules::Dropped& dropped : timeline.dropped) {
    const schedules::Occurrence& what = timeline.occurrences.at(dropped.occurrence);
    consider(what, dropped.cluster, what.end, &dropped.cause);
  }
}

protocol::JournalRow MissJudge::row_of(const Step& step, const Verdict& verdict) const {
  protocol::JournalRow row;
  row.kind = protocol::RowKind::missed;
  row.at = step.utc();
  row.occurrence = verdict.what->id;
  row.item = verdict.what->item;
  row.cluster = verdict.cluster;
  row.programme = verdict.what->programme;
  row.manifest = verdict.what->manifest;
  row.start = verdict.what->start;
  row.end = verdict.end;
  row.cause = verdict.cause.code;
  row.params = verdict.cause.params;
  return row;
}

void MissJudge::judge(Step& step) {
  next_.reset();
  const auto now = certain_now(step);
  if (!now || days_.empty()) return;
  const bool first = !judged_;
  if (first) judged_ = *now;  // what ended before this agent had a plan is nobody's miss
  *judged_ = std::max(*judged_, *now - kMaxLookBack);
  std::vector<Verdict> verdicts;
  UtcTime line = std::max(*judged_, *now - kGrace);
  look(step, *now, verdicts, line);
  if (!first && verdicts.empty()) return;
  JournalEntry entry;
  for (const Verdict& verdict : verdicts) {
    const Place place{verdict.what->id, verdict.cluster};
    settled_.insert(place);
    director_.close(place);
    entry.rows.push_back(row_of(step, verdict));
    entry.ops.emplace_back(Settle{place, verdict.end});
  }
  judged_ = line;
  entry.ops.emplace_back(PutValue{kJudgedKey, to_bytes(std::to_string(to_unix_ms(line)))});
  entry.ops.emplace_back(ForgetSettledBefore{*now - kKeepSettled});
  journal_.add(step, std::move(entry));
}

}  // namespace loa::agent
