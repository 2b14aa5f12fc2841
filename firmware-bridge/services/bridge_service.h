// Performs what the gate decides: the only place where its actions meet sockets, disks and horns. No decision is made here.
// Events are handled one at a time in the order they came; an action that causes an event does not interrupt its step.
// Wakes: 1 s tick, 2 s senses; ten times a second only while something is opened. Loop thread.
#pragma once

#include "core/clock.h"
#include "core/gauge.h"
#include "firmware-bridge/domain/gate.h"
#include "firmware-bridge/services/agent_link.h"
#include "firmware-bridge/services/player.h"
#include "firmware-bridge/services/store.h"

#include <deque>

namespace loa::bridge {

class BridgeService {
 public:
  struct Parts {
    GateSetup setup;
    Horns horns;
    std::filesystem::path socket;
  };
  // Everything else outlives the service.
  BridgeService(boost::asio::io_context& loop, net::TaskScope& tasks, Store& store, const Clock& clock, Log& log, Metrics& metrics);

  Status start(Parts parts);  // "file.*", "bridge.socket"
  // Silence, receipts on disk, link closed. The loop must run on until the tasks are gone.
  void stop();

 private:
  Moment now() const { return {.steady = clock_.steady(), .system_utc = clock_.system_utc()}; }
  void post(Event event);
  void drain();
  void perform(Actions actions);
  void perform(Send& action);
  void perform(Write& action);
  void perform(Remove& action);
  void perform(OpenPlayer& action);
  void perform(StopPlayer& action);
  void perform(Report& action);
  void from_agent(protocol::LinkMessage message);
  void run_players();
  void free_horn(const Hash& for_occurrence, const ClusterId& cluster, const std::string& cause);
  void look_at_senses();
  void send_levels(SteadyTime at);
  boost::asio::awaitable<void> tick();
  boost::asio::awaitable<void> play();

  boost::asio::io_context& loop_;
  net::TaskScope& tasks_;
  Store& store_;
  const Clock& clock_;
  Log& log_;
  Gauge& outbox_gauge_;
  Gauge& queue_gauge_;
  std::unique_ptr<Gate> gate_;
  std::unique_ptr<AgentLink> link_;
  Horns horns_;
  std::vector<std::unique_ptr<Player>> players_;
  std::map<ClusterId, Senses> senses_;
  std::deque<Event> events_;
  bool busy_ = false;
  bool playing_task_ = false;
  UtcTime watch_until_{};
  SteadyTime levels_at_{};
};

}  // namespace loa::bridge
