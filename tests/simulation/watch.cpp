#include "tests/simulation/watch.h"

namespace loa::sim {
namespace {

Hash hash_of(const protocol::JournalRow& row) { return sha256(protocol::write_journal_row(row)); }

}  // namespace

void Watch::broken(TrueTime now, std::string rule, std::string text) {
  trace_.note(now, "BROKEN", -1, 0, rule + ": " + text);
  if (!violation_) violation_ = {std::move(rule), format_rfc3339(to_utc(now)) + " " + std::move(text)};
}

// Positions only grow: a stretch begins where all earlier ones of its occurrence have ended, up to the clock's doubt.
void Watch::sounded(const Stretch& stretch, Millis doubt, TrueTime now) {
  auto& reached = reached_[{stretch.cluster, stretch.occurrence}];
  if (stretch.samples > 0 && stretch.first_sample + doubt.count() * 48 < reached) {
    broken(now, "sound.twice", "cluster " + stretch.cluster.text() + " occurrence " + stretch.occurrence.short_hex() +
                                   " sounds again from sample " + std::to_string(stretch.first_sample) + ", " +
                                   std::to_string(reached) + " was reached");
  }
  stretches_.push_back(stretch);
  reached = std::max(reached, stretch.first_sample + stretch.samples);
}

void Watch::row_written(int agent, const protocol::JournalRow& row) {
  Journal& journal = journals_[agent];
  const Hash hash = hash_of(row);
  journal.written[row.seq] = hash;
  if (!row.receipt.empty()) journal.receipts.insert(sha256(row.receipt));
}

void Watch::row_committed(int agent, std::int64_t seq, const protocol::JournalRow& row, TrueTime now) {
  Journal& journal = journals_[agent];
  const Hash hash = hash_of(row);
  const auto [held, fresh] = journal.committed.try_emplace(seq, hash);
  if (!fresh) broken(now, "journal.twice", "agent " + std::to_string(agent) + " row " + std::to_string(seq) + " committed again");
  const auto written = journal.written.find(seq);
  if (written == journal.written.end() || written->second != hash) {
    broken(now, "journal.foreign", "agent " + std::to_string(agent) + " row " + std::to_string(seq) + " was never durable there");
  }
  if (seq > 1 && !journal.committed.contains(seq - 1)) {
    broken(now, "journal.gap", "agent " + std::to_string(agent) + " row " + std::to_string(seq) + " committed without the one before");
  }
}

void Watch::ack_sent(int agent, std::int64_t upto, TrueTime now) {
  if (upto > 0 && !journals_[agent].committed.contains(upto)) {
    broken(now, "journal.ack_early", "agent " + std::to_string(agent) + " told that row " + std::to_string(upto) + " is held");
  }
}

void Watch::rows_deleted(int agent, std::int64_t upto, TrueTime now) {
  Journal& journal = journals_[agent];
  const auto end = journal.written.upper_bound(upto);
  for (auto row = journal.written.begin(); row != end; row = journal.written.erase(row)) {
    const auto held = journal.committed.find(row->first);
    if (held != journal.committed.end() && held->second == row->second) continue;
    broken(now, "journal.lost", "agent " + std::to_string(agent) + " let go of row " + std::to_string(row->first) +
                                    ", the controller does not hold it");
  }
}

void Watch::receipt_acknowledged(int agent, const std::map<std::int64_t, Hash>& sent, std::int64_t upto, TrueTime now) {
  const Journal& journal = journals_[agent];
  for (auto receipt = sent.begin(); receipt != sent.end() && receipt->first <= upto; ++receipt) {
    if (journal.receipts.contains(receipt->second)) continue;
    broken(now, "receipt.ack_early", "agent " + std::to_string(agent) + " acknowledged receipt " + std::to_string(receipt->first) +
                                         " before it was durable");
  }
}

}  // namespace loa::sim
