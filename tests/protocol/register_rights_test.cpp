// Order of checks, grants (action x unit x class x time), revocation, suspension, distinct persons.
#include "tests/protocol/register_bench.h"

namespace loa::test {
namespace {

using namespace protocol;

class Rights : public RegisterBench {
 protected:
  // The bench with the approver's grant changed.
  template <class Change>
  void with_approver(Change change) {
    auto trust = world.trust_document();
    change(grant_of(trust, world.approver()));
    hold_everything(trust);
  }
  std::string approve(std::size_t site = 0) { return refusal(world.approval(programme, {commune(site)})); }
};

TEST_F(Rights, WithoutTrustNothingIsJudged) {
  EXPECT_EQ(refusal(world.approval(programme, {commune()})), "trust.missing");
  EXPECT_EQ(refusal(world.place(world.site())), "trust.missing");
  EXPECT_EQ(take(world.map()), "");
}

TEST_F(Rights, ABadSignatureComesBeforeABadPayload) {
  hold_everything();
  auto wire = seal(world.network(), DocumentType::approval, "not json", {world.approver().key()});
  EXPECT_EQ(refusal(wire), "json.syntax");
  wire.back() ^= 1;
  EXPECT_EQ(refusal(wire), "envelope.bad_signature");
}

TEST_F(Rights, ARevokedKeyComesBeforeABadPayload) {
  hold_everything();
  revoke(world.approver());
  EXPECT_EQ(refusal(seal(world.network(), DocumentType::approval, "not json", {world.approver().key()})), "trust.revoked");
}

TEST_F(Rights, ABadSignatureByARevokedKeyIsABadSignature) {
  hold_everything();
  revoke(world.approver());
  auto wire = world.approval(programme, {commune()});
  wire.back() ^= 1;
  EXPECT_EQ(refusal(wire), "envelope.bad_signature");
}

TEST_F(Rights, ScopeComesBeforeThresholdAndThresholdBeforeTheRatchet) {
  hold_everything();
  auto document = template_document({commune()});
  EXPECT_EQ(refusal(world.sign(document, {world.technician().key()})), "trust.scope_action");
  document.version = to_unix_ms(now + 24h);
  EXPECT_EQ(refusal(world.sign(document, {world.duty_one().key()})), "trust.threshold");
  EXPECT_EQ(refusal(world.sign(document, both_duty())), "ratchet.future");
}

TEST_F(Rights, OneBadSignatureAmongGoodOnesRefusesAll) {
  hold_everything();
  auto envelope = decode_envelope(world.sign(template_document({commune()}), both_duty())).value();
  envelope.signatures.push_back({world.stranger().key()->id(), envelope.signatures[0].bytes});
  EXPECT_EQ(refusal(encode_envelope(envelope)), "trust.unknown_key");
  envelope.signatures[2].key = world.approver().key()->id();
  EXPECT_EQ(refusal(encode_envelope(envelope)), "envelope.bad_signature");
}

TEST_F(Rights, AnotherNetworksSignatureIsRefused) {
  hold_everything();
  const World other({.now = {}, .seed = 99});
  const auto document = write_payload(world.approval_document(programme, {commune()}));
  EXPECT_EQ(refusal(seal(world.network(), DocumentType::approval, document, {world.approver().key()})), "");
  EXPECT_EQ(refusal(seal(other.network(), DocumentType::approval, document, {world.approver().key()})), "envelope.bad_signature");
}

TEST_F(Rights, ASignatureMadeForAnotherTypeIsRefused) {
  hold_everything();
  auto envelope = decode_envelope(world.sign(world.hush_document(commune(), 1h), {world.duty_one().key()})).value();
  envelope.type = DocumentType::stop;
  EXPECT_EQ(refusal(encode_envelope(envelope)), "envelope.bad_signature");
}

TEST_F(Rights, AGrantCoversItsActions) {
  with_approver([](Grant& grant) { grant.actions = {Action::template_, Action::alert, Action::root}; });
  EXPECT_EQ(approve(), "trust.scope_action");
}

TEST_F(Rights, AGrantCoversItsUnitsAndWhatLiesBelow) {
  with_approver([&](Grant& grant) { grant.units = {commune(0)}; });
  EXPECT_EQ(approve(0), "");
  EXPECT_EQ(approve(1), "trust.scope_unit");
  EXPECT_EQ(refusal(world.approval(programme, {commune(0), commune(1)})), "trust.scope_unit");
  EXPECT_EQ(refusal(world.approval(programme, {world.province()})), "trust.scope_unit");
}

TEST_F(Rights, AGrantCoversItsClasses) {
  with_approver([](Grant& grant) { grant.classes = {BroadcastClass::priority}; });
  EXPECT_EQ(approve(), "trust.scope_class");
  auto document = world.approval_document(programme, {commune()});
  document.cls = BroadcastClass::priority;
  EXPECT_EQ(refusal(world.sign(document, {world.approver().key()})), "");
}

TEST_F(Rights, AGrantHoldsFromItsFirstInstantToBeforeItsLast) {
  with_approver([&](Grant& grant) { grant.from = now, grant.until = now + 1h; });
  EXPECT_EQ(approve(), "");
  pass(1h - 1ms);
  EXPECT_EQ(approve(), "");
  pass(1ms);
  EXPECT_EQ(approve(), "trust.grant_expired");
  pass(-1h - 1ms);
  EXPECT_EQ(approve(), "trust.grant_expired");
}

// Rights are not added up from pieces: action, unit and class must meet in one grant.
TEST_F(Rights, TwoNarrowGrantsDoNotMakeAWideOne) {
  auto trust = world.trust_document();
  auto& first = grant_of(trust, world.approver());
  auto second = first;
  first.units = {commune(0)};
  first.classes = {BroadcastClass::priority};
  second.units = {commune(1)};
  second.classes = {BroadcastClass::normal};
  trust.grants.push_back(second);
  hold_everything(trust);
  EXPECT_EQ(approve(0), "trust.scope_class");
  EXPECT_EQ(approve(1), "");
}

TEST_F(Rights, TheControllerNeitherApprovesNorAlerts) {
  hold_everything();
  const auto* key = world.controller().key();
  EXPECT_EQ(refusal(world.sign(world.approval_document(programme, {commune()}), {key})), "trust.scope_action");
  EXPECT_EQ(refusal(world.sign(world.alert_document(programme, {commune()}, 5min), {key})), "trust.threshold");
  EXPECT_EQ(refusal(world.sign(world.hush_document(commune(), 1h), {key})), "trust.scope_action");
}

TEST_F(Rights, AMachineGrantedToApproveIsStillNoPerson) {
  auto trust = world.trust_document();
  grant_of(trust, world.controller()).actions.push_back(Action::approve);
  hold_everything(trust);
  EXPECT_EQ(refusal(world.sign(world.approval_document(programme, {commune()}), {world.controller().key()})), "trust.threshold");
}

TEST_F(Rights, OfficersDoNotSignRootsOrTime) {
  hold_everything();
  const auto root = world.root_document(world.site(), world.parts(world.site(), {}));
  EXPECT_EQ(refusal(world.sign(root, {world.approver().key()})), "trust.scope_action");
  EXPECT_EQ(refusal(world.sign(world.time_document({}, now, 1, 1), {world.approver().key()})), "trust.scope_action");
  EXPECT_EQ(refusal(world.sign(root, {world.controller().key()})), "");
}

TEST_F(Rights, OnePersonsTwoKeysAreOnePerson) {
  const auto second = another_key(world.duty_one().person, "Trần Văn Trực", 77);
  auto trust = world.trust_document();
  auto grant = grant_of(trust, world.duty_one());
  grant.key = second.signer->public_key();
  trust.grants.push_back(grant);
  hold_everything(trust);
  const Signers twice{world.duty_one().key(), second.key()};
  EXPECT_EQ(refusal(world.sign(template_document({commune()}), twice)), "trust.threshold");
  EXPECT_EQ(refusal(world.sign(world.alert_document(programme, {commune()}, 5min), twice)), "trust.threshold");
  EXPECT_EQ(refusal(world.sign(template_document({commune()}), both_duty())), "");
}

TEST_F(Rights, RevocationHoldsNowAlsoForWhatWasSignedBefore) {
  hold_everything();
  const auto early = world.approval(programme, {commune()});
  pass(1h);
  revoke(world.approver());
  EXPECT_EQ(refusal(early), "trust.revoked");
}

TEST_F(Rights, RevocationVoidsWhatIsHeldExceptWhatItKeeps) {
  hold_everything();
  const auto lost = world.approval(programme, {commune(0)});
  const auto kept = world.approval(programme, {commune(1)});
  ASSERT_EQ(take(lost), "");
  ASSERT_EQ(take(kept), "");
  ASSERT_EQ(play(request(lost, 0)), "");
  revoke(world.approver(), {world.document_hash(kept)});
  EXPECT_EQ(play(request(lost, 0)), "trust.revoked");
  EXPECT_EQ(play(request(kept, 1)), "");
  EXPECT_EQ(refusal(kept), "");
}

TEST_F(Rights, WhatAKeySignedFallsWithItsGrant) {
  hold_everything();
  const auto held = world.approval(programme, {commune()});
  ASSERT_EQ(take(held), "");
  auto trust = next_trust();
  std::erase_if(trust.grants, [&](const Grant& grant) { return grant.person == world.approver().person; });
  ASSERT_EQ(take(world.trust(trust)), "");
  EXPECT_EQ(play(request(held)), "trust.unknown_key");
}

TEST_F(Rights, ASuspensionEndsByItself) {
  hold_everything();
  const auto held = world.approval(programme, {commune()});
  ASSERT_EQ(take(held), "");
  ASSERT_EQ(take(suspend(world.approver(), world.renewer(), 24h * 7)), "");
  EXPECT_EQ(approve(), "trust.suspended");
  EXPECT_EQ(play(request(held)), "trust.suspended");
  pass(24h * 7 - 1ms);
  EXPECT_EQ(approve(), "trust.suspended");
  pass(1ms);
  EXPECT_EQ(approve(), "");
}

TEST_F(Rights, ASuspensionOfMoreThanSevenDaysOrEndedIsRefused) {
  hold_everything();
  EXPECT_EQ(refusal(suspend(world.approver(), world.renewer(), 24h * 7 + 1ms)), "json.field_bad");
  EXPECT_EQ(refusal(suspend(world.approver(), world.renewer(), 0ms)), "document.ended");
  EXPECT_EQ(refusal(suspend(world.stranger(), world.renewer())), "trust.unknown_key");
  EXPECT_EQ(refusal(suspend(world.approver(), world.duty_one())), "trust.scope_action");
}

TEST_F(Rights, NobodySuspendsUpward) {
  auto trust = world.trust_document();
  grant_of(trust, world.renewer()).units = {commune(0)};
  grant_of(trust, world.duty_one()).units = {commune(0)};
  grant_of(trust, world.controller()).units = {};
  hold_everything(trust);
  EXPECT_EQ(refusal(suspend(world.duty_one(), world.renewer())), "");
  EXPECT_EQ(refusal(suspend(world.approver(), world.renewer())), "trust.scope_unit");
  EXPECT_EQ(refusal(suspend(world.controller(), world.renewer())), "trust.scope_unit");
  EXPECT_EQ(refusal(suspend(world.authority(0), world.renewer())), "trust.unknown_key");
}

TEST_F(Rights, ASuspensionFallsWithItsSigner) {
  hold_everything();
  ASSERT_EQ(take(suspend(world.approver(), world.renewer())), "");
  ASSERT_EQ(approve(), "trust.suspended");
  revoke(world.renewer());
  EXPECT_EQ(approve(), "");
}

TEST_F(Rights, AShorterSuspensionShortensNothing) {
  hold_everything();
  ASSERT_EQ(take(suspend(world.approver(), world.renewer(), 48h)), "");
  ASSERT_EQ(take(suspend(world.approver(), world.renewer(), 1h)), "");
  pass(24h);
  EXPECT_EQ(approve(), "trust.suspended");
}

TEST_F(Rights, ADocumentFromTheFutureIsRefused) {
  hold_everything();
  auto stop = Stop{world.header(), DocumentId::make(now, world.random())};
  stop.header.issued = now + kMaxVersionLead;
  EXPECT_EQ(refusal(world.sign(stop, {world.duty_one().key()})), "");
  stop.header.issued += 1ms;
  EXPECT_EQ(refusal(world.sign(stop, {world.duty_one().key()})), "document.future");
}

TEST_F(Rights, ReceiptsAreTheWordOfTheBridgeThatIsPlacedThere) {
  hold_everything();
  Receipt receipt;
  receipt.header = world.header();
  receipt.bridge = world.site(0).bridge;
  receipt.cluster = world.site(0).clusters[0];
  receipt.ended_by = "finished";
  EXPECT_EQ(refusal(world.sign(receipt, {world.site(0).bridge_key.key()})), "");
  EXPECT_EQ(refusal(world.sign(receipt, {world.site(1).bridge_key.key()})), "receipt.foreign");
  EXPECT_EQ(refusal(world.sign(receipt, {world.controller().key()})), "trust.unknown_key");
  receipt.cluster = world.site(1).clusters[0];
  EXPECT_EQ(refusal(world.sign(receipt, {world.site(0).bridge_key.key()})), "receipt.foreign");
}

TEST_F(Rights, TheSignersAreNamed) {
  hold_everything();
  const auto admission = reg.examine(world.sign(template_document({commune()}), both_duty()), now).value();
  EXPECT_EQ(admission.signer_names, (std::vector<std::string>{"Trần Văn Trực", "Lê Thị Canh"}));
  EXPECT_EQ(reg.name_of_key(world.authority(0).key()->id()), "Thẩm quyền Một");
  EXPECT_EQ(reg.name_of_key(world.stranger().key()->id()), "");
}

}  // namespace
}  // namespace loa::test
