#include "config/config_file.h"

namespace loa::config {

Result<ConfigFile> ConfigFile::open(const std::filesystem::path& file) {
  LOA_TRY(auto root, read_yaml_file(file.string()));
  if (!root.is_map()) return fail("yaml.not_map", {}, root.place());
  return ConfigFile{std::move(root), std::filesystem::absolute(file).parent_path()};
}

Result<std::filesystem::path> ConfigFile::path(std::string_view key) const {
  LOA_TRY(const auto node, root.at(key));
  return read_path(node, folder);
}

Result<std::filesystem::path> ConfigFile::socket_path(std::string_view key) const {
  LOA_TRY(const auto node, root.at(key));
  LOA_TRY(auto path, read_path(node, folder));
  if (path.native().size() > kMaxSocketPath) return fail("config.socket_path", {{"path", path.string()}}, node.place());
  return path;
}

Result<LinkConfig> ConfigFile::link(std::string_view key) const {
  LOA_TRY(const auto node, root.at(key));
  return read_link(node, folder);
}

}  // namespace loa::config
