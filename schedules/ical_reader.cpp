#include "schedules/ical/content_line.h"
#include "schedules/ical/rrule.h"
#include "schedules/ical_file.h"

#include <charconv>
#include <map>
#include <set>

namespace loa::schedules {
namespace {

constexpr std::int64_t kLongAgo = 0, kFarAhead = 253'402'300'799'000;  // 1970 .. 9999, unix ms

Error bad(const ContentLine& line, std::string why) {
  return fail("schedule.ical_bad", {{"property", line.name}, {"why", std::move(why)}}, line.place);
}
Error at_line(Error error, const ContentLine& line) {
  error.place = line.place;
  return error;
}

Result<std::int64_t> number_of(const ContentLine& line, std::int64_t min, std::int64_t max) {
  std::int64_t out = 0;
  const auto* end = line.value.data() + line.value.size();
  const auto [stop, error] = std::from_chars(line.value.data(), end, out);
  if (error != std::errc{} || stop != end || out < min || out > max)
    return bad(line, "a whole number from " + std::to_string(min) + " to " + std::to_string(max));
  return out;
}

template <class T, class From>
Status word(const ContentLine& line, From from, T& out) {
  const auto value = from(line.value);
  if (!value) return bad(line, "no such word: " + line.value.substr(0, 40));
  out = *value;
  return ok();
}

template <class T>
Status taken(Result<T> parsed, const ContentLine& line, auto& out) {
  if (!parsed) return at_line(parsed.error(), line);
  out = std::move(*parsed);
  return ok();
}

// One VEVENT on its way to an item.
class Event {
 public:
  Event(const NameResolver& names, const Zone& zone, const ContentLine& begin) : names_(names), zone_(zone), begin_(begin) {}

  Status take(const ContentLine& line) {
    if (once().contains(line.name) && !seen_.insert({line.name, line}).second) return bad(line, "twice in one event");
    if (line.name.starts_with("X-LOA-")) return own(line);
    if (line.name == "RECURRENCE-ID" || line.name == "EXRULE")
      return bad(line, "not supported; write an EXDATE and an event of its own");
    if (line.name == "STATUS") is_cancelled_ = line.value == "CANCELLED";
    if (line.name == "SUMMARY") item_.title = line.value;
    if (line.name == "UID") uid(line);
    if (line.name == "RRULE") return rrule(line);
    if (line.name == "DTSTART" || line.name == "DTEND" || line.name == "EXDATE" || line.name == "RDATE") return time(line);
    if (line.name == "DURATION") return duration(line);
    return ok();
  }

  bool is_cancelled() const { return is_cancelled_; }

  Result<Item> finish(const IcalDefaults& defaults) {
    if (!seen_.contains("SUMMARY")) return missing("SUMMARY");
    if (!seen_.contains("DTSTART")) return missing("DTSTART");
    LOA_TRY_OK(programme());
    if (end_) item_.duration = *end_ - item_.start;
    if (planned_) item_.duration = *planned_;
    if (exact_) item_.duration = *exact_;
    if (item_.targets.empty()) item_.targets = defaults.targets;
    if (auto sane = check(item_); !sane) return at_line(sane.error(), begin_);
    return std::move(item_);
  }

