// The rules that hold in every run, checked as things happen. The first broken one is kept; the run ends there.
#pragma once

#include "protocol/messages.h"
#include "tests/simulation/options.h"
#include "tests/simulation/trace.h"

#include <map>
#include <set>

namespace loa::sim {

// Sound on one cluster from one opening of a player to its end, by true time.
struct Stretch {
  int agent = 0;
  ClusterId cluster;
  Hash occurrence;
  Hash manifest;
  TrueTime start;
  std::int64_t first_sample = 0;
  std::int64_t samples = 0;
  bool cut = false;          // by a crash: nobody could say how much it was
};

class Watch {
 public:
  explicit Watch(Trace& trace) : trace_(trace) {}

  void broken(TrueTime now, std::string rule, std::string text);
  const std::optional<Violation>& violation() const { return violation_; }

  // --- sound: a stretch grew; no position of an occurrence sounds twice on a cluster
  void sounded(const Stretch& stretch, Millis doubt, TrueTime now);
  const std::vector<Stretch>& stretches() const { return stretches_; }

  // --- journal: what an agent wrote durably, what the controller committed, what was acknowledged
  void row_written(int agent, const protocol::JournalRow& row);
  void row_committed(int agent, std::int64_t seq, const protocol::JournalRow& row, TrueTime now);
  void ack_sent(int agent, std::int64_t upto, TrueTime now);
  void rows_deleted(int agent, std::int64_t upto, TrueTime now);

  // --- receipts between bridge and agent
  void receipt_acknowledged(int agent, const std::map<std::int64_t, Hash>& sent, std::int64_t upto, TrueTime now);

 private:
  struct Journal {
    std::map<std::int64_t, Hash> written;    // every row that ever was durable
    std::map<std::int64_t, Hash> committed;
    std::set<Hash> receipts;                 // envelopes of durable rows
  };

  Trace& trace_;
  std::optional<Violation> violation_;
  std::map<int, Journal> journals_;
  std::vector<Stretch> stretches_;
  std::map<std::pair<ClusterId, Hash>, std::int64_t> reached_;  // last position of an occurrence's ended stretches
};

}  // namespace loa::sim
