// The parts that the programs' configurations share: how to reach a broker or an HTTPS server, and who we are there.
#pragma once

#include "core/error.h"
#include "core/yaml.h"

#include <filesystem>
#include <string>

namespace loa::config {

// A TLS connection to another machine. All three files empty: plain TCP, accepted only for loopback hosts.
struct LinkConfig {
  std::string host;
  unsigned short port = 0;
  std::filesystem::path ca;
  std::filesystem::path certificate;
  std::filesystem::path key;

  bool tls() const { return !ca.empty(); }
};

// A socket to listen on.
struct ListenConfig {
  std::string address = "127.0.0.1";
  unsigned short port = 0;
};

// A listening socket with its certificate; ca signs the clients that are let in.
struct TlsListenConfig {
  std::string address = "127.0.0.1";
  unsigned short port = 0;
  std::filesystem::path ca;
  std::filesystem::path certificate;
  std::filesystem::path key;
};

// Readers of the above; relative paths are taken from `folder`. Errors carry file:line:
// "config.host", "config.path", "config.plain_link", "config.tls_files", "config.address" and those of core/yaml.h.
Result<LinkConfig> read_link(const YamlNode& node, const std::filesystem::path& folder);
Result<ListenConfig> read_listen(const YamlNode& node);
Result<TlsListenConfig> read_tls_listen(const YamlNode& node, const std::filesystem::path& folder);
Result<std::filesystem::path> read_path(const YamlNode& node, const std::filesystem::path& folder);
// A tz database name that is known here; absent: Asia/Ho_Chi_Minh. Errors: "config.zone".
Result<std::string> read_zone(const YamlNode& map);

}  // namespace loa::config
