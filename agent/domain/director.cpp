#include "agent/domain/director.h"

#include <algorithm>
#include <chrono>

namespace loa::agent {
namespace {

using namespace std::chrono_literals;

constexpr auto kLead = 3s;         // the bridge pulls and decodes the first units in this time
constexpr auto kRetry = 10s;
constexpr auto kRetrySoon = 1s;    // the bridge or the content may come at any moment
constexpr auto kSilentLimit = 15s; // asked to play and still silent: ask again

Hash mark(const Hash& occurrence, std::string_view what) { return sha256(occurrence.hex() + "/" + std::string(what)); }

}  // namespace

Hash alert_occurrence(const DocumentId& alert) { return sha256("alert/" + alert.text()); }

Director::Director(Journal& journal, const Documents& documents, const Library& library, const BridgeFeeder& bridge,
                   const DayPlan& days)
    : journal_(journal), documents_(documents), library_(library), bridge_(bridge), days_(days) {}

void Director::restore(const Snapshot& snapshot) { marks_ = snapshot.settled; }

const Error* Director::reason(const Place& place) const {
  const auto found = reasons_.find(place);
  return found == reasons_.end() ? nullptr : &found->second;
}

void Director::close(const Place& place) {
  airing_.closed.insert(place);
  reasons_.erase(place);
  retry_.erase(place);
}

void Director::forget_unplanned() {
  const auto& planned = days_.timeline().occurrences;
  const auto gone = [&planned](const auto& entry) { return !planned.contains(entry.first.first); };
  const auto place_gone = [&planned](const Place& place) { return !planned.contains(place.first); };
  std::erase_if(reasons_, gone);
  std::erase_if(retry_, gone);
  std::erase_if(asked_ever_, place_gone);
  std::erase_if(airing_.closed, place_gone);
  std::erase_if(airing_.begun, place_gone);
  for (const schedules::Planned& p : days_.timeline().planned) {
    if (has_finished(p.occurrence, p.cluster)) airing_.closed.insert({p.occurrence, p.cluster});
  }
}

bool Director::has_finished(const Hash& occurrence, const ClusterId& cluster) const {
  return marks_.contains({mark(occurrence, "finished"), cluster});
}

bool Director::sounds(const ClusterId& cluster, const Hash& occurrence) const {
  const auto found = airing_.playing.find(cluster);
  if (found == airing_.playing.end()) return false;
  const schedules::Sound& sound = found->second.sound;
  return sound.kind == schedules::Sound::Kind::alert ? alert_occurrence(sound.document) == occurrence
                                                     : sound.occurrence == occurrence;
}

std::optional<Hash> Director::alert_manifest(const protocol::Alert& alert) const {
  if (alert.manifest) return alert.manifest;
  const Bytes* part = documents_.part(protocol::Part::library);
  if (!alert.template_document || !part || part->empty()) return std::nullopt;
  const auto library = protocol::read_library(as_text(*part));
  if (!library) return std::nullopt;
  for (const Bytes& bytes : library->templates) {
    const auto envelope = protocol::decode_envelope(bytes);
    if (!envelope || protocol::document_hash(documents_.reg().network(), *envelope) != *alert.template_document) continue;
    if (const auto held = protocol::read_payload<protocol::Template>(envelope->payload)) return held->manifest;
  }
  return std::nullopt;
}

std::vector<schedules::AlertInForce> Director::alerts(UtcTime now) const {
  std::vector<schedules::AlertInForce> out;
  const protocol::Root* root = documents_.current();
  const protocol::Place* place = root ? documents_.reg().place(root->agent) : nullptr;
  const protocol::UnitTree* tree = documents_.reg().tree();
  if (!place || !tree) return out;
  for (const protocol::Alert& alert : documents_.reg().alerts_in_force(now)) {
    const auto manifest = alert_manifest(alert);
    if (!manifest || alert.rung < 1 || alert.rung > 3) continue;
    schedules::AlertInForce in_force{alert.header.id, *manifest, schedules::Rung{alert.rung}, {}, alert.from, alert.until, false};
    for (const protocol::PlacedCluster& cluster : place->clusters) {
      const bool reached = std::any_of(alert.units.begin(), alert.units.end(),
                                       [&](const UnitId& area) { return tree->covers(area, cluster.unit); });
      if (reached && !has_finished(alert_occurrence(alert.header.id), cluster.id)) in_force.clusters.push_back(cluster.id);
    }
    if (!in_force.clusters.empty()) out.push_back(std::move(in_force));
  }
  add_hushes(out, *place, now);
  return out;
}

// Im lặng as a silence of the lowest emergency rung: higher alerts pass over it.
void Director::add_hushes(std::vector<schedules::AlertInForce>& out, const protocol::Place& place, UtcTime now) const {
  for (const protocol::PlacedCluster& cluster : place.clusters) {
    const auto until = documents_.reg().hushed_until(cluster.unit, now);
    if (until) out.push_back({DocumentId{cluster.unit.uuid}, {}, schedules::Rung::commune_emergency, {cluster.id}, {}, *until, true});
  }
}

void Director::direct(Step& step) {
  if (!step.time_known() || !documents_.settled()) return;
  obey(step);
  drop_overtaken(step);
  look_ahead(step);
  std::erase_if(retry_, [&step](const auto& held) { return held.second <= step.steady(); });
}

void Director::obey(Step& step) {
  std::map<Hash, std::string> stops;
  std::map<Hash, protocol::LinkPlay> alert_plays;
  std::vector<Play> plays;
  const auto in_force = alerts(step.utc());
  note_silenced(step, in_force);
  for (const schedules::Action& action : schedules::decide(days_.timeline(), {}, in_force, airing_, step.utc())) {
    const Place place{action.sound.occurrence, action.cluster};
    switch (action.kind) {
      case schedules::Action::Kind::miss:
        schedules::apply(airing_, action, step.utc());
        if (action.cause.code != "schedule.not_played") reasons_.try_emplace(place, action.cause);
        break;
      case schedules::Action::Kind::stop:
        schedules::apply(airing_, action, step.utc());
        obey_stop(step, action, stops);
        break;
      case schedules::Action::Kind::start:
        if (action.sound.kind == schedules::Sound::Kind::alert) {
          start_alert(step, action, alert_plays);
        } else if (ahead_.erase(place) > 0) {
          schedules::apply(airing_, action, step.utc());
          since_[action.cluster] = step.steady();
        } else {
          start(step, action, step.utc(), plays);
        }
        break;
    }
  }
  for (const auto& [occurrence, cause] : stops) stop(step, occurrence, cause);
  for (auto& [unused, message] : alert_plays) step.act(ToBridge{std::move(message)});
  send(step, plays);
}

// What is due while a hush or an alert holds its cluster has that as its reason.
void Director::note_silenced(const Step& step, const std::vector<schedules::AlertInForce>& in_force) {
  const UtcTime now = step.utc();
  const auto holds = [&](const schedules::AlertInForce& a, const ClusterId& cluster) {
    const bool reaches = std::find(a.clusters.begin(), a.clusters.end(), cluster) != a.clusters.end();
    return reaches && a.from <= now && now < a.until && !airing_.alerts_over.contains({a.id, cluster});
  };
  for (const schedules::Planned& p : days_.timeline().planned) {
    const Place place{p.occurrence, p.cluster};
    if (now < p.start || now >= p.end || airing_.closed.contains(place) || sounds(p.cluster, p.occurrence)) continue;
    for (const schedules::AlertInForce& a : in_force) {
      if (holds(a, p.cluster)) reasons_.try_emplace(place, fail(a.silence ? "schedule.hushed" : "schedule.interrupted_alert"));
    }
  }
}

void Director::obey_stop(Step&, const schedules::Action& action, std::map<Hash, std::string>& stops) {
  if (action.cause.code == "schedule.finished") return;  // the bridge ends by itself, to the sample
  const bool alert = action.sound.kind == schedules::Sound::Kind::alert;
  stops[alert ? alert_occurrence(action.sound.document) : action.sound.occurrence] = action.cause.code;
}

// Asked ahead, but the instant came and something stronger has the cluster.
void Director::drop_overtaken(Step& step) {
  std::set<Hash> overtaken;
  std::erase_if(ahead_, [&](const auto& entry) {
    if (entry.second > step.utc()) return false;
    overtaken.insert(entry.first.first);
    return true;
  });
  for (const Hash& occurrence : overtaken) stop(step, occurrence, "schedule.interrupted");
}

void Director::look_ahead(Step& step) {
  const UtcTime then = step.utc() + kLead;
  std::vector<Play> plays;
  for (const schedules::Action& action : schedules::decide(days_.timeline(), {}, alerts(then), airing_, then)) {
    const bool fresh = action.kind == schedules::Action::Kind::start && action.start > step.utc() &&
                       action.sound.kind == schedules::Sound::Kind::occurrence;
    if (fresh && !ahead_.contains({action.sound.occurrence, action.cluster})) start(step, action, then, plays);
  }
  send(step, plays);
}

Status Director::check_right(Step& step, const Slot& slot, const Hash& approval) const {
  const schedules::Occurrence& what = *slot.occurrence;
  const protocol::PlayRequest request{what.id, approval, std::nullopt, what.manifest, slot.origin, slot.end,
                                      {slot.cluster}, what.cls, slot.volume};
  if (const auto grant = documents_.reg().authorise(request, std::max(step.utc(), slot.start)); !grant) return grant.error();
  return days_.policy_of(slot.unit).allows(slot.start, slot.end - slot.start, what.cls, slot.volume, Millis{0}, days_.zone());
}

Result<Hash> Director::may_start(Step& step, const Slot& slot) const {
  // Who may speak comes before what is missing, so that a forged programme is told as such.
  const Hash& manifest = slot.occurrence->manifest;
  const auto approval = documents_.reg().approval_for(manifest, slot.unit, std::max(step.utc(), slot.start));
  if (!approval) return fail("play.no_approval", {{"manifest", manifest.hex()}});
  LOA_TRY_OK(check_right(step, slot, approval->document));
  if (!library_.ready(manifest)) return fail("agent.content_missing", {{"manifest", manifest.hex()}});
  if (!bridge_.linked()) return fail("agent.bridge_offline");
  if (!bridge_.ready()) return fail("agent.bridge_not_current");
  return approval->document;
}

bool Director::held_back(Step& step, const Place& place) const {
  const auto held = retry_.find(place);
  return held != retry_.end() && step.steady() < held->second;
}

void Director::start(Step& step, const schedules::Action& action, UtcTime at, std::vector<Play>& plays) {
  const Place place{action.sound.occurrence, action.cluster};
  const auto slot = days_.slot(place.first, place.second, at);
  if (!slot || held_back(step, place)) return;
  const bool ahead = slot->start > step.utc();
  const auto approval = may_start(step, *slot);
  if (!approval) {
    if (!ahead) hold_up(step, *slot, approval.error());
    return;
  }
  plays.push_back({*slot, *approval});
  if (ahead) {
    ahead_[place] = slot->start;
  } else {
    schedules::apply(airing_, action, step.utc());
    since_[action.cluster] = step.steady();
  }
}

void Director::hold_up(Step& step, const Slot& slot, Error error) {
  const Place place{slot.occurrence->id, slot.cluster};
  const bool own_lack = error.code.starts_with("agent.");
  retry_[place] = step.steady() + (own_lack ? SteadyTime::duration(kRetrySoon) : SteadyTime::duration(kRetry));
  if (!own_lack) tell_refused(step, slot.occurrence->id, slot.occurrence->item, error);
  reasons_[place] = std::move(error);
}

void Director::send(Step& step, const std::vector<Play>& plays) {
  std::vector<protocol::LinkPlay> messages;
  for (const Play& play : plays) {
    const Slot& slot = play.slot;
    const schedules::Occurrence& what = *slot.occurrence;
    asked_ever_.insert({what.id, slot.cluster});
    const auto same = std::find_if(messages.begin(), messages.end(), [&](const protocol::LinkPlay& m) {
      const protocol::PlayRequest& r = m.request;
      return r.occurrence == what.id && r.approval == play.approval && r.start == slot.origin && r.end == slot.end &&
             r.volume == slot.volume;
    });
    if (same != messages.end()) {
      same->request.clusters.push_back(slot.cluster);
      continue;
    }
    protocol::LinkPlay message;
    message.request = {what.id, play.approval, std::nullopt, what.manifest, slot.origin, slot.end,
                       {slot.cluster}, what.cls, slot.volume};
    message.item = what.item;
    message.offset_ms = std::max<std::int64_t>(0, (step.utc() - slot.origin).count());
    messages.push_back(std::move(message));
  }
  for (protocol::LinkPlay& message : messages) {
    step.emit(Level::info, "play.asked", {{"occurrence", message.request.occurrence.hex()},
                                          {"clusters", std::to_string(message.request.clusters.size())}});
    step.act(ToBridge{std::move(message)});
  }
}

void Director::start_alert(Step& step, const schedules::Action& action, std::map<Hash, protocol::LinkPlay>& messages) {
  const Hash occurrence = alert_occurrence(action.sound.document);
  if (held_back(step, {occurrence, action.cluster}) || !bridge_.linked()) return;
  for (const protocol::Alert& alert : documents_.reg().alerts_in_force(step.utc())) {
    if (alert.header.id != action.sound.document) continue;
    const auto manifest = alert_manifest(alert);
    if (!manifest || !library_.ready(*manifest)) return retry_later(step, {occurrence, action.cluster});
    schedules::apply(airing_, action, step.utc());
    since_[action.cluster] = step.steady();
    protocol::PlayRequest& request = messages[occurrence].request;
    request.occurrence = occurrence;
    request.alert = alert.header.id;
    request.manifest = *manifest;
    request.start = alert.from;
    request.end = alert.until;
    request.cls = BroadcastClass::emergency;
    request.volume = action.volume;
    request.clusters.push_back(action.cluster);
    return;
  }
}

void Director::stop(Step& step, const Hash& occurrence, const std::string& cause) {
  // The link's stop names an occurrence: clusters that should go on are asked for again and join.
  std::erase_if(airing_.playing, [&](const auto& playing) { return sounds(playing.first, occurrence); });
  step.act(ToBridge{protocol::LinkStop{occurrence, cause}});
}

void Director::retry_later(Step& step, const Place& place) { retry_[place] = step.steady() + kRetry; }

void Director::tell_refused(Step& step, const Hash& occurrence, const std::optional<ItemId>& item, const Error& error) {
  const SettledKey key{mark(occurrence, error.code), ClusterId{}};
  if (!marks_.insert(key).second) return;
  protocol::JournalRow row;
  row.kind = protocol::RowKind::refused;
  row.at = step.utc();
  row.occurrence = occurrence;
  row.item = item;
  row.cause = error.code;
  row.params = error.params;
  step.emit(Level::warn, "play.refused", {{"occurrence", occurrence.hex()}, {"code", error.code}});
  journal_.add(step, {{std::move(row)}, {Settle{key, step.utc()}}, {}});
}

void Director::on_bridge_down() {
  airing_.playing.clear();
  ahead_.clear();
  retry_.clear();
}

void Director::on_aired(Step& step, const Aired& aired) {
  const Place place{aired.occurrence, aired.cluster};
  reasons_.erase(place);
  const bool finished = aired.ended_by == "finished";
  if (sounds(aired.cluster, aired.occurrence)) schedules::note_ended(airing_, aired.cluster, finished);
  if (!finished) {
    const bool restarted = aired.ended_by == "bridge.restarted" || aired.ended_by == "bridge.stopped";
    return restarted ? void() : retry_later(step, place);  // a bridge that is back is asked at once
  }
  airing_.closed.insert(place);
  const SettledKey key{mark(aired.occurrence, "finished"), aired.cluster};
  if (marks_.insert(key).second) step.write({Settle{key, aired.end}});
}

void Director::on_refused(Step& step, const protocol::LinkRefused& refused) {
  tell_refused(step, refused.occurrence, std::nullopt, refused.error);
  for (const ClusterId& cluster : refused.clusters) {
    const Place place{refused.occurrence, cluster};
    reasons_[place] = refused.error;
    ahead_.erase(place);
    retry_later(step, place);
    if (sounds(cluster, refused.occurrence)) airing_.playing.erase(cluster);
  }
}

void Director::on_status(Step& step, const protocol::LinkStatus& status) {
  for (const protocol::ClusterHealth& health : status.clusters) {
    const auto playing = airing_.playing.find(health.id);
    if (playing == airing_.playing.end() || (health.playing && sounds(health.id, *health.playing))) continue;
    if (step.steady() - since_[health.id] >= kSilentLimit) airing_.playing.erase(playing);
  }
}

std::optional<UtcTime> Director::next_change(UtcTime now) const {
  const auto in_force = alerts(now);
  const UtcTime change = schedules::next_change(days_.timeline(), {}, in_force, airing_, now);
  const UtcTime ahead = schedules::next_change(days_.timeline(), {}, in_force, airing_, now + kLead);
  const UtcTime next = ahead == UtcTime::max() ? change : std::min(change, ahead - kLead);
  return next == UtcTime::max() ? std::nullopt : std::optional(next);
}

std::optional<SteadyTime> Director::next_retry() const {
  std::optional<SteadyTime> out;
  for (const auto& [unused, at] : retry_) out = std::min(out.value_or(at), at);
  return out;
}

}  // namespace loa::agent
