#include "core/net/http_server.h"

#include "core/net/http_session.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <list>

namespace loa::net {
namespace {

using Tcp = asio::ip::tcp;
constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds kAcceptPause{100};  // when the process is out of descriptors

std::string what(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& known) {
    return known.what();
  } catch (...) {
    return "unknown exception";
  }
}

}  // namespace

struct HttpServer::Impl : std::enable_shared_from_this<HttpServer::Impl> {
  Impl(asio::io_context& where, HttpServerOptions options, Metrics& metrics, Log& log)
      : loop(where), acceptor(where), service(std::make_shared<HttpService>(std::move(options), metrics, log)) {}

  asio::io_context& loop;
  Tcp::acceptor acceptor;
  std::shared_ptr<HttpService> service;
  std::list<asio::cancellation_signal> running;
  std::size_t open = 0;

  void open_acceptor() {
    const Tcp::endpoint endpoint(asio::ip::make_address(service->options.address), service->options.port);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(Tcp::acceptor::reuse_address(true));
    acceptor.bind(endpoint);
    acceptor.listen();
  }

  void spawn(asio::awaitable<void> task) {
    const auto it = running.emplace(running.end());
    asio::co_spawn(loop, std::move(task),
                   asio::bind_cancellation_slot(it->slot(), [self = shared_from_this(), it](std::exception_ptr error) {
                     self->running.erase(it);
                     if (error && !self->service->stopping)
                       self->service->log.error("http.session_failed", {{"why", what(error)}});
                   }));
  }

  static asio::awaitable<void> serve(std::shared_ptr<Impl> self, Tcp::socket socket) {
    struct Open {
      Impl& impl;
      explicit Open(Impl& i) : impl(i) {
        ++impl.open;
        impl.service->connections.add(1);
      }
      ~Open() {
        --impl.open;
        impl.service->connections.add(-1);
      }
    } open(*self);
    co_await run_http_session(self->service, std::move(socket));
  }

  static asio::awaitable<void> accept(std::shared_ptr<Impl> self) {
    for (;;) {
      auto [code, socket] = co_await self->acceptor.async_accept(kTuple);
      if (self->service->stopping) co_return;
      if (code) {
        self->service->log.warn("http.accept_failed", {{"why", code.message()}});
        asio::steady_timer pause(self->loop, kAcceptPause);
        co_await pause.async_wait(kTuple);
      } else if (self->open >= self->service->options.max_connections) {
        self->service->refused.add(1);
      } else {
        self->spawn(serve(self, std::move(socket)));
      }
    }
  }

  void stop() {
    if (service->stopping) return;
    service->stopping = true;
    boost::system::error_code ignored;
    acceptor.close(ignored);
    // A signal may end its task and erase it from the list, so each is sent from the loop.
    for (auto& signal : running)
      asio::post(loop, [self = shared_from_this(), wanted = &signal] {
        for (auto& alive : self->running)
          if (&alive == wanted) return alive.emit(asio::cancellation_type::terminal);
      });
  }
};

HttpServer::HttpServer(asio::io_context& loop, HttpServerOptions options, Metrics& metrics, Log& log)
    : impl_(std::make_shared<Impl>(loop, std::move(options), metrics, log)) {}

HttpServer::~HttpServer() { stop(); }

void HttpServer::route(HttpRoute route) { impl_->service->routes.push_back(std::move(route)); }
void HttpServer::fallback(HttpHandler handler) { impl_->service->fallback = std::move(handler); }

Status HttpServer::start() {
  try {
    impl_->open_acceptor();
  } catch (const boost::system::system_error& error) {
    const auto& options = impl_->service->options;
    return fail("http.bind", {{"address", options.address},
                              {"port", std::to_string(options.port)},
                              {"why", error.code().message()}});
  }
  impl_->spawn(Impl::accept(impl_));
  return ok();
}

unsigned short HttpServer::port() const {
  boost::system::error_code code;
  return impl_->acceptor.local_endpoint(code).port();
}

void HttpServer::stop() { impl_->stop(); }

}  // namespace loa::net
