// The mailbox: an alert goes before everything, a stop and a hush end what they name, an absence ends nothing.
#include "tests/agent/agent_bench.h"

#include <gmock/gmock.h>

namespace loa::test {
namespace {

using protocol::RowKind;
using testing::Contains;
using testing::IsEmpty;

class MailTest : public testing::Test {
 protected:
  MailTest() {
    programme = bench.programme(10min);
    bench.approve(programme);
    item = bench.plan(programme, bench.utc + 20s);
    siren = bench.programme(30s);
    occurrence = bench.occurrence(item);
    bench.ready();
    bench.run(30s);  // the programme sounds
  }
  std::vector<const protocol::Signer*> two() { return {bench.world.duty_one().key(), bench.world.duty_two().key()}; }
  protocol::Alert alert(Millis length = 10min) {
    bench.world.set_now(bench.utc);
    return bench.world.alert_document(siren, {bench.site().unit}, length);
  }
  Bytes sign(const protocol::Alert& document) { return bench.world.sign(document, two()); }
  std::vector<Sounded> alarms(const protocol::Alert& document) { return bench.sounded(agent::alert_occurrence(document.header.id)); }
  AgentBench bench;
  Programme programme, siren;
  schedules::Item item;
  Hash occurrence;
};

TEST_F(MailTest, an_alert_preempts_within_a_second_and_the_programme_is_joined_after_it) {
  ASSERT_EQ(bench.sounded(occurrence).size(), 3u);
  const auto document = alert();
  const UtcTime at = bench.utc;
  bench.controller.post({sign(document)});
  bench.broker(false);
  bench.broker(true);
  bench.run(2min);
  const auto sirens = alarms(document);
  ASSERT_EQ(sirens.size(), 3u);
  for (const auto& sound : sirens) EXPECT_LE(sound.from - at, 1s);
  const auto sounds = bench.sounded(occurrence);
  ASSERT_EQ(sounds.size(), 6u);
  for (std::size_t i = 3; i < 6; ++i) EXPECT_EQ(sounds[i].offset, sounds[i].from - (at - 20s)) << "joined where it would be";
}

TEST_F(MailTest, an_alert_comes_by_https_when_the_broker_is_away) {
  bench.broker(false);
  bench.run(5s);
  const auto document = alert();
  const UtcTime at = bench.utc;
  bench.controller.post({sign(document)});
  bench.run(20s);
  ASSERT_EQ(alarms(document).size(), 3u);
  EXPECT_LE(alarms(document).front().from - at, 2s);
}

TEST_F(MailTest, an_alert_sounds_although_the_disk_is_full_and_is_not_reported_as_held) {
  bench.disk.full = true;
  const auto document = alert();
  bench.controller.post({sign(document)});
  bench.run(20s);
  EXPECT_EQ(alarms(document).size(), 3u);
  EXPECT_NE(bench.controller.reported.mail, bench.controller.mail_version);
  bench.disk.full = false;
  bench.run(70s);
  EXPECT_EQ(bench.controller.reported.mail, bench.controller.mail_version);
}

TEST_F(MailTest, a_stop_ends_the_alert_it_names_also_when_it_comes_first) {
  const auto document = alert();
  const protocol::Stop stop{.header = bench.world.header(), .alert = document.header.id};
  const Bytes signed_stop = bench.world.sign(stop, {bench.world.duty_two().key()});
  bench.controller.post({signed_stop});
  bench.run(5s);
  bench.controller.post({signed_stop, sign(document)});
  bench.run(20s);
  EXPECT_THAT(alarms(document), IsEmpty());
  EXPECT_EQ(bench.sounded(occurrence).size(), 3u) << "the programme goes on";
}

TEST_F(MailTest, a_stop_cuts_a_sounding_alert) {
  const auto document = alert();
  bench.controller.post({sign(document)});
  bench.run(5s);
  ASSERT_EQ(alarms(document).size(), 3u);
  const UtcTime at = bench.utc;
  const protocol::Stop stop{.header = bench.world.header(), .alert = document.header.id};
  bench.controller.post({sign(document), bench.world.sign(stop, {bench.world.duty_one().key()})});
  bench.run(5s);
  for (const auto& sound : alarms(document)) {
    EXPECT_FALSE(sound.ended_by.empty());
    EXPECT_LE(sound.until - at, 2s);
  }
}

TEST_F(MailTest, a_hush_silences_and_its_end_lets_the_programme_be_joined) {
  bench.world.set_now(bench.utc);
  const UtcTime at = bench.utc;
  const auto hush = bench.world.hush_document(bench.site().unit, 2min);
  bench.controller.post({bench.world.sign(hush, {bench.world.duty_one().key()})});
  bench.run(60s);
  for (const auto& sound : bench.sounded(occurrence)) EXPECT_LE(sound.until - at, 2s);
  ASSERT_EQ(bench.sounded(occurrence).size(), 3u);
  bench.run(2min);
  const auto sounds = bench.sounded(occurrence);
  ASSERT_EQ(sounds.size(), 6u);
  EXPECT_GE(sounds[3].from, at + 2min);
  EXPECT_LE(sounds[3].from, at + 2min + 2s);
}

TEST_F(MailTest, an_alert_by_one_officer_alone_is_refused_with_one_row) {
  const auto document = alert();
  bench.controller.post({bench.world.sign(document, {bench.world.duty_one().key()})});
  bench.run(20s);
  EXPECT_THAT(alarms(document), IsEmpty());
  EXPECT_THAT(bench.controller.causes(RowKind::refused), Contains("trust.threshold").Times(1));
}

TEST_F(MailTest, an_alert_for_another_commune_is_not_sounded_here) {
  bench.world.set_now(bench.utc);
  const auto document = bench.world.alert_document(siren, {bench.world.site(1).unit}, 10min);
  bench.controller.post({sign(document)});
  bench.run(20s);
  EXPECT_THAT(alarms(document), IsEmpty());
  EXPECT_EQ(bench.sounded(occurrence).size(), 3u);
}

TEST_F(MailTest, an_alert_absent_from_the_next_mailbox_stays_in_force_over_a_restart) {
  const auto document = alert();
  bench.controller.post({sign(document)});
  bench.run(3s);
  bench.controller.post({});
  bench.run(3s);
  bench.kill();
  bench.bridge.kill(bench.utc);
  bench.boot();
  bench.run(20s);
  EXPECT_EQ(alarms(document).size(), 6u) << "joined again after the kill of everything";
}

TEST_F(MailTest, an_alert_that_has_finished_is_not_asked_for_again_after_a_restart) {
  const auto document = alert();
  bench.controller.post({sign(document)});
  bench.run(60s);
  ASSERT_EQ(alarms(document).size(), 3u);
  bench.restart();
  bench.run(60s);
  EXPECT_EQ(alarms(document).size(), 3u);
}

// The trust part of the newer root is read first: nobody may be judged by it before the map is there.
TEST_F(MailTest, an_alert_posted_together_with_a_newer_root_while_the_agent_was_off_sounds) {
  bench.kill();
  bench.bridge.kill(bench.utc);
  bench.approve(bench.programme(20s));
  bench.controller.publish();
  const auto document = alert();
  bench.controller.post({sign(document)});
  bench.boot();
  bench.run(20s);
  EXPECT_EQ(alarms(document).size(), 3u);
  EXPECT_THAT(bench.controller.causes(RowKind::refused), IsEmpty());
}

TEST(Hush, what_it_silenced_is_missed_with_that_cause) {
  AgentBench bench;
  const auto programme = bench.programme(20s);
  bench.approve(programme);
  bench.plan(programme, bench.utc + 60s);
  bench.ready();
  bench.world.set_now(bench.utc);
  bench.controller.post({bench.world.sign(bench.world.hush_document(bench.site().unit, 5min), {bench.world.duty_one().key()})});
  bench.run(3min);
  EXPECT_THAT(bench.controller.causes(RowKind::missed), Contains("schedule.hushed").Times(3));
}

TEST_F(MailTest, an_ended_alert_that_comes_late_does_not_sound) {
  const auto document = alert(1min);
  bench.broker(false);
  bench.https(false);
  bench.controller.post({sign(document)});
  bench.run(5min);
  bench.broker(true);
  bench.https(true);
  bench.run(20s);
  EXPECT_THAT(alarms(document), IsEmpty());
}

TEST_F(MailTest, with_unknown_time_an_alert_waits_for_one_beacon_only) {
  bench.controller.beacons = false;
  bench.reboot();
  bench.run(5s);
  const auto document = alert();
  bench.controller.post({sign(document)});
  bench.run(10s);
  EXPECT_THAT(alarms(document), IsEmpty());
  bench.controller.beacons = true;
  bench.run(7s);
  EXPECT_EQ(alarms(document).size(), 3u);
}

}  // namespace
}  // namespace loa::test
