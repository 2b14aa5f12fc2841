// The practice station: lessons, sandboxes, and who finished.
#include "controller/services/api_json.h"
#include "controller/services/station_api.h"

#include <algorithm>

namespace loa::controller {

namespace {

constexpr const char* kCompletion = "practice";

const char* button_of(Lesson lesson) {
  switch (lesson) {
    case Lesson::write: return "write";
    case Lesson::propose:
    case Lesson::quiet_slot: return "propose";
    case Lesson::approve: return "approve";
    case Lesson::why: return "explain";
    case Lesson::quiet_spell: return "quiet";
  }
  return "write";
}

Result<PracticeAction> read_action(const json::value& body) {
  JsonFields fields(body);
  PracticeAction out;
  out.action = fields.text("action", 20);
  out.title = fields.text_or_none("title", 1200).value_or("");
  out.text = fields.text_or_none("text", 20000).value_or("");
  out.item = fields.text_or_none("item", 20).value_or("");
  out.reason = fields.text_or_none("reason", 1200).value_or("");
  const auto civil = [&](std::string_view key, std::optional<CivilTime>& into) {
    const auto text = fields.text_or_none(key, 32);
    if (!text) return;
    if (auto parsed = parse_civil(*text)) into = *parsed;
    else fields.note(fail("json.field_bad", {{"field", std::string(key)}}, std::string(key)));
  };
  civil("start", out.start);
  civil("until", out.until);
  LOA_TRY_OK(fields.status());
  return out;
}

}  // namespace

const std::vector<StationApi::Call>& StationApi::practice_calls() {
  static const std::vector<Call> all{{"listPracticeLessons", &StationApi::practice_lessons},
                                     {"startPractice", &StationApi::start_practice},
                                     {"getPractice", &StationApi::get_practice},
                                     {"actInPractice", &StationApi::act_practice},
                                     {"getPracticeReport", &StationApi::practice_report}};
  return all;
}

ApiAnswer StationApi::practice_lessons(ApiCall) {
  json::array list;
  for (const auto lesson : all_lessons()) {
    const std::string id(to_text(lesson));
    const std::string title_code = "lesson_title." + id, task_code = "lesson." + id;
    const auto title = texts_json(fail(title_code)), task = texts_json(fail(task_code));
    list.push_back(json::object{{"id", id}, {"order", static_cast<int>(list.size()) + 1}, {"title_vi", title.at("text_vi")},
                                {"title_en", title.at("text_en")}, {"task_vi", task.at("text_vi")},
                                {"task_en", task.at("text_en")}, {"action", button_of(lesson)}});
  }
  co_return json_response(json::object{{"lessons", list}});
}

json::object StationApi::practice_json(const PracticeSession& session, const std::vector<Error>& said) const {
  json::array lessons, items, horns;
  const auto& station = session.station;
  for (const auto lesson : all_lessons()) lessons.push_back(json::object{{"id", to_text(lesson)}, {"done", station.done(lesson)}});
  for (const auto& item : station.items()) {
    items.push_back(json::object{{"id", item.id}, {"title", item.title}, {"state", to_text(item.state)},
                                 {"start", item.start ? json::value(format_civil(*item.start)) : json::value(nullptr)},
                                 {"why", texts_array(item.why)}});
  }
  for (const auto& horn : station.horns()) {
    horns.push_back(json::object{{"id", horn.id.text()}, {"name", horn.name}, {"state", horn.broken ? "fault" : "ready"}});
  }
  const auto quiet = station.quiet_until();
  return {{"id", session.id.text()}, {"name", session.name}, {"unit", session.unit.text()}, {"online", session.online},
          {"person", to_text(station.person())}, {"clock", format_civil(station.clock())}, {"lessons", lessons},
          {"said", texts_array(said)}, {"items", items}, {"horns", horns},
          {"quiet_until", quiet ? json::value(format_civil(*quiet)) : json::value(nullptr)}, {"complete", station.complete()}};
}

ApiAnswer StationApi::start_practice(ApiCall call) {
  JsonFields fields(call.body);
  auto name = fields.text("name", 480);
  const auto unit = fields.id<UnitId>("unit");
  const bool online = fields.boolean("online", true);
  if (auto status = fields.status(); !status) co_return refused(status.error());
  const auto* tree = p_.desk.registry.tree();
  if (!tree || !tree->find(unit)) co_return refused(fail("unit.unknown"));
  auto session = p_.practice.start(std::move(name), unit, online, call.caller.name);
  if (!session) co_return refused(session.error());
  co_return json_response(practice_json(**session, {}), 201);
}

ApiAnswer StationApi::get_practice(ApiCall call) {
  const auto id = PracticeId::parse(call.request.params["id"]);
  const auto* session = id ? p_.practice.find(*id, call.caller.name) : nullptr;
  if (!session) co_return refused(fail("practice.unknown"));
  co_return json_response(practice_json(*session, {}));
}

ApiAnswer StationApi::act_practice(ApiCall call) {
  const auto id = PracticeId::parse(call.request.params["id"]);
  auto* session = id ? p_.practice.find(*id, call.caller.name) : nullptr;
  if (!session) co_return refused(fail("practice.unknown"));
  auto action = read_action(call.body);
  if (!action) co_return refused(action.error());
  auto said = session->station.act(*action);
  if (!said) co_return refused(said.error());
  auto answer = practice_json(*session, *said);
  if (session->station.complete() && !session->noted) {
    session->noted = true;
    const Note note{kCompletion, session->id.text(), session->unit,
                    write_json(json::object{{"name", session->name}, {"online", session->online}}), call.caller.name, p_.context.now()};
    const auto scope = AreaScope::of({session->unit});
    auto work = [scope, note](Store& store) { return store.notes.put(scope, note); };
    auto stored = co_await p_.context.store.run(std::move(work));
    if (!stored) {
      if (auto* again = p_.practice.find(*id, call.caller.name)) again->noted = false;  // the next action tries again
      co_return refused(stored.error());
    }
  }
  co_return json_response(answer);
}

ApiAnswer StationApi::practice_report(ApiCall call) {
  const auto inside = area(call, Right::reports_read);
  auto work = [inside](Store& store) { return store.notes.list(inside, kCompletion); };
  auto notes = co_await p_.context.store.run(std::move(work));
  if (!notes) co_return refused(notes.error());
  std::map<UnitId, std::map<std::string, json::object>> people;  // a name counts once a unit, with its newest completion
  int online = 0, total = 0;
  for (const auto& note : *notes) {
    const auto body = parse_json(note.body);
    if (!body || !body->is_object()) continue;
    JsonFields fields(*body);
    const auto name = fields.text("name", 480);
    people[note.unit][name] = {{"name", name}, {"at", format_rfc3339(note.at)}, {"online", fields.boolean("online", true)}};
  }
  json::array units;
  for (const auto& [unit, names] : people) {
    json::array list;
    for (const auto& [name, person] : names) {
      ++total;
      online += person.at("online").get_bool() ? 1 : 0;
      list.push_back(person);
    }
    units.push_back(json::object{{"unit", unit.text()}, {"unit_name", unit_name(unit)}, {"people", list}});
  }
  std::set<UnitId> stations;
  const auto* tree = p_.desk.registry.tree();
  for (const auto& place : p_.desk.places) {
    for (const auto& cluster : place.clusters) {
      if (tree && inside.covers(cluster.unit)) stations.insert(commune_of(*tree, cluster.unit));
    }
  }
  co_return json_response(json::object{{"units", units}, {"total", json::object{{"people", total}, {"units_total", stations.size()},
                                                                               {"units_trained", people.size()}, {"online", online}}}});
}

}  // namespace loa::controller
