// The waiting events of one open response stream. The handle given to the producer ends the stream when dropped.
#pragma once

#include "core/net/http_server.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <memory>
#include <string>

namespace loa::net {

inline constexpr std::size_t kMaxWaitingEvents = 64;

struct StreamQueue {
  explicit StreamQueue(const asio::any_io_executor& executor) : wake(executor) {}

  std::deque<std::string> waiting;
  bool finished = false;   // the producer let go: send the rest, then end
  bool broken = false;     // overflow or a lost client: end at once
  asio::steady_timer wake;
};

class QueuedEventStream final : public EventStream {
 public:
  explicit QueuedEventStream(std::shared_ptr<StreamQueue> queue) : queue_(std::move(queue)) {}
  ~QueuedEventStream() override {
    queue_->finished = true;
    queue_->wake.cancel();
  }

  bool push(std::string text) override {
    if (queue_->waiting.size() >= kMaxWaitingEvents) queue_->broken = true;
    if (!queue_->broken) queue_->waiting.push_back(std::move(text));
    queue_->wake.cancel();
    return !queue_->broken;
  }
  bool closed() const override { return queue_->broken; }

 private:
  std::shared_ptr<StreamQueue> queue_;
};

}  // namespace loa::net
