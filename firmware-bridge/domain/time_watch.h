// The bridge's own time: asks for signed beacons with its own nonces (every 5 s until the time is known and the documents
// are current, then each 60 s), and keeps what it learnt across restarts of the process.
#pragma once

#include "firmware-bridge/domain/gate_types.h"
#include "protocol/register.h"

#include <deque>

namespace loa::bridge {

class TimeWatch {
 public:
  TimeWatch(const GateSetup& setup, WriteTokens& tokens, const StoredFiles& stored);

  void link_up() { next_request_ = {}; }
  void tick(bool settled, SteadyTime now, Actions& out);
  // The beacon's payload when nonce and signature hold, whatever the clock makes of its time.
  std::optional<protocol::Time> on_beacon(ByteSpan envelope, const protocol::Register& reg, const Moment& now, Actions& out,
                                          Notes& notes);
  void raise_floor(UtcTime issued) { keeper_.raise_floor(issued); }

  protocol::TimeEstimate at(SteadyTime now) const { return keeper_.at(now); }
  bool known(SteadyTime now) const { return keeper_.at(now).known; }
  // The best guess for checking documents: the system clock helps as long as nothing better is known.
  UtcTime best(const Moment& now) const;
  std::optional<SteadyTime> steady_at(UtcTime t) const { return keeper_.steady_at(t); }

 private:
  struct Asked { protocol::Nonce nonce; SteadyTime sent; };

  Random& random_;
  WriteTokens& tokens_;
  protocol::TimeKeeper keeper_;
  std::deque<Asked> asked_;
  SteadyTime next_request_{};
};

}  // namespace loa::bridge
