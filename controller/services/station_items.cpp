// Schedule: items with their versions, bulk changes, undo.
#include "controller/services/api_conventions.h"
#include "controller/services/api_json.h"
#include "controller/services/station_api.h"

#include <algorithm>

namespace loa::controller {

const std::vector<StationApi::Call>& StationApi::item_calls() {
  static const std::vector<Call> all{
      {"listItems", &StationApi::list_items},          {"getItem", &StationApi::get_item},
      {"checkItem", &StationApi::check_item},          {"createItem", &StationApi::create_item},
      {"updateItem", &StationApi::update_item},        {"removeItem", &StationApi::remove_item},
      {"listItemHistory", &StationApi::item_history},  {"decideWaitingItem", &StationApi::decide_item},
      {"listScheduleChanges", &StationApi::list_changes}, {"undoScheduleChange", &StationApi::undo_change},
      {"previewScheduleChange", &StationApi::preview_bulk}, {"applySchedulePreview", &StationApi::apply_bulk},
      {"checkSchedule", &StationApi::check_file},      {"createSchedule", &StationApi::import_file},
      {"exportSchedule", &StationApi::export_file}};
  return all;
}

ApiAnswer StationApi::list_items(ApiCall call) {
  const auto inside = area(call, Right::station_read);
  const auto state = query_of(call, "state");
  const auto page = read_page(call.request, 500, 500);
  if (!page) co_return refused(page.error());
  json::array list;
  std::string last;
  bool more = false;
  for (const auto& [id, version] : p_.desk.versions) {
    const bool wanted = state.empty() ? version.state == ItemState::live || version.state == ItemState::waiting : to_text(version.state) == state;
    const bool within = inside.is_whole() || std::ranges::any_of(version.units, [&](const auto& u) { return inside.covers(u); });
    if (!wanted || !within || id.text() <= page->after) continue;
    if (list.size() == page->limit) {
      more = true;
      break;
    }
    list.push_back(item_json(version, p_.items.movable(version, call.caller)));
    last = id.text();
  }
  co_return json_response(json::object{{"items", list}, {"next", more ? json::value(make_cursor(last)) : json::value(nullptr)}});
}

ApiAnswer StationApi::get_item(ApiCall call) {
  const auto id = ItemId::parse(call.request.params["id"]);
  const auto* version = id ? p_.items.newest(*id) : nullptr;
  if (!version || !may_see(*version, call.caller)) co_return refused(fail("controller.item_unknown"));
  co_return with_etag(json_response(item_json(*version, p_.items.movable(*version, call.caller))), version->version);
}

ApiAnswer StationApi::check_item(ApiCall call) {
  auto draft = read_item_draft(call.body);
  if (!draft) co_return refused(draft.error());
  const bool edit = draft->edit_of.has_value();
  auto prepared = p_.items.prepare(std::move(draft->item), draft->edit_of, call.caller, edit ? "edit" : "create");
  if (!prepared) co_return refused(prepared.error());
  auto out = prepared_json(*prepared);
  out["stands_from"] = edit ? json::value(civil_text(p_.context.now())) : json::value(nullptr);
  co_return json_response(out);
}

// All or none: breaches never pass, conflicts only when they were accepted.
ApiAnswer StationApi::save_items(std::vector<PreparedItem> prepared, std::string kind, Caller caller, bool accept, int status) {
  std::vector<Error> refusals, warnings;
  std::vector<ItemVersion> versions;
  for (auto& item : prepared) {
    for (const auto& conflict : item.conflicts) {
      if (!is_breach(conflict) && accept) continue;
      refusals.push_back(conflict.error);
      refusals.back().place = item.version.wanted.title + ", " + format_civil(conflict.at);
    }
    warnings.insert(warnings.end(), item.warnings.begin(), item.warnings.end());
    warnings.insert(warnings.end(), item.unusual.begin(), item.unusual.end());
    versions.push_back(std::move(item.version));
  }
  if (!refusals.empty()) {
    p_.events.tell("warn", fail("item.refused", {{"title", versions.front().wanted.title}, {"why", refusals.front().code}}));
    co_return error_response(422, refusals);
  }
  auto saved = co_await p_.items.save(std::move(versions), std::move(kind), std::move(caller));
  if (!saved) co_return refused(saved.error());
  saved->warnings = std::move(warnings);
  co_return json_response(saved_json(*saved), status);
}

ApiAnswer StationApi::create_item(ApiCall call) {
  auto draft = read_item_draft(call.body);
  if (!draft) co_return refused(draft.error());
  auto prepared = p_.items.prepare(std::move(draft->item), {}, call.caller, "create");
  if (!prepared) co_return refused(prepared.error());
  auto way = p_.items.giving_way(*prepared, draft->replace, call.caller);
  if (!way) co_return refused(way.error());
  const bool accept = draft->accept_conflicts || !way->empty();
  std::vector<PreparedItem> all{std::move(*prepared)};
  for (auto& other : *way) all.push_back(std::move(other));
  for (const auto& warning : all.front().warnings) p_.events.tell("warn", warning);
  auto answer = co_await save_items(std::move(all), "create", call.caller, accept, 201);
  co_return answer;
}

ApiAnswer StationApi::update_item(ApiCall call) {
  const auto id = ItemId::parse(call.request.params["id"]);
  const auto* held = id ? p_.items.newest(*id) : nullptr;
  if (!held || !may_see(*held, call.caller)) co_return refused(fail("controller.item_unknown"));
  if (auto match = require_match(call.request, held->version); !match) co_return refused(match.error());
  auto draft = read_item_draft(call.body);
  if (!draft) co_return refused(draft.error());
  auto prepared = p_.items.prepare(std::move(draft->item), *id, call.caller, "edit");
  if (!prepared) co_return refused(prepared.error());
  auto way = p_.items.giving_way(*prepared, draft->replace, call.caller);
  if (!way) co_return refused(way.error());
  const bool accept = draft->accept_conflicts || !way->empty();
  std::vector<PreparedItem> all{std::move(*prepared)};
  for (auto& other : *way) all.push_back(std::move(other));
  const auto version = all.front().version.version;
  auto answer = co_await save_items(std::move(all), "edit", call.caller, accept, 200);
  co_return answer.status == 200 ? with_etag(std::move(answer), version) : answer;
}

ApiAnswer StationApi::remove_item(ApiCall call) {
  const auto id = ItemId::parse(call.request.params["id"]);
  const auto* held = id ? p_.items.newest(*id) : nullptr;
  if (!held || !may_see(*held, call.caller)) co_return refused(fail("controller.item_unknown"));
  if (call.request.headers.contains("if-match")) {
    if (auto match = require_match(call.request, held->version); !match) co_return refused(match.error());
  }
  auto removal = p_.items.removal(*id, call.caller, "remove");
  if (!removal) co_return refused(removal.error());
  std::vector<PreparedItem> all{std::move(*removal)};
  auto answer = co_await save_items(std::move(all), "remove", call.caller, true, 200);
  co_return answer;
}

ApiAnswer StationApi::item_history(ApiCall call) {
  const auto id = ItemId::parse(call.request.params["id"]);
  if (!id) co_return refused(fail("controller.item_unknown"));
  const auto scope = call.caller.machine ? AreaScope::whole() : call.caller.scope(Right::station_read);
  auto work = [scope, item = *id](Store& store) { return store.items.history(scope, item); };
  auto history = co_await p_.context.store.run(std::move(work));
  if (!history) co_return refused(history.error());
  if (history->empty()) co_return refused(fail("controller.item_unknown"));
  json::array list;
  for (const auto& version : *history) {
    list.push_back(json::object{{"revision", version.version}, {"state", to_text(version.state)}, {"by", version.by},
                                {"at", format_rfc3339(version.at)}, {"change", version.change.text()}, {"kind", version.kind},
                                {"reason", version.reason}, {"item", item_json(version, false)}});
  }
  co_return json_response(json::object{{"revisions", list}});
}

ApiAnswer StationApi::decide_item(ApiCall call) {
  const auto id = ItemId::parse(call.request.params["id"]);
  if (!id) co_return refused(fail("controller.item_unknown"));
  JsonFields fields(call.body);
  const bool confirm = fields.text("decision", 16) == "confirm";
  auto reason = fields.text_or_none("reason", 2000).value_or("");
  if (auto status = fields.status(); !status) co_return refused(status.error());
  auto saved = co_await p_.items.decide(*id, confirm, std::move(reason), call.caller);
  if (!saved) co_return refused(saved.error());
  co_return json_response(saved_json(*saved));
}

ApiAnswer StationApi::list_changes(ApiCall call) {
  const auto page = read_page(call.request, 100, 500);
  if (!page) co_return refused(page.error());
  const auto scope = call.caller.machine ? AreaScope::whole() : call.caller.scope(Right::station_read);
  auto work = [scope, limit = page->limit](Store& store) { return store.items.changes(scope, limit); };
  auto changes = co_await p_.context.store.run(std::move(work));
  if (!changes) co_return refused(changes.error());
  json::array list;
  for (const auto& change : *changes) {
    json::array items;
    for (const auto& item : change.items) items.push_back(json::value(item.text()));
    list.push_back(json::object{{"id", change.id.text()}, {"kind", change.kind}, {"by", change.by}, {"at", format_rfc3339(change.at)},
                                {"items", items}, {"undo_until", format_rfc3339(change.at + kUndoTime)}, {"undone", change.undone}});
  }
  co_return json_response(json::object{{"changes", list}});
}

ApiAnswer StationApi::undo_change(ApiCall call) {
  const auto id = ChangeId::parse(call.request.params["id"]);
  if (!id) co_return refused(fail("change.unknown"));
  auto saved = co_await p_.items.undo(*id, call.caller);
  if (!saved) co_return refused(saved.error());
  co_return json_response(saved_json(*saved));
}

namespace {

Result<BulkOrder> read_bulk(const json::value& body) {
  JsonFields fields(body);
  BulkOrder order;
  order.change = fields.text("change", 20);
  for (const auto& value : fields.array_or_empty("items", 5000)) {
    auto id = value.is_string() ? ItemId::parse(std::string_view(value.get_string())) : Result<ItemId>(fail("id.bad"));
    if (!id) return fail("json.field_bad", {{"field", "items"}}, "items");
    order.items.push_back(*id);
  }
  order.shift = std::chrono::minutes(fields.integer_or_none("minutes", -720, 720).value_or(0));
  order.volume = static_cast<int>(fields.integer_or_none("volume", 0, 100).value_or(70));
  const auto day = [&](std::string_view key, CivilDay& into) {
    const auto text = fields.text_or_none(key, 10);
    auto parsed = text ? parse_day(*text) : Result<CivilDay>(CivilDay{});
    if (parsed) into = *parsed;
    else fields.note(fail("json.field_bad", {{"field", std::string(key)}}, std::string(key)));
  };
  day("day", order.day);
  day("from", order.from);
  day("to", order.to);
  order.accept_conflicts = fields.boolean("accept_conflicts", false);
  LOA_TRY_OK(fields.status());
  return order;
}

json::value side_json(const std::optional<ItemVersion>& version) {
  if (!version) return nullptr;
  return json::object{{"start", format_civil(version->wanted.start)}, {"volume", version->wanted.volume},
                      {"state", to_text(version->state)}};
}

json::object bulk_json(const BulkPreview& preview) {
  json::array rows, left_out;
  std::int64_t conflicts = 0;
  bool second = false;
  for (const auto& row : preview.rows) {
    const auto& known = row.after ? row.after->version : *row.before;
    json::object out{{"item", known.item().text()}, {"title", known.wanted.title}};
    if (!row.after) {
      out["why"] = texts_json(row.why);
      left_out.push_back(std::move(out));
      continue;
    }
    json::array found;
    for (const auto& conflict : row.after->conflicts) found.push_back(conflict_json(conflict));
    conflicts += static_cast<std::int64_t>(found.size());
    second = second || row.after->version.state == ItemState::waiting;
    out["before"] = side_json(row.before);
    out["after"] = side_json(row.after->version);
    out["conflicts"] = std::move(found);
    out["unusual"] = !row.after->unusual.empty();
    rows.push_back(std::move(out));
  }
  return {{"token", preview.token.empty() ? json::value(nullptr) : json::value(preview.token)},
          {"until", format_rfc3339(preview.until)}, {"items", rows}, {"left_out", left_out}, {"conflicts", conflicts},
          {"second_person", second}};
}

}  // namespace

ApiAnswer StationApi::preview_bulk(ApiCall call) {
  auto order = read_bulk(call.body);
  if (!order) co_return refused(order.error());
  const auto* unit = call.body.as_object().if_contains("unit");
  const auto* tree = p_.desk.registry.tree();
  const auto id = unit && unit->is_string() ? UnitId::parse(std::string_view(unit->get_string())) : Result<UnitId>(fail("id.bad"));
  if (id && tree) order->area = AreaScope::below(*tree, *id);
  for (const auto& item : order->items) {
    const auto* version = p_.items.newest(item);
    if (!version || !may_see(*version, call.caller)) co_return refused(fail("controller.item_unknown"));
  }
  auto preview = p_.items.preview(*order, call.caller);
  if (!preview) co_return refused(preview.error());
  std::erase_if(preview->rows, [](const auto& row) { return !row.after && !row.before; });
  co_return json_response(bulk_json(*preview));
}

ApiAnswer StationApi::apply_bulk(ApiCall call) {
  auto saved = co_await p_.items.apply(call.request.params["token"], call.caller);
  if (!saved) co_return refused(saved.error());
  co_return json_response(saved_json(*saved), 201);
}

}  // namespace loa::controller
