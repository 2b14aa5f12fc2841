// A power cut that the grid company or somebody else announced (lịch cắt điện). A warning, never a lock: it may not come.
#pragma once

#include "protocol/unit_tree.h"

#include <algorithm>

namespace loa::controller {

using PowerCutId = Id<struct PowerCutTag>;

struct PowerCut {
  PowerCutId id;
  UnitId unit;                      // with everything below it
  std::vector<ClusterId> clusters;  // empty: all of the unit
  UtcTime from, until;              // half-open
  std::string source;               // who announced it
  std::string by;                   // who noted it
};

inline bool concerns(const PowerCut& cut, const protocol::UnitTree& tree, const ClusterId& cluster, const UnitId& unit) {
  if (!tree.covers(cut.unit, unit)) return false;
  return cut.clusters.empty() || std::ranges::find(cut.clusters, cluster) != cut.clusters.end();
}
inline bool overlaps(const PowerCut& cut, UtcTime from, UtcTime until) { return cut.from < until && from < cut.until; }

}  // namespace loa::controller
