// Server-sent events to the console: the overview on change (at most two a second, and every 10 s) and levels (at most five
// a second). While a stream is open agents are asked for levels. Loop thread.
#pragma once

#include "controller/services/overview.h"
#include "core/net/http_server.h"

#include <functional>
#include <list>

namespace loa::controller {

class StreamHub {
 public:
  StreamHub(Context& context, const Desk& desk, std::function<asio::awaitable<std::string>()> overview,
            std::function<void(UtcTime)> watch_levels);

  void start();
  void changed() { overview_due_ = true; }
  void levels_changed() { levels_due_ = true; }
  net::HttpResponse open();

 private:
  asio::awaitable<void> run();
  asio::awaitable<void> push_overview();
  void push(const std::string& text);

  Context& context_;
  const Desk& desk_;
  std::function<asio::awaitable<std::string>()> overview_;
  std::function<void(UtcTime)> watch_levels_;
  std::list<std::shared_ptr<net::EventStream>> streams_;
  bool overview_due_ = true;
  bool levels_due_ = false;
  std::optional<SteadyTime> overview_at_, watched_at_;
};

}  // namespace loa::controller
