// Days on which schedulers go wrong, and the bugs of the incumbents' scheduler as our own regression tests: its conflict check
// skips the last day of a range and every Sunday, clips ends at 23:59:59, runs after saving, and knows only devices that are
// online; another's emergency stops when a scheduled item starts.
#include "world.h"

#include <rapidcheck.h>

namespace loa::schedules {
namespace {
using namespace test;
using Lines = std::vector<std::string>;

const CivilDay kSunday = kDay + date::days{4};
CivilDay day(int y, unsigned m, unsigned d) { return date::local_days{date::year{y} / m / d}; }

PlanDocument lasting(std::vector<Item> items, CivilDay from, CivilDay until) {
  auto out = document(std::move(items));
  out.from = from, out.until = until;
  return out;
}

Lines days_planned(const Item& item, CivilDay from, CivilDay until) {
  const auto doc = lasting({item}, from, until);
  Lines out;
  for (auto d = from; d < until; d += date::days{1})
    if (!plan(doc, all_day(), d).planned.empty()) out.push_back(format_day(d));
  return out;
}

TEST(EdgeDays, TheThirtyFirst) {
  EXPECT_EQ(days_planned(item(1, civil(day(2026, 1, 31), 5, 30), 5min, "FREQ=MONTHLY;BYMONTHDAY=31"), day(2026, 1, 1), day(2026, 8, 1)),
            (Lines{"2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"}));
}

TEST(EdgeDays, TheTwentyNinthOfFebruary) {
  const auto leap = item(1, civil(day(2024, 2, 29), 5, 30), 5min, "FREQ=YEARLY");
  EXPECT_EQ(days_planned(leap, day(2027, 2, 20), day(2027, 3, 10)), Lines{});
  EXPECT_EQ(days_planned(leap, day(2028, 2, 20), day(2028, 3, 10)), Lines{"2028-02-29"});
}

TEST(EdgeDays, ALunarLeapMonth) {
  auto full_moon = item(1, civil(day(2025, 1, 1), 5, 30), 5min);
  full_moon.lunar = *parse_lunar_rule("DAYS=15;MONTH=6");
  EXPECT_EQ(days_planned(full_moon, day(2025, 7, 1), day(2025, 9, 1)), Lines{"2025-07-09"});
  full_moon.lunar->leap = LeapMonths::both;
  EXPECT_EQ(days_planned(full_moon, day(2025, 7, 1), day(2025, 9, 1)), (Lines{"2025-07-09", "2025-08-08"}));
}

TEST(EdgeDays, TheLastDayOfARange) {
  EXPECT_EQ(days_planned(item(1, civil(kDay, 5, 30), 5min, "FREQ=DAILY;UNTIL=20261127"), kDay, kDay + date::days{5}),
            (Lines{"2026-11-25", "2026-11-26", "2026-11-27"}));
}

TEST(IncumbentBugs, ConflictCheckSkipsEverySunday) {
  const auto mine = item(1, civil(kSunday, 5, 30), 10min), other = item(2, civil(kDay, 5, 35), 10min, "FREQ=WEEKLY;BYDAY=SU");
  const auto found = check_item(document({other}), policies(), mine, kDay, kDay + date::days{7});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().at, civil(kSunday, 5, 30));
}

TEST(IncumbentBugs, ConflictCheckSkipsTheLastDayOfTheRange) {
  const auto mine = item(1, civil(kDay, 5, 30), 10min, "FREQ=DAILY;UNTIL=20261129"), other = item(2, civil(kSunday, 5, 35), 10min);
  const auto found = check_item(document({other}), policies(), mine, kDay, kSunday + date::days{1});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().at, civil(kSunday, 5, 30));
}

// Whatever day of the week and of the range an overlap falls on, it is found.
TEST(IncumbentBugs, AnyOverlapOfAnyDayIsFound) {
  EXPECT_TRUE(rc::check("one conflict for each day both sound", [] {
    const int length = *rc::gen::inRange(1, 16), at = *rc::gen::inRange(0, length), shift = *rc::gen::inRange(-9, 10);
    const auto mine = item(1, civil(kDay, 5, 30), 10min, "FREQ=DAILY");
    const auto other = item(2, civil(kDay + date::days{at}, 5, 30) + std::chrono::minutes(shift), 10min);
    const auto found = check_item(document({other}), all_day(), mine, kDay, kDay + date::days{length});
    RC_ASSERT(found.size() == 1U);
    RC_ASSERT(found.front().at == civil(kDay + date::days{at}, 5, 30));
  }));
}

TEST(IncumbentBugs, SundayIsWrittenAsZero) {
  auto text = write_policy(policy());
  const auto at = text.find("[1,2,3,4,5,6,7]");
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(read_policy(text.replace(at, 15, "[0,1,2,3,4,5,6]")).error().code, "policy.bad");
}

TEST(IncumbentBugs, EndsAreClippedAtMidnight) {
  const auto night = item(1, civil(kDay, 23, 45), 30min);
  EXPECT_EQ(lines(plan(document({night}), all_day(), kDay)), Lines{"Bản tin 1 23:45-00:15"});
  const auto early = item(2, civil(kDay + date::days{1}, 0, 10), 10min);
  ASSERT_EQ(check_item(document({night}), all_day(), early, kDay, kDay + date::days{3}).size(), 1U);
  ASSERT_EQ(check_item(document({early}), all_day(), night, kDay, kDay + date::days{3}).size(), 1U);
}

TEST(IncumbentBugs, TheCheckRunsAfterSaving) {
  const auto doc = document({item(2, civil(kDay, 5, 35), 10min)});
  auto copy = doc;
  const auto found = check_item(copy, policies(), item(1, civil(kDay, 5, 30), 10min), kDay, kDay + date::days{1});
  EXPECT_EQ(found.size(), 1U);
  EXPECT_EQ(copy, doc);                                                   // nothing is saved
  EXPECT_EQ(found.front().after, civil(kDay, 5, 45));                     // put after
  EXPECT_TRUE(found.front().can_replace);                                 // or replace
}

TEST(IncumbentBugs, OnlyDevicesOnlineNowCanBeChosen) {
  // A plan knows no "online": each cluster of the document is planned and checked, whatever its device does now.
  const auto timeline = plan(document({item(1, civil(kDay, 5, 30), 10min)}), policies(), kDay);
  EXPECT_EQ(timeline.occurrences.begin()->second.clusters, (std::vector<ClusterId>{kNorth, kSouth}));
  const auto found = check_item(document({item(2, civil(kDay, 5, 35), 10min)}), policies(), item(1, civil(kDay, 5, 30), 10min), kDay, kDay + date::days{1});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().clusters, (std::vector<ClusterId>{kNorth, kSouth}));
}

TEST(IncumbentBugs, AScheduledItemStopsAnEmergency) {
  auto urgent = item(1, civil(kDay, 5, 30), 10min);
  urgent.cls = BroadcastClass::priority;
  const auto timeline = plan(document({urgent}), policies(), kDay);
  const AlertInForce alert{id<DocumentId>(5), sha256("alert"), Rung::commune_emergency, {kNorth}, utc(5, 20), utc(5, 50), false};
  AiringState state;
  for (const auto& action : decide(timeline, {}, {alert}, state, utc(5, 20))) apply(state, action, utc(5, 20));
  ASSERT_EQ(state.playing.at(kNorth).sound.kind, Sound::Kind::alert);
  for (const auto& action : decide(timeline, {}, {alert}, state, utc(5, 30)))
    if (action.cluster == kNorth) { EXPECT_NE(action.kind, Action::Kind::stop); }
}

}  // namespace
}  // namespace loa::schedules
