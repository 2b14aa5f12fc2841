#include "schedules/planner.h"

#include "schedules/occurrences.h"
#include "schedules/walk.h"

#include <algorithm>
#include <ranges>
#include <set>
#include <tuple>

namespace loa::schedules {
namespace {

Error with_place(Error error, std::string place) {
  error.place = std::move(place);
  return error;
}

CivilDay day_of(const Occurrence& o) { return date::floor<date::days>(o.civil_start); }

// Clusters for which every rule gives the same answer are planned once: the same path, the same groups as far as anybody names
// them, and none that is named itself.
struct ClusterKind {
  UnitId unit;
  std::vector<UnitId> path;
  std::vector<std::string> groups;
  ClusterId named;
  auto operator<=>(const ClusterKind&) const = default;
};

// The groups and clusters that items and regulations name.
class NamedPlaces {
 public:
  NamedPlaces(const PlanDocument& document, const std::map<UnitId, PolicyPath>& policies) {
    for (const auto& item : document.items)
      for (const auto& target : item.targets) {
        if (target.kind == Target::Kind::group) groups_.insert(target.group);
        if (target.kind == Target::Kind::cluster) clusters_.insert(target.cluster);
      }
    for (const auto& [unit, path] : policies)
      for (const auto& reach : path.reaches()) {
        groups_.insert(reach.groups.begin(), reach.groups.end());
        clusters_.insert(reach.clusters.begin(), reach.clusters.end());
      }
  }

  ClusterKind kind_of(const ClusterPlace& place) const {
    ClusterKind kind{place.unit, place.path, {}, {}};
    std::ranges::copy_if(place.groups, std::back_inserter(kind.groups), [&](const auto& g) { return groups_.contains(g); });
    std::ranges::sort(kind.groups);
    if (clusters_.contains(place.id)) kind.named = place.id;
    return kind;
  }

 private:
  std::set<std::string> groups_;
  std::set<ClusterId> clusters_;
};

using Clusters = std::vector<ClusterId>;

class Planner {
 public:
  Planner(const PlanDocument& document, const std::map<UnitId, PolicyPath>& policies, const Zone& zone, CivilDay day)
      : document_(document), policies_(policies), zone_(zone), day_(day) {
    timeline_.day = day;
  }

  Timeline run() {
    for (const auto& item : document_.items) expand_item(item);
    const NamedPlaces named(document_, policies_);
    std::map<ClusterKind, std::pair<const ClusterPlace*, Clusters>> kinds;
    for (const auto& place : document_.clusters) {
      auto& [first, clusters] = kinds[named.kind_of(place)];
      if (clusters.empty()) first = &place;
      clusters.push_back(place.id);
    }
    for (const auto& [kind, members] : kinds) plan_kind(*members.first, members.second);
    settle();
    return std::move(timeline_);
  }

 private:
  void expand_item(const Item& item) {
    const auto from = std::max(day_ - date::days{1}, document_.from);
    const auto until = std::min(day_ + date::days{2}, document_.until);
    if (from >= until) return;
    auto found = occurrences_of(item, from, until, zone_, calendar_);
    if (!found) return timeline_.refused.push_back(with_place(found.error(), item.id.text()));
    for (auto& occurrence : *found) {
      const auto id = occurrence.id;
      const auto [place, is_new] = all_.emplace(id, std::move(occurrence));
      if (is_new) by_item_[&item].push_back(&place->second);
    }
  }

  void plan_kind(const ClusterPlace& place, const Clusters& clusters) {
    const auto found = policies_.find(place.unit);
    const auto policy = found == policies_.end() ? PolicyPath() : found->second.of_cluster(place.id, place.groups);
    auto candidates = candidates_for(place, policy);
    for (const auto& c : candidates) {
      auto& of = all_.at(c.occurrence->id).clusters;
      of.insert(of.end(), clusters.begin(), clusters.end());
    }
    std::ranges::sort(candidates, {}, &Candidate::strength);
    std::vector<Dropped> refused;
    auto admitted = admit(candidates, refused);
    auto result = walk(place.id, std::move(admitted), zone_);
    keep_today(result, refused, policy);
    for (const auto cluster : clusters) copy_for(cluster, result);
  }

  std::vector<Candidate> candidates_for(const ClusterPlace& place, const PolicyPath& policy) const {
    std::vector<Candidate> out;
    for (const auto& [item, occurrences] : by_item_) {
      const auto distance = target_distance(*item, place);
      if (!distance) continue;
      for (const auto* o : occurrences)
        out.push_back({{o->rung, o->order, *distance, o->created, o->item, o->civil_start}, o, &policy});
    }
    return out;
  }

  // `sorted` strongest first, so that minutes of a day go to the strongest.
  std::vector<Candidate> admit(const std::vector<Candidate>& sorted, std::vector<Dropped>& refused) const {
    std::map<CivilDay, Millis> minutes;
    std::map<CivilDay, int> airings;
    SessionUse sessions;
    std::vector<Candidate> out;
    for (const auto& c : sorted) {
      const auto& o = *c.occurrence;
      const auto day = day_of(o);
      if (auto allowed = admits(c, minutes[day], airings[day], sessions); !allowed) {
        refused.push_back({o.id, {}, allowed.error()});
        continue;
      }
      minutes[day] += o.end - o.start;
      ++airings[day];
      c.policy->note_session(sessions, o.start, o.end - o.start, zone_);
      out.push_back(c);
    }
    return out;
  }

