#include "tests/bridge/gate_bench.h"

#include <gmock/gmock.h>

namespace loa::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t kMinute = 60 * 48000;

TEST(Gate, PlaysWhatIsApprovedAndGivesOneReceiptACluster) {
  GateBench bench;
  bench.ready();
  ASSERT_TRUE(bench.gate->current());
  const auto play = bench.request();
  bench.from_agent(play);
  bench.run(70s);
  EXPECT_EQ(bench.sounded(), 3 * kMinute);
  ASSERT_EQ(bench.receipts.size(), 3U);
  for (const auto& [number, receipt] : bench.receipts) {
    EXPECT_EQ(receipt.ended_by, "finished");
    EXPECT_EQ(receipt.samples, kMinute);
    EXPECT_EQ(receipt.start, play.request.start);
    EXPECT_TRUE(receipt.heard);
  }
  EXPECT_THAT(bench.codes(), IsEmpty());
  EXPECT_EQ(bench.gate->outbox_waiting(), 0U);
}

TEST(Gate, NeverStartsAnOccurrenceTwice) {
  GateBench bench;
  bench.ready();
  auto play = bench.request();
  bench.from_agent(play);
  bench.run(70s);
  const auto before = bench.sounded();
  bench.from_agent(play);
  bench.run(5s);
  play.request.start = bench.utc + 1s;
  bench.from_agent(play);
  bench.run(70s);
  EXPECT_EQ(bench.sounded(), before);
}

TEST(Gate, EmptyStoreIsSilentUntilTheBeaconNamesWhatIsHeld) {
  GateBench bench;
  bench.approval = bench.world.approval(bench.programme, {bench.world.site().unit});
  bench.make_documents({bench.approval});
  bench.boot();
  bench.run(12s);
  bench.from_agent(bench.request());
  bench.run(10s);
  EXPECT_FALSE(bench.gate->current());
  bench.hand_over();
  bench.root_version += 1;  // what the network says is newer than what the agent hands over
  bench.run(12s);
  bench.from_agent(bench.request());
  bench.run(70s);
  EXPECT_EQ(bench.sounded(), 0);
  bench.root_version -= 1;
  bench.run(70s);
  EXPECT_TRUE(bench.gate->current());
}

TEST(Gate, RestartedInTheMiddleJoinsAndTellsBothSegments) {
  GateBench bench;
  bench.ready();
  const auto play = bench.request();
  bench.from_agent(play);
  bench.run(27s);
  bench.kill();
  bench.beacons = false;  // offline too: the documents were current since this boot
  bench.run_idle(3s);
  bench.boot();
  bench.from_agent(play);
  bench.run(70s);
  ASSERT_EQ(bench.receipts.size(), 6U);
  int joined = 0;
  for (const auto& [number, receipt] : bench.receipts) {
    if (receipt.ended_by == "bridge.restarted") continue;
    ++joined;
    EXPECT_EQ(receipt.ended_by, "finished");
    EXPECT_EQ(receipt.first_sample + receipt.samples, kMinute);
    EXPECT_NEAR(static_cast<double>(receipt.first_sample), 26.0 * 48000, 2.0 * 48000);
    EXPECT_NEAR(static_cast<double>((receipt.start - play.request.start).count()), static_cast<double>(receipt.first_sample) / 48, 2);
  }
  EXPECT_EQ(joined, 3);
}

// The receipt is on disk, the record of what was sounding not yet cleared: the power goes in between.
TEST(Gate, ToldIsNotToldAgainAfterACrash) {
  GateBench bench;
  bench.ready();
  bench.from_agent(bench.request());
  bench.run(64s);
  const auto record = bench.disk.at("progress");
  bench.run(6s);
  ASSERT_EQ(bench.receipts.size(), 3U);
  bench.kill();
  bench.disk["progress"] = record;
  bench.boot();
  bench.run(12s);
  EXPECT_EQ(bench.receipts.size(), 3U);
}

