#include "firmware-bridge/services/agent_link.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <sys/stat.h>

#include <array>

namespace loa::bridge {
namespace {

namespace asio = boost::asio;
using Socket = asio::local::stream_protocol::socket;

constexpr std::size_t kMaxWaiting = 8 * 1024 * 1024;

}  // namespace

struct AgentLink::Session {
  Session(Socket s, asio::io_context& loop) : socket(std::move(s)), wake(loop) { wake.expires_at(asio::steady_timer::time_point::max()); }
  Socket socket;
  asio::steady_timer wake;
  std::deque<Bytes> waiting;
  std::size_t waiting_bytes = 0;
  protocol::LinkDecoder decoder;
  bool closed = false;
};

AgentLink::AgentLink(asio::io_context& loop, net::TaskScope& tasks, std::filesystem::path socket, AgentLinkHandlers handlers, Log& log)
    : loop_(loop), tasks_(tasks), path_(std::move(socket)), handlers_(std::move(handlers)), log_(log), acceptor_(loop) {}
AgentLink::~AgentLink() = default;

Status AgentLink::start() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
  boost::system::error_code error;
  acceptor_.open(asio::local::stream_protocol(), error);
  // No other user may connect, not even between bind and chmod.
  const auto mask = ::umask(0177);
  if (!error) acceptor_.bind(asio::local::stream_protocol::endpoint(path_.string()), error);
  ::umask(mask);
  if (!error) acceptor_.listen(4, error);
  if (error) return fail("bridge.socket", {{"path", path_.string()}, {"why", error.message()}});
  tasks_.spawn("accept", accept());
  return ok();
}

void AgentLink::stop() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  if (session_) close(session_, "stopped");
}

asio::awaitable<void> AgentLink::accept() {
  while (acceptor_.is_open()) {
    boost::system::error_code error;
    Socket socket(loop_);
    co_await acceptor_.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
    if (error == asio::error::operation_aborted) co_return;
    if (error) {
      asio::steady_timer pause(loop_, std::chrono::seconds(1));  // out of descriptors, most likely
      co_await pause.async_wait(asio::use_awaitable);
      continue;
    }
    if (session_) close(session_, "replaced");
    session_ = std::make_shared<Session>(std::move(socket), loop_);
    tasks_.spawn("link read", read(session_));
    tasks_.spawn("link write", write(session_));
    log_.info("link.up");
    handlers_.on_up();
  }
}

asio::awaitable<void> AgentLink::read(std::shared_ptr<Session> session) {
  std::array<std::uint8_t, 16 * 1024> buffer;
  boost::system::error_code error;
  while (!session->closed) {
    const auto count = co_await session->socket.async_read_some(asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, error));
    if (error) break;
    if (const auto fed = session->decoder.feed(ByteSpan(buffer.data(), count)); !fed) {
      close(session, to_line(fed.error()));
      co_return;
    }
    while (!session->closed) {
      auto message = session->decoder.next();
      if (!message) break;
      handlers_.on_message(std::move(*message));
    }
  }
  close(session, error.message());
}

asio::awaitable<void> AgentLink::write(std::shared_ptr<Session> session) {
  boost::system::error_code error;
  while (!session->closed && !error) {
    if (session->waiting.empty()) {
      boost::system::error_code woken;
      co_await session->wake.async_wait(asio::redirect_error(asio::use_awaitable, woken));
      session->wake.expires_at(asio::steady_timer::time_point::max());
      continue;
    }
    const Bytes frame = std::move(session->waiting.front());
    session->waiting.pop_front();
    session->waiting_bytes -= frame.size();
    co_await asio::async_write(session->socket, asio::buffer(frame), asio::redirect_error(asio::use_awaitable, error));
  }
  close(session, error.message());
}

void AgentLink::send(const protocol::LinkMessage& message) {
  if (!session_) return;
  Bytes frame = protocol::encode_link(message);
  session_->waiting_bytes += frame.size();
  session_->waiting.push_back(std::move(frame));
  session_->wake.cancel();
  if (session_->waiting_bytes > kMaxWaiting) close(session_, "does not read");
}

void AgentLink::close(const std::shared_ptr<Session>& session, const std::string& why) {
  if (session->closed) return;
  session->closed = true;
  boost::system::error_code ignored;
  session->socket.close(ignored);
  session->wake.cancel();
  if (session_ != session) return;
  session_.reset();
  log_.info("link.down", {{"why", why}});
  handlers_.on_down();
}

}  // namespace loa::bridge