  Status admits(const Candidate& c, Millis minutes, int airings, const SessionUse& sessions) const {
    const auto& o = *c.occurrence;
    if (o.cls == BroadcastClass::emergency) return fail("schedule.emergency_needs_alert", {{"title", o.title}});
    const int volume = std::min(o.volume, c.policy->volume_cap(o.start, o.end - o.start, zone_));
    LOA_TRY_OK(c.policy->allows(o.start, o.end - o.start, o.cls, volume, minutes, zone_));
    LOA_TRY_OK(c.policy->allows_session(o.start, o.end - o.start, o.cls, sessions, zone_));
    return c.policy->allows_airing(o.cls, airings);
  }

  // What concerns the day itself, its volumes capped, each occurrence's last segment marked.
  void keep_today(WalkResult& result, std::vector<Dropped>& refused, const PolicyPath& policy) const {
    std::erase_if(result.planned, [&](const Planned& p) { return !is_today(p.occurrence); });
    std::erase_if(result.losses, [&](const Loss& l) { return !is_today(l.loser); });
    result.dropped.insert(result.dropped.end(), std::make_move_iterator(refused.begin()), std::make_move_iterator(refused.end()));
    std::erase_if(result.dropped, [&](const Dropped& d) { return !is_today(d.occurrence); });
    std::set<OccurrenceId> later;
    for (auto& p : std::views::reverse(result.planned)) {  // the walk goes forward in time
      p.volume = std::min(p.volume, policy.volume_cap(p.start, p.end - p.start, zone_));
      p.is_last = later.insert(p.occurrence).second;
    }
  }

  void copy_for(ClusterId cluster, const WalkResult& result) {
    const auto copy = [&](const auto& from, auto& to) {
      for (const auto& each : from) to.push_back(each), to.back().cluster = cluster;
    };
    copy(result.planned, timeline_.planned);
    copy(result.dropped, timeline_.dropped);
    copy(result.losses, timeline_.losses);
  }

  bool is_today(const OccurrenceId& id) const { return day_of(all_.at(id)) == day_; }

  // Canonical order, whatever order the documents came in.
  void settle() {
    for (auto& [id, occurrence] : all_) {
      if (day_of(occurrence) != day_ || occurrence.clusters.empty()) continue;
      std::ranges::sort(occurrence.clusters);
      timeline_.occurrences.emplace(id, std::move(occurrence));
    }
    std::ranges::sort(timeline_.planned, {}, [](const Planned& p) { return std::tie(p.start, p.cluster, p.occurrence); });
    std::ranges::sort(timeline_.dropped, {}, [](const Dropped& d) { return std::tie(d.occurrence, d.cluster); });
    std::ranges::sort(timeline_.losses, {}, [](const Loss& l) { return std::tie(l.at, l.cluster, l.loser, l.winner); });
    std::ranges::sort(timeline_.refused, {}, &Error::place);
  }

  const PlanDocument& document_;
  const std::map<UnitId, PolicyPath>& policies_;
  const Zone& zone_;
  const CivilDay day_;
  DayCalendar calendar_;
  std::map<OccurrenceId, Occurrence> all_;  // of three days
  std::map<const Item*, std::vector<const Occurrence*>> by_item_;
  Timeline timeline_;
};

}  // namespace

std::string_view deciding_rule(const Strength& winner, const Strength& loser) {
  if (winner.rung != loser.rung) return "schedule.lost_rung";
  if (!(winner < loser)) return "schedule.lost_sounding";
  if (winner.order != loser.order) return "schedule.lost_order";
  if (winner.distance != loser.distance) return "schedule.lost_specific";
  if (winner.created != loser.created) return "schedule.lost_created";
  return "schedule.lost_id";
}

std::optional<int> target_distance(const Item& item, const ClusterPlace& place) {
  std::optional<int> best;
  const auto offer = [&](int distance) { best = std::min(best.value_or(distance), distance); };
  for (const auto& t : item.targets) {
    if (t.kind == Target::Kind::cluster && t.cluster == place.id) offer(0);
    if (t.kind == Target::Kind::group && std::ranges::find(place.groups, t.group) != place.groups.end()) offer(1);
    if (t.kind == Target::Kind::unit)
      for (std::size_t step = 0; step < place.path.size(); ++step)
        if (place.path[step] == t.unit) offer(2 + static_cast<int>(step));
  }
  return best;
}

Timeline plan(const PlanDocument& document, const std::map<UnitId, PolicyPath>& policies, CivilDay day) {
  const auto zone = Zone::locate(document.zone);
  if (!zone) {
    Timeline silent;
    silent.day = day;
    silent.refused.push_back(zone.error());
    return silent;
  }
  return Planner(document, policies, *zone, day).run();
}

}  // namespace loa::schedules
