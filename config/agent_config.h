// Configuration of loa-agent (one YAML file). Relative paths are taken from the file's folder; an unknown key or a
// value outside its limits is an error with file:line.
#pragma once

#include "config/link_config.h"
#include "core/id.h"

#include <cstdint>

namespace loa::config {

struct AgentConfig {
  AgentId agent_id;
  std::filesystem::path data_dir;
  std::filesystem::path genesis_file;
  LinkConfig mqtt;
  LinkConfig controller;                // HTTPS, the second way
  std::filesystem::path bridge_socket;  // Unix socket, at most 107 bytes
  std::string zone;                     // "Asia/Ho_Chi_Minh" unless given
  std::int64_t cache_limit_mb = 2048;   // 64 .. 1048576
};

// Errors: those of core/yaml.h and config/link_config.h, "config.id", "config.socket_path".
Result<AgentConfig> load_agent_config(const std::filesystem::path& file);

}  // namespace loa::config
