// A small station for the schedule tests: a province with one commune, two clusters, an allowed morning and evening.
#pragma once

#include "core/catalogue.h"
#include "schedules/decide.h"
#include "schedules/explain.h"
#include "schedules/plan_document.h"
#include "schedules/planner.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace loa::schedules::test {

using namespace std::chrono_literals;
using namespace date::literals;

template <class IdType>
IdType id(int n) {
  IdType out;
  out.uuid.bytes[6] = 0x70;
  out.uuid.bytes[8] = 0x80;
  out.uuid.bytes[14] = static_cast<std::uint8_t>(n >> 8);
  out.uuid.bytes[15] = static_cast<std::uint8_t>(n);
  return out;
}

inline const CivilDay kDay = date::local_days{2026_y / 11 / 25};  // a Wednesday

inline CivilTime civil(CivilDay day, int hour, int minute, int second = 0) {
  return day + std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second);
}
inline UtcTime utc(int hour, int minute, int second = 0, CivilDay day = kDay) {
  return *Zone::vietnam().to_utc(civil(day, hour, minute, second));
}

inline const UnitId kProvince = id<UnitId>(1);
inline const UnitId kCommune = id<UnitId>(2);
inline const ClusterId kNorth = id<ClusterId>(11);
inline const ClusterId kSouth = id<ClusterId>(12);

inline Window window(int from_h, int from_m, int until_h, int until_m, unsigned days = 0x7f) {
  return {days, MinuteOfDay(from_h * 60 + from_m), MinuteOfDay(until_h * 60 + until_m)};
}

inline Policy policy(std::vector<Window> windows = {window(5, 30, 7, 0), window(17, 0, 18, 30)}) {
  Policy out;
  out.unit = kCommune;
  out.number = "12/QĐ-UBND";
  out.title = "Quy chế hoạt động đài truyền thanh";
  out.valid_from = date::local_days{2025_y / 1 / 1};
  out.windows = std::move(windows);
  return out;
}

inline std::map<UnitId, PolicyPath> policies(Policy p = policy()) { return {{kCommune, PolicyPath({std::move(p)})}}; }
inline std::map<UnitId, PolicyPath> all_day() { return policies(policy({window(0, 0, 24, 0)})); }

inline Item item(int n, CivilTime start, Millis duration, std::string rrule = {}) {
  Item out;
  out.id = id<ItemId>(n);
  out.programme = id<ProgrammeId>(100 + n);
  out.revision = 1;
  out.manifest = sha256(std::to_string(n));
  out.title = "Bản tin " + std::to_string(n);
  out.targets = {Target::of(kCommune)};
  out.start = start;
  out.rrule = std::move(rrule);
  out.duration = duration;
  out.created = from_unix_ms(1'000'000 + n);
  return out;
}

inline PlanDocument document(std::vector<Item> items) {
  PlanDocument out;
  out.from = kDay - date::days{30};
  out.until = kDay + date::days{30};
  out.items = std::move(items);
  out.clusters = {{kNorth, kCommune, {kCommune, kProvince}, {"chợ"}}, {kSouth, kCommune, {kCommune, kProvince}, {}}};
  return out;
}

// "title start-end" lines of one cluster in civil time, to compare by eye.
inline std::vector<std::string> lines(const Timeline& timeline, ClusterId cluster = kNorth) {
  std::vector<std::string> out;
  const auto zone = Zone::vietnam();
  for (const auto& p : timeline.planned)
    if (p.cluster == cluster)
      out.push_back(timeline.occurrence_of(p).title + " " + format_civil(zone.to_civil(p.start)).substr(11, 5) + "-" +
                    format_civil(zone.to_civil(p.end)).substr(11, 5));
  return out;
}

inline std::vector<std::string> causes(const Timeline& timeline, ClusterId cluster = kNorth) {
  std::vector<std::string> out;
  for (const auto& d : timeline.dropped)
    if (d.cluster == cluster) out.push_back(d.cause.code);
  std::ranges::sort(out);
  return out;
}

}  // namespace loa::schedules::test
