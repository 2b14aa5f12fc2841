#include "controller/services/item_desk.h"

#include "controller/domain/make_good.h"
#include "controller/services/api_json.h"
#include "schedules/recurrence.h"

#include <algorithm>

namespace loa::controller {

namespace {

constexpr int kPowerCutDays = 35;

CivilDay day_of(CivilTime t) { return date::floor<date::days>(t); }

json::array errors_json(const std::vector<Error>& errors) {
  json::array out;
  for (const auto& error : errors) out.push_back(texts_json(error));
  return out;
}

// A cut that one of the item's coming sounds would fall into.
std::vector<Error> power_cut_warnings(const Desk& desk, const schedules::Item& item, const std::vector<UnitId>& units, UtcTime now,
                                      const Zone& zone) {
  std::vector<Error> out;
  const auto* tree = desk.registry.tree();
  const auto today = date::floor<date::days>(zone.to_civil(now));
  const auto starts = schedules::starts_of(item, today, today + date::days(kPowerCutDays), zone);
  if (!tree || !starts) return out;
  for (const auto& cut : desk.power_cuts) {
    const bool near = std::ranges::any_of(units, [&](const auto& unit) { return tree->covers(cut.unit, unit); });
    const bool hit = near && std::ranges::any_of(*starts, [&](CivilTime start) {
      const auto utc = zone.to_utc(start);
      return utc && overlaps(cut, *utc, *utc + item.duration);
    });
    const auto civil = [&](UtcTime t) { return format_civil(date::floor<std::chrono::seconds>(zone.to_civil(t))); };
    if (hit) out.push_back(fail("item.power_cut", {{"from", civil(cut.from)}, {"until", civil(cut.until)}, {"source", cut.source}}));
  }
  return out;
}

}  // namespace

const ItemVersion* ItemDesk::newest(const ItemId& item) const {
  const auto found = desk_.versions.find(item);
  return found == desk_.versions.end() ? nullptr : &found->second;
}

bool ItemDesk::owns_network(const Caller& caller) const {
  return caller.machine || caller.scope(Right::items_write).is_whole();
}

Status ItemDesk::allowed(const ItemVersion& version, const Caller& caller) const {
  if (version.wanted.level != schedules::OwnerLevel::commune && !owns_network(caller)) {
    return fail("item.immovable", {{"level", std::string(to_text(version.wanted.level))}});
  }
  for (const auto& unit : version.units) {
    if (!caller.machine && !caller.access.has(Right::items_write, unit, version.wanted.cls)) return fail("store.scope");
  }
  return {};
}

bool ItemDesk::movable(const ItemVersion& version, const Caller& caller) const { return allowed(version, caller).has_value(); }

Result<PreparedItem> ItemDesk::prepare(schedules::Item item, std::optional<ItemId> edit_of, const Caller& caller,
                                       const std::string& kind, const std::vector<schedules::Item>& beside) const {
  const auto* held = edit_of ? newest(*edit_of) : nullptr;
  const UtcTime now = context_.now();
  if (edit_of && (!held || held->state == ItemState::removed || held->state == ItemState::refused)) return fail("controller.item_unknown");
  if (held) LOA_TRY_OK(allowed(*held, caller));
  item.id = held ? held->item() : ItemId::make(now, context_.random);
  item.created = held ? held->wanted.created : now;
  const bool of_library = item.kind == schedules::ItemKind::programme;
  const bool entry_missing = std::ranges::any_of(item.playlist, [&](const auto& each) { return !desk_.programmes.contains(each.programme); });
  if (entry_missing || (of_library && !desk_.programmes.contains(item.programme))) return fail("controller.programme_unknown");
  if (item.level != schedules::OwnerLevel::commune && !owns_network(caller)) {
    return fail("item.level", {{"level", std::string(to_text(item.level))}});
  }
  item = schedule_.resolve(std::move(item));
  PreparedItem out;
  const auto* planned = held && held->effective ? &*held->effective : nullptr;
  LOA_TRY(auto effective, standing(planned, item, now, context_.zone));
  auto ahead = effective;
  const auto at = date::floor<std::chrono::seconds>(context_.zone.to_civil(now));
  std::erase_if(ahead.rdates, [&](CivilTime t) { return t < at; });
  LOA_TRY(auto checked, schedule_.check_parsed(std::move(ahead), beside));
  out.version.wanted = std::move(item);
  out.version.effective = std::move(effective);
  out.version.units = checked.record.units;
  out.version.version = held ? held->version + 1 : 1;
  out.version.kind = kind;
  out.version.makes_good = held ? held->makes_good : Hash{};
  LOA_TRY_OK(allowed(out.version, caller));
  out.conflicts = std::move(checked.conflicts);
  out.warnings = std::move(checked.warnings);
  for (auto& cut : power_cut_warnings(desk_, *out.version.effective, out.version.units, now, context_.zone)) {
    out.warnings.push_back(std::move(cut));
  }
  out.unusual = std::move(checked.unusual);
  // An unusual hour that already stands needs nobody again.
  const bool same_hours = planned && held->wanted.start == out.version.wanted.start && held->wanted.rrule == out.version.wanted.rrule &&
                          held->wanted.rdates == out.version.wanted.rdates && held->units == out.version.units &&
                          held->state == ItemState::live;
  if (same_hours) out.unusual.clear();
  if (!out.unusual.empty() && !caller.machine) {
    out.version.state = ItemState::waiting;
    out.version.effective = planned ? std::optional(*planned) : std::nullopt;
  }
  return out;
}

Result<std::vector<PreparedItem>> ItemDesk::giving_way(const PreparedItem& item, const std::vector<ItemId>& replace,
                                                       const Caller& caller) const {
  std::vector<PreparedItem> out;
  for (const auto& id : replace) {
    const auto* other = newest(id);
    if (!other) return fail("controller.item_unknown");
    auto changed = other->wanted;
    for (const auto& conflict : item.conflicts) {
      if (conflict.other != id || !conflict.can_replace || !conflict.other_at) continue;
      const auto day = day_of(*conflict.other_at);
      if (std::ranges::find(changed.exdates, day) == changed.exdates.end()) changed.exdates.push_back(day);
    }
    if (changed.exdates == other->wanted.exdates) continue;
    const bool once = changed.rrule.empty() && !changed.lunar && changed.rdates.empty();
    LOA_TRY(auto version, once ? removal(id, caller, "edit") : prepare(std::move(changed), id, caller, "edit"));
    out.push_back(std::move(version));
  }
  return out;
}

Result<PreparedItem> ItemDesk::removal(const ItemId& item, const Caller& caller, const std::string& kind) const {
  const auto* held = newest(item);
  if (!held || held->state == ItemState::removed || held->state == ItemState::refused) return fail("controller.item_unknown");
  LOA_TRY_OK(allowed(*held, caller));
  PreparedItem out;
  out.version = *held;
  ++out.version.version;
  out.version.state = ItemState::removed;
  out.version.kind = kind;
  out.version.reason.clear();
  out.version.effective = held->effective ? remains(*held->effective, context_.now(), context_.zone) : std::nullopt;
  return out;
}

void ItemDesk::put(const ItemVersion& version) {
  desk_.versions[version.item()] = version;
  if (version.state == ItemState::waiting) return;
  if (version.effective) desk_.items[version.item()] = {*version.effective, version.units};
  else desk_.items.erase(version.item());
}

asio::awaitable<Result<SavedChange>> ItemDesk::save(std::vector<ItemVersion> versions, std::string kind, Caller caller,
                                                    std::optional<ChangeId> undone) {
  SavedChange out;
  const UtcTime now = context_.now();
  out.change = {ChangeId::make(now, context_.random), kind, caller.name, caller.account, now, false, {}};
  for (auto& version : versions) {
    version.change = out.change.id;
    version.by = caller.name;
    version.account = caller.account;
    version.at = now;
    out.change.items.push_back(version.item());
  }
  const auto scope = caller.machine ? AreaScope::whole() : caller.scope(Right::items_write);
  auto work = [scope, change = out.change, versions, undone](Store& store) {
    return store.items.save(scope, change, versions, undone);
  };
  auto stored = co_await context_.store.run(std::move(work));
  if (!stored) co_return stored.error();
  for (const auto& version : versions) {
    context_.log.info("item.saved", {{"item", version.item().text()}, {"title", version.wanted.title}, {"kind", kind}});
    put(version);
  }
  ++stamp_;
  publisher_.touch();
  out.versions = std::move(versions);
  co_return out;
}

asio::awaitable<Result<SavedChange>> ItemDesk::decide(ItemId item, bool confirm, std::string reason, Caller caller) {
  const auto* held = newest(item);
  if (!held) co_return fail("controller.item_unknown");
  if (auto may = allowed(*held, caller); !may) co_return may.error();
  if (held->state != ItemState::waiting) co_return fail("item.not_waiting");
  const bool same = !caller.machine && held->account == caller.account;
  if (same) co_return fail("item.same_person");
  if (!confirm && reason.empty()) co_return fail("item.reason");
  ItemVersion next = *held;
  ++next.version;
  next.kind = confirm ? "confirm" : "refuse";
  next.reason = reason;
  if (confirm) {
    const auto* planned = held->effective ? &*held->effective : nullptr;
    auto effective = standing(planned, held->wanted, context_.now(), context_.zone);
    if (!effective) co_return effective.error();
    next.state = ItemState::live;
    next.effective = *effective;
  } else {
    next.state = held->effective ? ItemState::live : ItemState::refused;
    if (held->effective) next.wanted = *held->effective;  // what stood before it
  }
  std::vector<ItemVersion> versions{std::move(next)};
  co_return co_await save(std::move(versions), confirm ? "confirm" : "refuse", std::move(caller));
}

Result<ItemVersion> ItemDesk::reverted(const ItemVersion& now_held, const std::vector<ItemVersion>& history) const {
  const UtcTime now = context_.now();
  const auto before = std::ranges::find_if(history, [&](const auto& v) { return v.version == now_held.version - 1; });
  ItemVersion out = now_held;
  ++out.version;
  out.kind = "undo";
  out.reason.clear();
  const auto* planned = now_held.effective ? &*now_held.effective : nullptr;
  if (before == history.end() || before->state == ItemState::removed || before->state == ItemState::refused) {
    out.state = ItemState::removed;
    out.effective = planned ? remains(*planned, now, context_.zone) : std::nullopt;
    return out;
  }
  out.wanted = before->wanted;
  out.units = before->units;
  out.state = before->state;
  if (before->state == ItemState::waiting) {
    out.effective = before->effective;
    return out;
  }
  // Of a removed item nothing is planned: what the version before it had begun counts.
  const auto* ground = planned ? planned : before->effective ? &*before->effective : nullptr;
  LOA_TRY(out.effective, standing(ground, before->wanted, now, context_.zone));
  return out;
}

asio::awaitable<Result<SavedChange>> ItemDesk::undo(ChangeId id, Caller caller) {
  struct Held {
    ScheduleChange change;
    std::map<ItemId, std::vector<ItemVersion>> histories;
  };
  auto work = [id](Store& store) -> Result<Held> {
    LOA_TRY(auto changes, store.items.changes(AreaScope::whole(), 500));
    const auto found = std::ranges::find(changes, id, &ScheduleChange::id);
    if (found == changes.end()) return fail("change.unknown");
    Held out{*found, {}};
    for (const auto& item : found->items) {
      LOA_TRY(out.histories[item], store.items.history(AreaScope::whole(), item));
    }
    return out;
  };
  auto held = co_await context_.store.run(std::move(work));
  if (!held) co_return held.error();
  if (held->change.undone || held->change.at + kUndoTime < context_.now()) co_return fail("change.too_late");
  std::vector<ItemVersion> versions;
  for (const auto& [item, history] : held->histories) {
    const auto* now_held = newest(item);
    if (!now_held || now_held->change != id) co_return fail("change.newer");
    if (auto may = allowed(*now_held, caller); !may) co_return may.error();
    auto version = reverted(*now_held, history);
    if (!version) co_return version.error();
    versions.push_back(std::move(*version));
  }
  co_return co_await save(std::move(versions), "undo", std::move(caller), id);
}

json::object saved_json(const SavedChange& saved) {
  json::array items;
  std::set<std::string> states;
  for (const auto& version : saved.versions) {
    const std::string state(to_text(version.state));
    states.insert(state);
    items.push_back(json::object{{"id", version.item().text()}, {"revision", version.version}, {"state", state}});
  }
  const bool one = saved.versions.size() == 1;
  return {{"item", one ? json::value(saved.versions.front().item().text()) : json::value(nullptr)},
          {"change", saved.change.id.text()}, {"items", items}, {"state", states.size() == 1 ? *states.begin() : "mixed"},
          {"undo_until", format_rfc3339(saved.change.at + kUndoTime)}, {"warnings", errors_json(saved.warnings)}};
}

json::object prepared_json(const PreparedItem& prepared) {
  json::array conflicts;
  for (const auto& conflict : prepared.conflicts) conflicts.push_back(conflict_json(conflict));
  return {{"conflicts", conflicts}, {"warnings", errors_json(prepared.warnings)},
          {"second_person", prepared.version.state == ItemState::waiting}, {"unusual", errors_json(prepared.unusual)}};
}

}  // namespace loa::controller
