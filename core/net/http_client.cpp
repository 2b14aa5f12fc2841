#include "core/net/http_client.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <functional>
#include <optional>

namespace loa::net {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;
using Code = boost::system::error_code;
using TlsStream = asio::ssl::stream<Tcp::socket>;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

// One deadline over resolve, connect, handshake and exchange: whatever runs is cancelled when it is over.
class CallDeadline {
 public:
  CallDeadline(const asio::any_io_executor& executor, std::chrono::milliseconds after, std::function<void()> cancel)
      : timer_(executor, after), state_(std::make_shared<State>()) {
    state_->cancel = std::move(cancel);
    timer_.async_wait([state = state_](Code code) {
      if (code || !state->cancel) return;
      state->expired = true;
      state->cancel();
    });
  }
  ~CallDeadline() { state_->cancel = nullptr; }
  bool expired() const { return state_->expired; }

 private:
  struct State {
    std::function<void()> cancel;
    bool expired = false;
  };
  asio::steady_timer timer_;
  std::shared_ptr<State> state_;
};

ErrorParams peer_params(const HttpEndpoint& endpoint) {
  return {{"host", endpoint.host}, {"port", std::to_string(endpoint.port)}};
}

Error broken(const HttpEndpoint& endpoint, const std::string& code, const std::string& why) {
  auto params = peer_params(endpoint);
  params.emplace_back("why", why);
  return fail(code, std::move(params));
}

http::request<http::string_body> make_request(const HttpEndpoint& endpoint, const HttpCall& call) {
  http::request<http::string_body> request;
  request.method_string(call.method);
  request.target(call.target);
  request.version(11);
  request.set(http::field::host, endpoint.host + ":" + std::to_string(endpoint.port));
  request.set(http::field::connection, "close");
  for (const auto& [name, value] : call.headers) request.set(name, value);
  request.body() = call.body;
  request.prepare_payload();
  return request;
}

HttpReply make_reply(http::response<http::string_body> response) {
  HttpReply reply;
  reply.status = static_cast<int>(response.result_int());
  for (const auto& field : response) {
    auto name = std::string(field.name_string());
    for (auto& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    reply.headers.emplace_back(std::move(name), std::string(field.value()));
  }
  reply.body = std::move(response.body());
  return reply;
}

template <class Stream>
asio::awaitable<Result<HttpReply>> exchange(Stream& stream, const HttpEndpoint& endpoint, const HttpCall& call) {
  auto request = make_request(endpoint, call);
  auto [sent, written] = co_await http::async_write(stream, request, kTuple);
  // A server may refuse a large body early and close: its answer counts, not the failed write.
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(call.max_response);
  if (call.method == "HEAD") parser.skip(true);
  auto [code, size] = co_await http::async_read(stream, buffer, parser, kTuple);
  if (code) co_return broken(endpoint, "http.protocol", (sent ? sent : code).message());
  co_return make_reply(parser.release());
}

asio::awaitable<Result<HttpReply>> exchange_tls(TlsStream& stream, const HttpEndpoint& endpoint,
                                                const HttpCall& call) {
  const auto name = endpoint.tls_name.empty() ? endpoint.host : endpoint.tls_name;
  ::SSL_set_tlsext_host_name(stream.native_handle(), name.c_str());
  stream.set_verify_callback(asio::ssl::host_name_verification(name));
  auto [code] = co_await stream.async_handshake(asio::ssl::stream_base::client, kTuple);
  if (code) co_return broken(endpoint, "http.connect", code.message());
  co_return co_await exchange(stream, endpoint, call);
}

asio::awaitable<Result<HttpReply>> call_by(Tcp::socket& socket, Tcp::resolver& resolver, const HttpEndpoint& endpoint,
                                           const HttpCall& call, std::optional<TlsStream>& tls) {
  auto [unknown, addresses] = co_await resolver.async_resolve(endpoint.host, std::to_string(endpoint.port), kTuple);
  if (unknown) co_return broken(endpoint, "http.connect", unknown.message());
  auto [refused, chosen] = co_await asio::async_connect(socket, addresses, kTuple);
  if (refused) co_return broken(endpoint, "http.connect", refused.message());
  if (!endpoint.tls) co_return co_await exchange(socket, endpoint, call);
  tls.emplace(std::move(socket), *endpoint.tls);
  co_return co_await exchange_tls(*tls, endpoint, call);
}

}  // namespace

asio::awaitable<Result<HttpReply>> http_call(HttpEndpoint endpoint, HttpCall call) {
  const auto executor = co_await asio::this_coro::executor;
  Tcp::socket socket(executor);
  Tcp::resolver resolver(executor);
  std::optional<TlsStream> tls;
  const CallDeadline deadline(executor, call.timeout, [&] {
    Code ignored;
    resolver.cancel();
    socket.close(ignored);
    if (tls) tls->next_layer().close(ignored);
  });
  auto reply = co_await call_by(socket, resolver, endpoint, call, tls);
  if (!reply && deadline.expired()) co_return fail("http.timeout", peer_params(endpoint));
  co_return reply;
}

Result<HttpReply> http_call_blocking(const HttpEndpoint& endpoint, const HttpCall& call) {
  asio::io_context loop(1);
  std::optional<Result<HttpReply>> out;
  std::exception_ptr failure;
  asio::co_spawn(loop, http_call(endpoint, call), [&](std::exception_ptr error, Result<HttpReply> reply) {
    failure = error;
    out = std::move(reply);
  });
  loop.run();
  if (failure) std::rethrow_exception(failure);
  return std::move(*out);
}

}  // namespace loa::net
