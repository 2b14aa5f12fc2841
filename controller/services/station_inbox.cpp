// Hộp việc: what waits for the caller. Entries are made anew from their causes each time; only closing one is stored, under a
// key that names its cause, so that it comes back when the cause changes.
#include "controller/services/api_conventions.h"
#include "controller/services/api_json.h"
#include "controller/services/station_api.h"

#include <algorithm>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr const char* kClosed = "inbox_closed";
constexpr const char* kOffer = "offer";
constexpr const char* kAnswer = "offer_answer";
constexpr auto kSoon = std::chrono::hours(24 * 3);
constexpr auto kTrustSoon = std::chrono::hours(24 * 7);
constexpr auto kBoardAge = 30s;

struct Offered {
  ProgrammeId programme;
  std::vector<UnitId> units;
  UtcTime deadline;
  std::string note;
  bool must_air = false;
};

Result<Offered> read_offer(const json::value& body) {
  JsonFields fields(body);
  Offered out;
  out.programme = fields.id<ProgrammeId>("programme");
  for (const auto& value : fields.array("units", 200)) {
    auto id = value.is_string() ? UnitId::parse(std::string_view(value.get_string())) : Result<UnitId>(fail("id.bad"));
    if (!id) return fail("json.field_bad", {{"field", "units"}}, "units");
    out.units.push_back(*id);
  }
  const auto deadline = parse_rfc3339(fields.text("deadline", 40));
  out.note = fields.text_or_none("note", 4000).value_or("");
  out.must_air = fields.boolean("must_air", false);
  LOA_TRY_OK(fields.status());
  if (!deadline) return fail("json.field_bad", {{"field", "deadline"}}, "deadline");
  out.deadline = *deadline;
  return out;
}

Result<Offered> offer_of(const Note& note) {
  LOA_TRY(const auto body, parse_json(note.body, {.max_bytes = 64 * 1024}));
  return read_offer(body);
}

std::string offer_body(const Offered& offer) {
  json::array units;
  for (const auto& unit : offer.units) units.push_back(json::value(unit.text()));
  return write_json(json::object{{"programme", offer.programme.text()}, {"units", units}, {"deadline", format_rfc3339(offer.deadline)},
                                 {"note", offer.note}, {"must_air", offer.must_air}});
}

std::string answer_id(const std::string& offer, const UnitId& unit) { return offer + "/" + unit.text(); }

json::object entry_json(const InboxEntry& entry, const std::string& name, const json::object* closed) {
  json::object out = texts_json(entry.what), link;
  for (const auto& [what, id] : entry.link) link[what] = id;
  out["key"] = entry.key;
  out["kind"] = entry.kind;
  out["urgent"] = entry.urgent;
  out["unit"] = entry.unit.text();
  out["unit_name"] = name;
  out["at"] = format_rfc3339(entry.at);
  out["deadline"] = entry.deadline ? json::value(format_rfc3339(*entry.deadline)) : json::value(nullptr);
  out["link"] = std::move(link);
  out["slots"] = entry.slots;
  out["state"] = closed ? closed->at("state") : json::value("open");
  out["reason"] = closed ? closed->at("reason") : json::value(nullptr);
  out["closed_by"] = closed ? closed->at("by") : json::value(nullptr);
  return out;
}

json::object count_json(const std::vector<InboxEntry>& entries, const std::map<std::string, json::object>& closed) {
  int open = 0, urgent = 0;
  for (const auto& entry : entries) {
    if (closed.contains(entry.key)) continue;
    ++open;
    urgent += entry.urgent ? 1 : 0;
  }
  return {{"open", open}, {"urgent", urgent}};
}

bool plays(const schedules::Item& item, const Hash& manifest) {
  return item.manifest == manifest || std::ranges::find(item.playlist, manifest, &schedules::PlaylistEntry::manifest) != item.playlist.end();
}

std::map<std::string, json::object> closed_of(const std::vector<Note>& notes) {
  std::map<std::string, json::object> out;
  for (const auto& note : notes) {
    auto body = parse_json(note.body);
    if (!body || !body->is_object() || !body->get_object().contains("state") || !body->get_object().contains("reason")) continue;
    out[note.id] = body->get_object();
    out[note.id]["by"] = note.by;
  }
  return out;
}

}  // namespace

