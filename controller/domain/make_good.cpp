#include "controller/domain/make_good.h"

#include <algorithm>
#include <set>

namespace loa::controller {

namespace {

constexpr std::chrono::minutes kGrid(5);  // starts people can say
constexpr int kTries = 200;

UtcTime on_grid(UtcTime t) {
  const auto floor = date::floor<std::chrono::minutes>(t);
  const auto over = floor.time_since_epoch() % kGrid;
  return over == over.zero() && floor == t ? t : UtcTime(floor - over + kGrid);
}

class Search {
 public:
  Search(const PlanSources& sources, schedules::PlanDocument plan, const PolicyPaths& policies, schedules::Item item,
         bool needs_approval)
      : sources_(sources), plan_(std::move(plan)), policies_(policies), item_(std::move(item)), needs_approval_(needs_approval) {}

  std::optional<UtcTime> first(UtcTime from, UtcTime until) {
    UtcTime at = on_grid(from);
    for (int i = 0; i < kTries && at < until; ++i) {
      const auto open = opens(at);
      if (!open || *open >= until) return std::nullopt;
      at = on_grid(*open);
      const auto next = blocked_until(at);
      if (!next) return at + item_.duration <= until ? std::optional(at) : std::nullopt;
      at = on_grid(std::max(*next, at + kGrid));
    }
    return std::nullopt;
  }

 private:
  // The first instant at which every regulation is open for it.
  std::optional<UtcTime> opens(UtcTime from) const {
    UtcTime at = from;
    for (int round = 0; round < kTries; ++round) {
      UtcTime latest = at;
      for (const auto& place : plan_.clusters) {
        const auto path = policies_.find(place.unit);
        const auto open = path == policies_.end() ? std::nullopt : path->second.opens_for(at, item_.duration, sources_.zone);
        if (!open) return std::nullopt;
        latest = std::max(latest, *open);
      }
      if (latest == at) return at;
      at = latest;
    }
    return std::nullopt;
  }

  // Nothing: it is lawful there. Else where to look next.
  std::optional<UtcTime> blocked_until(UtcTime at) {
    item_.start = date::floor<std::chrono::seconds>(sources_.zone.to_civil(at));
    const auto day = date::floor<date::days>(item_.start);
    const auto next_day = sources_.zone.to_utc(CivilTime(day + date::days(1)));
    if (!approved(at) || airings_used(day)) return next_day ? *next_day : at + std::chrono::hours(24);
    auto wide = plan_;
    wide.from = std::min(wide.from, day - date::days(1));
    wide.until = std::max(wide.until, day + date::days(2));
    const auto conflicts = schedules::check_item(wide, policies_, item_, day, day + date::days(1));
    if (conflicts.empty()) return std::nullopt;
    const auto after = conflicts.front().after ? sources_.zone.to_utc(*conflicts.front().after) : Result<UtcTime>(fail("time.gap"));
    if (after && *after > at) return *after;
    const bool whole_day = std::ranges::any_of(conflicts, [](const auto& c) { return c.kind != schedules::Conflict::Kind::overlap; });
    return whole_day && next_day ? *next_day : at + kGrid;
  }

  bool approved(UtcTime at) const {
    if (item_.manifest.is_zero() || !needs_approval_) return true;
    return std::ranges::all_of(plan_.clusters, [&](const auto& place) {
      return sources_.registry.approval_for(item_.manifest, place.unit, at).has_value() &&
             sources_.registry.approval_for(item_.manifest, place.unit, at + item_.duration).has_value();
    });
  }

  // Whether the airings the approval allows a day are used up on one of the clusters.
  bool airings_used(CivilDay day) const {
    const auto timeline = schedules::plan(plan_, policies_, day);
    for (const auto& place : plan_.clusters) {
      const auto noon = sources_.zone.to_utc(CivilTime(day) + std::chrono::hours(12));
      const auto held = noon ? sources_.registry.approval_for(item_.manifest, place.unit, *noon) : std::nullopt;
      if (!held || held->approval.airings_per_day == 0) continue;
      if (planned_on(timeline, place.id) >= held->approval.airings_per_day) return true;
    }
    return false;
  }

