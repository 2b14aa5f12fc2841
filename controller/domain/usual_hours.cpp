#include "controller/domain/usual_hours.h"

#include "schedules/planner.h"
#include "schedules/recurrence.h"

#include <algorithm>
#include <set>

namespace loa::controller {

namespace {

using Minutes = std::chrono::minutes;

constexpr std::pair<Minutes, Minutes> kEverywhere[] = {{Minutes(330), Minutes(420)}, {Minutes(1020), Minutes(1110)}};
constexpr Minutes kNear(30);
constexpr int kLookedAt = 8;  // days: a week and the day it begins again

Minutes hour_of(CivilTime t) { return date::floor<Minutes>(t - date::floor<date::days>(t)); }

std::set<Minutes> hours_of(const schedules::Item& item, const Zone& zone) {
  const auto first = date::floor<date::days>(item.start);
  std::set<Minutes> out{hour_of(item.start)};
  for (const auto extra : item.rdates) out.insert(hour_of(extra));
  if (const auto starts = schedules::starts_of(item, first, first + date::days(kLookedAt), zone)) {
    for (const auto start : *starts) out.insert(hour_of(start));
  }
  return out;
}

// An hour is usual for the whole item only where everybody it reaches is used to it.
bool reaches_all(const schedules::Item& other, const std::vector<const schedules::ClusterPlace*>& places) {
  return std::ranges::all_of(places, [&](const auto* place) { return schedules::target_distance(other, *place).has_value(); });
}

std::string clock_text(Minutes m) {
  const auto two = [](long v) { return (v < 10 ? "0" : "") + std::to_string(v); };
  return two(m.count() / 60) + ":" + two(m.count() % 60);
}

}  // namespace

std::vector<Error> unusual_hours(const schedules::Item& item, const schedules::PlanDocument& plan, const Zone& zone) {
  std::vector<const schedules::ClusterPlace*> places;
  for (const auto& place : plan.clusters) {
    if (schedules::target_distance(item, place)) places.push_back(&place);
  }
  std::set<Minutes> known;
  for (const auto& other : plan.items) {
    if (other.id != item.id && reaches_all(other, places)) known.merge(hours_of(other, zone));
  }
  std::vector<Error> out;
  for (const auto hour : hours_of(item, zone)) {
    const bool everywhere = std::ranges::any_of(kEverywhere, [&](const auto& band) { return band.first <= hour && hour < band.second; });
    const bool near = std::ranges::any_of(known, [&](Minutes k) { return k - kNear <= hour && hour <= k + kNear; });
    if (!everywhere && !near) out.push_back(fail("item.unusual", {{"at", clock_text(hour)}, {"usual", "05:30–07:00, 17:00–18:30"}}));
  }
  return out;
}

}  // namespace loa::controller
