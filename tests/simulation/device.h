// The clocks of one box: a crystal that is a little wrong, a wall clock that may be very wrong, a boot id per boot. The
// steady clock goes on while a process is down and begins anew when the box boots.
#pragma once

#include "tests/simulation/chance.h"

#include <string>

namespace loa::sim {

class Device {
 public:
  Device(std::string name, TrueTime now, Chance& chance)
      : name_(std::move(name)), chance_(chance), ppb_(chance.between(-40'000, 40'000)) {
    boot(now);
    set_wall(now, Millis{chance.between(-200, 200)});
  }

  void boot(TrueTime now) {
    ++boots_;
    booted_ = now;
    base_ = chance_.time(std::chrono::seconds(10), std::chrono::seconds(60));
  }
  // The wall clock shows true time plus this from now on, and runs on by the crystal.
  void set_wall(TrueTime now, Millis wrong) {
    wall_at_ = steady(now);
    wall_ = to_utc(now) + wrong;
  }

  bool powered() const { return powered_; }
  void power(bool on) { powered_ = on; }

  SteadyTime steady(TrueTime now) const { return SteadyTime{base_ + scaled(now - booted_, ppb_)}; }
  UtcTime wall(TrueTime now) const { return wall_ + std::chrono::duration_cast<Millis>(steady(now) - wall_at_); }
  TrueTime true_of(SteadyTime at) const { return booted_ + scaled(at.time_since_epoch() - base_, -ppb_); }
  std::string boot_id() const { return name_ + "-" + std::to_string(boots_); }

 private:
  static Micros scaled(Micros span, std::int64_t ppb) {
    return span + Micros{static_cast<std::int64_t>(static_cast<double>(span.count()) * static_cast<double>(ppb) / 1e9)};
  }

  std::string name_;
  Chance& chance_;
  std::int64_t ppb_;
  int boots_ = 0;
  bool powered_ = true;
  TrueTime booted_;
  Micros base_{};
  SteadyTime wall_at_{};
  UtcTime wall_;
};

}  // namespace loa::sim
