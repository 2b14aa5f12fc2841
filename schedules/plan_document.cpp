#include "schedules/plan_document.h"

#include "core/unicode.h"

#include <set>

namespace loa::schedules {
namespace {

constexpr int kMaxPath = 16;
constexpr int kMaxGroups = 50;
constexpr std::size_t kMaxNeeds = 32;

json::object target_fields(const Target& target) {
  switch (target.kind) {
    case Target::Kind::unit: return {{"unit", target.unit.text()}};
    case Target::Kind::group: return {{"group", target.group}};
    case Target::Kind::cluster: return {{"cluster", target.cluster.text()}};
  }
  return {};
}

// Names are compared: decomposed Vietnamese means the same as composed.
std::string composed(std::string_view text) {
  const auto out = to_nfc(text);
  return out ? *out : std::string(text);
}

Target read_target(const json::value& value, JsonFields& owner, const std::string& place) {
  JsonFields fields(value, place);
  Target target;
  if (fields.has("unit")) {
    target = Target::of(fields.id<UnitId>("unit"));
  } else if (fields.has("group")) {
    target = Target::of_group(composed(fields.text("group", 120)));
  } else {
    target = Target::of(fields.id<ClusterId>("cluster"));
  }
  if (auto status = fields.status(); !status) owner.note(status.error());
  return target;
}

// Reads a word of a closed list; notes the field when it is none of them.
template <class Value, class From>
Value word(JsonFields& fields, std::string_view key, From from, Value fallback) {
  const auto value = from(fields.text(key, 20));
  if (!value) fields.note(fail("json.field_bad", {{"field", std::string(key)}}, fields.place_of(key)));
  return value.value_or(fallback);
}

template <class T, class Parse>
std::vector<T> dates(JsonFields& fields, std::string_view key, Parse parse) {
  std::vector<T> out;
  for (const auto& value : fields.array_or_empty(key, kMaxDates)) {
    auto parsed = value.is_string() ? parse(std::string_view(value.get_string())) : Result<T>(fail("time.bad", {{"text", "?"}}));
    if (!parsed) {
      fields.note(fail(parsed.error().code, parsed.error().params, fields.place_of(key)));
      return out;
    }
    out.push_back(*parsed);
  }
  return out;
}

template <class T, class Parse>
T moment(JsonFields& fields, std::string_view key, Parse parse) {
  auto parsed = parse(std::string_view(fields.text(key, 32)));
  if (!parsed) {
    fields.note(fail(parsed.error().code, parsed.error().params, fields.place_of(key)));
    return T{};
  }
  return *parsed;
}

template <class T, class Parse>
std::vector<T> texts(JsonFields& fields, std::string_view key, std::size_t limit, Parse parse) {
  std::vector<T> out;
  for (const auto& value : fields.array_or_empty(key, limit)) {
    auto parsed = parse(value.is_string() ? std::string_view(value.get_string()) : std::string_view{});
    if (!parsed) {
      fields.note(fail(parsed.error().code, parsed.error().params, fields.place_of(key)));
      return out;
    }
    out.push_back(std::move(*parsed));
  }
  return out;
}

void read_calendar(JsonFields& fields, Item& item) {
  const auto note = [&](const Error& error, std::string_view key) { fields.note(fail(error.code, error.params, fields.place_of(key))); };
  if (const auto text = fields.text_or_none("lunar", 400)) {
    auto rule = parse_lunar_rule(*text);
    if (rule) item.lunar = std::move(*rule);
    else note(rule.error(), "lunar");
  }
  item.seasons = texts<Season>(fields, "seasons", kMaxSeasons, parse_season);
  if (const auto text = fields.text_or_none("holidays", 400)) {
    auto rule = parse_holiday_rule(*text);
    if (rule) item.holidays = std::move(*rule);
    else note(rule.error(), "holidays");
  }
}

PlaylistEntry read_entry(const json::value& value, JsonFields& owner, const std::string& place) {
  JsonFields fields(value, place);
  PlaylistEntry entry;
  if (fields.has("programme")) entry.programme = fields.id<ProgrammeId>("programme");
  entry.revision = fields.integer("revision", 0, 1'000'000'000);
  entry.manifest = fields.hash_or_none("manifest").value_or(Hash{});
  entry.duration = Millis{fields.integer("duration_ms", 1, kMaxItemDuration.count())};
  entry.title = composed(fields.text_or_none("title", 300).value_or(""));
  if (auto status = fields.status(); !status) owner.note(status.error());
  return entry;
}

json::object entry_fields(const PlaylistEntry& entry) {
  json::object out;
  if (!entry.programme.is_nil()) out["programme"] = entry.programme.text();
  out["revision"] = entry.revision;
  if (!entry.manifest.is_zero()) out["manifest"] = entry.manifest.hex();
  out["duration_ms"] = entry.duration.count();
  if (!entry.title.empty()) out["title"] = entry.title;
  return out;
}

// A member that narrows stands in "needs": who does not know it must not air the item on days it leaves out.
void check_needs(JsonFields& fields) {
  for (const auto& need : fields.array_or_empty("needs", kMaxNeeds)) {
    const auto* name = need.if_string();
    if (!name || !fields.was_read(std::string_view(*name)))
      fields.note(fail("document.needs", {{"field", name ? std::string(*name) : "?"}}, fields.place_of("needs")));
  }
}

void write_calendar(const Item& item, json::object& out) {
  json::array needs, seasons;
  if (item.lunar) out["lunar"] = to_text(*item.lunar), needs.emplace_back("lunar");
  for (const auto& season : item.seasons) seasons.emplace_back(to_text(season));
  if (!seasons.empty()) out["seasons"] = std::move(seasons), needs.emplace_back("seasons");
  if (item.holidays.mode != HolidayRule::Mode::any) out["holidays"] = to_text(item.holidays), needs.emplace_back("holidays");
  if (!item.playlist.empty()) {
    json::array playlist;
    for (const auto& entry : item.playlist) playlist.push_back(entry_fields(entry));
    out["playlist"] = std::move(playlist);
    needs.emplace_back("playlist");
  }
  if (!item.source.empty()) out["source"] = item.source;
  if (!needs.empty()) out["needs"] = std::move(needs);
}

ClusterPlace read_cluster(const json::value& value, JsonFields& owner, const std::string& place) {
  JsonFields fields(value, place);
  ClusterPlace out;
  out.id = fields.id<ClusterId>("id");
  for (const auto& step : fields.array("path", kMaxPath)) {
    auto unit = step.is_string() ? UnitId::parse(std::string_view(step.get_string())) : Result<UnitId>(fail("id.bad", {{"text", "?"}}));
    if (!unit) {
      fields.note(fail("json.field_bad", {{"field", "path"}}, fields.place_of("path")));
      break;
    }
    out.path.push_back(*unit);
  }
  if (!out.path.empty()) out.unit = out.path.front();
  if (out.path.empty()) fields.note(fail("json.field_bad", {{"field", "path"}}, fields.place_of("path")));
  for (const auto& group : fields.array_or_empty("groups", kMaxGroups))
    if (group.is_string()) out.groups.push_back(composed(std::string_view(group.get_string())));
  if (auto status = fields.status(); !status) owner.note(status.error());
  return out;
}

std::string at_index(const std::string& place, std::string_view key, std::size_t i) {
  return (place.empty() ? "" : place + ".") + std::string(key) + "[" + std::to_string(i) + "]";
}

void read_items(JsonFields& fields, PlanDocument& plan) {
  std::set<ItemId> seen;
  std::size_t i = 0;
  for (const auto& value : fields.array("items", kMaxPlanItems)) {
    const auto place = at_index({}, "items", i++);
    auto item = read_item(value, place);
    if (!item) return fields.note(item.error());
    if (!seen.insert(item->id).second) return fields.note(fail("schedule.plan_bad", {{"why", "item twice"}}, place));
    plan.items.push_back(std::move(*item));
  }
}

void read_clusters(JsonFields& fields, PlanDocument& plan) {
  std::set<ClusterId> seen;
  std::size_t i = 0;
  for (const auto& value : fields.array("clusters", kMaxPlanClusters)) {
    const auto place = at_index({}, "clusters", i++);
    plan.clusters.push_back(read_cluster(value, fields, place));
    if (!seen.insert(plan.clusters.back().id).second)
      return fields.note(fail("schedule.plan_bad", {{"why", "cluster twice"}}, place));
  }
}

}  // namespace

json::object item_fields(const Item& item) {
  json::array targets, exdates, rdates;
  for (const auto& target : item.targets) targets.push_back(target_fields(target));
  for (const auto day : item.exdates) exdates.emplace_back(format_day(day));
  for (const auto time : item.rdates) rdates.emplace_back(format_civil(time));
  json::object out{{"id", item.id.text()}, {"kind", to_text(item.kind)}};
  if (!item.programme.is_nil()) out["programme"] = item.programme.text();
  out["revision"] = item.revision;
  if (!item.manifest.is_zero()) out["manifest"] = item.manifest.hex();
  out["title"] = item.title;
  out["class"] = loa::to_text(item.cls);
  out["level"] = to_text(item.level);
  out["targets"] = std::move(targets);
  out["start"] = format_civil(item.start);
  if (!item.rrule.empty()) out["rrule"] = item.rrule;
  if (!exdates.empty()) out["exdates"] = std::move(exdates);
  if (!rdates.empty()) out["rdates"] = std::move(rdates);
  out["duration_ms"] = item.duration.count();
  out["overrun"] = to_text(item.overrun);
  out["late"] = to_text(item.late);
  out["order"] = item.order;
  out["volume"] = item.volume;
  out["created"] = to_unix_ms(item.created);
  write_calendar(item, out);
  return out;
}

Result<Item> read_item(const json::value& value, const std::string& place) {
  JsonFields fields(value, place);
  Item item;
  item.id = fields.id<ItemId>("id");
  item.kind = word(fields, "kind", item_kind_from, ItemKind::programme);
  if (fields.has("programme")) item.programme = fields.id<ProgrammeId>("programme");
  item.revision = fields.integer("revision", 0, 1'000'000'000);
  item.manifest = fields.hash_or_none("manifest").value_or(Hash{});
  item.title = composed(fields.text("title", 300));
  item.cls = word(fields, "class", broadcast_class_from, BroadcastClass::normal);
  item.level = word(fields, "level", owner_level_from, OwnerLevel::commune);
  std::size_t i = 0;
  for (const auto& target : fields.array("targets", kMaxTargets))
    item.targets.push_back(read_target(target, fields, at_index(place, "targets", i++)));
  item.start = moment<CivilTime>(fields, "start", parse_civil);
  item.rrule = fields.text_or_none("rrule", 1000).value_or("");
  item.exdates = dates<CivilDay>(fields, "exdates", parse_day);
  item.rdates = dates<CivilTime>(fields, "rdates", parse_civil);
  read_calendar(fields, item);
  std::size_t entry = 0;
  for (const auto& value_of_entry : fields.array_or_empty("playlist", kMaxPlaylist))
    item.playlist.push_back(read_entry(value_of_entry, fields, at_index(place, "playlist", entry++)));
  item.source = composed(fields.text_or_none("source", kMaxSource).value_or(""));
  item.duration = Millis{fields.integer("duration_ms", 1, kMaxItemDuration.count())};
  item.overrun = word(fields, "overrun", overrun_from, Overrun::cut);
  item.late = word(fields, "late", late_from, Late::join);
  item.order = static_cast<int>(fields.integer("order", -1'000'000, 1'000'000));
  item.volume = static_cast<int>(fields.integer("volume", 0, 100));
  item.created = fields.utc("created");
  check_needs(fields);
  LOA_TRY_OK(fields.status());
  if (auto status = check(item); !status) return fail(status.error().code, status.error().params, place);
  return item;
}

std::string write_plan(const PlanDocument& plan) {
  json::array items, clusters;
  for (const auto& item : plan.items) items.push_back(item_fields(item));
  for (const auto& cluster : plan.clusters) {
    json::array path, groups;
    for (const auto& unit : cluster.path) path.emplace_back(unit.text());
    for (const auto& group : cluster.groups) groups.emplace_back(group);
    json::object fields{{"id", cluster.id.text()}, {"path", std::move(path)}};
    if (!groups.empty()) fields["groups"] = std::move(groups);
    clusters.push_back(std::move(fields));
  }
  return write_json(json::object{{"v", plan.v}, {"zone", plan.zone}, {"from", format_day(plan.from)},
                                 {"until", format_day(plan.until)}, {"items", std::move(items)},
                                 {"clusters", std::move(clusters)}});
}

Result<PlanDocument> read_plan(std::string_view text) {
  LOA_TRY(const auto value, parse_json(text, {.max_bytes = kMaxPlanBytes}));
  JsonFields fields(value);
  PlanDocument plan;
  plan.v = static_cast<int>(fields.integer("v", 1, 1));
  plan.zone = fields.text("zone", 64);
  plan.from = moment<CivilDay>(fields, "from", parse_day);
  plan.until = moment<CivilDay>(fields, "until", parse_day);
  read_items(fields, plan);
  read_clusters(fields, plan);
  LOA_TRY_OK(fields.status());
  LOA_TRY(const auto zone, Zone::locate(plan.zone));
  (void)zone;
  if (plan.until < plan.from) return fail("schedule.plan_bad", {{"why", "until is before from"}}, "until");
  return plan;
}

}  // namespace loa::schedules
