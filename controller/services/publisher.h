// Keeps what agents are given in step with the desk: mailbox first, then plan, ledger rows, parts and root. One refresh at a
// time; changes during a refresh make another. A root or mailbox is on disk before it is published (its version is a
// ratchet). Loop thread.
#pragma once

#include "controller/services/desk.h"
#include "controller/services/events.h"

#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <map>
#include <set>

namespace loa::controller {

class Publisher {
 public:
  // send publishes the newest root or mailbox of an agent; changed() hears that the page has news.
  Publisher(Context& context, Desk& desk, EventDesk& events, std::function<void(const Republish&)> send,
            std::function<void()> changed);

  void start();
  void touch();                                   // something changed: refresh soon
  void transport_up();
  void transport_down();
  void reported(const AgentId& agent, std::int64_t root, std::int64_t mail);
  // Waits until the agent's root (or mailbox) is newer than have, at most `wait`; false on time out. A root that the
  // broker is just bringing to an agent that is online there is given five seconds to arrive: it need not come twice.
  asio::awaitable<bool> wait_newer(AgentId agent, Channel channel, std::int64_t have, std::chrono::seconds wait);
  std::int64_t refreshes() const { return refreshes_; }

 private:
  struct Waiter {
    AgentId agent;
    asio::steady_timer* timer;
  };

  asio::awaitable<void> run();
  asio::awaitable<void> refresh();
  asio::awaitable<void> refresh_mail(UtcTime now);
  asio::awaitable<void> refresh_ledger(UtcTime now);
  std::map<ClusterId, UtcTime> told_clusters() const;  // up to when the agent of each cluster has told everything
  asio::awaitable<void> refresh_roots(UtcTime now);
  bool build_root(const protocol::Place& place, const PlanSources& sources, std::set<Hash>& told, UtcTime now);
  std::vector<Hash> news_for(const AgentId& agent, const PartBytes& parts, const protocol::Library& library) const;
  asio::awaitable<void> give(const std::vector<AgentId>& fresh, Channel channel);  // stores, then publishes
  asio::awaitable<bool> keep(const std::set<AgentId>& agents);
  bool anything_unstored() const;
  void make_plan(UtcTime now);
  Bytes part_of(protocol::Part part, const protocol::Place& place, const PlanSources& sources, const protocol::Library& library,
                UtcTime now);
  void hold_part(Bytes bytes);
  void drop_old_parts();
  void desire(const AgentId& agent, Channel channel, std::int64_t version);
  // How long the second way lets the broker bring this root first; zero: not at all.
  std::chrono::microseconds head_start(const AgentId& agent, std::int64_t version) const;
  void send_all(const std::vector<Republish>& list);

  Context& context_;
  Desk& desk_;
  EventDesk& events_;
  std::function<void(const Republish&)> send_;
  std::function<void()> changed_;
  asio::steady_timer timer_;
  bool dirty_ = true;
  std::optional<UtcTime> refreshed_at_;
  std::vector<Waiter> waiters_;
  std::map<AgentId, SteadyTime> rooted_at_;  // when the newest root was given to the broker
  bool transport_up_ = false;
  std::set<Hash> told_manifests_;  // named by some root since the last refresh
  std::map<Channel, std::set<AgentId>> unstored_;  // built, not yet on disk
  std::int64_t refreshes_ = 0;
};

}  // namespace loa::controller
