#include "schedules/calendar_rules.h"

#include "schedules/recurrence.h"
#include "world.h"

namespace loa::schedules {
namespace {
using namespace test;
using Texts = std::vector<std::string>;

CivilDay day(int y, unsigned m, unsigned d) { return date::local_days{date::year{y} / m / d}; }

Texts starts(const Item& item, CivilDay from, CivilDay until) {
  Texts out;
  for (const auto time : *starts_of(item, from, until, Zone::vietnam())) out.push_back(format_civil(time).substr(0, 16));
  return out;
}
Texts days_of(const Item& item, CivilDay from, CivilDay until) {
  auto out = starts(item, from, until);
  for (auto& text : out) text = text.substr(0, 10);
  return out;
}

Item lunar_item(const char* rule, CivilTime start = civil(day(2025, 1, 1), 5, 30)) {
  auto out = item(1, start, 10min);
  out.lunar = *parse_lunar_rule(rule);
  return out;
}

TEST(CalendarRules, TextForms) {
  for (const char* text : {"DAYS=1,15;LEAP=BOTH", "DAYS=15;MONTH=1;LEAP=REGULAR", "DAYS=-1;LEAP=ONLY;UNTIL=2027-01-31"})
    EXPECT_EQ(to_text(*parse_lunar_rule(text)), text);
  EXPECT_EQ(to_text(*parse_lunar_rule("DAYS=15,1,15")), "DAYS=1,15;LEAP=BOTH");
  EXPECT_EQ(to_text(*parse_lunar_rule("DAYS=15;MONTH=7")), "DAYS=15;MONTH=7;LEAP=REGULAR");
  EXPECT_EQ(to_text(*parse_season("04-16/10-15")), "04-16/10-15");
  EXPECT_EQ(to_text(*parse_holiday_rule("NEVER=tet,new_year")), "NEVER=new_year,tet");
  EXPECT_EQ(to_text(*parse_holiday_rule("ONLY")), "ONLY");
  EXPECT_EQ(to_text(HolidayRule{}), "");
}

TEST(CalendarRules, WhatIsNotUnderstoodIsRefused) {
  for (const char* text : {"", "DAYS=", "DAYS=0", "DAYS=31", "DAYS=-2", "DAYS=1;DAYS=2", "MONTH=1", "DAYS=1;MONTH=13", "DAYS=1;LEAP=x",
                           "DAYS=1;UNTIL=2026-02-30", "DAYS=1;", "days=1", "DAYS=1;LEAP=BOTH;LEAP=BOTH"})
    EXPECT_EQ(parse_lunar_rule(text).error().code, "schedule.calendar_bad") << text;
  for (const char* text : {"", "04-16", "04-16/02-30", "4-16/10-15", "13-01/12-31", "04-16/10-15/11-01"})
    EXPECT_FALSE(parse_season(text)) << text;
  for (const char* text : {"", "only", "ONLY=", "NEVER=christmas", "NEVER=tet,"}) EXPECT_FALSE(parse_holiday_rule(text)) << text;
  EXPECT_TRUE(parse_season("02-29/02-29"));
}

TEST(CalendarRules, FirstAndFifteenthWithALeapMonth) {
  // 2025 has a leap sixth month, 25 July to 22 August.
  const auto from = day(2025, 6, 20), until = day(2025, 9, 20);
  EXPECT_EQ(days_of(lunar_item("DAYS=1,15"), from, until),
            (Texts{"2025-06-25", "2025-07-09", "2025-07-25", "2025-08-08", "2025-08-23", "2025-09-06"}));
  EXPECT_EQ(days_of(lunar_item("DAYS=1,15;LEAP=REGULAR"), from, until), (Texts{"2025-06-25", "2025-07-09", "2025-08-23", "2025-09-06"}));
  EXPECT_EQ(days_of(lunar_item("DAYS=1,15;LEAP=ONLY"), from, until), (Texts{"2025-07-25", "2025-08-08"}));
}

TEST(CalendarRules, YearlyLunarDateFallsOnceAYear) {
  EXPECT_EQ(starts(lunar_item("DAYS=15;MONTH=1"), day(2025, 1, 1), day(2028, 1, 1)),
            (Texts{"2025-02-12T05:30", "2026-03-03T05:30", "2027-02-20T05:30"}));
  EXPECT_EQ(days_of(lunar_item("DAYS=15;MONTH=6"), day(2025, 1, 1), day(2026, 1, 1)), (Texts{"2025-07-09"}));
  EXPECT_EQ(days_of(lunar_item("DAYS=15;MONTH=6;LEAP=BOTH"), day(2025, 1, 1), day(2026, 1, 1)), (Texts{"2025-07-09", "2025-08-08"}));
}

TEST(CalendarRules, TheThirtiethAndTheLastDay) {
  // The twelfth month of 2025 has 29 days: no 30th, but a last day.
  EXPECT_TRUE(days_of(lunar_item("DAYS=30;MONTH=12"), day(2026, 1, 1), day(2026, 3, 1)).empty());
  EXPECT_EQ(days_of(lunar_item("DAYS=-1;MONTH=12"), day(2026, 1, 1), day(2026, 3, 1)), (Texts{"2026-02-16"}));
}

TEST(CalendarRules, ALunarRuleBeginsWithItsStartAndEndsWithUntil) {
  const auto item = lunar_item("DAYS=1;UNTIL=2025-04-28", civil(day(2025, 2, 28), 5, 30));
  EXPECT_EQ(days_of(item, day(2025, 1, 1), day(2026, 1, 1)), (Texts{"2025-02-28", "2025-03-29", "2025-04-28"}));
}

TEST(CalendarRules, SeasonsIncludeBothDaysAndMayRunOverNewYear) {
  auto summer = item(1, civil(day(2026, 1, 1), 5, 0), 10min, "FREQ=DAILY");
  summer.seasons = {*parse_season("04-16/10-15")};
  EXPECT_EQ(days_of(summer, day(2026, 4, 14), day(2026, 4, 18)), (Texts{"2026-04-16", "2026-04-17"}));
  EXPECT_EQ(days_of(summer, day(2026, 10, 14), day(2026, 10, 18)), (Texts{"2026-10-14", "2026-10-15"}));
  auto winter = summer;
  winter.seasons = {*parse_season("10-16/04-15")};
  EXPECT_EQ(starts(summer, day(2026, 1, 1), day(2027, 1, 1)).size() + starts(winter, day(2026, 1, 1), day(2027, 1, 1)).size(), 365U);
  EXPECT_EQ(days_of(winter, day(2026, 12, 31), day(2027, 1, 2)), (Texts{"2026-12-31", "2027-01-01"}));
  winter.seasons = {*parse_season("02-20/02-29")};
  EXPECT_EQ(starts(winter, day(2026, 2, 1), day(2026, 4, 1)).size(), 9U);   // 28 days in 2026
  EXPECT_EQ(starts(winter, day(2028, 2, 1), day(2028, 4, 1)).size(), 10U);  // 29 in 2028
}

TEST(CalendarRules, PublicHolidays) {
  DayCalendar calendar;
  const auto name = [&](CivilDay d) { const auto h = calendar.holiday(d); return h ? std::string(to_text(*h)) : "-"; };
  EXPECT_EQ(name(day(2026, 1, 1)), "new_year");
  EXPECT_EQ(name(day(2026, 2, 15)), "-");
  EXPECT_EQ(name(day(2026, 2, 16)), "tet");  // 29 tháng chạp, the year's last day
  EXPECT_EQ(name(day(2026, 2, 17)), "tet");
  EXPECT_EQ(name(day(2026, 2, 20)), "tet");
  EXPECT_EQ(name(day(2026, 2, 21)), "-");
  EXPECT_EQ(name(day(2024, 2, 9)), "tet");  // 30 tháng chạp
  EXPECT_EQ(name(day(2024, 2, 8)), "-");
  EXPECT_EQ(name(day(2026, 4, 26)), "hung_kings");
  EXPECT_EQ(name(day(2026, 4, 30)), "liberation_day");
  EXPECT_EQ(name(day(2026, 5, 1)), "labour_day");
  EXPECT_EQ(name(day(2026, 9, 2)), "national_day");
  EXPECT_EQ(name(kDay), "-");
}

TEST(CalendarRules, OnlyAndNeverOnHolidays) {
  auto daily = item(1, civil(day(2026, 1, 1), 5, 30), 10min, "FREQ=DAILY");
  daily.holidays = *parse_holiday_rule("NEVER");
  EXPECT_EQ(days_of(daily, day(2026, 4, 25), day(2026, 5, 3)), (Texts{"2026-04-25", "2026-04-27", "2026-04-28", "2026-04-29", "2026-05-02"}));
  daily.holidays = *parse_holiday_rule("ONLY=hung_kings,labour_day");
  EXPECT_EQ(days_of(daily, day(2026, 4, 25), day(2026, 5, 3)), (Texts{"2026-04-26", "2026-05-01"}));
}

TEST(CalendarRules, ExtraDatesIgnoreTheSeasonAndExceptionsTakeAnything) {
  auto one = item(1, civil(kDay, 5, 30), 10min, "FREQ=DAILY");
  one.seasons = {*parse_season("04-16/10-15")};
  one.rdates = {civil(kDay, 6, 0), civil(kDay + date::days{1}, 6, 0), civil(kDay, 6, 0)};
  EXPECT_EQ(starts(one, kDay, kDay + date::days{5}), (Texts{"2026-11-25T06:00", "2026-11-26T06:00"}));
  one.exdates = {kDay};
  EXPECT_EQ(starts(one, kDay, kDay + date::days{5}), (Texts{"2026-11-26T06:00"}));
}

TEST(CalendarRules, TheWireKeepsThemAndNamesWhatNarrows) {
  auto one = lunar_item("DAYS=1,15");
  one.seasons = {*parse_season("04-16/10-15")};
  one.holidays = *parse_holiday_rule("NEVER=tet");
  const auto text = write_plan(document({one}));
  EXPECT_NE(text.find(R"("needs":["lunar","seasons","holidays"])"), std::string::npos) << text;
  EXPECT_EQ(read_plan(text)->items.front(), one);
  auto newer = text;
  newer.replace(newer.find("\"needs\":["), 9, "\"needs\":[\"moon_phase\",");
  EXPECT_EQ(read_plan(newer).error().code, "document.needs");
  EXPECT_EQ(write_plan(document({item(1, civil(kDay, 5, 30), 5min)})).find("needs"), std::string::npos);
}

TEST(CalendarRules, AnItemHasOneRule) {
  auto one = lunar_item("DAYS=1");
  EXPECT_TRUE(check(one));
  one.rrule = "FREQ=DAILY";
  EXPECT_EQ(check(one).error().code, "schedule.item_bad");
}

}  // namespace
}  // namespace loa::schedules
