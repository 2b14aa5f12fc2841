// Asks for the time and believes what the controller signed: a fresh nonce on connect, every 60 s, and every 5 s while
// the time is unknown; at most one question under way. By HTTPS when the broker is away.
#pragma once

#include "agent/domain/step.h"
#include "core/random.h"
#include "protocol/register.h"
#include "protocol/time_keeper.h"

#include <optional>
#include <string>

namespace loa::agent {

class TimeFollower {
 public:
  TimeFollower(AgentId agent, std::string boot_id, UtcTime build_time, Random& random);

  void restore(const Snapshot& snapshot);
  void on_link(Step& step, bool up);
  // A beacon that answers this agent's own nonce. True when it was ours, believed or not.
  bool on_beacon(Step& step, const protocol::Register& reg, ByteSpan envelope);
  void raise_floor(Step& step, UtcTime issued);
  void tick(Step& step);

  protocol::TimeEstimate at(SteadyTime now) const { return keeper_.at(now); }
  std::optional<SteadyTime> steady_at(UtcTime t) const { return keeper_.steady_at(t); }
  const std::optional<protocol::Time>& last_beacon() const { return last_beacon_; }
  SteadyTime next_wake() const { return next_ask_; }

 private:
  void ask(Step& step);
  void keep(Step& step, bool at_once);

  AgentId agent_;
  std::string boot_id_;
  UtcTime build_time_;
  Random& random_;
  protocol::TimeKeeper keeper_;
  std::optional<protocol::Time> last_beacon_;
  protocol::Nonce nonce_{};
  std::optional<SteadyTime> asked_;
  SteadyTime next_ask_{};
  std::optional<SteadyTime> kept_;
  bool up_ = false;
};

// The nonce a beacon answers, before anything in it is believed: only for routing to who asked.
std::optional<protocol::Nonce> nonce_of_beacon(ByteSpan envelope);

}  // namespace loa::agent
