// One opened programme on its clusters: pulls verified units, decodes once, feeds every cluster's playout, starts each device
// so that the first sample is heard at the planned instant, and keeps the position tied to the steady clock: what a late unit
// cost is skipped, not shifted. Loop thread; run() is called about ten times a second.
#pragma once

#include "audio/opus_player.h"
#include "audio/playout.h"
#include "audio/unit_source.h"
#include "firmware-bridge/domain/gate_types.h"
#include "firmware-bridge/drivers/driver.h"
#include "firmware-bridge/services/timed_pull.h"

#include <functional>

namespace loa::bridge {

// A cluster's device and who uses it now.
struct Horn {
  std::unique_ptr<ClusterDriver> driver;
  const void* user = nullptr;
};
using Horns = std::map<ClusterId, Horn>;

class Player {
 public:
  // `horns`, `clock` outlive the player. `emit` gets events for the gate and LinkPull messages to send.
  struct Hooks {
    std::function<void(Event)> event;
    std::function<void(protocol::LinkMessage)> send;
    std::function<void(const Hash& occurrence, const ClusterId&, const std::string& cause)> free_horn;  // stop whoever plays there
  };
  Player(OpenPlayer order, Horns& horns, const Clock& clock, Hooks hooks);
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  const Hash& occurrence() const { return order_.occurrence; }
  const Hash& audio() const { return order_.manifest.audio; }
  void give(const protocol::LinkUnit& unit);
  void run();
  void stop(const ClusterId& cluster, const std::string& cause);  // fades out; PlayerEnded follows
  void stop_at_once(const std::string& cause);                    // process is ending
  void add_levels(std::vector<protocol::LevelNow>& out);
  bool done() const { return lanes_.empty(); }

 private:
  struct Lane {
    explicit Lane(Output out) : output(std::move(out)), playout(kRing), pull(playout) {}
    Output output;
    audio::Playout playout;
    TimedPull pull;
    bool device_on = false;
    bool started = false;
    bool input_done = false;
    std::string cause;  // why it ends, once known
    std::uint64_t reported = 0;
    std::int64_t first_sample = 0;
    static constexpr std::size_t kRing = 48000;
  };

  void request_units(SteadyTime now);
  void decode(SteadyTime now);
  void skip_lost_time(SteadyTime now);
  std::size_t room() const;
  void feed(std::span<const std::int16_t> samples, std::int64_t position);
  void start_device(Lane& lane, SteadyTime now);
  void report(Lane& lane, SteadyTime now);
  bool ended(Lane& lane, SteadyTime now) const;
  void close(Lane& lane);
  bool sounding() const;

  OpenPlayer order_;
  Horns& horns_;
  const Clock& clock_;
  Hooks hooks_;
  audio::PrefetchBuffer units_;
  audio::OpusPlayer opus_;
  std::map<std::uint32_t, SteadyTime> asked_;
  std::vector<std::unique_ptr<Lane>> lanes_;
};

}  // namespace loa::bridge
