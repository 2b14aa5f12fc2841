// The socket between an agent and its bridge: in order and whole while it stands; what was under way when it broke is lost.
#pragma once

#include "protocol/link.h"
#include "tests/simulation/chance.h"

namespace loa::sim {

class Link {
 public:
  struct End {
    std::function<void(bool up)> changed;
    std::function<void(const protocol::LinkMessage&)> message;
    bool alive = false;
  };

  Link(Loop& loop, Chance& chance) : loop_(loop), chance_(chance) {}

  End& agent() { return agent_; }
  End& bridge() { return bridge_; }
  bool up() const { return up_; }
  void alive(End& end, bool alive);
  void cut(bool cut);
  void to_agent(protocol::LinkMessage message) { carry(agent_, to_agent_at_, std::move(message)); }
  void to_bridge(protocol::LinkMessage message) { carry(bridge_, to_bridge_at_, std::move(message)); }

 private:
  void look();
  void carry(End& end, TrueTime& last, protocol::LinkMessage message);

  Loop& loop_;
  Chance& chance_;
  End agent_, bridge_;
  bool cut_ = false, up_ = false, joining_ = false;
  std::uint64_t life_ = 0;
  TrueTime to_agent_at_{}, to_bridge_at_{};
};

}  // namespace loa::sim
