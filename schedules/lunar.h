// The Vietnamese lunar calendar (âm lịch) by computation: new moons and the sun's longitude after J. Meeus, Astronomical
// Algorithms (2nd ed., chapters 25 and 49), taken at UTC+7, which is why it differs from the Chinese one in some years (1985,
// 2007, 2030). Month 11 holds the winter solstice; of thirteen months between two solstices the first in which the sun enters
// no new sign is the leap one. Pure. Checked month by month for 1968 (when Vietnam took to UTC+7) to 2076 against another
// computation (tests/schedules/lunar_reference.py). Total for every other day, but there a new moon within seconds of midnight
// may fall on the other side, for nobody knows the earth's rotation that well.
#pragma once

#include "core/time.h"

#include <optional>
#include <vector>

namespace loa::schedules {

struct LunarDate {
  int year = 0;          // named after the civil year its first month begins in
  int month = 1;         // 1 (tháng giêng) .. 12 (tháng chạp)
  int day = 1;           // 1 .. 30
  bool is_leap = false;  // tháng nhuận: the second month of this number
  bool operator==(const LunarDate&) const = default;
};

struct LunarMonth {
  CivilDay first{};
  int length = 30;  // 29 or 30
  int year = 0, month = 1;
  bool is_leap = false;
  bool operator==(const LunarMonth&) const = default;
};

LunarMonth lunar_month_of(CivilDay day);
LunarDate lunar_of(CivilDay day);
// Nothing when the year has no such leap month or the month no such day.
std::optional<CivilDay> civil_of(const LunarDate& date);
std::vector<LunarMonth> lunar_year(int year);  // its 12 or 13 months in order

}  // namespace loa::schedules
