// What is asked of the bridge: on the instant, asked ahead, joined at the offset, and silence whenever a right is missing.
#include "tests/agent/agent_bench.h"

#include <gmock/gmock.h>

namespace loa::test {
namespace {

using protocol::RowKind;
using testing::Contains;
using testing::ElementsAre;
using testing::Each;
using testing::IsEmpty;

class DirectorTest : public testing::Test {
 protected:
  // One approved programme of a minute, half a minute from now, on every cluster.
  void one_slot(Millis ahead = 40s, Millis duration = 60s) {
    programme = bench.programme(duration);
    approval = bench.approve(programme);
    item = bench.plan(programme, bench.utc + ahead);
    start = bench.utc + ahead;
    occurrence = bench.occurrence(item);
  }
  // Published again with the same plan, after what the test changed.
  void publish_again() {
    bench.world.set_now(bench.utc);
    bench.controller.publish();
  }
  void expect_silence(const std::string& cause) {
    EXPECT_THAT(bench.bridge.sounded(), IsEmpty());
    EXPECT_THAT(bench.bridge.asked, IsEmpty());
    const auto missed = bench.controller.causes(RowKind::missed);
    EXPECT_EQ(missed.size(), 3u);
    EXPECT_THAT(missed, Each(cause));
  }
  AgentBench bench;
  Programme programme;
  Bytes approval;
  schedules::Item item;
  UtcTime start;
  Hash occurrence;
};

TEST_F(DirectorTest, asks_a_few_seconds_ahead_and_the_sound_begins_on_the_instant) {
  one_slot();
  bench.ready();
  bench.run(3min);
  ASSERT_FALSE(bench.bridge.asked.empty());
  const auto ahead = start - bench.bridge.asked.front().at;
  EXPECT_GE(ahead, 2s);
  EXPECT_LE(ahead, 4s);
  const auto sounds = bench.sounded(occurrence);
  ASSERT_EQ(sounds.size(), 3u);
  for (const auto& sound : sounds) {
    EXPECT_EQ(sound.from, start);
    EXPECT_EQ(sound.until, start + 60s);
    EXPECT_EQ(sound.offset, 0ms);
    EXPECT_EQ(sound.volume, 70);
  }
  EXPECT_EQ(bench.bridge.asked.size(), 1u) << "one request for all clusters of the slot";
  EXPECT_THAT(bench.controller.causes(RowKind::aired), ElementsAre("finished", "finished", "finished"));
  EXPECT_THAT(bench.controller.rows_of(RowKind::missed), IsEmpty());
}

TEST_F(DirectorTest, after_a_restart_it_joins_at_the_offset_and_plays_to_the_end) {
  one_slot();
  bench.ready();
  bench.run_until(start + 20s);
  bench.kill();
  bench.bridge.kill(bench.utc);
  bench.run(5s);
  bench.boot();
  bench.run(2min);
  const auto sounds = bench.sounded(occurrence);
  ASSERT_EQ(sounds.size(), 6u);
  for (std::size_t i = 3; i < 6; ++i) {
    EXPECT_EQ(sounds[i].offset, sounds[i].from - start);
    EXPECT_EQ(sounds[i].until, start + 60s);
    EXPECT_LE(sounds[i].from - (start + 25s), 3s) << "the air is not left empty";
  }
  EXPECT_EQ(bench.controller.rows_of(RowKind::aired).size(), 6u);
  EXPECT_THAT(bench.controller.rows_of(RowKind::missed), IsEmpty());
}

TEST_F(DirectorTest, an_agent_killed_alone_lets_the_bridge_go_on_and_adds_no_sound) {
  one_slot();
  bench.ready();
  bench.run_until(start + 20s);
  bench.restart();
  bench.run(2min);
  const auto sounds = bench.sounded(occurrence);
  ASSERT_EQ(sounds.size(), 3u);
  for (const auto& sound : sounds) EXPECT_EQ(sound.until - sound.from, 60s);
  EXPECT_THAT(bench.controller.causes(RowKind::aired), ElementsAre("finished", "finished", "finished"));
}

TEST_F(DirectorTest, what_has_finished_is_not_asked_for_again_after_a_restart) {
  one_slot(40s, 30s);
  bench.controller.plan.items[0].duration = 60s;  // the slot is longer than the sound
  bench.ready();
  bench.run_until(start + 40s);
  const auto asked = bench.bridge.asked.size();
  ASSERT_THAT(bench.controller.causes(RowKind::aired), Contains("finished").Times(3));
  bench.restart();
  bench.run(60s);
  EXPECT_EQ(bench.bridge.asked.size(), asked);
}

TEST_F(DirectorTest, is_silent_while_the_time_is_unknown_and_says_so_in_the_row) {
  one_slot();
  bench.ready();
  bench.controller.beacons = false;
  bench.reboot();  // steady time begins anew: what was known of the time is gone
  bench.run(3min);
  EXPECT_THAT(bench.bridge.sounded(), IsEmpty());
  bench.controller.beacons = true;
  bench.run(3min);
  expect_silence("time.unknown");
}

TEST_F(DirectorTest, is_silent_without_approval) {
  programme = bench.programme(60s);
  item = bench.plan(programme, bench.utc + 40s);
  bench.ready();
  bench.run(3min);
  expect_silence("play.no_approval");
  EXPECT_THAT(bench.controller.causes(RowKind::refused), ElementsAre("play.no_approval"));
}

TEST_F(DirectorTest, is_silent_when_the_approval_has_expired) {
  programme = bench.programme(60s);
  auto document = bench.world.approval_document(programme, {bench.site().unit});
  document.until = bench.utc + 30s;
  bench.controller.library.approvals = {bench.world.sign(document, {bench.world.approver().key()})};
  item = bench.plan(programme, bench.utc + 40s);
  bench.ready();
  bench.run(3min);
  expect_silence("play.no_approval");
}

TEST_F(DirectorTest, is_silent_when_the_approval_is_withdrawn_before_the_start) {
  one_slot();
  bench.ready();
  auto document = bench.world.approval_document(programme, {bench.site().unit});
  document.version = bench.world.next_version();
  document.withdrawn = true;
  bench.controller.library.approvals = {bench.world.sign(document, {bench.world.approver().key()})};
  publish_again();
  bench.run(3min);
  expect_silence("play.no_approval");
}

TEST_F(DirectorTest, a_withdrawal_while_it_sounds_is_handed_to_the_bridge_at_once) {
  one_slot();
  bench.ready();
  bench.run_until(start + 10s);
  const auto roots = bench.bridge.roots.size();
  auto document = bench.world.approval_document(programme, {bench.site().unit});
  document.version = bench.world.next_version();
  document.withdrawn = true;
  bench.controller.library.approvals = {bench.world.sign(document, {bench.world.approver().key()})};
  publish_again();
  bench.run(3s);
  EXPECT_GT(bench.bridge.roots.size(), roots);
}

TEST_F(DirectorTest, is_silent_when_the_author_approved_it_himself) {
  programme = bench.programme(60s);
  auto document = bench.world.approval_document(programme, {bench.site().unit});
  document.author = bench.world.approver().person;
  bench.controller.library.approvals = {bench.world.sign(document, {bench.world.approver().key()})};
  item = bench.plan(programme, bench.utc + 40s);
  bench.ready();
  bench.run(3min);
  expect_silence("play.no_approval");
  EXPECT_THAT(bench.controller.causes(RowKind::refused), Contains("approval.own_author").Times(1));
}

TEST_F(DirectorTest, is_silent_when_the_signers_grant_has_ended_by_then) {
  one_slot();
  auto parts = bench.world.parts(bench.site(), bench.controller.library);
  parts.of(protocol::Part::plan) = to_bytes(schedules::write_plan(bench.controller.plan));
  auto trust = bench.world.trust_document();
  for (auto& grant : trust.grants) {
    if (grant.person == bench.world.approver().person) grant.until = bench.utc + 30s;
  }
  parts.of(protocol::Part::trust) = World::part_of({bench.world.trust(trust)});
  bench.controller.parts = parts;
  bench.ready();
  bench.run(3min);
  EXPECT_THAT(bench.bridge.asked, IsEmpty());
  EXPECT_EQ(bench.controller.rows_of(RowKind::missed).size(), 3u);
}

TEST_F(DirectorTest, is_silent_when_the_approval_is_for_another_commune) {
  programme = bench.programme(60s);
  bench.controller.library.approvals = {bench.world.approval(programme, {bench.world.site(1).unit})};
  item = bench.plan(programme, bench.utc + 40s);
  bench.ready();
  bench.run(3min);
  expect_silence("play.no_approval");
}

TEST_F(DirectorTest, is_silent_when_a_regulation_is_missing_on_the_path) {
  one_slot();
  bench.controller.publish();
  auto parts = bench.world.parts(bench.site(), bench.controller.library);
  parts.of(protocol::Part::plan) = to_bytes(schedules::write_plan(bench.controller.plan));
  parts.of(protocol::Part::policy) = World::part_of({bench.world.policy(bench.world.wide_regulation(bench.world.province()))});
  bench.controller.parts = parts;
  bench.ready();
  bench.run(3min);
  EXPECT_THAT(bench.bridge.sounded(), IsEmpty());
  EXPECT_EQ(bench.controller.rows_of(RowKind::missed).size(), 3u);
}

TEST_F(DirectorTest, content_that_comes_late_is_joined_at_the_offset) {
  one_slot();
  bench.controller.never_by_mqtt.insert(programme.manifest.audio);
  bench.https(false);
  bench.ready();
  bench.run_until(start + 15s);
  EXPECT_THAT(bench.bridge.sounded(), IsEmpty());
  bench.controller.never_by_mqtt.clear();
  bench.run(2min);
  const auto sounds = bench.sounded(occurrence);
  ASSERT_EQ(sounds.size(), 3u);
  EXPECT_EQ(sounds[0].offset, sounds[0].from - start);
  EXPECT_THAT(bench.controller.rows_of(RowKind::missed), IsEmpty());
}

TEST_F(DirectorTest, a_refusal_of_the_bridge_is_one_row_and_is_tried_again) {
  one_slot();
  bench.bridge.refuses = fail("play.not_current");
  bench.ready();
  bench.run_until(start + 25s);
  EXPECT_GE(bench.bridge.asked.size(), 3u);
  EXPECT_THAT(bench.controller.causes(RowKind::refused), ElementsAre("play.not_current"));
  bench.bridge.refuses.reset();
  bench.run(2min);
  EXPECT_EQ(bench.sounded(occurrence).size(), 3u);
}

TEST_F(DirectorTest, a_bridge_that_stays_mute_is_asked_again) {
  one_slot();
  bench.bridge.mute = true;
  bench.ready();
  bench.run_until(start + 5s);
  bench.bridge.mute = false;
  const auto asked = bench.bridge.asked.size();
  for (int i = 0; i < 5; ++i) {
    bench.bridge.say_status();
    bench.run(5s);
  }
  EXPECT_GT(bench.bridge.asked.size(), asked);
  EXPECT_EQ(bench.sounded(occurrence).size(), 3u);
}

TEST_F(DirectorTest, two_programmes_back_to_back_both_begin_on_the_instant) {
  one_slot(40s, 30s);
  const auto second = bench.programme(30s);
  bench.approve(second);
  const auto after = bench.plan(second, start + 30s);
  bench.ready();
  bench.run(3min);
  const auto sounds = bench.sounded(bench.occurrence(after));
  ASSERT_EQ(sounds.size(), 3u);
  for (const auto& sound : sounds) EXPECT_EQ(sound.from, start + 30s);
  for (const auto& sound : bench.sounded(occurrence)) EXPECT_EQ(sound.ended_by, "finished");
}

// Days without any network, processes dying: the plan on the disk is played on the second.
TEST_F(DirectorTest, cut_off_for_days_it_airs_every_slot_within_a_second) {
  programme = bench.programme(60s);
  approval = bench.approve(programme);
  const UtcTime first = bench.utc + 1h;
  item = bench.plan(programme, first);
  bench.controller.plan.items[0].rrule = "FREQ=HOURLY;INTERVAL=6";
  bench.ready();
  bench.run(2h);  // the crystal is learnt: a day without beacons stays within a second
  bench.broker(false);
  bench.https(false);
  const auto from = bench.utc;
  for (int hour = 0; hour < 54; ++hour) {
    if (hour % 5 == 2) bench.restart();
    if (hour % 11 == 7) {
      bench.kill();
      bench.bridge.kill(bench.utc);
      bench.run(30s);
      bench.boot();
      bench.run(1h - 30s);
    } else {
      bench.run(1h);
    }
  }
  std::map<UtcTime, int> starts, joins;
  for (const auto& sound : bench.bridge.sounded()) {
    const UtcTime planned = sound.from - sound.offset;
    if (sound.from < from) continue;
    ++(sound.offset < 1s ? starts : joins)[planned];
    EXPECT_LE(std::abs(((planned - first) % 6h).count()), 1000) << format_rfc3339(planned);
  }
  EXPECT_EQ(starts.size(), 9u);
  for (const auto& [unused, clusters] : starts) EXPECT_EQ(clusters, 3);
  const auto told = bench.controller.rows_of(RowKind::aired).size();
  bench.broker(true);
  bench.run(2min);
  EXPECT_EQ(bench.controller.rows_of(RowKind::aired).size(), told + (starts.size() + joins.size()) * 3);
  EXPECT_THAT(bench.controller.rows_of(RowKind::missed), IsEmpty());
  EXPECT_FALSE(bench.controller.gap);
}

}  // namespace
}  // namespace loa::test
