#include "controller/services/schedule_desk.h"

#include "controller/domain/make_good.h"
#include "controller/domain/usual_hours.h"
#include "controller/services/api_json.h"

#include <algorithm>

namespace loa::controller {

void ScheduleDesk::warn_unapproved(CheckedItem& checked) const {
  const auto& item = checked.record.item;
  auto start = context_.zone.to_utc(item.start);
  const UtcTime at = start ? std::max(*start, context_.now()) : context_.now();
  std::map<Hash, std::string> sounds;  // a programme that comes twice in a playlist is told once
  for (const auto& entry : item.playlist) sounds.emplace(entry.manifest, entry.title);
  if (item.playlist.empty()) sounds.emplace(item.manifest, item.title);
  const auto* tree = desk_.registry.tree();
  for (const auto& unit : checked.record.units) {
    const auto* named = tree ? tree->find(unit) : nullptr;
    for (const auto& [manifest, title] : sounds) {
      if (desk_.registry.approval_for(manifest, unit, at)) continue;
      checked.warnings.push_back(fail("item.not_approved", {{"title", title}, {"unit", named ? named->name : unit.text()}}));
    }
  }
}

schedules::Item ScheduleDesk::resolve(schedules::Item item) const {
  const auto view = desk_.view();
  const PlanSources sources{desk_.registry, desk_.shelf, view.programmes, view.items, context_.zone};
  return resolved(sources, std::move(item), context_.now());
}

Result<CheckedItem> ScheduleDesk::check_parsed(schedules::Item item, const std::vector<schedules::Item>& beside) const {
  CheckedItem checked;
  auto view = desk_.view();
  view.items.insert(view.items.end(), beside.begin(), beside.end());
  const PlanSources sources{desk_.registry, desk_.shelf, view.programmes, view.items, context_.zone};
  auto plan = plan_for(sources, desk_.places, context_.now());
  const auto policies = policy_paths(sources, desk_.places);
  item = resolved(sources, std::move(item), context_.now());
  LOA_TRY_OK(schedules::check(item));
  checked.record.units = reach(plan, item);
  if (checked.record.units.empty()) return fail("item.no_clusters");
  const auto first = std::max(plan.from, date::floor<date::days>(item.start));
  const auto last = std::max(plan.until, first + date::days(2));
  plan = narrowed(plan, item);
  plan.until = last;
  checked.conflicts = schedules::check_item(plan, policies, item, first, last);
  checked.unusual = unusual_hours(item, plan, context_.zone);
  checked.record.item = std::move(item);
  warn_unapproved(checked);
  return checked;
}

schedules::Explanation ScheduleDesk::explain(const ClusterId& cluster, UtcTime at) const {
  return schedules::explain(desk_.plan, desk_.policies, cluster, at);
}

json::object conflict_json(const schedules::Conflict& conflict) {
  json::object out = texts_json(conflict.error);
  out["breach"] = is_breach(conflict);
  out["occurrence"] = format_civil(conflict.at);
  json::array clusters, choices;
  for (const auto& cluster : conflict.clusters) clusters.push_back(json::value(cluster.text()));
  if (conflict.after) choices.push_back(json::object{{"kind", "after"}, {"start", format_civil(*conflict.after)}});
  if (conflict.can_replace) choices.push_back(json::object{{"kind", "replace"}, {"start", format_civil(conflict.at)}});
  out["clusters"] = std::move(clusters);
  out["other"] = conflict.other ? json::value(conflict.other->text()) : json::value(nullptr);
  out["choices"] = std::move(choices);
  return out;
}

bool is_breach(const schedules::Conflict& conflict) { return conflict.kind != schedules::Conflict::Kind::overlap; }

}  // namespace loa::controller
