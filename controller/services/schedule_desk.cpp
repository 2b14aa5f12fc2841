#include "controller/services/schedule_desk.h"

#include "controller/domain/make_good.h"
#include "controller/domain/usual_hours.h"
#include "controller/services/api_json.h"
#include "controller/services/desk_names.h"

#include <algorithm>

namespace loa::controller {

namespace {

constexpr std::size_t kMaxTargets = schedules::kMaxTargets;
constexpr std::size_t kMaxTitle = 300;

template <class IdType>
std::vector<IdType> ids(JsonFields& fields, std::string_view key) {
  std::vector<IdType> out;
  for (const auto& value : fields.array_or_empty(key, kMaxTargets)) {
    auto id = value.is_string() ? IdType::parse(std::string_view(value.get_string())) : Result<IdType>(fail("id.bad"));
    if (id) {
      out.push_back(*id);
    } else {
      fields.note(fail("json.field_bad", {{"field", std::string(key)}}, fields.place_of(key)));
    }
  }
  return out;
}

std::vector<schedules::Target> read_targets(JsonFields& fields) {
  std::vector<schedules::Target> out;
  const auto* value = fields.find("targets");
  if (!value) {
    fields.note(fail("json.field_missing", {{"field", "targets"}}, fields.place_of("targets")));
    return out;
  }
  JsonFields targets(*value, fields.place_of("targets"));
  for (const auto& unit : ids<UnitId>(targets, "units")) out.push_back(schedules::Target::of(unit));
  for (const auto& cluster : ids<ClusterId>(targets, "clusters")) out.push_back(schedules::Target::of(cluster));
  for (const auto& group : targets.array_or_empty("groups", kMaxTargets)) {
    if (group.is_string()) out.push_back(schedules::Target::of_group(std::string(group.get_string())));
  }
  if (auto status = targets.status(); !status) fields.note(status.error());
  return out;
}

template <class Value>
Value choice(JsonFields& fields, std::string_view key, Value fallback,
             std::initializer_list<std::pair<std::string_view, Value>> choices) {
  const auto text = fields.text_or_none(key, 32);
  if (!text) return fallback;
  for (const auto& [name, value] : choices) {
    if (name == *text) return value;
  }
  fields.note(fail("json.field_bad", {{"field", std::string(key)}}, fields.place_of(key)));
  return fallback;
}

}  // namespace

Result<schedules::Item> ScheduleDesk::read(JsonFields& fields) {
  schedules::Item item;
  item.id = ItemId::make(context_.now(), context_.random);
  item.created = context_.now();
  item.programme = fields.id<ProgrammeId>("programme");
  item.title = fields.text_or_none("title", kMaxTitle).value_or("");
  item.targets = read_targets(fields);
  auto start = parse_civil(fields.text("start", 32));
  if (start) {
    item.start = *start;
  } else {
    fields.note(fail("json.field_bad", {{"field", "start"}}, fields.place_of("start")));
  }
  item.rrule = fields.text_or_none("rrule", 512).value_or("");
  item.cls = choice(fields, "class", BroadcastClass::normal,
                    {{"normal", BroadcastClass::normal}, {"priority", BroadcastClass::priority}});
  item.late = choice(fields, "late", schedules::Late::join,
                     {{"join", schedules::Late::join}, {"skip", schedules::Late::skip}});
  item.overrun = choice(fields, "overrun", schedules::Overrun::cut,
                        {{"cut", schedules::Overrun::cut}, {"finish", schedules::Overrun::finish},
                         {"push", schedules::Overrun::push}});
  item.volume = static_cast<int>(fields.integer_or_none("volume", 0, 100).value_or(70));
  LOA_TRY_OK(fields.status());
  return item;
}

void ScheduleDesk::warn_unapproved(CheckedItem& checked) const {
  const auto& item = checked.record.item;
  auto start = context_.zone.to_utc(item.start);
  const UtcTime at = start ? std::max(*start, context_.now()) : context_.now();
  for (const auto& unit : checked.record.units) {
    if (desk_.registry.approval_for(item.manifest, unit, at)) continue;
    const auto* tree = desk_.registry.tree();
    const auto* named = tree ? tree->find(unit) : nullptr;
    checked.warnings.push_back(fail("item.not_approved", {{"title", item.title}, {"unit", named ? named->name : unit.text()}}));
  }
}

Result<CheckedItem> ScheduleDesk::check(std::string_view body) {
  LOA_TRY(auto value, parse_json(body, {.max_bytes = 64 * 1024}));
  JsonFields fields(value);
  LOA_TRY(auto item, read(fields));
  const bool accept_conflicts = fields.boolean("accept_conflicts", false);
  LOA_TRY_OK(fields.status());
  if (!desk_.programmes.contains(item.programme)) return fail("controller.programme_unknown");
  LOA_TRY(auto checked, check_parsed(std::move(item), {}));
  checked.accept_conflicts = accept_conflicts;
  return checked;
}

Result<std::vector<CheckedItem>> ScheduleDesk::check_file(std::string_view yaml, const std::string& name) {
  LOA_TRY(auto items, schedules::read_schedule(yaml, name, DeskNames(desk_, context_.now())));
  std::vector<CheckedItem> out;
  std::vector<schedules::Item> before;
  for (auto& item : items) {
    item.id = ItemId::make(context_.now(), context_.random);
    item.created = context_.now();
    auto checked = check_parsed(std::move(item), before);
    if (!checked) {
      Error error = checked.error();
      if (error.place.empty()) error.place = name;
      return error;
    }
    before.push_back(checked->record.item);
    out.push_back(std::move(*checked));
  }
  return out;
}

schedules::Item ScheduleDesk::resolve(schedules::Item item) const {
  const auto view = desk_.view();
  const PlanSources sources{desk_.registry, desk_.shelf, view.programmes, view.items, context_.zone};
  return resolved(sources, std::move(item), context_.now());
}

Result<CheckedItem> ScheduleDesk::check_parsed(schedules::Item item, const std::vector<schedules::Item>& beside) const {
  CheckedItem checked;
  auto view = desk_.view();
  view.items.insert(view.items.end(), beside.begin(), beside.end());
  const PlanSources sources{desk_.registry, desk_.shelf, view.programmes, view.items, context_.zone};
  auto plan = plan_for(sources, desk_.places, context_.now());
  const auto policies = policy_paths(sources, desk_.places);
  item = resolved(sources, std::move(item), context_.now());
  LOA_TRY_OK(schedules::check(item));
  checked.record.units = reach(plan, item);
  if (checked.record.units.empty()) return fail("item.no_clusters");
  const auto first = std::max(plan.from, date::floor<date::days>(item.start));
  const auto last = std::max(plan.until, first + date::days(2));
  plan = narrowed(plan, item);
  plan.until = last;
  checked.conflicts = schedules::check_item(plan, policies, item, first, last);
  checked.unusual = unusual_hours(item, plan, context_.zone);
  checked.record.item = std::move(item);
  warn_unapproved(checked);
  return checked;
}

asio::awaitable<Status> ScheduleDesk::save(std::vector<ItemRecord> records, std::string actor) {
  auto work = [records, actor, now = context_.now()](Store& store) {
    return store.library.put_items(AreaScope::whole(), records, now, actor);
  };
  auto stored = co_await context_.store.run(std::move(work));
  if (!stored) co_return stored.error();
  for (auto& record : records) {
    context_.log.info("item.saved", {{"item", record.item.id.text()}, {"title", record.item.title}});
    desk_.items[record.item.id] = std::move(record);
  }
  publisher_.touch();
  co_return ok();
}

asio::awaitable<Status> ScheduleDesk::remove(ItemId item, std::string actor) {
  auto work = [item, actor, now = context_.now()](Store& store) {
    return store.library.remove_item(AreaScope::whole(), item, now, actor);
  };
  auto stored = co_await context_.store.run(std::move(work));
  if (!stored) co_return stored.error();
  desk_.items.erase(item);
  publisher_.touch();
  co_return ok();
}

schedules::Explanation ScheduleDesk::explain(const ClusterId& cluster, UtcTime at) const {
  return schedules::explain(desk_.plan, desk_.policies, cluster, at);
}

json::object conflict_json(const schedules::Conflict& conflict) {
  json::object out = texts_json(conflict.error);
  out["breach"] = is_breach(conflict);
  out["occurrence"] = format_civil(conflict.at);
  json::array clusters, choices;
  for (const auto& cluster : conflict.clusters) clusters.push_back(json::value(cluster.text()));
  if (conflict.after) choices.push_back(json::object{{"kind", "after"}, {"start", format_civil(*conflict.after)}});
  if (conflict.can_replace) choices.push_back(json::object{{"kind", "replace"}, {"start", format_civil(conflict.at)}});
  out["clusters"] = std::move(clusters);
  out["other"] = conflict.other ? json::value(conflict.other->text()) : json::value(nullptr);
  out["choices"] = std::move(choices);
  return out;
}

bool is_breach(const schedules::Conflict& conflict) { return conflict.kind != schedules::Conflict::Kind::overlap; }

}  // namespace loa::controller
