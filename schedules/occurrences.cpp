#include "schedules/occurrences.h"

namespace loa::schedules {
namespace {

Occurrence make_occurrence(const Item& item, CivilTime civil, const Zone& zone) {
  Occurrence out;
  out.id = occurrence_id(item.id, civil);
  out.item = item.id;
  out.civil_start = civil;
  out.start = *zone.to_utc(civil, GapPolicy::forward, FoldPolicy::first);
  out.end = out.start + item.duration;
  out.kind = item.kind;
  out.programme = item.programme;
  out.revision = item.revision;
  out.manifest = item.manifest;
  out.title = item.title;
  out.source = item.source;
  out.cls = item.cls;
  out.level = item.level;
  out.rung = rung_of(item);
  out.order = item.order;
  out.created = item.created;
  out.volume = item.volume;
  out.overrun = item.overrun;
  out.late = item.late;
  return out;
}

// Entries last a second at least, so no two have the same civil start.
void add_entries(const Item& item, const Occurrence& slot, std::vector<Occurrence>& out) {
  auto start = slot.start;
  for (const auto& entry : item.playlist) {
    auto one = slot;
    one.part = static_cast<int>(&entry - item.playlist.data());
    one.civil_start = slot.civil_start + date::floor<std::chrono::seconds>(start - slot.start);
    one.id = occurrence_id(item.id, one.civil_start);
    one.start = start;
    one.end = start + entry.duration;
    one.programme = entry.programme;
    one.revision = entry.revision;
    one.manifest = entry.manifest;
    if (!entry.title.empty()) one.title = entry.title;
    start = one.end;
    out.push_back(std::move(one));
  }
}

}  // namespace

Result<std::vector<Occurrence>> occurrences_of(const Item& item, CivilDay from, CivilDay until, const Zone& zone, DayCalendar& calendar) {
  LOA_TRY(const auto starts, starts_of(item, from, until, zone, calendar));
  std::vector<Occurrence> out;
  for (const auto civil : starts) {
    auto slot = make_occurrence(item, civil, zone);
    if (item.playlist.empty()) out.push_back(std::move(slot));
    else add_entries(item, slot, out);
  }
  return out;
}

}  // namespace loa::schedules
