// decide(): what each cluster should be doing at this instant. Pure; the caller carries out the actions and keeps the state
// with apply() and note_ended().
#pragma once

#include "schedules/timeline.h"

#include <map>
#include <set>
#include <utility>

namespace loa::schedules {

inline constexpr Millis kStartGrace = std::chrono::seconds(2);  // later than this is late

struct LiveSession {
  DocumentId id;
  std::optional<ItemId> item;       // the relay or live item it feeds; none = microphone, rung live
  std::vector<ClusterId> clusters;
  UtcTime from{}, until{};
};

struct AlertInForce {
  DocumentId id;
  Hash manifest;                    // zero when silence
  Rung rung = Rung::commune_emergency;
  std::vector<ClusterId> clusters;
  UtcTime from{}, until{};
  bool silence = false;             // Im lặng: nothing weaker than its rung sounds
};

// What a cluster plays: exactly one of a planned occurrence, an alert, a microphone.
struct Sound {
  enum class Kind { occurrence, alert, microphone };
  Kind kind = Kind::occurrence;
  OccurrenceId occurrence;          // of Kind::occurrence
  DocumentId document;              // of an alert or microphone; for an occurrence the live session that feeds it, or nil
  auto operator<=>(const Sound&) const = default;
};

struct Playing {
  Sound sound;
  UtcTime since{}, until{};
};

using AiringKey = std::pair<OccurrenceId, ClusterId>;

// Survives a restart when the caller stores `begun` and `closed`; `playing` starts empty then.
struct AiringState {
  std::map<ClusterId, Playing> playing;
  std::set<AiringKey> begun;        // sounded at least once
  std::set<AiringKey> closed;       // ended, missed or dropped: never again
  std::set<std::pair<DocumentId, ClusterId>> alerts_over;  // alerts whose playing was ended for good (stop, device)
};

struct Action {
  enum class Kind { start, stop, miss };
  Kind kind = Kind::start;
  ClusterId cluster;
  Sound sound;
  UtcTime start{};                  // of start: instant of the programme's first sample; the device computes its own offset
  UtcTime until{};                  // of start: planned end
  Millis offset{};                  // of start: where in the programme the sound begins, as of `now`
  int volume = 100;                 // percent
  Error cause;                      // of stop and miss: why, a code of the catalogue
  bool closes = false;              // of stop and miss: the occurrence is over on this cluster
};

// At most one stop and one start per cluster; a stop comes before the start that replaces it; by cluster. Guarantees: an
// occurrence in state.closed is never started; every occurrence that did not sound is missed with a cause once its end passed.
std::vector<Action> decide(const Timeline& timeline, const std::vector<LiveSession>& live,
                           const std::vector<AlertInForce>& alerts, const AiringState& state, UtcTime now);

void apply(AiringState& state, const Action& action, UtcTime now);  // once the action is carried out
// The device ended by itself. `closes`: it finished, so nothing of it may sound again; else it may be joined again.
void note_ended(AiringState& state, ClusterId cluster, bool closes);

// The next instant after `now` at which decide() may answer differently; UtcTime::max() when nothing is known to come.
UtcTime next_change(const Timeline& timeline, const std::vector<LiveSession>& live,
                    const std::vector<AlertInForce>& alerts, const AiringState& state, UtcTime now);

}  // namespace loa::schedules
