#include "tests/simulation/link.h"

#include <memory>

namespace loa::sim {

using namespace std::chrono_literals;

void Link::alive(End& end, bool alive) {
  end.alive = alive;
  look();
}

void Link::cut(bool cut) {
  cut_ = cut;
  look();
}

void Link::look() {
  const bool may = agent_.alive && bridge_.alive && !cut_;
  if (up_ && !may) {
    up_ = false;
    ++life_;
    for (End* end : {&agent_, &bridge_})
      if (end->alive) end->changed(false);
  }
  if (up_ || !may || joining_) return;
  joining_ = true;
  loop_.after(chance_.time(100ms, 2s), [this] {
    joining_ = false;
    if (up_ || !agent_.alive || !bridge_.alive || cut_) return look();
    up_ = true;
    ++life_;
    agent_.changed(true);
    bridge_.changed(true);
  });
}

void Link::carry(End& end, TrueTime& last, protocol::LinkMessage message) {
  if (!up_) return;
  last = std::max(last, loop_.now() + chance_.time(200us, chance_.happens(0.01) ? 900ms : 8ms));
  auto held = std::make_shared<const protocol::LinkMessage>(std::move(message));
  loop_.at(last, [this, &end, held, life = life_] {
    if (life == life_ && end.alive) end.message(*held);
  });
}

}  // namespace loa::sim
