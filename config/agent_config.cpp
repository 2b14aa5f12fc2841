#include "config/agent_config.h"

#include "config/config_file.h"

namespace loa::config {
namespace {

constexpr std::int64_t kMinCacheMb = 64;
constexpr std::int64_t kMaxCacheMb = 1024 * 1024;

}  // namespace

Result<AgentConfig> load_agent_config(const std::filesystem::path& path) {
  LOA_TRY(const auto file, ConfigFile::open(path));
  AgentConfig config;
  LOA_TRY(config.agent_id, read_id<AgentId>(file.root, "agent_id"));
  LOA_TRY(config.data_dir, file.path("data_dir"));
  LOA_TRY(config.genesis_file, file.path("genesis_file"));
  LOA_TRY(config.mqtt, file.link("mqtt"));
  LOA_TRY(config.controller, file.link("controller"));
  LOA_TRY(config.bridge_socket, file.socket_path("bridge_socket"));
  LOA_TRY(config.zone, read_zone(file.root));
  if (const auto limit = file.root.find("cache_limit_mb")) {
    LOA_TRY(config.cache_limit_mb, limit->integer(kMinCacheMb, kMaxCacheMb));
  }
  LOA_TRY_OK(file.root.check_all_read());
  return config;
}

}  // namespace loa::config
