// Asks the bridge to play what the plan says (điều phối phát). Each start is checked here first: time known, bridge
// current, content whole, approval and its signers good now, regulation. Starts are asked for a few seconds ahead so that
// sound begins on the instant; what cannot start keeps its reason and is tried again until its end. After any
// interruption the answer is found afresh and the bridge joins at the offset.
#pragma once

#include "agent/domain/bridge_feeder.h"
#include "agent/domain/day_plan.h"
#include "agent/domain/library.h"
#include "agent/domain/step.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace loa::agent {

using Place = std::pair<Hash, ClusterId>;  // (occurrence, cluster)

// The occurrence an alert's rows stand under.
Hash alert_occurrence(const DocumentId& alert);

class Director {
 public:
  Director(Journal& journal, const Documents& documents, const Library& library, const BridgeFeeder& bridge,
           const DayPlan& days);

  void restore(const Snapshot& snapshot);
  void direct(Step& step);
  void on_bridge_down();
  void on_aired(Step& step, const Aired& aired);
  void on_refused(Step& step, const protocol::LinkRefused& refused);
  void on_status(Step& step, const protocol::LinkStatus& status);

  // Why this slot did not sound so far; null when it was never held up.
  const Error* reason(const Place& place) const;
  bool asked(const Place& place) const { return asked_ever_.contains(place); }
  void close(const Place& place);
  void forget_unplanned();
  std::optional<UtcTime> next_change(UtcTime now) const;
  std::optional<SteadyTime> next_retry() const;

 private:
  struct Play {
    Slot slot;
    Hash approval;
  };
  std::vector<schedules::AlertInForce> alerts(UtcTime now) const;
  void add_hushes(std::vector<schedules::AlertInForce>& out, const protocol::Place& place, UtcTime now) const;
  std::optional<Hash> alert_manifest(const protocol::Alert& alert) const;
  void obey(Step& step);
  void note_silenced(const Step& step, const std::vector<schedules::AlertInForce>& in_force);
  void obey_stop(Step& step, const schedules::Action& action, std::map<Hash, std::string>& stops);
  void look_ahead(Step& step);
  void start(Step& step, const schedules::Action& action, UtcTime at, std::vector<Play>& plays);
  Result<Hash> may_start(Step& step, const Slot& slot) const;
  Status check_right(Step& step, const Slot& slot, const Hash& approval) const;
  void hold_up(Step& step, const Slot& slot, Error error);
  void send(Step& step, const std::vector<Play>& plays);
  void start_alert(Step& step, const schedules::Action& action, std::map<Hash, protocol::LinkPlay>& messages);
  void stop(Step& step, const Hash& occurrence, const std::string& cause);
  void drop_overtaken(Step& step);
  void tell_refused(Step& step, const Hash& occurrence, const std::optional<ItemId>& item, const Error& error);
  bool held_back(Step& step, const Place& place) const;
  void retry_later(Step& step, const Place& place);
  bool has_finished(const Hash& occurrence, const ClusterId& cluster) const;  // told by the bridge, in this life or before
  bool sounds(const ClusterId& cluster, const Hash& occurrence) const;

  Journal& journal_;
  const Documents& documents_;
  const Library& library_;
  const BridgeFeeder& bridge_;
  const DayPlan& days_;
  schedules::AiringState airing_;
  std::map<Place, UtcTime> ahead_;      // asked for, not yet begun: its start
  std::map<Place, SteadyTime> retry_;   // not to be asked before
  std::map<ClusterId, SteadyTime> since_;
  std::map<Place, Error> reasons_;
  std::set<Place> asked_ever_;
  std::set<SettledKey> marks_;
};

}  // namespace loa::agent
