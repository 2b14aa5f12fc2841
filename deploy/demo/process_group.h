// The demo's processes: started in order, restarted three seconds after an unexpected end, stopped in reverse.
// Loop thread only.
#pragma once

#include "core/log.h"
#include "deploy/demo/child_process.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <functional>
#include <string>

namespace loa::demo {

struct ProcessState {
  std::string name, label_vi, label_en;
  std::string state;  // running | restarting | stopped
  int restarts = 0;
};

class ProcessGroup {
 public:
  ProcessGroup(boost::asio::io_context& loop, Log& log);

  void add(ChildProcess process, std::string label_vi, std::string label_en);
  Status start_all();
  Status kill(const std::string& name);  // SIGKILL; "demo.process_unknown" (name, known), "demo.process_down" (name)
  boost::asio::awaitable<void> watch();  // runs until cancelled
  void stop_all();                       // SIGTERM in reverse, SIGKILL after two seconds; blocks
  std::vector<ProcessState> states() const;
  std::vector<std::string> names() const;

 private:
  struct Member {
    ChildProcess process;
    std::string label_vi, label_en;
    int restarts = 0;
    std::chrono::steady_clock::time_point restart_at{};
    bool waiting = false;
  };
  void look_at(Member& member);

  boost::asio::io_context& loop_;
  Log& log_;
  std::deque<Member> members_;
};

}  // namespace loa::demo
