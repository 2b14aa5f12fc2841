// Brings what agents hold to what they should hold (đối chiếu). The broker holds no truth: an unanswered publication is
// made again after 5 s, 15 s and 60 s, then every 5 min, and all of them when the transport comes up. Pure; one thread.
#pragma once

#include "core/id.h"
#include "core/time.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace loa::controller {

enum class Channel { root, mail };

// Publish the newest bytes of this channel, retained.
struct Republish {
  AgentId agent;
  Channel channel = Channel::root;
  std::int64_t version = 0;
  bool operator==(const Republish&) const = default;
};

class Reconciler {
 public:
  // A newer version exists; answers the first publication (none while the transport is down).
  std::vector<Republish> desire(const AgentId& agent, Channel channel, std::int64_t version, SteadyTime now);
  // Versions the agent has seen.
  void reported(const AgentId& agent, std::int64_t root, std::int64_t mail);
  std::vector<Republish> transport_up(SteadyTime now);
  void transport_down();
  std::vector<Republish> tick(SteadyTime now);
  void forget(const AgentId& agent);

  bool agrees(const AgentId& agent, Channel channel) const;
  std::optional<SteadyTime> next_due() const;
  std::size_t behind() const;  // (agent, channel) pairs that have not answered

 private:
  struct Entry {
    std::int64_t desired = 0;
    std::int64_t reported = 0;
    std::size_t attempts = 0;  // publications of this version so far
    SteadyTime due{};
  };
  using Key = std::pair<AgentId, Channel>;

  Republish publish(const Key& key, Entry& entry, SteadyTime now);

  std::map<Key, Entry> entries_;
  bool up_ = false;
};

}  // namespace loa::controller
