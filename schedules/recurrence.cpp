#include "schedules/recurrence.h"

#include "schedules/ical/rrule.h"

#include <algorithm>

namespace loa::schedules {
namespace {

CivilDay day_of(CivilTime time) { return date::floor<date::days>(time); }

Result<std::vector<CivilTime>> lunar_starts(const Item& item, CivilDay from, CivilDay until, DayCalendar& calendar) {
  const auto first = day_of(item.start);
  const auto at = item.start - first;
  if (item.lunar->until) until = std::min(until, *item.lunar->until + date::days{1});
  std::vector<CivilTime> out;
  for (auto day = std::max(from, first); day < until; day += date::days{1}) {
    if (!calendar.matches(*item.lunar, day)) continue;
    if (out.size() >= kMaxOccurrencesPerCall)
      return fail("schedule.rrule_too_many", {{"limit", std::to_string(kMaxOccurrencesPerCall)}});
    out.push_back(day + at);
  }
  return out;
}

Result<std::vector<CivilTime>> ruled_starts(const Item& item, CivilDay from, CivilDay until, const Zone& zone, DayCalendar& calendar) {
  if (item.lunar) return lunar_starts(item, from, until, calendar);
  return expand({item.start, item.rrule, nullptr, nullptr}, from, until, zone);
}

}  // namespace

Result<std::vector<CivilTime>> starts_of(const Item& item, CivilDay from, CivilDay until, const Zone& zone, DayCalendar& calendar) {
  LOA_TRY(auto starts, ruled_starts(item, from, until, zone, calendar));
  std::erase_if(starts, [&](CivilTime t) { return !matches(item.seasons, day_of(t)) || !calendar.matches(item.holidays, day_of(t)); });
  for (const auto extra : item.rdates)
    if (extra >= from && extra < until) starts.push_back(extra);
  std::erase_if(starts, [&](CivilTime t) { return std::ranges::find(item.exdates, day_of(t)) != item.exdates.end(); });
  std::ranges::sort(starts);
  const auto twice = std::ranges::unique(starts);
  starts.erase(twice.begin(), twice.end());
  return starts;
}

Result<std::vector<CivilTime>> starts_of(const Item& item, CivilDay from, CivilDay until, const Zone& zone) {
  DayCalendar calendar;
  return starts_of(item, from, until, zone, calendar);
}

}  // namespace loa::schedules
