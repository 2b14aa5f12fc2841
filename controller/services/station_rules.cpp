// Regulations as data: what holds on a path, drafts, what is to be signed; and planned power cuts.
#include "controller/services/api_json.h"
#include "controller/services/area_plan.h"
#include "controller/services/station_api.h"
#include "schedules/policy_tighter.h"

#include <algorithm>

namespace loa::controller {

namespace {

constexpr const char* kDraft = "policy_draft";
constexpr const char* kPowerCut = "power_cut";

const ShelvedDocument* shelved_policy(const Desk& desk, const UnitId& unit) {
  for (const auto* document : desk.shelf.of_type(protocol::DocumentType::policy)) {
    const auto head = protocol::read_policy_head(document->payload);
    if (head && head->unit == unit) return document;
  }
  return nullptr;
}

json::array text_list(const std::vector<std::string>& texts) {
  json::array out;
  for (const auto& text : texts) out.push_back(json::value(text));
  return out;
}

// The strictest of what the regulations say, and which one says it.
json::object effective_json(const std::vector<schedules::Policy>& policies) {
  json::object cites, out{{"max_per_day_ms", nullptr}, {"max_airings_per_day", nullptr}, {"max_volume", policies.empty() ? 0 : 100}};
  const auto tighten = [&](const char* field, std::int64_t value, const std::string& number) {
    const bool looser = !out[field].is_null() && out[field].to_number<std::int64_t>() <= value && cites.contains(field);
    if (looser) return;
    out[field] = value;
    cites[field] = number;
  };
  for (const auto& policy : policies) {
    if (policy.max_per_day) tighten("max_per_day_ms", policy.max_per_day->count(), policy.number);
    if (policy.max_airings_per_day) tighten("max_airings_per_day", *policy.max_airings_per_day, policy.number);
    tighten("max_volume", policy.max_volume, policy.number);
  }
  out["cites"] = std::move(cites);
  return out;
}

}  // namespace

const std::vector<StationApi::Call>& StationApi::rule_calls() {
  static const std::vector<Call> all{
      {"getPolicies", &StationApi::policies},            {"listPolicyDrafts", &StationApi::list_drafts},
      {"savePolicyDraft", &StationApi::save_draft},      {"removePolicyDraft", &StationApi::remove_draft},
      {"publishPolicyDraft", &StationApi::publish_draft}, {"listPowerCuts", &StationApi::list_power_cuts},
      {"createPowerCut", &StationApi::create_power_cut}, {"removePowerCut", &StationApi::remove_power_cut},
      {"listQuietSpells", &StationApi::list_quiet},      {"previewQuietSpell", &StationApi::preview_quiet},
      {"createQuietSpell", &StationApi::create_quiet},   {"endQuietSpell", &StationApi::end_quiet},
      {"signQuietSpell", &StationApi::sign_quiet}};
  return all;
}

ApiAnswer StationApi::policies(ApiCall call) {
  const auto unit = UnitId::parse(query_of(call, "unit"));
  const auto* tree = p_.desk.registry.tree();
  if (!unit || !tree || !tree->find(*unit)) co_return refused(fail("unit.unknown"));
  json::array path;
  json::value missing = nullptr;
  std::vector<schedules::Policy> policies;
  for (const auto& above : tree->path(*unit)) {
    const auto* held = shelved_policy(p_.desk, above);
    const auto head = held ? protocol::read_policy_head(held->payload) : Result<protocol::PolicyHead>(fail("policy.missing"));
    auto policy = held ? schedules::read_policy(held->payload) : Result<schedules::Policy>(fail("policy.missing"));
    if (!head || !policy) {
      if (missing.is_null()) missing = json::value(unit_name(above));
      continue;
    }
    path.push_back(json::object{{"unit", above.text()}, {"unit_name", unit_name(above)}, {"version", head->version},
                                {"document", held->document.hex()}, {"signed_by", text_list(held->signer_names)},
                                {"regulation", schedules::policy_fields(*policy)}});
    policies.push_back(std::move(*policy));
  }
  auto effective = effective_json(missing.is_null() ? policies : std::vector<schedules::Policy>{});
  const schedules::PolicyPath joined(missing.is_null() ? policies : std::vector<schedules::Policy>{});
  json::array days;
  for (int i = 0; i < 7; ++i) {
    const auto day = day_of(p_.context.now()) + date::days(i);
    days.push_back(json::object{{"day", format_day(day)}, {"windows", windows_json(joined, day)}});
  }
  effective["days"] = std::move(days);
  co_return json_response(json::object{{"unit", unit->text()}, {"path", path}, {"missing", missing}, {"effective", effective}});
}

Result<schedules::Policy> StationApi::held_policy(const UnitId& unit) const {
  const auto* tree = p_.desk.registry.tree();
  if (!tree || !tree->find(unit)) return fail("unit.unknown");
  const auto* held = shelved_policy(p_.desk, unit);
  if (!held) return fail("quiet.no_policy", {{"unit", unit_name(unit)}});
  return schedules::read_policy(held->payload);
}

json::object StationApi::to_sign(const schedules::Policy& policy) const {
  const UtcTime now = p_.context.now();
  const auto* held = shelved_policy(p_.desk, policy.unit);
  const auto head = held ? protocol::read_policy_head(held->payload) : Result<protocol::PolicyHead>(fail("policy.missing"));
  const std::int64_t version = std::max(head ? head->version + 1 : 1, to_unix_ms(now));
  const protocol::PolicyHead next{{DocumentId::make(now, p_.context.random), now, {}}, version, policy.unit};
  const auto payload = protocol::write_policy_payload(next, schedules::policy_fields(policy));
  json::object out{{"type", "policy"}, {"payload", payload}, {"sha256", sha256(payload).hex()}, {"version", version},
                   {"unit", policy.unit.text()}, {"number", policy.number}};
  if (!signing_) return out;
  const auto link = signing_->link_paper(payload);
  out["url"] = link.url;
  out["expires"] = format_rfc3339(link.expires);
  return out;
}

std::vector<Error> StationApi::looser(const schedules::Policy& draft) const {
  std::vector<Error> out;
  const auto* tree = p_.desk.registry.tree();
  if (!tree) return out;
  for (const auto& above : tree->path(draft.unit)) {
    if (above == draft.unit) continue;
    const auto parent = held_policy(above);
    if (!parent) continue;
    for (const auto& breach : schedules::check_tighter(*parent, draft)) out.push_back(schedules::to_error(breach));
  }
  return out;
}

json::object StationApi::draft_json(const Note& note) const {
  const auto body = parse_json(note.body, {.max_bytes = 256 * 1024, .max_depth = 12});
  const auto policy = schedules::read_policy(note.body);
  return {{"unit", note.unit.text()}, {"unit_name", unit_name(note.unit)}, {"regulation", body ? *body : json::value(json::object{})},
          {"by", note.by}, {"at", format_rfc3339(note.at)},
          {"looser", policy ? texts_array(looser(*policy)) : texts_array({policy.error()})}};
}

ApiAnswer StationApi::list_drafts(ApiCall call) {
  auto work = [scope = area(call, Right::policy_write)](Store& store) { return store.notes.list(scope, kDraft); };
  auto notes = co_await p_.context.store.run(std::move(work));
  if (!notes) co_return refused(notes.error());
  json::array list;
  for (const auto& note : *notes) list.push_back(draft_json(note));
  co_return json_response(json::object{{"drafts", list}});
}

ApiAnswer StationApi::save_draft(ApiCall call) {
  const auto unit = UnitId::parse(call.request.params["unit"]);
  const auto* tree = p_.desk.registry.tree();
  if (!unit || !tree || !tree->find(*unit)) co_return refused(fail("unit.unknown"));
  json::object body = call.body.as_object();
  body["unit"] = unit->text();
  const auto policy = schedules::read_policy(write_json(body));
  if (!policy) co_return refused(policy.error());
  const Note note{kDraft, unit->text(), *unit, schedules::write_policy(*policy), call.caller.name, p_.context.now()};
  auto work = [scope = area(call, Right::policy_write), note](Store& store) { return store.notes.put(scope, note); };
  auto stored = co_await p_.context.store.run(std::move(work));
  if (!stored) co_return refused(stored.error());
  co_return json_response(draft_json(note));
}

ApiAnswer StationApi::remove_draft(ApiCall call) {
  auto work = [scope = area(call, Right::policy_write), unit = call.request.params["unit"], by = call.caller.name,
               now = p_.context.now()](Store& store) { return store.notes.remove(scope, kDraft, unit, by, now); };
  auto removed = co_await p_.context.store.run(std::move(work));
  if (!removed) co_return refused(removed.error());
  co_return *removed ? no_content() : refused(fail("policy.draft_unknown"));
}

ApiAnswer StationApi::publish_draft(ApiCall call) {
  auto work = [scope = area(call, Right::policy_write), unit = call.request.params["unit"]](Store& store) {
    return store.notes.find(scope, kDraft, unit);
  };
  auto note = co_await p_.context.store.run(std::move(work));
  if (!note) co_return refused(note.error());
  if (!*note) co_return refused(fail("policy.draft_unknown"));
  auto policy = schedules::read_policy((*note)->body);
  if (!policy) co_return refused(policy.error());
  // A spell signed or ended since the draft was written stands as it is now.
  if (auto held = held_policy(policy->unit)) policy->quiet = std::move(held->quiet);
  const auto breaches = looser(*policy);
  if (!breaches.empty()) co_return error_response(422, breaches);
  auto whole = co_await with_waiting(std::move(*policy));
  co_return whole ? json_response(to_sign(*whole)) : refused(whole.error());
}

// --- power cuts

json::object StationApi::power_cut_json(const PowerCut& cut) const {
  json::array clusters;
  for (const auto& cluster : cut.clusters) clusters.push_back(json::value(cluster.text()));
  return {{"id", cut.id.text()}, {"unit", cut.unit.text()}, {"unit_name", unit_name(cut.unit)}, {"clusters", clusters},
          {"from", format_rfc3339(cut.from)}, {"until", format_rfc3339(cut.until)}, {"source", cut.source}};
}

namespace {

Result<PowerCut> read_power_cut(const json::value& body) {
  JsonFields fields(body);
  PowerCut out;
  out.unit = fields.id<UnitId>("unit");
  for (const auto& value : fields.array_or_empty("clusters", 500)) {
    auto id = value.is_string() ? ClusterId::parse(std::string_view(value.get_string())) : Result<ClusterId>(fail("id.bad"));
    if (!id) return fail("json.field_bad", {{"field", "clusters"}}, "clusters");
    out.clusters.push_back(*id);
  }
  const auto from = parse_rfc3339(fields.text("from", 40)), until = parse_rfc3339(fields.text("until", 40));
  out.source = fields.text_or_none("source", 1200).value_or("");
  LOA_TRY_OK(fields.status());
  if (!from || !until || *until <= *from) return fail("period.bad");
  out.from = *from;
  out.until = *until;
  return out;
}

}  // namespace

Status load_power_cuts(Desk& desk, Store& store) {
  LOA_TRY(const auto notes, store.notes.list(AreaScope::whole(), kPowerCut));
  for (const auto& note : notes) {
    LOA_TRY(const auto body, parse_json(note.body, {.max_bytes = 64 * 1024}));
    LOA_TRY(auto cut, read_power_cut(body));
    LOA_TRY(cut.id, PowerCutId::parse(note.id));
    cut.by = note.by;
    desk.power_cuts.push_back(std::move(cut));
  }
  return {};
}

ApiAnswer StationApi::list_power_cuts(ApiCall call) {
  const auto inside = area(call, Right::station_read);
  json::array list;
  for (const auto& cut : p_.desk.power_cuts) {
    if (cut.until > p_.context.now() && inside.covers(cut.unit)) list.push_back(power_cut_json(cut));
  }
  co_return json_response(json::object{{"power_cuts", list}});
}

ApiAnswer StationApi::create_power_cut(ApiCall call) {
  auto cut = read_power_cut(call.body);
  if (!cut) co_return refused(cut.error());
  const auto* tree = p_.desk.registry.tree();
  if (!tree || !tree->find(cut->unit)) co_return refused(fail("unit.unknown"));
  if (cut->until <= p_.context.now()) co_return refused(fail("period.bad"));
  cut->id = PowerCutId::make(p_.context.now(), p_.context.random);
  cut->by = call.caller.name;
  const Note note{kPowerCut, cut->id.text(), cut->unit, write_json(power_cut_json(*cut)), cut->by, p_.context.now()};
  auto work = [scope = area(call, Right::items_write), note](Store& store) { return store.notes.put(scope, note); };
  auto stored = co_await p_.context.store.run(std::move(work));
  if (!stored) co_return refused(stored.error());
  p_.desk.power_cuts.push_back(*cut);
  co_return json_response(power_cut_json(*cut), 201);
}

ApiAnswer StationApi::remove_power_cut(ApiCall call) {
  auto work = [scope = area(call, Right::items_write), id = call.request.params["id"], by = call.caller.name,
               now = p_.context.now()](Store& store) { return store.notes.remove(scope, kPowerCut, id, by, now); };
  auto removed = co_await p_.context.store.run(std::move(work));
  if (!removed) co_return refused(removed.error());
  std::erase_if(p_.desk.power_cuts, [&](const auto& cut) { return cut.id.text() == call.request.params["id"]; });
  co_return *removed ? no_content() : refused(fail("power_cut.unknown"));
}

}  // namespace loa::controller
