#include "schedules/lunar.h"

#include "world.h"

#include <fstream>
#include <sstream>

namespace loa::schedules {
namespace {
using namespace test;

struct ReferenceYear {
  int year = 0, leap = 0;
  CivilDay first{};
  std::string lengths;
};

std::vector<ReferenceYear> reference() {
  std::ifstream file(LOA_SOURCE_DIR "/tests/schedules/lunar_reference.txt");
  std::vector<ReferenceYear> out;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream words(line);
    ReferenceYear year;
    std::string first;
    words >> year.year >> first >> year.lengths >> year.leap;
    year.first = *parse_day(first);
    out.push_back(std::move(year));
  }
  return out;
}

std::vector<LunarMonth> months_of(const ReferenceYear& year) {
  std::vector<LunarMonth> out;
  auto first = year.first;
  int number = 0;
  for (const char length : year.lengths) {
    const bool leap = number != 0 && number == year.leap && !out.back().is_leap;
    if (!leap) ++number;
    out.push_back({first, length == 'L' ? 30 : 29, year.year, number, leap});
    first += date::days{out.back().length};
  }
  return out;
}

std::string text(const LunarDate& d) {
  return std::to_string(d.day) + "/" + std::to_string(d.month) + (d.is_leap ? "+" : "") + "/" + std::to_string(d.year);
}

TEST(Lunar, EveryMonthFrom1968To2076AgreesWithAnotherComputation) {
  int years = 0, months = 0, leaps = 0;
  for (const auto& year : reference()) {
    const auto ours = lunar_year(year.year);
    EXPECT_TRUE(ours == months_of(year)) << year.year;
    ++years;
    months += static_cast<int>(ours.size());
    leaps += year.leap != 0;
  }
  EXPECT_EQ(years, 109);
  std::printf("lunar: %d years, %d months, %d leap months compared\n", years, months, leaps);
}

TEST(Lunar, EveryDayOf1990To2060GoesThereAndBack) {
  auto before = lunar_of(date::local_days{1989_y / 12 / 31});
  for (auto day = CivilDay{date::local_days{1990_y / 1 / 1}}; day < date::local_days{2061_y / 1 / 1}; day += date::days{1}) {
    const auto lunar = lunar_of(day);
    ASSERT_TRUE(lunar.day == before.day + 1 || (lunar.day == 1 && before.day >= 29)) << format_day(day);
    before = lunar;
    if (lunar.day == 1 || lunar.day == 15) ASSERT_EQ(civil_of(lunar), day) << text(lunar);
  }
}

TEST(Lunar, DatesThatEverybodyKnows) {
  const auto lunar = [](int y, unsigned m, unsigned d) { return text(lunar_of(date::local_days{date::year{y} / m / d})); };
  EXPECT_EQ(lunar(2025, 1, 29), "1/1/2025");
  EXPECT_EQ(lunar(2026, 2, 17), "1/1/2026");
  EXPECT_EQ(lunar(2026, 2, 16), "29/12/2025");
  EXPECT_EQ(lunar(2026, 4, 26), "10/3/2026");  // Giỗ Tổ Hùng Vương
  EXPECT_EQ(lunar(1968, 1, 29), "1/1/1968");
  EXPECT_EQ(lunar(1999, 12, 31), "24/11/1999");
}

TEST(Lunar, WhereVietnamDiffersFromTheChineseTable) {
  EXPECT_EQ(lunar_year(2007).front().first, CivilDay{date::local_days{2007_y / 2 / 17}});  // China: 18 February
  EXPECT_EQ(lunar_year(2030).front().first, CivilDay{date::local_days{2030_y / 2 / 2}});   // China: 3 February
  EXPECT_EQ(lunar_year(1985).front().first, CivilDay{date::local_days{1985_y / 1 / 21}});  // China: 20 February
  EXPECT_EQ(text(lunar_of(date::local_days{1985_y / 3 / 21})), "1/2+/1985");
}

TEST(Lunar, LeapMonths) {
  EXPECT_EQ(text(lunar_of(date::local_days{2025_y / 7 / 25})), "1/6+/2025");
  EXPECT_EQ(civil_of({2025, 6, 15, false}), CivilDay{date::local_days{2025_y / 7 / 9}});
  EXPECT_EQ(civil_of({2025, 6, 15, true}), CivilDay{date::local_days{2025_y / 8 / 8}});
  EXPECT_EQ(civil_of({2025, 7, 15, true}), std::nullopt);
  EXPECT_EQ(lunar_year(2033).size(), 13U);  // the leap 11th month that old tables had wrong
  EXPECT_TRUE(lunar_year(2033)[11].is_leap);
}

TEST(Lunar, ADayThatTheMonthLacks) {
  for (const auto& month : lunar_year(2026))
    EXPECT_EQ(civil_of({2026, month.month, 30, month.is_leap}).has_value(), month.length == 30);
  EXPECT_EQ(civil_of({2026, 1, 0, false}), std::nullopt);
  EXPECT_EQ(civil_of({2026, 1, 31, false}), std::nullopt);
}

}  // namespace
}  // namespace loa::schedules
