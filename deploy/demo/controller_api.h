// The controller's console interface (controller/API.md) as the supervisor and the command line use it.
#pragma once

#include "core/json.h"
#include "core/net/http_client.h"

#include <filesystem>
#include <string>

namespace loa::demo {

class ControllerApi {
 public:
  // token_file is read at each call: the controller makes it at its first start.
  ControllerApi(unsigned short port, std::filesystem::path token_file);

  // Errors: "http.*"; else the controller's first error, its texts in the params text_vi and text_en.
  boost::asio::awaitable<Result<json::value>> get(std::string target);
  boost::asio::awaitable<Result<json::value>> post(std::string target, std::string body);
  // The reply as it is, for passing on to a browser.
  boost::asio::awaitable<Result<net::HttpReply>> pass(std::string method, std::string target, std::string body);

 private:
  net::HttpEndpoint endpoint_;
  std::filesystem::path token_file_;
};

// The answer's JSON, or its first error as an Error whose code is the controller's.
Result<json::value> read_api_reply(const net::HttpReply& reply);

}  // namespace loa::demo
