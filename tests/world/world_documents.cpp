#include "core/check.h"
#include "tests/world/world.h"

namespace loa::test {

using protocol::Action;
using namespace std::chrono_literals;

protocol::Grant World::grant(const KeyHolder& holder, std::vector<Action> actions) const {
  protocol::Grant out;
  out.person = holder.person;
  out.name = holder.name;
  out.key = holder.signer->public_key();
  out.actions = std::move(actions);
  out.units = {province_};
  out.classes = {BroadcastClass::emergency, BroadcastClass::priority, BroadcastClass::normal};
  out.from = genesis_.issued;
  out.until = genesis_.issued + 24h * 390;
  return out;
}

protocol::Trust World::trust_document() {
  protocol::Trust out;
  out.header = header();
  out.version = next_version();
  out.until = now_ + 24h * 45;
  out.grants = {grant(approver(), {Action::approve, Action::template_}),
                grant(duty_one(), {Action::approve, Action::alert, Action::stop, Action::hush, Action::template_}),
                grant(duty_two(), {Action::alert, Action::stop, Action::hush, Action::template_}),
                grant(technician(), {Action::place}),
                grant(policy_owner(), {Action::policy}),
                grant(renewer(), {Action::renew, Action::suspend}),
                grant(controller(), {Action::root, Action::time})};
  return out;
}

protocol::Map World::map_document() {
  protocol::Map out;
  out.header = header();
  out.version = next_version();
  protocol::Unit root;
  root.id = province_;
  root.name = "Tỉnh Thử";
  root.kind = "province";
  root.from = genesis_.issued;
  root.codes = {{"99", genesis_.issued, std::nullopt}};
  out.units.push_back(root);
  for (std::size_t i = 0; i < sites_.size(); ++i) {
    protocol::Unit unit;
    unit.id = sites_[i].unit;
    unit.name = sites_[i].name;
    unit.kind = "commune";
    unit.parent = province_;
    unit.from = genesis_.issued;
    unit.codes = {{std::to_string(99001 + i), genesis_.issued, std::nullopt}};
    out.units.push_back(unit);
  }
  return out;
}

protocol::Place World::place_document(const Site& site) {
  protocol::Place out;
  out.header = header();
  out.version = next_version();
  out.agent = site.agent;
  out.bridge = site.bridge;
  out.bridge_key = site.bridge_key.signer->public_key();
  for (std::size_t i = 0; i < site.clusters.size(); ++i)
    out.clusters.push_back({site.clusters[i], site.unit, site.name + " cụm " + std::to_string(i + 1), {}, "DEV-" + std::to_string(i + 1)});
  return out;
}

protocol::Approval World::approval_document(const Programme& programme, std::vector<UnitId> units) {
  protocol::Approval out;
  out.header = header();
  out.version = next_version();
  out.programme = programme.id;
  out.revision = programme.revision;
  out.author = author_;
  out.manifest = programme.manifest_hash;
  out.units = std::move(units);
  out.cls = BroadcastClass::normal;
  out.from = now_ - 1h;
  out.until = now_ + 24h * 30;
  out.airings_per_day = 4;
  return out;
}

protocol::Alert World::alert_document(const Programme& programme, std::vector<UnitId> units, Millis length) {
  protocol::Alert out;
  out.header = header();
  out.manifest = programme.manifest_hash;
  out.units = std::move(units);
  out.from = now_;
  out.until = now_ + length;
  out.rung = 3;
  return out;
}

protocol::Hush World::hush_document(UnitId unit, Millis length) {
  return {.header = header(), .unit = unit, .until = now_ + length, .released = false};
}

protocol::Root World::root_document(const Site& site, const PartSet& parts) {
  protocol::Root out;
  out.header = header();
  out.version = next_version();
  out.agent = site.agent;
  for (std::size_t i = 0; i < parts.bytes.size(); ++i) out.parts[i] = name_of(parts.bytes[i]);
  return out;
}

protocol::Time World::time_document(std::array<std::uint8_t, 16> nonce, UtcTime now, std::int64_t root, std::int64_t trust) {
  protocol::Time out;
  out.header = header();
  out.header.issued = now;
  out.nonce = nonce;
  out.now = now;
  out.root = root;
  out.trust = trust;
  return out;
}

Bytes World::trust() { return trust(trust_document()); }
Bytes World::map() { return sign(map_document(), {authority(0).key(), authority(1).key()}); }
Bytes World::place(const Site& site) { return sign(place_document(site), {technician().key()}); }
Bytes World::policy(const schedules::Policy& regulation) {
  const protocol::PolicyHead head{.header = header(), .version = next_version(), .unit = regulation.unit};
  return protocol::seal(network(), protocol::DocumentType::policy,
                        protocol::write_policy_payload(head, schedules::policy_fields(regulation)), {policy_owner().key()});
}
schedules::Policy World::wide_regulation(UnitId unit) const { return regulation(unit, 0, 24 * 60, 24 * 60, 100); }
schedules::Policy World::regulation(UnitId unit, int from_minute, int until_minute, int minutes_per_day,
                                    int volume_cap) const {
  schedules::Policy out;
  out.unit = unit;
  out.number = "12/QĐ-UBND";
  out.title = "Quy chế hoạt động đài truyền thanh";
  out.valid_from = date::floor<date::days>(CivilTime{now_.time_since_epoch() / 1000ms * 1s}) - date::days(365);
  out.windows = {{.days = 0x7f, .from = std::chrono::minutes(from_minute), .until = std::chrono::minutes(until_minute)}};
  out.max_per_day = std::chrono::minutes(minutes_per_day);
  out.max_volume = volume_cap;
  return out;
}
Bytes World::approval(const Programme& programme, std::vector<UnitId> units) {
  return sign(approval_document(programme, std::move(units)), {approver().key()});
}
Bytes World::root(const Site& site, const PartSet& parts) { return sign(root_document(site, parts), {controller().key()}); }
Bytes World::time(std::array<std::uint8_t, 16> nonce, UtcTime now, std::int64_t root, std::int64_t trust) {
  return sign(time_document(nonce, now, root, trust), {controller().key()});
}

Hash World::document_hash(const Bytes& envelope) const {
  const auto decoded = protocol::decode_envelope(envelope);
  CHECK(decoded.has_value());
  return protocol::document_hash(network(), *decoded);
}

PartSet World::parts(const Site& site, const protocol::Library& library) {
  PartSet out;
  out.of(protocol::Part::trust) = part_of({trust()});
  out.of(protocol::Part::map) = part_of({map()});
  std::vector<Bytes> policies = {policy(wide_regulation(province_))};
  for (const auto& each : sites_) policies.push_back(policy(wide_regulation(each.unit)));
  out.of(protocol::Part::policy) = part_of(policies);
  out.of(protocol::Part::place) = part_of({place(site)});
  out.of(protocol::Part::plan) = to_bytes("{}");
  out.of(protocol::Part::library) = to_bytes(protocol::write_library(library));
  out.of(protocol::Part::config) = to_bytes("{}");
  return out;
}

protocol::PartName World::name_of(const Bytes& part) { return {sha256(part), static_cast<std::int64_t>(part.size())}; }

}  // namespace loa::test
