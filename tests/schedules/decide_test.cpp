#include "world.h"

#include "core/random.h"

namespace loa::schedules {
namespace {
using namespace test;

class DecideTest : public ::testing::Test {
 protected:
  std::vector<std::string> step(UtcTime now) {
    std::vector<std::string> out;
    for (const auto& a : decide(timeline, live, alerts, state, now)) {
      apply(state, a, now);
      if (a.cluster == kNorth) out.push_back(words(a));
    }
    EXPECT_TRUE(decide(timeline, live, alerts, state, now).empty()) << "a second look at the same instant must change nothing";
    return out;
  }
  std::string words(const Action& a) const {
    const std::string what = a.sound.kind == Sound::Kind::alert        ? "alert"
                             : a.sound.kind == Sound::Kind::microphone ? "microphone"
                                                                       : timeline.occurrences.at(a.sound.occurrence).title;
    if (a.kind == Action::Kind::start) return "start " + what + " +" + std::to_string(a.offset / 1s);
    return (a.kind == Action::Kind::stop ? "stop " : "miss ") + what + " " + a.cause.code;
  }
  void make(std::vector<Item> items) { timeline = plan(document(std::move(items)), policies(), kDay); }
  AlertInForce alert(UtcTime from, UtcTime until) {
    return {id<DocumentId>(1), sha256("alert"), Rung::commune_emergency, {kNorth}, from, until, false};
  }

