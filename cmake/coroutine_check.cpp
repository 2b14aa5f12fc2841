// Two coroutine shapes that GCC 11 and GCC 12 get wrong: a co_await in an if condition of a body
// without locals, and an aggregate or capturing lambda as a temporary inside a co_await expression.
#include <coroutine>
#include <exception>
#include <memory>
#include <utility>

namespace {

int reached = 0;

template <class T>
struct Task {
  struct promise_type {
    T value{};
    std::coroutine_handle<> continuation;

    Task get_return_object() { return Task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct Resume {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> done) noexcept {
          auto next = done.promise().continuation;
          return next ? next : std::noop_coroutine();
        }
        void await_resume() noexcept {}
      };
      return Resume{};
    }
    void return_value(T result) { value = std::move(result); }
    void unhandled_exception() { std::terminate(); }
  };

  std::coroutine_handle<promise_type> handle;

  explicit Task(std::coroutine_handle<promise_type> h) : handle(h) {}
  Task(Task&& other) noexcept : handle(std::exchange(other.handle, {})) {}
  ~Task() {
    if (handle) handle.destroy();
  }

  auto operator co_await() && {
    struct Awaiter {
      std::coroutine_handle<promise_type> handle;
      bool await_ready() { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) {
        handle.promise().continuation = caller;
        return handle;
      }
      T await_resume() { return std::move(handle.promise().value); }
    };
    return Awaiter{handle};
  }
};

struct Aggregate {
  std::shared_ptr<int> pointer;
};

Task<bool> yes() { co_return true; }

Task<int> await_in_condition() {
  if (co_await yes()) ++reached;
  ++reached;
  co_return 1;
}

template <class F>
Task<int> call(F f) {
  co_return f();
}

Task<int> take(Aggregate a) { co_return *a.pointer; }

Task<int> body(std::shared_ptr<int> p) {
  int sum = co_await await_in_condition();
  sum += co_await call([p] { return *p; });
  sum += co_await take({p});
  co_return sum;
}

}  // namespace

int main() {
  auto p = std::make_shared<int>(7);
  {
    auto task = body(p);
    task.handle.resume();
    if (task.handle.promise().value != 15 || reached != 2) return 1;
  }
  return p.use_count() == 1 ? 0 : 2;
}
