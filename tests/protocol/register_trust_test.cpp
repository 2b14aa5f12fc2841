// The trust document, its ageing and renewal; ratchets of map, place, policy, root; mergers.
#include "tests/protocol/register_bench.h"

namespace loa::test {
namespace {

using namespace protocol;

class TrustRules : public RegisterBench {};

TEST_F(TrustRules, TwoOfTheAuthoritySign) {
  const auto trust = world.trust_document();
  EXPECT_EQ(refusal(world.sign(trust, {world.authority(0).key()})), "trust.threshold");
  EXPECT_EQ(refusal(world.sign(trust, {world.authority(0).key(), world.approver().key()})), "trust.unknown_key");
  EXPECT_EQ(refusal(world.sign(trust, {world.authority(1).key(), world.authority(2).key()})), "");
  EXPECT_EQ(refusal(world.sign(world.map_document(), {world.authority(2).key()})), "trust.threshold");
}

TEST_F(TrustRules, AnOfficerWhoHoldsEveryRightStillSignsNoTrust) {
  auto trust = world.trust_document();
  for (auto action : {Action::grant, Action::map}) grant_of(trust, world.approver()).actions.push_back(action);
  hold_everything(trust);
  EXPECT_EQ(refusal(world.sign(world.trust_document(), {world.approver().key(), world.duty_one().key()})), "trust.unknown_key");
}

TEST_F(TrustRules, ARevokedAuthorityKeySignsNoMore) {
  hold_everything();
  revoke(world.authority(0));
  EXPECT_EQ(refusal(world.sign(world.trust_document(), authority())), "trust.revoked");
  EXPECT_EQ(refusal(world.sign(world.trust_document(), {world.authority(1).key(), world.authority(2).key()})), "");
}

TEST_F(TrustRules, AnOlderTrustIsRefusedAndTheSameOneIsNoNews) {
  const auto first = world.trust();
  const auto second = world.trust();
  ASSERT_EQ(take(second), "");
  EXPECT_EQ(refusal(first), "ratchet.old");
  const auto again = reg.examine(second, now);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->already_held);
}

TEST_F(TrustRules, TwoTrustsOfOneVersionConflict) {
  auto trust = world.trust_document();
  ASSERT_EQ(take(world.trust(trust)), "");
  trust.grants.pop_back();
  EXPECT_EQ(refusal(world.trust(trust)), "ratchet.conflict");
}

// The authority's machine is offline and its clock may be wrong: a trust dated ahead would outlive its 45 days.
TEST_F(TrustRules, ATrustDatedAheadIsRefused) {
  auto trust = world.trust_document();
  trust.version = to_unix_ms(now + 10min) + 1;
  EXPECT_EQ(refusal(world.trust(trust)), "ratchet.future");
  trust = world.trust_document();
  trust.header.issued = now + 10min + 1ms;
  EXPECT_EQ(refusal(world.trust(trust)), "document.future");
}

TEST_F(TrustRules, OnlyABeaconMayBeAhead) {
  ASSERT_EQ(take(world.trust()), "");
  EXPECT_EQ(refusal(world.time({}, now + 24h * 300, 1, 1)), "");
}

TEST_F(TrustRules, RatchetsSurviveARestart) {
  const auto old_trust = world.trust();
  const auto newest = world.trust();
  ASSERT_EQ(take(newest), "");
  Register after(world.genesis());
  after.restore_ratchets(read_ratchets(write_ratchets(reg.ratchets())).value());
  EXPECT_EQ(after.ratchets(), reg.ratchets());
  EXPECT_EQ(after.examine(old_trust, now).error().code, "ratchet.old");
  EXPECT_TRUE(after.examine(newest, now));
}

TEST_F(TrustRules, RatchetFilesAreStrict) {
  EXPECT_EQ(read_ratchets("{}").error().code, "json.field_missing");
  EXPECT_EQ(read_ratchets(R"({"v":1,"ratchets":[{"type":"x","subject":"","version":1,"document":")" + sha256("").hex() + "\"}]}").error().code,
            "envelope.type_unknown");
}

