// Gives AgentCore its world: performs its actions on the store, the broker (one connection for commands, one for bulk
// content), the bridge and HTTPS, and turns what happens there into events. No decision is made here. Loop thread.
//
// States: created -> start() restores and connects -> stop() closes everything; the loop then runs empty.
#pragma once

#include "agent/domain/agent_core.h"
#include "agent/services/bridge_link.h"
#include "agent/services/second_way.h"
#include "agent/services/store_worker.h"
#include "core/clock.h"
#include "core/log.h"
#include "core/net/task_scope.h"
#include "protocol/transport.h"

#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <memory>
#include <optional>
#include <set>

namespace loa::agent {

struct AgentWorld {
  asio::io_context& loop;
  const Clock& clock;
  Random& random;
  Metrics& metrics;
  Log& log;
  std::unique_ptr<SqlStore> store;
  Snapshot snapshot;
  std::unique_ptr<protocol::Transport> commands;
  std::unique_ptr<protocol::Transport> bulk;
  std::optional<net::HttpEndpoint> controller;
  std::filesystem::path bridge_socket;
};

class AgentService {
 public:
  AgentService(AgentSettings settings, AgentWorld world, std::function<void()> on_fatal);
  ~AgentService();

  void start();
  void stop();

 private:
  void deliver(Event event);
  void perform(Action action);
  void start_commands();
  void start_bulk();
  void stop_bulk_later();
  void stop_bulk();
  void subscribe_content(std::vector<Hash> contents);
  void hold_back();
  void log(const Emit& emit);
  void arm();

  AgentId agent_;
  AgentWorld world_;
  AgentCore core_;
  net::TaskScope tasks_;
  std::unique_ptr<StoreWorker> store_;
  BridgeLink bridge_;
  std::optional<SecondWay> second_way_;
  asio::steady_timer timer_, linger_;
  std::deque<Event> events_;
  std::vector<Hash> wanted_;
  std::set<std::int64_t> chunk_writes_;  // tokens of writes under way that carry a chunk
  bool holding_ = false;
  bool delivering_ = false;
  bool bulk_started_ = false;
  bool stopped_ = false;
};

}  // namespace loa::agent
