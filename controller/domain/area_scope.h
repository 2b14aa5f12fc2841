// The units a caller may see (phạm vi địa bàn). Every store call takes one and filters by it.
#pragma once

#include "core/id.h"
#include "protocol/unit_tree.h"

#include <set>

namespace loa::controller {

class AreaScope {
 public:
  static AreaScope whole();                     // the whole province
  static AreaScope of(std::set<UnitId> units);  // exactly these
  // The unit, everything below it, and every former unit it was made of.
  static AreaScope below(const protocol::UnitTree& tree, const UnitId& unit);

  bool covers(const UnitId& unit) const { return whole_ || units_.contains(unit); }
  bool is_whole() const { return whole_; }
  const std::set<UnitId>& units() const { return units_; }
  bool operator==(const AreaScope&) const = default;

 private:
  AreaScope() = default;
  bool whole_ = false;
  std::set<UnitId> units_;
};

}  // namespace loa::controller
