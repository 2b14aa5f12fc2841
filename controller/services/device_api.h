// The second way for devices: HTTPS with mutual TLS; the certificate's common name is the agent id (API.md, "Device").
#pragma once

#include "controller/services/uplink.h"
#include "core/net/http_server.h"

namespace loa::controller {

class DeviceApi {
 public:
  DeviceApi(Context& context, Desk& desk, Publisher& publisher, Uplink& uplink);
  void mount(net::HttpServer& server);

 private:
  asio::awaitable<net::HttpResponse> versioned(net::HttpRequest request, Channel channel);
  asio::awaitable<net::HttpResponse> content(net::HttpRequest request);
  asio::awaitable<net::HttpResponse> journal(net::HttpRequest request);
  asio::awaitable<net::HttpResponse> reported(net::HttpRequest request);
  asio::awaitable<net::HttpResponse> time(net::HttpRequest request);
  std::optional<AgentId> caller(const net::HttpRequest& request) const;
  bool meant_for(const AgentId& agent, const Hash& hash) const;

  Context& context_;
  Desk& desk_;
  Publisher& publisher_;
  Uplink& uplink_;
};

}  // namespace loa::controller