TEST_F(TrustRules, PastItsEndOnlyTwoPersonAlertsSound) {
  hold_everything();
  const auto model = template_document({commune()});
  const auto model_wire = world.sign(model, both_duty());
  auto approval = world.approval_document(programme, {commune()});
  approval.from = now;
  approval.until = now + 24h * 90;
  const auto held = world.sign(approval, {world.approver().key()});
  ASSERT_EQ(take(held), "");
  ASSERT_EQ(take(model_wire), "");
  pass(24h * 45 - 1ms);
  EXPECT_EQ(play(request(held)), "");
  pass(1ms);
  EXPECT_EQ(play(request(held)), "trust.expired");
  auto alone = world.alert_document(programme, {commune()}, 5min);
  alone.template_document = world.document_hash(model_wire);
  EXPECT_EQ(refusal(world.sign(alone, {world.duty_one().key()})), "trust.expired");
  const auto alert = world.alert_document(programme, {commune()}, 5min);
  EXPECT_EQ(take(world.sign(alert, both_duty())), "");
  EXPECT_EQ(play(request(alert)), "");
}

TEST_F(TrustRules, ATemplateAloneDoesNotSoundAfterTheTrustEnded) {
  auto trust = world.trust_document();
  trust.until = now + 1h;
  hold_everything(trust);
  const auto model = world.sign(template_document({commune()}), both_duty());
  ASSERT_EQ(take(model), "");
  pass(59min);
  auto alone = world.alert_document(programme, {commune()}, 5min);
  alone.template_document = world.document_hash(model);
  ASSERT_EQ(take(world.sign(alone, {world.duty_one().key()})), "");
  EXPECT_EQ(play(request(alone)), "");
  pass(1min);
  EXPECT_EQ(play(request(alone)), "trust.expired");
  alone = world.alert_document(programme, {commune()}, 5min);
  alone.template_document = world.document_hash(model);
  EXPECT_EQ(refusal(world.sign(alone, {world.duty_two().key()})), "trust.expired");
}

TEST_F(TrustRules, ARenewalExtendsUntil) {
  hold_everything();
  pass(24h * 20);
  ASSERT_EQ(take(renew(24h * 45)), "");
  EXPECT_EQ(reg.trust_until(), now + 24h * 45);
  pass(24h * 26);
  const auto fresh = world.approval(programme, {commune()});
  ASSERT_EQ(take(fresh), "");
  EXPECT_EQ(play(request(fresh)), "");
}

TEST_F(TrustRules, ARenewalIsForOneTrustByWhoMayRenew) {
  hold_everything();
  EXPECT_EQ(refusal(renew(24h * 45 + 1ms)), "json.field_bad");
  const Renewal other{world.header(), reg.trust()->version - 1, now + 24h};
  EXPECT_EQ(refusal(world.sign(other, {world.renewer().key()})), "trust.other_version");
  const Renewal right{world.header(), reg.trust()->version, now + 24h};
  EXPECT_EQ(refusal(world.sign(right, {world.approver().key()})), "trust.scope_action");
  EXPECT_EQ(refusal(world.sign(right, {world.controller().key()})), "trust.scope_action");
}

TEST_F(TrustRules, AShorterRenewalShortensNothingAndANewTrustStartsAfresh) {
  hold_everything();
  const auto first = reg.trust_until();
  ASSERT_EQ(take(renew(24h)), "");
  EXPECT_EQ(reg.trust_until(), first);
  pass(24h);
  ASSERT_EQ(take(renew(24h * 45)), "");
  auto trust = next_trust();
  trust.until = now + 24h;
  ASSERT_EQ(take(world.trust(trust)), "");
  EXPECT_EQ(reg.trust_until(), now + 24h);
}

