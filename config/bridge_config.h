// Configuration of loa-bridge (one YAML file). Relative paths are taken from the file's folder; an unknown key or a
// value outside its limits is an error with file:line.
#pragma once

#include "config/link_config.h"
#include "core/id.h"

#include <vector>

namespace loa::config {

enum class ClusterDriver { simulated, file };

struct ClusterConfig {
  ClusterId id;
  ClusterDriver driver = ClusterDriver::simulated;
  std::filesystem::path output_dir;  // file driver: where the WAV files go; required there, optional otherwise
  int volume_cap = 100;              // percent, 0 .. 100
};

struct BridgeConfig {
  BridgeId bridge_id;
  std::filesystem::path data_dir;
  std::filesystem::path genesis_file;
  std::filesystem::path key_file;       // Ed25519 seed that signs receipts: config/secret_key_file.h
  std::filesystem::path bridge_socket;  // Unix socket, at most 107 bytes
  std::string zone;                     // "Asia/Ho_Chi_Minh" unless given
  std::vector<ClusterConfig> clusters;  // 1 .. 64, no id twice
};

// Errors: those of core/yaml.h, config/link_config.h, "config.id", "config.socket_path",
// "config.driver", "config.output_dir", "config.clusters", "config.cluster_twice".
Result<BridgeConfig> load_bridge_config(const std::filesystem::path& file);

}  // namespace loa::config
