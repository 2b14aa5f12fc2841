#include "schedules/planner.h"

#include "schedules/rrule.h"
#include "schedules/walk.h"

#include <algorithm>

namespace loa::schedules {
namespace {

Error with_place(Error error, std::string place) {
  error.place = std::move(place);
  return error;
}

Occurrence make_occurrence(const Item& item, CivilTime civil, const Zone& zone) {
  Occurrence out;
  out.id = occurrence_id(item.id, civil);
  out.item = item.id;
  out.civil_start = civil;
  out.start = *zone.to_utc(civil, GapPolicy::forward, FoldPolicy::first);
  out.end = out.start + item.duration;
  out.kind = item.kind;
  out.programme = item.programme;
  out.revision = item.revision;
  out.manifest = item.manifest;
  out.title = item.title;
  out.cls = item.cls;
  out.level = item.level;
  out.rung = rung_of(item);
  out.order = item.order;
  out.created = item.created;
  out.volume = item.volume;
  out.overrun = item.overrun;
  out.late = item.late;
  return out;
}

CivilDay day_of(const Occurrence& o) { return date::floor<date::days>(o.civil_start); }

class Planner {
 public:
  Planner(const PlanDocument& document, const std::map<UnitId, PolicyPath>& policies, const Zone& zone, CivilDay day)
      : document_(document), policies_(policies), zone_(zone), day_(day) {
    timeline_.day = day;
  }

  Timeline run() {
    for (const auto& item : document_.items) expand_item(item);
    for (const auto& cluster : document_.clusters) plan_cluster(cluster);
    settle();
    return std::move(timeline_);
  }

 private:
  void expand_item(const Item& item) {
    const auto from = std::max(day_ - date::days{1}, document_.from);
    const auto until = std::min(day_ + date::days{2}, document_.until);
    if (from >= until) return;
    auto starts = expand({item.start, item.rrule, &item.exdates, &item.rdates}, from, until, zone_);
    if (!starts) return timeline_.refused.push_back(with_place(starts.error(), item.id.text()));
    for (const auto civil : *starts) {
      auto occurrence = make_occurrence(item, civil, zone_);
      by_item_[&item].push_back(occurrence.id);
      all_.emplace(occurrence.id, std::move(occurrence));
    }
  }

  void plan_cluster(const ClusterPlace& place) {
    static const PolicyPath kMissing;
    const auto found = policies_.find(place.unit);
    const auto& policy = found == policies_.end() ? kMissing : found->second;
    auto candidates = candidates_for(place, policy);
    std::ranges::sort(candidates, {}, &Candidate::strength);
    auto result = walk(place.id, admit(place.id, candidates), zone_);
    for (auto& p : result.planned)
      if (is_today(p.occurrence)) timeline_.planned.push_back(capped(std::move(p), policy));
    for (auto& d : result.dropped)
      if (is_today(d.occurrence)) timeline_.dropped.push_back(std::move(d));
    for (auto& l : result.losses)
      if (is_today(l.loser)) timeline_.losses.push_back(std::move(l));
  }

  std::vector<Candidate> candidates_for(const ClusterPlace& place, const PolicyPath& policy) {
    std::vector<Candidate> out;
    for (const auto& [item, ids] : by_item_) {
      const auto distance = target_distance(*item, place);
      if (!distance) continue;
      for (const auto& id : ids) {
        auto& o = all_.at(id);
        o.clusters.push_back(place.id);
        out.push_back({{o.rung, o.order, *distance, o.created, o.item, o.civil_start}, &o, &policy});
      }
    }
    return out;
  }

  // `sorted` strongest first, so that minutes of a day go to the strongest.
  std::vector<Candidate> admit(ClusterId cluster, const std::vector<Candidate>& sorted) {
    std::map<CivilDay, Millis> minutes;
    std::map<CivilDay, int> airings;
    std::vector<Candidate> out;
    for (const auto& c : sorted) {
      const auto& o = *c.occurrence;
      const auto day = day_of(o);
      if (auto allowed = admits(c, minutes[day], airings[day]); !allowed) {
        if (is_today(o.id)) timeline_.dropped.push_back({o.id, cluster, allowed.error()});
        continue;
      }
      minutes[day] += o.end - o.start;
      ++airings[day];
      out.push_back(c);
    }
    return out;
  }

  Status admits(const Candidate& c, Millis minutes, int airings) const {
    const auto& o = *c.occurrence;
    if (o.cls == BroadcastClass::emergency) return fail("schedule.emergency_needs_alert", {{"title", o.title}});
    const int volume = std::min(o.volume, c.policy->volume_cap(o.start, o.end - o.start, zone_));
    LOA_TRY_OK(c.policy->allows(o.start, o.end - o.start, o.cls, volume, minutes, zone_));
    return c.policy->allows_airing(o.cls, airings);
  }

  Planned capped(Planned p, const PolicyPath& policy) const {
    p.volume = std::min(p.volume, policy.volume_cap(p.start, p.end - p.start, zone_));
    return p;
  }

  bool is_today(const OccurrenceId& id) const { return day_of(all_.at(id)) == day_; }

  // Canonical order, whatever order the documents came in.
  void settle() {
    for (auto& [id, occurrence] : all_) {
      if (day_of(occurrence) != day_ || occurrence.clusters.empty()) continue;
      std::ranges::sort(occurrence.clusters);
      timeline_.occurrences.emplace(id, occurrence);
    }
    std::map<std::pair<OccurrenceId, ClusterId>, UtcTime> last;
    for (const auto& p : timeline_.planned) {
      auto& end = last.try_emplace({p.occurrence, p.cluster}, p.end).first->second;
      end = std::max(end, p.end);
    }
    for (auto& p : timeline_.planned) p.is_last = p.end == last.at({p.occurrence, p.cluster});
    std::ranges::sort(timeline_.planned, {}, [](const Planned& p) { return std::tuple(p.start, p.cluster, p.occurrence); });
    std::ranges::sort(timeline_.dropped, {}, [](const Dropped& d) { return std::tuple(d.occurrence, d.cluster); });
    std::ranges::sort(timeline_.losses, {}, [](const Loss& l) { return std::tuple(l.at, l.cluster, l.loser, l.winner); });
    std::ranges::sort(timeline_.refused, {}, &Error::place);
  }

  const PlanDocument& document_;
  const std::map<UnitId, PolicyPath>& policies_;
  const Zone& zone_;
  const CivilDay day_;
  std::map<OccurrenceId, Occurrence> all_;  // of three days
  std::map<const Item*, std::vector<OccurrenceId>> by_item_;
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
