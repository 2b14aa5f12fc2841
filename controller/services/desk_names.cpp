#include "controller/services/desk_names.h"

#include "core/unicode.h"

namespace loa::controller {

namespace {

// The one element that fits; none when nothing or more than one does.
template <class List, class Fits>
auto only(const List& list, Fits fits) -> decltype(&*std::begin(list)) {
  decltype(&*std::begin(list)) found = nullptr;
  for (const auto& each : list) {
    if (!fits(each)) continue;
    if (found) return nullptr;
    found = &each;
  }
  return found;
}

bool same_name(const std::string& held, std::string_view written) {
  const auto a = to_nfc(held), b = to_nfc(written);
  return a && b && *a == *b;
}

}  // namespace

std::optional<UnitId> DeskNames::unit(std::string_view written) const {
  const auto* tree = desk_.registry.tree();
  if (!tree) return std::nullopt;
  if (const auto* coded = tree->by_code(written, now_)) return coded->id;
  if (const auto id = UnitId::parse(written); id && tree->find(*id)) return *id;
  const auto* found = only(tree->units(), [&](const auto& unit) { return !unit.until && same_name(unit.name, written); });
  return found ? std::optional(found->id) : std::nullopt;
}

std::optional<ClusterId> DeskNames::cluster(std::string_view written) const {
  std::vector<protocol::PlacedCluster> all;
  for (const auto& place : desk_.places) all.insert(all.end(), place.clusters.begin(), place.clusters.end());
  const auto by = [&](auto fits) { return only(all, fits); };
  const auto id = ClusterId::parse(written);
  const auto* found = by([&](const auto& cluster) { return id && cluster.id == *id; });
  if (!found) found = by([&](const auto& cluster) { return cluster.device_code == written; });
  if (!found) found = by([&](const auto& cluster) { return same_name(cluster.name, written); });
  return found ? std::optional(found->id) : std::nullopt;
}

std::optional<schedules::ProgrammeRef> DeskNames::programme(std::string_view written) const {
  const auto id = ProgrammeId::parse(written);
  const auto* found = only(desk_.programmes, [&](const auto& entry) {
    if (entry.second.revisions.empty()) return false;
    return id ? entry.first == *id : same_name(entry.second.title, written);
  });
  if (!found) return std::nullopt;
  const auto& newest = found->second.revisions.back();
  return schedules::ProgrammeRef{found->first, newest.revision, newest.manifest, Millis(newest.duration_ms)};
}

}  // namespace loa::controller
