// Owns coroutines: everything spawned here is cancelled and joined before the scope is gone. One loop thread.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace loa::net {

namespace asio = boost::asio;

class TaskScope {
 public:
  // on_failure hears of an exception that left a task (its name, what()); the process should then stop.
  TaskScope(asio::io_context& loop, std::function<void(const std::string&, const std::string&)> on_failure);
  ~TaskScope();  // CHECKs that nothing runs: call cancel() and run the loop until empty() first

  void spawn(std::string name, asio::awaitable<void> task);
  void cancel();  // idempotent
  bool empty() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace loa::net
