#include "core/net/fault_proxy.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <deque>
#include <list>

namespace loa::net {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using Code = boost::system::error_code;
using SteadyTimer = asio::steady_timer;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kPiece = 16 * 1024;
constexpr std::size_t kMaxWaiting = 256;  // pieces on their way in one direction: beyond it the sender is held back
constexpr std::chrono::milliseconds kPoll{20};

// Bytes in one direction with the instant at which they may leave.
struct Flow {
  struct Piece {
    std::string bytes;
    SteadyTimer::time_point due;
  };
  explicit Flow(const asio::any_io_executor& executor) : wake(executor) {}

  std::deque<Piece> pieces;
  SteadyTimer wake;
  bool ended = false;  // the source closed its side
};

struct Link {
  explicit Link(asio::io_context& loop) : client(loop), target(loop), up(loop.get_executor()), down(loop.get_executor()) {}

  void close(bool reset) {
    Code ignored;
    for (auto* socket : {&client, &target}) {
      if (reset) socket->set_option(Tcp::socket::linger(true, 0), ignored);
      socket->close(ignored);
    }
    closed = true;
    up.wake.cancel();
    down.wake.cancel();
  }

  Tcp::socket client;
  Tcp::socket target;
  Flow up;
  Flow down;
  bool closed = false;
};

// A narrow line holds about a second of its own pace: what waits beyond that waits at the sender, where it belongs.
std::size_t most_waiting(const FaultProfile& profile) {
  if (profile.bytes_per_second == 0) return kMaxWaiting;
  return std::clamp<std::size_t>(profile.bytes_per_second / kPiece, 2, kMaxWaiting);
}

void nothing_left(std::exception_ptr) {}

}  // namespace

struct FaultProxy::Impl : std::enable_shared_from_this<FaultProxy::Impl> {
  Impl(asio::io_context& where, std::string host, unsigned short port)
      : loop(where), acceptor(where), target_host(std::move(host)), target_port(port) {}

  asio::io_context& loop;
  Tcp::acceptor acceptor;
  std::string target_host;
  unsigned short target_port;
  FaultProfile profile;
  std::list<std::weak_ptr<Link>> links;
  std::uint64_t up = 0;
  std::uint64_t down = 0;
  bool stopped = false;

  void close_all(bool reset) {
    for (auto& weak : links)
      if (const auto link = weak.lock()) link->close(reset);
    links.clear();
  }

  static asio::awaitable<void> accept(std::shared_ptr<Impl> self) {
    while (!self->stopped) {
      auto link = std::make_shared<Link>(self->loop);
      auto [code] = co_await self->acceptor.async_accept(link->client, kTuple);
      if (code == asio::error::operation_aborted || self->stopped) co_return;
      if (code || self->profile.cut) continue;
      self->links.remove_if([](const auto& weak) { return weak.expired(); });
      self->links.push_back(link);
      asio::co_spawn(self->loop, connect(self, link), nothing_left);
    }
  }

  static asio::awaitable<void> connect(std::shared_ptr<Impl> self, std::shared_ptr<Link> link) {
    Tcp::resolver resolver(self->loop);
    auto [unknown, addresses] =
        co_await resolver.async_resolve(self->target_host, std::to_string(self->target_port), kTuple);
    if (unknown || link->closed) co_return link->close(false);
    auto [refused, chosen] = co_await asio::async_connect(link->target, addresses, kTuple);
    if (refused || link->closed) co_return link->close(false);
    asio::co_spawn(self->loop, take(self, link, true), nothing_left);
    asio::co_spawn(self->loop, take(self, link, false), nothing_left);
    asio::co_spawn(self->loop, give(self, link, true), nothing_left);
    asio::co_spawn(self->loop, give(self, link, false), nothing_left);
  }

  static asio::awaitable<void> pause(std::shared_ptr<Impl> self, SteadyTimer::duration span) {
    SteadyTimer timer(self->loop, span);
    co_await timer.async_wait(kTuple);
  }

