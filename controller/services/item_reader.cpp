#include "controller/services/item_reader.h"

namespace loa::controller {

namespace {

using schedules::Target;

template <class IdType>
std::vector<IdType> ids(JsonFields& fields, std::string_view key, std::size_t limit) {
  std::vector<IdType> out;
  for (const auto& value : fields.array_or_empty(key, limit)) {
    auto id = value.is_string() ? IdType::parse(std::string_view(value.get_string())) : Result<IdType>(fail("id.bad"));
    if (id) out.push_back(*id);
    else fields.note(fail("json.field_bad", {{"field", std::string(key)}}, fields.place_of(key)));
  }
  return out;
}

template <class Value, class Parse>
std::vector<Value> parsed(JsonFields& fields, std::string_view key, Parse parse) {
  std::vector<Value> out;
  for (const auto& value : fields.array_or_empty(key, schedules::kMaxDates)) {
    auto one = value.is_string() ? parse(std::string_view(value.get_string())) : Result<Value>(fail("time.bad", {{"text", ""}}));
    if (one) out.push_back(*one);
    else fields.note(fail("json.field_bad", {{"field", std::string(key)}}, fields.place_of(key)));
  }
  return out;
}

template <class Value, class From>
void word(JsonFields& fields, std::string_view key, From from, Value& into) {
  const auto text = fields.text_or_none(key, 32);
  if (!text) return;
  if (const auto value = from(*text)) into = *value;
  else fields.note(fail("json.field_bad", {{"field", std::string(key)}}, fields.place_of(key)));
}

std::vector<Target> read_targets(JsonFields& fields) {
  std::vector<Target> out;
  const auto* value = fields.find("targets");
  if (!value) {
    fields.note(fail("json.field_missing", {{"field", "targets"}}, fields.place_of("targets")));
    return out;
  }
  JsonFields targets(*value, fields.place_of("targets"));
  for (const auto& unit : ids<UnitId>(targets, "units", schedules::kMaxTargets)) out.push_back(Target::of(unit));
  for (const auto& cluster : ids<ClusterId>(targets, "clusters", schedules::kMaxTargets)) out.push_back(Target::of(cluster));
  for (const auto& group : targets.array_or_empty("groups", schedules::kMaxTargets)) {
    if (group.is_string()) out.push_back(Target::of_group(std::string(group.get_string())));
  }
  if (auto status = targets.status(); !status) fields.note(status.error());
  return out;
}

// Revision, manifest and duration are the library's to say.
std::vector<schedules::PlaylistEntry> read_playlist(JsonFields& fields) {
  std::vector<schedules::PlaylistEntry> out;
  for (const auto& value : fields.array_or_empty("playlist", schedules::kMaxPlaylist)) {
    JsonFields entry(value, fields.place_of("playlist") + "/" + std::to_string(out.size()));
    out.push_back({entry.id<ProgrammeId>("programme"), 0, {}, {}, entry.text_or_none("title", 300).value_or("")});
    if (auto status = entry.status(); !status) fields.note(status.error());
  }
  return out;
}

json::array playlist_json(const std::vector<schedules::PlaylistEntry>& playlist) {
  json::array out;
  for (const auto& entry : playlist) {
    out.push_back(json::object{{"programme", entry.programme.text()}, {"title", entry.title}, {"duration_ms", entry.duration.count()}});
  }
  return out;
}

void read_rule(JsonFields& fields, schedules::Item& item) {
  auto start = parse_civil(fields.text("start", 32));
  if (start) item.start = *start;
  else fields.note(fail("json.field_bad", {{"field", "start"}}, fields.place_of("start")));
  item.rrule = fields.text_or_none("rrule", 512).value_or("");
  if (const auto lunar = fields.text_or_none("lunar", 200); lunar && !lunar->empty()) {
    auto rule = schedules::parse_lunar_rule(*lunar);
    if (rule) item.lunar = *rule;
    else fields.note(fail(rule.error().code, rule.error().params, fields.place_of("lunar")));
  }
  item.exdates = parsed<CivilDay>(fields, "exdates", [](std::string_view t) { return parse_day(t); });
  item.rdates = parsed<CivilTime>(fields, "rdates", [](std::string_view t) { return parse_civil(t); });
  item.seasons = parsed<schedules::Season>(fields, "seasons", [](std::string_view t) { return schedules::parse_season(t); });
  if (const auto holidays = fields.text_or_none("holidays", 200); holidays && !holidays->empty()) {
    auto rule = schedules::parse_holiday_rule(*holidays);
    if (rule) item.holidays = *rule;
    else fields.note(fail(rule.error().code, rule.error().params, fields.place_of("holidays")));
  }
}

}  // namespace

Result<ItemDraft> read_item_draft(const json::value& body) {
  JsonFields fields(body);
  ItemDraft out;
  auto& item = out.item;
  word(fields, "kind", schedules::item_kind_from, item.kind);
  if (fields.has("programme")) item.programme = fields.id<ProgrammeId>("programme");
  if (fields.has("item")) out.edit_of = fields.id<ItemId>("item");
  item.playlist = read_playlist(fields);
  item.title = fields.text_or_none("title", 300).value_or("");
  item.source = fields.text_or_none("source", schedules::kMaxSource).value_or("");
  item.targets = read_targets(fields);
  read_rule(fields, item);
  item.duration = Millis(fields.integer_or_none("duration_ms", 1, schedules::kMaxItemDuration.count()).value_or(0));
  word(fields, "class", broadcast_class_from, item.cls);
  word(fields, "level", schedules::owner_level_from, item.level);
  word(fields, "late", schedules::late_from, item.late);
  word(fields, "overrun", schedules::overrun_from, item.overrun);
  item.order = static_cast<int>(fields.integer_or_none("order", 0, 1000).value_or(100));
  item.volume = static_cast<int>(fields.integer_or_none("volume", 0, 100).value_or(70));
  out.accept_conflicts = fields.boolean("accept_conflicts", false);
  out.replace = ids<ItemId>(fields, "replace", 20);
  LOA_TRY_OK(fields.status());
  return out;
}

json::object targets_json(const std::vector<Target>& targets) {
  json::array units, clusters, groups;
  for (const auto& target : targets) {
    if (target.kind == Target::Kind::unit) units.push_back(json::value(target.unit.text()));
    if (target.kind == Target::Kind::cluster) clusters.push_back(json::value(target.cluster.text()));
    if (target.kind == Target::Kind::group) groups.push_back(json::value(target.group));
  }
  return {{"units", units}, {"clusters", clusters}, {"groups", groups}};
}

json::object item_json(const ItemVersion& version, bool movable) {
  const auto& item = version.wanted;
  json::array units, exdates, rdates, seasons;
  for (const auto& unit : version.units) units.push_back(json::value(unit.text()));
  for (const auto day : item.exdates) exdates.push_back(json::value(format_day(day)));
  for (const auto time : item.rdates) rdates.push_back(json::value(format_civil(time)));
  for (const auto& season : item.seasons) seasons.push_back(json::value(schedules::to_text(season)));
  json::object out{{"id", item.id.text()}, {"revision", version.version}, {"state", to_text(version.state)}, {"title", item.title},
                   {"kind", to_text(item.kind)}, {"class", to_text(item.cls)}, {"level", to_text(item.level)},
                   {"targets", targets_json(item.targets)}, {"units", units}, {"start", format_civil(item.start)},
                   {"rrule", item.rrule}, {"lunar", item.lunar ? json::value(schedules::to_text(*item.lunar)) : json::value(nullptr)},
                   {"seasons", seasons}, {"holidays", schedules::to_text(item.holidays)}, {"exdates", exdates}, {"rdates", rdates}};
  out["programme"] = item.programme.is_nil() ? json::value(nullptr) : json::value(item.programme.text());
  out["playlist"] = playlist_json(item.playlist);
  out["source"] = item.source;
  out["duration_ms"] = item.duration.count();
  out["late"] = to_text(item.late);
  out["overrun"] = to_text(item.overrun);
  out["order"] = item.order;
  out["volume"] = item.volume;
  out["makes_good"] = version.makes_good.is_zero() ? json::value(nullptr) : json::value(version.makes_good.hex());
  out["movable"] = movable;
  out["by"] = version.by;
  out["at"] = format_rfc3339(version.at);
  return out;
}

}  // namespace loa::controller
