#include "schedules/timeline.h"

#include "core/check.h"

#include <algorithm>

namespace loa::schedules {

OccurrenceId occurrence_id(ItemId item, CivilTime civil_start) {
  return sha256("loa occurrence 1\n" + item.text() + "\n" + format_civil(civil_start));
}

std::string_view to_text(Rung rung) {
  switch (rung) {
    case Rung::national_emergency: return "national_emergency";
    case Rung::province_emergency: return "province_emergency";
    case Rung::commune_emergency: return "commune_emergency";
    case Rung::live: return "live";
    case Rung::priority_national: return "priority_national";
    case Rung::priority_province: return "priority_province";
    case Rung::priority_commune: return "priority_commune";
    case Rung::relay: return "relay";
    case Rung::normal: return "normal";
  }
  return "normal";
}

Rung rung_of(const Item& item) {
  if (item.kind == ItemKind::live) return Rung::live;
  if (item.cls == BroadcastClass::priority) {
    if (item.level == OwnerLevel::national) return Rung::priority_national;
    return item.level == OwnerLevel::province ? Rung::priority_province : Rung::priority_commune;
  }
  return item.kind == ItemKind::relay ? Rung::relay : Rung::normal;
}

const Occurrence& Timeline::occurrence_of(const Planned& p) const {
  const auto it = occurrences.find(p.occurrence);
  CHECK(it != occurrences.end());
  return it->second;
}

Timeline joined(const Timeline& a, const Timeline& b) {
  Timeline out = a.day <= b.day ? a : b;
  const Timeline& later = a.day <= b.day ? b : a;
  out.occurrences.insert(later.occurrences.begin(), later.occurrences.end());
  out.planned.insert(out.planned.end(), later.planned.begin(), later.planned.end());
  out.dropped.insert(out.dropped.end(), later.dropped.begin(), later.dropped.end());
  out.losses.insert(out.losses.end(), later.losses.begin(), later.losses.end());
  out.refused.insert(out.refused.end(), later.refused.begin(), later.refused.end());
  std::ranges::sort(out.planned, {}, [](const Planned& p) { return std::tuple(p.start, p.cluster, p.occurrence); });
  return out;
}

}  // namespace loa::schedules