 private:
  static const std::set<std::string>& once() {
    static const std::set<std::string> names{"SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "UID", "X-LOA-LUNAR", "X-LOA-HOLIDAYS"};
    return names;
  }

  // Other programs have ids of their own.
  void uid(const ContentLine& line) {
    if (const auto id = ItemId::parse(line.value)) item_.id = *id;
  }

  Error missing(const char* property) const {
    return fail("schedule.ical_bad", {{"property", property}, {"why", "missing in this event"}}, begin_.place);
  }

  Status rrule(const ContentLine& line) {
    item_.rrule = line.value;
    auto fine = check_rrule(line.value);
    return fine ? ok() : Status(at_line(fine.error(), line));
  }

  Result<CivilTime> in_zone(const ContentLine& line, const IcalTime& time) const {
    if (time.is_utc) return date::floor<std::chrono::seconds>(zone_.to_civil(UtcTime{time.time.time_since_epoch()}));
    if (line.tzid.empty() || line.tzid == zone_.name()) return time.time;
    const auto other = Zone::locate(line.tzid);
    if (!other) return at_line(other.error(), line);
    LOA_TRY(const auto utc, other->to_utc(time.time));
    return date::floor<std::chrono::seconds>(zone_.to_civil(utc));
  }

  Status time(const ContentLine& line) {
    const auto parsed = parse_ical_time(line.value);
    if (!parsed) return bad(line, "not a time");
    if (line.name == "EXDATE" && parsed->is_date) {
      item_.exdates.push_back(date::floor<date::days>(parsed->time));
      return ok();
    }
    if (parsed->is_date) return bad(line, "a whole day; a time of day is needed");
    LOA_TRY(const auto civil, in_zone(line, *parsed));
    if (line.name == "DTSTART") item_.start = civil;
    if (line.name == "DTEND") end_ = civil;
    if (line.name == "EXDATE") item_.exdates.push_back(date::floor<date::days>(civil));
    if (line.name == "RDATE") item_.rdates.push_back(civil);
    return ok();
  }

  Status duration(const ContentLine& line) {
    const auto parsed = parse_ical_duration(line.value);
    if (!parsed) return bad(line, "not a duration");
    planned_ = *parsed;
    return ok();
  }

  Status own(const ContentLine& line) {
    const auto name = line.name.substr(6);
    if (name == "KIND") return word(line, item_kind_from, item_.kind);
    if (name == "CLASS") return word(line, broadcast_class_from, item_.cls);
    if (name == "LEVEL") return word(line, owner_level_from, item_.level);
    if (name == "OVERRUN") return word(line, overrun_from, item_.overrun);
    if (name == "LATE") return word(line, late_from, item_.late);
    if (name == "TARGET") return target(line);
    if (name == "PROGRAMME") return noted(line, programme_);
    if (name == "ENTRY") return entry(line);
    if (name == "SOURCE") return taken(Result<std::string>(line.value), line, item_.source);
    if (name == "LUNAR") return taken(parse_lunar_rule(line.value), line, item_.lunar);
    if (name == "HOLIDAYS") return taken(parse_holiday_rule(line.value), line, item_.holidays);
    if (name == "SEASON") return season(line);
    return own_number(line, name);
  }

  Status own_number(const ContentLine& line, const std::string& name) {
    if (name == "ORDER") return taken(number_of(line, -1'000'000, 1'000'000), line, item_.order);
    if (name == "VOLUME") return taken(number_of(line, 0, 100), line, item_.volume);
    if (name != "CREATED" && name != "DURATION-MS") return bad(line, "unknown; this program is older than the file");
    const bool is_time = name == "CREATED";
    LOA_TRY(const auto ms, number_of(line, is_time ? kLongAgo : 1, is_time ? kFarAhead : kMaxItemDuration.count()));
    if (is_time) item_.created = from_unix_ms(ms);
    else exact_ = Millis{ms};
    return ok();
  }

  static Status noted(const ContentLine& line, std::optional<ContentLine>& out) {
    if (out) return bad(line, "twice in one event");
    out = line;
    return ok();
  }

  Status season(const ContentLine& line) {
    Season season;
    LOA_TRY_OK(taken(parse_season(line.value), line, season));
    item_.seasons.push_back(season);
    return ok();
  }

  Error unknown(const ContentLine& line, std::string kind, std::string name) const {
    return fail("schedule.file_name_unknown", {{"kind", std::move(kind)}, {"name", std::move(name)}}, line.place);
  }

  Status target(const ContentLine& line) {
    const auto colon = line.value.find(':');
    const auto kind = line.value.substr(0, colon);
    const auto name = colon == std::string::npos ? std::string() : line.value.substr(colon + 1);
    if (kind == "group") {
      item_.targets.push_back(Target::of_group(name));
      return ok();
    }
    if (kind == "unit") {
      const auto id = names_.unit(name);
      if (!id) return unknown(line, kind, name);
      item_.targets.push_back(Target::of(*id));
      return ok();
    }
    if (kind != "cluster") return bad(line, "unit:NAME, group:NAME or cluster:NAME");
    const auto id = names_.cluster(name);
    if (!id) return unknown(line, kind, name);
    item_.targets.push_back(Target::of(*id));
    return ok();
  }

  Status entry(const ContentLine& line) {
    const auto found = names_.programme(line.value);
    if (!found) return unknown(line, "programme", line.value);
    item_.playlist.push_back(entry_of(*found, line.value));
    return ok();
  }

  // Of an event without X-LOA-PROGRAMME the title names it.
  Status programme() {
    if (item_.kind == ItemKind::relay || item_.kind == ItemKind::live) return ok();
    if (!item_.playlist.empty()) {
      item_.duration = total_duration(item_.playlist);
      return ok();
    }
    const auto& line = programme_ ? *programme_ : seen_.at("SUMMARY");
    const auto found = names_.programme(line.value);
    if (!found) return unknown(line, "programme", line.value);
    item_.programme = found->id;
    item_.revision = found->revision;
    item_.manifest = found->manifest;
    item_.duration = found->duration;
    return ok();
  }

  const NameResolver& names_;
  const Zone& zone_;
  const ContentLine begin_;
  Item item_;
  std::map<std::string, ContentLine> seen_;
  std::optional<ContentLine> programme_;
  std::optional<CivilTime> end_;
  std::optional<Millis> planned_, exact_;
  bool is_cancelled_ = false;
};

// Walks BEGIN and END; only events directly inside the calendar are read, what lies deeper (alarms, time zones) is passed over.
class Reader {
 public:
  Reader(const NameResolver& names, const Zone& zone, const IcalDefaults& defaults) : names_(names), zone_(zone), defaults_(defaults) {}