TEST_F(TrustRules, VersionsTenMinutesAheadPassAndNoMore) {
  hold_everything();
  auto map = world.map_document();
  map.version = to_unix_ms(now + 10min);
  EXPECT_EQ(refusal(world.sign(map, authority())), "");
  map.version += 1;
  EXPECT_EQ(refusal(world.sign(map, authority())), "ratchet.future");
  auto place = world.place_document(world.site());
  place.version = to_unix_ms(now + 10min) + 1;
  EXPECT_EQ(refusal(world.sign(place, {world.technician().key()})), "ratchet.future");
  auto root = world.root_document(world.site(), world.parts(world.site(), {}));
  root.version = to_unix_ms(now + 10min) + 1;
  EXPECT_EQ(refusal(world.sign(root, {world.controller().key()})), "ratchet.future");
}

TEST_F(TrustRules, EachPlaceHasItsOwnRatchet) {
  hold_everything();
  const auto old_place = world.place(world.site(0));
  ASSERT_EQ(take(world.place(world.site(1))), "");
  const auto newer = world.place(world.site(0));
  EXPECT_EQ(refusal(old_place), "");
  ASSERT_EQ(take(newer), "");
  EXPECT_EQ(refusal(old_place), "ratchet.old");
}

TEST_F(TrustRules, ATechnicianPlacesInsideTheOwnUnits) {
  hold_everything();
  auto trust = next_trust();
  grant_of(trust, world.technician()).units = {commune(0)};
  ASSERT_EQ(take(world.trust(trust)), "");
  EXPECT_EQ(refusal(world.place(world.site(0))), "");
  EXPECT_EQ(refusal(world.place(world.site(1))), "trust.scope_unit");
  auto stolen = world.place_document(world.site(1));
  for (auto& cluster : stolen.clusters) cluster.unit = commune(0);
  EXPECT_EQ(refusal(world.sign(stolen, {world.technician().key()})), "trust.scope_unit");
}

// Another agent's document that claims a cluster of a foreign commune would carry the own approvals there.
TEST_F(TrustRules, NobodyClaimsAnothersClusterForTheOwnDevice) {
  hold_everything();
  auto trust = next_trust();
  grant_of(trust, world.technician()).units = {commune(0)};
  ASSERT_EQ(take(world.trust(trust)), "");
  auto claim = world.place_document(world.site(0));
  claim.clusters.push_back({world.site(1).clusters[0], commune(0), "của người khác", {}, ""});
  EXPECT_EQ(refusal(world.sign(claim, {world.technician().key()})), "trust.scope_unit");
}

TEST_F(TrustRules, AClusterThatMovedBelongsToTheNewestDocument) {
  hold_everything();
  const auto moved = world.site(1).clusters[0];
  auto place = world.place_document(world.site(0));
  place.clusters.push_back({moved, commune(1), "thay thiết bị", {}, ""});
  ASSERT_EQ(take(world.sign(place, {world.technician().key()})), "");
  EXPECT_EQ(reg.place_of_cluster(moved)->agent, world.site(0).agent);
  auto back = world.place_document(world.site(1));
  ASSERT_EQ(take(world.sign(back, {world.technician().key()})), "");
  EXPECT_EQ(reg.place_of_cluster(moved)->agent, world.site(1).agent);
}

TEST_F(TrustRules, APolicyBelongsToItsUnit) {
  hold_everything();
  auto trust = next_trust();
  grant_of(trust, world.policy_owner()).units = {commune(0)};
  ASSERT_EQ(take(world.trust(trust)), "");
  EXPECT_EQ(refusal(world.policy(world.wide_regulation(commune(0)))), "");
  EXPECT_EQ(refusal(world.policy(world.wide_regulation(commune(1)))), "trust.scope_unit");
  EXPECT_EQ(refusal(world.policy(world.wide_regulation(world.province()))), "trust.scope_unit");
}

