#include "core/net/http_session.h"

#include "core/hash.h"
#include "core/net/http_message.h"
#include "core/net/http_stream.h"
#include "core/random.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>

#include <fstream>

namespace loa::net {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;
using Code = boost::system::error_code;
using Parser = http::request_parser<http::buffer_body>;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::seconds kIdle{15};
constexpr std::chrono::seconds kWholeBody{60};  // for bodies kept in memory
constexpr std::chrono::seconds kWrite{60};      // for one piece on a poor link
constexpr std::chrono::seconds kLinger{2};
constexpr std::uint32_t kHeaderLimit = 8 * 1024;
constexpr std::size_t kPiece = 64 * 1024;
constexpr std::size_t kFallbackBodyLimit = 64 * 1024;

// Cancels what the socket does when the time is over, but leaves it open for an answer.
class Deadline {
 public:
  Deadline(Tcp::socket& socket, std::chrono::milliseconds after) : timer_(socket.get_executor(), after) {
    timer_.async_wait([&socket, expired = expired_](Code code) {
      if (code || *expired == State::over) return;
      *expired = State::expired;
      socket.cancel(code);
    });
  }
  ~Deadline() {
    if (*expired_ == State::running) *expired_ = State::over;
  }
  bool expired() const { return *expired_ == State::expired; }

 private:
  enum class State { running, expired, over };
  std::shared_ptr<State> expired_ = std::make_shared<State>(State::running);
  asio::steady_timer timer_;
};

std::string common_name(SSL* ssl) {
  const std::unique_ptr<X509, decltype(&::X509_free)> certificate(::SSL_get1_peer_certificate(ssl), &::X509_free);
  if (!certificate) return {};
  char name[256] = {};
  const int size = ::X509_NAME_get_text_by_NID(::X509_get_subject_name(certificate.get()), NID_commonName, name,
                                               sizeof name);
  return size > 0 ? std::string(name, static_cast<std::size_t>(size)) : std::string();
}

// Removes a streamed body unless the handler renamed it.
struct BodyFile {
  std::filesystem::path path;

  ~BodyFile() {
    std::error_code ignored;
    if (!path.empty()) std::filesystem::remove(path, ignored);
  }
};

Tcp::socket& lowest(Tcp::socket& socket) { return socket; }
Tcp::socket& lowest(asio::ssl::stream<Tcp::socket>& stream) { return stream.next_layer(); }

template <class Stream>
class Session {
 public:
  Session(std::shared_ptr<HttpService> service, Stream stream, std::string peer)
      : service_(std::move(service)), stream_(std::move(stream)), peer_(std::move(peer)) {
    Code gone;
    const auto end = lowest(stream_).remote_endpoint(gone);
    if (!gone) address_ = end.address().to_string();
  }

  asio::awaitable<void> run() {
    while (!service_->stopping && co_await exchange()) {
    }
    co_await close();
  }

 private:
  // One request and its response; false ends the connection.
  asio::awaitable<bool> exchange() {
    Parser parser;
    parser.header_limit(kHeaderLimit);
    parser.body_limit(boost::none);  // judged per route once the header is known
    if (!co_await read_head(parser)) co_return false;
    service_->requests.add(1);
    HttpRequest request = describe_request(parser);
    const auto match = find_route(service_->routes, request.method, request.path);
    if (auto refusal = judge(parser, request, match)) co_return co_await refuse(std::move(*refusal));
    request.params = match.params;
    if (match.route && match.route->admit) {
      if (auto refusal = match.route->admit(request)) co_return co_await refuse(std::move(*refusal));
    }
    BodyFile file;
    if (match.route && !match.route->stream_to.empty()) file.path = fresh_file(match.route->stream_to);
    request.body_file = file.path;
    const auto limit = match.route ? match.route->body_limit : kFallbackBodyLimit;
    if (auto refusal = co_await read_body(parser, request, limit)) co_return co_await refuse(std::move(*refusal));
    const bool keep_alive = parser.keep_alive() && parser.get().version() == 11;
    const bool head_only = request.method == "HEAD";
    const std::string range = request.headers.contains("range") ? request.headers["range"] : "";
    auto response = co_await handle(match.route ? match.route->handler : service_->fallback, std::move(request));
    co_return co_await respond(std::move(response), keep_alive, head_only, range);
  }

