// The bridge's end of the link: listens on a Unix socket (mode 0600) and talks to one agent at a time; a newer connection
// ends the older one, so that a frozen agent can be replaced. Frames and limits: protocol/link.h. Loop thread.
#pragma once

#include "core/log.h"
#include "core/net/task_scope.h"
#include "protocol/link.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>

namespace loa::bridge {

struct AgentLinkHandlers {
  std::function<void()> on_up;
  std::function<void()> on_down;
  std::function<void(protocol::LinkMessage)> on_message;
};

class AgentLink {
 public:
  AgentLink(boost::asio::io_context& loop, net::TaskScope& tasks, std::filesystem::path socket, AgentLinkHandlers handlers, Log& log);
  ~AgentLink();

  Status start();  // "bridge.socket" (path, why)
  void stop();
  // Dropped while no agent is connected; a peer that lets 8 MiB pile up is disconnected.
  void send(const protocol::LinkMessage& message);
  bool up() const { return session_ != nullptr; }

 private:
  struct Session;

  boost::asio::awaitable<void> accept();
  boost::asio::awaitable<void> read(std::shared_ptr<Session> session);
  boost::asio::awaitable<void> write(std::shared_ptr<Session> session);
  void close(const std::shared_ptr<Session>& session, const std::string& why);

  boost::asio::io_context& loop_;
  net::TaskScope& tasks_;
  std::filesystem::path path_;
  AgentLinkHandlers handlers_;
  Log& log_;
  boost::asio::local::stream_protocol::acceptor acceptor_;
  std::shared_ptr<Session> session_;
};

}  // namespace loa::bridge
