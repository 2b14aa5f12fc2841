// The controller's HTTP interface from a terminal: one blocking call after another, errors in words.
#pragma once

#include "core/json.h"
#include "core/net/http_client.h"

#include <filesystem>
#include <string>

namespace loa::cli {

struct Connection {
  std::string address;                // http://127.0.0.1:8080
  std::filesystem::path token_file;   // empty: the listener asks for none (the demo's page)
};

// Exit codes, stable: scripts rely on them.
inline constexpr int kDone = 0;         // it is so
inline constexpr int kRefused = 1;      // refused, or a check found something
inline constexpr int kUsage = 2;        // the command is wrong
inline constexpr int kUnreachable = 3;  // nobody answers at the address

class Client {
 public:
  explicit Client(Connection connection) : connection_(std::move(connection)) {}

  // Errors: "cli.address_bad", "http.*", the controller's own with its texts in params text_vi and text_en.
  Result<json::value> get(const std::string& target) const;
  Result<json::value> send(const std::string& method, const std::string& target, std::string body,
                           std::vector<std::pair<std::string, std::string>> headers = {}) const;

 private:
  Connection connection_;
};

// Vietnamese words of an error: the controller's when it sent them, the catalogue's otherwise.
std::string words(const Error& error);

}  // namespace loa::cli
