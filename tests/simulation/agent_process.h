// One life after another of an agent: the real AgentCore over a simulated disk, network and clock.
#pragma once

#include "agent/domain/agent_core.h"
#include "tests/simulation/agent_store.h"
#include "tests/simulation/device.h"
#include "tests/simulation/disk.h"
#include "tests/simulation/link.h"
#include "tests/simulation/net.h"
#include "tests/simulation/stage.h"

#include <deque>

namespace loa::sim {

class AgentProcess {
 public:
  AgentProcess(Stage& stage, Net& net, Link& link, int index);

  void start();
  void crash();
  void resume();                 // starts when it is down and its box has power
  bool up() const { return core_ != nullptr; }
  void arm() { armed_ = true; }                      // die at the next write
  void fill_disk(bool full) { disk_full_ = full; }   // writes fail and leave nothing
  bool disk_full() const { return disk_full_; }
  Device& device() { return device_; }
  const agent::AgentCore& core() const { return *core_; }
  const AgentStore& store() const { return store_; }
  // Receipts the bridge has sent, by number: what an acknowledgement is judged by.
  std::map<std::int64_t, Hash>& receipts_sent() { return receipts_sent_; }
  std::function<void()> on_crash;

 private:
  agent::Moment moment() const { return {device_.steady(stage_.now()), device_.wall(stage_.now())}; }
  const test::Site& site() const { return stage_.world.sites()[static_cast<std::size_t>(index_)]; }
  void listen();
  void deliver(agent::Event event);
  void perform(agent::Action action);
  void perform_write(agent::Write write);
  void perform_seal(const Hash& content);
  void maybe_die();
  void publish(const protocol::Publication& publication);
  void request(agent::HttpRequest request);
  void to_bridge(protocol::LinkMessage message);
  void from_bridge(const protocol::LinkMessage& message);
  void durable(const agent::Write& write);
  void check_reported(std::string_view text);
  bool busy() const;
  TrueTime wake_at() const;
  void arm_timer();
  void poll();

  Stage& stage_;
  Net& net_;
  Link& link_;
  int index_;
  Chance chance_;
  Device device_;
  AgentStore store_;
  Disk disk_;
  std::unique_ptr<agent::AgentCore> core_;
  std::shared_ptr<AgentEars> ears_;
  std::deque<agent::Event> events_;
  std::set<agent::HttpKind> http_busy_;
  std::map<std::int64_t, Hash> receipts_sent_;
  bool delivering_ = false, armed_ = false, disk_full_ = false;
  std::uint64_t life_ = 0;
  TrueTime ticked_{};
  TrueTime timer_at_ = TrueTime::max();
  std::uint64_t timer_ = 0;
};

}  // namespace loa::sim
