#include "schedules/explain.h"

#include "schedules/recurrence.h"

#include <algorithm>
#include <set>

namespace loa::schedules {
namespace {

const ClusterPlace* find_place(const PlanDocument& document, ClusterId cluster) {
  for (const auto& place : document.clusters)
    if (place.id == cluster) return &place;
  return nullptr;
}

std::optional<ItemId> item_of(const Timeline& timeline, const OccurrenceId& id) {
  const auto it = timeline.occurrences.find(id);
  return it == timeline.occurrences.end() ? std::nullopt : std::optional(it->second.item);
}

bool concerns(const Timeline& timeline, const OccurrenceId& id, UtcTime at) {
  const auto it = timeline.occurrences.find(id);
  return it != timeline.occurrences.end() && it->second.start <= at && at < it->second.end;
}

Timeline two_days(const PlanDocument& document, const std::map<UnitId, PolicyPath>& policies, const Zone& zone, UtcTime at) {
  const auto day = date::floor<date::days>(zone.to_civil(at));
  return joined(plan(document, policies, day - date::days{1}), plan(document, policies, day));
}

void choose(const Timeline& timeline, ClusterId cluster, UtcTime at, Explanation& out) {
  for (const auto& p : timeline.planned) {
    if (p.cluster != cluster || at < p.start || at >= p.end) continue;
    out.chosen = timeline.occurrence_of(p);
    out.segment = p;
    const bool is_relay = out.chosen->kind == ItemKind::relay && !out.chosen->source.empty();
    out.reasons.push_back({fail(is_relay ? "schedule.explain_relay" : "schedule.explain_chosen",
                                {{"title", out.chosen->title}, {"rung", std::string(to_text(out.chosen->rung))}, {"source", out.chosen->source}}),
                           out.chosen->item});
    return;
  }
  out.reasons.push_back({fail("schedule.explain_silence"), std::nullopt});
}

// --- proposals -------------------------------------------------------------------------------------------------------

PlanDocument with_item(const PlanDocument& document, const Item& item) {
  PlanDocument out = document;
  std::erase_if(out.items, [&](const Item& i) { return i.id == item.id; });
  out.items.push_back(item);
  return out;
}

struct Check {
  const PlanDocument& document;
  const std::map<UnitId, PolicyPath>& policies;
  const Item& item;
  const Zone& zone;
  std::vector<Conflict> out;

  bool is_full() const { return out.size() >= kMaxConflicts; }

  void day(CivilDay day) {
    const auto timeline = plan(document, policies, day);
    const auto near = joined(plan(document, policies, day - date::days{1}), joined(timeline, plan(document, policies, day + date::days{1})));
    for (const auto& [id, mine] : timeline.occurrences) {
      if (mine.item != item.id) continue;
      policy_breaches(timeline, mine, near);
      if (mine.part > 0) continue;
      auto slot = mine;  // a playlist moves as a whole
      slot.end = slot.start + item.duration;
      for (const auto& [other_id, other] : near.occurrences)
        if (other.item != item.id) overlap(slot, other, near);
    }
  }

  void policy_breaches(const Timeline& timeline, const Occurrence& mine, const Timeline& near) {
    std::vector<Conflict> found;
    for (const auto& d : timeline.dropped) {
      const bool is_rule = d.cause.code.starts_with("policy.") || d.cause.code == "schedule.emergency_needs_alert";
      if (d.occurrence != mine.id || !is_rule) continue;
      const auto same = std::ranges::find(found, d.cause, &Conflict::error);
      if (same != found.end()) {
        same->clusters.push_back(d.cluster);
      } else {
        found.push_back({Conflict::Kind::policy, d.cause, mine.civil_start, {d.cluster}, {}, {}, after(mine, mine.start, near), false});
      }
    }
    for (auto& conflict : found)
      if (!is_full()) out.push_back(std::move(conflict));
  }

  void overlap(const Occurrence& mine, const Occurrence& other, const Timeline& near) {
    if (is_full() || mine.start >= other.end || other.start >= mine.end) return;
    std::vector<ClusterId> both;
    std::ranges::set_intersection(mine.clusters, other.clusters, std::back_inserter(both));
    if (both.empty() || (other.kind == ItemKind::playlist && is_known(mine, other))) return;
    Conflict conflict{Conflict::Kind::overlap, {}, mine.civil_start, std::move(both), other.item, other.civil_start,
                      after(mine, other.end, near), mine.level <= other.level};
    conflict.error = fail("schedule.conflict", {{"title", mine.title}, {"other", other.title},
                                                {"at", format_civil(mine.civil_start)},
                                                {"other_at", format_civil(other.civil_start)}});
    out.push_back(std::move(conflict));
  }

  // Another playlist is one thing in the way, not one for each of its entries.
  bool is_known(const Occurrence& mine, const Occurrence& other) const {
    return std::ranges::any_of(out, [&](const Conflict& c) {
      return c.kind == Conflict::Kind::overlap && c.at == mine.civil_start && c.other == other.item;
    });
  }

