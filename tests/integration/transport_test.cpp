// MosquittoTransport against a real mosquitto with TLS: killed, frozen, black-holed.
#include "protocol/messages.h"
#include "tests/integration/real_network.h"

#include <boost/asio/steady_timer.hpp>

#include <gtest/gtest.h>

#include <signal.h>

namespace loa::test {
namespace {

using protocol::Leaf;

class TransportTest : public testing::Test {
 protected:
  // One client with everything it said and heard.
  struct Client {
    std::unique_ptr<protocol::Transport> transport;
    std::vector<std::string> log;
    std::vector<std::pair<std::string, Bytes>> messages;
    int ups = 0, downs = 0, published = 0;
  };
  std::unique_ptr<Client> connect(protocol::MosquittoOptions options, std::vector<std::pair<std::string, int>> filters = {}) {
    auto client = std::make_unique<Client>();
    client->transport = net.transport(std::move(options));
    start(*client, std::move(filters));
    return client;
  }
  void start(Client& client, std::vector<std::pair<std::string, int>> filters) {
    Client* c = &client;
    protocol::TransportHandlers handlers;
    handlers.on_up = [c, filters] {
      ++c->ups;
      if (!filters.empty()) EXPECT_TRUE(c->transport->subscribe(filters).has_value());
    };
    handlers.on_down = [c](std::string) { ++c->downs; };
    handlers.on_message = [c](const std::string& topic, ByteSpan payload) { c->messages.emplace_back(topic, Bytes(payload.begin(), payload.end())); };
    handlers.on_published = [c](int) { ++c->published; };
    c->transport->start(std::move(handlers));
  }
  bool up(const Client& client) {
    return net.wait(20s, [&] { return client.transport->up(); });
  }
  protocol::MosquittoOptions controller(const std::string& id = "controller-test") { return net.client("controller", id); }
  protocol::MosquittoOptions agent() { return net.client(station().agent.text(), station().agent.text()); }
  const deploy::Station& station() const { return net.network.stations.front(); }
  std::string topic(Leaf leaf) const { return protocol::agent_topic(station().agent, leaf); }
  RealNetwork net;
};

TEST_F(TransportTest, carries_a_message_from_the_controller_to_its_agent) {
  net.start("broker");
  const auto sender = connect(controller());
  const auto receiver = connect(agent(), {{topic(Leaf::root), 1}});
  ASSERT_TRUE(up(*sender) && up(*receiver));
  net.idle(300ms);  // the subscription is with the broker
  ASSERT_TRUE(sender->transport->publish({topic(Leaf::root), to_bytes("hello"), 1, true}).has_value());
  ASSERT_TRUE(net.wait(20s, [&] { return !receiver->messages.empty() && sender->published == 1; }));
  EXPECT_EQ(receiver->messages[0].first, topic(Leaf::root));
  EXPECT_EQ(receiver->messages[0].second, to_bytes("hello"));
  EXPECT_EQ(sender->transport->unacknowledged(), 0u);
}

TEST_F(TransportTest, refuses_to_publish_while_offline_and_sends_nothing_of_it_later) {
  const auto sender = connect(controller());
  const auto refused = sender->transport->publish({topic(Leaf::root), to_bytes("lost"), 1, true});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "transport.offline");
  net.start("broker");
  const auto receiver = connect(agent(), {{topic(Leaf::root), 1}});
  ASSERT_TRUE(up(*sender) && up(*receiver));
  ASSERT_TRUE(sender->transport->publish({topic(Leaf::root), to_bytes("after"), 1, true}).has_value());
  ASSERT_TRUE(net.wait(20s, [&] { return !receiver->messages.empty(); }));
  net.idle(300ms);
  ASSERT_EQ(receiver->messages.size(), 1u);
  EXPECT_EQ(receiver->messages[0].second, to_bytes("after"));
}

TEST_F(TransportTest, connects_when_the_broker_comes_after_it) {
  const auto client = connect(controller());
  net.idle(700ms);  // some attempts are refused
  net.start("broker");
  EXPECT_TRUE(up(*client));
}

TEST_F(TransportTest, says_down_when_the_broker_is_killed_and_comes_back_by_itself) {
  net.start("broker");
  const auto client = connect(agent(), {{topic(Leaf::root), 1}});
  ASSERT_TRUE(up(*client));
  net.kill("broker");
  ASSERT_TRUE(net.wait(20s, [&] { return client->downs == 1; }));
  EXPECT_FALSE(client->transport->up());
  net.start("broker");
  ASSERT_TRUE(up(*client));
  EXPECT_EQ(client->ups, 2);
  const auto sender = connect(controller());
  ASSERT_TRUE(up(*sender));
  net.idle(300ms);
  ASSERT_TRUE(sender->transport->publish({topic(Leaf::root), to_bytes("again"), 1, false}).has_value());
  EXPECT_TRUE(net.wait(20s, [&] { return client->messages.size() == 1; })) << "subscribed again after the reconnect";
}

TEST_F(TransportTest, starts_again_after_a_stop) {
  net.start("broker");
  const auto sender = connect(controller());
  const auto receiver = connect(agent(), {{topic(Leaf::root), 1}});
  ASSERT_TRUE(up(*sender) && up(*receiver));
  sender->transport->stop();
  receiver->transport->stop();
  EXPECT_FALSE(sender->transport->up());
  const auto refused = sender->transport->publish({topic(Leaf::root), to_bytes("stopped"), 1, true});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "transport.offline");
  start(*sender, {});
  start(*receiver, {{topic(Leaf::root), 1}});
  ASSERT_TRUE(up(*sender) && up(*receiver));
  EXPECT_EQ(receiver->ups, 2);
  net.idle(300ms);
  ASSERT_TRUE(sender->transport->publish({topic(Leaf::root), to_bytes("again"), 1, false}).has_value());
  ASSERT_TRUE(net.wait(20s, [&] { return !receiver->messages.empty() && sender->published == 1; }));
  EXPECT_EQ(receiver->messages[0].second, to_bytes("again"));
  EXPECT_EQ(sender->transport->unacknowledged(), 0u);
}

