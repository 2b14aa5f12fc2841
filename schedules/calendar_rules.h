// What RFC 5545 has no words for: lunar dates, seasons, holidays. Each has one text form, used alike in plans (JSON), schedule
// files (YAML) and iCalendar (X-LOA-*). Plain values and pure functions.
#pragma once

#include "core/error.h"
#include "schedules/lunar.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace loa::schedules {

enum class LeapMonths { regular, both, only };  // which of the two months of one number is meant

// "DAYS=1,15;LEAP=BOTH" every mùng 1 and rằm; "DAYS=15;MONTH=1;LEAP=REGULAR" rằm tháng giêng each year. DAYS: 1 .. 30, and -1 =
// the month's last day; a 30th in a month of 29 days has no occurrence. UNTIL=YYYY-MM-DD includes that day. Without LEAP a
// monthly rule takes leap months too, a yearly one does not.
struct LunarRule {
  std::vector<int> days;  // ascending, 1 .. 30; -1 first
  int month = 0;          // 0 = every month
  LeapMonths leap = LeapMonths::both;
  std::optional<CivilDay> until;
  bool operator==(const LunarRule&) const = default;
};

// "04-16/10-15": both days included; may run past New Year.
struct Season {
  date::month_day from{}, until{};
  bool operator==(const Season&) const = default;
};

// Public holidays of the Labour Code 2019, article 112. tet = the last day of the lunar year and mùng 1 to mùng 4; which days
// are taken off beside it, and the second day at 2 September, is decided each year and said by exceptions and extra dates.
enum class Holiday { new_year, tet, hung_kings, liberation_day, labour_day, national_day };
inline constexpr int kHolidays = 6;
std::string_view to_text(Holiday holiday);
std::optional<Holiday> holiday_from(std::string_view text);

// "NEVER", "ONLY", or with some of the holidays: "NEVER=tet,hung_kings".
struct HolidayRule {
  enum class Mode { any, only, never };
  Mode mode = Mode::any;
  std::vector<Holiday> which;  // ascending; none = all
  bool operator==(const HolidayRule&) const = default;
};

std::string to_text(const LunarRule& rule);
std::string to_text(const Season& season);
std::string to_text(const HolidayRule& rule);  // empty for Mode::any
// Error "schedule.calendar_bad" (text, why).
Result<LunarRule> parse_lunar_rule(std::string_view text);
Result<Season> parse_season(std::string_view text);
Result<HolidayRule> parse_holiday_rule(std::string_view text);

// Answers about days; remembers the lunar months it computed. One per computation, not for two threads.
class DayCalendar {
 public:
  LunarDate lunar(CivilDay day);
  std::optional<Holiday> holiday(CivilDay day);
  bool matches(const LunarRule& rule, CivilDay day);
  bool matches(const HolidayRule& rule, CivilDay day);

 private:
  const LunarMonth& month(CivilDay day);

  std::map<CivilDay, LunarMonth> months_;  // by first day
};

bool matches(const Season& season, CivilDay day);
bool matches(const std::vector<Season>& seasons, CivilDay day);  // any of them; true when there is none

}  // namespace loa::schedules
