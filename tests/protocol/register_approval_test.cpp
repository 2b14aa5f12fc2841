// Approvals: who may give them, for how long, what ends them, and what a sound is asked at the moment it is made.
#include "tests/protocol/register_bench.h"

namespace loa::test {
namespace {

using namespace protocol;

class Approvals : public RegisterBench {
 protected:
  void SetUp() override { hold_everything(); }
  template <class Change>
  Bytes changed(Change change) {
    auto document = world.approval_document(programme, {commune()});
    change(document);
    return world.sign(document, {world.approver().key()});
  }
  Bytes accepted() {
    auto wire = world.approval(programme, {commune()});
    EXPECT_EQ(take(wire), "");
    return wire;
  }
  Bytes withdrawal(std::vector<UnitId> units) {
    auto document = world.approval_document(programme, std::move(units));
    document.withdrawn = true;
    return world.sign(document, {world.approver().key()});
  }
};

TEST_F(Approvals, AnotherPersonThanTheAuthorSigns) {
  const auto own = [&](Approval& a) { a.author = world.approver().person; };
  EXPECT_EQ(refusal(changed(own)), "approval.own_author");
  auto document = world.approval_document(programme, {commune()});
  document.author = world.duty_one().person;
  EXPECT_EQ(refusal(world.sign(document, {world.approver().key(), world.duty_one().key()})), "approval.own_author");
  EXPECT_EQ(refusal(world.sign(document, {world.approver().key()})), "");
}

TEST_F(Approvals, AnAuthorMayWithdrawTheOwnProgramme) {
  EXPECT_EQ(refusal(changed([&](Approval& a) { a.author = world.approver().person, a.withdrawn = true; })), "");
}

TEST_F(Approvals, LastNinetyDaysAtMost) {
  EXPECT_EQ(refusal(changed([](Approval& a) { a.until = a.from + 24h * 90; })), "");
  EXPECT_EQ(refusal(changed([](Approval& a) { a.until = a.from + 24h * 90 + 1ms; })), "approval.too_long");
  EXPECT_EQ(refusal(changed([](Approval& a) { a.until = a.from; })), "approval.too_long");
}

TEST_F(Approvals, NameAManifestOrASource) {
  EXPECT_EQ(refusal(changed([](Approval& a) { a.manifest = {}; })), "approval.no_manifest");
  EXPECT_EQ(refusal(changed([](Approval& a) { a.manifest = {}, a.source = "https://radio.example"; })), "");
}

TEST_F(Approvals, OfARelayAreNeverEmergency) {
  const auto emergency = [](Approval& a) { a.cls = BroadcastClass::emergency, a.source = "https://radio.example"; };
  EXPECT_EQ(refusal(changed(emergency)), "approval.relay_emergency");
}

TEST_F(Approvals, OfARelayLetNoFileSound) {
  const auto relay = changed([](Approval& a) { a.source = "https://radio.example"; });
  ASSERT_EQ(take(relay), "");
  EXPECT_EQ(play(request(relay)), "play.manifest");
}

TEST_F(Approvals, LetTheirOwnSoundPlay) {
  const auto held = accepted();
  const auto grant = reg.authorise(request(held), now);
  ASSERT_TRUE(grant) << to_line(grant.error());
  EXPECT_EQ(grant->document, world.document_hash(held));
  EXPECT_EQ(grant->programme, programme.id);
  EXPECT_EQ(grant->revision, 1);
  EXPECT_EQ(grant->airings_per_day, 4);
  EXPECT_EQ(grant->max_volume, 100);
  EXPECT_EQ(grant->units, std::vector<UnitId>{commune()});
  EXPECT_EQ(grant->signer_names, std::vector<std::string>{"Nguyễn Thị Duyệt"});
  EXPECT_EQ(grant->valid_until, now + 24h * 30);
  EXPECT_FALSE(grant->emergency);
}

TEST_F(Approvals, CapTheVolume) {
  const auto held = changed([](Approval& a) { a.max_volume = 40; });
  ASSERT_EQ(take(held), "");
  EXPECT_EQ(reg.authorise(request(held), now)->max_volume, 40);
}

TEST_F(Approvals, BindTheSoundTheClassThePlaceAndTheTime) {
  const auto held = accepted();
  const auto with = [&](auto change) {
    auto wanted = request(held);
    change(wanted);
    return play(wanted);
  };
  EXPECT_EQ(with([](PlayRequest& r) { r.manifest = sha256("other"); }), "play.manifest");
  EXPECT_EQ(with([](PlayRequest& r) { r.cls = BroadcastClass::priority; }), "play.class");
  EXPECT_EQ(with([](PlayRequest& r) { r.cls = BroadcastClass::emergency; }), "play.no_alert");
  EXPECT_EQ(with([](PlayRequest& r) { r.approval = sha256("none"); }), "play.no_approval");
  EXPECT_EQ(with([](PlayRequest& r) { r.approval.reset(); }), "play.no_approval");
  EXPECT_EQ(with([&](PlayRequest& r) { r.clusters = {world.site(1).clusters[0]}; }), "play.foreign_unit");
  EXPECT_EQ(with([&](PlayRequest& r) { r.clusters.push_back(world.site(1).clusters[0]); }), "play.foreign_unit");
  EXPECT_EQ(with([&](PlayRequest& r) { r.clusters = {ClusterId::make(now, world.random())}; }), "play.not_placed");
  EXPECT_EQ(with([&](PlayRequest& r) { r.clusters.clear(); }), "play.not_placed");
  EXPECT_EQ(with([&](PlayRequest& r) { r.start = now + 24h * 30; }), "play.expired");
}

TEST_F(Approvals, HoldFromTheirFirstInstantToBeforeTheirLast) {
  const auto held = changed([&](Approval& a) { a.from = now + 1h, a.until = now + 2h; });
  ASSERT_EQ(take(held), "");
  EXPECT_EQ(play(request(held)), "play.not_yet");
  pass(1h);
  EXPECT_EQ(play(request(held)), "");
  pass(1h - 1ms);
  EXPECT_EQ(play(request(held)), "");
  pass(1ms);
  EXPECT_EQ(play(request(held)), "play.expired");
}

TEST_F(Approvals, OfTheProvinceHoldInEveryCommune) {
  const auto held = world.approval(programme, {world.province()});
  ASSERT_EQ(take(held), "");
  EXPECT_EQ(play(request(held, 0)), "");
  EXPECT_EQ(play(request(held, 1)), "");
}

TEST_F(Approvals, EndWhenANewerRevisionIsAccepted) {
  const auto first = accepted();
  const auto second = accepted();
  EXPECT_EQ(play(request(first)), "play.withdrawn");
  EXPECT_EQ(play(request(second)), "");
  EXPECT_EQ(refusal(first), "ratchet.old");
}

TEST_F(Approvals, EndWhenWithdrawnAlsoForWhoComesLater) {
  const auto held = accepted();
  ASSERT_EQ(take(withdrawal({commune()})), "");
  EXPECT_EQ(play(request(held)), "play.withdrawn");
  EXPECT_EQ(refusal(held), "ratchet.old");
}

TEST_F(Approvals, AWithdrawalAllowsNothingItself) {
  const auto withdrawn = withdrawal({commune()});
  ASSERT_EQ(take(withdrawn), "");
  EXPECT_EQ(play(request(withdrawn)), "play.withdrawn");
}

TEST_F(Approvals, AWithdrawalInOneCommuneLeavesTheOther) {
  const auto held = world.approval(programme, {world.province()});
  ASSERT_EQ(take(held), "");
  ASSERT_EQ(take(withdrawal({commune(0)})), "");
  EXPECT_EQ(play(request(held, 0)), "play.withdrawn");
  EXPECT_EQ(play(request(held, 1)), "");
}

TEST_F(Approvals, AWithdrawalByTheProvinceEndsThoseOfCommunes) {
  const auto held = accepted();
  ASSERT_EQ(take(withdrawal({world.province()})), "");
  EXPECT_EQ(play(request(held)), "play.withdrawn");
}

TEST_F(Approvals, OldOnOneUnitStillStandOnTheOthers) {
  const auto both = world.approval(programme, {commune(0), commune(1)});
  ASSERT_EQ(take(world.approval(programme, {commune(0)})), "");
  ASSERT_EQ(take(both), "");
  EXPECT_EQ(play(request(both, 0)), "play.withdrawn");
  EXPECT_EQ(play(request(both, 1)), "");
  ASSERT_EQ(take(world.approval(programme, {commune(1)})), "");
  EXPECT_EQ(refusal(both), "ratchet.old");
}

TEST_F(Approvals, TwoOfOneVersionConflict) {
  auto document = world.approval_document(programme, {commune()});
  ASSERT_EQ(take(world.sign(document, {world.approver().key()})), "");
  document.airings_per_day = 9;
  EXPECT_EQ(refusal(world.sign(document, {world.approver().key()})), "ratchet.conflict");
}

TEST_F(Approvals, OfADroppedRevisionStayEndedAfterARestart) {
  const auto first = accepted();
  ASSERT_EQ(take(withdrawal({commune()})), "");
  Register after(world.genesis());
  after.restore_ratchets(reg.ratchets());
  std::swap(reg, after);
  ASSERT_EQ(take(world.trust()), "");
  ASSERT_EQ(take(world.map()), "");
  EXPECT_EQ(refusal(first), "ratchet.old");
}

TEST_F(Approvals, APolicyMissingOnThePathIsSilence) {
  Register bare(world.genesis());
  std::swap(reg, bare);
  ASSERT_EQ(take(world.trust()), "");
  const auto held = world.approval(programme, {commune()});
  EXPECT_EQ(play(request(held)), "map.missing");
  ASSERT_EQ(take(world.map()), "");
  EXPECT_EQ(play(request(held)), "place.missing");
  ASSERT_EQ(take(world.place(world.site())), "");
  EXPECT_EQ(play(request(held)), "play.no_approval");
  ASSERT_EQ(take(held), "");
  ASSERT_EQ(take(world.policy(world.wide_regulation(commune()))), "");
  EXPECT_EQ(play(request(held)), "policy.missing");
  const auto alert = world.alert_document(programme, {commune()}, 5min);
  ASSERT_EQ(take(world.sign(alert, both_duty())), "");
  EXPECT_EQ(play(request(alert)), "");
  ASSERT_EQ(take(world.policy(world.wide_regulation(world.province()))), "");
  EXPECT_EQ(play(request(held)), "");
}

TEST_F(Approvals, APolicyFallsWithItsSigner) {
  const auto held = accepted();
  revoke(world.policy_owner());
  EXPECT_EQ(play(request(held)), "trust.revoked");
}

TEST_F(Approvals, APlaceFallsWithItsSigner) {
  const auto held = accepted();
  revoke(world.technician());
  EXPECT_EQ(play(request(held)), "trust.revoked");
}

TEST_F(Approvals, TheNewestValidOneIsFoundForAManifest) {
  EXPECT_FALSE(reg.approval_for(programme.manifest_hash, commune(), now));
  ASSERT_EQ(take(world.approval(programme, {world.province()})), "");
  const auto newest = accepted();
  const auto found = reg.approval_for(programme.manifest_hash, commune(), now);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->document, world.document_hash(newest));
  EXPECT_FALSE(reg.approval_for(programme.manifest_hash, commune(), now + 24h * 31));
  ASSERT_EQ(take(withdrawal({commune()})), "");
  EXPECT_FALSE(reg.approval_for(programme.manifest_hash, commune(0), now));
  EXPECT_TRUE(reg.approval_for(programme.manifest_hash, commune(1), now));
}

TEST_F(Approvals, APartIsTakenInTheOrderThatItsDocumentsNeed) {
  Register fresh(world.genesis());
  std::vector<Bytes> part{world.approval(programme, {commune()}), world.place(world.site()), world.map(), to_bytes("junk"),
                          world.trust()};
  part.push_back(world.sign(world.approval_document(programme, {commune(1)}), {world.stranger().key()}));
  const auto result = fresh.admit_all(part, now);
  EXPECT_EQ(result.admitted.size(), 4u);
  EXPECT_EQ(result.admitted.front().type, DocumentType::trust);
  ASSERT_EQ(result.refused.size(), 2u);
  EXPECT_EQ(result.refused[0].error.code, "trust.unknown_key");
  EXPECT_EQ(result.refused[0].type, "approval");
  EXPECT_EQ(result.refused[1].error.code, "envelope.magic");
  EXPECT_TRUE(result.refused[1].document.is_zero());
}

}  // namespace
}  // namespace loa::test
