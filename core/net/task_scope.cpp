#include "core/net/task_scope.h"

#include "core/check.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <exception>
#include <list>

namespace loa::net {

struct TaskScope::State {
  struct Task {
    std::string name;
    asio::cancellation_signal signal;
  };

  asio::io_context& loop;
  std::function<void(const std::string&, const std::string&)> on_failure;
  std::list<Task> tasks;
  bool cancelled = false;

  void finished(std::list<Task>::iterator task, const std::exception_ptr& error) {
    const auto name = std::move(task->name);
    tasks.erase(task);
    if (error) report(name, error);
  }

  // Asio ends a cancelled coroutine by an exception; that is what cancel() asked for and no failure.
  void report(const std::string& name, const std::exception_ptr& error) const {
    try {
      std::rethrow_exception(error);
    } catch (const boost::system::system_error& system) {
      if (cancelled && system.code() == asio::error::operation_aborted) return;
      on_failure(name, system.what());
    } catch (const std::exception& other) {
      on_failure(name, other.what());
    } catch (...) {
      on_failure(name, "unknown exception");
    }
  }
};

TaskScope::TaskScope(asio::io_context& loop,
                     std::function<void(const std::string&, const std::string&)> on_failure)
    : state_(std::make_shared<State>(State{loop, std::move(on_failure), {}, false})) {}

TaskScope::~TaskScope() { CHECK(empty()); }

void TaskScope::spawn(std::string name, asio::awaitable<void> task) {
  if (state_->cancelled) return;
  const auto it = state_->tasks.emplace(state_->tasks.end());
  it->name = std::move(name);
  asio::co_spawn(state_->loop, std::move(task),
                 asio::bind_cancellation_slot(it->signal.slot(), [state = state_, it](std::exception_ptr error) {
                   state->finished(it, error);
                 }));
}

void TaskScope::cancel() {
  if (state_->cancelled) return;
  state_->cancelled = true;
  // A signal may end its task and erase it from the list, so each is sent from the loop.
  for (auto& task : state_->tasks)
    asio::post(state_->loop, [state = state_, wanted = &task] {
      for (auto& running : state->tasks)
        if (&running == wanted) return running.signal.emit(asio::cancellation_type::terminal);
    });
}

bool TaskScope::empty() const { return state_->tasks.empty(); }

}  // namespace loa::net