const std::vector<StationApi::Call>& StationApi::inbox_calls() {
  static const std::vector<Call> all{{"getInbox", &StationApi::inbox},          {"countInbox", &StationApi::count_inbox},
                                     {"closeInboxEntry", &StationApi::close_entry}, {"listOffers", &StationApi::list_offers},
                                     {"createOffer", &StationApi::create_offer}, {"listOfferSlots", &StationApi::offer_slots},
                                     {"answerOffer", &StationApi::answer_offer}};
  return all;
}

void StationApi::add_offers(std::vector<InboxEntry>& out, const std::vector<Note>& offers, const std::vector<Note>& answers,
                            const AreaScope& inside) const {
  std::set<std::string> answered;
  for (const auto& answer : answers) answered.insert(answer.id);
  const UtcTime now = p_.context.now();
  for (const auto& note : offers) {
    const auto offer = offer_of(note);
    const auto programme = offer ? p_.desk.programmes.find(offer->programme) : p_.desk.programmes.end();
    if (programme == p_.desk.programmes.end() || offer->deadline <= now) continue;
    for (const auto& unit : offer->units) {
      if (!inside.covers(unit) || answered.contains(answer_id(note.id, unit))) continue;
      InboxEntry entry{"offer:" + note.id + ":" + unit.text(), "offer", offer->must_air || offer->deadline < now + kSoon, unit,
                       fail("inbox.offer", {{"title", programme->second.title}, {"deadline", civil_text(offer->deadline)}}), note.at,
                       offer->deadline, {{"offer", note.id}, {"programme", offer->programme.text()}}, {}};
      for (const auto slot : slots_for(offer->programme, unit, offer->deadline, out.size() < 20 ? 3 : 0)) {
        const Millis length(programme->second.revisions.back().duration_ms);
        entry.slots.push_back(json::object{{"start", civil_text(slot)}, {"end", civil_text(slot + length)}});
      }
      out.push_back(std::move(entry));
    }
  }
}

// The board of tomorrow morning, at most half a minute old: the badge is asked for often.
const Readiness& StationApi::morning_board() {
  const SteadyTime now = p_.context.steady();
  if (board_ && now - board_at_ < kBoardAge) return *board_;
  const auto at = p_.context.zone.to_utc(CivilTime(day_of(p_.context.now()) + date::days(1)) + 5h + 30min);
  board_ = board(AreaScope::whole(), {}, at ? *at : p_.context.now());
  board_at_ = now;
  return *board_;
}

void StationApi::add_faults(std::vector<InboxEntry>& out, const AreaScope& inside) {
  for (const auto& finding : morning_board().findings) {
    const bool device = finding.severity <= Severity::risks && !finding.occurrence && !finding.commune.is_nil();
    if (!device || !inside.covers(finding.commune)) continue;
    const auto day = format_day(day_of(p_.context.now()) + date::days(1));
    out.push_back({"fault:" + day + ":" + finding.what.code + ":" + finding.commune.text(), "fault", finding.severity == Severity::blocks,
                   finding.commune, finding.what, p_.context.now(), {}, {{"unit", finding.commune.text()}}, {}});
  }
}

void StationApi::add_station_entries(std::vector<InboxEntry>& out, const ApiCall& call, const AreaScope& inside) const {
  const UtcTime now = p_.context.now();
  for (const auto& [id, version] : p_.desk.versions) {
    const bool other = call.caller.machine || version.account != call.caller.account;
    if (version.state != ItemState::waiting || !other || version.units.empty() || !p_.items.movable(version, call.caller)) continue;
    if (!inside.covers(version.units.front())) continue;
    out.push_back({"waiting:" + id.text() + ":" + std::to_string(version.version), "waiting_item", true, version.units.front(),
                   fail("inbox.waiting_item", {{"title", version.wanted.title}}), version.at, p_.context.zone.to_utc(version.wanted.start).value(),
                   {{"item", id.text()}}, {}});
  }
  for (const auto* held : p_.desk.registry.approvals()) {
    const bool ending = !held->withdrawn && held->until > now && held->until < now + kSoon && !held->units.empty();
    if (!ending || !inside.covers(held->units.front())) continue;
    const auto planned = std::ranges::find_if(p_.desk.items, [&](const auto& each) { return plays(each.second.item, held->manifest); });
    if (planned == p_.desk.items.end()) continue;
    out.push_back({"approval:" + held->header.id.text(), "approval_ending", false, held->units.front(),
                   fail("inbox.approval_ending", {{"title", planned->second.item.title}, {"until", civil_text(held->until)}}), now,
                   held->until, {{"approval", held->header.id.text()}, {"programme", held->programme.text()}}, {}});
  }
  const auto until = p_.desk.registry.trust_until();
  if (inside.is_whole() && until && *until < now + kTrustSoon) {
    out.push_back({"trust:" + format_rfc3339(*until), "trust_ending", true, {}, fail("inbox.trust_ending", {{"until", civil_text(*until)}}),
                   now, *until, {}, {}});
  }
}

