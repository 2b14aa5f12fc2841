#include "firmware-bridge/domain/play_rules.h"

#include "schedules/policy.h"

#include <algorithm>

namespace loa::bridge {
namespace {

using namespace std::chrono_literals;

constexpr auto kRounding = 500ms;  // a planned end this close to the programme's own end cuts nothing

Result<const ClusterSetup*> own_cluster(const Question& q) {
  const auto found = std::find_if(q.setup.clusters.begin(), q.setup.clusters.end(),
                                  [&](const ClusterSetup& cluster) { return cluster.id == q.cluster; });
  if (found == q.setup.clusters.end()) return fail("play.cluster_unknown", {{"cluster", q.cluster.text()}});
  const auto* place = q.reg.place_of_cluster(q.cluster);
  if (place && place->bridge != q.setup.bridge) return fail("play.other_bridge", {{"cluster", q.cluster.text()}});
  return &*found;
}

Result<schedules::PolicyPath> policy_path(const protocol::Register& reg, const UnitId& unit) {
  LOA_TRY(const std::vector<std::string> payloads, reg.policies_on_path(unit));
  std::vector<schedules::Policy> policies;
  for (const auto& payload : payloads) {
    LOA_TRY(schedules::Policy policy, schedules::read_policy(payload));
    policies.push_back(std::move(policy));
  }
  return schedules::PolicyPath(std::move(policies));
}

// Quiet spells and sensitive areas may name groups: those the place document gives the cluster.
std::vector<std::string> groups_of(const Question& q) {
  const auto* place = q.reg.place_of_cluster(q.cluster);
  if (!place) return {};
  for (const auto& cluster : place->clusters)
    if (cluster.id == q.cluster) return cluster.groups;
  return {};
}

void shorten(Permission& permission, UtcTime by, const char* cause) {
  if (by >= permission.silent_by) return;
  permission.silent_by = by;
  permission.silent_cause = cause;
}

// Ordinary sound: windows, quiet spells, minutes of the day, volume.
Status apply_policy(const Question& q, UtcTime at, Permission& permission) {
  LOA_TRY(const schedules::PolicyPath unit_path, policy_path(q.reg, permission.grant.units.front()));
  const auto path = unit_path.of_cluster(q.cluster, groups_of(q));
  const Millis aired = q.airings.aired(q.cluster, q.request.start, q.setup.zone) + q.sounding;
  const int cap = path.volume_cap(at, q.setup.zone);
  permission.capped_by_policy = permission.volume > cap;
  permission.volume = std::min(permission.volume, cap);
  const int begun = q.airings.begun(q.cluster, q.request.occurrence, q.request.start, q.setup.zone);
  LOA_TRY_OK(path.allows_airing(q.request.cls, begun));
  // The whole length was the planner's to fit in; here it is cut where the policy ends.
  LOA_TRY_OK(path.allows(at, 1ms, q.request.cls, permission.volume, aired, q.setup.zone));
  const auto closes = path.closes_at(at, q.setup.zone);
  if (!closes) return fail("policy.outside_window");
  shorten(permission, *closes, "policy.outside_window");
  for (const auto& policy : path.policies())
    if (policy.max_per_day) shorten(permission, at + std::max(*policy.max_per_day - aired, 0ms), "policy.minutes");
  return ok();
}

Status apply_airings(const Question& q, const protocol::PlayGrant& grant) {
  LOA_TRY_OK(q.airings.may_start(q.request.occurrence, q.cluster, q.request.start));
  if (grant.airings_per_day <= 0) return ok();
  const int used = q.airings.airings(q.cluster, grant.programme, q.request.occurrence, q.request.start, q.setup.zone);
  if (used < grant.airings_per_day) return ok();
  return fail("play.airings_used", {{"limit", std::to_string(grant.airings_per_day)}});
}

}  // namespace

Result<Permission> permission(const Question& q) {
  LOA_TRY(const ClusterSetup* cluster, own_cluster(q));
  protocol::PlayRequest one = q.request;
  one.clusters = {q.cluster};
  const UtcTime at = std::max(q.now, q.request.start);
  LOA_TRY(protocol::PlayGrant grant, q.reg.authorise(one, at));
  LOA_TRY_OK(apply_airings(q, grant));
  Permission out;
  out.silent_by = q.request.start + (q.duration > 0ms ? q.duration : Millis(24h));
  out.silent_cause = "finished";
  out.volume = std::min({q.request.volume, cluster->volume_cap, grant.max_volume});
  if (q.request.end > q.request.start && q.request.end + kRounding < out.silent_by)
    shorten(out, q.request.end, "play.slot_over");
  shorten(out, grant.valid_until, grant.emergency ? "play.alert_ended" : "play.expired");
  out.grant = std::move(grant);
  if (out.grant.units.empty()) return fail("play.not_placed");
  if (!out.grant.emergency) LOA_TRY_OK(apply_policy(q, at, out));
  return out;
}

}  // namespace loa::bridge
