#include "controller/domain/area_scope.h"

#include <map>

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
  std::multimap<UnitId, UnitId> children;
  for (const auto& candidate : tree.units()) {
    if (candidate.parent) children.emplace(*candidate.parent, candidate.id);
  }
  std::vector<UnitId> open{unit};
  while (!open.empty()) {
    const UnitId next = open.back();
    open.pop_back();
    if (!scope.units_.insert(next).second) continue;
    for (const auto& former : tree.former_forms(next)) open.push_back(former);
    const auto [first, last] = children.equal_range(next);
    for (auto child = first; child != last; ++child) open.push_back(child->second);
  }
  return scope;
}

}  // namespace loa::controller