std::vector<UtcTime> StationApi::slots_for(const ProgrammeId& programme, const UnitId& unit, UtcTime deadline, std::size_t most) const {
  std::vector<UtcTime> out;
  if (most == 0) return out;
  const auto view = p_.desk.view();
  const PlanSources sources{p_.desk.registry, p_.desk.shelf, view.programmes, view.items, p_.context.zone};
  schedules::Item item;
  item.programme = programme;
  item.targets = {schedules::Target::of(unit)};
  item.volume = 70;
  item = resolved(sources, std::move(item), p_.context.now());
  const auto plan = plan_for(sources, p_.desk.places, p_.context.now());
  const auto policies = policy_paths(sources, p_.desk.places);
  UtcTime from = p_.context.now() + kMakeGoodLead;
  const UtcTime until = std::min(deadline, from + std::chrono::hours(24 * kMakeGoodDays));
  while (out.size() < most) {
    // Approval may still come: the offer is shown with its slots before anybody signed.
    const auto slot = lawful_slot(sources, plan, policies, item, from, until, false);
    if (!slot) break;
    out.push_back(*slot);
    from = *slot + std::chrono::hours(6);  // another session, not the next five minutes
  }
  return out;
}

asio::awaitable<Result<StationApi::InboxView>> StationApi::see_inbox(ApiCall call) {
  const auto inside = area(call, Right::inbox_read);
  struct Notes {
    std::vector<Note> offers, answers, closed;
  };
  auto work = [](Store& store) -> Result<Notes> {
    Notes out;
    LOA_TRY(out.offers, store.notes.list(AreaScope::whole(), kOffer));
    LOA_TRY(out.answers, store.notes.list(AreaScope::whole(), kAnswer));
    LOA_TRY(out.closed, store.notes.list(AreaScope::whole(), kClosed));
    return out;
  };
  auto notes = co_await p_.context.store.run(std::move(work));
  if (!notes) co_return notes.error();
  InboxView out;
  out.closed = closed_of(notes->closed);
  add_offers(out.entries, notes->offers, notes->answers, inside);
  add_station_entries(out.entries, call, inside);
  add_faults(out.entries, inside);
  for (auto* source : sources_) {
    auto more = co_await source->waiting(call.caller, inside);
    if (!more) co_return more.error();
    for (auto& entry : *more) out.entries.push_back(std::move(entry));
  }
  std::ranges::sort(out.entries, {}, [](const auto& e) { return std::tuple(!e.urgent, e.deadline.value_or(UtcTime::max()), e.key); });
  co_return out;
}

ApiAnswer StationApi::inbox(ApiCall call) {
  const auto page = read_page(call.request, 100, 500);
  if (!page) co_return refused(page.error());
  auto view = co_await see_inbox(call);
  if (!view) co_return refused(view.error());
  const auto wanted = query_of(call, "state").empty() ? "open" : query_of(call, "state");
  json::array list;
  bool passed = page->after.empty(), more = false;
  std::string last;
  for (const auto& entry : view->entries) {
    const auto closed = view->closed.find(entry.key);
    auto one = entry_json(entry, unit_name(entry.unit), closed == view->closed.end() ? nullptr : &closed->second);
    const bool fits = one["state"] == json::value(wanted);
    if (passed && fits && list.size() == page->limit) more = true;
    if (passed && fits && !more) {
      list.push_back(std::move(one));
      last = entry.key;
    }
    passed = passed || entry.key == page->after;
  }
  co_return json_response(json::object{{"entries", list}, {"count", count_json(view->entries, view->closed)},
                                       {"next", more ? json::value(make_cursor(last)) : json::value(nullptr)}});
}

ApiAnswer StationApi::count_inbox(ApiCall call) {
  auto view = co_await see_inbox(call);
  if (!view) co_return refused(view.error());
  co_return json_response(count_json(view->entries, view->closed));
}

