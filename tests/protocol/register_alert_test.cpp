// Alerts, templates, stops, hushes and live sessions.
#include "tests/protocol/register_bench.h"

namespace loa::test {
namespace {

using namespace protocol;

class Alerts : public RegisterBench {
 protected:
  void SetUp() override { hold_everything(); }

  Alert alert(Millis length = 10min) { return world.alert_document(programme, {commune()}, length); }
  Alert taken_alert(Millis length = 10min) {
    const auto out = alert(length);
    EXPECT_EQ(take(world.sign(out, both_duty())), "");
    return out;
  }
  // A template held here, and an alert of one officer that starts it.
  Alert alone(std::vector<UnitId> units, Millis length = 10min) {
    const auto model = world.sign(template_document(units), both_duty());
    EXPECT_EQ(take(model), "");
    auto out = world.alert_document(programme, std::move(units), length);
    out.template_document = world.document_hash(model);
    return out;
  }
  Alert again(Alert model) {
    model.header = world.header();
    model.from = now;
    model.until = now + 10min;
    return model;
  }
  Bytes by_one(const Alert& document) { return world.sign(document, {world.duty_one().key()}); }
  Bytes hush_of(UnitId unit, Millis length) { return world.sign(world.hush_document(unit, length), {world.duty_one().key()}); }
};

TEST_F(Alerts, TwoOfficersSound) {
  const auto document = taken_alert();
  const auto grant = reg.authorise(request(document), now);
  ASSERT_TRUE(grant) << to_line(grant.error());
  EXPECT_TRUE(grant->emergency);
  EXPECT_EQ(grant->valid_until, document.until);
  EXPECT_EQ(reg.alerts_in_force(now).size(), 1u);
}

TEST_F(Alerts, OneOfficerWithoutATemplateIsTooFew) { EXPECT_EQ(refusal(by_one(alert())), "trust.threshold"); }

TEST_F(Alerts, EndByThemselvesAndAreTakenUntilThen) {
  const auto late = world.sign(alert(10min), both_duty());
  const auto document = taken_alert(10min);
  pass(10min - 1ms);
  EXPECT_EQ(refusal(late), "");
  EXPECT_EQ(play(request(document)), "");
  pass(1ms);
  EXPECT_EQ(refusal(late), "document.ended");
  EXPECT_EQ(play(request(document)), "play.no_alert");
  EXPECT_TRUE(reg.alerts_in_force(now).empty());
}

TEST_F(Alerts, AreSilentBeforeTheirFrom) {
  auto document = alert(1h);
  document.from = now + 5min;
  ASSERT_EQ(take(world.sign(document, both_duty())), "");
  EXPECT_EQ(play(request(document)), "play.no_alert");
  pass(5min);
  EXPECT_EQ(play(request(document)), "");
}

TEST_F(Alerts, BindTheSoundTheClassAndThePlace) {
  const auto document = taken_alert();
  auto wanted = request(document);
  wanted.manifest = sha256("other");
  EXPECT_EQ(play(wanted), "play.manifest");
  wanted = request(document);
  wanted.cls = BroadcastClass::normal;
  EXPECT_EQ(play(wanted), "play.class");
  EXPECT_EQ(play(request(document, 1)), "play.foreign_unit");
}

TEST_F(Alerts, OneIdIsOneDocument) {
  auto document = taken_alert();
  document.until += 1min;
  EXPECT_EQ(refusal(world.sign(document, both_duty())), "ratchet.conflict");
}

TEST_F(Alerts, NeedTheEmergencyClassAndTheUnitFromBoth) {
  auto trust = next_trust();
  grant_of(trust, world.duty_two()).units = {commune(1)};
  ASSERT_EQ(take(world.trust(trust)), "");
  EXPECT_EQ(refusal(world.sign(alert(), both_duty())), "trust.scope_unit");
  trust = next_trust();
  grant_of(trust, world.duty_two()).units = {world.province()};
  grant_of(trust, world.duty_two()).classes = {BroadcastClass::normal};
  ASSERT_EQ(take(world.trust(trust)), "");
  EXPECT_EQ(refusal(world.sign(alert(), both_duty())), "trust.scope_class");
}

TEST_F(Alerts, FallWithTheirSigner) {
  const auto document = taken_alert();
  revoke(world.duty_two());
  EXPECT_EQ(play(request(document)), "trust.revoked");
}

TEST_F(Alerts, FourInForcePerSigner) {
  std::vector<Alert> held;
  for (std::size_t i = 0; i < kMaxAlertsPerSigner; ++i) held.push_back(taken_alert(1h));
  const auto fifth = world.sign(alert(1h), both_duty());
  EXPECT_EQ(refusal(fifth), "alert.too_many");
  EXPECT_EQ(refusal(world.sign(held[0], both_duty())), "");
  ASSERT_EQ(take(stop_of(held[0], world.duty_one())), "");
  EXPECT_EQ(refusal(fifth), "");
}

TEST_F(Alerts, EndedOnesDoNotCount) {
  for (std::size_t i = 0; i < kMaxAlertsPerSigner; ++i) taken_alert(1h);
  pass(1h);
  EXPECT_EQ(refusal(world.sign(alert(1h), both_duty())), "");
}

TEST_F(Alerts, ATemplateNeedsTwoOfficers) {
  const auto model = template_document({commune()});
  EXPECT_EQ(refusal(world.sign(model, {world.duty_one().key()})), "trust.threshold");
  EXPECT_EQ(refusal(world.sign(model, both_duty())), "");
  auto ended = model;
  ended.until = now;
  EXPECT_EQ(refusal(world.sign(ended, both_duty())), "document.ended");
}

TEST_F(Alerts, OneOfficerStartsATemplate) {
  const auto document = alone({commune()});
  ASSERT_EQ(take(by_one(document)), "");
  const auto grant = reg.authorise(request(document), now);
  ASSERT_TRUE(grant) << to_line(grant.error());
  EXPECT_EQ(grant->programme, programme.id);
}

TEST_F(Alerts, OneOfficerNeedsTheTemplateHere) {
  auto document = alert();
  document.template_document = sha256("never seen");
  EXPECT_EQ(refusal(by_one(document)), "alert.template_unknown");
}

TEST_F(Alerts, OneOfficerStaysInTheTemplatesSoundAndUnits) {
  auto document = alone({commune(0)});
  document.units = {commune(1)};
  EXPECT_EQ(refusal(by_one(document)), "trust.scope_unit");
  document = alone({commune(0)});
  document.manifest = sha256("other");
  EXPECT_EQ(refusal(by_one(document)), "play.manifest");
  document.manifest.reset();
  EXPECT_EQ(refusal(by_one(document)), "");
}

TEST_F(Alerts, OneOfficerStaysInTheOwnUnits) {
  auto document = alone({world.province()});
  document.units = {commune(0), commune(1)};
  auto trust = next_trust();
  grant_of(trust, world.duty_one()).units = {commune(0)};
  grant_of(trust, world.duty_two()).units = {commune(1)};
  ASSERT_EQ(take(world.trust(trust)), "");
  // Who signed the template may no longer be allowed it there: then nobody starts it.
  EXPECT_EQ(refusal(by_one(document)), "alert.template_unknown");
  trust = next_trust();
  grant_of(trust, world.duty_two()).units = {world.province()};
  ASSERT_EQ(take(world.trust(trust)), "");
  const auto model = template_document({world.province()});
  const auto wire = world.sign(model, {world.approver().key(), world.duty_two().key()});
  ASSERT_EQ(take(wire), "");
  document.template_document = world.document_hash(wire);
  EXPECT_EQ(refusal(by_one(document)), "trust.scope_unit");
  document.units = {commune(0)};
  EXPECT_EQ(refusal(by_one(document)), "");
}

TEST_F(Alerts, OneOfficerSoundsTenMinutesAtMost) {
  auto document = alone({commune()}, 10min);
  EXPECT_EQ(refusal(by_one(document)), "");
  document.until += 1ms;
  EXPECT_EQ(refusal(by_one(document)), "alert.too_long");
  document.until -= 1ms;
  document.from = document.header.issued - 1ms;
  EXPECT_EQ(refusal(by_one(document)), "alert.too_long");
}

TEST_F(Alerts, OneOfficerStartsOneInThirtyMinutes) {
  const auto first = alone({commune()});
  ASSERT_EQ(take(by_one(first)), "");
  EXPECT_EQ(refusal(by_one(first)), "");
  pass(30min - 1ms);
  EXPECT_EQ(refusal(by_one(again(first))), "alert.too_soon");
  EXPECT_EQ(refusal(world.sign(again(first), {world.duty_two().key()})), "");
  pass(1ms);
  EXPECT_EQ(refusal(by_one(again(first))), "");
}

TEST_F(Alerts, TheThirtyMinutesSurviveARestart) {
  const auto first = alone({commune()});
  ASSERT_EQ(take(by_one(first)), "");
  Register after(world.genesis());
  after.restore_ratchets(reg.ratchets());
  std::swap(reg, after);
  hold_everything();
  const auto second = alone({commune()});
  pass(20min);
  EXPECT_EQ(refusal(by_one(again(second))), "alert.too_soon");
}

TEST_F(Alerts, ASecondKeyOfThePersonDoesNotGetAroundTheThirtyMinutes) {
  const auto second = another_key(world.duty_one().person, "Trần Văn Trực", 77);
  auto trust = next_trust();
  auto grant = grant_of(trust, world.duty_one());
  grant.key = second.signer->public_key();
  trust.grants.push_back(grant);
  ASSERT_EQ(take(world.trust(trust)), "");
  const auto first = alone({commune()});
  ASSERT_EQ(take(by_one(first)), "");
  pass(1min);
  EXPECT_EQ(refusal(world.sign(again(first), {second.key()})), "alert.too_soon");
}

TEST_F(Alerts, ATemplateThatFellEndsItsAlert) {
  const auto document = alone({commune()});
  ASSERT_EQ(take(by_one(document)), "");
  ASSERT_EQ(play(request(document)), "");
  revoke(world.duty_two());
  EXPECT_EQ(play(request(document)), "alert.template_unknown");
  pass(30min);
  EXPECT_EQ(refusal(by_one(again(document))), "alert.template_unknown");
}

TEST_F(Alerts, ANewerTemplateCutsNoAlertButStartsTheNextOne) {
  const auto document = alone({commune()});
  ASSERT_EQ(take(by_one(document)), "");
  ASSERT_EQ(take(world.sign(template_document({commune()}), both_duty())), "");
  EXPECT_EQ(play(request(document)), "");
  EXPECT_EQ(refusal(world.sign(again(document), {world.duty_two().key()})), "alert.template_unknown");
}

TEST_F(Alerts, OneOfficerStops) {
  const auto document = taken_alert();
  ASSERT_EQ(take(stop_of(document, world.duty_two())), "");
  EXPECT_EQ(play(request(document)), "play.no_alert");
  EXPECT_TRUE(reg.alerts_in_force(now).empty());
}

TEST_F(Alerts, AStopMayComeBeforeItsAlert) {
  const auto document = alert();
  ASSERT_EQ(take(stop_of(document, world.duty_two())), "");
  ASSERT_EQ(take(world.sign(document, both_duty())), "");
  EXPECT_EQ(play(request(document)), "play.no_alert");
}

class StopScope : public Alerts {
 protected:
  void SetUp() override {
    auto trust = world.trust_document();
    grant_of(trust, world.duty_two()).units = {world.province()};
    auto elsewhere = grant_of(trust, world.technician());
    elsewhere.actions = {Action::stop};
    elsewhere.units = {commune(1)};
    trust.grants.push_back(elsewhere);
    hold_everything(trust);
  }
  Bytes foreign_stop(const Alert& of) { return stop_of(of, world.technician()); }
};

TEST_F(StopScope, IsCheckedWhenTheAlertIsHere) { EXPECT_EQ(refusal(foreign_stop(taken_alert())), "trust.scope_unit"); }

TEST_F(StopScope, IsCheckedAgainWhenTheAlertComesLater) {
  const auto document = alert();
  ASSERT_EQ(take(foreign_stop(document)), "");
  ASSERT_EQ(take(world.sign(document, both_duty())), "");
  EXPECT_EQ(play(request(document)), "");
}

TEST_F(StopScope, AStopWithoutScopePushesOutNoneThatHasIt) {
  const auto document = alert();
  ASSERT_EQ(take(stop_of(document, world.duty_one())), "");
  ASSERT_EQ(take(foreign_stop(document)), "");
  ASSERT_EQ(take(world.sign(document, both_duty())), "");
  EXPECT_EQ(play(request(document)), "play.no_alert");
}

TEST_F(StopScope, AFloodOfStopsPushesOutNoneOfAnAlertHeldHere) {
  const auto document = taken_alert();
  ASSERT_EQ(take(stop_of(document, world.duty_one())), "");
  for (std::size_t i = 0; i < kMaxHeldStops + 5; ++i) {
    pass(1ms);
    ASSERT_EQ(take(foreign_stop(alert())), "");
  }
  EXPECT_EQ(play(request(document)), "play.no_alert");
}

TEST_F(Alerts, AHushSilencesOrdinarySound) {
  const auto approval = world.approval(programme, {commune()});
  ASSERT_EQ(take(approval), "");
  ASSERT_EQ(take(hush_of(commune(), 1h)), "");
  EXPECT_EQ(play(request(approval)), "play.hushed");
  EXPECT_EQ(reg.hushed_until(commune(0), now), now + 1h);
  EXPECT_FALSE(reg.hushed_until(commune(1), now));
  pass(1h);
  EXPECT_EQ(play(request(approval)), "");
}

TEST_F(Alerts, AHushOfTheProvinceCoversItsCommunes) {
  ASSERT_EQ(take(hush_of(world.province(), 1h)), "");
  EXPECT_TRUE(reg.hushed_until(commune(1), now));
}

TEST_F(Alerts, AHushIsReleasedByANewerOne) {
  const auto old_hush = hush_of(commune(), 1h);
  ASSERT_EQ(take(old_hush), "");
  pass(1s);
  auto release = world.hush_document(commune(), 1h);
  release.released = true;
  ASSERT_EQ(take(world.sign(release, {world.duty_two().key()})), "");
  EXPECT_FALSE(reg.hushed_until(commune(), now));
  EXPECT_EQ(refusal(old_hush), "ratchet.old");
}

TEST_F(Alerts, AHushFallsWithItsSigner) {
  ASSERT_EQ(take(hush_of(commune(), 1h)), "");
  revoke(world.duty_one());
  EXPECT_FALSE(reg.hushed_until(commune(), now));
}

TEST_F(Alerts, TwoPersonsOverrideAHushAndOneDoesNot) {
  ASSERT_EQ(take(hush_of(commune(), 1h)), "");
  const auto two = taken_alert();
  EXPECT_EQ(play(request(two)), "");
  const auto one = alone({commune()});
  ASSERT_EQ(take(by_one(one)), "");
  EXPECT_EQ(play(request(one)), "play.hushed");
}

TEST_F(Alerts, AHushEndsWithinTwelveHoursAndIsNotTakenLate) {
  EXPECT_EQ(refusal(hush_of(commune(), 12h + 1ms)), "json.field_bad");
  EXPECT_EQ(refusal(hush_of(commune(), 0ms)), "document.ended");
  EXPECT_EQ(refusal(world.sign(world.hush_document(commune(), 1h), {world.approver().key()})), "trust.scope_action");
}

class LiveSessions : public RegisterBench {
 protected:
  void SetUp() override {
    auto trust = world.trust_document();
    grant_of(trust, world.controller()).actions = {Action::root, Action::time, Action::live};
    grant_of(trust, world.duty_one()).actions.push_back(Action::live);
    hold_everything(trust);
  }
  Live session() {
    Live out;
    out.header = world.header();
    out.channel = "vov1";
    out.session_key = world.stranger().signer->public_key();
    out.item = ItemId::make(now, world.random());
    out.units = {commune()};
    out.until = now + 1h;
    return out;
  }
};

TEST_F(LiveSessions, ARelaySessionIsAMachines) {
  EXPECT_EQ(refusal(live(session(), {world.controller().key()})), "");
  EXPECT_EQ(refusal(live(session(), {world.approver().key()})), "trust.scope_action");
}

TEST_F(LiveSessions, AMicrophoneIsAnOfficers) {
  auto microphone = session();
  microphone.item.reset();
  EXPECT_EQ(refusal(live(microphone, {world.controller().key()})), "trust.threshold");
  EXPECT_EQ(refusal(live(microphone, {world.duty_one().key()})), "");
}

TEST_F(LiveSessions, EndAndDoNotComeBack) {
  const auto first = live(session(), {world.controller().key()});
  pass(1s);
  ASSERT_EQ(take(live(session(), {world.controller().key()})), "");
  EXPECT_EQ(refusal(first), "ratchet.old");
  const auto second = live(session(), {world.controller().key()});
  pass(1h);
  EXPECT_EQ(refusal(second), "document.ended");
}

TEST_F(LiveSessions, NeedATrustInForce) {
  pass(24h * 45);
  EXPECT_EQ(refusal(live(session(), {world.controller().key()})), "trust.expired");
}

}  // namespace
}  // namespace loa::test
