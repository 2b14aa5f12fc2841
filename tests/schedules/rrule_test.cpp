#include "schedules/ical/rrule.h"

#include "world.h"

namespace loa::schedules {
namespace {
using namespace test;

std::vector<std::string> days(CivilTime start, std::string_view rule, CivilDay from, CivilDay until, const Zone& zone = Zone::vietnam()) {
  auto starts = expand({start, rule}, from, until, zone);
  EXPECT_TRUE(starts) << (starts ? "" : to_line(starts.error()));
  std::vector<std::string> out;
  if (starts)
    for (const auto s : *starts) out.push_back(format_civil(s).substr(0, 10));
  return out;
}
CivilDay day(int y, unsigned m, unsigned d) { return date::local_days{date::year{y} / date::month{m} / date::day{d}}; }
using Days = std::vector<std::string>;

TEST(Rrule, SundayAndTheLastDayOfTheRangeCount) {
  // 2026-11-29 is a Sunday and the last day of the rule.
  const auto got = days(civil(day(2026, 11, 27), 5, 30), "FREQ=DAILY;UNTIL=20261129", day(2026, 11, 1), day(2026, 12, 31));
  EXPECT_EQ(got, (Days{"2026-11-27", "2026-11-28", "2026-11-29"}));
  EXPECT_EQ(days(civil(day(2026, 11, 1), 5, 30), "FREQ=WEEKLY;BYDAY=SU", day(2026, 11, 20), day(2026, 11, 30)),
            (Days{"2026-11-22", "2026-11-29"}));
}

TEST(Rrule, AnHourlyRuleKeepsItsIntervalOverMidnight) {
  // Every 5 hours from 06:00 on the 24th: 21:00, then 02:00, whichever day is asked for.
  const auto starts = expand({civil(day(2026, 11, 24), 6, 0), "FREQ=HOURLY;INTERVAL=5"}, day(2026, 11, 25), day(2026, 11, 26), Zone::vietnam());
  ASSERT_TRUE(starts);
  std::vector<std::string> hours;
  for (const auto s : *starts) hours.push_back(format_civil(s).substr(11, 5));
  EXPECT_EQ(hours, (std::vector<std::string>{"02:00", "07:00", "12:00", "17:00", "22:00"}));
}

TEST(Rrule, UntilInUtcIsReadInTheZone) {
  // 22:30Z on the 28th is 05:30 on the 29th in Vietnam.
  const auto got = days(civil(day(2026, 11, 28), 5, 30), "FREQ=DAILY;UNTIL=20261128T223000Z", day(2026, 11, 1), day(2026, 12, 31));
  EXPECT_EQ(got, (Days{"2026-11-28", "2026-11-29"}));
}

TEST(Rrule, The31stSkipsShortMonthsAndLeapDayComesEveryFourYears) {
  EXPECT_EQ(days(civil(day(2026, 1, 31), 6, 0), "FREQ=MONTHLY;BYMONTHDAY=31", day(2026, 1, 1), day(2026, 8, 1)),
            (Days{"2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"}));
  EXPECT_EQ(days(civil(day(2024, 2, 29), 6, 0), "FREQ=YEARLY", day(2024, 1, 1), day(2033, 1, 1)),
            (Days{"2024-02-29", "2028-02-29", "2032-02-29"}));
}

TEST(Rrule, JumpingIntoTheMiddleEqualsWalkingFromTheStart) {
  for (const auto* rule : {"FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "FREQ=MONTHLY;INTERVAL=5;BYDAY=-1FR",
                           "FREQ=DAILY;COUNT=200", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY;INTERVAL=2"}) {
    const auto start = civil(day(2024, 1, 31), 5, 30);
    const auto whole = days(start, rule, day(2024, 1, 1), day(2028, 1, 1));
    for (const auto from : {day(2024, 1, 31), day(2024, 2, 29), day(2024, 7, 3), day(2025, 2, 28), day(2026, 11, 25)}) {
      Days expected;
      for (const auto& d : whole)
        if (d >= format_day(from)) expected.push_back(d);
      EXPECT_EQ(days(start, rule, from, day(2028, 1, 1)), expected) << rule << " from " << format_day(from);
    }
  }
}

TEST(Rrule, ExceptionsAndExtras) {
  const std::vector<CivilDay> ex{day(2026, 11, 26)};
  const std::vector<CivilTime> extra{civil(day(2026, 11, 27), 17, 0), civil(day(2026, 11, 26), 17, 0)};
  auto got = expand({civil(kDay, 5, 30), "FREQ=DAILY;COUNT=3", &ex, &extra}, kDay, kDay + date::days{10}, Zone::vietnam());
  ASSERT_TRUE(got);
  EXPECT_EQ(*got, (std::vector<CivilTime>{civil(kDay, 5, 30), civil(day(2026, 11, 27), 5, 30), civil(day(2026, 11, 27), 17, 0)}));
}

TEST(Rrule, BadRulesNameThePlaceAndTheReason) {
  const std::vector<std::pair<std::string, std::string>> bad{
      {"FREQ=WEEKLY;BYDAY=XX", "13"}, {"FREQ=FORTNIGHTLY", "1"}, {"FREQ=DAILY;FOO=1", "12"}, {"BYDAY=MO", "1"},
      {"FREQ=DAILY;COUNT=0", "12"},   {"FREQ=DAILY;", "12"},     {"FREQ=SECONDLY", "1"},      {"FREQ=DAILY;COUNT=2;UNTIL=20261201", "1"},
      {"freq=daily", "1"}};
  for (const auto& [rule, position] : bad) {
    const auto status = check_rrule(rule);
    ASSERT_FALSE(status) << rule;
    EXPECT_EQ(status.error().code, "schedule.rrule_bad");
    EXPECT_EQ(status.error().params.at(1).second, position) << rule;
    EXPECT_FALSE(status.error().params.at(2).second.empty());
  }
}

TEST(Rrule, IsBounded) {
  const auto got = expand({civil(day(2000, 1, 1), 0, 0), "FREQ=HOURLY"}, day(2000, 1, 1), day(2030, 1, 1), Zone::vietnam());
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, "schedule.rrule_too_many");
}

TEST(Rrule, AThousandRulesOfAMonth) {
  const auto began = std::chrono::steady_clock::now();
  std::size_t total = 0;
  for (int i = 0; i < 1000; ++i)
    total += expand({civil(day(2020, 1, 1), 5, 30), "FREQ=DAILY"}, day(2026, 11, 1), day(2026, 12, 1), Zone::vietnam())->size();
  const auto took = std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now() - began);
  EXPECT_EQ(total, 30'000U);
  std::cout << "1000 rules x 30 days: " << took.count() << " ms\n";
}

}  // namespace
}  // namespace loa::schedules