  // Reads one side and notes when each piece is due at the other.
  static asio::awaitable<void> take(std::shared_ptr<Impl> self, std::shared_ptr<Link> link, bool upward) {
    auto& from = upward ? link->client : link->target;
    auto& flow = upward ? link->up : link->down;
    std::array<char, kPiece> buffer;
    while (!link->closed) {
      if (self->profile.black_hole || flow.pieces.size() >= most_waiting(self->profile)) {
        co_await pause(self, kPoll);
        continue;
      }
      auto [code, size] = co_await from.async_read_some(asio::buffer(buffer), kTuple);
      if (code) break;
      flow.pieces.push_back({std::string(buffer.data(), size), SteadyTimer(self->loop, self->profile.delay).expiry()});
      flow.wake.cancel();
    }
    flow.ended = true;
    flow.wake.cancel();
  }

  static asio::awaitable<void> give(std::shared_ptr<Impl> self, std::shared_ptr<Link> link, bool upward) {
    auto& to = upward ? link->target : link->client;
    auto& flow = upward ? link->up : link->down;
    while (!link->closed) {
      if (flow.pieces.empty()) {
        if (flow.ended) break;
        flow.wake.expires_after(std::chrono::seconds(1));
        co_await flow.wake.async_wait(kTuple);
        continue;
      }
      if (!co_await send_first(self, link, to, flow, upward)) co_return link->close(false);
    }
    Code ignored;
    to.shutdown(Tcp::socket::shutdown_send, ignored);
  }

  static asio::awaitable<bool> send_first(std::shared_ptr<Impl> self, std::shared_ptr<Link> link, Tcp::socket& to,
                                          Flow& flow, bool upward) {
    SteadyTimer due(self->loop, flow.pieces.front().due);
    co_await due.async_wait(kTuple);
    while (self->profile.black_hole && !link->closed) co_await pause(self, kPoll);
    if (link->closed) co_return false;
    const auto piece = std::move(flow.pieces.front());
    flow.pieces.pop_front();
    if (const auto rate = self->profile.bytes_per_second; rate > 0)
      co_await pause(self, std::chrono::microseconds(piece.bytes.size() * 1'000'000 / rate));
    auto [code, size] = co_await asio::async_write(to, asio::buffer(piece.bytes), kTuple);
    (upward ? self->up : self->down) += size;
    co_return !code;
  }
};

FaultProxy::FaultProxy(boost::asio::io_context& loop, std::string target_host, unsigned short target_port)
    : impl_(std::make_shared<Impl>(loop, std::move(target_host), target_port)) {}

FaultProxy::~FaultProxy() { stop(); }

Status FaultProxy::start(unsigned short port) {
  try {
    const Tcp::endpoint endpoint(asio::ip::address_v4::loopback(), port);
    impl_->acceptor.open(endpoint.protocol());
    impl_->acceptor.set_option(Tcp::acceptor::reuse_address(true));
    impl_->acceptor.bind(endpoint);
    impl_->acceptor.listen();
  } catch (const boost::system::system_error& error) {
    return fail("proxy.bind", {{"port", std::to_string(port)}, {"why", error.code().message()}});
  }
  asio::co_spawn(impl_->loop, Impl::accept(impl_), nothing_left);
  return ok();
}

unsigned short FaultProxy::port() const {
  Code code;
  return impl_->acceptor.local_endpoint(code).port();
}

void FaultProxy::set(FaultProfile profile) {
  impl_->profile = profile;
  if (profile.cut) impl_->close_all(false);
}

void FaultProxy::reset_all() { impl_->close_all(true); }
std::uint64_t FaultProxy::bytes_up() const { return impl_->up; }
std::uint64_t FaultProxy::bytes_down() const { return impl_->down; }

void FaultProxy::stop() {
  if (impl_->stopped) return;
  impl_->stopped = true;
  Code ignored;
  impl_->acceptor.close(ignored);
  impl_->close_all(false);
}

}  // namespace loa::net
