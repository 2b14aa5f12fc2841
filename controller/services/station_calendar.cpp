// The calendar of a week or month, and the lists targets are picked from.
#include "controller/services/api_json.h"
#include "controller/services/area_plan.h"
#include "controller/services/station_api.h"
#include "core/unicode.h"

#include <algorithm>
#include <charconv>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

int number_of(const std::string& text, int fallback) {
  int out = fallback;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

}  // namespace

json::object StationApi::occurrence_json(const schedules::Occurrence& occurrence, const Caller& caller) const {
  const auto* version = p_.items.newest(occurrence.item);
  const auto start = civil(occurrence.start), end = civil(occurrence.end);
  json::array units;
  for (const auto& unit : version ? version->units : std::vector<UnitId>{}) units.push_back(json::value(unit.text()));
  const bool of_library = !occurrence.manifest.is_zero() && version;
  const bool approved = of_library && std::ranges::all_of(version->units, [&](const auto& unit) {
    return p_.desk.registry.approval_for(occurrence.manifest, unit, std::max(occurrence.start, p_.context.now())).has_value();
  });
  return {{"occurrence", occurrence.id.hex()}, {"item", occurrence.item.text()},
          {"programme", occurrence.programme.is_nil() ? json::value(nullptr) : json::value(occurrence.programme.text())},
          {"title", occurrence.title}, {"start", format_civil(start)}, {"end", format_civil(end)}, {"class", to_text(occurrence.cls)},
          {"level", to_text(occurrence.level)}, {"kind", to_text(occurrence.kind)},
          {"movable", version && p_.items.movable(*version, caller)},
          {"approved", of_library ? json::value(approved) : json::value(nullptr)}, {"units", units},
          {"makes_good", version && !version->makes_good.is_zero() ? json::value(version->makes_good.hex()) : json::value(nullptr)}};
}

json::array StationApi::windows_json(const schedules::PolicyPath& path, CivilDay day) const {
  json::array out;
  const auto from = p_.context.zone.to_utc(CivilTime(day)), until = p_.context.zone.to_utc(CivilTime(day + date::days(1)));
  if (!from || !until) return out;
  for (UtcTime at = *from; out.size() < 20;) {
    const auto open = path.opens_for(at, 1min, p_.context.zone);
    if (!open || *open >= *until) break;
    const auto close = path.closes_at(*open, p_.context.zone);
    if (!close || *close <= *open) break;
    out.push_back(json::object{{"start", civil_text(*open)}, {"end", civil_text(std::min(*close, *until))}});
    at = *close;
  }
  return out;
}

json::object StationApi::day_json(const AreaPlan& area, CivilDay day, const ApiCall& call, const AreaScope& inside) const {
  const auto timeline = schedules::plan(area.plan, area.policies, day);
  std::map<Hash, int> heard;
  std::map<Hash, std::vector<Error>> lost;
  std::set<std::pair<Hash, ClusterId>> counted;
  for (const auto& planned : timeline.planned) {
    if (counted.insert({planned.occurrence, planned.cluster}).second) heard[planned.occurrence] += area.stands_for.at(planned.cluster);
  }
  for (const auto& dropped : timeline.dropped) {
    auto& why = lost[dropped.occurrence];
    if (std::ranges::find(why, dropped.cause) == why.end()) why.push_back(dropped.cause);
  }
  json::array occurrences, cuts, quiet;
  std::vector<const schedules::Occurrence*> ordered;
  for (const auto& [id, occurrence] : timeline.occurrences) ordered.push_back(&occurrence);
  std::ranges::sort(ordered, {}, [](const auto* o) { return std::pair(o->start, o->id); });
  for (const auto* occurrence : ordered) {
    auto one = occurrence_json(*occurrence, call.caller);
    const bool sounds = heard.contains(occurrence->id), drops = lost.contains(occurrence->id);
    one["clusters"] = sounds ? heard[occurrence->id] : 0;
    one["state"] = !sounds ? "dropped" : drops ? "partly" : "planned";
    one["why"] = texts_array(drops ? lost[occurrence->id] : std::vector<Error>{});
    occurrences.push_back(std::move(one));
  }
  const auto from = p_.context.zone.to_utc(CivilTime(day)), until = p_.context.zone.to_utc(CivilTime(day + date::days(1)));
  for (const auto& cut : p_.desk.power_cuts) {
    if (from && until && overlaps(cut, *from, *until) && inside.covers(cut.unit)) cuts.push_back(power_cut_json(cut));
  }
  for (const auto& spell : spells(inside)) {
    auto one = spell_json(spell);
    const bool on_day = from && until && parse_rfc3339(std::string_view(one["from"].get_string())).value() < *until &&
                        parse_rfc3339(std::string_view(one["until"].get_string())).value() > *from;
    if (on_day) quiet.push_back(std::move(one));
  }
  schedules::DayCalendar calendar;
  const auto holiday = calendar.holiday(day);
  json::object out{{"day", format_day(day)}, {"weekday", date::weekday(day).iso_encoding()}, {"lunar", lunar_json(day)},
                   {"holiday", holiday ? json::value(schedules::to_text(*holiday)) : json::value(nullptr)},
                   {"occurrences", occurrences}, {"power_cuts", cuts}, {"quiet", quiet}};
  const auto unit = UnitId::parse(query_of(call, "unit"));
  const auto path = unit ? area.policies.find(*unit) : area.policies.end();
  out["windows"] = path == area.policies.end() ? json::array{} : windows_json(path->second, day);
  return out;
}

