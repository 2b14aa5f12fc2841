// HTTPS to the controller (the second way): two long-polls that stay open for root and mail, and single requests for the
// domain (journal, reported, time, content by Range). One connection per request; bounded by one of each kind. Loop thread.
#pragma once

#include "agent/domain/event.h"
#include "core/net/http_client.h"
#include "core/net/task_scope.h"

#include <functional>
#include <set>
#include <string>

namespace loa::agent {

namespace asio = boost::asio;

class SecondWay {
 public:
  using Deliver = std::function<void(Event)>;
  using Version = std::function<std::int64_t()>;
  SecondWay(asio::io_context& loop, net::TaskScope& tasks, net::HttpEndpoint endpoint, Deliver deliver);

  void start(Version root, Version mail);
  void request(HttpRequest request);  // answered by HttpDone, at once with status 0 when one of its kind is under way

 private:
  asio::awaitable<void> poll(protocol::Leaf leaf, Version have);
  asio::awaitable<void> perform(HttpRequest request);
  asio::awaitable<bool> pause(std::chrono::seconds time);

  asio::io_context& loop_;
  net::TaskScope& tasks_;
  net::HttpEndpoint endpoint_;
  Deliver deliver_;
  std::set<HttpKind> busy_;
};

}  // namespace loa::agent