  asio::awaitable<bool> read_head(Parser& parser) {
    Deadline deadline(lowest(stream_), kIdle);
    auto [code, size] = co_await http::async_read_header(stream_, buffer_, parser, kTuple);
    if (!code) co_return true;
    if (deadline.expired() && (parser.got_some() || buffer_.size() > 0))
      co_return co_await refuse(error_response(408, fail("http.slow")));
    if (code == http::error::header_limit)
      co_return co_await refuse(error_response(431, fail("http.header_too_large")));
    if (code.category() == make_error_code(http::error::bad_method).category() && code != http::error::end_of_stream &&
        code != http::error::partial_message)
      co_return co_await refuse(error_response(400, fail("http.bad_request")));
    co_return false;
  }

  HttpRequest describe_request(const Parser& parser) const {
    HttpRequest request;
    const auto& head = parser.get();
    request.method = head.method_string();
    request.peer_name = peer_;
    request.address = address_;
    for (const auto& field : head) {
      auto name = std::string(field.name_string());
      for (auto& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
      request.headers[name] = field.value();
    }
    if (!parse_target(head.target(), request)) request.path.clear();
    return request;
  }

  std::optional<HttpResponse> judge(const Parser& parser, const HttpRequest& request, const RouteMatch& match) const {
    if (request.path.empty()) return error_response(400, fail("http.bad_request"));
    const auto host = request.headers.find("host");
    if (!host_allowed(service_->options.allowed_hosts, host == request.headers.end() ? "" : host->second))
      return error_response(421, fail("http.bad_host"));
    if (!origin_allowed(request)) return error_response(403, fail("http.bad_origin"));
    if (!match.route && match.wrong_method) return error_response(405, fail("http.method_not_allowed"));
    if (!match.route && !service_->fallback) return error_response(404, fail("http.not_found"));
    const auto limit = match.route ? match.route->body_limit : kFallbackBodyLimit;
    if (parser.content_length().value_or(0) > limit) return too_large(limit);
    return std::nullopt;
  }

  static HttpResponse too_large(std::size_t limit) {
    return error_response(413, fail("http.too_large", {{"limit", std::to_string(limit)}}));
  }

  static std::filesystem::path fresh_file(const std::filesystem::path& folder) {
    SystemRandom random;
    std::array<std::uint8_t, 16> name{};
    random.fill(name);
    return folder / ("body-" + to_hex(name) + ".part");
  }

  // Nothing when the body is complete; otherwise the refusal.
  asio::awaitable<std::optional<HttpResponse>> read_body(Parser& parser, HttpRequest& request, std::size_t limit) {
    std::ofstream file;
    if (!request.body_file.empty()) {
      file.open(request.body_file, std::ios::binary | std::ios::trunc);
      if (!file) co_return write_failed(request);
    }
    if (!parser.is_done() && parser.get()[http::field::expect] == "100-continue")
      co_await write("HTTP/1.1 100 Continue\r\n\r\n");
    const Deadline whole(lowest(stream_), request.body_file.empty() ? kWholeBody : std::chrono::hours{6});
    std::vector<char> piece(std::min(kPiece, limit + 1));
    std::size_t total = 0;
    while (!parser.is_done()) {
      const auto got = co_await read_piece(parser, piece);
      if (!got) co_return error_response(408, fail("http.slow"));
      total += *got;
      if (total > limit) co_return too_large(limit);
      if (request.body_file.empty()) {
        request.body.append(piece.data(), *got);
      } else if (!file.write(piece.data(), static_cast<std::streamsize>(*got))) {
        co_return write_failed(request);
      }
    }
    if (file.is_open() && !file.flush()) co_return write_failed(request);
    co_return std::nullopt;
  }

  HttpResponse write_failed(const HttpRequest& request) const {
    service_->log.error("http.body_not_written", {{"path", request.body_file.string()}});
    return error_response(500, fail("http.internal"));
  }

  asio::awaitable<std::optional<std::size_t>> read_piece(Parser& parser, std::vector<char>& piece) {
    auto& body = parser.get().body();
    body.data = piece.data();
    body.size = piece.size();
    const Deadline deadline(lowest(stream_), kIdle);
    auto [code, used] = co_await http::async_read(stream_, buffer_, parser, kTuple);
    if (code == http::error::need_buffer) code = {};
    if (code) co_return std::nullopt;
    co_return piece.size() - body.size;
  }

  asio::awaitable<HttpResponse> handle(HttpHandler handler, HttpRequest request) {
    const auto place = request.method + " " + request.path;
    try {
      co_return co_await handler(std::move(request));
    } catch (const std::exception& error) {
      if (service_->stopping) throw;
      service_->log.error("http.handler_failed", {{"request", place}, {"why", error.what()}});
    }
    co_return error_response(500, fail("http.internal"));
  }

  asio::awaitable<bool> respond(HttpResponse response, bool keep_alive, bool head_only, std::string range) {
    add_usual_headers(response);
    if (response.stream && !head_only) co_return co_await send_stream(std::move(response));
    if (!response.file.empty()) co_return co_await send_file(std::move(response), keep_alive, head_only, range);
    auto bytes = response_head(response, response.body.size(), keep_alive);
    if (!head_only) bytes += response.body;
    co_return co_await write(std::move(bytes)) && keep_alive;
  }

  void add_usual_headers(HttpResponse& response) const {
    for (const auto& header : service_->options.headers) {
      const auto same = [&](const auto& set) { return set.first == header.first; };
      if (std::ranges::none_of(response.headers, same)) response.headers.push_back(header);
    }
  }

  asio::awaitable<bool> send_file(HttpResponse response, bool keep_alive, bool head_only, std::string wanted) {
    std::ifstream file(response.file, std::ios::binary);
    std::error_code error;
    const auto size = std::filesystem::file_size(response.file, error);
    if (!file || error) {
      response.file.clear();
      co_return co_await respond(error_response(404, fail("http.not_found")), keep_alive, head_only, "");
    }
    ByteRange range{0, size};
    const auto kind = response.status == 200 ? parse_range(wanted, size, range) : RangeKind::whole;
    if (kind == RangeKind::unsatisfiable) {
      auto refusal = error_response(416, fail("http.range"));
      refusal.headers.emplace_back("content-range", "bytes */" + std::to_string(size));
      co_return co_await respond(std::move(refusal), keep_alive, head_only, "");
    }
    response.headers.emplace_back("accept-ranges", "bytes");
    if (kind == RangeKind::part) {
      response.status = 206;
      response.headers.emplace_back("content-range", "bytes " + std::to_string(range.first) + "-" +
                                                         std::to_string(range.first + range.size - 1) + "/" +
                                                         std::to_string(size));
    }
    if (!co_await write(response_head(response, range.size, keep_alive))) co_return false;
    if (head_only) co_return keep_alive;
    file.seekg(static_cast<std::streamoff>(range.first));
    co_return co_await send_pieces(file, range.size) && keep_alive;
  }

  asio::awaitable<bool> send_pieces(std::ifstream& file, std::uint64_t left) {
    while (left > 0) {
      std::string piece(static_cast<std::size_t>(std::min<std::uint64_t>(left, kPiece)), '\0');
      if (!file.read(piece.data(), static_cast<std::streamsize>(piece.size()))) co_return false;
      left -= piece.size();
      if (!co_await write(std::move(piece))) co_return false;
    }
    co_return true;
  }

  asio::awaitable<bool> send_stream(HttpResponse response) {
    if (!co_await write(response_head(response, std::nullopt, false))) co_return false;
    const auto queue = std::make_shared<StreamQueue>(stream_.get_executor());
    response.stream(std::make_shared<QueuedEventStream>(queue));
    response.stream = nullptr;  // the callback may hold the stream; only the producer's own copy counts
    const bool events = response.content_type.starts_with("text/event-stream");
    while (!service_->stopping && !queue->broken) {
      if (!queue->waiting.empty()) {
        if (!co_await write_chunk(std::move(queue->waiting.front()))) break;
        queue->waiting.pop_front();
      } else if (queue->finished) {
        co_await write("0\r\n\r\n");
        break;
      } else if (!co_await wait_for_event(*queue) && events && !co_await write_chunk(": still here\n\n")) {
        break;
      }
    }
    queue->broken = true;
    co_return false;
  }

  // False when nothing came for 15 s.
  static asio::awaitable<bool> wait_for_event(StreamQueue& queue) {
    queue.wake.expires_after(kIdle);
    auto [code] = co_await queue.wake.async_wait(kTuple);
    co_return static_cast<bool>(code);
  }

  asio::awaitable<bool> write_chunk(std::string text) {
    if (text.empty()) co_return true;
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", text.size());
    co_return co_await write(size + std::move(text) + "\r\n");
  }

  asio::awaitable<bool> write(std::string bytes) {
    const Deadline deadline(lowest(stream_), kWrite);
    auto [code, size] = co_await asio::async_write(stream_, asio::buffer(bytes), kTuple);
    co_return !code;
  }

  asio::awaitable<bool> refuse(HttpResponse response) {
    co_await respond(std::move(response), false, false, "");
    co_return false;
  }

  // Takes what the client still sends for a moment: closing at once would reset the connection and lose the answer.
  asio::awaitable<void> close() {
    Code ignored;
    auto& socket = lowest(stream_);
    socket.shutdown(Tcp::socket::shutdown_send, ignored);
    const Deadline deadline(socket, kLinger);
    std::array<char, 4096> sink;
    for (;;) {
      auto [code, size] = co_await socket.async_read_some(asio::buffer(sink), kTuple);
      if (code) break;
    }
    socket.close(ignored);
  }

  std::shared_ptr<HttpService> service_;
  Stream stream_;
  std::string peer_, address_;
  beast::flat_buffer buffer_;
};

asio::awaitable<void> run_tls(std::shared_ptr<HttpService> service, Tcp::socket socket) {
  asio::ssl::stream<Tcp::socket> stream(std::move(socket), *service->options.tls);
  {
    const Deadline deadline(stream.next_layer(), kIdle);
    auto [code] = co_await stream.async_handshake(asio::ssl::stream_base::server, kTuple);
    if (code) co_return;
  }
  auto peer = common_name(stream.native_handle());
  Session session(std::move(service), std::move(stream), std::move(peer));
  co_await session.run();
}

}  // namespace

RouteMatch find_route(const std::vector<HttpRoute>& routes, const std::string& method, const std::string& path) {
  RouteMatch match;
  const auto& wanted = method == "HEAD" ? std::string("GET") : method;
  for (const auto& route : routes) {
    auto params = match_pattern(route.pattern, path);
    if (!params) continue;
    if (route.method != method && route.method != wanted) {
      match.wrong_method = true;
      continue;
    }
    match.route = &route;
    match.params = std::move(*params);
    return match;
  }
  return match;
}

asio::awaitable<void> run_http_session(std::shared_ptr<HttpService> service, Tcp::socket socket) {
  Code ignored;
  socket.set_option(Tcp::no_delay(true), ignored);
  if (service->options.tls) {
    co_await run_tls(std::move(service), std::move(socket));
  } else {
    Session session(std::move(service), std::move(socket), std::string());
    co_await session.run();
  }
}

}  // namespace loa::net
