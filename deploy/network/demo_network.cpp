#include "deploy/network/demo_network.h"

#include "core/files.h"
#include "deploy/network/certificates.h"

#include <array>

namespace loa::deploy {
namespace {

constexpr int kCertificateDays = 730;

struct OfficerPlan {
  const char* role;
  const char* name;
};
constexpr OfficerPlan kAuthority[] = {
    {"authority-1", "Nguyễn Thị Hòa"}, {"authority-2", "Lê Quang Vinh"}, {"authority-3", "Phạm Thu Hà"}};
constexpr OfficerPlan kAuthor{"author", "Nguyễn Thị Lan"};
constexpr OfficerPlan kApprover{"approver", "Trần Văn Minh"};
constexpr OfficerPlan kChief{"chief", "Đỗ Thị Thanh"};
constexpr OfficerPlan kTechnician{"technician", "Vũ Đức Long"};
constexpr OfficerPlan kController{"controller", "Bộ điều khiển tỉnh"};

struct StationPlan {
  const char* unit_name;
  const char* kind;
  const char* code;
  std::array<const char*, 3> clusters;
};
constexpr StationPlan kStations[] = {
    {"Xã Đông Hòa", "commune", "90001", {"Nhà văn hóa thôn Trại", "Chợ Đông Hòa", "Trường tiểu học Đông Hòa"}},
    {"Phường Tân An", "ward", "90002", {"Khu phố 1 Tân An", "Bến xe Tân An", "Công viên Bờ Sông"}}};

// Makes an officer's key and keeps only its file.
Result<Officer> make_officer(const std::filesystem::path& folder, const OfficerPlan& plan, UtcTime now, Random& random) {
  std::array<std::uint8_t, 32> seed;
  random.fill(seed);
  Officer officer{plan.role, PersonId::make(now, random), plan.name, folder / "keys" / (std::string(plan.role) + ".key")};
  LOA_TRY_OK(protocol::write_key_file(officer.key_file.string(), seed));
  return officer;
}

json::object officer_json(const Officer& officer) {
  return {{"role", officer.role},
          {"person", officer.person.text()},
          {"name", officer.name},
          {"key_file", officer.key_file.filename().string()}};
}

Officer officer_from(const json::value& value, const std::filesystem::path& folder) {
  JsonFields fields(value);
  return {fields.text("role"), fields.id<PersonId>("person"), fields.text("name"),
          folder / "keys" / fields.text("key_file")};
}

json::object station_json(const Station& station) {
  json::array clusters;
  for (const auto& cluster : station.clusters) {
    clusters.push_back(json::object{{"id", cluster.id.text()}, {"name", cluster.name}});
  }
  return {{"label", station.label},         {"agent", station.agent.text()}, {"bridge", station.bridge.text()},
          {"unit", station.unit.text()},    {"unit_name", station.unit_name}, {"unit_kind", station.unit_kind},
          {"unit_code", station.unit_code}, {"clusters", clusters}};
}

Station station_from(const json::value& value) {
  JsonFields fields(value);
  Station station{fields.text("label"),     fields.id<AgentId>("agent"), fields.id<BridgeId>("bridge"),
                  fields.id<UnitId>("unit"), fields.text("unit_name"),   fields.text("unit_kind"),
                  fields.text("unit_code"), {}};
  for (const auto& item : fields.array("clusters", 64)) {
    JsonFields cluster(item);
    station.clusters.push_back({cluster.id<ClusterId>("id"), cluster.text("name")});
  }
  return station;
}

Station make_station(std::size_t index, UtcTime now, Random& random) {
  const auto& plan = kStations[index];
  Station station{std::to_string(index + 1),    AgentId::make(now, random), BridgeId::make(now, random),
                  UnitId::make(now, random), plan.unit_name,             plan.kind,
                  plan.code,                 {}};
  for (const char* name : plan.clusters) station.clusters.push_back({ClusterId::make(now, random), name});
  return station;
}

Result<protocol::Genesis> make_genesis(const DemoNetwork& network, UtcTime now) {
  protocol::Genesis genesis;
  genesis.name = "Tỉnh mô phỏng";
  genesis.demo = true;
  genesis.issued = now;
  for (const auto& officer : network.authority) {
    LOA_TRY(auto signer, network.signer(officer));
    genesis.authority.push_back({officer.person, officer.name, signer->public_key()});
  }
  genesis.bytes = protocol::write_genesis(genesis);
  return genesis;
}

Status make_keys(DemoNetwork& network, UtcTime now, Random& random) {
  for (const auto& plan : kAuthority) {
    LOA_TRY(auto officer, make_officer(network.folder, plan, now, random));
    network.authority.push_back(std::move(officer));
  }
  const std::pair<Officer*, const OfficerPlan*> others[] = {{&network.author, &kAuthor},
                                                            {&network.approver, &kApprover},
                                                            {&network.chief, &kChief},
                                                            {&network.technician, &kTechnician},
                                                            {&network.controller, &kController}};
  for (const auto& [officer, plan] : others) {
    LOA_TRY(*officer, make_officer(network.folder, *plan, now, random));
  }
  for (std::size_t i = 0; i < std::size(kStations); ++i) {
    network.stations.push_back(make_station(i, now, random));
    std::array<std::uint8_t, 32> seed;
    random.fill(seed);
    LOA_TRY_OK(protocol::write_key_file((network.folder / "keys" / ("bridge-" + network.stations[i].label + ".key")).string(), seed));
  }
  return ok();
}

std::string network_json(const DemoNetwork& network) {
  json::array authority, stations;
  for (const auto& officer : network.authority) authority.push_back(officer_json(officer));
  for (const auto& station : network.stations) stations.push_back(station_json(station));
  return write_json(json::object{{"province", network.province.text()},
                                 {"authority", authority},
                                 {"author", officer_json(network.author)},
                                 {"approver", officer_json(network.approver)},
                                 {"chief", officer_json(network.chief)},
                                 {"technician", officer_json(network.technician)},
                                 {"controller", officer_json(network.controller)},
                                 {"stations", stations}});
}

Result<DemoNetwork> make_network(const std::filesystem::path& folder, UtcTime now, Random& random) {
  DemoNetwork network;
  network.folder = folder;
  LOA_TRY_OK(require_writable_folder(folder / "keys"));
  network.province = UnitId::make(now, random);
  LOA_TRY_OK(make_keys(network, now, random));
  LOA_TRY(network.genesis, make_genesis(network, now));
  LOA_TRY_OK(write_file_durably(folder / "genesis.json", as_bytes(network.genesis.bytes)));
  std::vector<std::string> names{"broker", "controller"};
  for (const auto& station : network.stations) names.push_back(station.agent.text());
  LOA_TRY_OK(make_certificates(folder / "tls", names, kCertificateDays));
  // Last: its presence says that the rest is whole.
  LOA_TRY_OK(write_file_durably(folder / "network.json", as_bytes(network_json(network))));
  return network;
}

Result<DemoNetwork> open_network(const std::filesystem::path& folder) {
  LOA_TRY(auto genesis_bytes, read_file(folder / "genesis.json", 64 * 1024));
  LOA_TRY(auto text, read_file(folder / "network.json", 64 * 1024));
  LOA_TRY(auto value, parse_json(as_text(text), {64 * 1024, 8, false}));
  DemoNetwork network;
  network.folder = folder;
  LOA_TRY(network.genesis, protocol::read_genesis(as_text(genesis_bytes)));
  JsonFields fields(value, (folder / "network.json").string());
  network.province = fields.id<UnitId>("province");
  for (const auto& item : fields.array("authority", 8)) network.authority.push_back(officer_from(item, folder));
  const std::pair<Officer*, const char*> others[] = {{&network.author, "author"},
                                                     {&network.approver, "approver"},
                                                     {&network.chief, "chief"},
                                                     {&network.technician, "technician"},
                                                     {&network.controller, "controller"}};
  for (const auto& [officer, key] : others) {
    if (const auto* found = fields.find(key)) *officer = officer_from(*found, folder);
  }
  for (const auto& item : fields.array("stations", 16)) network.stations.push_back(station_from(item));
  LOA_TRY_OK(fields.status());
  return network;
}

}  // namespace

Result<std::unique_ptr<protocol::Signer>> DemoNetwork::signer(const Officer& officer) const {
  return protocol::load_key_file(officer.key_file.string());
}

Result<DemoNetwork> open_or_make_network(const std::filesystem::path& folder, UtcTime now, Random& random) {
  if (std::filesystem::exists(folder / "network.json")) return open_network(folder);
  return make_network(folder, now, random);
}

}  // namespace loa::deploy