  Timeline timeline;
  std::vector<LiveSession> live;
  std::vector<AlertInForce> alerts;
  AiringState state;
};
using Words = std::vector<std::string>;

TEST_F(DecideTest, StartsAndStopsOnTime) {
  make({item(1, civil(kDay, 5, 30), 10min)});
  EXPECT_EQ(next_change(timeline, live, alerts, state, utc(4, 0)), utc(5, 30));
  EXPECT_EQ(step(utc(5, 29, 59)), (Words{}));
  EXPECT_EQ(step(utc(5, 30)), (Words{"start Bản tin 1 +0"}));
  EXPECT_EQ(step(utc(5, 35)), (Words{}));
  EXPECT_EQ(step(utc(5, 40)), (Words{"stop Bản tin 1 schedule.finished"}));
  EXPECT_TRUE(state.closed.contains({timeline.planned.front().occurrence, kNorth}));
  EXPECT_EQ(next_change(timeline, live, alerts, state, utc(5, 41)), UtcTime::max());
}

TEST_F(DecideTest, JoinsInProgressOrSkips) {
  auto joins = item(1, civil(kDay, 5, 30), 10min);
  auto skips = item(2, civil(kDay, 5, 45), 10min);
  skips.late = Late::skip;
  make({joins, skips});
  EXPECT_EQ(step(utc(5, 34)), (Words{"start Bản tin 1 +240"}));
  step(utc(5, 40));
  EXPECT_EQ(step(utc(5, 46)), (Words{"miss Bản tin 2 schedule.late_skipped"}));
  EXPECT_EQ(step(utc(5, 47)), (Words{}));
}

TEST_F(DecideTest, ASkipperStartsInsideTheGrace) {
  auto skips = item(2, civil(kDay, 5, 45), 10min);
  skips.late = Late::skip;
  make({skips});
  EXPECT_EQ(step(utc(5, 45, 2)), (Words{"start Bản tin 2 +2"}));
  EXPECT_EQ(step(utc(5, 50)), (Words{}));
}

TEST_F(DecideTest, NotPlayedAtAllIsMissedOnce) {
  make({item(1, civil(kDay, 5, 30), 10min)});
  EXPECT_EQ(step(utc(9, 0)), (Words{"miss Bản tin 1 schedule.not_played"}));
  EXPECT_EQ(step(utc(9, 1)), (Words{}));
}

TEST_F(DecideTest, WhatThePolicyDroppedIsMissedWithItsCause) {
  make({item(1, civil(kDay, 3, 15), 10min)});
  EXPECT_EQ(step(utc(3, 0)), (Words{}));
  EXPECT_EQ(step(utc(3, 15)), (Words{"miss Bản tin 1 policy.outside_window"}));
}

TEST_F(DecideTest, AnAlertInterruptsAndTheAnswerIsAfresh) {
  make({item(1, civil(kDay, 5, 30), 30min)});
  step(utc(5, 30));
  alerts = {alert(utc(5, 40), utc(5, 45))};
  EXPECT_EQ(next_change(timeline, live, alerts, state, utc(5, 31)), utc(5, 40));
  EXPECT_EQ(step(utc(5, 40)), (Words{"stop Bản tin 1 schedule.interrupted_alert", "start alert +0"}));
  EXPECT_EQ(step(utc(5, 45)), (Words{"stop alert schedule.finished", "start Bản tin 1 +900"}));
}

TEST_F(DecideTest, AnAlertTheDeviceEndedIsNotStartedAgain) {
  alerts = {alert(utc(5, 40), utc(5, 45))};
  step(utc(5, 40));
  note_ended(state, kNorth, true);
  EXPECT_EQ(step(utc(5, 41)), (Words{}));
}

TEST_F(DecideTest, HushSilencesAndHigherAlertsOverrideIt) {
  make({item(1, civil(kDay, 5, 30), 30min)});
  step(utc(5, 30));
  auto hush = alert(utc(5, 31), utc(6, 0));
  hush.silence = true;
  alerts = {hush};
  EXPECT_EQ(step(utc(5, 31)), (Words{"stop Bản tin 1 schedule.hushed"}));
  auto province = alert(utc(5, 32), utc(5, 33));
  province.id = id<DocumentId>(2);
  province.rung = Rung::province_emergency;
  alerts.push_back(province);
  EXPECT_EQ(step(utc(5, 32)), (Words{"start alert +0"}));
  EXPECT_EQ(step(utc(5, 33)), (Words{"stop alert schedule.finished"}));
}

TEST_F(DecideTest, AMicrophoneStandsAboveEveryItemAndALiveSlotNeedsItsSource) {
  auto slot = item(1, civil(kDay, 5, 30), 10min);
  slot.kind = ItemKind::live;
  make({slot, item(2, civil(kDay, 5, 45), 10min)});
  EXPECT_EQ(step(utc(5, 30)), (Words{}));
  live = {{id<DocumentId>(5), slot.id, {kNorth}, utc(5, 31), utc(5, 36)}, {id<DocumentId>(6), {}, {kNorth}, utc(5, 50), utc(5, 52)}};
  EXPECT_EQ(step(utc(5, 31)), (Words{"start Bản tin 1 +60"}));
  EXPECT_EQ(step(utc(5, 36)), (Words{"stop Bản tin 1 schedule.withdrawn"}));
  EXPECT_EQ(step(utc(5, 45)), (Words{"start Bản tin 2 +0"}));
  EXPECT_EQ(step(utc(5, 50)), (Words{"stop Bản tin 2 schedule.interrupted_live", "start microphone +0"}));
  EXPECT_EQ(step(utc(5, 52)), (Words{"stop microphone schedule.finished", "start Bản tin 2 +420"}));
}

TEST_F(DecideTest, ALiveSlotWithoutASourceIsMissed) {
  auto slot = item(1, civil(kDay, 5, 30), 10min);
  slot.kind = ItemKind::live;
  make({slot});
  EXPECT_EQ(step(utc(5, 40)), (Words{"miss Bản tin 1 schedule.live_never_came"}));
}

TEST_F(DecideTest, AfterARestartItJoinsTheSameOccurrence) {
  make({item(1, civil(kDay, 5, 30), 10min)});
  step(utc(5, 30));
  state.playing.clear();  // the process died; begun and closed were stored
  EXPECT_EQ(step(utc(5, 33)), (Words{"start Bản tin 1 +180"}));
}

TEST_F(DecideTest, AnItemTakenOutOfThePlanStops) {
  make({item(1, civil(kDay, 5, 30), 10min)});
  step(utc(5, 30));
  make({});
  const auto actions = decide(timeline, live, alerts, state, utc(5, 31));
  ASSERT_EQ(actions.size(), 2U);
  EXPECT_EQ(actions.front().cause.code, "schedule.withdrawn");
  EXPECT_TRUE(actions.front().closes);
}

TEST_F(DecideTest, NothingSoundsTwiceAfterItEndedWhateverHappens) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    SeededRandom random(seed);
    std::vector<Item> items;
    for (int n = 1; n <= 8; ++n) {
      auto i = item(n, civil(kDay, 5, static_cast<int>(30 + random.below(30))), std::chrono::minutes(1 + random.below(20)));
      i.late = static_cast<Late>(random.below(2));
      i.overrun = static_cast<Overrun>(random.below(3));
      if (random.below(3) == 0) i.cls = BroadcastClass::priority;
      items.push_back(i);
    }
    make(items);
    state = {};
    std::set<AiringKey> ended, missed;
    for (auto now = utc(5, 0); now < utc(7, 30); now += std::chrono::seconds(1 + random.below(90))) {
      if (random.below(20) == 0) state.playing.clear();
      if (random.below(20) == 0) alerts = {alert(now, now + 3min)};
      if (auto it = state.playing.find(kNorth); it != state.playing.end() && random.below(30) == 0) {
        if (it->second.sound.kind == Sound::Kind::occurrence) ended.insert({it->second.sound.occurrence, kNorth});
        note_ended(state, kNorth, true);
      }
      for (const auto& a : decide(timeline, live, alerts, state, now)) {
        const AiringKey key{a.sound.occurrence, a.cluster};
        if (a.sound.kind == Sound::Kind::occurrence) {
          if (a.kind == Action::Kind::start) { ASSERT_FALSE(ended.contains(key)) << "twice, seed " << seed; }
          if (a.kind == Action::Kind::miss) { ASSERT_TRUE(missed.insert(key).second && !state.begun.contains(key)) << "seed " << seed; }
          if (a.closes) ended.insert(key);
        }
        apply(state, a, now);
      }
    }
    for (const auto& [id, o] : timeline.occurrences)
      for (const auto& c : o.clusters)
        EXPECT_TRUE(state.begun.contains({id, c}) != missed.contains({id, c})) << "exactly one of aired and missed, seed " << seed;
  }
}

}  // namespace
}  // namespace loa::schedules
