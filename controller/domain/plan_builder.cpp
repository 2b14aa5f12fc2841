#include "controller/domain/plan_builder.h"

#include <algorithm>
#include <set>

namespace loa::controller {

namespace {

CivilDay day_of(UtcTime t, const Zone& zone) { return date::floor<date::days>(zone.to_civil(t)); }

schedules::ClusterPlace cluster_place(const protocol::PlacedCluster& cluster, const protocol::UnitTree* tree) {
  schedules::ClusterPlace place{cluster.id, cluster.unit, {}, cluster.groups};
  if (tree) place.path = tree->path(cluster.unit);
  std::reverse(place.path.begin(), place.path.end());  // the planner reads it from the unit up
  return place;
}

bool may_still_sound(const schedules::Item& item, CivilDay today) {
  if (!item.rrule.empty() || !item.rdates.empty()) return true;
  return date::floor<date::days>(item.start) + date::days(1) >= today;
}

bool covers_place(const protocol::UnitTree& tree, const std::vector<UnitId>& areas, const protocol::Place& place) {
  return std::any_of(areas.begin(), areas.end(), [&](const UnitId& area) {
    return std::any_of(place.clusters.begin(), place.clusters.end(),
                       [&](const auto& cluster) { return tree.covers(area, cluster.unit); });
  });
}

const PlannableRevision* revision_of(const PlanSources& sources, const Hash& manifest) {
  for (const auto& [id, programme] : sources.programmes) {
    for (const auto& revision : programme.revisions) {
      if (revision.manifest == manifest && revision.manifest_size > 0) return &revision;
    }
  }
  return nullptr;
}

protocol::LibraryEntry entry_for(const PlannableRevision& revision, UtcTime needed_by, bool urgent) {
  return {revision.manifest, revision.manifest_size, needed_by, urgent, revision.audio, revision.unit_list};
}

UtcTime needed_by(const PlannedDays& days, const protocol::Place& place, const Hash& manifest, UtcTime now) {
  std::set<ClusterId> own;
  for (const auto& cluster : place.clusters) own.insert(cluster.id);
  for (const auto& slot : days.slots) {
    if (slot.manifest == manifest && slot.end > now && own.contains(slot.cluster)) return slot.start;
  }
  return days.until + date::days(7);  // nothing planned: fetched after what is
}

PlannedRow row_for(const PlanSources& sources, const Slot& slot, PlannedRow row, UtcTime now) {
  row.key = {slot.occurrence, slot.cluster};
  row.item = slot.item;
  row.programme = slot.programme;
  row.title = slot.title;
  row.start = slot.start;
  row.end = slot.end;
  if (auto held = sources.registry.approval_for(slot.manifest, row.unit, std::max(now, row.start))) {
    row.approval = held->document;
    row.approved_by = held->signer_names.empty() ? std::string() : held->signer_names.front();
  }
  return row;
}

Slot slot_of(const schedules::Occurrence& occurrence, const ClusterId& cluster) {
  return {occurrence.id, cluster, occurrence.item, occurrence.programme, occurrence.manifest, occurrence.title,
          occurrence.cls, occurrence.start, occurrence.end};
}

void add_day(const schedules::Timeline& timeline, PlannedDays& out) {
  std::map<std::pair<Hash, ClusterId>, Slot> slots;
  for (const auto& planned : timeline.planned) {
    auto found = timeline.occurrences.find(planned.occurrence);
    if (found == timeline.occurrences.end()) continue;
    auto [slot, fresh] = slots.try_emplace({planned.occurrence, planned.cluster}, slot_of(found->second, planned.cluster));
    if (fresh) slot->second.start = planned.start;
    slot->second.end = fresh ? planned.end : std::max(slot->second.end, planned.end);
  }
  for (auto& [key, slot] : slots) out.slots.push_back(std::move(slot));
  for (const auto& dropped : timeline.dropped) {
    auto found = timeline.occurrences.find(dropped.occurrence);
    if (found == timeline.occurrences.end()) continue;
    out.dropped.push_back(slot_of(found->second, dropped.cluster));
    out.dropped.back().cause = dropped.cause;
  }
}

void add_approvals(const PlanSources& sources, const protocol::Place& place, const PlannedDays& days, UtcTime now,
                   protocol::Library& library, std::set<Hash>& named) {
  const auto* tree = sources.registry.tree();
  for (const auto* document : sources.shelf.of_type(protocol::DocumentType::approval)) {
    const auto& approval = document->approval;
    if (!approval || approval->until <= now || !covers_place(*tree, approval->units, place)) continue;
    library.approvals.push_back(document->envelope);
    if (approval->withdrawn || approval->source) continue;
    const auto* revision = revision_of(sources, approval->manifest);
    if (!revision || !named.insert(approval->manifest).second) continue;
    library.entries.push_back(entry_for(*revision, needed_by(days, place, approval->manifest, now), false));
  }
}

// The newest revision that is approved somewhere, else the newest.
const PlannableRevision& revision_to_play(const PlanSources& sources, const PlannableProgramme& programme, UtcTime now) {
  const PlannableRevision* chosen = nullptr;
  for (const auto& approval : sources.registry.approvals()) {
    if (approval->withdrawn || approval->until <= now || approval->programme != programme.id) continue;
    for (const auto& revision : programme.revisions) {
      if (revision.manifest == approval->manifest && (!chosen || chosen->revision < revision.revision)) chosen = &revision;
    }
  }
  return chosen ? *chosen : programme.revisions.back();
}

// An item or an entry of a playlist: both name a programme. What the library does not know stays as it is.
template <class Named>
void fill(const PlanSources& sources, Named& named, UtcTime now) {
  const auto found = sources.programmes.find(named.programme);
  if (found == sources.programmes.end() || found->second.revisions.empty()) return;
  const auto& revision = revision_to_play(sources, found->second, now);
  named.revision = revision.revision;
  named.manifest = revision.manifest;
  named.duration = Millis(revision.duration_ms);
  if (named.title.empty()) named.title = found->second.title;
}

}  // namespace

schedules::Item resolved(const PlanSources& sources, schedules::Item item, UtcTime now) {
  for (auto& entry : item.playlist) fill(sources, entry, now);
  if (!item.playlist.empty()) {
    item.duration = schedules::total_duration(item.playlist);
    if (item.title.empty()) item.title = item.playlist.front().title;
    return item;
  }
  fill(sources, item, now);
  return item;
}

schedules::PlanDocument plan_for(const PlanSources& sources, const std::vector<protocol::Place>& places, UtcTime now) {
  schedules::PlanDocument plan;
  plan.zone = sources.zone.name();
  plan.from = day_of(now, sources.zone) - date::days(1);
  plan.until = plan.from + date::days(kPlanDays + 1);
  for (const auto& place : places) {
    for (const auto& cluster : place.clusters) plan.clusters.push_back(cluster_place(cluster, sources.registry.tree()));
  }
  for (const auto& item : sources.items) {
    if (!may_still_sound(item, plan.from)) continue;
    const bool reaches = std::any_of(plan.clusters.begin(), plan.clusters.end(), [&](const auto& cluster) {
      return schedules::target_distance(item, cluster).has_value();
    });
    if (reaches) plan.items.push_back(resolved(sources, item, now));
  }
  return plan;
}

PolicyPaths policy_paths(const PlanSources& sources, const std::vector<protocol::Place>& places) {
  PolicyPaths out;
  for (const auto& place : places) {
    for (const auto& cluster : place.clusters) {
      if (out.count(cluster.unit) != 0) continue;
      auto payloads = sources.registry.policies_on_path(cluster.unit);
      std::vector<schedules::Policy> policies;
      if (payloads) {
        for (const auto& payload : *payloads) {
          auto policy = schedules::read_policy(payload);
          if (!policy) {
            policies.clear();  // a regulation that cannot be read allows nothing
            break;
          }
          policies.push_back(std::move(*policy));
        }
      }
      out.emplace(cluster.unit, schedules::PolicyPath(std::move(policies)));
    }
  }
  return out;
}

std::vector<UnitId> reach(const schedules::PlanDocument& plan, const schedules::Item& item) {
  std::set<UnitId> units;
  for (const auto& cluster : plan.clusters) {
    if (schedules::target_distance(item, cluster)) units.insert(cluster.unit);
  }
  return {units.begin(), units.end()};
}

PlannedDays plan_days(const schedules::PlanDocument& plan, const PolicyPaths& policies, UtcTime now,
                      const Zone& zone) {
  PlannedDays out;
  const CivilDay today = day_of(now, zone);
  for (int i = 0; i < kLedgerDays; ++i) {
    const auto timeline = schedules::plan(plan, policies, today + date::days(i));
    add_day(timeline, out);
  }
  const auto bound = [&](CivilDay day) {
    auto utc = zone.to_utc(CivilTime(day));
    return utc ? *utc : now;
  };
  out.from = bound(today);
  out.until = bound(today + date::days(kLedgerDays));
  std::sort(out.slots.begin(), out.slots.end(), [](const auto& a, const auto& b) {
    return std::tie(a.start, a.occurrence, a.cluster) < std::tie(b.start, b.occurrence, b.cluster);
  });
  return out;
}

std::map<ClusterId, PlannedRow> cluster_names(const PlanSources& sources, const std::vector<protocol::Place>& places,
                                              UtcTime now) {
  std::map<ClusterId, PlannedRow> out;
  const auto* tree = sources.registry.tree();
  for (const auto& place : places) {
    for (const auto& cluster : place.clusters) {
      PlannedRow row;
      row.key.cluster = cluster.id;
      row.cluster_name = cluster.name;
      row.unit = cluster.unit;
      if (const auto* unit = tree ? tree->find(cluster.unit) : nullptr) {
        row.unit_name = unit->name;
        row.unit_code = tree->code_of(cluster.unit, now);
      }
      out.emplace(cluster.id, std::move(row));
    }
  }
  return out;
}

std::vector<PlannedRow> ledger_rows(const PlanSources& sources, const std::vector<protocol::Place>& places,
                                    const PlannedDays& days, UtcTime now) {
  const auto names = cluster_names(sources, places, now);
  std::vector<PlannedRow> out;
  const auto add = [&](const Slot& slot) {
    auto named = names.find(slot.cluster);
    if (named != names.end()) out.push_back(row_for(sources, slot, named->second, now));
  };
  for (const auto& slot : days.slots) add(slot);
  for (const auto& slot : days.dropped) add(slot);
  return out;
}

protocol::Library library_for(const PlanSources& sources, const protocol::Place& place, const PlannedDays& days, UtcTime now) {
  protocol::Library library;
  const auto* tree = sources.registry.tree();
  if (!tree) return library;
  std::set<Hash> named;
  add_approvals(sources, place, days, now, library, named);
  for (const auto* document : sources.shelf.of_type(protocol::DocumentType::template_)) {
    auto held = protocol::read_payload<protocol::Template>(document->payload);
    if (!held || held->until <= now || !covers_place(*tree, held->units, place)) continue;
    library.templates.push_back(document->envelope);
    const auto* revision = revision_of(sources, held->manifest);
    if (revision && named.insert(held->manifest).second) library.entries.push_back(entry_for(*revision, days.from, true));
  }
  for (const auto* document : sources.shelf.of_type(protocol::DocumentType::alert)) {
    auto alert = protocol::read_payload<protocol::Alert>(document->payload);
    if (!alert || !alert->manifest || alert->until <= now || !covers_place(*tree, alert->units, place)) continue;
    const auto* revision = revision_of(sources, *alert->manifest);
    if (revision && named.insert(*alert->manifest).second) library.entries.push_back(entry_for(*revision, days.from, true));
  }
  return library;
}

}  // namespace loa::controller
