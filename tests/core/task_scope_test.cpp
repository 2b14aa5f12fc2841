#include "core/net/task_scope.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <stdexcept>

namespace loa::net {
namespace {

asio::awaitable<void> wait_long(int* ended) {
  struct Count {
    int* ended;
    ~Count() { ++*ended; }
  } count{ended};
  asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::hours(1));
  co_await timer.async_wait(asio::use_awaitable);
}

// Ignores the error of its wait, as code with as_tuple does, and waits again.
asio::awaitable<void> wait_stubbornly() {
  for (;;) {
    asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::hours(1));
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

asio::awaitable<void> throw_at_once() {
  throw std::runtime_error("broken");
  co_return;
}

class TaskScopeTest : public testing::Test {
 protected:
  asio::io_context loop;
  std::vector<std::string> failures;
  TaskScope scope{loop, [this](const std::string& name, const std::string& why) { failures.push_back(name + ": " + why); }};
};

TEST_F(TaskScopeTest, CancelEndsEveryTaskAndIsNoFailure) {
  int ended = 0;
  for (int i = 0; i < 10; ++i) scope.spawn("wait", wait_long(&ended));
  scope.spawn("stubborn", wait_stubbornly());
  loop.poll();
  EXPECT_FALSE(scope.empty());
  scope.cancel();
  scope.cancel();
  loop.run();
  EXPECT_TRUE(scope.empty());
  EXPECT_EQ(ended, 10);
  EXPECT_TRUE(failures.empty());
}

TEST_F(TaskScopeTest, CancelBeforeTheFirstStepWorksToo) {
  int ended = 0;
  scope.spawn("wait", wait_long(&ended));
  scope.cancel();
  loop.run();
  EXPECT_TRUE(scope.empty());
}

TEST_F(TaskScopeTest, AnExceptionIsReportedWithTheTasksName) {
  scope.spawn("player", throw_at_once());
  loop.run();
  EXPECT_EQ(failures, std::vector<std::string>{"player: broken"});
  EXPECT_TRUE(scope.empty());
}

TEST_F(TaskScopeTest, NothingStartsAfterCancel) {
  scope.cancel();
  int ended = 0;
  scope.spawn("late", wait_long(&ended));
  loop.run();
  EXPECT_TRUE(scope.empty());
}

TEST(TaskScopeDeathTest, LeavingRunningTasksBehindIsABug) {
  EXPECT_DEATH(
      {
        asio::io_context loop;
        int ended = 0;
        TaskScope scope(loop, [](const std::string&, const std::string&) {});
        scope.spawn("wait", wait_long(&ended));
      },
      "CHECK failed");
}

}  // namespace
}  // namespace loa::net
