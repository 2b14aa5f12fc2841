// Questions about the dated tree of units, answered from one Map document.
#pragma once

#include "protocol/documents.h"

#include <unordered_map>

namespace loa::protocol {

class UnitTree {
 public:
  UnitTree() = default;
  // Errors: "map.cycle", "map.parent_unknown", "map.duplicate", "map.roots".
  static Result<UnitTree> build(const Map& map);

  const Unit* find(const UnitId& id) const;
  std::vector<UnitId> path(const UnitId& id) const;               // root .. id; empty when unknown
  bool covers(const UnitId& area, const UnitId& unit) const;      // unit is area or below it
  const Unit* by_code(std::string_view code, UtcTime at) const;   // official code valid then
  std::string code_of(const UnitId& id, UtcTime at) const;
  std::vector<UnitId> current_form(const UnitId& id) const;       // follows successors to what exists now
  std::vector<UnitId> former_forms(const UnitId& id) const;       // what it was made of
  const std::vector<Unit>& units() const { return units_; }

 private:
  Status check_cycles() const;

  std::vector<Unit> units_;
  std::unordered_map<UnitId, std::size_t> index_;
};

}  // namespace loa::protocol
