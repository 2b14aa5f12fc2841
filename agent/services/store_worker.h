// SqlStore on a thread of its own. submit() from the loop thread; answers are posted to the loop as events, in order.
// Writes that wait together become one commit; chunks alone wait up to 500 ms for more. The queue is bounded by the domain
// (64 chunks on their way, one journal write at a time) and shown as loa_queue_store_depth.
#pragma once

#include "agent/services/sql_store.h"
#include "core/gauge.h"

#include <boost/asio/io_context.hpp>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace loa::agent {

class StoreWorker {
 public:
  using Deliver = std::function<void(Event)>;  // called on the loop thread
  StoreWorker(boost::asio::io_context& loop, std::unique_ptr<SqlStore> store, Metrics& metrics, Deliver deliver);
  ~StoreWorker();  // finishes what was submitted

  void submit(Action action);  // Write, SealContent, ReadContent, ReadUnit or ReadRows

 private:
  void run();
  void perform(std::deque<Action> batch);
  void post(Event event);

  boost::asio::io_context& loop_;
  std::unique_ptr<SqlStore> store_;
  Gauge& depth_;
  std::shared_ptr<Deliver> deliver_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Action> queue_;
  std::size_t others_ = 0;  // in the queue, besides chunks that may wait that may wait
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace loa::agent
