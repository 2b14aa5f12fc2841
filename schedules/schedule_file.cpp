#include "schedules/schedule_file.h"

#include "core/yaml.h"
#include "schedules/ical/rrule.h"

namespace loa::schedules {
namespace {

Error bad_value(const YamlNode& node, std::string_view key, const std::string& value, std::string expected) {
  return fail("schedule.file_value", {{"key", std::string(key)}, {"value", value}, {"expected", std::move(expected)}}, node.place());
}
Error unknown_name(const YamlNode& node, std::string kind, const std::string& name) {
  return fail("schedule.file_name_unknown", {{"kind", std::move(kind)}, {"name", name}}, node.place());
}

// Reads an optional text through `parse` (an optional-returning function) into `out`.
template <class T, class Parse>
Status read_word(const YamlNode& map, std::string_view key, Parse parse, std::string expected, T& out) {
  const auto node = map.find(key);
  if (!node) return ok();
  LOA_TRY(const auto text, node->text(200));
  const auto value = parse(text);
  if (!value) return bad_value(*node, key, text, std::move(expected));
  out = *value;
  return ok();
}

std::optional<CivilTime> civil_from(std::string text) {
  if (text.size() >= 11 && text[10] == ' ') text[10] = 'T';
  if (text.size() == 16) text += ":00";
  const auto time = parse_civil(text);
  return time ? std::optional(*time) : std::nullopt;
}
std::optional<CivilDay> day_from(const std::string& text) {
  const auto day = parse_day(text);
  return day ? std::optional(*day) : std::nullopt;
}
// HH:MM:SS or HH:MM:SS.mmm
std::optional<Millis> duration_from(std::string text) {
  Millis fraction{0};
  if (text.size() == 12 && text[8] == '.') {
    for (int i = 9; i < 12; ++i) {
      if (text[i] < '0' || text[i] > '9') return std::nullopt;
      fraction = fraction * 10 + Millis{text[i] - '0'};
    }
    text.resize(8);
  }
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  int part[3];
  for (int i = 0; i < 3; ++i) {
    const char tens = text[i * 3], ones = text[i * 3 + 1];
    if (tens < '0' || tens > '9' || ones < '0' || ones > '9') return std::nullopt;
    part[i] = (tens - '0') * 10 + (ones - '0');
  }
  if (part[1] > 59 || part[2] > 59) return std::nullopt;
  return std::chrono::hours(part[0]) + std::chrono::minutes(part[1]) + std::chrono::seconds(part[2]) + fraction;
}

Status read_integer(const YamlNode& map, std::string_view key, int min, int max, int& out) {
  const auto node = map.find(key);
  if (!node) return ok();
  LOA_TRY(const auto value, node->integer(min, max));
  out = static_cast<int>(value);
  return ok();
}

template <class T, class Parse>
Status read_dates(const YamlNode& map, std::string_view key, Parse parse, std::string expected, std::vector<T>& out) {
  const auto list = map.find(key);
  if (!list) return ok();
  if (!list->is_list()) return fail("yaml.not_list", {}, list->place());
  for (const auto& node : list->items()) {
    LOA_TRY(const auto text, node.text(40));
    const auto value = parse(text);
    if (!value) return bad_value(node, key, text, expected);
    out.push_back(*value);
  }
  return ok();
}

class Reader {
 public:
  explicit Reader(const NameResolver& names) : names_(names) {}

  Result<std::vector<Item>> file(const YamlNode& root) {
    LOA_TRY(const auto version, root.at("version"));
    LOA_TRY(const auto number, version.integer(1, 1));
    (void)number;
    LOA_TRY(const auto list, root.at("items"));
    if (!list.is_list()) return fail("yaml.not_list", {}, list.place());
    std::vector<Item> items;
    for (const auto& node : list.items()) {
      if (items.size() >= kMaxItemsPerFile)
        return fail("schedule.file_too_many", {{"limit", std::to_string(kMaxItemsPerFile)}}, node.place());
      LOA_TRY(auto item, one(node));
      items.push_back(std::move(item));
    }
    LOA_TRY_OK(root.check_all_read());
    return items;
  }

 private:
  Result<Item> one(const YamlNode& node) {
    if (!node.is_map()) return fail("yaml.not_map", {}, node.place());
    Item item;
    LOA_TRY(const auto title, node.at("title"));
    LOA_TRY(item.title, title.text(300));
    LOA_TRY_OK(read_word(node, "kind", item_kind_from, "programme, relay, playlist or live", item.kind));
    LOA_TRY_OK(read_word(node, "class", broadcast_class_from, "normal or priority", item.cls));
    LOA_TRY_OK(read_word(node, "level", owner_level_from, "national, province or commune", item.level));
    LOA_TRY_OK(read_word(node, "overrun", overrun_from, "cut, finish or push", item.overrun));
    LOA_TRY_OK(read_word(node, "late", late_from, "join or skip", item.late));
    LOA_TRY_OK(read_integer(node, "order", -1'000'000, 1'000'000, item.order));
    LOA_TRY_OK(read_integer(node, "volume", 0, 100, item.volume));
    LOA_TRY_OK(programme(node, item));
    LOA_TRY_OK(read_source(node, item));
    LOA_TRY_OK(when(node, item));
    LOA_TRY_OK(targets(node, item));
    if (auto sane = check(item); !sane) return fail(sane.error().code, sane.error().params, node.place());
    return item;
  }

