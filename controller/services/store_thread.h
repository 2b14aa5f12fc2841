// The one thread that touches the database, and coroutines' way to it and back to the loop. A running operation is not
// cancelled: whoever waits is joined after it.
#pragma once

#include "controller/store/store.h"

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

// A bounded pool for blocking work; answers arrive on the loop.
class WorkPool {
 public:
  WorkPool(asio::io_context& loop, std::size_t threads) : loop_(loop), pool_(threads) {}
  ~WorkPool() { pool_.join(); }

  template <class Work>
  auto run(Work work) -> asio::awaitable<decltype(work())> {
    using Answer = decltype(work());
    return asio::async_initiate<const asio::use_awaitable_t<>&, void(Answer)>(
        [this](auto handler, Work inner) {
          auto held = std::make_shared<decltype(handler)>(std::move(handler));
          asio::post(pool_, [this, held, inner = std::move(inner), guard = asio::make_work_guard(loop_)]() mutable {
            auto answer = std::make_shared<Answer>(inner());
            asio::post(loop_, [held, answer]() mutable { (*held)(std::move(*answer)); });
          });
        },
        asio::use_awaitable, std::move(work));
  }

 private:
  asio::io_context& loop_;
  asio::thread_pool pool_;
};

class StoreThread {
 public:
  StoreThread(asio::io_context& loop, Store& store) : store_(store), pool_(loop, 1) {}

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