  // The first start at or after `from` on the same civil day that overlaps nothing and that every regulation allows.
  std::optional<CivilTime> after(const Occurrence& mine, UtcTime from, const Timeline& near) const {
    const auto length = mine.end - mine.start;
    std::vector<UtcTime> tries{from};
    for (const auto& [id, other] : near.occurrences)
      if (other.item != item.id && other.end > from) tries.push_back(other.end);
    for (const auto& path : paths_of(mine))
      if (const auto opens = path->opens_for(from, length, zone)) tries.push_back(*opens);
    std::ranges::sort(tries);
    for (const auto t : tries) {
      if (t < from || !is_free(mine, t, t + length, near) || !is_allowed(mine, t)) continue;
      const auto civil = date::floor<std::chrono::seconds>(zone.to_civil(t));
      if (date::floor<date::days>(civil) != date::floor<date::days>(mine.civil_start)) return std::nullopt;
      return civil;
    }
    return std::nullopt;
  }

  bool is_free(const Occurrence& mine, UtcTime from, UtcTime until, const Timeline& near) const {
    for (const auto& [id, other] : near.occurrences) {
      if (other.item == item.id || from >= other.end || other.start >= until) continue;
      for (const auto cluster : mine.clusters)
        if (std::ranges::binary_search(other.clusters, cluster)) return false;
    }
    return true;
  }

  bool is_allowed(const Occurrence& mine, UtcTime at) const {
    return std::ranges::all_of(paths_of(mine), [&](const PolicyPath* path) {
      return path->allows(at, mine.end - mine.start, mine.cls, 0, Millis{0}, zone).has_value();
    });
  }

  std::vector<const PolicyPath*> paths_of(const Occurrence& mine) const {
    static const PolicyPath kMissing;
    std::set<UnitId> units;
    for (const auto& place : document.clusters)
      if (std::ranges::binary_search(mine.clusters, place.id)) units.insert(place.unit);
    std::vector<const PolicyPath*> paths;
    for (const auto& unit : units) {
      const auto it = policies.find(unit);
      paths.push_back(it == policies.end() ? &kMissing : &it->second);
    }
    return paths;
  }
};

Conflict rule_conflict(Error error, const Item& item) { return {Conflict::Kind::rule, std::move(error), item.start, {}, {}, {}, {}, false}; }

}  // namespace

Explanation explain(const PlanDocument& document, const std::map<UnitId, PolicyPath>& policies, ClusterId cluster,
                    UtcTime at) {
  Explanation out;
  const auto zone = Zone::locate(document.zone);
  if (!zone) {
    out.reasons.push_back({zone.error(), std::nullopt});
    return out;
  }
  if (!find_place(document, cluster)) {
    out.reasons.push_back({fail("schedule.explain_unknown_cluster", {{"cluster", cluster.text()}}), std::nullopt});
    return out;
  }
  const auto timeline = two_days(document, policies, *zone, at);
  choose(timeline, cluster, at, out);
  for (const auto& loss : timeline.losses)
    if (loss.cluster == cluster && concerns(timeline, loss.loser, at))
      out.reasons.push_back({loss.rule, item_of(timeline, loss.loser)});
  for (const auto& d : timeline.dropped)
    if (d.cluster == cluster && concerns(timeline, d.occurrence, at)) {
      const auto known = std::ranges::find(out.reasons, d.cause, &Reason::words);
      if (known == out.reasons.end()) out.reasons.push_back({d.cause, item_of(timeline, d.occurrence)});
    }
  return out;
}

std::vector<Conflict> check_item(const PlanDocument& document, const std::map<UnitId, PolicyPath>& policies,
                                 const Item& item, CivilDay from, CivilDay until) {
  const auto zone = Zone::locate(document.zone);
  if (!zone) return {rule_conflict(zone.error(), item)};
  if (auto sane = check(item); !sane) return {rule_conflict(sane.error(), item)};
  until = std::min(until, from + date::days{kMaxCheckedDays});
  // Half-open in days; the last day and every Sunday count like any other.
  auto proposed = with_item(document, item);
  proposed.from = std::min(proposed.from, from);
  proposed.until = std::max(proposed.until, until);
  const auto starts = starts_of(item, from, until, *zone);
  if (!starts) return {rule_conflict(starts.error(), item)};
  std::set<CivilDay> days;
  for (const auto start : *starts) days.insert(date::floor<date::days>(start));
  Check check{proposed, policies, item, *zone, {}};
  for (const auto day : days)
    if (!check.is_full()) check.day(day);
  std::ranges::sort(check.out, {}, [](const Conflict& c) { return std::tuple(c.at, c.other, c.other_at, c.kind, c.error.code); });
  return std::move(check.out);
}

}  // namespace loa::schedules