  Status programme(const YamlNode& node, Item& item) {
    if (item.kind == ItemKind::relay || item.kind == ItemKind::live) return ok();
    if (const auto list = item.kind == ItemKind::playlist ? node.find("playlist") : std::nullopt) return playlist(*list, item);
    LOA_TRY(const auto name_node, node.at("programme"));
    LOA_TRY(const auto name, name_node.text(300));
    const auto found = names_.programme(name);
    if (!found) return unknown_name(name_node, "programme", name);
    item.programme = found->id;
    item.revision = found->revision;
    item.manifest = found->manifest;
    item.duration = found->duration;
    return ok();
  }

  Status playlist(const YamlNode& list, Item& item) {
    if (!list.is_list()) return fail("yaml.not_list", {}, list.place());
    for (const auto& node : list.items()) {
      LOA_TRY(const auto name, node.text(300));
      const auto found = names_.programme(name);
      if (!found) return unknown_name(node, "programme", name);
      item.playlist.push_back(entry_of(*found, name));
    }
    item.duration = total_duration(item.playlist);
    return ok();
  }

  Status read_source(const YamlNode& node, Item& item) {
    if (item.kind != ItemKind::relay) return ok();
    const auto source = node.find("source");
    if (!source) return ok();
    LOA_TRY(item.source, source->text(kMaxSource));
    return ok();
  }

  // Lunar dates, seasons, holidays: each in its text form.
  Status calendar(const YamlNode& node, Item& item) {
    LOA_TRY_OK(read_rule(node, "lunar", parse_lunar_rule, item.lunar));
    LOA_TRY_OK(read_rule(node, "holidays", parse_holiday_rule, item.holidays));
    const auto seasons = node.find("seasons");
    if (!seasons) return ok();
    if (!seasons->is_list()) return fail("yaml.not_list", {}, seasons->place());
    for (const auto& entry : seasons->items()) {
      LOA_TRY(const auto text, entry.text(20));
      const auto season = parse_season(text);
      if (!season) return fail(season.error().code, season.error().params, entry.place());
      item.seasons.push_back(*season);
    }
    return ok();
  }

  template <class Parse, class T>
  static Status read_rule(const YamlNode& node, std::string_view key, Parse parse, T& out) {
    const auto found = node.find(key);
    if (!found) return ok();
    LOA_TRY(const auto text, found->text(400));
    auto rule = parse(text);
    if (!rule) return fail(rule.error().code, rule.error().params, found->place());
    out = std::move(*rule);
    return ok();
  }

  Status when(const YamlNode& node, Item& item) {
    LOA_TRY(const auto start, node.at("start"));
    (void)start;
    LOA_TRY_OK(read_word(node, "start", civil_from, "YYYY-MM-DD HH:MM", item.start));
    LOA_TRY_OK(read_word(node, "duration", duration_from, "HH:MM:SS", item.duration));
    if (item.duration == Millis{0}) return fail("yaml.missing_key", {{"key", "duration"}}, node.place());
    if (const auto rule = node.find("rrule")) {
      LOA_TRY(item.rrule, rule->text(1000));
      if (auto fine = check_rrule(item.rrule); !fine) return fail(fine.error().code, fine.error().params, rule->place());
    }
    LOA_TRY_OK(calendar(node, item));
    LOA_TRY_OK(read_dates(node, "exdates", day_from, "YYYY-MM-DD", item.exdates));
    return read_dates(node, "rdates", civil_from, "YYYY-MM-DD HH:MM", item.rdates);
  }

  Status targets(const YamlNode& node, Item& item) {
    LOA_TRY(const auto list, node.at("targets"));
    if (!list.is_list()) return fail("yaml.not_list", {}, list.place());
    for (const auto& entry : list.items()) {
      if (!entry.is_map()) return fail("yaml.not_map", {}, entry.place());
      LOA_TRY(auto target, one_target(entry));
      item.targets.push_back(std::move(target));
    }
    return ok();
  }

  Result<Target> one_target(const YamlNode& entry) {
    if (const auto unit = entry.find("unit")) {
      LOA_TRY(const auto name, unit->text(200));
      const auto id = names_.unit(name);
      if (!id) return unknown_name(*unit, "unit", name);
      return Target::of(*id);
    }
    if (const auto group = entry.find("group")) {
      LOA_TRY(auto name, group->text(120));
      return Target::of_group(std::move(name));
    }
    LOA_TRY(const auto cluster, entry.at("cluster"));
    LOA_TRY(const auto name, cluster.text(200));
    const auto id = names_.cluster(name);
    if (!id) return unknown_name(cluster, "cluster", name);
    return Target::of(*id);
  }

  const NameResolver& names_;
};

}  // namespace

Result<std::vector<Item>> read_schedule_file(const std::string& path, const NameResolver& names) {
  LOA_TRY(const auto root, read_yaml_file(path));
  return Reader(names).file(root);
}

Result<std::vector<Item>> read_schedule(std::string_view text, const std::string& name, const NameResolver& names) {
  LOA_TRY(const auto root, read_yaml(text, name));
  return Reader(names).file(root);
}

}  // namespace loa::schedules
