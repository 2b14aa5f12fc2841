// The one thread that touches the database, and coroutines' way to it and back to the loop. A running operation is not
// cancelled: whoever waits is joined after it.
#pragma once

#include "controller/store/store.h"
#include "core/gauge.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <utility>

namespace loa::controller {

namespace asio = boost::asio;

// A pool for blocking work with a bound on what waits; work() gives a Result, and answers arrive on the loop. Beyond the
// bound nothing is begun and the answer is "queue.full" (queue). Gauge: loa_queue_<name>_depth.
class WorkPool {
 public:
  WorkPool(asio::io_context& loop, std::size_t threads, const std::string& name, std::size_t limit, Metrics& metrics)
      : loop_(loop), name_(name), limit_(limit), count_(std::make_shared<Count>(metrics.gauge("loa_queue_" + name + "_depth"))),
        pool_(threads) {}
  ~WorkPool() { pool_.join(); }

  struct Count {  // loop thread
    explicit Count(Gauge& gauge) : depth(gauge) {}
    void add(int change) {
      waiting += static_cast<std::size_t>(change);
      depth.set(static_cast<std::int64_t>(waiting));
    }
    Gauge& depth;
    std::size_t waiting = 0;
  };

  template <class Work>
  auto run(Work work) -> asio::awaitable<decltype(work())> {
    using Answer = decltype(work());
    return asio::async_initiate<const asio::use_awaitable_t<>&, void(Answer)>(
        [this](auto handler, Work inner) {
          auto held = std::make_shared<decltype(handler)>(std::move(handler));
          if (count_->waiting >= limit_) {
            const Error full = fail("queue.full", {{"queue", name_}});
            asio::post(loop_, [held, full]() mutable { (*held)(Answer(full)); });
            return;
          }
          count_->add(1);
          asio::post(pool_, [this, held, inner = std::move(inner), guard = asio::make_work_guard(loop_)]() mutable {
            auto answer = std::make_shared<Answer>(inner());
            asio::post(loop_, [count = std::weak_ptr(count_), held, answer]() mutable {
              if (const auto alive = count.lock()) alive->add(-1);
              (*held)(std::move(*answer));
            });
          });
        },
        asio::use_awaitable, std::move(work));
  }

 private:
  asio::io_context& loop_;
  std::string name_;
  std::size_t limit_;
  std::shared_ptr<Count> count_;
  asio::thread_pool pool_;
};

inline constexpr std::size_t kMaxStoreWork = 4096;  // twice the connections of the console and a burst of journals

class StoreThread {
 public:
  StoreThread(asio::io_context& loop, Store& store, Metrics& metrics)
      : store_(store), pool_(loop, 1, "store", kMaxStoreWork, metrics) {}

  // work(Store&) -> Result<…>, on the store's thread.
  template <class Work>
  auto run(Work work) {
    return pool_.run([this, work = std::move(work)]() mutable { return work(store_); });
  }

 private:
  Store& store_;
  WorkPool pool_;
};

}  // namespace loa::controller
