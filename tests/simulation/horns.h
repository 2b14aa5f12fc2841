// The horns in front of one bridge: they honour OpenPlayer and StopPlayer as the real players do (start on the instant, pull
// the sound from the agent, one voice a cluster, end to the sample) and remember every stretch that was heard.
#pragma once

#include "firmware-bridge/domain/gate_types.h"
#include "tests/simulation/device.h"
#include "tests/simulation/stage.h"

namespace loa::sim {

class Horns {
 public:
  struct Hooks {
    std::function<void(bridge::Event)> event;
    std::function<void(protocol::LinkMessage)> send;
    std::function<SteadyTime()> steady;
    std::function<void(const Stretch&)> heard;   // a stretch goes on (each second) ...
    std::function<void(const Stretch&)> ended;   // ... and is over
  };

  Horns(Stage& stage, int agent, Hooks hooks) : stage_(stage), agent_(agent), hooks_(std::move(hooks)) {}

  void open(const bridge::OpenPlayer& order);
  void stop(const Hash& occurrence, const ClusterId& cluster, const std::string& cause);
  void give(const protocol::LinkUnit& unit);
  void die();                                    // the process is gone, and so is the sound
  bool silent() const { return lanes_.empty(); }

 private:
  struct Lane {
    bridge::OpenPlayer order;
    bridge::Output output;
    Stretch stretch;
    TrueTime due;                                // of the first sample
    std::uint32_t unit = 0;                      // what it needs before it can sound
    std::uint64_t id = 0;
    bool ready = false, started = false;
  };
  using Lanes = std::map<std::uint64_t, Lane>;

  TrueTime when(SteadyTime at) const { return stage_.now() + (at - hooks_.steady()); }
  void ask(std::uint64_t id);
  void start(std::uint64_t id);
  void advance(std::uint64_t id);
  void end(std::uint64_t id, const std::string& cause);
  void replace_others(const Lane& lane);
  std::int64_t position(const Lane& lane) const;
  std::int64_t total(const Lane& lane) const;

  Stage& stage_;
  int agent_;
  Hooks hooks_;
  Lanes lanes_;
  std::uint64_t last_id_ = 0;
};

}  // namespace loa::sim
