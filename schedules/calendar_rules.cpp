#include "schedules/calendar_rules.h"

#include "core/time.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace loa::schedules {
namespace {

constexpr std::size_t kMaxText = 400;
constexpr std::array<std::string_view, kHolidays> kHolidayNames{"new_year",       "tet",        "hung_kings",
                                                                "liberation_day", "labour_day", "national_day"};
constexpr std::array<std::string_view, 3> kLeapNames{"REGULAR", "BOTH", "ONLY"};
constexpr int kTetLastDay = 4;

Error bad(std::string_view text, std::string why) {
  return fail("schedule.calendar_bad", {{"text", std::string(text.substr(0, kMaxText))}, {"why", std::move(why)}});
}

std::optional<int> number(std::string_view text, int min, int max) {
  int out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || end != text.data() + text.size() || out < min || out > max) return std::nullopt;
  return out;
}

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> out;
  for (std::size_t from = 0; from <= text.size();) {
    const auto end = std::min(text.find(by, from), text.size());
    out.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return out;
}

Status read_lunar_days(std::string_view value, LunarRule& rule) {
  for (const auto word : split(value, ',')) {
    const auto day = number(word, -1, 30);
    if (!day || *day == 0) return bad(value, "DAYS: 1 .. 30, or -1 for the last day");
    rule.days.push_back(*day);
  }
  std::ranges::sort(rule.days);
  const auto twice = std::ranges::unique(rule.days);
  rule.days.erase(twice.begin(), twice.end());
  return ok();
}

Status read_lunar_part(std::string_view part, LunarRule& rule, bool& has_leap) {
  const auto equals = part.find('=');
  const auto key = part.substr(0, equals);
  const auto value = equals == part.npos ? std::string_view{} : part.substr(equals + 1);
  if (key == "DAYS" && rule.days.empty()) return read_lunar_days(value, rule);
  if (key == "MONTH" && rule.month == 0) {
    rule.month = number(value, 1, 12).value_or(0);
    return rule.month == 0 ? Status(bad(part, "MONTH: 1 .. 12")) : ok();
  }
  if (key == "LEAP" && !has_leap) {
    const auto name = std::ranges::find(kLeapNames, value);
    if (name == kLeapNames.end()) return bad(part, "LEAP: REGULAR, BOTH or ONLY");
    rule.leap = static_cast<LeapMonths>(name - kLeapNames.begin());
    has_leap = true;
    return ok();
  }
  if (key == "UNTIL" && !rule.until) {
    const auto day = parse_day(value);
    if (!day) return bad(part, "UNTIL: YYYY-MM-DD");
    rule.until = *day;
    return ok();
  }
  return bad(part, "DAYS, MONTH, LEAP or UNTIL, each once");
}

std::optional<date::month_day> month_day_from(std::string_view text) {
  if (text.size() != 5 || text[2] != '-') return std::nullopt;
  const auto month = number(text.substr(0, 2), 1, 12), day = number(text.substr(3), 1, 31);
  if (!month || !day) return std::nullopt;
  const auto out = date::month(static_cast<unsigned>(*month)) / *day;
  return out.ok() ? std::optional(out) : std::nullopt;
}

