#include "firmware-bridge/domain/plays.h"

#include <algorithm>

namespace loa::bridge {
namespace {

using namespace std::chrono_literals;

constexpr auto kMaxAhead = 10min;          // asked for earlier than that: come back later
constexpr auto kContentPatience = 10s;     // after the planned start (or the request, when that is later)
constexpr auto kJoinLead = 500ms;          // to pull and decode before a join
constexpr std::size_t kMaxPlays = 64;
constexpr std::int64_t kMaxUnitList = 1024 * 1024;
constexpr std::int64_t kSamplesPerMs = 48;
constexpr std::int64_t kDurationSlackMs = 100;

std::string subject(const protocol::PlayRequest& request) { return "play " + request.occurrence.hex(); }

Status fits(const protocol::Manifest& manifest, const protocol::PlayGrant& grant) {
  const bool named = grant.programme.is_nil() || manifest.programme == grant.programme;
  if (!named || (grant.revision != 0 && manifest.revision != grant.revision)) return fail("play.manifest");
  if (manifest.unit_list_size <= 0 || manifest.unit_list_size > kMaxUnitList || manifest.duration <= 0ms)
    return fail("play.manifest");
  return ok();
}

Status fits(const audio::UnitList& units, const protocol::Manifest& manifest) {
  const auto wanted = manifest.duration.count() * kSamplesPerMs;
  const bool same = units.size == static_cast<std::uint64_t>(manifest.size) &&
                    std::abs(units.total_samples - wanted) <= kDurationSlackMs * kSamplesPerMs;
  return same ? ok() : Status(fail("play.unit_list"));
}

}  // namespace

Plays::Plays(const GateSetup& setup, const Holdings& holdings, const TimeWatch& time, Airings& airings)
    : setup_(setup), holdings_(holdings), time_(time), airings_(airings) {}

Plays::Play* Plays::find(const Hash& occurrence) {
  const auto found = std::find_if(plays_.begin(), plays_.end(), [&](const Play& p) { return p.request.occurrence == occurrence; });
  return found == plays_.end() ? nullptr : &*found;
}

Plays::Horn* Plays::find(const Hash& occurrence, const ClusterId& cluster) {
  for (auto& play : plays_)
    for (auto& horn : play.horns)
      if (play.request.occurrence == occurrence && horn.cluster == cluster) return &horn;
  return nullptr;
}

Question Plays::question(const protocol::PlayRequest& request, const ClusterId& cluster, UtcTime now) const {
  return {.reg = holdings_.reg(), .airings = airings_, .setup = setup_, .request = request, .cluster = cluster, .now = now};
}

// What does not depend on a cluster.
Status Plays::may_listen(const protocol::LinkPlay& play, SteadyTime now) const {
  const auto& request = play.request;
  const auto estimate = time_.at(now);
  if (!holdings_.current()) return fail("play.not_current");
  if (!estimate.known) return fail("play.time_unknown");
  if (request.clusters.empty() || request.clusters.size() > setup_.clusters.size()) return fail("play.cluster_unknown");
  if (request.volume < 0 || request.volume > 100) return fail("play.volume", {{"volume", std::to_string(request.volume)}});
  if (request.start > estimate.now + kMaxAhead) return fail("play.too_early", {{"start", format_rfc3339(request.start)}});
  if (plays_.size() >= kMaxPlays) return fail("play.too_many", {{"limit", std::to_string(kMaxPlays)}});
  return ok();
}

void Plays::refuse(const protocol::PlayRequest& request, std::vector<ClusterId> clusters, Error error, Actions& out,
                   Notes& notes) const {
  const bool one = clusters.size() == 1 && request.clusters.size() > 1;
  error.params.emplace_back("occurrence", request.occurrence.short_hex());
  notes.push_back({error, subject(request), one ? std::optional(clusters.front()) : std::nullopt});
  out.push_back(Send{protocol::LinkRefused{request.occurrence, std::move(clusters), std::move(error)}});
}

void Plays::on_play(const protocol::LinkPlay& asked, SteadyTime now, Actions& out, Notes& notes) {
  Play play;
  play.request = asked.request;
  play.give_up = now + kContentPatience;
  if (const auto listen = may_listen(asked, now); !listen) return refuse(play.request, play.request.clusters, listen.error(), out, notes);
  if (const Play* held = find(play.request.occurrence)) {
    if (held->request.start != play.request.start) return refuse(play.request, play.request.clusters, fail("play.start_changed"), out, notes);
    repeat_started(*held, out);
  }
  std::map<std::string, std::pair<Error, std::vector<ClusterId>>> refused;
  const std::set<ClusterId> clusters(play.request.clusters.begin(), play.request.clusters.end());
  for (const auto& cluster : clusters) {
    if (find(play.request.occurrence, cluster)) continue;
    auto permitted = permission(question(play.request, cluster, time_.at(now).now));
    if (permitted && !permitted->grant.emergency && emergency_on(cluster)) permitted = fail("play.emergency_runs");
    if (permitted) {
      Horn& horn = play.horns.emplace_back();
      horn.cluster = cluster;
      horn.permission = std::move(*permitted);
    } else {
      auto& group = refused[permitted.error().code];
      group.first = permitted.error();
      group.second.push_back(cluster);
    }
  }
  for (auto& [code, group] : refused) refuse(play.request, std::move(group.second), std::move(group.first), out, notes);
  if (play.horns.empty()) return;
  if (const auto start = time_.steady_at(play.request.start)) play.give_up = std::max(play.give_up, *start + kContentPatience);
  play.pull.emplace(play.request.manifest, 0, now);
  play.pull->ask(now, out);
  plays_.push_back(std::move(play));
}

void Plays::repeat_started(const Play& play, Actions& out) const {
  for (const auto& horn : play.horns)
    if (horn.sounding) out.push_back(Send{protocol::LinkStarted{play.request.occurrence, horn.cluster, horn.segment.start}});
}

bool Plays::emergency_on(const ClusterId& cluster) const {
  for (const auto& play : plays_)
    for (const auto& horn : play.horns)
      if (horn.cluster == cluster && horn.permission.grant.emergency && horn.stopping.empty()) return true;
  return false;
}

void Plays::trouble(Play& play, Error error, Notes& notes) {
  if (error.code != "bridge.content_missing") notes.push_back({error, subject(play.request), std::nullopt});
  play.last_trouble = std::move(error);
}

void Plays::on_unit(const protocol::LinkUnit& unit, SteadyTime now, Actions& out, Notes& notes) {
  for (auto& play : plays_) {
    if (!play.pull || play.pull->content() != unit.content) continue;
    const auto complete = play.pull->on_unit(unit, now, out);
    if (!complete) {
      trouble(play, complete.error(), notes);
    } else if (*complete) {
      const bool good = play.manifest ? take_units(play, notes) : take_manifest(play, now, out, notes);
      if (!good) {
        std::vector<ClusterId> clusters;
        for (const auto& horn : play.horns) clusters.push_back(horn.cluster);
        refuse(play.request, std::move(clusters), play.last_trouble, out, notes);
        play.horns.clear();
      } else if (play.units) {
        open(play, now, out, notes);
      }
    }
  }
  erase_empty();
}

bool Plays::take_manifest(Play& play, SteadyTime now, Actions& out, Notes& notes) {
  const auto manifest = protocol::read_manifest(as_text(play.pull->bytes()));
  const Status good = manifest ? fits(*manifest, play.horns.front().permission.grant) : Status(manifest.error());
  if (!good) {
    play.last_trouble = good.error();
    return false;
  }
  play.manifest = *manifest;
  play.pull.emplace(manifest->unit_list, manifest->unit_list_size, now);
  play.pull->ask(now, out);
  return true;
}

bool Plays::take_units(Play& play, Notes& notes) {
  auto units = audio::read_unit_list(play.pull->bytes());
  const Status good = units ? fits(*units, *play.manifest) : Status(units.error());
  play.pull.reset();
  if (!good) {
    play.last_trouble = good.error();
    return false;
  }
  play.units = std::make_shared<const audio::UnitList>(std::move(*units));
  return true;
}

// Everything is asked again: time has gone by since the request.
void Plays::drop_forbidden(Play& play, SteadyTime now, Actions& out, Notes& notes) {
  const auto utc = time_.at(now).now;
  std::erase_if(play.horns, [&](Horn& horn) {
    auto q = question(play.request, horn.cluster, utc);
    q.duration = play.manifest->duration;
    auto permitted = permission(q);
    if (!permitted) {
      refuse(play.request, {horn.cluster}, permitted.error(), out, notes);
      return true;
    }
    horn.permission = std::move(*permitted);
    if (horn.permission.capped_by_policy)
      notes.push_back({fail("play.volume_capped", {{"volume", std::to_string(horn.permission.volume)}}), subject(play.request), horn.cluster});
    return false;
  });
}

void Plays::open(Play& play, SteadyTime now, Actions& out, Notes& notes) {
  drop_forbidden(play, now, out, notes);
  const auto planned = time_.steady_at(play.request.start);
  if (play.horns.empty() || !planned) return play.horns.clear();
  // Frozen here: later beacons do not move a programme that was opened.
  const auto earliest = now + kJoinLead;
  const auto start = std::max<SteadyTime>(*planned, *planned >= now ? *planned : earliest);
  const auto late_us = (start - *planned).count();
  play.first_sample = late_us * kSamplesPerMs / 1000;
  if (play.first_sample >= play.units->total_samples) {
    std::vector<ClusterId> clusters;
    for (const auto& horn : play.horns) clusters.push_back(horn.cluster);
    refuse(play.request, std::move(clusters), fail("play.over"), out, notes);
    return play.horns.clear();
  }
  OpenPlayer action{.occurrence = play.request.occurrence, .manifest = *play.manifest, .units = play.units, .start = start,
                    .first_sample = play.first_sample, .outputs = {}};
  for (const auto& horn : play.horns) {
    const auto allowed = (horn.permission.silent_by - play.request.start).count() * kSamplesPerMs;
    action.outputs.push_back({horn.cluster, horn.permission.volume, std::min(allowed, play.units->total_samples),
                              horn.permission.silent_cause});
  }
  play.opened = true;
  if (play.horns.front().permission.grant.emergency) preempt_others(play, out);
  out.push_back(std::move(action));
}

void Plays::preempt_others(const Play& play, Actions& out) {
  for (auto& other : plays_)
    for (auto& horn : other.horns) {
      const bool shared = std::any_of(play.horns.begin(), play.horns.end(), [&](const Horn& h) { return h.cluster == horn.cluster; });
      if (&other != &play && shared && !horn.permission.grant.emergency) stop_horn(other, horn, "play.preempted", out);
    }
}

void Plays::erase_empty() {
  std::erase_if(plays_, [](const Play& play) { return play.horns.empty(); });
}

}  // namespace loa::bridge
