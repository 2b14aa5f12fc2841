#include "core/net/fault_proxy.h"

#include <gtest/gtest.h>

#include "tests/core/http_world.h"

namespace loa::net {
namespace {

using test::HttpWorld;
using test::RawClient;
using namespace std::chrono_literals;

class FaultProxyTest : public testing::Test {
 protected:
  void SetUp() override {
    world.server.route({"GET", "/", 0, {}, test::say(std::string(20'000, 'x'))});
    world.start();
    world.on_loop([this] {
      proxy.emplace(world.loop, "127.0.0.1", world.server.port());
      EXPECT_TRUE(proxy->start());
    });
  }
  void TearDown() override {
    world.on_loop([this] { proxy->stop(); });
    world.stop();
  }
  void set(FaultProfile profile) {
    world.on_loop([&] { proxy->set(profile); });
  }
  Result<HttpReply> get(std::chrono::milliseconds timeout = 5s) {
    return http_call_blocking({"127.0.0.1", proxy->port(), nullptr, ""}, {.target = "/", .timeout = timeout});
  }
  std::chrono::steady_clock::duration time_of_get() {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(get());
    return std::chrono::steady_clock::now() - start;
  }

  HttpWorld world;
  std::optional<FaultProxy> proxy;
};

TEST_F(FaultProxyTest, RelaysAndCountsBothWays) {
  EXPECT_EQ(get()->body.size(), 20'000u);
  EXPECT_GT(world.on_loop([this] { return proxy->bytes_up(); }), 20u);
  EXPECT_GT(world.on_loop([this] { return proxy->bytes_down(); }), 20'000u);
}

TEST_F(FaultProxyTest, CutClosesOpenConnectionsAndRefusesNewOnes) {
  RawClient open(proxy->port());
  open.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  open.read_until("xxx");
  set({.cut = true});
  open.read_to_close();
  EXPECT_FALSE(get());
  set({});
  EXPECT_TRUE(get());
}

TEST_F(FaultProxyTest, ABlackHoleKeepsSocketsOpenButMovesNothing) {
  set({.black_hole = true});
  EXPECT_EQ(get(500ms).error().code, "http.timeout");
  const auto before = world.on_loop([this] { return proxy->bytes_down(); });
  EXPECT_EQ(before, 0u);
  set({});
  EXPECT_TRUE(get());
}

TEST_F(FaultProxyTest, DelayIsAddedInEachDirection) {
  set({.delay = 200ms});
  const auto took = time_of_get();
  EXPECT_GE(took, 400ms);
  EXPECT_LE(took, 1500ms);
}

TEST_F(FaultProxyTest, BandwidthIsLimited) {
  set({.bytes_per_second = 20'000});
  const auto took = time_of_get();
  EXPECT_GE(took, 900ms);
  EXPECT_LE(took, 3s);
}

TEST_F(FaultProxyTest, ResetBreaksOpenConnections) {
  RawClient open(proxy->port());
  open.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  open.read_until("xxx");
  world.on_loop([this] { proxy->reset_all(); });
  open.read_to_close();
  EXPECT_TRUE(get());
}

}  // namespace
}  // namespace loa::net
