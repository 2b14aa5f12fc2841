#include "protocol/limits.h"
#include "protocol/register_state.h"

#include <algorithm>
#include <set>

namespace loa::protocol {
namespace {

using State = Register::State;

std::string approval_subject(const ProgrammeId& programme, const UnitId& unit) {
  return programme.text() + "/" + unit.text();
}

// Versions grow per (type, subject); the same version again must be the same document.
Status ratchet(const State& state, Admission& admission, RatchetKey key, std::int64_t version) {
  const auto at = state.ratchets.find(key);
  if (at != state.ratchets.end()) {
    if (at->second.version > version)
      return fail("ratchet.old", {{"held", std::to_string(at->second.version)}, {"got", std::to_string(version)}});
    if (at->second.version == version && at->second.document != admission.document) return fail("ratchet.conflict");
  }
  admission.ratchets.push_back({std::move(key), {version, admission.document}});
  return ok();
}

Status version_not_ahead(std::int64_t version, UtcTime now) {
  if (version <= to_unix_ms(now + kMaxVersionLead)) return ok();
  return fail("ratchet.future", {{"got", std::to_string(version)}});
}

Status not_ended(UtcTime until, UtcTime now) {
  if (now < until) return ok();
  return fail("document.ended", {{"until", format_rfc3339(until)}});
}

Status need_persons(const State& state, const Admission& a, std::size_t persons) {
  const auto have = state.distinct_persons(a.signers);
  if (have >= persons) return ok();
  return fail("trust.threshold", {{"have", std::to_string(have)}, {"need", std::to_string(persons)}});
}

Status officer(const State& state, const Admission& a, const Right& right, std::size_t persons, UtcTime now) {
  LOA_TRY_OK(state.all_hold({a.document, a.signers, {}}, right, now));
  return need_persons(state, a, persons);
}

Status check(const State& state, const Trust& trust, Admission& a, UtcTime now) {
  LOA_TRY_OK(need_persons(state, a, 2));
  LOA_TRY_OK(version_not_ahead(trust.version, now));
  return ratchet(state, a, {DocumentType::trust, ""}, trust.version);
}

Status check(const State& state, const Renewal& renewal, Admission& a, UtcTime now) {
  LOA_TRY_OK(officer(state, a, {Action::renew, {}, {}}, 1, now));
  if (renewal.trust_version != state.trust->value.version)
    return fail("trust.other_version", {{"held", std::to_string(state.trust->value.version)},
                                        {"got", std::to_string(renewal.trust_version)}});
  return ok();
}

// Never upward: the suspender must hold the action over every unit the suspended key is granted.
Status check(const State& state, const Suspension& suspension, Admission& a, UtcTime now) {
  const auto right = state.suspension_right(suspension.key);
  if (!right) return fail("trust.unknown_key", {{"key", suspension.key.short_hex()}, {"name", "?"}});
  LOA_TRY_OK(officer(state, a, *right, 1, now));
  return not_ended(suspension.until, now);
}

Status check(const State& state, const Map& map, Admission& a, UtcTime now) {
  LOA_TRY_OK(need_persons(state, a, 2));
  LOA_TRY_OK(UnitTree::build(map));
  LOA_TRY_OK(version_not_ahead(map.version, now));
  return ratchet(state, a, {DocumentType::map, ""}, map.version);
}

// Both where the clusters are put and where they stood: nobody takes a device away from another's unit.
Status check(const State& state, const Place& place, Admission& a, UtcTime now) {
  Right right{Action::place, {}, {}};
  std::set<ClusterId> named;
  for (const auto& cluster : place.clusters) {
    right.units.push_back(cluster.unit);
    named.insert(cluster.id);
  }
  for (const auto& [agent, held] : state.places)
    for (const auto& stood : held.value.clusters)
      if (agent == place.agent || named.contains(stood.id)) right.units.push_back(stood.unit);
  LOA_TRY_OK(officer(state, a, right, 1, now));
  LOA_TRY_OK(version_not_ahead(place.version, now));
  return ratchet(state, a, {DocumentType::place, place.agent.text()}, place.version);
}

Status check(const State& state, const PolicyHead& policy, Admission& a, UtcTime now) {
  LOA_TRY_OK(officer(state, a, {Action::policy, {policy.unit}, {}}, 1, now));
  LOA_TRY_OK(version_not_ahead(policy.version, now));
  return ratchet(state, a, {DocumentType::policy, policy.unit.text()}, policy.version);
}

// Refused as old only when every unit has something newer: an approval may still stand for the others.
Status approval_ratchets(const State& state, const Approval& approval, Admission& a) {
  Status last = ok();
  for (const auto& unit : approval.units) {
    last = ratchet(state, a, {DocumentType::approval, approval_subject(approval.programme, unit)}, approval.version);
    if (!last && last.error().code == "ratchet.conflict") return last;
  }
  return a.ratchets.empty() ? last : ok();
}

Status check(const State& state, const Approval& approval, Admission& a, UtcTime now) {
  LOA_TRY_OK(officer(state, a, {Action::approve, approval.units, approval.cls}, 1, now));
  if (approval.until <= approval.from || approval.until - approval.from > kMaxApproval)
    return fail("approval.too_long");
  if (approval.source && approval.cls == BroadcastClass::emergency) return fail("approval.relay_emergency");
  if (!approval.source && approval.manifest.is_zero()) return fail("approval.no_manifest");
  for (const auto& key : a.signers)
    if (!approval.withdrawn && state.person_of(key) == approval.author)
      return fail("approval.own_author", {{"name", state.name_of(key)}});
  LOA_TRY_OK(version_not_ahead(approval.version, now));
  return approval_ratchets(state, approval, a);
}

Status check(const State& state, const Template& document, Admission& a, UtcTime now) {
  LOA_TRY_OK(officer(state, a, {Action::template_, document.units, BroadcastClass::emergency}, 2, now));
  LOA_TRY_OK(not_ended(document.until, now));
  LOA_TRY_OK(version_not_ahead(document.version, now));
  return ratchet(state, a, {DocumentType::template_, document.programme.text()}, document.version);
}

// A template that an alert runs on is held on after a newer one came; it starts nothing more.
bool replaced(const State& state, const Template& model) {
  const auto newest = state.ratchets.find({DocumentType::template_, model.programme.text()});
  return newest != state.ratchets.end() && newest->second.version > model.version;
}

// One officer alone: only what two signed before, in the own units, for ten minutes, twice an hour at most.
Status check_alone(const State& state, const Alert& alert, Admission& a, UtcTime now) {
  if (!alert.template_document) return need_persons(state, a, 2);
  if (state.trust_expired(now)) return fail("trust.expired");
  const auto* held = state.template_of(alert, now);
  if (!held || replaced(state, held->value)) return fail("alert.template_unknown");
  if (alert.manifest && *alert.manifest != held->value.manifest) return fail("play.manifest");
  for (const auto& unit : alert.units)
    if (!state.covered(held->value.units, unit)) return fail("trust.scope_unit", {{"name", state.name_of(a.signers[0])}});
  LOA_TRY_OK(officer(state, a, {Action::template_, alert.units, BroadcastClass::emergency}, 1, now));
  if (alert.until - alert.header.issued > kMaxTemplateAlert || alert.from < alert.header.issued)
    return fail("alert.too_long");
  const RatchetKey key{DocumentType::alert, state.person_of(a.signers[0]).text()};
  const RatchetValue value{to_unix_ms(alert.header.issued), a.document};
  const auto last = state.ratchets.find(key);
  if (last != state.ratchets.end() && last->second.document != a.document &&
      value.version - last->second.version < Millis(kTemplateInterval).count())
    return fail("alert.too_soon");
  a.ratchets.push_back({key, value});
  return ok();
}

Status check(const State& state, const Alert& alert, Admission& a, UtcTime now) {
  LOA_TRY_OK(not_ended(alert.until, now));
  const auto same = state.alerts.find(alert.header.id);
  if (same != state.alerts.end() && same->second.document != a.document) return fail("ratchet.conflict");
  const bool two = state.distinct_persons(a.signers) >= 2;
  LOA_TRY_OK(two ? officer(state, a, {Action::alert, alert.units, BroadcastClass::emergency}, 2, now)
                 : check_alone(state, alert, a, now));
  for (const auto& key : a.signers) {
    std::size_t running = 0;
    for (const auto& [id, held] : state.alerts)
      if (id != alert.header.id && now < held.value.until && !state.stopped(held, now))
        for (const auto& other : held.signers) running += state.person_of(other) == state.person_of(key) ? 1 : 0;
    if (running >= kMaxAlertsPerSigner) return fail("alert.too_many", {{"name", state.name_of(key)}});
  }
  return ok();
}

// The alert may come later: its units are judged again when both are here.
Status check(const State& state, const Stop& stop, Admission& a, UtcTime now) {
  Right right{Action::stop, {}, {}};
  if (const auto alert = state.alerts.find(stop.alert); alert != state.alerts.end())
    right.units = alert->second.value.units;
  return officer(state, a, right, 1, now);
}

Status check(const State& state, const Hush& hush, Admission& a, UtcTime now) {
  LOA_TRY_OK(officer(state, a, {Action::hush, {hush.unit}, {}}, 1, now));
  if (!hush.released && now >= hush.until) return not_ended(hush.until, now);
  return ratchet(state, a, {DocumentType::hush, hush.unit.text()}, to_unix_ms(hush.header.issued));
}

Status check(const State& state, const Live& live, Admission& a, UtcTime now) {
  if (state.trust_expired(now)) return fail("trust.expired");
  LOA_TRY_OK(state.all_hold({a.document, a.signers, {}}, {Action::live, live.units, {}}, now));
  LOA_TRY_OK(need_persons(state, a, live.item ? 0 : 1));  // a microphone is an officer's
  LOA_TRY_OK(not_ended(live.until, now));
  return ratchet(state, a, {DocumentType::live, live.channel}, to_unix_ms(live.header.issued));
}

Status check(const State& state, const Root& root, Admission& a, UtcTime now) {
  LOA_TRY_OK(state.all_hold({a.document, a.signers, {}}, {Action::root, {}, {}}, now));
  LOA_TRY_OK(version_not_ahead(root.version, now));
  return ratchet(state, a, {DocumentType::root, root.agent.text()}, root.version);
}

Status check(const State& state, const Time&, Admission& a, UtcTime now) {
  return state.all_hold({a.document, a.signers, {}}, {Action::time, {}, {}}, now);
}

Status check(const State& state, const Receipt& receipt, Admission& a, UtcTime) {
  const auto* place = state.placed(receipt.cluster);
  if (place && place->bridge == receipt.bridge && a.signers.size() == 1 && key_id(place->bridge_key) == a.signers[0])
    return ok();
  return fail("receipt.foreign");
}

// A beacon is what sets the clock: a device without the time must be able to take it.
bool may_be_ahead(DocumentType type) { return type == DocumentType::time; }

template <class Document>
Status examine_as(const State& state, const Result<Document>& document, Admission& a, UtcTime now) {
  if (!document) return document.error();
  a.id = document->header.id;
  a.issued = document->header.issued;
  if (!may_be_ahead(a.type) && a.issued > now + kMaxVersionLead)
    return fail("document.future", {{"issued", format_rfc3339(a.issued)}});
  return check(state, *document, a, now);
}

template <class Document>
Held<Document> held(const Admission& a, Document value) {
  return {{a.document, a.signers, a.signer_names}, std::move(value)};
}

void accept_trust(State& state, const Admission& a, Trust trust) {
  state.trust = held(a, std::move(trust));
  state.renewed_until.reset();
}

void accept_renewal(State& state, const Renewal& renewal) {
  state.renewed_until = std::max(renewal.until, state.renewed_until.value_or(renewal.until));
}

void accept_suspension(State& state, const Admission& a, const Suspension& suspension) {
  const auto [at, fresh] = state.suspensions.try_emplace({suspension.key, a.signers[0]}, held(a, suspension));
  if (!fresh && at->second.value.until < suspension.until) at->second = held(a, suspension);
}

void accept_approval(State& state, const Admission& a, Approval approval) {
  const auto long_ended = a.issued - std::chrono::hours(48);
  std::erase_if(state.approvals, [&](const auto& one) {
    return one.second.value.until < long_ended && state.seen.erase(one.first) > 0;
  });
  state.approvals.insert_or_assign(a.document, held(a, std::move(approval)));
}

void accept_alert(State& state, const Admission& a, Alert alert) {
  std::erase_if(state.alerts, [&](const auto& one) {
    const bool ended = one.second.value.until < a.issued - std::chrono::hours(48);
    if (ended) state.stops.erase(one.first);
    return ended;
  });
  const auto id = alert.header.id;
  state.alerts.insert_or_assign(id, held(a, std::move(alert)));
}

void accept_template(State& state, const Admission& a, Template model) {
  std::erase_if(state.templates, [&](const auto& one) {
    return one.second.value.programme == model.programme &&
           std::none_of(state.alerts.begin(), state.alerts.end(), [&](const auto& alert) {
             return alert.second.value.template_document == one.first && a.issued < alert.second.value.until;
           });
  });
  state.templates.insert_or_assign(a.document, held(a, std::move(model)));
}

// Among the stops of alerts not seen yet the oldest leaves; one whose alert is here never does.
void make_room_for_stop(State& state) {
  if (state.stops.size() < kMaxHeldStops) return;
  auto oldest = state.stops.end();
  for (auto at = state.stops.begin(); at != state.stops.end(); ++at) {
    if (state.alerts.contains(at->first)) continue;
    if (oldest == state.stops.end() || at->second.value.header.issued < oldest->second.value.header.issued) oldest = at;
  }
  if (oldest != state.stops.end()) state.stops.erase(oldest);
}

// Several signers may stop one alert: a stop without scope must not push out one with it.
void accept_stop(State& state, const Admission& a, const Stop& stop) {
  const auto [first, last] = state.stops.equal_range(stop.alert);
  for (auto at = first; at != last; ++at)
    if (at->second.signers == a.signers) return;
  make_room_for_stop(state);
  state.stops.emplace(stop.alert, held(a, stop));
}

}  // namespace

Status examine_payload(const State& state, const Envelope& envelope, Admission& a, UtcTime now) {
  const std::string_view payload = envelope.payload;
  switch (envelope.type) {
    case DocumentType::trust: return examine_as(state, read_payload<Trust>(payload), a, now);
    case DocumentType::renewal: return examine_as(state, read_payload<Renewal>(payload), a, now);
    case DocumentType::suspend: return examine_as(state, read_payload<Suspension>(payload), a, now);
    case DocumentType::map: return examine_as(state, read_payload<Map>(payload), a, now);
    case DocumentType::place: return examine_as(state, read_payload<Place>(payload), a, now);
    case DocumentType::policy: return examine_as(state, read_policy_head(payload), a, now);
    case DocumentType::approval: return examine_as(state, read_payload<Approval>(payload), a, now);
    case DocumentType::template_: return examine_as(state, read_payload<Template>(payload), a, now);
    case DocumentType::alert: return examine_as(state, read_payload<Alert>(payload), a, now);
    case DocumentType::stop: return examine_as(state, read_payload<Stop>(payload), a, now);
    case DocumentType::hush: return examine_as(state, read_payload<Hush>(payload), a, now);
    case DocumentType::live: return examine_as(state, read_payload<Live>(payload), a, now);
    case DocumentType::root: return examine_as(state, read_payload<Root>(payload), a, now);
    case DocumentType::time: return examine_as(state, read_payload<Time>(payload), a, now);
    case DocumentType::receipt: return examine_as(state, read_payload<Receipt>(payload), a, now);
  }
  return fail("envelope.type_unknown");
}

void accept_payload(State& state, const Envelope& envelope, const Admission& a) {
  const std::string_view payload = envelope.payload;
  switch (envelope.type) {
    case DocumentType::trust: return accept_trust(state, a, *read_payload<Trust>(payload));
    case DocumentType::renewal: return accept_renewal(state, *read_payload<Renewal>(payload));
    case DocumentType::suspend: return accept_suspension(state, a, *read_payload<Suspension>(payload));
    case DocumentType::map: state.tree = *UnitTree::build(*read_payload<Map>(payload)); return;
    case DocumentType::place: {
      auto place = *read_payload<Place>(payload);
      const auto agent = place.agent;
      state.places.insert_or_assign(agent, held(a, std::move(place)));
      return;
    }
    case DocumentType::policy: {
      auto head = *read_policy_head(payload);
      const auto unit = head.unit;
      state.policies.insert_or_assign(unit, held(a, HeldPolicy{std::move(head), envelope.payload}));
      return;
    }
    case DocumentType::approval: return accept_approval(state, a, *read_payload<Approval>(payload));
    case DocumentType::template_: return accept_template(state, a, *read_payload<Template>(payload));
    case DocumentType::alert: return accept_alert(state, a, *read_payload<Alert>(payload));
    case DocumentType::stop: return accept_stop(state, a, *read_payload<Stop>(payload));
    case DocumentType::hush: {
      const auto hush = *read_payload<Hush>(payload);
      state.hushes.insert_or_assign(hush.unit, held(a, hush));
      return;
    }
    case DocumentType::live:
    case DocumentType::root:
    case DocumentType::time:
    case DocumentType::receipt: return;
  }
}

}  // namespace loa::protocol
