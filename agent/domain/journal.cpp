#include "agent/domain/journal.h"

#include "agent/domain/journal_merge.h"
#include "protocol/messages.h"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace loa::agent {
namespace {

constexpr auto kResend = std::chrono::seconds(15);
constexpr auto kRetryWrite = std::chrono::seconds(5);
constexpr std::size_t kMaxQueued = 2000;  // entries in memory while the disk does not take them; the bridge keeps as many

}  // namespace

void Journal::restore(const Snapshot& snapshot) {
  epoch_ = snapshot.epoch;
  acknowledged_ = deleted_ = sent_ = snapshot.acknowledged;
  last_ = snapshot.last_seq;
  saved_ = std::max<std::int64_t>(0, waiting_rows() - snapshot.journal_rows);
}

bool Journal::full() const {
  return queue_.size() >= kMaxQueued || held_rows() + static_cast<std::int64_t>(queue_.size()) >= limit_;
}

void Journal::add(Step& step, JournalEntry entry) {
  if (full()) {
    const auto gone = static_cast<std::int64_t>(std::erase_if(entry.rows, protocol::is_ordinary));
    if (dropped_ == 0 && gone > 0) step.emit(Level::error, "journal.full", {{"rows", std::to_string(waiting_rows())}});
    dropped_ += gone;
    if (entry.rows.empty() && entry.ops.empty() && !entry.done) return;
  }
  queue_.push_back(std::move(entry));
  flush(step);
}

void Journal::flush(Step& step) {
  if (!writing_.empty() || queue_.empty() || retry_at_) return;
  writing_.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(queue_.end()));
  queue_.clear();
  std::vector<WriteOp> ops;
  AppendRows append;
  std::int64_t seq = last_;
  for (JournalEntry& entry : writing_) {
    for (protocol::JournalRow& row : entry.rows) {
      row.seq = ++seq;
      append.rows.push_back(row);
    }
    ops.insert(ops.end(), entry.ops.begin(), entry.ops.end());
  }
  if (!append.rows.empty()) ops.emplace_back(std::move(append));
  step.write(std::move(ops), [this, seq](Step& later, bool held) { on_flushed(later, held, seq); });
}

void Journal::on_flushed(Step& step, bool held, std::int64_t upto) {
  std::vector<JournalEntry> done = std::exchange(writing_, {});
  if (!held) {
    queue_.insert(queue_.begin(), std::make_move_iterator(done.begin()), std::make_move_iterator(done.end()));
    retry_at_ = step.steady() + kRetryWrite;
    return;
  }
  last_ = upto;
  for (JournalEntry& entry : done) {
    if (entry.done) entry.done(step, true);
  }
  flush(step);
  make_room(step);
  if (sent_ == acknowledged_) ask_rows(step, sent_ + 1);
}

void Journal::make_room(Step& step) {
  if (reading_ || merging_ || held_rows() < nearly() || step.steady() < merge_after_) return;
  merge_from_ = std::max(merge_from_, acknowledged_ + 1);
  if (merge_from_ > last_) return;
  reading_ = read_to_merge_ = true;
  step.act(ReadRows{merge_from_, protocol::kMaxJournalBatch});
}

void Journal::merge(Step& step, std::vector<protocol::JournalRow> rows) {
  std::erase_if(rows, [this](const auto& row) { return row.seq <= acknowledged_; });
  if (rows.empty()) {
    merge_from_ = last_ + 1;
    return;
  }
  const bool goes_on = rows.size() > 1 && protocol::is_ordinary(rows.back());
  merge_from_ = rows.back().seq + (goes_on ? 0 : 1);  // a run may go on in the next read
  MergedRows merged = merge_ordinary(rows);
  if (merged.rows.empty()) return make_room(step);
  merging_ = true;
  const std::int64_t first = merged.rows.front().from, gone = merged.gone;
  step.emit(Level::warn, "journal.merged", {{"upto", std::to_string(merged.rows.back().seq)}, {"rows", std::to_string(gone)}});
  step.write({ReplaceRows{std::move(merged.rows)}}, [this, first, gone](Step& later, bool held) {
    merging_ = false;
    if (!held) {
      merge_from_ = 0;  // the same is looked at again
      merge_after_ = later.steady() + kRetryWrite;
      return;
    }
    if (acknowledged_ < first) saved_ += gone;
    make_room(later);
  });
}

