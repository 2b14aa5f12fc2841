#include "controller/services/area_plan.h"

#include <algorithm>
#include <set>

namespace loa::controller {

namespace {

constexpr int kExactClusters = 300;  // more than these are planned by unit
constexpr int kDays = 42;

bool in_group(const schedules::ClusterPlace& place, const std::string& group) {
  return group.empty() || std::ranges::find(place.groups, group) != place.groups.end();
}

// What items name by itself stays apart from its unit.
std::set<ClusterId> named_clusters(const Desk& desk) {
  std::set<ClusterId> out;
  for (const auto& [id, record] : desk.items) {
    for (const auto& target : record.item.targets) {
      if (target.kind == schedules::Target::Kind::cluster) out.insert(target.cluster);
    }
  }
  return out;
}

void merge_by_unit(AreaPlan& out, const std::set<ClusterId>& apart) {
  std::map<std::pair<UnitId, std::vector<std::string>>, ClusterId> first;
  std::vector<schedules::ClusterPlace> kept;
  for (auto& place : out.plan.clusters) {
    if (apart.contains(place.id)) {
      out.stands_for[place.id] = 1;
      kept.push_back(std::move(place));
      continue;
    }
    const auto [held, fresh] = first.try_emplace({place.unit, place.groups}, place.id);
    ++out.stands_for[held->second];
    if (fresh) kept.push_back(std::move(place));
  }
  out.plan.clusters = std::move(kept);
}

}  // namespace

AreaPlan area_plan(const Desk& desk, const AreaScope& area, const std::string& group, UtcTime now, const Zone& zone) {
  AreaPlan out;
  const std::map<ProgrammeId, PlannableProgramme> none;
  const std::vector<schedules::Item> no_items;
  const PlanSources sources{desk.registry, desk.shelf, none, no_items, zone};
  out.plan = plan_for(sources, desk.places, now);
  out.policies = policy_paths(sources, desk.places);
  std::erase_if(out.plan.clusters, [&](const auto& place) { return !area.covers(place.unit) || !in_group(place, group); });
  out.clusters = static_cast<int>(out.plan.clusters.size());
  const bool exact = out.clusters <= kExactClusters;
  merge_by_unit(out, exact ? [&] {
    std::set<ClusterId> all;
    for (const auto& place : out.plan.clusters) all.insert(place.id);
    return all;
  }() : named_clusters(desk));
  for (const auto& [id, record] : desk.items) {
    const bool heard = std::ranges::any_of(out.plan.clusters, [&](const auto& place) {
      return schedules::target_distance(record.item, place).has_value();
    });
    if (heard) out.plan.items.push_back(record.item);
  }
  return out;
}

std::vector<SilencedAiring> airings_between(const AreaPlan& area, UtcTime from, UtcTime until, std::size_t limit, const Zone& zone) {
  std::vector<SilencedAiring> out;
  const auto first = date::floor<date::days>(zone.to_civil(from)) - date::days(1);
  const auto last = date::floor<date::days>(zone.to_civil(until));
  for (auto day = first; day <= last && day < first + date::days(kDays); day += date::days(1)) {
    const auto timeline = schedules::plan(area.plan, area.policies, day);
    std::map<Hash, std::set<ClusterId>> heard;
    for (const auto& planned : timeline.planned) {
      if (planned.start < until && from < planned.end) heard[planned.occurrence].insert(planned.cluster);
    }
    for (const auto& [occurrence, clusters] : heard) {
      if (out.size() < limit) out.push_back({timeline.occurrences.at(occurrence), {clusters.begin(), clusters.end()}});
    }
  }
  std::ranges::sort(out, {}, [](const auto& a) { return a.occurrence.start; });
  return out;
}

}  // namespace loa::controller
