// A whole small network in one folder: genesis, authority, officers' keys, two commune stations with three clusters
// each. Made once, opened again later; network.json keeps the ids. The demo's officers' keys are unencrypted on purpose:
// it is a demonstration (genesis says demo), nothing signed here is valid on a real network.
#pragma once

#include "core/id.h"
#include "core/random.h"
#include "protocol/documents.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace loa::deploy {

struct Officer {
  std::string role;  // author | approver | chief | technician | controller
  PersonId person;
  std::string name;
  std::filesystem::path key_file;
};

struct StationCluster {
  ClusterId id;
  std::string name;
};

struct Station {
  std::string label;  // "1": agent-1, bridge-1
  AgentId agent;
  BridgeId bridge;
  UnitId unit;
  std::string unit_name, unit_kind, unit_code;
  std::vector<StationCluster> clusters;
};

struct DemoNetwork {
  std::filesystem::path folder;
  protocol::Genesis genesis;
  UnitId province;
  std::vector<Officer> authority;
  Officer author, approver, chief, technician, controller;
  std::vector<Station> stations;

  Result<std::unique_ptr<protocol::Signer>> signer(const Officer& officer) const;
};

// Errors: "network.unreadable" (file, why), "file.write", "key.*", "tls.make".
Result<DemoNetwork> open_or_make_network(const std::filesystem::path& folder, UtcTime now, Random& random);

}  // namespace loa::deploy
