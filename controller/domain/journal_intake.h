// Takes journal batches in order, per (agent, epoch). A batch becomes one write; the cumulative acknowledgement goes out
// only when that write is committed. Duplicates are acknowledged again, a batch beyond a gap is answered with what is held
// so that the agent sends from there; a gap that stands for 10 minutes (the agent no longer has those rows, as after a
// restore) is accepted and told. Pure; one thread.
#pragma once

#include "core/id.h"
#include "core/time.h"
#include "protocol/messages.h"

#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace loa::controller {

// Commit these rows together with upto; then call written().
struct WriteRows {
  AgentId agent;
  Uuid epoch;
  std::int64_t upto = 0;
  std::vector<protocol::JournalRow> rows;
};
struct SendAck {
  AgentId agent;
  protocol::JournalAck ack;
};
struct GapAccepted {
  AgentId agent;
  std::int64_t from = 0, upto = 0;  // sequence numbers that nobody holds any more
};
using IntakeAction = std::variant<WriteRows, SendAck, GapAccepted>;

class JournalIntake {
 public:
  void restore(const AgentId& agent, const Uuid& epoch, std::int64_t committed);
  std::vector<IntakeAction> batch(const AgentId& agent, const protocol::JournalBatch& batch, SteadyTime now);
  std::vector<IntakeAction> written(const AgentId& agent, const Uuid& epoch, std::int64_t upto);
  void write_failed(const AgentId& agent, const Uuid& epoch);  // nothing is acknowledged; the agent sends again
  std::int64_t committed(const AgentId& agent, const Uuid& epoch) const;

 private:
  struct Stream {
    std::int64_t committed = 0;
    bool writing = false;
    std::optional<std::pair<std::int64_t, SteadyTime>> gap;  // first sequence beyond it, since when
  };
  using Key = std::pair<AgentId, Uuid>;

  static SendAck ack_of(const Key& key, const Stream& stream);

  std::map<Key, Stream> streams_;
};

}  // namespace loa::controller
