// HTTP/1.1 server on Beast, plain or TLS. Header limit 8 KiB, body limit per route, idle sockets closed after 15 s,
// connections bounded. Handlers are coroutines on the loop thread; they must not block.
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "core/gauge.h"
#include "core/log.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace loa::net {

namespace asio = boost::asio;

struct HttpRequest {
  std::string method;                                    // "GET"
  std::string path;                                      // decoded, without query
  std::map<std::string, std::string> params;             // from ":name" segments of the route
  std::map<std::string, std::string> query;
  std::map<std::string, std::string> headers;            // names in lower case
  std::string body;                                      // empty when it was streamed to body_file
  std::filesystem::path body_file;                       // for routes with stream_to: the received file, not yet renamed
  std::string address;                                   // of the peer's socket, without port
  std::string peer_name;                                 // common name of the verified client certificate, or empty
};

// Events of a stream (text/event-stream or long poll): push() gives data to the client; bounded at 64 waiting events,
// after which the connection is closed so that the client reconnects and resynchronises.
class EventStream {
 public:
  virtual ~EventStream() = default;
  virtual bool push(std::string text) = 0;  // false when closed
  virtual bool closed() const = 0;
};

struct HttpResponse {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::filesystem::path file;  // when set: served from disk with Range (RFC 9110 section 14) instead of body
  // when set: the response is a stream that stays open; the callback gets the stream once headers are sent. The stream
  // ends when its last shared_ptr is dropped. A silent text/event-stream gets a comment line every 15 s.
  std::function<void(std::shared_ptr<EventStream>)> stream;
};

using HttpHandler = std::function<asio::awaitable<HttpResponse>(HttpRequest)>;

struct HttpRoute {
  std::string method;
  std::string pattern;                 // "/api/v1/agents/:id/mail"; a last segment "*path" takes the rest
  std::size_t body_limit = 64 * 1024;
  std::filesystem::path stream_to;     // when set: bodies are written to a fresh file in this folder
  HttpHandler handler;
  // when set: judges the request before its body is read; an answer is given instead of the handler's
  std::function<std::optional<HttpResponse>(const HttpRequest&)> admit = {};
};

struct HttpServerOptions {
  std::string address = "127.0.0.1";
  unsigned short port = 0;             // 0: a free one
  std::shared_ptr<asio::ssl::context> tls;  // null: plain HTTP
  std::size_t max_connections = 2000;
  std::vector<std::string> allowed_hosts;   // Host header allow-list against DNS rebinding; empty: any
  std::vector<std::pair<std::string, std::string>> headers = {};  // added to every answer that does not set them itself
};

class HttpServer {
 public:
  HttpServer(asio::io_context& loop, HttpServerOptions options, Metrics& metrics, Log& log);
  ~HttpServer();

  void route(HttpRoute route);
  void fallback(HttpHandler handler);   // anything no route matches (static files, proxying)
  Status start();                       // "http.bind" (address, port, why)
  unsigned short port() const;
  void stop();                          // closes all connections; run the loop until they are gone

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace loa::net
