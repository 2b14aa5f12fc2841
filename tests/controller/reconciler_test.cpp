#include "controller/domain/reconciler.h"

#include <gtest/gtest.h>

namespace loa::controller {
namespace {

using namespace std::chrono_literals;

constexpr SteadyTime kStart{std::chrono::hours(1)};

AgentId agent(std::uint8_t n) {
  AgentId id;
  id.uuid.bytes[15] = n;
  return id;
}

TEST(Reconciler, republishes_at_5_15_60_then_every_300_seconds) {
  Reconciler r;
  r.transport_up(kStart);
  ASSERT_EQ(r.desire(agent(1), Channel::root, 10, kStart).size(), 1u);
  std::vector<std::int64_t> at;
  for (auto t = 1s; t <= 1000s; t += 1s) {
    if (!r.tick(kStart + t).empty()) at.push_back(t.count());
  }
  EXPECT_EQ(at, (std::vector<std::int64_t>{5, 20, 80, 380, 680, 980}));
}

TEST(Reconciler, stops_when_the_agent_has_seen_the_version) {
  Reconciler r;
  r.transport_up(kStart);
  r.desire(agent(1), Channel::root, 10, kStart);
  r.reported(agent(1), 9, 0);
  EXPECT_EQ(r.tick(kStart + 5s).size(), 1u);
  r.reported(agent(1), 10, 0);
  EXPECT_TRUE(r.tick(kStart + 1h).empty());
  EXPECT_TRUE(r.agrees(agent(1), Channel::root));
}

TEST(Reconciler, broker_amnesia_is_healed_when_the_transport_comes_up) {
  Reconciler r;
  r.transport_up(kStart);
  r.desire(agent(1), Channel::root, 10, kStart);
  r.desire(agent(2), Channel::mail, 4, kStart);
  r.reported(agent(1), 10, 0);
  r.transport_down();
  EXPECT_TRUE(r.tick(kStart + 10s).empty());
  // Even what is acknowledged: the broker may have forgotten its retained copy.
  EXPECT_EQ(r.transport_up(kStart + 20s).size(), 2u);
}

TEST(Reconciler, nothing_is_published_while_down) {
  Reconciler r;
  EXPECT_TRUE(r.desire(agent(1), Channel::root, 1, kStart).empty());
  EXPECT_FALSE(r.next_due());
  EXPECT_EQ(r.transport_up(kStart).size(), 1u);
}

}  // namespace
}  // namespace loa::controller