ApiAnswer StationApi::close_entry(ApiCall call) {
  JsonFields fields(call.body);
  const auto state = fields.text("state", 16);
  const auto reason = fields.text("reason", 2000);
  if (auto status = fields.status(); !status) co_return refused(status.error());
  auto view = co_await see_inbox(call);
  if (!view) co_return refused(view.error());
  const auto found = std::ranges::find(view->entries, call.request.params["key"], &InboxEntry::key);
  if (found == view->entries.end()) co_return refused(fail("inbox.unknown"));
  const Note note{kClosed, found->key, found->unit, write_json(json::object{{"state", state}, {"reason", reason}}), call.caller.name,
                  p_.context.now()};
  auto work = [scope = area(call, Right::inbox_read), note](Store& store) { return store.notes.put(scope, note); };
  auto stored = co_await p_.context.store.run(std::move(work));
  co_return stored ? no_content() : refused(stored.error());
}

json::object StationApi::offer_json(const Note& note, const std::vector<Note>& answers) const {
  const auto offer = offer_of(note);
  json::array units, given;
  for (const auto& unit : offer ? offer->units : std::vector<UnitId>{}) units.push_back(json::value(unit.text()));
  for (const auto& answer : answers) {
    auto body = parse_json(answer.body);
    if (!answer.id.starts_with(note.id + "/") || !body || !body->is_object()) continue;
    auto& one = body->get_object();
    one["unit"] = answer.unit.text();
    one["by"] = answer.by;
    one["at"] = format_rfc3339(answer.at);
    given.push_back(std::move(one));
  }
  const auto programme = offer ? p_.desk.programmes.find(offer->programme) : p_.desk.programmes.end();
  const bool known = programme != p_.desk.programmes.end() && !programme->second.revisions.empty();
  return {{"id", note.id}, {"programme", offer ? offer->programme.text() : ""}, {"title", known ? programme->second.title : ""},
          {"duration_ms", known ? programme->second.revisions.back().duration_ms : 0}, {"units", units},
          {"deadline", format_rfc3339(offer ? offer->deadline : note.at)}, {"note", offer ? offer->note : ""},
          {"must_air", offer && offer->must_air}, {"from_unit", note.unit.text()}, {"answers", given}};
}

ApiAnswer StationApi::list_offers(ApiCall call) {
  const auto inside = area(call, Right::inbox_read);
  auto work = [](Store& store) -> Result<std::pair<std::vector<Note>, std::vector<Note>>> {
    LOA_TRY(auto offers, store.notes.list(AreaScope::whole(), kOffer));
    LOA_TRY(auto answers, store.notes.list(AreaScope::whole(), kAnswer));
    return std::pair(std::move(offers), std::move(answers));
  };
  auto notes = co_await p_.context.store.run(std::move(work));
  if (!notes) co_return refused(notes.error());
  std::erase_if(notes->second, [&](const auto& answer) { return !inside.covers(answer.unit); });  // others' answers are theirs
  json::array list;
  for (const auto& note : notes->first) {
    const auto offer = offer_of(note);
    if (offer && std::ranges::any_of(offer->units, [&](const auto& unit) { return inside.covers(unit); })) {
      list.push_back(offer_json(note, notes->second));
    }
  }
  co_return json_response(json::object{{"offers", list}});
}

ApiAnswer StationApi::create_offer(ApiCall call) {
  const auto offer = read_offer(call.body);
  if (!offer) co_return refused(offer.error());
  if (!p_.desk.programmes.contains(offer->programme)) co_return refused(fail("controller.programme_unknown"));
  if (offer->deadline <= p_.context.now()) co_return refused(fail("period.bad"));
  const auto* tree = p_.desk.registry.tree();
  const auto scope = area(call, Right::items_write);
  if (!tree || tree->units().empty() || !scope.is_whole()) co_return refused(fail("store.scope"));
  for (const auto& unit : offer->units) {
    if (!tree->find(unit)) co_return refused(fail("unit.unknown"));
  }
  const auto root = std::ranges::find_if(tree->units(), [](const auto& unit) { return !unit.parent; });
  const Note note{kOffer, make_uuid_v7(p_.context.now(), p_.context.random).text(), root->id, offer_body(*offer), call.caller.name,
                  p_.context.now()};
  auto work = [scope, note](Store& store) { return store.notes.put(scope, note); };
  auto stored = co_await p_.context.store.run(std::move(work));
  if (!stored) co_return refused(stored.error());
  co_return json_response(offer_json(note, {}), 201);
}

