// Every planned (occurrence, cluster) that did not sound gets exactly one missed row, with its cause: what held it up, the
// rule that dropped it, the time that was unknown, or that this agent was off. Judged a little after its end, so that the
// bridge's receipts come first; as long as a bridge that was asked to play is out of reach, its word is waited for.
// Rows, their marks and the line up to which all is judged are one durable write.
#pragma once

#include "agent/domain/day_plan.h"
#include "agent/domain/director.h"
#include "agent/domain/journal.h"
#include "agent/domain/step.h"

#include <optional>
#include <set>

namespace loa::agent {

class MissJudge {
 public:
  MissJudge(Journal& journal, const DayPlan& days, Director& director) : journal_(journal), days_(days), director_(director) {}

  void restore(const Step& step, const Snapshot& snapshot);
  void on_aired(const Aired& aired) { settled_.insert({aired.occurrence, aired.cluster}); }
  void on_bridge(const Step& step, bool linked);
  void on_time(const Step& step, bool known);  // called when that changes
  void judge(Step& step);

  UtcTime judged_upto(const Step& step) const { return judged_.value_or(step.utc()); }
  std::optional<UtcTime> next_change() const { return next_; }

 private:
  struct Verdict {
    const schedules::Occurrence* what;
    ClusterId cluster;
    UtcTime end;
    Error cause;
  };
  std::optional<UtcTime> certain_now(const Step& step) const;
  bool waits_for_bridge(const Step& step, const Place& place, UtcTime end, UtcTime now) const;
  Error cause_of(const schedules::Occurrence& what, const ClusterId& cluster, UtcTime end) const;
  protocol::JournalRow row_of(const Step& step, const Verdict& verdict) const;
  void look(const Step& step, UtcTime now, std::vector<Verdict>& out, UtcTime& line);

  Journal& journal_;
  const DayPlan& days_;
  Director& director_;
  std::set<Place> settled_;
  std::optional<UtcTime> judged_;
  std::optional<UtcTime> next_;
  SteadyTime started_{};
  std::optional<UtcTime> up_since_;
  std::optional<SteadyTime> unknown_since_;
  std::optional<std::pair<UtcTime, UtcTime>> unknown_span_;  // the last span without a known time
  bool bridge_linked_ = false;
  SteadyTime bridge_since_{};
};

}  // namespace loa::agent