TEST_F(TransportTest, a_held_receiver_takes_nothing_and_loses_nothing) {
  net.start("broker");
  const auto sender = connect(controller());
  const auto receiver = connect(agent(), {{topic(Leaf::mail), 1}});
  ASSERT_TRUE(up(*sender) && up(*receiver));
  net.idle(300ms);
  receiver->transport->hold(true);
  const auto chunk = [](int i) { return Bytes(60'000, static_cast<std::uint8_t>(i)); };
  constexpr int kSent = 100;  // more than the sockets' buffers and the broker's window take: the rest waits at the broker
  for (int i = 0; i < kSent; ++i) {
    ASSERT_TRUE(sender->transport->publish({topic(Leaf::mail), chunk(i), 1, false}).has_value());
  }
  ASSERT_TRUE(net.wait(20s, [&] { return sender->published == kSent; })) << "the sender is not held with it";
  net.idle(500ms);
  EXPECT_TRUE(receiver->messages.empty());
  EXPECT_TRUE(receiver->transport->up());
  receiver->transport->hold(false);
  ASSERT_TRUE(net.wait(30s, [&] { return receiver->messages.size() == kSent; })) << receiver->messages.size();
  for (int i = 0; i < kSent; ++i) EXPECT_EQ(receiver->messages[static_cast<std::size_t>(i)].second, chunk(i)) << i;
  EXPECT_EQ(receiver->downs, 0);
}

TEST_F(TransportTest, a_held_receiver_comes_up_all_the_same) {
  net.start("broker");
  const auto receiver = connect(agent(), {{topic(Leaf::mail), 1}});
  receiver->transport->hold(true);
  ASSERT_TRUE(up(*receiver)) << "its CONNACK is read all the same";
  receiver->transport->hold(false);
  const auto sender = connect(controller());
  ASSERT_TRUE(up(*sender));
  net.idle(300ms);
  ASSERT_TRUE(sender->transport->publish({topic(Leaf::mail), to_bytes("taken"), 1, false}).has_value());
  EXPECT_TRUE(net.wait(20s, [&] { return receiver->messages.size() == 1; }));
}

TEST_F(TransportTest, a_black_hole_never_blocks_the_loop) {
  net::FaultProfile hole;
  hole.black_hole = true;
  net.controller_line().set(hole);
  net.start("broker");
  auto options = controller();
  options.port = net.controller_line().port();
  const auto client = connect(std::move(options));
  // The handshake hangs in the library; the loop's own timer must not.
  boost::asio::steady_timer timer(net.loop);
  int ticks = 0;
  std::function<void(boost::system::error_code)> tick = [&](boost::system::error_code failed) {
    if (failed) return;
    ++ticks;
    timer.expires_after(10ms);
    timer.async_wait(tick);
  };
  tick({});
  const auto before = net.clock.steady();
  net.idle(1500ms);
  EXPECT_LE(net.clock.steady() - before, 6s);
  EXPECT_GE(ticks, 20);
  EXPECT_FALSE(client->transport->up());
  const auto stopping = net.clock.steady();
  client->transport->stop();
  EXPECT_LE(net.clock.steady() - stopping, 5s) << "stop does not wait for the silent peer";
  timer.cancel();
}

TEST_F(TransportTest, a_frozen_broker_bounds_the_queue_and_delivers_after_thawing) {
  net.start("broker");
  auto options = controller();
  options.max_unacknowledged = 30;
  options.send_buffer_bytes = 16 * 1024;
  const auto sender = connect(std::move(options));
  const auto receiver = connect(agent(), {{topic(Leaf::mail), 1}});
  ASSERT_TRUE(up(*sender) && up(*receiver));
  net.idle(300ms);
  net.signal("broker", SIGSTOP);
  std::size_t taken = 0;
  Error refusal;
  for (int i = 0; i < 200; ++i) {
    const auto sent = sender->transport->publish({topic(Leaf::mail), Bytes(20'000, static_cast<std::uint8_t>(i)), 1, false});
    if (sent) {
      ++taken;
    } else {
      refusal = sent.error();
    }
    net.idle(1ms);
  }
  EXPECT_EQ(taken, 30u);
  EXPECT_EQ(refusal.code, "transport.full");
  EXPECT_EQ(sender->transport->unacknowledged(), 30u);
  net.signal("broker", SIGCONT);
  EXPECT_TRUE(net.wait(30s, [&] { return receiver->messages.size() == taken; })) << receiver->messages.size();
  EXPECT_TRUE(net.wait(30s, [&] { return sender->transport->unacknowledged() == 0; }));
}

TEST_F(TransportTest, a_packet_over_the_limit_is_refused_here) {
  net.start("broker");
  const auto sender = connect(controller());
  ASSERT_TRUE(up(*sender));
  const auto refused = sender->transport->publish({topic(Leaf::mail), Bytes(200'000), 1, false});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "transport.too_large");
  net.idle(200ms);
  EXPECT_TRUE(sender->transport->up());
}

TEST_F(TransportTest, the_will_of_a_killed_agent_is_seen) {
  net.start("broker");
  const auto watcher = connect(controller(), {{topic(Leaf::link), 1}});
  ASSERT_TRUE(up(*watcher));
  const auto said = [&](bool online) {
    return std::ranges::any_of(watcher->messages, [&](const auto& message) {
      const auto link = protocol::read_link(as_text(message.second));
      return link && link->online == online;
    });
  };
  net.start("agent-1");
  ASSERT_TRUE(net.wait(30s, [&] { return said(true); })) << net.log_of("agent-1");
  net.kill("agent-1");
  EXPECT_TRUE(net.wait(30s, [&] { return said(false); }));
}

}  // namespace
}  // namespace loa::test
