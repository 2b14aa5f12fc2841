// The documents a demo network stands on, signed anew at each start: trust, map, place of each station, policies.
#pragma once

#include "deploy/network/demo_network.h"

#include "core/bytes.h"
#include "core/time.h"

#include <vector>

namespace loa::deploy {

// The hours of the day in which the demo's regulation allows no sound, as civil minutes since midnight; may cross it.
struct QuietWindow {
  int from_minute = 0;
  int until_minute = 0;
};

// Three hours from now, two hours long: never in the way of what the demo airs, always there to be refused.
QuietWindow demo_quiet_window(UtcTime now, const Zone& zone);
inline constexpr const char* kDemoRegulation = "12/QĐ-UBND";

// In the order in which a device can accept them. Errors: "key.*".
Result<std::vector<Bytes>> founding_documents(const DemoNetwork& network, UtcTime now, const QuietWindow& quiet, Random& random);

struct ApprovalRequest {
  ProgrammeId programme;
  std::int64_t revision = 1;
  PersonId author;
  Hash manifest;
  std::vector<UnitId> units;
  BroadcastClass cls = BroadcastClass::normal;
  UtcTime from, until;
  int airings_per_day = 10;
};
// One approval signed by the given officer's key.
Bytes sign_approval(const protocol::NetworkId& network, const ApprovalRequest& request, const protocol::Signer& officer,
                    UtcTime now, Random& random);

}  // namespace loa::deploy
