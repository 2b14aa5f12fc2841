#include "config/link_config.h"

#include "core/time.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cctype>

namespace loa::config {
namespace {

constexpr std::int64_t kMaxPort = 65535;
constexpr std::size_t kMaxHost = 253;  // RFC 1035

bool is_address(const std::string& text) {
  unsigned char buffer[16];
  return ::inet_pton(AF_INET, text.c_str(), buffer) == 1 || ::inet_pton(AF_INET6, text.c_str(), buffer) == 1;
}

bool is_host(const std::string& text) {
  if (is_address(text)) return true;
  const bool characters = std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '.'; });
  return characters && !text.empty() && text.front() != '.' && text.front() != '-';
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || (is_address(host) && host.starts_with("127."));
}

Result<unsigned short> read_port(const YamlNode& map, std::int64_t lowest) {
  LOA_TRY(const auto node, map.at("port"));
  LOA_TRY(const auto port, node.integer(lowest, kMaxPort));
  return static_cast<unsigned short>(port);
}

Result<std::filesystem::path> path_or_empty(const YamlNode& map, std::string_view key,
                                            const std::filesystem::path& folder) {
  const auto node = map.find(key);
  if (!node) return std::filesystem::path();
  return read_path(*node, folder);
}

Result<std::string> read_address(const YamlNode& map) {
  const auto node = map.find("address");
  if (!node) return std::string("127.0.0.1");
  LOA_TRY(const auto address, node->text(kMaxHost));
  if (!is_address(address)) return fail("config.address", {{"address", address}}, node->place());
  return address;
}

}  // namespace

Result<std::filesystem::path> read_path(const YamlNode& node, const std::filesystem::path& folder) {
  LOA_TRY(const auto text, node.text());
  if (text.empty()) return fail("config.path", {}, node.place());
  return (folder / text).lexically_normal();
}

Result<LinkConfig> read_link(const YamlNode& node, const std::filesystem::path& folder) {
  LinkConfig link;
  LOA_TRY(const auto host, node.at("host"));
  LOA_TRY(link.host, host.text(kMaxHost));
  if (!is_host(link.host)) return fail("config.host", {{"host", link.host}}, host.place());
  LOA_TRY(link.port, read_port(node, 1));
  LOA_TRY(link.ca, path_or_empty(node, "ca", folder));
  LOA_TRY(link.certificate, path_or_empty(node, "certificate", folder));
  LOA_TRY(link.key, path_or_empty(node, "key", folder));
  const bool none = link.ca.empty() && link.certificate.empty() && link.key.empty();
  const bool all = !link.ca.empty() && !link.certificate.empty() && !link.key.empty();
  if (!none && !all) return fail("config.tls_files", {}, node.place());
  if (none && !is_loopback(link.host)) return fail("config.plain_link", {{"host", link.host}}, host.place());
  return link;
}

Result<ListenConfig> read_listen(const YamlNode& node) {
  ListenConfig listen;
  LOA_TRY(listen.address, read_address(node));
  LOA_TRY(listen.port, read_port(node, 0));
  return listen;
}

Result<TlsListenConfig> read_tls_listen(const YamlNode& node, const std::filesystem::path& folder) {
  TlsListenConfig listen;
  LOA_TRY(listen.address, read_address(node));
  LOA_TRY(listen.port, read_port(node, 0));
  LOA_TRY(const auto ca, node.at("ca"));
  LOA_TRY(listen.ca, read_path(ca, folder));
  LOA_TRY(const auto certificate, node.at("certificate"));
  LOA_TRY(listen.certificate, read_path(certificate, folder));
  LOA_TRY(const auto key, node.at("key"));
  LOA_TRY(listen.key, read_path(key, folder));
  return listen;
}

Result<std::string> read_zone(const YamlNode& map) {
  const auto node = map.find("zone");
  if (!node) return std::string("Asia/Ho_Chi_Minh");
  LOA_TRY(const auto name, node->text(64));
  if (!Zone::locate(name)) return fail("config.zone", {{"zone", name}}, node->place());
  return name;
}

}  // namespace loa::config
