// The last word on one cluster: may this request sound there, until when and how loud. Pure; asked before a play is opened
// and again every second while it sounds.
#pragma once

#include "firmware-bridge/domain/airings.h"
#include "protocol/register.h"

namespace loa::bridge {

struct Permission {
  protocol::PlayGrant grant;
  UtcTime silent_by;        // latest end: window, approval, alert or the planned end
  std::string silent_cause; // why, when the programme itself would be longer
  int volume = 0;           // after the caps of policy and cluster
  bool capped_by_policy = false;
};

struct Question {
  const protocol::Register& reg;
  const Airings& airings;
  const GateSetup& setup;
  const protocol::PlayRequest& request;
  ClusterId cluster;
  UtcTime now;
  Millis sounding{0};       // of this play on this cluster so far, not yet in the airings
  Millis duration{0};       // of the programme; 0 while not known
};

// Errors: those of Register::authorise(), of schedules::PolicyPath, and "play.other_bridge", "play.cluster_unknown",
// "play.over", "play.start_changed", "play.airings_used".
Result<Permission> permission(const Question& question);

}  // namespace loa::bridge