ApiAnswer StationApi::offer_slots(ApiCall call) {
  const auto unit = UnitId::parse(query_of(call, "unit"));
  auto work = [id = call.request.params["id"]](Store& store) { return store.notes.find(AreaScope::whole(), kOffer, id); };
  auto note = co_await p_.context.store.run(std::move(work));
  if (!note) co_return refused(note.error());
  const auto offer = *note ? offer_of(**note) : Result<Offered>(fail("offer.unknown"));
  if (!offer) co_return refused(offer.error());
  if (!unit || std::ranges::find(offer->units, *unit) == offer->units.end()) co_return refused(fail("offer.not_yours"));
  const auto programme = p_.desk.programmes.find(offer->programme);
  if (programme == p_.desk.programmes.end()) co_return refused(fail("controller.programme_unknown"));
  const Millis length(programme->second.revisions.back().duration_ms);
  json::array list;
  for (const auto slot : slots_for(offer->programme, *unit, offer->deadline, 8)) {
    list.push_back(json::object{{"start", civil_text(slot)}, {"end", civil_text(slot + length)}});
  }
  co_return json_response(json::object{{"slots", list}});
}

ApiAnswer StationApi::answer_offer(ApiCall call) {
  JsonFields fields(call.body);
  const auto unit = fields.id<UnitId>("unit");
  const bool accept = fields.text("answer", 16) == "accept";
  const auto start = fields.text_or_none("start", 32);
  const auto reason = fields.text_or_none("reason", 2000).value_or("");
  if (auto status = fields.status(); !status) co_return refused(status.error());
  const auto id = call.request.params["id"];
  auto look = [id](Store& store) { return store.notes.find(AreaScope::whole(), kOffer, id); };
  auto note = co_await p_.context.store.run(std::move(look));
  if (!note) co_return refused(note.error());
  const auto offer = *note ? offer_of(**note) : Result<Offered>(fail("offer.unknown"));
  if (!offer) co_return refused(offer.error());
  if (std::ranges::find(offer->units, unit) == offer->units.end()) co_return refused(fail("offer.not_yours"));
  if (!accept && reason.empty()) co_return refused(fail("item.reason"));
  std::optional<PreparedItem> prepared;
  if (accept) {
    const auto civil_start = parse_civil(start.value_or(""));
    const auto at = civil_start ? p_.context.zone.to_utc(*civil_start) : Result<UtcTime>(fail("json.field_missing", {{"field", "start"}}, "start"));
    if (!at) co_return refused(fail("json.field_missing", {{"field", "start"}}, "start"));
    if (*at >= offer->deadline) co_return refused(fail("offer.late", {{"deadline", civil_text(offer->deadline)}}));
    schedules::Item item;
    item.programme = offer->programme;
    item.targets = {schedules::Target::of(unit)};
    item.start = *civil_start;
    item.volume = 70;
    auto made = p_.items.prepare(std::move(item), {}, call.caller, "offer");
    if (!made) co_return refused(made.error());
    if (!made->conflicts.empty()) co_return refused(made->conflicts.front().error);
    prepared = std::move(*made);
  }
  json::object body{{"answer", accept ? "accept" : "decline"}, {"reason", reason}};
  body["item"] = prepared ? json::value(prepared->version.item().text()) : json::value(nullptr);
  const Note answer{kAnswer, answer_id(id, unit), unit, write_json(body), call.caller.name, p_.context.now()};
  auto keep = [scope = AreaScope::of({unit}), answer](Store& store) { return store.notes.add(scope, answer); };
  auto first = co_await p_.context.store.run(std::move(keep));
  if (!first) co_return refused(first.error());
  if (!*first) co_return refused(fail("offer.answered"));
  if (!prepared) co_return no_content();
  std::vector<PreparedItem> all{std::move(*prepared)};
  auto saved = co_await save_items(std::move(all), "offer", call.caller, false, 201);
  if (saved.status != 201) {
    auto take_back = [answer](Store& store) { return store.notes.remove(AreaScope::whole(), kAnswer, answer.id, answer.by, answer.at); };
    co_await p_.context.store.run(std::move(take_back));
  }
  co_return saved;
}

}  // namespace loa::controller
