#include "schedules/ical/rrule.h"

#include <libical/ical.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>

namespace loa::schedules {
namespace {

constexpr std::size_t kMaxSteps = 200'000;  // of the iterator, for rules with COUNT that began long ago

struct IteratorFree {
  void operator()(icalrecur_iterator* it) const { icalrecur_iterator_free(it); }
};
using Iterator = std::unique_ptr<icalrecur_iterator, IteratorFree>;

icaltimetype to_ical(CivilTime t) {
  const auto day = date::floor<date::days>(t);
  const date::year_month_day ymd{day};
  const date::hh_mm_ss<std::chrono::seconds> clock{t - day};
  icaltimetype out = icaltime_null_time();
  out.year = static_cast<int>(ymd.year());
  out.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
  out.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
  out.hour = static_cast<int>(clock.hours().count());
  out.minute = static_cast<int>(clock.minutes().count());
  out.second = static_cast<int>(clock.seconds().count());
  out.is_date = 0;
  out.zone = nullptr;
  return out;
}

CivilTime from_ical(const icaltimetype& t) {
  const auto day = date::local_days{date::year{t.year} / t.month / t.day};
  return day + std::chrono::hours{t.hour} + std::chrono::minutes{t.minute} + std::chrono::seconds{t.second};
}

Error bad(std::string_view rule, std::size_t position, std::string why) {
  return fail("schedule.rrule_bad",
              {{"rule", std::string(rule)}, {"position", std::to_string(position + 1)}, {"why", std::move(why)}});
}

bool libical_accepts(const std::string& text) {
  return icalrecurrencetype_from_string(text.c_str()).freq != ICAL_NO_RECURRENCE;
}

constexpr std::string_view kKeys[] = {"FREQ", "UNTIL", "COUNT", "INTERVAL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY",
                                      "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST"};
constexpr std::string_view kFrequencies[] = {"HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"};

Status check_part(std::string_view rule, std::string_view part, std::size_t position, std::set<std::string_view>& seen) {
  const auto equals = part.find('=');
  if (equals == std::string_view::npos || equals + 1 == part.size()) return bad(rule, position, "NAME=VALUE expected");
  const auto key = part.substr(0, equals);
  const auto value = part.substr(equals + 1);
  if (std::ranges::find(kKeys, key) == std::end(kKeys)) return bad(rule, position, "unknown part " + std::string(key));
  if (!seen.insert(key).second) return bad(rule, position, std::string(key) + " appears twice");
  if (key == "FREQ") {
    if (std::ranges::find(kFrequencies, value) == std::end(kFrequencies))
      return bad(rule, position, "FREQ must be HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY");
    return ok();
  }
  if ((key == "COUNT" || key == "INTERVAL") &&
      (value.size() > 6 || value.find_first_not_of("0123456789") != value.npos || value.find_first_not_of('0') == value.npos))
    return bad(rule, position, std::string(key) + " must be a whole number over 0");
  if (!libical_accepts("FREQ=YEARLY;" + std::string(part))) return bad(rule, position, "value not understood");
  return ok();
}

// A date means that whole day; UTC is shifted into the zone, so that the comparison happens in civil time.
void settle_until(icalrecurrencetype& rule, const Zone& zone) {
  if (icaltime_is_null_time(rule.until)) return;
  if (rule.until.is_date) {
    rule.until.is_date = 0;
    rule.until.hour = 23;
    rule.until.minute = rule.until.second = 59;
  } else if (icaltime_is_utc(rule.until)) {
    const auto utc = UtcTime{from_ical(rule.until).time_since_epoch()};
    rule.until = to_ical(zone.to_civil(utc));
  }
  rule.until.zone = nullptr;
}

// libical compares hours of the day alone when it is moved ahead: an hourly rule is moved by whole intervals here.
CivilTime moved_ahead(const icalrecurrencetype& rule, CivilTime start, CivilTime from) {
  const std::chrono::hours interval{std::max<int>(1, rule.interval)};
  return start + (from - start) / interval * interval;
}

Status collect(const Recurrence& rule, CivilTime from, CivilTime until, const Zone& zone, std::set<CivilTime>& out) {
  auto parsed = icalrecurrencetype_from_string(std::string(rule.rrule).c_str());
  settle_until(parsed, zone);
  // COUNT counts from the first start, so such a rule is walked from there.
  const bool skips = from > rule.start && parsed.count == 0;
  const bool hourly = parsed.freq == ICAL_HOURLY_RECURRENCE;
  const CivilTime start = skips && hourly ? moved_ahead(parsed, rule.start, from) : rule.start;
  const Iterator it(icalrecur_iterator_new(parsed, to_ical(start)));
  if (!it) return bad(rule.rrule, 0, "no date can match");
  if (skips && !hourly) icalrecur_iterator_set_start(it.get(), to_ical(from));
  for (std::size_t step = 0; step < kMaxSteps; ++step) {
    const auto next = icalrecur_iterator_next(it.get());
    if (icaltime_is_null_time(next)) return ok();
    const auto civil = from_ical(next);
    if (civil >= until) return ok();
    if (civil < from || civil < rule.start) continue;
    if (out.size() >= kMaxOccurrencesPerCall) break;
    out.insert(civil);
  }
  return fail("schedule.rrule_too_many", {{"limit", std::to_string(kMaxOccurrencesPerCall)}});
}

}  // namespace

Status check_rrule(std::string_view rrule) {
  std::set<std::string_view> seen;
  std::size_t position = 0;
  while (position <= rrule.size()) {
    const auto end = std::min(rrule.find(';', position), rrule.size());
    LOA_TRY_OK(check_part(rrule, rrule.substr(position, end - position), position, seen));
    position = end + 1;
  }
  if (!seen.contains("FREQ")) return bad(rrule, 0, "FREQ is missing");
  if (seen.contains("UNTIL") && seen.contains("COUNT")) return bad(rrule, 0, "UNTIL and COUNT exclude each other");
  if (!libical_accepts(std::string(rrule))) return bad(rrule, 0, "these parts do not go together");
  return ok();
}

Result<std::vector<CivilTime>> expand(const Recurrence& rule, CivilDay from, CivilDay until, const Zone& zone) {
  std::set<CivilTime> out;
  if (rule.rrule.empty()) {
    if (rule.start >= from && rule.start < until) out.insert(rule.start);
  } else {
    LOA_TRY_OK(check_rrule(rule.rrule));
    LOA_TRY_OK(collect(rule, from, until, zone, out));
  }
  if (rule.rdates)
    for (const auto extra : *rule.rdates)
      if (extra >= from && extra < until) out.insert(extra);
  std::vector<CivilTime> kept;
  for (const auto time : out) {
    const auto day = date::floor<date::days>(time);
    if (!rule.exdates || std::ranges::find(*rule.exdates, day) == rule.exdates->end()) kept.push_back(time);
  }
  return kept;
}

}  // namespace loa::schedules
