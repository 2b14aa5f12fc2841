#include "tests/simulation/net.h"

namespace loa::sim {
namespace {

using namespace std::chrono_literals;
using protocol::Leaf;

constexpr auto kKeepAlive = 60s;   // who is cut off, and the broker, notice within this
constexpr auto kLinger = 30s;      // the bulk connection outlives the last want
constexpr double kLoss = 0.02;
constexpr double kRepeat = 0.02;

std::shared_ptr<const Bytes> shared(Bytes bytes) { return std::make_shared<const Bytes>(std::move(bytes)); }

}  // namespace

Net::Net(Loop& loop, Chance& chance, int agents) : loop_(loop), chance_(chance), peers_(at(agents)) {}

Micros Net::delay() {
  if (chance_.happens(0.02)) return chance_.time(200ms, 6s);
  return chance_.time(5ms, 90ms);
}

// Lost, delivered, or delivered twice; each copy takes its own time, so later ones overtake.
void Net::carry(int qos, const std::function<void(Micros)>& deliver) {
  if (lossy_ && chance_.happens(kLoss)) return;
  deliver(delay());
  if (qos > 0 && lossy_ && chance_.happens(kRepeat)) deliver(delay() + chance_.time(0s, 20s));
}

bool Net::open(int index) const {
  const Peer& peer = peers_[at(index)];
  return peer.connected && peer.heard_up && controller_connected_;
}

bool Net::https(int index) const {
  const Peer& peer = peers_[at(index)];
  return peer.ears && !peer.cut && !peer.https_closed && controller_ && !controller_cut_;
}

void Net::agent(int index, std::shared_ptr<AgentEars> ears) {
  Peer& peer = peers_[at(index)];
  peer.ears = std::move(ears);
  peer.heard_up = peer.bulk = false;
  if (!peer.ears) peer.contents.clear();  // a new process has said what it wants before it listens
  if (peer.connected) disconnect(index);
  look(index);
}

void Net::controller(std::shared_ptr<ControllerEars> ears) {
  controller_ = std::move(ears);
  controller_connected_ = false;
  ++controller_session_;
  look_controller();
}

void Net::cut(int index, bool cut) {
  peers_[at(index)].cut = cut;
  if (cut && peers_[at(index)].connected) disconnect(index);
  look(index);
}

void Net::cut_controller(bool cut) {
  controller_cut_ = cut;
  if (cut && controller_connected_) {
    controller_connected_ = false;
    const auto session = ++controller_session_;
    loop_.after(chance_.time(1s, kKeepAlive), [this, session] {
      if (session == controller_session_ && controller_) controller_->transport(false);
    });
  }
  look_controller();
}

void Net::lose_memory() {
  broker_up_ = false;
  for (int i = 0; i < static_cast<int>(peers_.size()); ++i) {
    peers_[at(i)].retained_up.clear();
    peers_[at(i)].retained_down.clear();
    if (peers_[at(i)].connected) disconnect(i);
  }
  if (controller_connected_) {
    controller_connected_ = false;
    ++controller_session_;
    if (controller_) controller_->transport(false);
  }
  loop_.after(chance_.time(1s, 30s), [this] {
    broker_up_ = true;
    look_controller();
    for (int i = 0; i < static_cast<int>(peers_.size()); ++i) look(i);
  });
}

void Net::look(int index) {
  Peer& peer = peers_[at(index)];
  if (peer.connected || peer.connecting || !may_connect(peer)) return;
  peer.connecting = true;
  loop_.after(chance_.time(200ms, 5s), [this, index] { connect(index); });
}

void Net::connect(int index) {
  Peer& peer = peers_[at(index)];
  peer.connecting = false;
  if (peer.connected || !may_connect(peer)) return look(index);
  if (peer.heard_up) peer.ears->transport(false);
  if (std::exchange(peer.bulk, false)) peer.ears->bulk(false);
  peer.connected = peer.heard_up = true;
  ++peer.session;
  const auto ears = peer.ears;
  ears->transport(true);
  look_bulk(index);
  for (const auto& [leaf, payload] : peer.retained_down) to_agent(index, leaf, shared(payload));
}

// The broker speaks the will of who went away; that one may believe for a while that it is still connected.
void Net::disconnect(int index) {
  Peer& peer = peers_[at(index)];
  peer.connected = false;
  const auto session = ++peer.session;
  loop_.after(chance_.time(1s, kKeepAlive), [this, index, session, ears = peer.ears] {
    Peer& later = peers_[at(index)];
    if (later.session != session) return;
    if (ears && later.ears == ears && later.heard_up) {
      later.heard_up = false;
      if (std::exchange(later.bulk, false)) ears->bulk(false);
      ears->transport(false);
    }
    if (!broker_up_) return;
    const Bytes will = to_bytes(protocol::write_link({false, ""}));
    later.retained_up[Leaf::link] = will;
    to_controller(index, Leaf::link, shared(will));
  });
}

void Net::look_controller() {
  if (controller_connected_ || controller_connecting_ || !controller_may_connect()) return;
  controller_connecting_ = true;
  loop_.after(chance_.time(200ms, 3s), [this] {
    controller_connecting_ = false;
    if (!controller_connected_ && controller_may_connect()) connect_controller();
  });
}

void Net::connect_controller() {
  controller_connected_ = true;
  ++controller_session_;
  const auto ears = controller_;
  ears->transport(true);
  for (int i = 0; i < static_cast<int>(peers_.size()); ++i)
    for (const auto& [leaf, payload] : peers_[at(i)].retained_up) to_controller(i, leaf, shared(payload));
}

void Net::to_agent(int index, Leaf leaf, std::shared_ptr<const Bytes> payload) {
  loop_.after(delay(), [this, index, leaf, payload, session = peers_[at(index)].session] {
    const Peer& peer = peers_[at(index)];
    if (peer.session == session && peer.connected && peer.ears) std::shared_ptr(peer.ears)->message(leaf, *payload);
  });
}

void Net::to_controller(int index, Leaf leaf, std::shared_ptr<const Bytes> payload) {
  loop_.after(delay(), [this, index, leaf, payload, session = controller_session_] {
    if (controller_session_ == session && controller_connected_ && controller_) std::shared_ptr(controller_)->message(index, leaf, *payload);
  });
}

void Net::publish(int from, const protocol::Publication& publication) {
  Peer& peer = peers_[at(from)];
  const auto topic = protocol::parse_agent_topic(publication.topic);
  if (!peer.connected || !topic) return;
  const auto payload = shared(publication.payload);
  carry(publication.qos, [&](Micros wait) {
    loop_.after(wait, [this, from, leaf = topic->leaf, payload, retain = publication.retain, session = peer.session] {
      Peer& later = peers_[at(from)];
      if (!broker_up_ || later.session != session) return;
      if (retain) later.retained_up[leaf] = *payload;
      if (controller_connected_) to_controller(from, leaf, payload);
    });
  });
}

void Net::subscribe(int index, std::vector<Hash> contents) {
  peers_[at(index)].contents = {contents.begin(), contents.end()};
  look_bulk(index);
}

void Net::look_bulk(int index) {
  Peer& peer = peers_[at(index)];
  const bool wanted = !peer.contents.empty();
  if (!peer.connected || peer.bulk == wanted || std::exchange(peer.bulk_changing, true)) return;
  loop_.after(wanted ? chance_.time(20ms, 900ms) : Micros(kLinger), [this, index] {
    Peer& later = peers_[at(index)];
    later.bulk_changing = false;
    const bool still = !later.contents.empty();
    if (!later.connected || !later.ears || later.bulk == still) return;
    later.bulk = still;
    std::shared_ptr(later.ears)->bulk(still);
  });
}

void Net::publish_down(int to, Leaf leaf, Bytes bytes, int qos, bool retain) {
  if (!controller_connected_) return;
  const auto payload = shared(std::move(bytes));
  carry(qos, [&](Micros wait) {
    loop_.after(wait, [this, to, leaf, payload, retain, session = controller_session_] {
      if (!broker_up_ || controller_session_ != session) return;
      if (retain) peers_[at(to)].retained_down[leaf] = *payload;
      if (peers_[at(to)].connected) to_agent(to, leaf, payload);
    });
  });
}

void Net::publish_chunk(const Hash& content, Bytes bytes) {
  const auto session = controller_session_;
  const auto wire = shared(std::move(bytes));
  loop_.after(delay(), [this, session] {
    if (controller_ && controller_session_ == session) std::shared_ptr(controller_)->published();
  });
  for (int i = 0; i < static_cast<int>(peers_.size()); ++i) {
    if (!peers_[at(i)].connected || !peers_[at(i)].bulk || !peers_[at(i)].contents.contains(content) || (lossy_ && chance_.happens(kLoss))) continue;
    loop_.after(delay() + 50ms, [this, i, content, wire, peer_session = peers_[at(i)].session] {
      const Peer& peer = peers_[at(i)];
      if (peer.session == peer_session && peer.connected && peer.ears) std::shared_ptr(peer.ears)->chunk(content, *wire);
    });
  }
}

void Net::request(int from, agent::HttpRequest request) {
  const auto ears = peers_[at(from)].ears;
  const auto answer = [this, from, ears, request](int status, Bytes body) {
    loop_.after(delay(), [this, from, ears, request, status, body = std::move(body)]() mutable {
      const bool there = peers_[at(from)].ears == ears && ears;
      if (there) ears->http({std::move(request), https(from) ? status : 0, https(from) ? std::move(body) : Bytes{}});
    });
  };
  if (!https(from)) {
    loop_.after(chance_.time(100ms, 10s), [answer] { answer(0, {}); });
    return;
  }
  loop_.after(delay(), [this, from, request, answer] {
    if (!https(from)) return answer(0, {});
    std::shared_ptr(controller_)->http(from, request, answer);
  });
}

void Net::poll(int from, std::int64_t root, std::int64_t mail) {
  if (!https(from)) return;
  auto [root_bytes, mail_bytes] = controller_->poll(from, root, mail);
  const auto ears = peers_[at(from)].ears;
  const auto give = [&](Leaf leaf, Bytes bytes) {
    if (bytes.empty()) return;
    loop_.after(delay(), [this, from, ears, leaf, bytes = std::move(bytes)] {
      if (ears && peers_[at(from)].ears == ears && !peers_[at(from)].cut) ears->message(leaf, bytes);
    });
  };
  give(Leaf::root, std::move(root_bytes));
  give(Leaf::mail, std::move(mail_bytes));
}

}  // namespace loa::sim
