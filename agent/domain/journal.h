// The agent's outgoing facts (nhật ký phát). Rows get gap-free sequences in one epoch; one write is under way at a time,
// so a sequence is never given to a row that a power cut could take away. Rows stay until the controller's cumulative
// acknowledgement: sent on connect, when written, and again each 15 s; by HTTPS when the broker is away. Near its limit
// the oldest ordinary rows are merged; what still does not fit of ordinary ones is dropped, counted and told.
#pragma once

#include "agent/domain/step.h"
#include "core/id.h"
#include "protocol/limits.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace loa::agent {

// Rows and what must become durable in the same instant; done runs after that.
struct JournalEntry {
  std::vector<protocol::JournalRow> rows;
  std::vector<WriteOp> ops;
  WriteDone done;
};

class Journal {
 public:
  explicit Journal(AgentId agent, std::size_t limit = protocol::kMaxJournalRows)
      : agent_(agent), limit_(static_cast<std::int64_t>(limit)) {}

  void restore(const Snapshot& snapshot);
  void add(Step& step, JournalEntry entry);
  void on_link(Step& step, bool up);
  void on_ack(Step& step, ByteSpan json);
  void on_rows(Step& step, std::vector<protocol::JournalRow> rows);
  void on_http_failed();
  void tick(Step& step);

  std::int64_t waiting_rows() const { return last_ - acknowledged_; }  // merged ones counted as what they stand for
  std::int64_t held_rows() const { return last_ - acknowledged_ - saved_; }  // on disk, at most
  std::int64_t last_written() const { return last_; }
  std::int64_t dropped() const { return dropped_; }
  SteadyTime next_wake() const;

 private:
  void flush(Step& step);
  void on_flushed(Step& step, bool held, std::int64_t upto);
  void ask_rows(Step& step, std::int64_t from);
  bool full() const;
  std::int64_t nearly() const { return limit_ - std::max<std::int64_t>(1, limit_ / 100); }
  void send(Step& step, std::vector<protocol::JournalRow> rows);
  void make_room(Step& step);
  void merge(Step& step, std::vector<protocol::JournalRow> rows);
  void note_acknowledged(std::int64_t upto);

  AgentId agent_;
  std::int64_t limit_;
  Uuid epoch_;
  std::int64_t acknowledged_ = 0;   // what the controller holds
  std::int64_t deleted_ = 0;        // rows up to here are asked to be deleted
  std::int64_t last_ = 0;           // newest durable row
  std::int64_t sent_ = 0;           // newest row sent since the last resend
  std::int64_t dropped_ = 0;
  std::int64_t saved_ = 0;          // sequence numbers that have no row of their own any more; never more than true
  std::int64_t merge_from_ = 0;     // older rows have been looked at
  bool read_to_merge_ = false;
  bool merging_ = false;            // a merge is being written
  SteadyTime merge_after_{};        // the disk refused the last one
  std::deque<JournalEntry> queue_;
  std::vector<JournalEntry> writing_;
  std::optional<SteadyTime> retry_at_;
  std::optional<SteadyTime> resend_at_;
  bool reading_ = false;
  bool up_ = false;
};

}  // namespace loa::agent
