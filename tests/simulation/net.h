// The networks between the controller and its agents: a broker that is trusted for nothing (it loses, repeats, reorders and
// forgets) and the second way by HTTPS. Links are cut and healed from outside; who is cut off learns it late.
#pragma once

#include "agent/domain/event.h"
#include "protocol/messages.h"
#include "protocol/transport.h"
#include "tests/simulation/chance.h"

#include <memory>
#include <set>

namespace loa::sim {

// What a process hears. `message` of the controller names the agent that spoke.
struct AgentEars {
  std::function<void(bool up)> transport;
  std::function<void(bool up)> bulk;          // the connection for content, while any is wanted
  std::function<void(protocol::Leaf, const Bytes&)> message;
  std::function<void(const Hash&, const Bytes&)> chunk;
  std::function<void(agent::HttpDone)> http;
};
struct ControllerEars {
  std::function<void(bool up)> transport;
  std::function<void(int agent, protocol::Leaf, const Bytes&)> message;
  std::function<void()> published;
  std::function<void(int agent, agent::HttpRequest, std::function<void(int status, Bytes)>)> http;
  // The long-poll: the newest root and mailbox that are newer than these; empty: none.
  std::function<std::pair<Bytes, Bytes>(int agent, std::int64_t root, std::int64_t mail)> poll;
};

class Net {
 public:
  Net(Loop& loop, Chance& chance, int agents);

  // --- processes come and go; nullptr: gone
  void agent(int index, std::shared_ptr<AgentEars> ears);
  void controller(std::shared_ptr<ControllerEars> ears);

  // --- faults
  void cut(int index, bool cut);             // the commune has no network at all
  void cut_controller(bool cut);
  void close_https(int index) { peers_[at(index)].https_closed = true; }  // this site never has the second way
  void lose_memory();                        // the broker dies and comes back with nothing
  void calm() { lossy_ = false; }            // no more loss and repetition
  bool open(int index) const;                // nothing stands between this agent and the controller by MQTT
  bool reachable(int index) const { return https(index) || open(index); }

  // --- what processes do
  void publish(int from, const protocol::Publication& publication);
  void subscribe(int index, std::vector<Hash> contents);
  void publish_down(int to, protocol::Leaf leaf, Bytes payload, int qos, bool retain);
  void publish_chunk(const Hash& content, Bytes wire);
  void request(int from, agent::HttpRequest request);
  void poll(int from, std::int64_t root, std::int64_t mail);

 private:
  struct Peer {
    std::shared_ptr<AgentEars> ears;
    bool cut = false, https_closed = false;
    bool connected = false, connecting = false, heard_up = false;
    bool bulk = false, bulk_changing = false;
    std::uint64_t session = 0;
    std::set<Hash> contents;
    std::map<protocol::Leaf, Bytes> retained_up, retained_down;
  };
  static std::size_t at(int index) { return static_cast<std::size_t>(index); }
  bool https(int index) const;
  bool may_connect(const Peer& peer) const { return peer.ears && !peer.cut && broker_up_; }
  bool controller_may_connect() const { return controller_ && !controller_cut_ && broker_up_; }
  void look(int index);
  void connect(int index);
  void disconnect(int index);
  void look_bulk(int index);
  void look_controller();
  void connect_controller();
  void to_agent(int index, protocol::Leaf leaf, std::shared_ptr<const Bytes> payload);
  void to_controller(int index, protocol::Leaf leaf, std::shared_ptr<const Bytes> payload);
  void carry(int qos, const std::function<void(Micros)>& deliver);
  Micros delay();

  Loop& loop_;
  Chance& chance_;
  std::vector<Peer> peers_;
  std::shared_ptr<ControllerEars> controller_;
  bool controller_cut_ = false, controller_connected_ = false, controller_connecting_ = false;
  std::uint64_t controller_session_ = 0;
  bool broker_up_ = true;
  bool lossy_ = true;
};

}  // namespace loa::sim
