// The printed address: serves the console's files, passes /api/v1 on to the controller, answers /api/v1/stream from the
// controller's data, runs trials, lets the visitor listen to a horn. Survives every process it watches.
#pragma once

#include "core/net/http_server.h"
#include "core/net/task_scope.h"
#include "deploy/demo/trials.h"

#include <list>
#include <memory>

namespace loa::demo {

class PageServer {
 public:
  PageServer(boost::asio::io_context& loop, Demo& demo, Trials& trials, net::TaskScope& tasks, Metrics& metrics, Log& log);

  Status start(unsigned short port);
  unsigned short port() const;
  boost::asio::awaitable<void> feed();  // runs until cancelled
  void stop();

 private:
  using Reply = boost::asio::awaitable<net::HttpResponse>;
  Reply pass_on(net::HttpRequest request);
  Reply open_stream(net::HttpRequest request);
  Reply act(net::HttpRequest request);
  Reply listen(net::HttpRequest request);
  Reply recording(net::HttpRequest request);
  Reply file(net::HttpRequest request);
  boost::asio::awaitable<void> follow_horn(ClusterId cluster, std::shared_ptr<net::EventStream> stream);
  boost::asio::awaitable<void> feed_overview();
  boost::asio::awaitable<void> feed_levels();
  void push(const std::string& event, const std::string& data);
  std::string demo_state() const;

  boost::asio::io_context& loop_;
  Demo& demo_;
  Trials& trials_;
  net::TaskScope& tasks_;
  std::unique_ptr<net::HttpServer> server_;
  std::list<std::shared_ptr<net::EventStream>> streams_;
  std::string last_overview_, last_levels_, last_demo_;
  bool controller_reachable_ = false;
};

}  // namespace loa::demo