  Result<std::vector<Item>> file(const std::vector<ContentLine>& lines, const std::string& file) {
    for (const auto& line : lines) LOA_TRY_OK(one(line));
    if (!open_.empty() || !had_calendar_)
      return fail("schedule.ical_bad", {{"property", "END"}, {"why", "no whole VCALENDAR"}}, file);
    return std::move(items_);
  }

 private:
  Status one(const ContentLine& line) {
    if (line.name == "BEGIN") return begin(line);
    if (line.name == "END") return end(line);
    if (open_.empty()) return bad(line, "outside VCALENDAR");
    return event_ && open_.back() == "VEVENT" ? event_->take(line) : ok();
  }

  Status begin(const ContentLine& line) {
    if (open_.empty() != (line.value == "VCALENDAR")) return bad(line, "VCALENDAR outside, the rest inside");
    if (open_.size() >= 4) return bad(line, "too deep");
    if (line.value == "VEVENT" && open_.size() == 1) {
      if (++events_ > kMaxIcalEvents) return fail("schedule.ical_too_many", {{"limit", std::to_string(kMaxIcalEvents)}}, line.place);
      event_.emplace(names_, zone_, line);
    }
    open_.push_back(line.value);
    had_calendar_ = true;
    return ok();
  }

  Status end(const ContentLine& line) {
    if (open_.empty() || open_.back() != line.value) return bad(line, "does not match its BEGIN");
    open_.pop_back();
    if (line.value != "VEVENT" || !event_ || open_.size() != 1) return ok();
    if (!event_->is_cancelled()) {
      LOA_TRY(auto item, event_->finish(defaults_));
      items_.push_back(std::move(item));
    }
    event_.reset();
    return ok();
  }

  const NameResolver& names_;
  const Zone& zone_;
  const IcalDefaults& defaults_;
  std::vector<std::string> open_;
  std::optional<Event> event_;
  std::vector<Item> items_;
  std::size_t events_ = 0;
  bool had_calendar_ = false;
};

}  // namespace

Result<std::vector<Item>> read_ical(std::string_view text, const std::string& file, const NameResolver& names, const Zone& zone,
                                    const IcalDefaults& defaults) {
  LOA_TRY(const auto lines, read_content_lines(text, file));
  return Reader(names, zone, defaults).file(lines, file);
}

}  // namespace loa::schedules
