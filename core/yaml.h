// The only reader of YAML: files by people, never the network. Refuses anchors and aliases, more than 1 MiB, more than
// 32 levels, duplicate keys; every node knows its line; a key nobody read is an error with file:line.
#pragma once

#include "core/error.h"
#include "core/json.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loa {

class YamlNode {
 public:
  bool is_map() const;
  bool is_list() const;
  bool is_scalar() const;
  std::string place() const;  // file:line (1-based)

  // Map access; marks the key as read. Missing: "yaml.missing_key".
  Result<YamlNode> at(std::string_view key) const;
  std::optional<YamlNode> find(std::string_view key) const;
  std::vector<std::string> keys() const;
  std::vector<YamlNode> items() const;  // of a list

  // Scalars, NFC-normalised text. Errors: "yaml.not_text", "yaml.not_integer", "yaml.out_of_range", "yaml.too_long".
  Result<std::string> text(std::size_t max_bytes = 4096) const;
  Result<std::int64_t> integer(std::int64_t min, std::int64_t max) const;
  Result<bool> boolean() const;
  // This tree by the core schema of YAML 1.2: plain null, true, false, decimal numbers; everything else is text.
  json::value to_json() const;

  // "yaml.unknown_key" naming the first key of this tree that nobody read, with file:line and the known keys nearby.
  Status check_all_read() const;

  struct Impl;
  explicit YamlNode(std::shared_ptr<Impl> impl);

 private:
  std::shared_ptr<Impl> impl_;
};

// Errors: "yaml.unreadable", "yaml.too_large", "yaml.syntax", "yaml.alias", "yaml.too_deep", "yaml.duplicate_key".
Result<YamlNode> read_yaml_file(const std::string& path);
Result<YamlNode> read_yaml(std::string_view text, const std::string& name);

}  // namespace loa
