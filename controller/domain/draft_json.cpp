#include "controller/domain/draft_json.h"

namespace loa::controller {
namespace {

constexpr JsonLimits kLimits{4 * 1024 * 1024, 8, false};
constexpr std::int64_t kMost = std::int64_t{1} << 52;

std::string day_text(const std::optional<CivilDay>& day) { return day ? format_day(*day) : std::string(); }

CivilDay day_at(JsonFields& f, const char* key) {
  auto day = parse_day(f.text(key, 10));
  if (!day) f.note(day.error());
  return day ? *day : CivilDay{};
}
std::optional<CivilDay> day_or_none(JsonFields& f, const char* key) {
  auto day = parse_day(f.text_or_none(key, 10).value_or(""));
  if (!day) return std::nullopt;
  return *day;
}

json::object sound_json(const DraftSound& s) {
  return {{"programme", s.programme.text()}, {"revision", s.revision}, {"manifest", s.manifest.hex()}, {"voice", s.voice},
          {"duration", s.duration_ms}, {"loudness", s.loudness_centi_lufs}, {"peak", s.true_peak_centi_dbtp},
          {"source", s.source.is_zero() ? std::string() : s.source.hex()}, {"made", to_unix_ms(s.made)}};
}
DraftSound sound_of(JsonFields f) {
  DraftSound s{f.id<ProgrammeId>("programme"), f.integer("revision", 0, kMost), f.hash("manifest"), f.text("voice"),
               f.integer("duration", 0, kMost), f.integer("loudness", -kMost, kMost), f.integer("peak", -kMost, kMost), {}, f.utc("made")};
  if (auto hash = parse_hash(f.text("source"))) s.source = *hash;
  return s;
}

json::object submission_json(const Submission& s) {
  json::array units, waiting, slots;
  for (const auto& unit : s.units) units.emplace_back(unit.text());
  for (const auto& slot : s.slots) slots.emplace_back(slot);
  for (const auto& w : s.waiting)
    waiting.push_back(json::object{{"language", w.language}, {"request", w.request.text()}, {"decided", w.decided}});
  return {{"units", units}, {"from", format_day(s.days.from)}, {"until", format_day(s.days.until)}, {"class", to_text(s.cls)},
          {"airings", s.airings_per_day}, {"volume", s.max_volume ? *s.max_volume : -1}, {"slots", slots},
          {"approver", s.approver.text()}, {"at", to_unix_ms(s.at)}, {"by", s.by}, {"waiting", waiting}};
}
Submission submission_of(JsonFields f) {
  Submission s;
  for (const auto& unit : f.array("units", 1000))
    if (auto id = UnitId::parse(std::string_view(unit.as_string()))) s.units.push_back(*id);
  for (const auto& slot : f.array("slots", 1000)) s.slots.emplace_back(slot.as_string());
  s.days = {day_at(f, "from"), day_at(f, "until")};
  s.cls = broadcast_class_from(f.text("class")).value_or(BroadcastClass::normal);
  s.airings_per_day = static_cast<int>(f.integer("airings", 0, 1000));
  if (const auto volume = f.integer("volume", -1, 100); volume >= 0) s.max_volume = static_cast<int>(volume);
  s.approver = f.id<PersonId>("approver");
  s.at = f.utc("at");
  s.by = f.text("by");
  for (const auto& each : f.array("waiting", 100)) {
    JsonFields w(each);
    s.waiting.push_back({w.text("language"), w.id<SigningId>("request"), w.boolean("decided", false)});
  }
  return s;
}

json::array history_json(const std::vector<DraftHistory>& history) {
  json::array out;
  for (const auto& h : history)
    out.push_back(json::object{{"revision", h.revision}, {"state", to_text(h.state)}, {"at", to_unix_ms(h.at)}, {"by", h.by}, {"reason", h.reason}});
  return out;
}
void read_history(JsonFields& f, Draft& out) {
  for (const auto& each : f.array("history", 1000)) {
    JsonFields h(each);
    out.history.push_back({h.integer("revision", 0, kMost), draft_state_from(h.text("state")).value_or(DraftState::draft), h.utc("at"),
                           h.text("by"), h.text("reason")});
  }
}

json::array versions_json(const Draft& d) {
  json::array out;
  for (const auto& v : d.versions) {
    json::object one{{"language", v.language}, {"title", v.title}, {"programme", v.programme.text()}};
    if (v.sound) one["sound"] = sound_json(*v.sound);
    out.push_back(std::move(one));
  }
  return out;
}
void read_versions(JsonFields& f, Draft& out) {
  for (const auto& each : f.array("versions", 100)) {
    JsonFields v(each);
    DraftVersion version{.language = v.text("language"), .title = v.text("title"), .text = {}, .respellings = {}, .sound = {},
                         .programme = v.id<ProgrammeId>("programme"), .sentences = {}};
    if (const auto* sound = v.find("sound")) version.sound = sound_of(JsonFields(*sound));
    out.versions.push_back(std::move(version));
  }
}

json::object confirmation_json(const LawConfirmation& c) {
  return {{"by", c.by}, {"at", to_unix_ms(c.at)}, {"reason", c.reason}, {"from", format_day(c.days.from)},
          {"until", format_day(c.days.until)}, {"law", c.law.hex()}};
}
LawConfirmation confirmation_of(JsonFields f) {
  return {f.text("by"), f.utc("at"), f.text("reason"), {day_at(f, "from"), day_at(f, "until")}, f.hash("law")};
}

void read_parts(JsonFields& f, Draft& out) {
  if (const auto* law = f.find("law")) {
    auto read = read_law(*law);
    if (read) out.law = std::move(*read);
    else f.note(read.error());
  }
  if (const auto* confirmed = f.find("law_confirmed")) out.law_confirmed = confirmation_of(JsonFields(*confirmed));
  if (const auto* submission = f.find("submission")) out.submission = submission_of(JsonFields(*submission));
  for (const auto& hand : f.array("hands", 1000))
    if (auto id = PersonId::parse(std::string_view(hand.as_string()))) out.hands.insert(*id);
  read_versions(f, out);
  read_history(f, out);
}

}  // namespace

std::string write_draft(const Draft& d) {
  json::array hands;
  for (const auto& hand : d.hands) hands.emplace_back(hand.text());
  json::object out{{"id", d.id.text()}, {"unit", d.unit.text()}, {"kind", to_text(d.kind)}, {"title", d.title}, {"form", to_text(d.form)},
                   {"topic", d.topic}, {"audience", d.audience}, {"folder", d.folder}, {"state", to_text(d.state)},
                   {"revision", d.revision}, {"version", d.version}, {"author", d.author.text()}, {"author_name", d.author_name},
                   {"account", d.account.text()}, {"created", to_unix_ms(d.created)}, {"updated", to_unix_ms(d.updated)},
                   {"expires", day_text(d.expires)}, {"material", d.material.text()}, {"versions", versions_json(d)},
                   {"history", history_json(d.history)}, {"hands", hands}};
  if (d.law) out["law"] = law_fields(*d.law);
  if (d.law_confirmed) out["law_confirmed"] = confirmation_json(*d.law_confirmed);
  if (d.submission) out["submission"] = submission_json(*d.submission);
  return write_json(out);
}

Result<Draft> read_draft(std::string_view text) {
  LOA_TRY(const auto value, parse_json(text, kLimits));
  JsonFields f(value, "draft");
  Draft d;
  d.id = f.id<DraftId>("id");
  d.unit = f.id<UnitId>("unit");
  d.kind = draft_kind_from(f.text("kind")).value_or(DraftKind::voice_note);
  d.title = f.text("title");
  d.form = draft_form_from(f.text("form")).value_or(DraftForm::news);
  d.topic = static_cast<int>(f.integer("topic", 0, 6));
  d.audience = f.text("audience");
  d.folder = f.text("folder");
  d.state = draft_state_from(f.text("state")).value_or(DraftState::withdrawn);
  d.revision = f.integer("revision", 1, kMost);
  d.version = f.integer("version", 0, kMost);
  d.author = f.id<PersonId>("author");
  d.author_name = f.text("author_name");
  d.account = f.id<AccountId>("account");
  d.created = f.utc("created");
  d.updated = f.utc("updated");
  d.expires = day_or_none(f, "expires");
  d.material = f.id<ProgrammeId>("material");
  read_parts(f, d);
  LOA_TRY_OK(f.status());
  return d;
}

std::string write_respellings(const std::vector<DraftRespelling>& list) {
  json::array out;
  for (const auto& r : list)
    out.push_back(json::object{{"begin", r.begin}, {"end", r.end}, {"written", r.written}, {"spoken", r.spoken}});
  return write_json(out);
}

Result<std::vector<DraftRespelling>> read_respellings(std::string_view text) {
  std::vector<DraftRespelling> out;
  if (text.empty()) return out;
  LOA_TRY(const auto value, parse_json(text, kLimits));
  if (!value.is_array()) return fail("json.field_bad", {{"field", "respellings"}}, "respellings");
  for (const auto& each : value.get_array()) {
    JsonFields f(each, "respellings");
    out.push_back({static_cast<std::size_t>(f.integer("begin", 0, kMost)), static_cast<std::size_t>(f.integer("end", 0, kMost)),
                   f.text("written"), f.text("spoken")});
    LOA_TRY_OK(f.status());
  }
  return out;
}

}  // namespace loa::controller
