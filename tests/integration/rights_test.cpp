// What a certificate allows at the broker: an agent its own topics, the controller its own, nobody else anything.
#include "deploy/network/certificates.h"
#include "protocol/messages.h"
#include "tests/integration/real_network.h"

#include "core/net/tls.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <gtest/gtest.h>

namespace loa::test {
namespace {

using protocol::Leaf;
namespace asio = boost::asio;

// The first byte the broker answers to an MQTT CONNECT; 0 when it closes or stays silent. TLS 1.3 lets a handshake
// without a certificate look finished, so only the answer counts.
asio::awaitable<int> answer_to_connect(asio::io_context& loop, std::shared_ptr<asio::ssl::context> tls, unsigned short port) {
  constexpr auto kWait = asio::as_tuple(asio::use_awaitable);
  asio::ssl::stream<asio::ip::tcp::socket> stream(loop, *tls);
  asio::steady_timer limit(loop, 10s);
  limit.async_wait([&stream](boost::system::error_code ended) {
    boost::system::error_code ignored;
    if (!ended) stream.lowest_layer().close(ignored);
  });
  const asio::ip::tcp::endpoint broker(asio::ip::address_v4::loopback(), port);
  if (const auto [failed] = co_await stream.lowest_layer().async_connect(broker, kWait); failed) co_return 0;
  if (const auto [failed] = co_await stream.async_handshake(asio::ssl::stream_base::client, kWait); failed) co_return 0;
  const Bytes connect{0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 1, 'x'};
  if (const auto [failed, n] = co_await asio::async_write(stream, asio::buffer(connect), kWait); failed) co_return 0;
  Bytes answer(1);
  const auto [failed, n] = co_await stream.async_read_some(asio::buffer(answer), kWait);
  co_return failed ? 0 : answer[0];
}

class RightsTest : public testing::Test {
 protected:
  RightsTest() : net(2) { net.start("broker"); }
  struct Client {
    std::unique_ptr<protocol::Transport> transport;
    std::vector<std::string> topics;
  };
  std::unique_ptr<Client> connect(protocol::MosquittoOptions options, std::vector<std::pair<std::string, int>> filters) {
    auto client = std::make_unique<Client>();
    Client* c = client.get();
    c->transport = net.transport(std::move(options));
    protocol::TransportHandlers handlers;
    handlers.on_up = [c, filters] { static_cast<void>(c->transport->subscribe(filters)); };
    handlers.on_down = [](std::string) {};
    handlers.on_message = [c](const std::string& topic, ByteSpan) { c->topics.push_back(topic); };
    handlers.on_published = [](int) {};
    c->transport->start(std::move(handlers));
    return client;
  }
  std::unique_ptr<Client> agent(std::size_t index, std::vector<std::pair<std::string, int>> filters) {
    const auto id = net.network.stations[index].agent.text();
    return connect(net.client(id, id), std::move(filters));
  }
  std::string topic(std::size_t index, Leaf leaf) const { return protocol::agent_topic(net.network.stations[index].agent, leaf); }
  bool up(const Client& client) {
    return net.wait(20s, [&] { return client.transport->up(); });
  }
  void publish(Client& client, const std::string& topic) {
    static_cast<void>(client.transport->publish({topic, to_bytes("x"), 1, false}));
  }
  bool got(const Client& client, const std::string& topic) { return std::ranges::find(client.topics, topic) != client.topics.end(); }
  // A client that must not come in: it has every chance and time, while one with the right certificate does come in.
  void expect_kept_out(protocol::MosquittoOptions options) {
    const auto strange = connect(std::move(options), {{"#", 1}});
    const auto known = agent(0, {});
    ASSERT_TRUE(up(*known));
    net.idle(1500ms);
    EXPECT_FALSE(strange->transport->up());
  }
  RealNetwork net;
};

TEST_F(RightsTest, an_agent_reads_its_own_topics_and_no_other_agents) {
  const auto other = agent(1, {{"#", 1}, {"loa/1/agent/+/root", 1}, {topic(0, Leaf::root), 1}, {topic(0, Leaf::mail), 1},
                               {topic(0, Leaf::journal), 1}, {topic(1, Leaf::root), 1}});
  const auto controller = connect(net.client("controller", "controller"), {});
  const auto first = agent(0, {});
  ASSERT_TRUE(up(*other) && up(*controller) && up(*first));
  net.idle(500ms);
  publish(*controller, topic(0, Leaf::root));
  publish(*controller, topic(0, Leaf::mail));
  publish(*first, topic(0, Leaf::journal));
  publish(*controller, topic(1, Leaf::root));  // last: once it is here the others would be too
  ASSERT_TRUE(net.wait(20s, [&] { return got(*other, topic(1, Leaf::root)); }));
  net.idle(300ms);
  EXPECT_EQ(std::ranges::count_if(other->topics, [&](const auto& t) { return t.find(net.network.stations[0].agent.text()) != t.npos; }), 0);
}

TEST_F(RightsTest, an_agent_publishes_no_root_content_or_anothers_facts) {
  const auto controller = connect(net.client("controller", "controller"),
                                  {{"loa/1/agent/+/reported", 1}, {"loa/1/agent/+/journal", 1}});
  const auto victim = agent(0, {{topic(0, Leaf::root), 1}, {topic(0, Leaf::mail), 1}, {topic(0, Leaf::ack), 1}, {"loa/1/content/+", 1}});
  const auto attacker = agent(1, {});
  ASSERT_TRUE(up(*controller) && up(*victim) && up(*attacker));
  net.idle(500ms);
  for (const Leaf leaf : {Leaf::root, Leaf::mail, Leaf::ack, Leaf::reported, Leaf::journal}) publish(*attacker, topic(0, leaf));
  publish(*attacker, topic(1, Leaf::root));
  publish(*attacker, protocol::content_topic(sha256("x")));
  publish(*attacker, topic(1, Leaf::reported));  // its own right, last
  ASSERT_TRUE(net.wait(20s, [&] { return got(*controller, topic(1, Leaf::reported)); }));
  net.idle(300ms);
  EXPECT_EQ(controller->topics.size(), 1u);
  EXPECT_TRUE(victim->topics.empty());
}

TEST_F(RightsTest, the_controller_reads_no_content_and_writes_no_facts_of_agents) {
  const auto controller = connect(net.client("controller", "controller"), {{"loa/1/agent/+/reported", 1}});
  const auto second = connect(net.client("controller", "other"), {});
  const auto first = agent(0, {});
  ASSERT_TRUE(up(*controller) && up(*second) && up(*first));
  net.idle(500ms);
  publish(*second, topic(0, Leaf::reported));
  publish(*first, topic(0, Leaf::reported));
  ASSERT_TRUE(net.wait(20s, [&] { return !controller->topics.empty(); }));
  net.idle(300ms);
  EXPECT_EQ(controller->topics.size(), 1u);
}

TEST_F(RightsTest, without_a_certificate_there_is_no_connection) {
  const auto known = agent(0, {});
  ASSERT_TRUE(up(*known));
  const auto with = net::make_client_tls({net.tls("ca.crt"), net.tls("controller.crt"), net.tls("controller.key")});
  const auto without = net::make_client_tls({net.tls("ca.crt"), {}, {}});
  ASSERT_TRUE(with.has_value() && without.has_value());
  EXPECT_EQ(net.run(answer_to_connect(net.loop, *with, net.broker_port())), 0x20) << "a CONNACK";
  EXPECT_EQ(net.run(answer_to_connect(net.loop, *without, net.broker_port())), 0);
}

TEST_F(RightsTest, a_certificate_of_another_authority_is_refused) {
  const auto strange = net.folder.path() / "strange-tls";
  ASSERT_TRUE(deploy::make_certificates(strange, {"controller"}, 30).has_value());
  auto options = net.client("controller", "controller");
  options.certificate = strange / "controller.crt";
  options.key = strange / "controller.key";
  expect_kept_out(std::move(options));
}

TEST_F(RightsTest, a_broker_of_another_authority_is_refused_by_the_client) {
  const auto strange = net.folder.path() / "strange-tls";
  ASSERT_TRUE(deploy::make_certificates(strange, {"controller"}, 30).has_value());
  auto options = net.client("controller", "controller");
  options.ca = strange / "ca.crt";
  expect_kept_out(std::move(options));
}

}  // namespace
}  // namespace loa::test
