// The agent's end of the Unix socket to its bridge: connects, reads frames, writes in order, comes back each second when
// the bridge is away. Waiting bytes are bounded; beyond that the link is closed and begins afresh. Loop thread.
#pragma once

#include "agent/domain/event.h"
#include "core/gauge.h"
#include "core/net/task_scope.h"

#include <boost/asio/local/stream_protocol.hpp>

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>

namespace loa::agent {

namespace asio = boost::asio;

class BridgeLink {
 public:
  using Deliver = std::function<void(Event)>;
  BridgeLink(asio::io_context& loop, std::filesystem::path socket, Metrics& metrics, Deliver deliver);

  asio::awaitable<void> run();  // for a TaskScope; ends when cancelled
  void send(const protocol::LinkMessage& message);
  void close();

 private:
  using Socket = asio::local::stream_protocol::socket;
  asio::awaitable<void> read_all();
  void write_next();

  asio::io_context& loop_;
  std::filesystem::path path_;
  Gauge& waiting_gauge_;
  Deliver deliver_;
  Socket socket_;
  std::deque<std::shared_ptr<const Bytes>> queue_;
  std::size_t waiting_ = 0;
  std::uint64_t generation_ = 0;  // a write of an earlier connection must not touch the new queue
  bool up_ = false;
  bool writing_ = false;
};

}  // namespace loa::agent
