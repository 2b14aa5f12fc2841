// What the agent believes to be the time, from signed answers to its own questions.
#include "tests/agent/agent_bench.h"

#include <gmock/gmock.h>

namespace loa::test {
namespace {

using testing::Contains;
using testing::IsEmpty;

class TimeTest : public testing::Test {
 protected:
  void one_slot() {
    programme = bench.programme(60s);
    bench.approve(programme);
    item = bench.plan(programme, bench.utc + 40s);
    start = bench.utc + 40s;
  }
  protocol::TimeEstimate time() { return bench.core().time(SteadyTime{SteadyTime::duration(bench.steady_us())}); }
  std::size_t asked() const {
    return static_cast<std::size_t>(std::count(bench.published.begin(), bench.published.end(), "time"));
  }
  AgentBench bench;
  Programme programme;
  schedules::Item item;
  UtcTime start;
};

TEST_F(TimeTest, is_known_after_the_first_answer_and_close_to_the_truth) {
  bench.ready();
  ASSERT_TRUE(time().known);
  EXPECT_LE(std::abs((time().now - bench.utc).count()), 50);
  EXPECT_LE(time().error, 100ms);
}

TEST_F(TimeTest, is_asked_every_minute_when_known_and_every_five_seconds_when_not) {
  bench.ready();
  auto before = asked();
  bench.run(10min);
  EXPECT_NEAR(static_cast<double>(asked() - before), 10, 1);
  bench.controller.beacons = false;
  bench.reboot();
  before = asked();
  bench.run(1min);
  EXPECT_NEAR(static_cast<double>(asked() - before), 12, 2);
}

TEST_F(TimeTest, survives_a_restart_of_the_process_without_any_network) {
  bench.ready();
  bench.broker(false);
  bench.https(false);
  bench.run(1h);
  bench.restart();
  bench.run(10ms);
  EXPECT_TRUE(time().known);
  EXPECT_LE(std::abs((time().now - bench.utc).count()), 100);
}

TEST_F(TimeTest, is_unknown_after_a_reboot_until_a_beacon_comes) {
  bench.ready();
  bench.broker(false);
  bench.https(false);
  bench.reboot();
  bench.run(1min);
  EXPECT_FALSE(time().known);
  bench.broker(true);
  bench.run(1s);
  EXPECT_TRUE(time().known);
}

TEST_F(TimeTest, an_answer_signed_by_a_stranger_is_not_believed) {
  bench.controller.forged_beacon = true;
  one_slot();
  bench.ready();
  bench.run(3min);
  EXPECT_FALSE(time().known);
  EXPECT_GE(bench.count("time.beacon_refused"), 1u);
  EXPECT_THAT(bench.bridge.sounded(), IsEmpty());
}

TEST_F(TimeTest, an_answer_to_another_question_is_not_believed) {
  bench.controller.beacons = false;
  bench.ready();
  const auto strange = bench.world.time({1, 2, 3}, bench.utc, bench.controller.root_version, 0);
  bench.inject(agent::MessageIn{protocol::Leaf::beacon, strange});
  bench.run(1s);
  EXPECT_FALSE(time().known);
}

TEST_F(TimeTest, a_controller_that_disagrees_with_the_clock_at_boot_makes_the_time_unknown) {
  bench.controller.beacon_lie = 2h;
  one_slot();
  bench.ready();
  bench.run(3min);
  EXPECT_FALSE(time().known);
  EXPECT_THAT(bench.bridge.sounded(), IsEmpty());
}

TEST_F(TimeTest, a_jump_of_the_system_clock_moves_nothing) {
  one_slot();
  bench.ready();
  for (const auto jump : {Millis{-24h * 365 * 50}, Millis{24h * 365 * 14}, Millis{1h}, Millis{-1h}}) {
    bench.system_clock_off = jump;
    bench.run(5s);
    EXPECT_TRUE(time().known);
    EXPECT_LE(std::abs((time().now - bench.utc).count()), 100);
  }
  bench.run(3min);
  const auto sounds = bench.sounded(bench.occurrence(item));
  ASSERT_EQ(sounds.size(), 3u);
  EXPECT_LE(std::abs((sounds[0].from - start).count()), 1000);
  EXPECT_THAT(bench.controller.rows_of(protocol::RowKind::missed), IsEmpty());
}

TEST_F(TimeTest, a_controller_that_jumps_an_hour_while_running_is_refused_and_the_sound_stays_out) {
  one_slot();
  bench.ready();
  bench.controller.beacon_lie = 1h;
  bench.broker(false);
  bench.broker(true);
  bench.run(3min);
  EXPECT_FALSE(time().known);
  EXPECT_THAT(bench.bridge.sounded(), IsEmpty());
  bench.controller.beacon_lie = 0ms;
  bench.run(1min);
  EXPECT_TRUE(time().known);
}

TEST_F(TimeTest, small_lies_do_not_add_up_over_a_day) {
  bench.ready();
  for (int minute = 0; minute < 60; ++minute) {
    bench.controller.beacon_lie += 3s;
    bench.run(1min);
  }
  EXPECT_LE(std::abs((time().now - bench.utc).count()), 65'000);
}

TEST_F(TimeTest, the_bridges_question_is_passed_on_and_answered_by_its_own_nonce) {
  bench.ready();
  protocol::LinkTimeRequest ask;
  ask.nonce.fill(42);
  const auto before = asked();
  bench.inject(agent::BridgeIn{ask});
  bench.run(1s);
  EXPECT_EQ(asked(), before + 1);
  ASSERT_EQ(bench.bridge.beacons.size(), 1u);
  EXPECT_EQ(protocol::read_payload<protocol::Time>(protocol::decode_envelope(bench.bridge.beacons[0])->payload)->nonce, ask.nonce);
}

TEST_F(TimeTest, without_the_broker_it_is_asked_by_https) {
  bench.broker(false);
  bench.ready();
  bench.run(10s);
  EXPECT_TRUE(time().known);
}

}  // namespace
}  // namespace loa::test