std::string text_of(const date::month_day& day) {
  return fmt::format("{:02}-{:02}", static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::optional<Holiday> solar_holiday(CivilDay day) {
  const date::year_month_day ymd{day};
  const auto date = ymd.month() / ymd.day();
  if (date == date::January / 1) return Holiday::new_year;
  if (date == date::April / 30) return Holiday::liberation_day;
  if (date == date::May / 1) return Holiday::labour_day;
  if (date == date::September / 2) return Holiday::national_day;
  return std::nullopt;
}

}  // namespace

std::string_view to_text(Holiday holiday) { return kHolidayNames[static_cast<std::size_t>(holiday)]; }

std::optional<Holiday> holiday_from(std::string_view text) {
  const auto name = std::ranges::find(kHolidayNames, text);
  return name == kHolidayNames.end() ? std::nullopt : std::optional(static_cast<Holiday>(name - kHolidayNames.begin()));
}

std::string to_text(const LunarRule& rule) {
  std::string out = fmt::format("DAYS={}", fmt::join(rule.days, ","));
  if (rule.month != 0) out += fmt::format(";MONTH={}", rule.month);
  out += fmt::format(";LEAP={}", kLeapNames[static_cast<std::size_t>(rule.leap)]);
  if (rule.until) out += ";UNTIL=" + format_day(*rule.until);
  return out;
}

std::string to_text(const Season& season) { return text_of(season.from) + "/" + text_of(season.until); }

std::string to_text(const HolidayRule& rule) {
  if (rule.mode == HolidayRule::Mode::any) return {};
  std::string out = rule.mode == HolidayRule::Mode::only ? "ONLY" : "NEVER";
  for (const auto& holiday : rule.which) out += (&holiday == rule.which.data() ? "=" : ",") + std::string(to_text(holiday));
  return out;
}

Result<LunarRule> parse_lunar_rule(std::string_view text) {
  if (text.size() > kMaxText) return bad(text, "too long");
  LunarRule rule;
  bool has_leap = false;
  for (const auto part : split(text, ';')) LOA_TRY_OK(read_lunar_part(part, rule, has_leap));
  if (rule.days.empty()) return bad(text, "DAYS is missing");
  if (!has_leap) rule.leap = rule.month == 0 ? LeapMonths::both : LeapMonths::regular;
  return rule;
}

Result<Season> parse_season(std::string_view text) {
  const auto days = split(text, '/');
  const auto from = days.size() == 2 ? month_day_from(days[0]) : std::nullopt;
  const auto until = days.size() == 2 ? month_day_from(days[1]) : std::nullopt;
  if (!from || !until) return bad(text, "MM-DD/MM-DD");
  return Season{*from, *until};
}

Result<HolidayRule> parse_holiday_rule(std::string_view text) {
  if (text.size() > kMaxText) return bad(text, "too long");
  const auto equals = text.find('=');
  const auto mode = text.substr(0, equals);
  if (mode != "ONLY" && mode != "NEVER") return bad(text, "ONLY or NEVER");
  HolidayRule rule;
  rule.mode = mode == "ONLY" ? HolidayRule::Mode::only : HolidayRule::Mode::never;
  if (equals == text.npos) return rule;
  for (const auto word : split(text.substr(equals + 1), ',')) {
    const auto holiday = holiday_from(word);
    if (!holiday) return bad(word, "new_year, tet, hung_kings, liberation_day, labour_day or national_day");
    rule.which.push_back(*holiday);
  }
  std::ranges::sort(rule.which);
  const auto twice = std::ranges::unique(rule.which);
  rule.which.erase(twice.begin(), twice.end());
  return rule;
}

const LunarMonth& DayCalendar::month(CivilDay day) {
  auto after = months_.upper_bound(day);
  if (after != months_.begin()) {
    const auto& known = std::prev(after)->second;
    if (day < known.first + date::days{known.length}) return known;
  }
  const auto computed = lunar_month_of(day);
  return months_.emplace(computed.first, computed).first->second;
}

LunarDate DayCalendar::lunar(CivilDay day) {
  const auto& in = month(day);
  return {in.year, in.month, static_cast<int>((day - in.first).count()) + 1, in.is_leap};
}

std::optional<Holiday> DayCalendar::holiday(CivilDay day) {
  if (const auto solar = solar_holiday(day)) return solar;
  const auto today = lunar(day);
  if (today.month == 1 && !today.is_leap && today.day <= kTetLastDay) return Holiday::tet;
  if (today.month == 3 && !today.is_leap && today.day == 10) return Holiday::hung_kings;
  const bool may_be_eve = today.month == 12 && today.day >= 29;
  if (may_be_eve && lunar(day + date::days{1}).month == 1) return Holiday::tet;
  return std::nullopt;
}

bool DayCalendar::matches(const LunarRule& rule, CivilDay day) {
  if (rule.until && day > *rule.until) return false;
  const auto& in = month(day);
  if (rule.month != 0 && in.month != rule.month) return false;
  if (rule.leap == LeapMonths::regular && in.is_leap) return false;
  if (rule.leap == LeapMonths::only && !in.is_leap) return false;
  const int number = static_cast<int>((day - in.first).count()) + 1;
  return std::ranges::any_of(rule.days, [&](int d) { return d == number || (d == -1 && number == in.length); });
}

bool DayCalendar::matches(const HolidayRule& rule, CivilDay day) {
  if (rule.mode == HolidayRule::Mode::any) return true;
  const auto today = holiday(day);
  const bool is_meant = today && (rule.which.empty() || std::ranges::find(rule.which, *today) != rule.which.end());
  return is_meant == (rule.mode == HolidayRule::Mode::only);
}

bool matches(const Season& season, CivilDay day) {
  const date::year_month_day ymd{day};
  const auto date = ymd.month() / ymd.day();
  if (season.from <= season.until) return season.from <= date && date <= season.until;
  return season.from <= date || date <= season.until;
}

bool matches(const std::vector<Season>& seasons, CivilDay day) {
  return seasons.empty() || std::ranges::any_of(seasons, [&](const Season& s) { return matches(s, day); });
}

}  // namespace loa::schedules
