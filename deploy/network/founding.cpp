#include "deploy/network/founding.h"

#include "protocol/limits.h"
#include "schedules/policy.h"

namespace loa::deploy {
namespace {

using protocol::Action;
using protocol::DocumentType;

constexpr int kMinutesPerDay = 24 * 60;

protocol::Header header(UtcTime now, Random& random) { return {DocumentId::make(now, random), now, {}}; }

const std::vector<BroadcastClass> kAllClasses{BroadcastClass::emergency, BroadcastClass::priority, BroadcastClass::normal};
const std::vector<BroadcastClass> kOrdinary{BroadcastClass::priority, BroadcastClass::normal};

Result<protocol::Grant> grant(const DemoNetwork& network, const Officer& officer, std::vector<Action> actions,
                              std::vector<BroadcastClass> classes, UtcTime now) {
  LOA_TRY(auto signer, network.signer(officer));
  protocol::Grant out;
  out.person = officer.role == "controller" ? PersonId{} : officer.person;
  out.name = officer.name;
  out.key = signer->public_key();
  out.actions = std::move(actions);
  out.units = {network.province};
  out.classes = std::move(classes);
  out.from = now - std::chrono::minutes(5);
  out.until = now + std::chrono::hours(24 * 365);
  return out;
}

Result<protocol::Trust> make_trust(const DemoNetwork& network, UtcTime now, Random& random) {
  protocol::Trust trust;
  trust.header = header(now, random);
  trust.version = to_unix_ms(now);
  trust.until = now + protocol::kMaxTrustAge;
  const std::tuple<const Officer*, std::vector<Action>, std::vector<BroadcastClass>> rows[] = {
      {&network.author, {}, kOrdinary},  // named as an author, may do nothing by signature
      {&network.approver, {Action::approve, Action::alert, Action::template_, Action::stop, Action::hush}, kAllClasses},
      {&network.chief, {Action::approve, Action::alert, Action::policy, Action::stop, Action::renew, Action::suspend}, kAllClasses},
      {&network.technician, {Action::place}, kOrdinary},
      {&network.controller, {Action::root, Action::time}, kOrdinary}};
  for (const auto& [officer, actions, classes] : rows) {
    LOA_TRY(auto one, grant(network, *officer, actions, classes, now));
    trust.grants.push_back(std::move(one));
  }
  return trust;
}

protocol::Unit unit(const UnitId& id, std::string name, std::string kind, std::optional<UnitId> parent, std::string code,
                    UtcTime from) {
  protocol::Unit out;
  out.id = id;
  out.name = std::move(name);
  out.kind = std::move(kind);
  out.parent = parent;
  out.from = from;
  out.codes = {{std::move(code), from, std::nullopt}};
  return out;
}

protocol::Map make_map(const DemoNetwork& network, UtcTime now, Random& random) {
  protocol::Map map{header(now, random), to_unix_ms(now), {}};
  const UtcTime since = network.genesis.issued;
  map.units.push_back(unit(network.province, network.genesis.name, "province", std::nullopt, "90", since));
  for (const auto& station : network.stations) {
    map.units.push_back(unit(station.unit, station.unit_name, station.unit_kind, network.province, station.unit_code, since));
  }
  return map;
}

Result<protocol::Place> make_place(const DemoNetwork& network, const Station& station, UtcTime now, Random& random) {
  const auto key = network.folder / "keys" / ("bridge-" + station.label + ".key");
  LOA_TRY(auto bridge, protocol::load_key_file(key.string()));
  protocol::Place place{header(now, random), to_unix_ms(now), station.agent, station.bridge, bridge->public_key(), {}};
  for (const auto& cluster : station.clusters) {
    place.clusters.push_back({cluster.id, station.unit, cluster.name, {}, "SIM-" + cluster.id.text().substr(0, 8)});
  }
  return place;
}

// One window a day from the end of the quiet hours to their next beginning, over midnight where need be.
schedules::Policy make_policy(const UnitId& unit, const std::string& title, const QuietWindow& quiet) {
  schedules::Policy policy;
  policy.unit = unit;
  policy.number = kDemoRegulation;
  policy.title = title;
  schedules::Window window;
  window.from = std::chrono::minutes(quiet.until_minute);
  window.until = std::chrono::minutes(quiet.from_minute);
  policy.windows = {window};
  return policy;
}

}  // namespace

QuietWindow demo_quiet_window(UtcTime now, const Zone& zone) {
  const auto civil = zone.to_civil(now);
  const auto midnight = date::floor<date::days>(civil);
  const int minute = static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(civil - midnight).count());
  const int hour = minute / 60 * 60;
  return {(hour + 4 * 60) % kMinutesPerDay, (hour + 6 * 60) % kMinutesPerDay};
}

Result<std::vector<Bytes>> founding_documents(const DemoNetwork& network, UtcTime now, const QuietWindow& quiet, Random& random) {
  const auto id = network.genesis.network();
  LOA_TRY(auto first, network.signer(network.authority[0]));
  LOA_TRY(auto second, network.signer(network.authority[1]));
  LOA_TRY(auto technician, network.signer(network.technician));
  LOA_TRY(auto chief, network.signer(network.chief));
  LOA_TRY(auto trust, make_trust(network, now, random));

  std::vector<Bytes> out;
  const std::vector<const protocol::Signer*> authority{first.get(), second.get()};
  out.push_back(protocol::seal(id, DocumentType::trust, protocol::write_payload(trust), authority));
  out.push_back(protocol::seal(id, DocumentType::map, protocol::write_payload(make_map(network, now, random)), authority));
  for (const auto& station : network.stations) {
    LOA_TRY(auto place, make_place(network, station, now, random));
    out.push_back(protocol::seal(id, DocumentType::place, protocol::write_payload(place), {technician.get()}));
  }
  const auto policy = [&](const UnitId& unit, const std::string& title) {
    const protocol::PolicyHead head{header(now, random), to_unix_ms(now), unit};
    const auto fields = schedules::policy_fields(make_policy(unit, title, quiet));
    out.push_back(protocol::seal(id, DocumentType::policy, protocol::write_policy_payload(head, fields), {chief.get()}));
  };
  policy(network.province, "Quy chế hoạt động truyền thanh cấp tỉnh (mô phỏng)");
  for (const auto& station : network.stations) policy(station.unit, "Quy chế đài truyền thanh " + station.unit_name);
  return out;
}

Bytes sign_approval(const protocol::NetworkId& network, const ApprovalRequest& request, const protocol::Signer& officer,
                    UtcTime now, Random& random) {
  protocol::Approval approval;
  approval.header = header(now, random);
  approval.version = to_unix_ms(now);
  approval.programme = request.programme;
  approval.revision = request.revision;
  approval.author = request.author;
  approval.manifest = request.manifest;
  approval.units = request.units;
  approval.cls = request.cls;
  approval.from = request.from;
  approval.until = request.until;
  approval.airings_per_day = request.airings_per_day;
  return protocol::seal(network, DocumentType::approval, protocol::write_payload(approval), {&officer});
}

}  // namespace loa::deploy
