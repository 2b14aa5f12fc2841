#include "tests/simulation/disk.h"

namespace loa::sim {
namespace {

using namespace std::chrono_literals;

constexpr auto kLieTime = 5s;  // how long a lying disk keeps what it said was safe

}  // namespace

void Disk::submit(Kind kind, Task apply, Task answer) {
  Micros takes = chance_.happens(0.01) ? chance_.time(100ms, 3s) : chance_.time(1ms, 30ms);
  if (lies_) takes = std::max<Micros>(kLieTime, loop_.now() < free_at_ ? free_at_ - loop_.now() : Micros{0});
  if (lies_ && kind == Kind::write) {
    loop_.after(1ms, [this, life = life_, answer = std::move(answer)] {
      if (life == life_) answer();
    });
    answer = {};
  }
  free_at_ = lies_ ? loop_.now() + takes : std::max(free_at_, loop_.now()) + takes;
  pending_.push_back({std::move(apply), std::move(answer)});
  loop_.at(free_at_, [this, life = life_] { finish(life); });
}

void Disk::finish(std::uint64_t life) {
  if (life != life_ || pending_.empty()) return;
  const Operation done = std::move(pending_.front());
  pending_.pop_front();
  if (done.apply) done.apply();
  if (done.answer) done.answer();
}

void Disk::crash() {
  ++life_;
  std::deque<Operation> cut = std::exchange(pending_, {});
  const auto kept = cut.empty() || lies_ ? 0 : chance_.between(0, static_cast<std::int64_t>(cut.size()));
  for (std::int64_t i = 0; i < kept; ++i) {
    if (cut[static_cast<std::size_t>(i)].apply) cut[static_cast<std::size_t>(i)].apply();
  }
  free_at_ = loop_.now();
}

}  // namespace loa::sim
