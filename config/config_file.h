// What the three loaders share: the open file, its folder, and single fields. Internal to config/.
#pragma once

#include "config/link_config.h"
#include "core/id.h"

#include <filesystem>

namespace loa::config {

inline constexpr std::size_t kMaxSocketPath = 107;  // sockaddr_un

struct ConfigFile {
  YamlNode root;
  std::filesystem::path folder;

  static Result<ConfigFile> open(const std::filesystem::path& file);

  Result<std::filesystem::path> path(std::string_view key) const;
  Result<std::filesystem::path> socket_path(std::string_view key) const;  // "config.socket_path"
  Result<LinkConfig> link(std::string_view key) const;
};

template <class IdType>
Result<IdType> read_id(const YamlNode& map, std::string_view key) {
  LOA_TRY(const auto node, map.at(key));
  LOA_TRY(const auto text, node.text(36));
  const auto id = IdType::parse(text);
  if (!id || id->is_nil()) return fail("config.id", {{"text", text}}, node.place());
  return *id;
}

}  // namespace loa::config
