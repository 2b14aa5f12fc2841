// Khoảng lặng: a spell lives in the unit's regulation, so it silences agent and bridge alike and only an officer's signature
// makes or ends it. What waits for a signature is a note; every payload to sign holds all spells that wait, so that signatures
// in any order lose none.
#include "controller/services/api_json.h"
#include "controller/services/area_plan.h"
#include "controller/services/station_api.h"

#include <algorithm>

namespace loa::controller {

namespace {

constexpr const char* kRequest = "quiet_request";
constexpr std::size_t kShown = 200;
constexpr std::size_t kMaxReason = 300;  // bytes, as the regulation's own reader has it

Result<schedules::QuietSpell> read_spell(const json::value& body) {
  JsonFields fields(body);
  const auto from = parse_rfc3339(fields.text("from", 40)), until = parse_rfc3339(fields.text("until", 40));
  schedules::QuietSpell out;
  out.reason = fields.text("reason", 1200);
  const auto kind = fields.text_or_none("kind", 20).value_or("other");
  LOA_TRY_OK(fields.status());
  if (!from || !until || *until <= *from || out.reason.empty()) return fail("period.bad");
  if (out.reason.size() > kMaxReason) return fail("json.field_bad", {{"field", "reason"}}, "reason");
  out.kind = schedules::quiet_reason_from(kind == "exams" ? "exam" : kind).value_or(schedules::QuietReason::other);
  out.from = *from;
  out.until = *until;
  return out;
}

std::string body_of(const schedules::QuietSpell& spell) {
  return write_json(json::object{{"from", format_rfc3339(spell.from)}, {"until", format_rfc3339(spell.until)},
                                 {"reason", spell.reason}, {"kind", to_text(spell.kind)}});
}

std::string signed_id(const UnitId& unit, const schedules::QuietSpell& spell) {
  return sha256(unit.text() + "|" + body_of(spell)).hex();
}

bool holds(const schedules::Policy& policy, const schedules::QuietSpell& spell) {
  return std::ranges::find(policy.quiet, spell) != policy.quiet.end();
}

}  // namespace

std::vector<StationApi::Spell> StationApi::spells(const AreaScope& inside) const {
  std::vector<Spell> out;
  for (const auto* document : p_.desk.shelf.of_type(protocol::DocumentType::policy)) {
    const auto policy = schedules::read_policy(document->payload);
    if (!policy || !inside.covers(policy->unit)) continue;
    const auto by = document->signer_names.empty() ? std::string() : document->signer_names.front();
    for (const auto& spell : policy->quiet) {
      if (spell.until > p_.context.now()) out.push_back({signed_id(policy->unit, spell), policy->unit, spell, document->document, by});
    }
  }
  return out;
}

json::object StationApi::spell_json(const Spell& spell) const {
  const bool running = spell.spell.from <= p_.context.now();
  return {{"id", spell.id}, {"unit", spell.unit.text()}, {"unit_name", unit_name(spell.unit)},
          {"from", format_rfc3339(spell.spell.from)}, {"until", format_rfc3339(spell.spell.until)}, {"reason", spell.spell.reason},
          {"kind", to_text(spell.spell.kind)}, {"state", !spell.document ? "waiting" : running ? "running" : "coming"},
          {"by", spell.by}, {"document", spell.document ? json::value(spell.document->hex()) : json::value(nullptr)}};
}

json::object StationApi::silenced_json(const UnitId& unit, UtcTime from, UtcTime until) const {
  const auto* tree = p_.desk.registry.tree();
  const auto below = tree ? AreaScope::below(*tree, unit) : AreaScope::of({});
  const auto plan = area_plan(p_.desk, below, {}, p_.context.now(), p_.context.zone);
  const auto lost = airings_between(plan, std::max(from, p_.context.now()), until, 2000, p_.context.zone);
  json::array list;
  for (const auto& airing : lost) {
    if (list.size() == kShown) break;
    const auto& o = airing.occurrence;
    list.push_back(json::object{{"occurrence", o.id.hex()}, {"item", o.item.text()},
                                {"programme", o.programme.is_nil() ? json::value(nullptr) : json::value(o.programme.text())},
                                {"title", o.title}, {"class", to_text(o.cls)}, {"start", format_rfc3339(o.start)},
                                {"end", format_rfc3339(o.end)}, {"clusters", named_clusters(airing.clusters)}});
  }
  const auto signed_spells = spells(AreaScope::of({unit}));
  const bool already = std::ranges::any_of(signed_spells, [&](const auto& s) { return s.spell.from <= from && until <= s.spell.until; });
  return {{"unit", unit.text()}, {"unit_name", unit_name(unit)}, {"clusters", plan.clusters}, {"silenced", list},
          {"silenced_total", lost.size()}, {"already_quiet", already}};
}

ApiAnswer StationApi::list_quiet(ApiCall call) {
  const auto inside = area(call, Right::station_read);
  auto work = [inside](Store& store) { return store.notes.list(inside, kRequest); };
  auto requests = co_await p_.context.store.run(std::move(work));
  if (!requests) co_return refused(requests.error());
  json::array list;
  for (const auto& spell : spells(inside)) list.push_back(spell_json(spell));
  for (const auto& note : *requests) {
    const auto body = parse_json(note.body);
    const auto spell = body ? read_spell(*body) : Result<schedules::QuietSpell>(body.error());
    const auto policy = held_policy(note.unit);
    if (!spell || spell->until <= p_.context.now() || (policy && holds(*policy, *spell))) continue;
    list.push_back(spell_json({note.id, note.unit, *spell, {}, note.by}));
  }
  co_return json_response(json::object{{"spells", list}});
}

ApiAnswer StationApi::preview_quiet(ApiCall call) {
  auto spell = read_spell(call.body);
  if (!spell) co_return refused(spell.error());
  const auto unit = JsonFields(call.body).id<UnitId>("unit");
  if (auto policy = held_policy(unit); !policy) co_return refused(policy.error());
  co_return json_response(silenced_json(unit, spell->from, spell->until));
}

asio::awaitable<Result<schedules::Policy>> StationApi::with_waiting(schedules::Policy policy) {
  auto work = [unit = policy.unit](Store& store) { return store.notes.list(AreaScope::of({unit}), kRequest); };
  auto waiting = co_await p_.context.store.run(std::move(work));
  if (!waiting) co_return waiting.error();
  std::erase_if(policy.quiet, [&](const auto& old) { return old.until <= p_.context.now(); });
  for (const auto& each : *waiting) {
    const auto body = parse_json(each.body);
    const auto wanted = body ? read_spell(*body) : Result<schedules::QuietSpell>(body.error());
    if (wanted && wanted->until > p_.context.now() && !holds(policy, *wanted)) policy.quiet.push_back(*wanted);
  }
  co_return policy;
}

ApiAnswer StationApi::create_quiet(ApiCall call) {
  auto spell = read_spell(call.body);
  if (!spell) co_return refused(spell.error());
  if (spell->until <= p_.context.now()) co_return refused(fail("period.bad"));
  const auto unit = JsonFields(call.body).id<UnitId>("unit");
  if (auto policy = held_policy(unit); !policy) co_return refused(policy.error());
  const Note note{kRequest, make_uuid_v7(p_.context.now(), p_.context.random).text(), unit, body_of(*spell), call.caller.name,
                  p_.context.now()};
  const auto* tree = p_.desk.registry.tree();
  const auto below = AreaScope::below(*tree, unit);
  auto work = [below, note](Store& store) { return store.notes.put(below, note); };
  auto stored = co_await p_.context.store.run(std::move(work));
  if (!stored) co_return refused(stored.error());
  auto policy = held_policy(unit);
  if (!policy) co_return refused(policy.error());
  policy = co_await with_waiting(std::move(*policy));
  if (!policy) co_return refused(policy.error());
  co_return json_response(json::object{{"spell", spell_json({note.id, unit, *spell, {}, note.by})}, {"to_sign", to_sign(*policy)},
                                       {"preview", silenced_json(unit, spell->from, spell->until)}}, 201);
}

// Another link for a spell that waits, with all that wait beside it.
ApiAnswer StationApi::sign_quiet(ApiCall call) {
  const auto id = call.request.params["id"];
  auto work = [scope = area(call, Right::quiet_write), id](Store& store) { return store.notes.find(scope, kRequest, id); };
  auto note = co_await p_.context.store.run(std::move(work));
  if (!note) co_return refused(note.error());
  if (!*note) co_return refused(fail("quiet.unknown"));
  auto policy = held_policy((*note)->unit);
  if (!policy) co_return refused(policy.error());
  policy = co_await with_waiting(std::move(*policy));
  co_return policy ? json_response(to_sign(*policy)) : refused(policy.error());
}

// A spell that runs ends now; one that has not begun leaves altogether.
ApiAnswer StationApi::end_quiet(ApiCall call) {
  const auto id = call.request.params["id"];
  const auto scope = call.caller.machine ? AreaScope::whole() : call.caller.scope(Right::quiet_write);
  const auto signed_spells = spells(scope);
  const auto found = std::ranges::find(signed_spells, id, &Spell::id);
  if (found == signed_spells.end()) {
    auto work = [scope, id, by = call.caller.name, now = p_.context.now()](Store& store) {
      return store.notes.remove(scope, kRequest, id, by, now);
    };
    auto removed = co_await p_.context.store.run(std::move(work));
    if (!removed) co_return refused(removed.error());
    co_return *removed ? no_content() : refused(fail("quiet.unknown"));
  }
  auto policy = held_policy(found->unit);
  if (!policy) co_return refused(policy.error());
  // Its request must not come back as one that waits.
  auto forget = [unit = found->unit, body = body_of(found->spell), by = call.caller.name, at = p_.context.now()](Store& store) -> Status {
    LOA_TRY(const auto requests, store.notes.list(AreaScope::of({unit}), kRequest));
    for (const auto& note : requests) {
      if (note.body != body) continue;
      LOA_TRY_OK(store.notes.remove(AreaScope::of({unit}), kRequest, note.id, by, at));
    }
    return {};
  };
  auto forgotten = co_await p_.context.store.run(std::move(forget));
  if (!forgotten) co_return refused(forgotten.error());
  const UtcTime now = p_.context.now();
  std::erase_if(policy->quiet, [&](const auto& each) { return each == found->spell || each.until <= now; });
  if (found->spell.from < now) {
    auto ended = found->spell;
    ended.until = now;
    policy->quiet.push_back(std::move(ended));
  }
  co_return json_response(to_sign(*policy));
}

}  // namespace loa::controller
