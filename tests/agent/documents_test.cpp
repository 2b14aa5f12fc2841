// The root and its parts: wanted, held, durable, then reported; what is not signed well is one refused row and nothing else.
#include "tests/agent/agent_bench.h"

#include <gmock/gmock.h>

namespace loa::test {
namespace {

using protocol::Part;
using protocol::RowKind;
using testing::Contains;
using testing::ElementsAre;

class DocumentsTest : public testing::Test {
 protected:
  Hash part_hash(Part part) const {
    const auto root = protocol::read_payload<protocol::Root>(protocol::decode_envelope(bench.controller.root_envelope)->payload);
    return root->parts[static_cast<std::size_t>(part)].hash;
  }
  // A second root whose library never comes: everything else of it does.
  void publish_without_library() {
    bench.approve(bench.programme(60s));
    bench.controller.publish();
    bench.controller.never_by_mqtt.insert(part_hash(Part::library));
    bench.https(false);
    bench.broker(false);
    bench.broker(true);
    bench.run(20s);
  }
  AgentBench bench;
};

TEST_F(DocumentsTest, a_root_is_wanted_part_by_part_and_reported_once_all_is_durable) {
  bench.controller.publish();
  for (const auto& [hash, unused] : bench.controller.contents) bench.controller.never_by_mqtt.insert(hash);
  bench.https(false);
  bench.boot();
  bench.run(10s);
  EXPECT_EQ(bench.controller.reported.root, 0);
  // Its signer is unknown until the trust part is here: that one alone is fetched.
  ASSERT_FALSE(bench.controller.wants.empty());
  ASSERT_EQ(bench.controller.wants.back().contents.size(), 1u);
  EXPECT_EQ(bench.controller.wants.back().contents.begin()->first, part_hash(Part::trust));

  bench.controller.never_by_mqtt.erase(part_hash(Part::trust));
  bench.run(30s);
  EXPECT_THAT(bench.controller.reported.missing_parts, testing::Not(testing::IsEmpty()));
  EXPECT_EQ(bench.controller.reported.root_seen, bench.controller.root_version);
  EXPECT_EQ(bench.controller.reported.root, 0);

  bench.controller.never_by_mqtt.clear();
  bench.run(30s);
  EXPECT_EQ(bench.controller.reported.root, bench.controller.root_version);
  EXPECT_THAT(bench.controller.reported.missing_parts, testing::IsEmpty());
}

TEST_F(DocumentsTest, a_root_that_the_disk_did_not_take_is_not_reported) {
  bench.ready();
  const auto first = bench.controller.root_version;
  bench.disk.full = true;
  bench.world.set_now(bench.utc);
  bench.approve(bench.programme(60s));
  bench.controller.publish();
  bench.https(false);
  bench.run(90s);
  EXPECT_EQ(bench.controller.reported.root, first);
  bench.disk.full = false;
  bench.https(true);
  bench.run(150s);
  EXPECT_EQ(bench.controller.reported.root, bench.controller.root_version);
}

TEST_F(DocumentsTest, a_held_root_that_could_not_be_stored_is_not_reported_and_is_stored_later) {
  bench.ready();
  bench.world.set_now(bench.utc);
  bench.controller.parts = bench.world.parts(bench.site(), bench.controller.library);
  bench.controller.publish();
  bool was_full = false;
  // The disk fills up once the parts are held: only the root itself is refused.
  for (int i = 0; i < 4000 && !was_full; ++i) {
    bench.run(5ms);
    if (bench.core().cache().missing_contents() > 0 || bench.core().documents().root_seen() != bench.controller.root_version) continue;
    was_full = bench.disk.full = true;
  }
  ASSERT_TRUE(was_full);
  if (bench.disk.kept.values.contains("root.next")) {
    bench.run(70s);
    EXPECT_NE(bench.controller.reported.root, bench.controller.root_version);
  }
  bench.disk.full = false;
  bench.run(70s);
  EXPECT_EQ(bench.controller.reported.root, bench.controller.root_version);
  bench.broker(false);
  bench.https(false);
  bench.restart();
  bench.run(5s);
  ASSERT_NE(bench.core().documents().current(), nullptr);
  EXPECT_EQ(bench.core().documents().current()->version, bench.controller.root_version);
}

TEST_F(DocumentsTest, a_restart_without_network_finds_everything_again) {
  bench.ready();
  bench.broker(false);
  bench.https(false);
  bench.restart();
  bench.run(2s);
  ASSERT_NE(bench.core().documents().current(), nullptr);
  EXPECT_EQ(bench.core().documents().current()->version, bench.controller.root_version);
  EXPECT_TRUE(bench.core().documents().missing_parts().empty());
  EXPECT_NE(bench.core().documents().reg().trust(), nullptr);
  EXPECT_EQ(bench.bridge.roots.back(), bench.controller.root_version);
}

TEST_F(DocumentsTest, a_restart_in_the_middle_goes_on_with_the_newer_root) {
  bench.ready();
  publish_without_library();
  EXPECT_NE(bench.controller.reported.root, bench.controller.root_version);
  bench.restart();
  bench.run(1s);
  EXPECT_THAT(bench.core().documents().missing_parts(), ElementsAre("library"));
  bench.controller.never_by_mqtt.clear();
  bench.run(30s);
  EXPECT_EQ(bench.controller.reported.root, bench.controller.root_version);
}

TEST_F(DocumentsTest, a_revocation_does_not_wait_for_the_rest_of_its_root) {
  bench.ready();
  const auto old_trust = bench.core().documents().reg().trust()->version;
  publish_without_library();
  EXPECT_THAT(bench.core().documents().missing_parts(), ElementsAre("library"));
  EXPECT_GT(bench.core().documents().reg().trust()->version, old_trust);
}

TEST_F(DocumentsTest, a_root_by_a_stranger_is_one_refused_row_however_often_it_comes) {
  bench.ready();
  const auto before = bench.controller.root_version;
  auto root = bench.world.root_document(bench.site(), bench.world.parts(bench.site(), {}));
  root.parts = bench.core().documents().current()->parts;
  bench.controller.root_envelope = bench.world.sign(root, {bench.world.stranger().key()});
  for (int i = 0; i < 5; ++i) {
    bench.broker(false);
    bench.broker(true);
    bench.run(5s);
    bench.restart();
    bench.run(5s);
  }
  EXPECT_THAT(bench.controller.causes(RowKind::refused), ElementsAre("trust.unknown_key"));
  EXPECT_EQ(bench.core().documents().current()->version, before);
}

TEST_F(DocumentsTest, another_agents_root_is_refused) {
  bench.ready();
  const auto root = bench.world.root_document(bench.world.site(1), bench.world.parts(bench.world.site(1), {}));
  bench.controller.root_envelope = bench.world.sign(root, {bench.world.controller().key()});
  bench.broker(false);
  bench.broker(true);
  bench.run(5s);
  EXPECT_THAT(bench.controller.causes(RowKind::refused), ElementsAre("agent.foreign_root"));
}

TEST_F(DocumentsTest, an_older_root_never_comes_back) {
  bench.ready();
  const Bytes old = bench.controller.root_envelope;
  bench.run(5s);
  bench.world.set_now(bench.utc);
  bench.controller.publish();
  bench.run(90s);
  const auto newest = bench.controller.root_version;
  ASSERT_EQ(bench.core().documents().current()->version, newest);
  bench.controller.root_envelope = old;
  bench.broker(false);
  bench.broker(true);
  bench.run(10s);
  bench.restart();
  bench.run(10s);
  EXPECT_EQ(bench.core().documents().current()->version, newest);
}

TEST_F(DocumentsTest, mail_reaches_the_bridge_only_when_it_is_durable) {
  const auto siren = bench.programme(30s);
  bench.ready();
  const auto mails = bench.bridge.mails.size();
  bench.world.set_now(bench.utc);
  const auto alert = bench.world.alert_document(siren, {bench.site().unit}, 10min);
  bench.disk_stalls = true;
  bench.controller.post({bench.world.sign(alert, {bench.world.duty_one().key(), bench.world.duty_two().key()})});
  bench.run(10s);
  EXPECT_EQ(bench.bridge.mails.size(), mails);
  EXPECT_EQ(bench.core().documents().mail_version(), 0);
  bench.disk_stalls = false;
  bench.restart();
  bench.run(10s);
  EXPECT_EQ(bench.bridge.mails.size(), mails + 1);
  EXPECT_EQ(bench.controller.reported.mail, bench.controller.mail_version);
}

}  // namespace
}  // namespace loa::test
