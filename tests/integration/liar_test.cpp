// A hijacked agent in front of the real bridge, and a hijacked controller behind the real agent and bridge: nothing but
// what an officer approved ever sounds, and each attempt is one visible event.
#include "tests/integration/invented_network.h"
#include "tests/integration/lying_agent.h"

#include <gmock/gmock.h>

namespace loa::test {
namespace {

using testing::Contains;

TEST(LyingAgentTest, makes_no_sound_but_the_approved_one) {
  LyingAgent agent;
  const UnitId here = agent.world.site().unit, there = agent.world.site(1).unit;
  const auto good = agent.world.programme(3s, 1), never = agent.world.programme(3s, 2), foreign = agent.world.programme(3s, 3),
             altered = agent.world.programme(3s, 4);
  const Bytes good_approval = agent.world.approval(good, {here}), foreign_approval = agent.world.approval(foreign, {there}),
              altered_approval = agent.world.approval(altered, {here});
  ASSERT_TRUE(agent.start({good_approval, foreign_approval, altered_approval}));
  const UtcTime start = agent.clock.system_utc() + 1s;
  const ClusterId cluster = agent.world.site().clusters[0];

  agent.send(agent.play(never, good_approval, start));        // another programme under a good approval
  agent.send(agent.play(never, agent.world.approval(never, {here}), start));  // an approval nobody handed over
  agent.send(agent.play(foreign, foreign_approval, start));   // approved elsewhere
  auto elsewhere = agent.play(good, good_approval, start + 1ms);
  elsewhere.request.clusters = {agent.world.site(1).clusters[0]};
  agent.send(elsewhere);
  agent.alters = {altered.manifest.audio};
  agent.send(agent.play(altered, altered_approval, start));
  EXPECT_TRUE(agent.serve(40s, [&] { return agent.count("audio.unit_refused") > 0; }));
  for (const auto& each : agent.world.site().clusters) EXPECT_TRUE(agent.silent(each));
  EXPECT_EQ(agent.count("play.manifest"), 1);
  EXPECT_EQ(agent.count("play.no_approval"), 1);
  EXPECT_EQ(agent.count("play.foreign_unit"), 1);
  EXPECT_EQ(agent.count("play.cluster_unknown"), 1);

  // The same horn does sound for what was approved: the silence above was no accident.
  auto honest = agent.play(good, good_approval, agent.clock.system_utc() + 1500ms);
  agent.send(honest);
  EXPECT_TRUE(agent.serve(30s, [&] { return !agent.silent(cluster); }));
}

TEST(LyingController, an_invented_programme_is_silence_and_one_visible_event) {
  InventedNetwork net;
  const auto invented = net.programme(3s, 1), self_signed = net.programme(3s, 2), good = net.programme(3s, 3);
  net.controller.library.approvals = {
      net.world.sign(net.world.approval_document(self_signed, {net.world.site().unit}), {net.world.controller().key()}),
      net.world.approval(good, {net.world.site().unit})};
  ASSERT_TRUE(net.start()) << net.agent_log();
  const UtcTime start = net.now() + 5s;
  const auto first = net.plan(invented, start);
  net.plan(self_signed, start + 3s);
  net.plan(good, start + 7s);
  net.publish();
  EXPECT_TRUE(net.wait(60s, [&] { return net.now() > start + 6500ms; }));
  for (const auto& cluster : net.world.site().clusters) EXPECT_TRUE(net.silent(cluster));
  EXPECT_THAT(net.controller.causes(protocol::RowKind::refused), Contains("trust.scope_action").Times(1));
  const auto refused = net.controller.rows_of(protocol::RowKind::refused);
  EXPECT_EQ(std::ranges::count_if(refused, [&](const auto& row) { return row.occurrence == first && row.cause == "play.no_approval"; }), 1);

  // The officer's programme on the same plan does sound.
  EXPECT_TRUE(net.wait(60s, [&] { return !net.silent(net.world.site().clusters[0]); })) << net.agent_log();
  EXPECT_TRUE(net.wait(60s, [&] { return net.controller.rows_of(protocol::RowKind::aired).size() == 3; }));
}

}  // namespace
}  // namespace loa::test
