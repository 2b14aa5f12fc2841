// A disk that takes its time: writes become durable one after the other, each answered after that. A crash keeps the first
// few of what was under way, by chance, and the answers of all are lost.
#pragma once

#include "tests/simulation/chance.h"

#include <deque>
#include <memory>

namespace loa::sim {

class Disk {
 public:
  using Task = std::function<void()>;

  Disk(Loop& loop, Chance& chance, bool lies) : loop_(loop), chance_(chance), lies_(lies) {}

  // `apply` makes it durable, `answer` tells the process. A read has no `apply`. Only writes are ever lied about.
  enum class Kind { read, write, seal };
  void submit(Kind kind, Task apply, Task answer);
  void crash();
  bool idle() const { return pending_.empty(); }

 private:
  struct Operation {
    Task apply, answer;
  };
  void finish(std::uint64_t life);

  Loop& loop_;
  Chance& chance_;
  bool lies_;
  std::deque<Operation> pending_;
  TrueTime free_at_{};
  std::uint64_t life_ = 0;
};

}  // namespace loa::sim
