// loa-demo: the supervisor behind ./loa demo and ./loa verify.
#include "deploy/demo/once.h"
#include "deploy/demo/page_server.h"
#include "deploy/demo/verify.h"

#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>

#include <signal.h>

#include <cstdio>

namespace {

using namespace loa;
using boost::asio::awaitable;

struct Outcome {
  int code = 0;
  std::string failure;
};

awaitable<void> air_and_stay(demo::Demo& demo, Outcome& outcome, boost::asio::io_context& loop) {
  auto show = co_await demo::put_on_the_show(demo);
  if (show) {
    demo.say("Xem trên trang; Ctrl-C để dừng");
    co_return;
  }
  outcome = {1, to_line(show.error())};
  loop.stop();
}

awaitable<void> run_to_the_end(demo::Demo& demo, Outcome& outcome, boost::asio::io_context& loop) {
  auto good = demo.options().kills > 0 ? co_await demo::run_verification(loop, demo) : co_await demo::run_once(loop, demo);
  if (!good) outcome = {1, to_line(good.error())};
  if (good && !*good) outcome.code = 1;
  loop.stop();
}

int run(const demo::Options& options) {
  boost::asio::io_context loop;
  SystemClock clock;
  SystemRandom random;
  Metrics metrics;
  auto log = make_null_log();
  Outcome outcome;
  demo::Demo demo(loop, options, clock, random, *log);
  boost::asio::signal_set signals(loop, SIGINT, SIGTERM, SIGHUP);
  signals.async_wait([&](const boost::system::error_code& failed, int) {
    if (!failed) loop.stop();
  });
  if (auto started = demo.start(); !started) {
    demo.stop();
    throw ErrorException(started.error());
  }
  demo::Trials trials(loop, demo, metrics, *log);
  net::TaskScope tasks(loop, [&](const std::string& task, const std::string& why) {
    outcome = {1, task + ": " + why};
    loop.stop();
  });
  demo::PageServer page(loop, demo, trials, tasks, metrics, *log);
  tasks.spawn("processes", demo.processes().watch());
  if (options.once || options.kills > 0) {
    tasks.spawn("run", run_to_the_end(demo, outcome, loop));
  } else {
    if (auto listening = page.start(options.port); !listening) {
      outcome = {1, to_line(listening.error())};
    } else {
      fmt::print("\n    Mở trang:  http://127.0.0.1:{}/\n    Bàn điều khiển (đăng nhập): {}/ban-truc\n\n", page.port(), demo.console_origin());
      std::fflush(stdout);
      std::FILE* address = std::fopen((options.folder / "address").c_str(), "w");
      if (address) {
        fmt::print(address, "http://127.0.0.1:{}\n", page.port());
        std::fclose(address);
      }
      tasks.spawn("feed", page.feed());
      tasks.spawn("show", air_and_stay(demo, outcome, loop));
    }
  }
  if (outcome.failure.empty()) loop.run();
  fmt::print("Đang dừng các tiến trình…\n");
  std::fflush(stdout);
  page.stop();
  tasks.cancel();
  demo.stop();
  loop.restart();
  for (int round = 0; round < 200 && !tasks.empty(); ++round) loop.run_for(std::chrono::milliseconds(10));
  if (!outcome.failure.empty()) fmt::print(stderr, "loa: {}\n", outcome.failure);
  return outcome.code;
}

}  // namespace

int main(int argc, char** argv) {
  signal(SIGPIPE, SIG_IGN);
  try {
    return run(loa::demo::read_options(argc, argv));
  } catch (const loa::ErrorException& error) {
    fmt::print(stderr, "loa: {}\n", loa::to_line(error.error()));
    return 2;
  }
}