TEST_F(TrustRules, PoliciesComeFromTheRootDownAndOneMissingIsNamed) {
  ASSERT_EQ(take(world.trust()), "");
  EXPECT_EQ(reg.policies_on_path(commune()).error().code, "map.missing");
  ASSERT_EQ(take(world.map()), "");
  ASSERT_EQ(take(world.policy(world.regulation(commune(), 0, 60, 10, 50))), "");
  const auto missing = reg.policies_on_path(commune()).error();
  EXPECT_EQ(missing.code, "policy.missing");
  EXPECT_EQ(missing.params[0].second, "Tỉnh Thử");
  ASSERT_EQ(take(world.policy(world.wide_regulation(world.province()))), "");
  const auto path = reg.policies_on_path(commune()).value();
  ASSERT_EQ(path.size(), 2u);
  EXPECT_EQ(read_policy_head(path[0])->unit, world.province());
  EXPECT_EQ(read_policy_head(path[1])->unit, commune());
  EXPECT_EQ(reg.policies_on_path(UnitId{}).error().code, "policy.missing");
}

class Merger : public RegisterBench {
 protected:
  // Both communes become one: each stays as a unit below the new one, with its old code until the day.
  Map merged(UtcTime day) {
    auto map = world.map_document();
    Unit unit;
    unit.id = joined = UnitId::make(now, world.random());
    unit.name = "Xã Hợp Nhất";
    unit.kind = "commune";
    unit.parent = world.province();
    unit.from = day;
    unit.codes = {{"99900", day, std::nullopt}};
    for (std::size_t i = 1; i < map.units.size(); ++i) {
      auto& former = map.units[i];
      former.kind = "former_commune";
      former.parent = joined;
      former.successors = {joined};
      former.codes[0].until = day;
    }
    map.units.push_back(unit);
    return map;
  }
  UnitId joined;
};

TEST_F(Merger, IsOneMapAndReportsBothWays) {
  hold_everything();
  ASSERT_EQ(take(world.sign(merged(now), authority())), "");
  const auto& tree = *reg.tree();
  EXPECT_EQ(tree.current_form(commune(0)), std::vector<UnitId>{joined});
  EXPECT_EQ(tree.former_forms(joined).size(), 2u);
  EXPECT_EQ(tree.code_of(commune(0), now - 1ms), "99001");
  EXPECT_EQ(tree.code_of(commune(0), now), "");
  EXPECT_EQ(tree.code_of(joined, now), "99900");
  EXPECT_EQ(tree.by_code("99001", now - 1ms)->id, commune(0));
  EXPECT_EQ(tree.by_code("99001", now), nullptr);
  EXPECT_EQ(tree.by_code("99900", now)->id, joined);
}

TEST_F(Merger, GrantsNeverFollowSuccessors) {
  auto trust = world.trust_document();
  grant_of(trust, world.approver()).units = {commune(0)};
  hold_everything(trust);
  ASSERT_EQ(take(world.sign(merged(now), authority())), "");
  EXPECT_EQ(refusal(world.approval(programme, {commune(0)})), "");
  EXPECT_EQ(refusal(world.approval(programme, {joined})), "trust.scope_unit");
  EXPECT_EQ(refusal(world.approval(programme, {commune(1)})), "trust.scope_unit");
}

TEST_F(Merger, ANewGrantCoversTheOldOnesBelowIt) {
  hold_everything();
  ASSERT_EQ(take(world.sign(merged(now), authority())), "");
  auto trust = next_trust();
  grant_of(trust, world.approver()).units = {joined};
  ASSERT_EQ(take(world.trust(trust)), "");
  EXPECT_EQ(refusal(world.approval(programme, {commune(0), commune(1), joined})), "");
}

TEST_F(Merger, TheNewUnitNeedsItsOwnPolicy) {
  hold_everything();
  const auto held = world.approval(programme, {commune(0)});
  ASSERT_EQ(take(held), "");
  ASSERT_EQ(play(request(held)), "");
  ASSERT_EQ(take(world.sign(merged(now), authority())), "");
  EXPECT_EQ(play(request(held)), "policy.missing");
  ASSERT_EQ(take(world.policy(world.wide_regulation(joined))), "");
  EXPECT_EQ(play(request(held)), "");
}

TEST_F(Merger, TheMapOfYesterdayDoesNotComeBack) {
  hold_everything();
  const auto before = world.map();
  ASSERT_EQ(take(world.sign(merged(now), authority())), "");
  EXPECT_EQ(refusal(before), "ratchet.old");
}

}  // namespace
}  // namespace loa::test
