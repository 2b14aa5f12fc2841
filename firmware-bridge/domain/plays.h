// The plays the agent asked for, from the request to the receipt: permission -> manifest -> unit list -> permission again ->
// open -> sounding (checked each second) -> ended. A refusal goes to the agent at once and becomes one event.
// Invariants: an OpenPlayer is emitted only while the time is known, the documents are current and every cluster in it has a
// Permission; the position in the programme is tied to the wall clock, so no stretch sounds twice.
#pragma once

#include "firmware-bridge/domain/airings.h"
#include "firmware-bridge/domain/content_pull.h"
#include "firmware-bridge/domain/holdings.h"
#include "firmware-bridge/domain/play_rules.h"
#include "firmware-bridge/domain/time_watch.h"

#include <set>

namespace loa::bridge {

class Plays {
 public:
  Plays(const GateSetup& setup, const Holdings& holdings, const TimeWatch& time, Airings& airings);

  void on_play(const protocol::LinkPlay& play, SteadyTime now, Actions& out, Notes& notes);
  void on_stop(const protocol::LinkStop& stop, Actions& out);
  void on_unit(const protocol::LinkUnit& unit, SteadyTime now, Actions& out, Notes& notes);
  void on_started(const PlayerStarted& started, SteadyTime now, Actions& out);
  void on_progress(const PlayerProgress& progress);
  void on_ended(const PlayerEnded& ended, Actions& out, Notes& notes);
  // Everything that plays or waits is permitted still? Called each second and whenever documents changed.
  void check(SteadyTime now, Actions& out, Notes& notes);
  void tick(SteadyTime now, Actions& out, Notes& notes);
  void sense(const std::map<ClusterId, Senses>& senses);

  std::vector<Segment> take_ended(std::vector<std::string>& causes);  // for receipts
  std::optional<Hash> playing_on(const ClusterId& cluster) const;
  std::optional<int> volume_of(const ClusterId& cluster) const;
  bool idle() const { return plays_.empty(); }

 private:
  struct Horn {                       // one cluster of a play
    ClusterId cluster;
    Permission permission;
    bool sounding = false;
    std::string stopping;             // cause already given with StopPlayer
    Segment segment;
    int checks = 0, sensed = 0;       // line sense while sounding
  };
  struct Play {
    protocol::PlayRequest request;
    SteadyTime give_up;               // content must be here by then
    std::optional<protocol::Manifest> manifest;
    std::shared_ptr<const audio::UnitList> units;
    std::optional<ContentPull> pull;
    bool opened = false;
    std::int64_t first_sample = 0;
    std::vector<Horn> horns;
    Error last_trouble;
  };

  Question question(const protocol::PlayRequest& request, const ClusterId& cluster, UtcTime now) const;
  Status may_listen(const protocol::LinkPlay& play, SteadyTime now) const;
  void refuse(const protocol::PlayRequest& request, std::vector<ClusterId> clusters, Error error, Actions& out, Notes& notes) const;
  void repeat_started(const Play& play, Actions& out) const;
  bool emergency_on(const ClusterId& cluster) const;
  bool take_manifest(Play& play, SteadyTime now, Actions& out, Notes& notes);
  bool take_units(Play& play, Notes& notes);
  void trouble(Play& play, Error error, Notes& notes);
  void open(Play& play, SteadyTime now, Actions& out, Notes& notes);
  void drop_forbidden(Play& play, SteadyTime now, Actions& out, Notes& notes);
  void preempt_others(const Play& play, Actions& out);
  void stop_horn(const Play& play, Horn& horn, const std::string& cause, Actions& out);
  void store_progress(SteadyTime now, Actions& out);
  Play* find(const Hash& occurrence);
  Horn* find(const Hash& occurrence, const ClusterId& cluster);
  void erase_empty();

  const GateSetup& setup_;
  const Holdings& holdings_;
  const TimeWatch& time_;
  Airings& airings_;
  std::vector<Play> plays_;
  std::vector<std::pair<Segment, std::string>> ended_;
  SteadyTime progress_at_{};
  bool progress_stored_ = false;
};

}  // namespace loa::bridge
