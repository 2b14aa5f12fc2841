#include "schedules/retime.h"

#include "world.h"

namespace loa::schedules {
namespace {
using namespace test;

const CivilDay kUntil = kDay + date::days{14};
const Retime kLater{std::chrono::minutes(30), {}};

std::vector<Retimed> shifted(const std::vector<Item>& items, const Retime& retime, std::set<ItemId> which = {}) {
  if (which.empty())
    for (const auto& i : items) which.insert(i.id);
  return shift_items(document(items), policies(), which, retime, kDay, kUntil);
}

TEST(Retime, StartAndExtraDatesMoveExceptionsStay) {
  auto one = item(1, civil(kDay, 5, 30), 10min, "FREQ=DAILY");
  one.rdates = {civil(kDay, 17, 0)};
  one.exdates = {kDay + date::days{3}};
  const auto got = shifted({one}, kLater);
  ASSERT_EQ(got.size(), 1U);
  ASSERT_TRUE(got[0].after) << to_line(got[0].refusal);
  EXPECT_EQ(got[0].after->start, civil(kDay, 6, 0));
  EXPECT_EQ(got[0].after->rdates, (std::vector<CivilTime>{civil(kDay, 17, 30)}));
  EXPECT_EQ(got[0].after->exdates, one.exdates);
  EXPECT_EQ(got[0].before, one);  // what undo saves again
  EXPECT_TRUE(got[0].conflicts.empty());
}

TEST(Retime, OnlyTheGivenItemsAndToANewHour) {
  const std::vector<Item> items{item(1, civil(kDay, 5, 30, 20), 10min), item(2, civil(kDay, 6, 0), 10min)};
  const auto got = shifted(items, {{}, MinuteOfDay(17 * 60)}, {items[0].id, id<ItemId>(99)});
  ASSERT_EQ(got.size(), 1U);
  EXPECT_EQ(got[0].after->start, civil(kDay, 17, 0));
}

TEST(Retime, ConflictsAreThoseAfterAllHaveMoved) {
  // Moved together they stay apart; moved alone the first runs into the second.
  const std::vector<Item> items{item(1, civil(kDay, 5, 30), 30min, "FREQ=DAILY"), item(2, civil(kDay, 6, 0), 30min, "FREQ=DAILY")};
  for (const auto& one : shifted(items, kLater)) EXPECT_TRUE(one.conflicts.empty());
  const auto alone = shifted(items, kLater, {items[0].id});
  ASSERT_EQ(alone.size(), 1U);
  EXPECT_EQ(alone[0].conflicts.size(), 14U);  // each day, Sundays and the last included
  EXPECT_EQ(alone[0].conflicts.front().other, items[1].id);
}

TEST(Retime, ABreachOfTheRegulationCitesIt) {
  const auto got = shifted({item(1, civil(kDay, 6, 30), 30min)}, kLater);
  ASSERT_EQ(got[0].conflicts.size(), 1U);
  EXPECT_EQ(got[0].conflicts[0].error.code, "policy.outside_window");
  EXPECT_EQ(got[0].conflicts[0].error.params.front().second, "12/QĐ-UBND");
}

TEST(Retime, ARuleKeepsItsDays) {
  const auto refusal = [](Item one, const Retime& retime) {
    const auto got = shifted({std::move(one)}, retime);
    return got[0].after ? std::string("moved") : got[0].refusal.code;
  };
  const Retime back{std::chrono::minutes(-400), {}};
  EXPECT_EQ(refusal(item(1, civil(kDay, 5, 30), 10min, "FREQ=WEEKLY;BYDAY=WE"), back), "schedule.shift_days");  // over midnight
  EXPECT_EQ(refusal(item(1, civil(kDay, 5, 30), 10min), back), "moved");                                         // once: the day before
  EXPECT_EQ(refusal(item(1, civil(kDay, 5, 30), 10min, "FREQ=DAILY;BYHOUR=5;BYMINUTE=30"), kLater), "schedule.shift_days");
  EXPECT_EQ(refusal(item(1, civil(kDay, 5, 30), 10min, "FREQ=DAILY;UNTIL=20261130T054500"), kLater), "schedule.shift_days");  // loses its last day
  EXPECT_EQ(refusal(item(1, civil(kDay, 5, 30), 10min, "FREQ=DAILY;UNTIL=20261130"), kLater), "moved");
  auto lunar = item(1, civil(kDay, 5, 30), 10min);
  lunar.lunar = *parse_lunar_rule("DAYS=1,15");
  EXPECT_EQ(refusal(lunar, kLater), "moved");
  EXPECT_EQ(refusal(lunar, back), "schedule.shift_days");
}

TEST(Retime, ThereAndBackIsWhatItWas) {
  const std::vector<Item> items{item(1, civil(kDay, 5, 30), 30min, "FREQ=DAILY"), item(2, civil(kDay, 17, 0), 30min)};
  const auto there = shifted(items, kLater);
  const auto back = shifted({*there[0].after, *there[1].after}, {std::chrono::minutes(-30), {}});
  EXPECT_EQ(*back[0].after, items[0]);
  EXPECT_EQ(*back[1].after, items[1]);
}

TEST(Retime, NothingOrBothIsNothing) {
  const std::vector<Item> items{item(1, civil(kDay, 5, 30), 30min)};
  EXPECT_TRUE(shifted(items, {}).empty());
  EXPECT_TRUE(shifted(items, {std::chrono::minutes(5), MinuteOfDay(300)}).empty());
  EXPECT_TRUE(shifted(items, {{}, MinuteOfDay(24 * 60)}).empty());
}

}  // namespace
}  // namespace loa::schedules