  int planned_on(const schedules::Timeline& timeline, const ClusterId& cluster) const {
    std::set<Hash> seen;
    for (const auto& planned : timeline.planned) {
      if (planned.cluster != cluster) continue;
      const auto& occurrence = timeline.occurrence_of(planned);
      if (occurrence.item != item_.id && occurrence.manifest == item_.manifest) seen.insert(planned.occurrence);
    }
    return static_cast<int>(seen.size());
  }

  const PlanSources& sources_;
  schedules::PlanDocument plan_;
  const PolicyPaths& policies_;
  schedules::Item item_;
  const bool needs_approval_;
};

schedules::Item one_off(const PlanSources& sources, const LedgerRow& row, UtcTime now) {
  schedules::Item item;
  const auto original = std::ranges::find(sources.items, row.item, &schedules::Item::id);
  if (original != sources.items.end()) {
    item.volume = original->volume;
    item.cls = original->cls;
    item.level = original->level;
  }
  item.programme = row.programme;
  item.title = row.title;
  item.late = schedules::Late::join;
  return resolved(sources, std::move(item), now);
}

}  // namespace

schedules::PlanDocument narrowed(const schedules::PlanDocument& plan, const schedules::Item& item) {
  schedules::PlanDocument out = plan;
  std::erase_if(out.clusters, [&](const auto& place) { return !schedules::target_distance(item, place); });
  std::erase_if(out.items, [&](const auto& other) {
    return std::ranges::none_of(out.clusters, [&](const auto& place) { return schedules::target_distance(other, place).has_value(); });
  });
  return out;
}

bool can_be_made_good(const LedgerRow& row, UtcTime now) {
  const bool failed = row.state == LedgerState::missed || row.state == LedgerState::partly;
  return failed && !row.programme.is_nil() && row.planned_end && *row.planned_end <= now;
}

std::optional<UtcTime> lawful_slot(const PlanSources& sources, const schedules::PlanDocument& plan, const PolicyPaths& policies,
                                   schedules::Item item, UtcTime from, UtcTime until,
                                   bool needs_approval) {
  auto own = narrowed(plan, item);
  if (own.clusters.empty()) return std::nullopt;
  return Search(sources, std::move(own), policies, std::move(item), needs_approval).first(from, until);
}

Result<MakeGood> make_good(const PlanSources& sources, const schedules::PlanDocument& plan, const PolicyPaths& policies,
                           const std::vector<LedgerRow>& rows, const std::vector<ClusterId>& done, UtcTime now) {
  MakeGood out;
  for (const auto& row : rows) {
    if (!can_be_made_good(row, now)) continue;
    if (std::ranges::find(done, row.key.cluster) != done.end()) {
      out.left_out.emplace_back(row.key.cluster, fail("make_good.done"));
      continue;
    }
    if (out.item.programme.is_nil()) out.item = one_off(sources, row, now);
    if (!sources.registry.approval_for(out.item.manifest, row.unit, now)) {
      out.left_out.emplace_back(row.key.cluster, fail("make_good.not_approved", {{"title", row.title}}));
      continue;
    }
    if (out.clusters.size() == schedules::kMaxTargets) {
      out.left_out.emplace_back(row.key.cluster, fail("make_good.too_many"));
      continue;
    }
    out.clusters.push_back(row.key.cluster);
    out.item.targets.push_back(schedules::Target::of(row.key.cluster));
  }
  if (out.clusters.empty()) return out.left_out.empty() ? fail("make_good.nothing") : out.left_out.front().second;
  if (!sources.programmes.contains(out.item.programme)) return fail("make_good.no_programme");
  const auto until = now + std::chrono::hours(24 * kMakeGoodDays);
  const auto slot = lawful_slot(sources, plan, policies, out.item, now + kMakeGoodLead, until);
  if (!slot) return fail("make_good.no_slot", {{"days", std::to_string(kMakeGoodDays)}});
  out.start = *slot;
  out.end = *slot + out.item.duration;
  out.item.start = date::floor<std::chrono::seconds>(sources.zone.to_civil(*slot));
  const auto path = policies.find(rows.front().unit);
  if (path != policies.end() && !path->second.policies().empty()) out.rule = path->second.policies().back().number;
  return out;
}

}  // namespace loa::controller
