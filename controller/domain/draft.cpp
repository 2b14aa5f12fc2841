#include "controller/domain/draft.h"

#include "controller/domain/languages.h"
#include "core/unicode.h"
#include "protocol/limits.h"

#include <algorithm>
#include <array>

namespace loa::controller {
namespace {

constexpr std::size_t kMaxTitle = 300;  // bytes, as manifest and request to sign take it
constexpr std::size_t kMaxField = 1000;
constexpr std::size_t kMaxVersions = 30;
constexpr std::size_t kMaxHistory = 200;
constexpr int kMaxTopic = 6;

constexpr std::array<std::string_view, 2> kKinds{"programme", "voice_note"};
constexpr std::array<std::string_view, 6> kForms{"news", "article", "question_answer", "sketch", "case", "law_introduction"};
constexpr std::array<std::string_view, 8> kStates{"draft",      "submitted", "approved",  "rejected",
                                                  "superseded", "expired",   "withdrawn", "used"};
constexpr std::array<std::string_view, 8> kEvents{"edit", "submit", "approve", "reject", "supersede", "expire", "withdraw", "use"};

template <class Enum, std::size_t N>
std::optional<Enum> named(const std::array<std::string_view, N>& names, std::string_view text) {
  const auto found = std::ranges::find(names, text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

struct Step {
  DraftState from;
  DraftEvent event;
  DraftState to;
};
using enum DraftState;

// What is missing here cannot be done. Withdrawn and used are final.
constexpr std::array kTable{
    Step{draft, DraftEvent::edit, draft},           Step{draft, DraftEvent::submit, submitted},
    Step{draft, DraftEvent::withdraw, withdrawn},   Step{draft, DraftEvent::expire, expired},
    Step{draft, DraftEvent::use, used},             Step{submitted, DraftEvent::edit, draft},
    Step{submitted, DraftEvent::approve, approved}, Step{submitted, DraftEvent::reject, rejected},
    Step{submitted, DraftEvent::withdraw, withdrawn}, Step{submitted, DraftEvent::expire, expired},
    Step{approved, DraftEvent::edit, draft},        Step{approved, DraftEvent::supersede, superseded},
    Step{approved, DraftEvent::expire, expired},    Step{approved, DraftEvent::withdraw, withdrawn},
    Step{rejected, DraftEvent::edit, draft},        Step{rejected, DraftEvent::withdraw, withdrawn},
    Step{rejected, DraftEvent::expire, expired},    Step{superseded, DraftEvent::edit, draft},
    Step{expired, DraftEvent::edit, draft},
};

Status move(Draft& it, DraftEvent event) {
  LOA_TRY(it.state, next_state(it.state, event));
  return {};
}

void remember(Draft& it, DraftState state, UtcTime at, std::string by, std::string reason = {}) {
  if (it.history.size() >= kMaxHistory) it.history.erase(it.history.begin());
  it.history.push_back({it.revision, state, at, std::move(by), std::move(reason)});
}

Status check_sounds(const Draft& it) {
  bool any = false;
  for (const auto& version : it.versions) {
    any |= version.sound.has_value();
    if (version.is_stale()) return fail("draft.stale_sound", {{"language", version.language}});
    if (!version.sound && !version.text.empty()) return fail("draft.no_sound", {{"language", version.language}});
  }
  return any ? ok() : Status(fail("draft.no_sound", {{"language", "vi"}}));
}

Status check_days(const Draft& it, const DayRange& days, CivilDay today) {
  const auto length = (days.until - days.from) + date::days(1);
  if (days.until < days.from || days.from < today || length > protocol::kMaxApproval) return fail("draft.days", {});
  if (it.expires && days.until > *it.expires) return fail("draft.after_expiry", {{"expires", format_day(*it.expires)}});
  if (!it.law || check_in_force(*it.law, days).empty()) return {};
  if (it.law_confirmed && it.law_confirmed->covers(*it.law, days)) return {};
  return fail("draft.law_unconfirmed", {{"number", it.law->number}});
}

}  // namespace

std::string_view to_text(DraftKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view to_text(DraftForm form) { return kForms[static_cast<std::size_t>(form)]; }
std::string_view to_text(DraftState state) { return kStates[static_cast<std::size_t>(state)]; }
std::optional<DraftKind> draft_kind_from(std::string_view text) { return named<DraftKind>(kKinds, text); }
std::optional<DraftForm> draft_form_from(std::string_view text) { return named<DraftForm>(kForms, text); }
std::optional<DraftState> draft_state_from(std::string_view text) { return named<DraftState>(kStates, text); }

Result<DraftState> next_state(DraftState state, DraftEvent event) {
  for (const auto& step : kTable) {
    if (step.from == state && step.event == event) return step.to;
  }
  return fail("draft.state", {{"state", std::string(to_text(state))},
                              {"event", std::string(kEvents[static_cast<std::size_t>(event)])}});
}

Hash DraftVersion::source_hash() const {
  json::array changes;
  for (const auto& r : respellings) changes.push_back(json::array{r.begin, r.end, r.written, r.spoken});
  return sha256(write_json(json::array{text, changes}));
}

DraftVersion* Draft::find(std::string_view language) {
  const auto found = std::ranges::find(versions, language, &DraftVersion::language);
  return found == versions.end() ? nullptr : &*found;
}
const DraftVersion* Draft::find(std::string_view language) const { return const_cast<Draft*>(this)->find(language); }

Status begin_change(Draft& it, const DraftActor& actor, UtcTime now) {
  const DraftState before = it.state;
  LOA_TRY_OK(move(it, DraftEvent::edit));
  if (before != draft) {
    if (before == submitted) remember(it, withdrawn, now, actor.name);
    ++it.revision;
    it.submission.reset();
    it.hands.clear();
  }
  if (!actor.person.is_nil()) it.hands.insert(actor.person);
  return {};
}

Result<DraftVersion*> version_for(Draft& it, const std::string& language) {
  if (auto* there = it.find(language)) return there;
  if (!known_language(language)) return fail("draft.language", {{"language", language}});
  if (it.versions.size() >= kMaxVersions) return fail("draft.too_many_versions", {});
  it.versions.push_back({.language = language, .title = {}, .text = {}, .respellings = {}, .sound = {}, .programme = {}, .sentences = {}});
  std::ranges::sort(it.versions, {}, [](const auto& v) { return std::pair(v.language != "vi", v.language); });
  return it.find(language);
}

Status check_content(const Draft& it) {
  if (it.title.empty() || it.title.size() > kMaxTitle || !is_utf8(it.title)) return fail("draft.title", {}, "title");
  for (const auto& version : it.versions)
    if (version.title.size() > kMaxTitle || !is_utf8(version.title)) return fail("draft.title", {}, "title");
  for (const auto& [name, text] : {std::pair("folder", &it.folder), std::pair("audience", &it.audience)})
    if (text->size() > kMaxField || !is_utf8(*text)) return fail("draft.field", {{"field", name}}, name);
  if (it.topic < 0 || it.topic > kMaxTopic) return fail("draft.field", {{"field", "topic"}}, "topic");
  return it.law ? check_law(*it.law) : ok();
}

Status submit(Draft& it, Submission submission, const DraftActor& actor, UtcTime now, CivilDay today) {
  if (it.kind == DraftKind::voice_note) return fail("draft.voice_note", {});
  LOA_TRY_OK(next_state(it.state, DraftEvent::submit));
  if (it.author.is_nil()) return fail("draft.author_missing", {}, "author");
  LOA_TRY_OK(check_sounds(it));
  LOA_TRY_OK(check_days(it, submission.days, today));
  if (!submission.approver.is_nil()) LOA_TRY_OK(may_sign(it, submission.approver));
  submission.at = now;
  submission.by = actor.name;
  submission.waiting.clear();
  for (const auto& version : it.versions)
    if (version.sound) submission.waiting.push_back({version.language, {}, false});
  it.submission = std::move(submission);
  return move(it, DraftEvent::submit);
}

Status decide(Draft& it, const DraftDecision& decision, UtcTime now) {
  auto* submission = it.submission ? &*it.submission : nullptr;
  const auto mine = [&](const DraftWaiting& w) { return w.request == decision.request && !w.decided; };
  const auto waiting = submission ? std::ranges::find_if(submission->waiting, mine) : std::vector<DraftWaiting>::iterator{};
  if (it.state != submitted || !submission || waiting == submission->waiting.end())
    return next_state(it.state == submitted ? withdrawn : it.state, DraftEvent::approve).error();
  waiting->decided = true;
  if (!decision.approved) {
    remember(it, rejected, now, decision.by, decision.reason);
    return move(it, DraftEvent::reject);
  }
  if (!std::ranges::all_of(submission->waiting, &DraftWaiting::decided)) return {};
  for (auto& entry : it.history)
    if (entry.state == approved) entry.state = superseded;
  remember(it, approved, now, decision.by);
  return move(it, DraftEvent::approve);
}

Status withdraw(Draft& it, const DraftActor& actor, UtcTime now) {
  LOA_TRY_OK(move(it, DraftEvent::withdraw));
  remember(it, withdrawn, now, actor.name);
  return {};
}

bool expire(Draft& it, CivilDay today, UtcTime now) {
  if (!it.expires || today <= *it.expires || !next_state(it.state, DraftEvent::expire)) return false;
  it.state = expired;
  remember(it, expired, now, {});
  return true;
}

Result<Draft> make_material(Draft& note, const DraftId& id, const DraftActor& actor, UtcTime now) {
  if (note.kind != DraftKind::voice_note) return fail("draft.not_voice_note", {});
  const bool has_sound = std::ranges::any_of(note.versions, [](const auto& v) { return v.sound.has_value(); });
  if (!has_sound) return fail("draft.no_sound", {{"language", "vi"}});
  LOA_TRY_OK(move(note, DraftEvent::use));
  remember(note, used, now, actor.name);
  Draft made;
  made.id = id;
  made.unit = note.unit;
  made.title = note.title;
  made.folder = note.folder;
  made.topic = note.topic;
  made.author = actor.person;
  made.author_name = actor.name;
  made.account = actor.account;
  made.created = made.updated = now;
  made.material = std::ranges::find_if(note.versions, [](const auto& v) { return v.sound.has_value(); })->sound->programme;
  if (!actor.person.is_nil()) made.hands.insert(actor.person);
  return made;
}

Status may_sign(const Draft& it, const PersonId& person) {
  if (person == it.author || it.hands.contains(person)) return fail("draft.own_hand", {});
  return {};
}

}  // namespace loa::controller
