#include "schedules/retime.h"

#include "schedules/recurrence.h"

#include <algorithm>

namespace loa::schedules {
namespace {

CivilDay day_of(CivilTime time) { return date::floor<date::days>(time); }

CivilTime moved(CivilTime time, const Retime& retime) {
  return retime.new_time ? day_of(time) + *retime.new_time : time + retime.shift.value_or(std::chrono::minutes{0});
}

Item moved(Item item, const Retime& retime) {
  item.start = moved(item.start, retime);
  for (auto& extra : item.rdates) extra = moved(extra, retime);
  return item;
}

bool has_rule(const Item& item) {
  return !item.rrule.empty() || item.lunar || !item.seasons.empty() || item.holidays.mode != HolidayRule::Mode::any || !item.exdates.empty();
}

// Whether each start before has its moved one after, on the same day, and no other has come.
bool keeps_its_days(const Item& before, const Item& after, const Retime& retime, const Zone& zone) {
  const auto from = day_of(before.start), until = from + date::days{kRetimeCheckedDays};
  auto wished = starts_of(before, from, until, zone);
  const auto got = starts_of(after, from, until, zone);
  if (!wished || !got) return false;
  for (auto& time : *wished) {
    if (day_of(moved(time, retime)) != day_of(time)) return false;
    time = moved(time, retime);
  }
  const auto twice = std::ranges::unique(*wished);
  wished->erase(twice.begin(), twice.end());
  return *wished == *got;
}

Retimed retimed(const Item& item, const Retime& retime, const Zone& zone) {
  Retimed out{item, {}, {}, {}};
  auto after = moved(item, retime);
  if (auto sane = check(after); !sane) {
    out.refusal = sane.error();
  } else if (has_rule(item) && !keeps_its_days(item, after, retime, zone)) {
    out.refusal = fail("schedule.shift_days", {{"title", item.title}});
  } else {
    out.after = std::move(after);
  }
  return out;
}

bool is_sane(const Retime& retime) {
  if (retime.shift.has_value() == retime.new_time.has_value()) return false;
  return !retime.new_time || (*retime.new_time >= MinuteOfDay{0} && *retime.new_time < std::chrono::hours(24));
}

}  // namespace

std::vector<Retimed> shift_items(const PlanDocument& document, const std::map<UnitId, PolicyPath>& policies,
                                 const std::set<ItemId>& items, const Retime& retime, CivilDay from, CivilDay until) {
  const auto zone = Zone::locate(document.zone);
  if (!zone || !is_sane(retime)) return {};
  std::vector<Retimed> out;
  auto changed = document;
  for (auto& item : changed.items) {
    if (!items.contains(item.id)) continue;
    out.push_back(retimed(item, retime, *zone));
    if (out.back().after) item = *out.back().after;
  }
  for (auto& one : out)
    if (one.after) one.conflicts = check_item(changed, policies, *one.after, from, until);
  return out;
}

}  // namespace loa::schedules
