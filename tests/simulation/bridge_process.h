// One life after another of a bridge: the real Gate over simulated files, clock and horns, and what it was told.
#pragma once

#include "firmware-bridge/domain/gate.h"
#include "tests/simulation/disk.h"
#include "tests/simulation/horns.h"
#include "tests/simulation/link.h"

#include <deque>

namespace loa::sim {

class BridgeProcess {
 public:
  BridgeProcess(Stage& stage, Link& link, int index);

  void start();
  void crash();
  void resume();                 // starts when it is down and its box has power
  bool up() const { return gate_ != nullptr; }
  void arm() { armed_ = true; }  // die at the next write
  Device& device() { return device_; }
  const bridge::Gate& gate() const { return *gate_; }
  Told& told() { return told_; }
  bool idle() const { return gate_ && gate_->outbox_waiting() == 0 && disk_.idle() && horns_.silent(); }

 private:
  SteadyTime steady() const;
  bridge::Moment moment() const { return {steady(), device_.wall(stage_.now())}; }
  const test::Site& site() const { return stage_.world.sites()[static_cast<std::size_t>(index_)]; }
  void deliver(bridge::Event event);
  void perform(const bridge::Actions& actions);
  void write(const bridge::Write& write);
  void from_agent(const protocol::LinkMessage& message);
  void check_status(const protocol::LinkStatus& status);
  void check_time();
  void on_heard(const Stretch& stretch);
  void on_ended(const Stretch& stretch);
  Millis doubt() const;
  void tell(protocol::Part part, const Bytes& bytes);
  void tell_mail(const Bytes& wire);
  void tell_all(const std::vector<Bytes>& envelopes);
  void recall();                 // after a crash: only what is on disk was told
  void tick();
  Micros tick_wait() const;

  Stage& stage_;
  Link& link_;
  int index_;
  Chance chance_;
  Device device_;
  bridge::StoredFiles files_;
  Disk disk_;
  Horns horns_;
  std::unique_ptr<bridge::Gate> gate_;
  std::deque<bridge::Event> events_;
  std::map<protocol::Part, Bytes> untold_;   // parts that wait for their root
  Told told_;
  bool delivering_ = false, armed_ = false;
  std::uint64_t life_ = 0;
  std::uint64_t ticks_ = 0;
};

}  // namespace loa::sim
