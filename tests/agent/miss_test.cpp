// Every planned (occurrence, cluster) that did not sound is exactly one row with its cause; what sounded is none.
#include "tests/agent/agent_bench.h"

#include <gmock/gmock.h>

namespace loa::test {
namespace {

using protocol::RowKind;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

class MissTest : public testing::Test {
 protected:
  void one_slot(Millis ahead = 40s) {
    programme = bench.programme(60s);
    bench.approve(programme);
    item = bench.plan(programme, bench.utc + ahead);
    start = bench.utc + ahead;
  }
  // One row for each of the three clusters, all with this cause; none of anything else about this occurrence.
  void expect_missed(const std::string& cause) {
    const auto missed = bench.controller.rows_of(RowKind::missed);
    ASSERT_EQ(missed.size(), 3u);
    std::set<ClusterId> clusters;
    for (const auto& row : missed) {
      EXPECT_EQ(row.cause, cause);
      EXPECT_EQ(row.occurrence, bench.occurrence(item));
      EXPECT_EQ(row.start, start);
      clusters.insert(*row.cluster);
    }
    EXPECT_EQ(clusters.size(), 3u);
    EXPECT_THAT(bench.controller.rows_of(RowKind::aired), IsEmpty());
  }
  AgentBench bench;
  Programme programme;
  schedules::Item item;
  UtcTime start;
};

TEST_F(MissTest, the_bridge_is_away) {
  one_slot();
  bench.ready();
  bench.bridge_link(false);
  bench.run(15min);
  expect_missed("agent.bridge_offline");
}

TEST_F(MissTest, the_bridge_is_not_current) {
  one_slot();
  bench.bridge.current = false;
  bench.ready();
  bench.run(3min);
  expect_missed("agent.bridge_not_current");
}

TEST_F(MissTest, the_content_is_missing) {
  one_slot();
  bench.controller.never_by_mqtt.insert(programme.manifest.audio);
  bench.https(false);
  bench.ready();
  bench.run(3min);
  expect_missed("agent.content_missing");
}

TEST_F(MissTest, nobody_knew_the_time) {
  one_slot();
  bench.ready();
  bench.controller.beacons = false;
  bench.reboot();
  bench.run(3min);
  EXPECT_THAT(bench.controller.rows_of(RowKind::missed), IsEmpty()) << "not judged by a clock nobody trusts";
  bench.controller.beacons = true;
  bench.run(2min);
  expect_missed("time.unknown");
}

TEST_F(MissTest, the_agent_was_off) {
  one_slot();
  bench.ready();
  bench.kill();
  bench.bridge.kill(bench.utc);
  bench.run(3min);
  bench.boot();
  bench.run(2min);
  expect_missed("agent.off");
}

TEST_F(MissTest, the_whole_box_was_without_power) {
  one_slot();
  bench.ready();
  bench.kill();
  bench.bridge.kill(bench.utc);
  bench.run(26h);
  bench.reboot();
  bench.run(2min);
  expect_missed("agent.off");
}

TEST_F(MissTest, the_bridge_refused_to_the_end) {
  one_slot();
  bench.bridge.refuses = fail("policy.window");
  bench.ready();
  bench.run(3min);
  expect_missed("policy.window");
}

TEST_F(MissTest, a_bridge_that_gives_no_word_is_told_as_such) {
  one_slot();
  bench.bridge.mute = true;
  bench.ready();
  bench.run(3min);
  expect_missed("agent.no_proof");
}

TEST_F(MissTest, the_planner_dropped_it) {
  one_slot();
  bench.controller.plan.items[0].cls = BroadcastClass::emergency;  // such audio sounds only under an alert
  bench.ready();
  bench.run(3min);
  const auto missed = bench.controller.rows_of(RowKind::missed);
  ASSERT_EQ(missed.size(), 3u);
  EXPECT_THAT(bench.controller.causes(RowKind::missed), Each(testing::StartsWith("schedule.")));
}

TEST_F(MissTest, what_sounded_is_not_missed_however_often_the_agent_dies) {
  one_slot();
  bench.ready();
  for (int i = 0; i < 20; ++i) {
    bench.restart();
    bench.run(9s);
  }
  bench.run(2min);
  EXPECT_EQ(bench.controller.rows_of(RowKind::aired).size(), 3u);
  EXPECT_THAT(bench.controller.rows_of(RowKind::missed), IsEmpty());
}

TEST_F(MissTest, a_miss_is_told_once_however_often_the_agent_dies) {
  one_slot();
  bench.bridge.current = false;
  bench.ready();
  for (int i = 0; i < 20; ++i) {
    bench.restart();
    bench.run(11s);
  }
  bench.run(1min);
  EXPECT_EQ(bench.controller.rows_of(RowKind::missed).size(), 3u);
}

TEST_F(MissTest, a_bridge_asked_to_play_and_out_of_reach_is_waited_for) {
  one_slot();
  bench.ready();
  bench.run_until(start + 10s);
  bench.bridge_link(false);   // the bridge plays on alone
  bench.run_until(start + 5min);
  EXPECT_THAT(bench.controller.rows_of(RowKind::missed), IsEmpty());
  bench.bridge_link(true);
  bench.run(1min);
  EXPECT_EQ(bench.controller.rows_of(RowKind::aired).size(), 3u);
  EXPECT_THAT(bench.controller.rows_of(RowKind::missed), IsEmpty());
}

TEST_F(MissTest, nothing_is_missed_before_the_agent_had_a_plan) {
  one_slot(-2min);
  bench.ready();
  bench.run(2min);
  EXPECT_THAT(bench.controller.rows_of(RowKind::missed), IsEmpty());
}

TEST_F(MissTest, one_cluster_of_three_that_failed_is_one_row) {
  one_slot();
  bench.ready();
  bench.run_until(start + 70s);
  ASSERT_EQ(bench.controller.rows_of(RowKind::aired).size(), 3u);
  // A later slot for two clusters only: the third is not planned and owes no row.
  bench.plan(programme, bench.utc + 30s, {bench.site().clusters[0], bench.site().clusters[1]});
  bench.world.set_now(bench.utc);
  bench.controller.publish();
  bench.bridge.refuses = fail("play.not_current");
  bench.run(3min);
  EXPECT_EQ(bench.controller.rows_of(RowKind::missed).size(), 2u);
}

}  // namespace
}  // namespace loa::test
