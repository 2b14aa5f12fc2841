#include "firmware-bridge/domain/plays.h"

#include <algorithm>
#include <set>

namespace loa::bridge {
namespace {

using namespace std::chrono_literals;

constexpr auto kProgressEvery = 5s;

// After these the occurrence is over on its cluster; after any other end it may be joined again.
bool is_over(const std::string& cause) {
  static const std::set<std::string, std::less<>> kOver = {"finished",        "play.slot_over",        "play.cancelled",
                                                           "play.expired",    "play.alert_ended",      "policy.minutes",
                                                           "play.withdrawn",  "policy.outside_window"};
  return kOver.contains(cause);
}

// The agent's word for why it stops: kept when it looks like a catalogue code.
std::string clean_cause(const std::string& cause) {
  const bool plain = !cause.empty() && cause.size() <= 64 && std::all_of(cause.begin(), cause.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || c == '_' || c == '.';
  });
  return plain ? cause : "play.stopped";
}

}  // namespace

void Plays::stop_horn(const Play& play, Horn& horn, const std::string& cause, Actions& out) {
  if (!horn.stopping.empty()) return;
  horn.stopping = cause;
  out.push_back(StopPlayer{play.request.occurrence, horn.cluster, cause});
}

void Plays::on_stop(const protocol::LinkStop& stop, Actions& out) {
  for (auto& play : plays_) {
    if (play.request.occurrence != stop.occurrence) continue;
    if (!play.opened) play.horns.clear();
    for (auto& horn : play.horns) stop_horn(play, horn, clean_cause(stop.cause), out);
  }
  erase_empty();
}

void Plays::on_started(const PlayerStarted& started, SteadyTime now, Actions& out) {
  Horn* horn = find(started.occurrence, started.cluster);
  if (!horn || horn->sounding) return;
  const Play& play = *std::find_if(plays_.begin(), plays_.end(), [&](const Play& p) {
    return !p.horns.empty() && horn >= p.horns.data() && horn < p.horns.data() + p.horns.size();
  });
  horn->sounding = true;
  const auto ago = std::chrono::duration_cast<Millis>(now - started.at);
  horn->segment = {.occurrence = started.occurrence, .cluster = started.cluster, .programme = play.manifest->programme,
                   .manifest = play.request.manifest, .document = horn->permission.grant.document,
                   .planned = play.request.start, .emergency = horn->permission.grant.emergency,
                   .start = time_.at(now).now - ago, .first_sample = started.first_sample};
  airings_.started(horn->segment, out);
  store_progress(now, out);
  out.push_back(Send{protocol::LinkStarted{started.occurrence, started.cluster, horn->segment.start}});
}

void Plays::on_progress(const PlayerProgress& progress) {
  Horn* horn = find(progress.occurrence, progress.cluster);
  if (horn && horn->sounding) horn->segment.samples = std::max(horn->segment.samples, progress.samples);
}

void Plays::on_ended(const PlayerEnded& ended, Actions& out, Notes& notes) {
  Horn* horn = find(ended.occurrence, ended.cluster);
  if (!horn) return;
  const std::string cause = ended.cause;
  if (horn->sounding && ended.samples > 0) {
    horn->segment.samples = ended.samples;
    airings_.ended(horn->segment, is_over(cause), out);
    ended_.emplace_back(horn->segment, cause);
  } else {
    const Error error = fail(cause, {{"occurrence", ended.occurrence.short_hex()}});
    out.push_back(Send{protocol::LinkRefused{ended.occurrence, {ended.cluster}, error}});
  }
  const bool expected = !horn->stopping.empty() || is_over(cause) || cause == "play.replaced";
  if (!expected) notes.push_back({fail(cause, {{"occurrence", ended.occurrence.short_hex()}}), "play " + ended.occurrence.hex(), ended.cluster});
  for (auto& play : plays_)
    if (play.request.occurrence == ended.occurrence)
      std::erase_if(play.horns, [&](const Horn& each) { return each.cluster == ended.cluster; });
  erase_empty();
}

void Plays::check(SteadyTime now, Actions& out, Notes& notes) {
  const auto utc = time_.at(now).now;
  for (auto& play : plays_) {
    if (!play.opened) continue;
    for (auto& horn : play.horns) {
      if (!horn.stopping.empty()) continue;
      auto q = question(play.request, horn.cluster, utc);
      q.duration = play.manifest->duration;
      q.sounding = Millis{horn.segment.samples / 48};
      const auto permitted = permission(q);
      const bool too_late = permitted && utc >= permitted->silent_by && permitted->silent_cause != "finished";
      if (permitted && !too_late) continue;
      const std::string cause = permitted ? permitted->silent_cause : permitted.error().code;
      if (!permitted) {
        Error error = permitted.error();
        error.params.emplace_back("occurrence", play.request.occurrence.short_hex());
        notes.push_back({error, "play " + play.request.occurrence.hex(), horn.cluster});
      }
      stop_horn(play, horn, cause, out);
    }
  }
}

void Plays::tick(SteadyTime now, Actions& out, Notes& notes) {
  for (auto& play : plays_) {
    if (play.opened) continue;
    if (now < play.give_up) {
      play.pull->tick(now, out);
      continue;
    }
    std::vector<ClusterId> clusters;
    for (const auto& horn : play.horns) clusters.push_back(horn.cluster);
    const Error last = play.last_trouble.code.empty() ? fail("bridge.content_missing", {{"content", play.pull->content().hex()}})
                                                      : play.last_trouble;
    refuse(play.request, std::move(clusters), last, out, notes);
    play.horns.clear();
  }
  erase_empty();
  check(now, out, notes);
  const bool sounding = std::any_of(plays_.begin(), plays_.end(), [](const Play& play) {
    return std::any_of(play.horns.begin(), play.horns.end(), [](const Horn& horn) { return horn.sounding; });
  });
  if (sounding ? now - progress_at_ >= kProgressEvery : progress_stored_) store_progress(now, out);
}

void Plays::store_progress(SteadyTime now, Actions& out) {
  std::vector<Segment> sounding;
  for (const auto& play : plays_)
    for (const auto& horn : play.horns)
      if (horn.sounding) sounding.push_back(horn.segment);
  airings_.store_progress(sounding, out);
  progress_at_ = now;
  progress_stored_ = !sounding.empty();
}

void Plays::sense(const std::map<ClusterId, Senses>& senses) {
  for (auto& play : plays_)
    for (auto& horn : play.horns) {
      const auto found = senses.find(horn.cluster);
      if (!horn.sounding || found == senses.end() || !found->second.line_ok) continue;
      ++horn.checks;
      horn.sensed += *found->second.line_ok && found->second.amplifier_on.value_or(true) ? 1 : 0;
      horn.segment.heard = horn.sensed * 2 > horn.checks;
    }
}

std::vector<Segment> Plays::take_ended(std::vector<std::string>& causes) {
  std::vector<Segment> out;
  for (auto& [segment, cause] : ended_) {
    out.push_back(segment);
    causes.push_back(std::move(cause));
  }
  ended_.clear();
  return out;
}

std::optional<Hash> Plays::playing_on(const ClusterId& cluster) const {
  for (const auto& play : plays_)
    for (const auto& horn : play.horns)
      if (horn.cluster == cluster && horn.sounding) return play.request.occurrence;
  return std::nullopt;
}

std::optional<int> Plays::volume_of(const ClusterId& cluster) const {
  for (const auto& play : plays_)
    for (const auto& horn : play.horns)
      if (horn.cluster == cluster && horn.sounding) return horn.permission.volume;
  return std::nullopt;
}

}  // namespace loa::bridge
