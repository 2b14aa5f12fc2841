#include "protocol/unit_tree.h"

#include "protocol/limits.h"

#include <algorithm>
#include <map>
#include <set>

namespace loa::protocol {
namespace {

bool valid_at(const UnitCode& code, UtcTime at) { return code.from <= at && (!code.until || at < *code.until); }

bool overlap(const UnitCode& a, const UnitCode& b) {
  return (!b.until || a.from < *b.until) && (!a.until || b.from < *a.until);
}

Error about(std::string code, const Unit& unit) { return fail(std::move(code), {{"unit", unit.name}}); }

Status check_codes(const std::vector<Unit>& units) {
  std::map<std::string, std::vector<const UnitCode*>> by_code;
  for (const auto& unit : units)
    for (const auto& code : unit.codes) {
      for (const auto* other : by_code[code.code])
        if (overlap(*other, code)) return about("map.duplicate", unit);
      by_code[code.code].push_back(&code);
    }
  return ok();
}

}  // namespace

Result<UnitTree> UnitTree::build(const Map& map) {
  UnitTree tree;
  tree.units_ = map.units;
  for (std::size_t i = 0; i < tree.units_.size(); ++i)
    if (!tree.index_.emplace(tree.units_[i].id, i).second) return about("map.duplicate", tree.units_[i]);
  std::size_t roots = 0;
  for (const auto& unit : tree.units_) {
    if (!unit.parent) ++roots;
    else if (!tree.find(*unit.parent)) return about("map.parent_unknown", unit);
    for (const auto& successor : unit.successors)
      if (!tree.find(successor)) return about("map.parent_unknown", unit);
  }
  if (roots != 1) return fail("map.roots", {{"count", std::to_string(roots)}});
  LOA_TRY_OK(tree.check_cycles());
  LOA_TRY_OK(check_codes(tree.units_));
  return tree;
}

// A ring of parents is longer than any depth; rings of successors are found by depth-first search.
Status UnitTree::check_cycles() const {
  for (const auto& unit : units_)
    if (path(unit.id).empty()) return about("map.cycle", unit);
  std::vector<int> state(units_.size(), 0);  // 0 unseen, 1 on the way, 2 settled
  for (std::size_t start = 0; start < units_.size(); ++start) {
    if (state[start] != 0) continue;
    std::vector<std::pair<std::size_t, std::size_t>> stack{{start, 0}};
    state[start] = 1;
    while (!stack.empty()) {
      auto& [at, next] = stack.back();
      if (next == units_[at].successors.size()) {
        state[at] = 2;
        stack.pop_back();
        continue;
      }
      const auto to = index_.at(units_[at].successors[next++]);
      if (state[to] == 1) return about("map.cycle", units_[to]);
      if (state[to] != 0) continue;
      state[to] = 1;
      stack.emplace_back(to, 0);
    }
  }
  return ok();
}

const Unit* UnitTree::find(const UnitId& id) const {
  const auto at = index_.find(id);
  return at == index_.end() ? nullptr : &units_[at->second];
}

std::vector<UnitId> UnitTree::path(const UnitId& id) const {
  std::vector<UnitId> out;
  for (const auto* unit = find(id); unit; unit = unit->parent ? find(*unit->parent) : nullptr) {
    if (out.size() == kMaxUnitDepth) return {};
    out.push_back(unit->id);
  }
  std::reverse(out.begin(), out.end());
  return out;
}

bool UnitTree::covers(const UnitId& area, const UnitId& unit) const {
  const auto way = path(unit);
  return std::find(way.begin(), way.end(), area) != way.end();
}

const Unit* UnitTree::by_code(std::string_view code, UtcTime at) const {
  for (const auto& unit : units_)
    for (const auto& one : unit.codes)
      if (one.code == code && valid_at(one, at)) return &unit;
  return nullptr;
}

std::string UnitTree::code_of(const UnitId& id, UtcTime at) const {
  const auto* unit = find(id);
  if (!unit) return {};
  for (const auto& one : unit->codes)
    if (valid_at(one, at)) return one.code;
  return {};
}

std::vector<UnitId> UnitTree::current_form(const UnitId& id) const {
  std::vector<UnitId> out, todo{id};
  std::set<UnitId> seen{id};
  while (!todo.empty()) {
    const auto* unit = find(todo.back());
    todo.pop_back();
    if (!unit) continue;
    if (unit->successors.empty()) out.push_back(unit->id);
    for (const auto& next : unit->successors)
      if (seen.insert(next).second) todo.push_back(next);
  }
  return out;
}

std::vector<UnitId> UnitTree::former_forms(const UnitId& id) const {
  std::vector<UnitId> out;
  std::set<UnitId> reached{id};
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& unit : units_) {
      const bool leads = std::any_of(unit.successors.begin(), unit.successors.end(),
                                     [&](const UnitId& next) { return reached.contains(next); });
      if (!leads || !reached.insert(unit.id).second) continue;
      out.push_back(unit.id);
      grew = true;
    }
  }
  return out;
}

}  // namespace loa::protocol