ApiAnswer StationApi::occurrences(ApiCall call) {
  const auto first = parse_day(query_of(call, "from"));
  if (!first) co_return refused(fail("json.field_bad", {{"field", "from"}}, "from"));
  const auto inside = area(call, Right::station_read);
  const auto plan = area_plan(p_.desk, inside, query_of(call, "group"), p_.context.now(), p_.context.zone);
  const int count = std::clamp(number_of(query_of(call, "days"), 7), 1, 42);
  json::array days;
  for (int i = 0; i < count; ++i) days.push_back(day_json(plan, *first + date::days(i), call, inside));
  co_return json_response(json::object{{"from", format_day(*first)}, {"days", days}});
}

ApiAnswer StationApi::units(ApiCall call) {
  const auto inside = area(call, Right::station_read);
  std::map<UnitId, int> counts;
  std::set<std::string> groups;
  for (const auto& place : p_.desk.places) {
    for (const auto& cluster : place.clusters) {
      if (!inside.covers(cluster.unit)) continue;
      ++counts[cluster.unit];
      groups.insert(cluster.groups.begin(), cluster.groups.end());
    }
  }
  json::array units, names;
  const auto* tree = p_.desk.registry.tree();
  for (const auto& unit : tree ? tree->units() : std::vector<protocol::Unit>{}) {
    if (!inside.covers(unit.id) || (unit.until && *unit.until <= p_.context.now())) continue;
    units.push_back(json::object{{"id", unit.id.text()}, {"name", unit.name}, {"kind", unit.kind},
                                 {"parent", unit.parent ? json::value(unit.parent->text()) : json::value(nullptr)},
                                 {"clusters", counts[unit.id]}, {"people", nullptr}});
  }
  for (const auto& group : groups) names.push_back(json::value(group));
  co_return json_response(json::object{{"units", units}, {"groups", names}});
}

ApiAnswer StationApi::clusters(ApiCall call) {
  const auto inside = area(call, Right::station_read);
  const auto limit = static_cast<std::size_t>(std::clamp(number_of(query_of(call, "limit"), 100), 1, 500));
  const auto wanted = to_nfc(query_of(call, "q"));
  json::array list;
  for (const auto& place : p_.desk.places) {
    for (const auto& cluster : place.clusters) {
      if (list.size() == limit || !inside.covers(cluster.unit)) continue;
      if (wanted && cluster.name.find(*wanted) == std::string::npos) continue;
      list.push_back(named_cluster(cluster));
    }
  }
  co_return json_response(json::object{{"clusters", list}});
}

}  // namespace loa::controller
