// Everything that goes wrong, by seed: crashes at any write, reboots with wrong clocks, cut networks, a broker that forgets,
// full disks. Half of it is aimed at the spans in which something sounds.
#pragma once

#include "tests/simulation/fleet.h"

namespace loa::sim {

class Mischief {
 public:
  Mischief(Stage& stage, Fleet& fleet);

  void begin(TrueTime until);
  void heal();                 // everything is repaired and stays so
  std::int64_t count() const { return count_; }

 private:
  void every(Micros mean, std::function<void(int commune)> fault);
  void later(Micros wait, std::function<void()> repair);
  int some() { return static_cast<int>(chance_.between(0, stage_.options.agents - 1)); }
  Commune& commune(int index) { return *fleet_.communes[static_cast<std::size_t>(index)]; }
  template <class Process>
  void crash(Process& process, int index);
  template <class Process>
  void power_cut(Process& process, int index);
  void wrong_wall(Device& device);
  void crash_controller();
  void close_controller();
  void amnesia();
  void cut(int index);
  void cut_controller();
  void cut_link(int index);
  void fill_disk(int index);

  Stage& stage_;
  Fleet& fleet_;
  Chance chance_;
  TrueTime until_{};
  bool healed_ = false;
  std::int64_t count_ = 0;
};

}  // namespace loa::sim