TEST(Gate, WindowCutsAndLeavesTheCauseInTheReceipt) {
  GateBench bench;
  bench.approval = bench.world.approval(bench.programme, {bench.world.site().unit});
  bench.make_documents({bench.approval});
  // 08:00 local now; the window closes at 08:01.
  std::vector<Bytes> policies = {bench.world.policy(bench.world.wide_regulation(bench.world.province())),
                                 bench.world.policy(bench.world.regulation(bench.world.site().unit, 300, 481, 600, 100))};
  bench.parts.of(protocol::Part::policy) = World::part_of(policies);
  bench.boot();
  bench.hand_over();
  bench.run(12s);
  bench.from_agent(bench.request(8s));
  bench.run(80s);
  EXPECT_EQ(bench.sounded(), 3 * 40 * 48000);
  ASSERT_FALSE(bench.receipts.empty());
  EXPECT_EQ(bench.receipts.begin()->second.ended_by, "policy.outside_window");
}

// A funeral beside one cluster: that one is silent, the other two sound.
TEST(Gate, AQuietSpellOfOneClusterLeavesTheOthers) {
  GateBench bench;
  bench.approval = bench.world.approval(bench.programme, {bench.world.site().unit});
  bench.make_documents({bench.approval});
  auto regulation = bench.world.wide_regulation(bench.world.site().unit);
  regulation.quiet = {{bench.utc - 1h, bench.utc + 1h, "tang lễ", schedules::QuietReason::funeral, {{}, {bench.world.site().clusters[1]}}}};
  bench.parts.of(protocol::Part::policy) =
      World::part_of({bench.world.policy(bench.world.wide_regulation(bench.world.province())), bench.world.policy(regulation)});
  bench.boot();
  bench.hand_over();
  bench.run(12s);
  bench.from_agent(bench.request(8s));
  bench.run(80s);
  EXPECT_EQ(bench.sounded(), 2 * 60 * 48000);
}

TEST(Gate, VolumeIsTheLowestOfRequestPolicyAndCluster) {
  GateBench bench;
  bench.cluster_cap = 40;
  bench.ready();
  bench.from_agent(bench.request());
  bench.run(10s);
  ASSERT_EQ(bench.opened.size(), 1U);
  EXPECT_EQ(bench.opened[0].outputs[0].volume, 40);
}

TEST(Gate, TheApprovalsOwnVolumeIsACapToo) {
  GateBench bench;
  auto document = bench.world.approval_document(bench.programme, {bench.world.site().unit});
  document.max_volume = 25;
  bench.approval = bench.world.sign(document, {bench.world.approver().key()});
  bench.make_documents({bench.approval});
  bench.boot();
  bench.hand_over();
  bench.run(12s);
  bench.from_agent(bench.request());
  bench.run(10s);
  ASSERT_EQ(bench.opened.size(), 1U);
  EXPECT_EQ(bench.opened[0].outputs[0].volume, 25);
}

TEST(Gate, HushSilencesWithinASecond) {
  GateBench bench;
  bench.ready();
  bench.from_agent(bench.request());
  bench.run(15s);
  const auto before = bench.sounded();
  bench.world.set_now(bench.utc);
  const auto hush = bench.world.sign(bench.world.hush_document(bench.world.site().unit, 1h), {bench.world.duty_one().key()});
  bench.from_agent(protocol::LinkMail{protocol::encode_mail({bench.world.next_version(), {hush}})});
  bench.run(60s);
  EXPECT_LE(bench.sounded() - before, 3 * 48000);
  ASSERT_EQ(bench.receipts.size(), 3U);
  EXPECT_EQ(bench.receipts.begin()->second.ended_by, "play.hushed");
}

TEST(Gate, ReceiptsAreSentAgainUntilTheAgentHasThem) {
  GateBench bench;
  bench.ready();
  bench.acknowledge = false;
  bench.from_agent(bench.request());
  bench.run(70s);
  EXPECT_EQ(bench.gate->outbox_waiting(), 3U);
  bench.kill();
  bench.receipts.clear();
  bench.acknowledge = true;
  bench.boot();
  bench.run(12s);
  EXPECT_EQ(bench.receipts.size(), 3U);
  EXPECT_EQ(bench.gate->outbox_waiting(), 0U);
}

TEST(Gate, CutLineIsOneEventAndAFaultInTheStatus) {
  GateBench bench;
  bench.ready();
  const auto cluster = bench.world.site().clusters[1];
  bench.step(bridge::SensesChanged{cluster, {.line_ok = false, .amplifier_on = false, .mains = true, .temperature_c = {}}});
  bench.run(3s);
  EXPECT_THAT(bench.codes(), ElementsAre("cluster.line_open"));
  EXPECT_EQ(bench.gate->status(bench.now().steady).clusters[1].state, "fault");
}

}  // namespace
}  // namespace loa::test
