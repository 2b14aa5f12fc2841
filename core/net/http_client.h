// HTTP/1.1 client on Beast with deadlines; plain or TLS with client certificate. One connection per request.
// Loop thread. Header names of a reply are in lower case.
#pragma once

#include "core/bytes.h"
#include "core/error.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace loa::net {

namespace asio = boost::asio;

struct HttpCall {
  std::string method = "GET";
  std::string target;  // path and query
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::chrono::milliseconds timeout{15000};
  std::size_t max_response = 4 * 1024 * 1024;
};

struct HttpReply {
  int status = 0;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

struct HttpEndpoint {
  std::string host;
  unsigned short port = 0;
  std::shared_ptr<asio::ssl::context> tls;  // null: plain
  std::string tls_name;                     // name to verify; empty: host
};

// Errors: "http.connect", "http.timeout", "http.protocol".
asio::awaitable<Result<HttpReply>> http_call(HttpEndpoint endpoint, HttpCall call);

// The same, blocking, for command line programs.
Result<HttpReply> http_call_blocking(const HttpEndpoint& endpoint, const HttpCall& call);

}  // namespace loa::net
