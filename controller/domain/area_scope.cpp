#include "controller/domain/area_scope.h"

namespace loa::controller {

AreaScope AreaScope::whole() {
  AreaScope scope;
  scope.whole_ = true;
  return scope;
}

AreaScope AreaScope::of(std::set<UnitId> units) {
  AreaScope scope;
  scope.units_ = std::move(units);
  return scope;
}

AreaScope AreaScope::below(const protocol::UnitTree& tree, const UnitId& unit) {
  AreaScope scope;
  std::vector<UnitId> open{unit};
  while (!open.empty()) {
    const UnitId next = open.back();
    open.pop_back();
    if (!scope.units_.insert(next).second) continue;
    for (const auto& former : tree.former_forms(next)) open.push_back(former);
    for (const auto& candidate : tree.units()) {
      if (candidate.parent == next) open.push_back(candidate.id);
    }
  }
  return scope;
}

}  // namespace loa::controller
