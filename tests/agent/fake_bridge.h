// An honest bridge on virtual time, without its own checks: plays what it is asked, tells what sounded, keeps its word
// until the agent acknowledged it. Survives a kill of the agent; its own kill() loses what sounds.
#pragma once

#include "protocol/link.h"
#include "tests/world/world.h"

#include <map>
#include <vector>

namespace loa::test {

// What a horn got: one stretch of sound.
struct Sounded {
  Hash occurrence;
  ClusterId cluster;
  Hash manifest;
  UtcTime from, until;
  Millis offset{0};       // into the programme where it began
  std::string ended_by;   // empty while it sounds
  int volume = 0;
};

class FakeBridge {
 public:
  FakeBridge(World& world, std::size_t site);

  // The time passes: starts and ends what is due. Then take() what it says.
  void advance(UtcTime now);
  UtcTime next_change() const;
  void hear(const protocol::LinkMessage& message, UtcTime now);
  void link_up() { linked_ = true; }
  void link_down() {
    linked_ = false;
    said_.clear();
  }
  bool linked() const { return linked_; }
  void kill(UtcTime now);
  void begin_anew();  // another device in its place: an empty store, numbers from one
  void tell(Error error, std::optional<ClusterId> cluster, UtcTime now);
  void say_status();
  std::vector<protocol::LinkMessage> take() { return std::exchange(said_, {}); }

  std::vector<Sounded> sounded() const;              // ended and running, by beginning
  std::size_t unacknowledged() const { return outbox_.size(); }

  struct Asked { UtcTime at; protocol::LinkPlay play; };
  std::vector<Asked> asked;
  std::vector<protocol::LinkStop> stops;
  std::vector<std::int64_t> roots;
  std::vector<Bytes> mails, beacons;
  std::vector<std::string> fed;   // "root" and parts, as they came
  std::vector<std::int64_t> acknowledged;
  std::map<ClusterId, std::string> faults;
  bool current = true;
  bool time_known = true;
  bool mute = false;        // takes a play and never sounds
  bool receipts = true;     // false: what sounded is never told
  std::optional<Error> refuses;
  Uuid store;               // of its own; numbers count inside

 private:
  void hear_play(const protocol::LinkPlay& play, UtcTime now);
  bool holds(const Hash& occurrence, const ClusterId& cluster) const;
  void begin(const Sounded& sound);
  void end(Sounded& sound, UtcTime at, const std::string& cause);
  void say(protocol::LinkMessage message);
  Millis duration_of(const Hash& manifest) const;

  World& world_;
  const Site* site_;
  bool linked_ = false;
  std::int64_t number_ = 0;
  std::map<std::int64_t, protocol::LinkMessage> outbox_;
  std::vector<Sounded> waiting_, playing_, ended_;   // waiting: from is in the future
  std::map<std::pair<Hash, ClusterId>, UtcTime> planned_end_;
  std::vector<protocol::LinkMessage> said_;
};

}  // namespace loa::test
