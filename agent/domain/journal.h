// The agent's outgoing facts (nhật ký phát). Rows get gap-free sequences in one epoch; one write is under way at a time,
// so a sequence is never given to a row that a power cut could take away. Rows stay until the controller's cumulative
// acknowledgement: sent on connect, when written, and again each 15 s; by HTTPS when the broker is away.
#pragma once

#include "agent/domain/step.h"
#include "core/id.h"

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
  explicit Journal(AgentId agent) : agent_(agent) {}

  void restore(const Snapshot& snapshot);
  void add(Step& step, JournalEntry entry);
  void on_link(Step& step, bool up);
  void on_ack(Step& step, ByteSpan json);
  void on_rows(Step& step, std::vector<protocol::JournalRow> rows);
  void on_http_failed();
  void tick(Step& step);

  std::int64_t waiting_rows() const { return last_ - acknowledged_; }
  std::int64_t last_written() const { return last_; }
  std::int64_t dropped() const { return dropped_; }
  SteadyTime next_wake() const;

 private:
  void flush(Step& step);
  void on_flushed(Step& step, bool held, std::int64_t upto);
  void ask_rows(Step& step, std::int64_t from);
  bool full() const;

  AgentId agent_;
  Uuid epoch_;
  std::int64_t acknowledged_ = 0;   // what the controller holds
  std::int64_t deleted_ = 0;        // rows up to here are asked to be deleted
  std::int64_t last_ = 0;           // newest durable row
  std::int64_t sent_ = 0;           // newest row sent since the last resend
  std::int64_t dropped_ = 0;
  std::deque<JournalEntry> queue_;
  std::vector<JournalEntry> writing_;
  std::optional<SteadyTime> retry_at_;
  std::optional<SteadyTime> resend_at_;
  bool reading_ = false;
  bool up_ = false;
};

}  // namespace loa::agent
