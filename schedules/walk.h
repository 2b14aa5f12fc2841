// The walk of one cluster through time (step 3 of planner.h). Internal to schedules.
#pragma once

#include "schedules/planner.h"

namespace loa::schedules {

struct Candidate {
  Strength strength;
  const Occurrence* occurrence = nullptr;
  const PolicyPath* policy = nullptr;
};

struct WalkResult {
  std::vector<Planned> planned;  // is_last and volume not yet settled
  std::vector<Dropped> dropped;
  std::vector<Loss> losses;
};

// `candidates` in any order.
WalkResult walk(ClusterId cluster, std::vector<Candidate> candidates, const Zone& zone);

}  // namespace loa::schedules
