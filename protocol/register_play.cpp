#include "protocol/register_state.h"

#include <algorithm>

namespace loa::protocol {
namespace {

using State = Register::State;

PlayGrant grant_for(const Signed& held, UtcTime until, std::vector<UnitId> units) {
  PlayGrant grant;
  grant.document = held.document;
  grant.signer_names = held.names;
  grant.valid_until = until;
  grant.units = std::move(units);
  return grant;
}

Status check_approval(const State& state, const Held<Approval>& held, const PlayRequest& request, UtcTime now) {
  const auto& approval = held.value;
  LOA_TRY_OK(state.all_hold(held, {Action::approve, approval.units, approval.cls}, now));
  if (approval.withdrawn) return fail("play.withdrawn");
  if (approval.source || approval.manifest != request.manifest) return fail("play.manifest");
  if (approval.cls == BroadcastClass::emergency) return fail("play.no_alert");
  if (approval.cls != request.cls) return fail("play.class");
  const auto moment = std::max(now, request.start);
  if (moment < approval.from) return fail("play.not_yet");
  if (moment >= approval.until) return fail("play.expired");
  return ok();
}

Result<PlayGrant> by_approval(const State& state, const PlayRequest& request, std::vector<UnitId> units, UtcTime now) {
  if (request.cls == BroadcastClass::emergency) return fail("play.no_alert");
  if (state.trust_expired(now)) return fail("trust.expired");
  const auto at = request.approval ? state.approvals.find(*request.approval) : state.approvals.end();
  if (at == state.approvals.end()) return fail("play.no_approval");
  const auto& held = at->second;
  LOA_TRY_OK(check_approval(state, held, request, now));
  for (const auto& unit : units) {
    if (!state.covered(held.value.units, unit)) return fail("play.foreign_unit", {{"unit", unit.text()}});
    if (state.superseded(held, unit)) return fail("play.withdrawn");
    if (const auto until = state.hushed_until(unit, now))
      return fail("play.hushed", {{"until", format_rfc3339(*until)}});
    LOA_TRY_OK(state.policies_stand(unit, now));
  }
  auto grant = grant_for(held, held.value.until, std::move(units));
  grant.programme = held.value.programme;
  grant.revision = held.value.revision;
  grant.airings_per_day = held.value.airings_per_day;
  grant.max_volume = held.value.max_volume.value_or(100);
  return grant;
}

Result<PlayGrant> by_alert(const State& state, const PlayRequest& request, std::vector<UnitId> units, UtcTime now) {
  const auto at = state.alerts.find(*request.alert);
  if (at == state.alerts.end() || !state.in_force(at->second, now)) return fail("play.no_alert");
  const auto& held = at->second;
  if (request.cls != BroadcastClass::emergency) return fail("play.class");
  LOA_TRY_OK(state.all_hold(held, state.alert_right(held), now));
  const bool two = state.distinct_persons(held.signers) >= 2;
  if (!two && state.trust_expired(now)) return fail("trust.expired");
  const auto* model = state.template_of(held.value, now);
  if (!model && (!two || !held.value.manifest)) return fail("alert.template_unknown");
  if (request.manifest != held.value.manifest.value_or(model ? model->value.manifest : Hash{}))
    return fail("play.manifest");
  for (const auto& unit : units) {
    if (!state.covered(held.value.units, unit)) return fail("play.foreign_unit", {{"unit", unit.text()}});
    const auto until = state.hushed_until(unit, now);
    if (until && !two) return fail("play.hushed", {{"until", format_rfc3339(*until)}});
  }
  auto grant = grant_for(held, held.value.until, std::move(units));
  grant.emergency = true;
  if (model) grant.programme = model->value.programme;
  return grant;
}

}  // namespace

const Place* State::placed(const ClusterId& cluster) const {
  const Place* newest = nullptr;  // a cluster that moved may still stand in its old device's document
  for (const auto& [agent, place] : places)
    for (const auto& one : place.value.clusters)
      if (one.id == cluster && (!newest || newest->version < place.value.version)) newest = &place.value;
  return newest;
}

Result<std::vector<UnitId>> State::units_of(const PlayRequest& request, UtcTime now) const {
  if (places.empty()) return fail("place.missing");
  std::vector<UnitId> out;
  for (const auto& id : request.clusters) {
    const auto* place = placed(id);
    if (!place) return fail("play.not_placed", {{"cluster", id.text()}});
    Right right{Action::place, {}, {}};
    for (const auto& cluster : place->clusters) {
      right.units.push_back(cluster.unit);
      if (cluster.id == id) out.push_back(cluster.unit);
    }
    LOA_TRY_OK(all_hold(places.at(place->agent), right, now));
  }
  if (out.empty()) return fail("play.not_placed", {{"cluster", ""}});
  return out;
}

// On the unit or above it something newer of the same programme was accepted, held here or not.
bool State::superseded(const Held<Approval>& held, const UnitId& unit) const {
  for (const auto& above : tree->path(unit)) {
    const auto at = ratchets.find({DocumentType::approval, held.value.programme.text() + "/" + above.text()});
    if (at != ratchets.end() && at->second.version > held.value.version) return true;
  }
  return false;
}

std::optional<UtcTime> State::hushed_until(const UnitId& unit, UtcTime now) const {
  std::optional<UtcTime> out;
  for (const auto& [area, hush] : hushes) {
    if (hush.value.released || now >= hush.value.until || !covered({area}, unit)) continue;
    if (!all_hold(hush, {Action::hush, {area}, {}}, now)) continue;
    out = std::max(out.value_or(hush.value.until), hush.value.until);
  }
  return out;
}

Status State::policies_stand(const UnitId& unit, UtcTime now) const {
  for (const auto& above : tree->path(unit)) {
    const auto at = policies.find(above);
    if (at == policies.end()) return fail("policy.missing", {{"unit", tree->find(above)->name}});
    LOA_TRY_OK(all_hold(at->second, {Action::policy, {above}, {}}, now));
  }
  return ok();
}

bool State::stopped(const Held<Alert>& alert, UtcTime now) const {
  const auto [first, last] = stops.equal_range(alert.value.header.id);
  return std::any_of(first, last, [&](const auto& one) {
    return all_hold(one.second, {Action::stop, alert.value.units, {}}, now).has_value();
  });
}

bool State::in_force(const Held<Alert>& alert, UtcTime now) const {
  return alert.value.from <= now && now < alert.value.until && !stopped(alert, now);
}

Right State::alert_right(const Held<Alert>& alert) const {
  const bool two = distinct_persons(alert.signers) >= 2;
  return {two ? Action::alert : Action::template_, alert.value.units, BroadcastClass::emergency};
}

const Held<Template>* State::template_of(const Alert& alert, UtcTime now) const {
  if (!alert.template_document) return nullptr;
  const auto at = templates.find(*alert.template_document);
  if (at == templates.end() || now >= at->second.value.until) return nullptr;
  const Right right{Action::template_, at->second.value.units, BroadcastClass::emergency};
  return all_hold(at->second, right, now) ? &at->second : nullptr;
}

Result<PlayGrant> Register::authorise(const PlayRequest& request, UtcTime now) const {
  if (!state_->trust) return fail("trust.missing");
  if (!state_->tree) return fail("map.missing");
  LOA_TRY(auto units, state_->units_of(request, now));
  if (request.alert) return by_alert(*state_, request, std::move(units), now);
  return by_approval(*state_, request, std::move(units), now);
}

std::optional<Register::HeldApproval> Register::approval_for(const Hash& manifest, const UnitId& unit,
                                                             UtcTime at) const {
  const Held<Approval>* best = nullptr;
  for (const auto& [hash, held] : state_->approvals) {
    const auto& a = held.value;
    if (a.manifest != manifest || a.withdrawn || at < a.from || at >= a.until) continue;
    if (!state_->covered(a.units, unit) || state_->superseded(held, unit)) continue;
    if (!state_->all_hold(held, {Action::approve, a.units, a.cls}, at)) continue;
    if (!best || best->value.version < a.version) best = &held;
  }
  if (!best) return std::nullopt;
  return HeldApproval{best->value, best->document, best->names, best->signers};
}

std::vector<Alert> Register::alerts_in_force(UtcTime now) const {
  std::vector<Alert> out;
  for (const auto& [id, held] : state_->alerts)
    if (state_->in_force(held, now)) out.push_back(held.value);
  return out;
}

std::optional<UtcTime> Register::hushed_until(const UnitId& unit, UtcTime now) const {
  return state_->hushed_until(unit, now);
}

}  // namespace loa::protocol
