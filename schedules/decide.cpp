#include "schedules/decide.h"

#include "schedules/planner.h"

#include <algorithm>
#include <optional>

namespace loa::schedules {
namespace {

bool holds(UtcTime from, UtcTime until, UtcTime now) { return from <= now && now < until; }
bool has(const std::vector<ClusterId>& clusters, ClusterId id) { return std::ranges::find(clusters, id) != clusters.end(); }

struct Wish {
  Sound sound;
  UtcTime origin{}, until{};
  Millis offset{};
  int volume = 100;
};

class Decision {
 public:
  Decision(const Timeline& timeline, const std::vector<LiveSession>& live, const std::vector<AlertInForce>& alerts,
           const AiringState& state, UtcTime now)
      : timeline_(timeline), live_(live), alerts_(alerts), state_(state), now_(now) {
    for (const auto& p : timeline.planned) segments_[p.cluster].push_back(&p);
    for (const auto& d : timeline.dropped) dropped_[d.cluster].push_back(&d);
  }

  std::vector<Action> run() {
    std::set<ClusterId> clusters;
    for (const auto& [id, unused] : segments_) clusters.insert(id);
    for (const auto& [id, unused] : dropped_) clusters.insert(id);
    for (const auto& [id, unused] : state_.playing) clusters.insert(id);
    for (const auto& a : alerts_) clusters.insert(a.clusters.begin(), a.clusters.end());
    for (const auto& l : live_) clusters.insert(l.clusters.begin(), l.clusters.end());
    for (const auto& id : clusters) one(id);
    return std::move(actions_);
  }

 private:
  void one(ClusterId cluster) {
    misses(cluster);
    const auto playing = state_.playing.find(cluster);
    const Playing* now_playing = playing == state_.playing.end() ? nullptr : &playing->second;
    why_silent_ = {};
    const auto wish = best(cluster, now_playing);
    if (now_playing && wish && wish->sound == now_playing->sound) return;
    if (now_playing) stop(cluster, *now_playing, wish);
    if (wish) start(cluster, *wish);
  }

  std::optional<Wish> best(ClusterId cluster, const Playing* playing) {
    if (const auto* alert = best_alert(cluster)) {
      if (!alert->silence)
        return Wish{{Sound::Kind::alert, {}, alert->id}, std::max(alert->from, now_), alert->until, Millis{0}, 100};
      why_silent_ = fail("schedule.hushed");
      return std::nullopt;
    }
    const LiveSession* microphone = nullptr;
    for (const auto& l : live_)
      if (!l.item && has(l.clusters, cluster) && holds(l.from, l.until, now_) &&
          (!microphone || std::tie(l.from, l.id) < std::tie(microphone->from, microphone->id)))
        microphone = &l;
    if (microphone)
      return Wish{{Sound::Kind::microphone, {}, microphone->id}, microphone->from, microphone->until, Millis{0}, 100};
    return planned(cluster, playing);
  }

  const AlertInForce* best_alert(ClusterId cluster) const {
    const AlertInForce* best = nullptr;
    const auto rank = [](const AlertInForce& a) { return std::tuple(a.rung, a.from, a.id); };
    for (const auto& a : alerts_)
      if (has(a.clusters, cluster) && holds(a.from, a.until, now_) && !state_.alerts_over.contains({a.id, cluster}) &&
          (!best || rank(a) < rank(*best)))
        best = &a;
    return best;
  }

  std::optional<Wish> planned(ClusterId cluster, const Playing* playing) {
    const auto found = segments_.find(cluster);
    if (found == segments_.end()) return std::nullopt;
    for (const auto* p : found->second) {
      if (!holds(p->start, p->end, now_) || gone_.contains({p->occurrence, cluster}) ||
          state_.closed.contains({p->occurrence, cluster}))
        continue;
      const auto& o = timeline_.occurrence_of(*p);
      Wish wish{{Sound::Kind::occurrence, p->occurrence, {}}, p->origin, p->end, now_ - p->origin, p->volume};
      if (o.kind == ItemKind::live || o.kind == ItemKind::relay) {
        const auto* feed = session_for(o.item, cluster);
        if (!feed) continue;
        wish.sound.document = feed->id;
      }
      const bool sounds = playing && playing->sound == wish.sound;
      if (!sounds && now_ != p->start && p->end - now_ < kMinimumJoin && p->end - p->origin > kMinimumJoin) continue;
      return wish;
    }
    return std::nullopt;
  }

  const LiveSession* session_for(ItemId item, ClusterId cluster) const {
    const LiveSession* best = nullptr;
    for (const auto& l : live_)
      if (l.item == item && has(l.clusters, cluster) && holds(l.from, l.until, now_) &&
          (!best || std::tie(l.from, l.id) < std::tie(best->from, best->id)))
        best = &l;
    return best;
  }

  // Occurrences that end here unheard: dropped by the planner, too late for their policy, or past.
  void misses(ClusterId cluster) {
    for (const auto* d : dropped_[cluster])
      if (timeline_.occurrences.at(d->occurrence).start <= now_) miss(cluster, d->occurrence, d->cause);
    for (const auto* p : segments_[cluster]) {
      const auto& o = timeline_.occurrence_of(*p);
      if (p->is_last && p->end <= now_) miss(cluster, p->occurrence, unheard(o));
      const bool fed = o.kind == ItemKind::live || o.kind == ItemKind::relay;
      if (o.late == Late::skip && !fed && now_ > p->origin + kStartGrace && !sounds_here(cluster, p->occurrence))
        miss(cluster, p->occurrence, fail("schedule.late_skipped", {{"title", o.title}}));
    }
  }

