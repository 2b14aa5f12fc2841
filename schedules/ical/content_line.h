// Content lines of iCalendar (RFC 5545, section 3.1): unfolding, unescaping and values by libical, line numbers by us, because
// libical forgets them and people need them.
#pragma once

#include "core/error.h"
#include "core/time.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loa::schedules {

inline constexpr std::size_t kMaxIcalBytes = 1024 * 1024;
inline constexpr std::size_t kMaxIcalLine = 64 * 1024;  // unfolded

struct ContentLine {
  std::string place;   // file:line, where it begins
  std::string name;    // upper case
  std::string value;   // of SUMMARY and X-…: without escapes; else as written
  std::string tzid;    // parameter of a time; may be empty
};

struct IcalTime {
  CivilTime time{};
  bool is_utc = false;
  bool is_date = false;  // no time of day
};

// EXDATE and RDATE with several values become a line each. Values are checked by libical where the name is one of those an event of
// ours uses; other lines are kept as they are. Errors, each with file:line: "schedule.ical_too_large" (limit),
// "schedule.ical_bad" (property, why), "text.not_utf8".
Result<std::vector<ContentLine>> read_content_lines(std::string_view text, const std::string& file);

std::optional<IcalTime> parse_ical_time(const std::string& value);
std::optional<std::chrono::seconds> parse_ical_duration(const std::string& value);

// Lines with their CRLF, folded at 75 octets and never inside a character.
std::string text_line(const std::string& name, const std::string& text);        // SUMMARY, UID or X-…; escaped
std::string value_line(const std::string& name_and_parameters, const std::string& value);  // as it is
std::string format_ical_time(CivilTime time);      // 20261125T053000
std::string format_ical_duration(std::chrono::seconds duration);

}  // namespace loa::schedules
