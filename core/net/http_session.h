// One HTTP connection from handshake to close, over plain TCP or TLS. Loop thread. Internal to the server.
#pragma once

#include "core/net/http_server.h"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <functional>
#include <list>
#include <memory>

namespace loa::net {

// What the connections of one server share.
struct HttpService {
  HttpService(HttpServerOptions chosen, Metrics& metrics, Log& where)
      : options(std::move(chosen)), log(where), connections(metrics.gauge("loa_http_connections")),
        refused(metrics.gauge("loa_http_refused_total")), requests(metrics.gauge("loa_http_requests_total")) {}

  HttpServerOptions options;
  Log& log;
  Gauge& connections;
  Gauge& refused;
  Gauge& requests;
  std::vector<HttpRoute> routes;
  HttpHandler fallback;
  bool stopping = false;
};

struct RouteMatch {
  const HttpRoute* route = nullptr;  // null: none fits
  bool wrong_method = false;
  std::map<std::string, std::string> params;
};

RouteMatch find_route(const std::vector<HttpRoute>& routes, const std::string& method, const std::string& path);

asio::awaitable<void> run_http_session(std::shared_ptr<HttpService> service, asio::ip::tcp::socket socket);

}  // namespace loa::net