  static Error unheard(const Occurrence& o) {
    const bool fed = o.kind == ItemKind::live || o.kind == ItemKind::relay;
    return fail(fed ? "schedule.live_never_came" : "schedule.not_played", {{"title", o.title}});
  }

  bool sounds_here(ClusterId cluster, const OccurrenceId& id) const {
    const auto it = state_.playing.find(cluster);
    return it != state_.playing.end() && it->second.sound.kind == Sound::Kind::occurrence && it->second.sound.occurrence == id;
  }

  void miss(ClusterId cluster, const OccurrenceId& id, Error cause) {
    const AiringKey key{id, cluster};
    if (state_.closed.contains(key) || state_.begun.contains(key) || sounds_here(cluster, id)) {
      if (state_.begun.contains(key)) gone_.insert(key);
      return;
    }
    if (!gone_.insert(key).second) return;
    actions_.push_back({Action::Kind::miss, cluster, {Sound::Kind::occurrence, id, {}}, {}, {}, {}, 0, std::move(cause), true});
  }

  void stop(ClusterId cluster, const Playing& playing, const std::optional<Wish>& wish) {
    Action action{Action::Kind::stop, cluster, playing.sound, {}, {}, {}, 0, {}, false};
    const bool ended = playing.until <= now_;
    action.cause = ended ? fail("schedule.finished")
                 : wish && wish->sound.kind == Sound::Kind::alert      ? fail("schedule.interrupted_alert")
                 : wish && wish->sound.kind == Sound::Kind::microphone ? fail("schedule.interrupted_live")
                 : wish                                                ? fail("schedule.interrupted")
                 : !why_silent_.code.empty()                           ? why_silent_
                                                                       : fail("schedule.withdrawn");
    action.closes = playing.sound.kind == Sound::Kind::occurrence && is_over(cluster, playing.sound.occurrence);
    actions_.push_back(std::move(action));
  }

  // Nothing of it is left on this cluster, or its own policy forbids coming in late.
  bool is_over(ClusterId cluster, const OccurrenceId& id) {
    const auto known = timeline_.occurrences.find(id);
    if (known == timeline_.occurrences.end() || known->second.late == Late::skip) return true;
    return std::ranges::none_of(segments_[cluster],
                                [&](const Planned* p) { return p->occurrence == id && p->end > now_; });
  }

  void start(ClusterId cluster, const Wish& wish) {
    actions_.push_back({Action::Kind::start, cluster, wish.sound, wish.origin, wish.until, wish.offset, wish.volume, {}, false});
  }

  const Timeline& timeline_;
  const std::vector<LiveSession>& live_;
  const std::vector<AlertInForce>& alerts_;
  const AiringState& state_;
  const UtcTime now_;
  std::map<ClusterId, std::vector<const Planned*>> segments_;
  std::map<ClusterId, std::vector<const Dropped*>> dropped_;
  std::set<AiringKey> gone_;  // closed by this very decision
  Error why_silent_;
  std::vector<Action> actions_;
};

}  // namespace

std::vector<Action> decide(const Timeline& timeline, const std::vector<LiveSession>& live,
                           const std::vector<AlertInForce>& alerts, const AiringState& state, UtcTime now) {
  return Decision(timeline, live, alerts, state, now).run();
}

void apply(AiringState& state, const Action& action, UtcTime now) {
  const AiringKey key{action.sound.occurrence, action.cluster};
  const bool planned = action.sound.kind == Sound::Kind::occurrence;
  switch (action.kind) {
    case Action::Kind::start:
      state.playing[action.cluster] = {action.sound, now, action.until};
      if (planned) state.begun.insert(key);
      return;
    case Action::Kind::stop:
      state.playing.erase(action.cluster);
      if (planned && action.closes) state.closed.insert(key);
      return;
    case Action::Kind::miss:
      state.closed.insert(key);
      return;
  }
}

void note_ended(AiringState& state, ClusterId cluster, bool closes) {
  const auto it = state.playing.find(cluster);
  if (it == state.playing.end()) return;
  const auto sound = it->second.sound;
  state.playing.erase(it);
  if (!closes) return;
  if (sound.kind == Sound::Kind::occurrence) state.closed.insert({sound.occurrence, cluster});
  if (sound.kind == Sound::Kind::alert) state.alerts_over.insert({sound.document, cluster});
}

UtcTime next_change(const Timeline& timeline, const std::vector<LiveSession>& live,
                    const std::vector<AlertInForce>& alerts, const AiringState& state, UtcTime now) {
  UtcTime next = UtcTime::max();
  const auto offer = [&](UtcTime t) {
    if (t > now) next = std::min(next, t);
  };
  for (const auto& p : timeline.planned) {
    offer(p.start);
    offer(p.end);
    offer(p.origin + kStartGrace + Millis{1});
  }
  for (const auto& d : timeline.dropped) offer(timeline.occurrences.at(d.occurrence).start);
  for (const auto& l : live) offer(l.from), offer(l.until);
  for (const auto& a : alerts) offer(a.from), offer(a.until);
  for (const auto& [cluster, playing] : state.playing) offer(playing.until);
  return next;
}

}  // namespace loa::schedules