// Which numbers were saved is not remembered: the oldest, which errs towards more rows than there are.
void Journal::note_acknowledged(std::int64_t upto) {
  const std::int64_t fresh = std::max(acknowledged_, std::min(upto, last_));
  saved_ = std::max<std::int64_t>(0, saved_ - (fresh - acknowledged_));
  acknowledged_ = fresh;
}

void Journal::ask_rows(Step& step, std::int64_t from) {
  if (reading_ || from > last_) return;
  reading_ = true;
  // Room for the wrapping of the batch and base64 is inside the store's estimate per row.
  step.act(ReadRows{from, protocol::kMaxJournalBatch - 512});
}

void Journal::on_rows(Step& step, std::vector<protocol::JournalRow> rows) {
  reading_ = false;
  if (std::exchange(read_to_merge_, false)) {
    merge(step, std::move(rows));
    if (sent_ == acknowledged_) ask_rows(step, sent_ + 1);
    return;
  }
  send(step, std::move(rows));
  make_room(step);
}

void Journal::send(Step& step, std::vector<protocol::JournalRow> rows) {
  resend_at_ = step.steady() + kResend;
  if (rows.empty() || rows.back().seq <= acknowledged_) return;
  sent_ = rows.back().seq;
  const std::string text = protocol::write_journal_batch({epoch_, std::move(rows)});
  if (up_) {
    step.act(Publish{{protocol::agent_topic(agent_, protocol::Leaf::journal), to_bytes(text), 1, false}});
  } else {
    step.act(HttpRequest{HttpKind::journal, to_bytes(text), {}, 0, 0});
  }
}

void Journal::on_link(Step& step, bool up) {
  up_ = up;
  sent_ = acknowledged_;
  if (up) ask_rows(step, acknowledged_ + 1);
}

void Journal::on_ack(Step& step, ByteSpan json) {
  const auto ack = protocol::read_journal_ack(as_text(json));
  if (!ack || ack->epoch != epoch_) return;
  note_acknowledged(ack->upto);
  sent_ = std::max(sent_, acknowledged_);
  if (acknowledged_ > deleted_) {
    deleted_ = acknowledged_;
    step.write({DeleteRowsUpTo{acknowledged_}}, [this](Step&, bool held) {
      if (!held) deleted_ = 0;  // asked again with the next acknowledgement
    });
  }
  if (acknowledged_ >= last_) {
    resend_at_.reset();
  } else if (sent_ == acknowledged_) {
    ask_rows(step, sent_ + 1);
  }
}

void Journal::on_http_failed() { sent_ = acknowledged_; }

void Journal::tick(Step& step) {
  if (retry_at_ && step.steady() >= *retry_at_) {
    retry_at_.reset();
    flush(step);
  }
  make_room(step);
  if (acknowledged_ >= last_) return;
  if (!resend_at_) resend_at_ = step.steady() + kResend;
  if (step.steady() >= *resend_at_) {
    sent_ = acknowledged_;
    resend_at_ = step.steady() + kResend;
    ask_rows(step, acknowledged_ + 1);
  }
}

SteadyTime Journal::next_wake() const {
  SteadyTime wake = SteadyTime::max();
  if (retry_at_) wake = std::min(wake, *retry_at_);
  if (resend_at_ && acknowledged_ < last_) wake = std::min(wake, *resend_at_);
  return wake;
}

}  // namespace loa::agent
