#include "schedules/week_copy.h"

#include "world.h"

namespace loa::schedules {
namespace {
using namespace test;
using Lines = std::vector<std::string>;
using Kind = CopyProposal::Kind;

const CivilDay kMonday = date::local_days{2026_y / 11 / 23};
const CivilDay kNext = kMonday + date::days{7};

Lines told(const std::vector<Item>& items, CivilDay from = kMonday, CivilDay to = kNext, bool skip_holidays = true) {
  const char* kinds[] = {"add", "there", "repeats", "out"};
  Lines out;
  for (const auto& p : copy_week(items, {from, to, skip_holidays}, Zone::vietnam())) {
    EXPECT_EQ(p.kind == Kind::add, p.item.has_value());
    if (p.item) { EXPECT_EQ(p.item->start, p.to_start); }
    if (!p.why.code.empty()) { EXPECT_TRUE(in_catalogue(p.why.code)); }
    out.push_back(std::string(kinds[static_cast<int>(p.kind)]) + " " + format_civil(p.to_start).substr(5, 11) + (p.why.code.empty() ? "" : " " + p.why.code));
  }
  return out;
}

TEST(CopyWeek, OnceItemsMoveSevenDays) {
  EXPECT_EQ(told({item(1, civil(kMonday, 5, 30), 10min), item(2, civil(kMonday + date::days{6}, 17, 0), 10min), item(3, civil(kNext, 5, 30), 5min)}),
            (Lines{"add 11-30T05:30", "add 12-06T17:00"}));
}

TEST(CopyWeek, TheCopyIsOneOffAndNotYetSaved) {
  auto one = item(1, civil(kMonday - date::days{7}, 5, 30), 10min);
  one.rdates = {civil(kMonday, 6, 0)};
  one.exdates = {kMonday + date::days{1}};
  const auto proposals = copy_week({one}, {kMonday, kNext, true}, Zone::vietnam());
  ASSERT_EQ(proposals.size(), 1U);
  const auto& copy = *proposals.front().item;
  EXPECT_TRUE(copy.id.is_nil());
  EXPECT_EQ(copy.created, UtcTime{});
  EXPECT_TRUE(copy.rrule.empty() && copy.rdates.empty() && copy.exdates.empty());
  EXPECT_EQ(copy.start, civil(kNext, 6, 0));
  EXPECT_EQ(copy.targets, one.targets);
  EXPECT_TRUE(check(copy));
}

TEST(CopyWeek, WhatRepeatsByItselfIsNotCopied) {
  EXPECT_EQ(told({item(1, civil(kMonday, 5, 30), 10min, "FREQ=DAILY")}), (Lines{"repeats 11-30T05:30"}));
  EXPECT_EQ(told({item(1, civil(kMonday, 5, 30), 10min, "FREQ=MONTHLY;BYMONTHDAY=23")}), (Lines{"repeats 11-30T05:30"}));
  auto lunar = item(1, civil(kMonday, 5, 30), 10min);
  lunar.lunar = *parse_lunar_rule("DAYS=15");  // 15 tháng mười is 23 November 2026
  EXPECT_EQ(told({lunar}), (Lines{"repeats 11-30T05:30"}));
}

TEST(CopyWeek, ARuleThatHasEndedIsCopiedDayByDay) {
  EXPECT_EQ(told({item(1, civil(kMonday, 5, 30), 10min, "FREQ=DAILY;COUNT=2")}), (Lines{"add 11-30T05:30", "add 12-01T05:30"}));
}

TEST(CopyWeek, AnExtraDateOfARuleIsCopied) {
  auto one = item(1, civil(kMonday, 5, 30), 10min, "FREQ=WEEKLY;BYDAY=MO");
  one.rdates = {civil(kMonday + date::days{2}, 6, 0)};
  EXPECT_EQ(told({one}), (Lines{"repeats 11-30T05:30", "add 12-02T06:00"}));
}

TEST(CopyWeek, ExceptionsSeasonsAndHolidaysAreRespected) {
  auto one = item(1, civil(kMonday, 5, 30), 10min);
  one.exdates = {kNext};
  EXPECT_EQ(told({one}), (Lines{"out 11-30T05:30 schedule.copy_exception"}));
  one.exdates.clear();
  one.seasons = {*parse_season("11-01/11-29")};
  EXPECT_EQ(told({one}), (Lines{"out 11-30T05:30 schedule.copy_season"}));
  const CivilDay before = date::local_days{2026_y / 12 / 28}, holiday_week = before + date::days{4};  // Friday, New Year
  EXPECT_EQ(told({item(1, civil(before, 5, 30), 10min)}, before, holiday_week), (Lines{"out 01-01T05:30 schedule.copy_holiday"}));
  EXPECT_EQ(told({item(1, civil(before, 5, 30), 10min)}, before, holiday_week, false), (Lines{"add 01-01T05:30"}));
  auto never = item(1, civil(before, 5, 30), 10min);
  never.holidays = *parse_holiday_rule("NEVER");
  EXPECT_EQ(told({never}, before, holiday_week, false), (Lines{"out 01-01T05:30 schedule.copy_holiday"}));
}

TEST(CopyWeek, TwiceIsOnce) {
  std::vector<Item> items{item(1, civil(kMonday, 5, 30), 10min), item(2, civil(kMonday, 6, 0), 10min)};
  for (const auto& p : copy_week(items, {kMonday, kNext, true}, Zone::vietnam())) items.push_back(*p.item);
  items[2].id = id<ItemId>(21), items[3].id = id<ItemId>(22);
  EXPECT_EQ(told(items), (Lines{"there 11-30T05:30 schedule.copy_there", "there 11-30T06:00 schedule.copy_there"}));
}

TEST(CopyWeek, OrderOfTheItemsDoesNotMatter) {
  std::vector<Item> items;
  for (int n = 1; n < 9; ++n) items.push_back(item(n, civil(kMonday + date::days{n % 7}, 5 + n, 0), 10min));
  const auto forward = told(items);
  std::ranges::reverse(items);
  EXPECT_EQ(told(items), forward);
}

}  // namespace
}  // namespace loa::schedules
