#include "core/time.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

namespace loa {
namespace {

Error bad_time(std::string_view text) { return fail("time.bad", {{"text", std::string(text.substr(0, 64))}}); }

// Takes exactly `count` digits from the front of text.
bool take_digits(std::string_view& text, std::size_t count, int& out) {
  if (text.size() < count) return false;
  for (std::size_t i = 0; i < count; ++i)
    if (text[i] < '0' || text[i] > '9') return false;
  std::from_chars(text.data(), text.data() + count, out);
  text.remove_prefix(count);
  return true;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

bool take_day(std::string_view& text, CivilDay& out) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (!take_digits(text, 4, year) || !take(text, '-') || !take_digits(text, 2, month) || !take(text, '-') ||
      !take_digits(text, 2, day))
    return false;
  const auto date = date::year{year} / month / day;
  if (!date.ok()) return false;
  out = CivilDay{date};
  return true;
}

bool take_clock(std::string_view& text, std::chrono::seconds& out) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!take_digits(text, 2, hour) || !take(text, ':') || !take_digits(text, 2, minute) || !take(text, ':') ||
      !take_digits(text, 2, second))
    return false;
  out = std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second};
  return hour < 24 && minute < 60 && second < 60;
}

bool take_fraction(std::string_view& text, Millis& out) {
  out = Millis{0};
  if (!take(text, '.')) return true;
  int scale = 100;
  std::size_t digits = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9' && digits < 9; ++digits, scale /= 10) {
    out += Millis{(text.front() - '0') * scale};
    text.remove_prefix(1);
  }
  return digits > 0;
}

bool take_offset(std::string_view& text, std::chrono::minutes& out) {
  out = std::chrono::minutes{0};
  if (take(text, 'Z')) return true;
  const bool west = !text.empty() && text.front() == '-';
  if (!west && (text.empty() || text.front() != '+')) return false;
  text.remove_prefix(1);
  int hour = 0;
  int minute = 0;
  if (!take_digits(text, 2, hour) || !take(text, ':') || !take_digits(text, 2, minute)) return false;
  out = (std::chrono::hours{hour} + std::chrono::minutes{minute}) * (west ? -1 : 1);
  return hour < 24 && minute < 60;
}

template <class Days>
std::string day_text(Days day) {
  const date::year_month_day ymd{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

template <class Duration>
std::string clock_text(Duration since_midnight) {
  const date::hh_mm_ss<std::chrono::seconds> clock{date::floor<std::chrono::seconds>(since_midnight)};
  return fmt::format("{:02}:{:02}:{:02}", clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

}  // namespace

std::string format_rfc3339(UtcTime t) {
  const auto day = date::floor<date::days>(t);
  return fmt::format("{}T{}.{:03}Z", day_text(day), clock_text(t - day), (t - day).count() % 1000);
}

Result<UtcTime> parse_rfc3339(std::string_view text) {
  auto rest = text;
  CivilDay day{};
  std::chrono::seconds clock{};
  Millis fraction{};
  std::chrono::minutes offset{};
  if (!take_day(rest, day) || !take(rest, 'T') || !take_clock(rest, clock) || !take_fraction(rest, fraction) ||
      !take_offset(rest, offset) || !rest.empty())
    return bad_time(text);
  return UtcTime{day.time_since_epoch() + clock + fraction - offset};
}

std::string format_civil(CivilTime t) {
  const auto day = date::floor<date::days>(t);
  return day_text(day) + "T" + clock_text(t - day);
}

Result<CivilTime> parse_civil(std::string_view text) {
  auto rest = text;
  CivilDay day{};
  std::chrono::seconds clock{};
  if (!take_day(rest, day) || !take(rest, 'T') || !take_clock(rest, clock) || !rest.empty()) return bad_time(text);
  return CivilTime{day + clock};
}

std::string format_day(CivilDay day) { return day_text(day); }

Result<CivilDay> parse_day(std::string_view text) {
  auto rest = text;
  CivilDay day{};
  if (!take_day(rest, day) || !rest.empty()) return bad_time(text);
  return day;
}

Result<Zone> Zone::locate(std::string_view name) {
  try {
    return Zone(date::locate_zone(name), std::string(name));
  } catch (const std::runtime_error&) {
    return fail("time.zone_unknown", {{"zone", std::string(name.substr(0, 64))}});
  }
}

Zone Zone::utc() { return locate("Etc/UTC").value(); }
Zone Zone::vietnam() { return locate("Asia/Ho_Chi_Minh").value(); }

CivilTime Zone::to_civil(UtcTime t) const { return date::floor<std::chrono::seconds>(zone_->to_local(t)); }

Result<UtcTime> Zone::to_utc(CivilTime t, GapPolicy gap, FoldPolicy fold) const {
  const auto info = zone_->get_info(t);
  if (info.result == date::local_info::nonexistent) {
    if (gap == GapPolicy::skip) return fail("time.gap", {{"time", format_civil(t)}, {"zone", name_}});
    return UtcTime{info.second.begin};
  }
  const bool later = info.result == date::local_info::ambiguous && fold == FoldPolicy::second;
  return UtcTime{date::sys_seconds{t.time_since_epoch()} - (later ? info.second : info.first).offset};
}

}  // namespace loa
