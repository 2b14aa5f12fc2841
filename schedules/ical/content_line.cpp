#include "schedules/ical/content_line.h"

#include "core/unicode.h"

#include <libical/ical.h>

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

namespace loa::schedules {
namespace {

constexpr std::size_t kFoldAt = 75;  // octets, RFC 5545

struct ComponentFree {
  void operator()(icalcomponent* c) const { icalcomponent_free(c); }
};
using Component = std::unique_ptr<icalcomponent, ComponentFree>;
struct PropertyFree {
  void operator()(icalproperty* p) const { icalproperty_free(p); }
};
using Property = std::unique_ptr<icalproperty, PropertyFree>;
struct TextFree {
  void operator()(char* text) const { icalmemory_free_buffer(text); }
};
using Text = std::unique_ptr<char, TextFree>;

Error bad(const std::string& place, std::string property, std::string why) {
  return fail("schedule.ical_bad", {{"property", std::move(property)}, {"why", std::move(why)}}, place);
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

bool is_judged(const std::string& name) {
  static const std::set<std::string, std::less<>> known{"SUMMARY", "UID", "DTSTART", "DTEND", "DURATION", "EXDATE", "RDATE"};
  return known.contains(name) || name.starts_with("X-LOA-");
}

struct RawLine {
  std::string text, place;
};

// A line that begins with a space or a tab goes on with the one before it.
Result<std::vector<RawLine>> unfolded(std::string_view text, const std::string& file) {
  std::vector<RawLine> out;
  std::size_t number = 0;
  for (std::size_t from = 0; from < text.size();) {
    const auto end = std::min(text.find('\n', from), text.size());
    auto line = text.substr(from, end - from);
    from = end + 1;
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto place = file + ":" + std::to_string(number);
    const bool goes_on = !line.empty() && (line.front() == ' ' || line.front() == '\t');
    if (goes_on && out.empty()) return bad(place, "?", "nothing to go on with");
    if (goes_on) out.back().text += line.substr(1);
    else if (!line.empty()) out.push_back({std::string(line), place});
    if (!out.empty() && out.back().text.size() > kMaxIcalLine) return bad(out.back().place, "?", "line too long");
  }
  return out;
}

// Where the value begins: behind the first colon that stands in no quotes.
std::size_t value_begin(std::string_view line) {
  bool in_quotes = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') in_quotes = !in_quotes;
    if (line[i] == ':' && !in_quotes) return i + 1;
  }
  return line.npos;
}

std::string value_of(icalproperty* property) {
  const auto* value = icalproperty_get_value(property);
  if (value && icalvalue_isa(value) == ICAL_TEXT_VALUE) return icalvalue_get_text(value);
  if (value && icalvalue_isa(value) == ICAL_X_VALUE) return icalvalue_get_x(value);
  const Text text(icalproperty_get_value_as_string_r(property));
  return text ? text.get() : "";
}

Status judge(const RawLine& raw, const std::string& name, std::vector<ContentLine>& out) {
  const Component event(icalparser_parse_string(("BEGIN:VEVENT\r\n" + raw.text + "\r\nEND:VEVENT\r\n").c_str()));
  if (!event) return bad(raw.place, name, "not understood");
  const auto before = out.size();
  for (auto* p = icalcomponent_get_first_property(event.get(), ICAL_ANY_PROPERTY); p;
       p = icalcomponent_get_next_property(event.get(), ICAL_ANY_PROPERTY)) {
    if (icalproperty_isa(p) == ICAL_XLICERROR_PROPERTY) return bad(raw.place, name, "value not understood");
    const Text tzid(icalproperty_get_parameter_as_string_r(p, "TZID"));
    LOA_TRY(auto value, to_nfc(value_of(p)));
    out.push_back({raw.place, name, std::move(value), tzid ? tzid.get() : ""});
  }
  return out.size() == before ? Status(bad(raw.place, name, "value not understood")) : ok();
}

std::string folded(const std::string& line) {
  std::string out;
  std::size_t width = 0;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t length = 1;
    while (i + length < line.size() && (static_cast<unsigned char>(line[i + length]) & 0xc0) == 0x80) ++length;
    if (width + length > kFoldAt) {
      out += "\r\n ";
      width = 1;
    }
    out.append(line, i, length);
    width += length;
    i += length;
  }
  return out + "\r\n";
}

}  // namespace

Result<std::vector<ContentLine>> read_content_lines(std::string_view text, const std::string& file) {
  if (text.size() > kMaxIcalBytes) return fail("schedule.ical_too_large", {{"limit", std::to_string(kMaxIcalBytes)}}, file);
  if (!is_utf8(text) || text.find('\0') != text.npos) return fail("text.not_utf8", {}, file);
  LOA_TRY(const auto raw_lines, unfolded(text, file));
  std::vector<ContentLine> out;
  for (const auto& raw : raw_lines) {
    const auto begin = value_begin(raw.text);
    if (begin == raw.text.npos) return bad(raw.place, raw.text.substr(0, 40), "NAME:VALUE expected");
    const auto name = upper(std::string_view(raw.text).substr(0, std::min(raw.text.find(';'), begin - 1)));
    if (is_judged(name)) {
      LOA_TRY_OK(judge(raw, name, out));
    } else {
      out.push_back({raw.place, name, raw.text.substr(begin), {}});
    }
  }
  return out;
}

std::optional<IcalTime> parse_ical_time(const std::string& value) {
  const auto t = icaltime_from_string(value.c_str());
  const date::year_month_day day{date::year{t.year}, date::month(static_cast<unsigned>(t.month)), date::day(static_cast<unsigned>(t.day))};
  if (icaltime_is_null_time(t) || !day.ok()) return std::nullopt;
  IcalTime out;
  out.time = date::local_days{day} + std::chrono::hours{t.hour} + std::chrono::minutes{t.minute} + std::chrono::seconds{t.second};
  out.is_utc = icaltime_is_utc(t);
  out.is_date = t.is_date;
  return out;
}

std::optional<std::chrono::seconds> parse_ical_duration(const std::string& value) {
  const auto d = icaldurationtype_from_string(value.c_str());
  if (icaldurationtype_is_bad_duration(d) || d.is_neg) return std::nullopt;
  return std::chrono::seconds{icaldurationtype_as_int(d)};
}

std::string text_line(const std::string& name, const std::string& text) {
  const Property property(icalproperty_new(name == "SUMMARY" ? ICAL_SUMMARY_PROPERTY : name == "UID" ? ICAL_UID_PROPERTY : ICAL_X_PROPERTY));
  if (icalproperty_isa(property.get()) == ICAL_X_PROPERTY) {
    icalproperty_set_x_name(property.get(), name.c_str());
    icalproperty_set_value(property.get(), icalvalue_new_x(text.c_str()));
  } else {
    icalproperty_set_value(property.get(), icalvalue_new_text(text.c_str()));
  }
  const Text value(icalproperty_get_value_as_string_r(property.get()));
  return folded(name + ":" + (value ? value.get() : ""));
}

std::string value_line(const std::string& name_and_parameters, const std::string& value) {
  return folded(name_and_parameters + ":" + value);
}

std::string format_ical_time(CivilTime time) { return date::format("%Y%m%dT%H%M%S", time); }

std::string format_ical_duration(std::chrono::seconds duration) {
  return "PT" + std::to_string(duration.count()) + "S";
}

}  // namespace loa::schedules
