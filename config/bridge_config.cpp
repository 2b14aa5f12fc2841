#include "config/bridge_config.h"

#include "config/config_file.h"

#include <set>

namespace loa::config {
namespace {

constexpr std::size_t kMaxClusters = 64;

Result<ClusterDriver> read_driver(const YamlNode& map) {
  LOA_TRY(const auto node, map.at("driver"));
  LOA_TRY(const auto name, node.text(32));
  if (name == "simulated") return ClusterDriver::simulated;
  if (name == "file") return ClusterDriver::file;
  return fail("config.driver", {{"driver", name}}, node.place());
}

Result<ClusterConfig> read_cluster(const YamlNode& node, const std::filesystem::path& folder) {
  if (!node.is_map()) return fail("yaml.not_map", {}, node.place());
  ClusterConfig cluster;
  LOA_TRY(cluster.id, read_id<ClusterId>(node, "id"));
  LOA_TRY(cluster.driver, read_driver(node));
  if (const auto output = node.find("output_dir")) {
    LOA_TRY(cluster.output_dir, read_path(*output, folder));
  }
  if (cluster.driver == ClusterDriver::file && cluster.output_dir.empty())
    return fail("config.output_dir", {}, node.place());
  if (const auto cap = node.find("volume_cap")) {
    LOA_TRY(const auto percent, cap->integer(0, 100));
    cluster.volume_cap = static_cast<int>(percent);
  }
  return cluster;
}

Result<std::vector<ClusterConfig>> read_clusters(const ConfigFile& file) {
  LOA_TRY(const auto node, file.root.at("clusters"));
  if (!node.is_list()) return fail("yaml.not_list", {}, node.place());
  const auto items = node.items();
  if (items.empty() || items.size() > kMaxClusters)
    return fail("config.clusters", {{"limit", std::to_string(kMaxClusters)}}, node.place());
  std::vector<ClusterConfig> clusters;
  std::set<ClusterId> seen;
  for (const auto& item : items) {
    LOA_TRY(auto cluster, read_cluster(item, file.folder));
    if (!seen.insert(cluster.id).second) return fail("config.cluster_twice", {{"id", cluster.id.text()}}, item.place());
    clusters.push_back(std::move(cluster));
  }
  return clusters;
}

}  // namespace

Result<BridgeConfig> load_bridge_config(const std::filesystem::path& path) {
  LOA_TRY(const auto file, ConfigFile::open(path));
  BridgeConfig config;
  LOA_TRY(config.bridge_id, read_id<BridgeId>(file.root, "bridge_id"));
  LOA_TRY(config.data_dir, file.path("data_dir"));
  LOA_TRY(config.genesis_file, file.path("genesis_file"));
  LOA_TRY(config.key_file, file.path("key_file"));
  LOA_TRY(config.bridge_socket, file.socket_path("bridge_socket"));
  LOA_TRY(config.zone, read_zone(file.root));
  LOA_TRY(config.clusters, read_clusters(file));
  LOA_TRY_OK(file.root.check_all_read());
  return config;
}

}  // namespace loa::config
