// Receipts and events on their way to the agent: numbered, durable before they are sent, sent again until acknowledged.
// Holds 2,000 entries; beyond that the oldest event leaves, and a receipt only when there are no events.
#pragma once

#include "firmware-bridge/domain/gate_types.h"

#include <deque>

namespace loa::bridge {

class Outbox {
 public:
  explicit Outbox(WriteTokens& tokens) : tokens_(tokens) {}

  void restore(const StoredFiles& stored, const Moment& now);
  // The stretch a receipt speaks of is kept in the same file, until the next one of its cluster: a crash between receipt and
  // the end of the record of what sounds must not tell the same sound twice.
  struct Told { Hash occurrence; UtcTime start; bool operator==(const Told&) const = default; };
  void add_receipt(Bytes envelope, const ClusterId& cluster, const Told& told);
  bool has_told(const ClusterId& cluster, const Told& told) const;
  // Nothing happens when the same note (code, subject, cluster) was added less than 60 s ago.
  void add_note(const Note& note, UtcTime at, SteadyTime now, Actions& out);

  void link_up() { up_ = true; sent_upto_ = 0; }
  void link_down() { up_ = false; }
  void acknowledged(std::int64_t number);
  void written(std::uint64_t token);
  // Stores what changed and sends what may be sent; called at the end of every step.
  void flush(SteadyTime now, Actions& out);
  std::size_t waiting() const { return entries_.size(); }

 private:
  struct Entry {
    std::int64_t number = 0;
    protocol::LinkMessage message;  // LinkReceipt or LinkEvent
  };
  void push(protocol::LinkMessage message);
  Bytes encode() const;
  bool fresh(const Note& note, SteadyTime now);

  WriteTokens& tokens_;
  std::deque<Entry> entries_;
  std::int64_t next_ = 1;
  bool dirty_ = false;
  std::deque<std::pair<std::uint64_t, std::int64_t>> writing_;  // token -> highest number in it
  std::int64_t durable_upto_ = 0;
  std::int64_t sent_upto_ = 0;
  SteadyTime last_sent_{};
  bool up_ = false;
  std::map<ClusterId, Told> told_;
  std::map<std::string, SteadyTime> seen_;
};

}  // namespace loa::bridge
