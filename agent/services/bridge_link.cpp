#include "agent/services/bridge_link.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <chrono>

namespace loa::agent {
namespace {

constexpr auto kWait = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kMaxWaiting = 16 * 1024 * 1024;  // three full sets of documents

}  // namespace

BridgeLink::BridgeLink(asio::io_context& loop, std::filesystem::path socket, Metrics& metrics, Deliver deliver)
    : loop_(loop), path_(std::move(socket)), waiting_gauge_(metrics.gauge("loa_queue_bridge_link_bytes")),
      deliver_(std::move(deliver)), socket_(loop) {}

asio::awaitable<void> BridgeLink::run() {
  asio::steady_timer pause(loop_);
  while (true) {
    socket_ = Socket(loop_);
    const asio::local::stream_protocol::endpoint endpoint(path_.string());
    const auto [failed] = co_await socket_.async_connect(endpoint, kWait);
    if (!failed) {
      up_ = true;
      deliver_(BridgeUp{});
      co_await read_all();
      close();
      deliver_(BridgeDown{});
    }
    pause.expires_after(std::chrono::seconds(1));
    const auto [cancelled] = co_await pause.async_wait(kWait);
    if (cancelled) co_return;
  }
}

asio::awaitable<void> BridgeLink::read_all() {
  protocol::LinkDecoder decoder;
  std::vector<std::uint8_t> buffer(32 * 1024);
  while (up_) {
    const auto [failed, n] = co_await socket_.async_read_some(asio::buffer(buffer), kWait);
    if (failed || !decoder.feed({buffer.data(), n})) co_return;
    while (auto message = decoder.next()) deliver_(BridgeIn{std::move(*message)});
  }
}

void BridgeLink::close() {
  up_ = writing_ = false;
  ++generation_;
  queue_.clear();
  waiting_ = 0;
  waiting_gauge_.set(0);
  boost::system::error_code ignored;
  socket_.close(ignored);
}

void BridgeLink::send(const protocol::LinkMessage& message) {
  if (!up_) return;
  auto frame = std::make_shared<const Bytes>(protocol::encode_link(message));
  waiting_ += frame->size();
  waiting_gauge_.set(static_cast<std::int64_t>(waiting_));
  if (waiting_ > kMaxWaiting) return close();
  queue_.push_back(std::move(frame));
  write_next();
}

void BridgeLink::write_next() {
  if (writing_ || queue_.empty()) return;
  writing_ = true;
  const auto frame = queue_.front();
  asio::async_write(socket_, asio::buffer(*frame),
                    [this, frame, generation = generation_](boost::system::error_code failed, std::size_t) {
                      if (failed == asio::error::operation_aborted || generation != generation_) return;
                      if (failed) return close();
                      writing_ = false;
                      queue_.pop_front();
                      waiting_ -= frame->size();
                      waiting_gauge_.set(static_cast<std::int64_t>(waiting_));
                      write_next();
                    });
}

}  // namespace loa::agent
