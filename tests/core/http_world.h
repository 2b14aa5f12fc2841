// A server on 127.0.0.1 with its loop in a thread, and a raw client socket for what no polite client would send.
#pragma once

#include "core/net/http_client.h"
#include "core/net/http_server.h"
#include "tests/core/temp_folder.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace loa::test {

namespace asio = boost::asio;

// Keeps the event names for the test to look at.
class ListLog final : public Log {
 public:
  void write(Level, std::string_view event, std::initializer_list<LogField>) override {
    const std::lock_guard lock(mutex_);
    events_.emplace_back(event);
  }
  bool has(const std::string& event) const {
    const std::lock_guard lock(mutex_);
    return std::find(events_.begin(), events_.end(), event) != events_.end();
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> events_;
};

class HttpWorld {
 public:
  explicit HttpWorld(net::HttpServerOptions options = {}) : server(loop, std::move(options), metrics, log) {}
  ~HttpWorld() { stop(); }

  void start() {
    ASSERT_TRUE(server.start());
    thread_ = std::thread([this] { loop.run(); });
  }
  // Stops the server and waits until the loop has nothing left: a leaked task would hang here.
  void stop() {
    if (!thread_.joinable()) return;
    asio::post(loop, [this] { server.stop(); });
    guard_.reset();
    thread_.join();
  }
  // Runs something on the loop thread and waits for it.
  template <class F>
  auto on_loop(F f) {
    std::packaged_task<decltype(f())()> task(std::move(f));
    auto result = task.get_future();
    asio::post(loop, [&task] { task(); });
    return result.get();
  }
  net::HttpReply get(const std::string& target, std::vector<std::pair<std::string, std::string>> headers = {}) const {
    return net::http_call_blocking({"127.0.0.1", server.port(), nullptr, ""}, {.target = target, .headers = std::move(headers)})
        .value();
  }
  net::HttpReply send(const std::string& method, const std::string& target, std::string body) const {
    return net::http_call_blocking({"127.0.0.1", server.port(), nullptr, ""},
                                   {.method = method, .target = target, .headers = {}, .body = std::move(body)})
        .value();
  }

  asio::io_context loop{1};
  Metrics metrics;
  ListLog log;
  net::HttpServer server;

 private:
  asio::executor_work_guard<asio::io_context::executor_type> guard_ = asio::make_work_guard(loop);
  std::thread thread_;
};

class RawClient {
 public:
  explicit RawClient(unsigned short port) {
    socket_.connect({asio::ip::address_v4::loopback(), port});
  }
  void send(const std::string& bytes) { asio::write(socket_, asio::buffer(bytes)); }
  // Reads until `end` was seen or the server closed.
  std::string read_until(const std::string& end) {
    boost::system::error_code code;
    while (text_.find(end) == std::string::npos && !code) {
      char buffer[4096];
      const auto size = socket_.read_some(asio::buffer(buffer), code);
      text_.append(buffer, size);
    }
    return text_;
  }
  std::string read_to_close() { return read_until(std::string(1, '\0') + "never sent"); }
  void close() { socket_.close(); }

 private:
  asio::io_context loop_;
  asio::ip::tcp::socket socket_{loop_};
  std::string text_;
};

// A handler that answers at once.
inline net::HttpHandler answer(std::function<net::HttpResponse(net::HttpRequest)> f) {
  struct Call {
    static asio::awaitable<net::HttpResponse> run(std::function<net::HttpResponse(net::HttpRequest)> f,
                                                  net::HttpRequest request) {
      co_return f(std::move(request));
    }
  };
  return [f](net::HttpRequest request) { return Call::run(f, std::move(request)); };
}

inline net::HttpHandler say(std::string body) {
  return answer([body](net::HttpRequest) {
    net::HttpResponse response;
    response.body = body;
    return response;
  });
}

}  // namespace loa::test
