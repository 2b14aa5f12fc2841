// Virtual time: what is to happen, in the order of its instant and, within one instant, of its asking. True time runs here;
// what a device believes is in device.h.
#pragma once

#include "core/time.h"

#include <cstdint>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

namespace loa::sim {

using Micros = std::chrono::microseconds;
using TrueTime = date::sys_time<Micros>;

inline UtcTime to_utc(TrueTime t) { return date::floor<Millis>(t); }

class Loop {
 public:
  using Task = std::function<void()>;

  explicit Loop(TrueTime start) : now_(start) {}

  TrueTime now() const { return now_; }
  void at(TrueTime when, Task task) { queue_.push({std::max(when, now_), ++asked_, std::move(task)}); }
  void after(Micros wait, Task task) { at(now_ + std::max(wait, Micros{0}), std::move(task)); }

  // Runs the next task that is due by then; false, with the time at `until`, when there is none.
  bool step(TrueTime until) {
    if (queue_.empty() || queue_.top().when > until) {
      now_ = std::max(now_, until);
      return false;
    }
    Task task = std::move(const_cast<Due&>(queue_.top()).task);  // popped at once
    now_ = queue_.top().when;
    queue_.pop();
    task();
    return true;
  }

 private:
  struct Due {
    TrueTime when;
    std::uint64_t order = 0;
    Task task;
    bool operator<(const Due& other) const { return std::tie(other.when, other.order) < std::tie(when, order); }
  };

  TrueTime now_;
  std::uint64_t asked_ = 0;
  std::priority_queue<Due> queue_;
};

}  // namespace loa::sim
