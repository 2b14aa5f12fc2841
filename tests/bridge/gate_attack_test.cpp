// What must never sound, each with one visible event.
#include "tests/bridge/gate_bench.h"

#include <gmock/gmock.h>

namespace loa::test {
namespace {

using testing::ElementsAre;

class Attack : public testing::Test {
 protected:
  // Hands over what the test made of the documents and asks for one play.
  void play_with(std::vector<Bytes> approvals, const Bytes& named) {
    bench.make_documents(std::move(approvals));
    bench.boot();
    bench.hand_over();
    bench.run(12s);
    bench.approval = named;
    bench.from_agent(bench.request());
    bench.run(70s);
  }
  void expect_silence(const std::string& code) {
    EXPECT_EQ(bench.sounded(), 0);
    EXPECT_THAT(bench.codes(), testing::Contains(code).Times(1));
  }
  UnitId unit() { return bench.world.site().unit; }
  GateBench bench;
};

TEST_F(Attack, NoApproval) {
  const auto never_sent = bench.world.approval(bench.programme, {unit()});
  play_with({}, never_sent);
  EXPECT_EQ(bench.sounded(), 0);
  EXPECT_THAT(bench.codes(), ElementsAre("play.no_approval"));
}

TEST_F(Attack, AnotherCommunesApproval) {
  const auto foreign = bench.world.approval(bench.programme, {bench.world.site(1).unit});
  play_with({foreign}, foreign);
  EXPECT_EQ(bench.sounded(), 0);
  EXPECT_THAT(bench.codes(), ElementsAre("play.foreign_unit"));
}

TEST_F(Attack, FlippedBit) {
  auto broken = bench.world.approval(bench.programme, {unit()});
  const auto named = broken;
  broken[broken.size() - 10] ^= 1;
  play_with({broken}, named);
  expect_silence("envelope.bad_signature");
}

TEST_F(Attack, UnknownKey) {
  const auto forged = bench.world.sign(bench.world.approval_document(bench.programme, {unit()}), {bench.world.stranger().key()});
  play_with({forged}, forged);
  expect_silence("trust.unknown_key");
}

TEST_F(Attack, ByItsOwnAuthor) {
  auto document = bench.world.approval_document(bench.programme, {unit()});
  document.author = bench.world.approver().person;
  const auto own = bench.world.sign(document, {bench.world.approver().key()});
  play_with({own}, own);
  expect_silence("approval.own_author");
}

TEST_F(Attack, AnotherNetwork) {
  World other({.now = {}, .seed = 99});
  const auto document = bench.world.approval_document(bench.programme, {unit()});
  const auto strange = protocol::seal(other.network(), protocol::DocumentType::approval, protocol::write_payload(document),
                                      {bench.world.approver().key()});
  play_with({strange}, strange);
  expect_silence("envelope.bad_signature");
}

TEST_F(Attack, ControllerInventsAProgramme) {
  const auto invented = bench.world.sign(bench.world.approval_document(bench.programme, {unit()}), {bench.world.controller().key()});
  play_with({invented}, invented);
  expect_silence("trust.scope_action");
}

TEST_F(Attack, EmergencyWithoutAnAlert) {
  bench.ready();
  auto play = bench.request();
  play.request.approval.reset();
  play.request.alert = DocumentId::make(bench.utc, bench.world.random());
  play.request.cls = BroadcastClass::emergency;
  bench.from_agent(play);
  bench.run(70s);
  EXPECT_EQ(bench.sounded(), 0);
  EXPECT_THAT(bench.codes(), ElementsAre("play.no_alert"));
}

TEST_F(Attack, PolicyMissingOnThePath) {
  bench.approval = bench.world.approval(bench.programme, {unit()});
  bench.make_documents({bench.approval});
  bench.parts.of(protocol::Part::policy) = World::part_of({bench.world.policy(bench.world.wide_regulation(unit()))});
  bench.boot();
  bench.hand_over();
  bench.run(12s);
  bench.from_agent(bench.request());
  bench.run(70s);
  EXPECT_EQ(bench.sounded(), 0);
  EXPECT_THAT(bench.codes(), ElementsAre("policy.missing"));
}

TEST_F(Attack, RevokedWhilePlayingCutsWithinASecond) {
  bench.ready();
  bench.from_agent(bench.request());
  bench.run(15s);
  const auto before = bench.sounded();
  bench.world.set_now(bench.utc);
  auto trust = bench.world.trust_document();
  trust.revocations.push_back({bench.world.approver().signer->id(), bench.utc, bench.utc + 24h * 400, {}});
  bench.parts.of(protocol::Part::trust) = World::part_of({bench.world.trust(trust)});
  bench.hand_over();
  bench.run(60s);
  EXPECT_LE(bench.sounded() - before, 3 * 48000);
  EXPECT_THAT(bench.codes(), testing::Contains("trust.revoked"));
}

TEST_F(Attack, SuspendedAlsoAfterARestart) {
  const protocol::Suspension suspension{bench.world.header(), bench.world.approver().key()->id(), bench.utc + 24h};
  const auto signed_suspension = bench.world.sign(suspension, {bench.world.renewer().key()});
  bench.approval = bench.world.approval(bench.programme, {bench.world.site().unit});
  bench.make_documents({bench.approval});
  auto trust = *protocol::decode_envelope_list(bench.parts.of(protocol::Part::trust), 1 << 20);
  trust.push_back(signed_suspension);
  bench.parts.of(protocol::Part::trust) = World::part_of(trust);
  bench.boot();
  bench.hand_over();
  bench.run(12s);
  bench.kill();
  bench.boot();
  bench.hand_over();
  bench.run(12s);
  bench.from_agent(bench.request());
  bench.run(20s);
  EXPECT_EQ(bench.sounded(), 0);
}

TEST_F(Attack, TrustNotRenewed) {
  bench.ready();
  bench.utc += 24h * 46;
  bench.steady_us += std::chrono::microseconds(24h * 46).count();
  bench.run(70s);
  bench.approval = bench.world.approval(bench.programme, {unit()});
  bench.from_agent(bench.request());
  bench.run(70s);
  EXPECT_EQ(bench.sounded(), 0);
}

class LyingBeacon : public Attack, public testing::WithParamInterface<std::chrono::minutes> {};
TEST_P(LyingBeacon, IsUnknownTimeAndSilence) {
  bench.beacon_lie = GetParam();
  bench.ready();
  bench.from_agent(bench.request());
  bench.run(70s);
  expect_silence("play.time_unknown");
  EXPECT_THAT(bench.codes(), testing::Contains("time.disagrees").Times(1));
}
INSTANTIATE_TEST_SUITE_P(By, LyingBeacon, testing::Values(2min, 60min, 60min * 24 * 3652));

TEST_F(Attack, BeaconOfAnotherQuestion) {
  bench.beacon_wrong_nonce = true;
  bench.ready();
  bench.from_agent(bench.request());
  bench.run(70s);
  EXPECT_FALSE(bench.gate->current());
  EXPECT_EQ(bench.sounded(), 0);
  EXPECT_THAT(bench.codes(), testing::Contains("bridge.beacon_nonce").Times(1));
}

TEST_F(Attack, ForgedBeacon) {
  bench.beacon_forged = true;
  bench.ready();
  bench.from_agent(bench.request());
  bench.run(70s);
  EXPECT_EQ(bench.sounded(), 0);
  EXPECT_THAT(bench.codes(), testing::Contains("trust.unknown_key").Times(1));
}

TEST_F(Attack, TamperedContent) {
  bench.ready();
  bench.tamper_content = true;
  bench.from_agent(bench.request());
  bench.run(70s);
  EXPECT_EQ(bench.sounded(), 0);
  EXPECT_THAT(bench.codes(), ElementsAre("bridge.content_hash"));
}

TEST_F(Attack, AnotherCluster) {
  bench.ready();
  auto play = bench.request();
  play.request.clusters = {bench.world.site(1).clusters[0]};
  bench.from_agent(play);
  bench.run(70s);
  EXPECT_EQ(bench.sounded(), 0);
  EXPECT_THAT(bench.codes(), ElementsAre("play.cluster_unknown"));
}

TEST_F(Attack, StaleRoot) {
  bench.ready();
  const auto old = bench.world.root_document(bench.world.site(), bench.parts);
  bench.hand_over();
  bench.run(2s);
  bench.from_agent(protocol::LinkRoot{bench.world.sign(old, {bench.world.controller().key()})});
  bench.run(12s);
  EXPECT_THAT(bench.codes(), ElementsAre("ratchet.old"));
}

TEST_F(Attack, WithdrawnRevision) {
  bench.ready();
  bench.world.set_now(bench.utc);
  auto withdrawn = bench.world.approval_document(bench.programme, {unit()});
  withdrawn.withdrawn = true;
  const auto held = bench.approval;
  bench.make_documents({bench.world.sign(withdrawn, {bench.world.approver().key()})});
  bench.hand_over();
  bench.run(12s);
  bench.approval = held;
  bench.from_agent(bench.request());
  bench.run(70s);
  EXPECT_EQ(bench.sounded(), 0);
  EXPECT_THAT(bench.codes(), ElementsAre("play.withdrawn"));
}

}  // namespace
}  // namespace loa::test
