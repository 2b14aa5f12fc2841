#include "controller/services/draft_inbox.h"

#include <algorithm>

namespace loa::controller {
namespace {

constexpr std::size_t kPage = 200;
constexpr int kPages = 5;
constexpr std::chrono::hours kSoon{48};

bool is_for(const Draft& draft, const Caller& caller) {
  if (!draft.submission) return false;
  const auto& submission = *draft.submission;
  if (caller.machine) return true;
  const bool named = submission.approver.is_nil() || submission.approver == caller.person;
  const bool own = draft.account == caller.account || (!caller.person.is_nil() && !may_sign(draft, caller.person));
  // One approval names all of its units: who cannot sign for every one of them cannot answer.
  const auto scope = caller.scope(Right::programmes_approve);
  return named && !own && std::ranges::all_of(submission.units, [&](const UnitId& unit) { return scope.covers(unit); });
}

bool has_sound(const Draft& draft) {
  return std::ranges::any_of(draft.versions, [](const auto& version) { return version.sound.has_value(); });
}

}  // namespace

asio::awaitable<Result<std::vector<Draft>>> DraftInbox::all(DraftQuery query, AreaScope scope) {
  std::vector<Draft> out;
  query.limit = kPage;
  for (int i = 0; i < kPages; ++i) {
    auto page = co_await drafts_.search(scope, query);
    if (!page) co_return page.error();
    for (auto& draft : page->drafts) out.push_back(std::move(draft));
    if (page->next.empty()) break;
    query.after = page->next;
  }
  co_return out;
}

std::optional<InboxEntry> DraftInbox::to_approve(const Draft& draft, const Caller& caller, const AreaScope& area) const {
  if (!is_for(draft, caller)) return std::nullopt;
  const auto& submission = *draft.submission;
  const auto unit = std::ranges::find_if(submission.units, [&](const UnitId& one) { return area.covers(one); });
  if (unit == submission.units.end()) return std::nullopt;
  const auto first = context_.zone.to_utc(CivilTime{submission.days.from});
  const UtcTime deadline = first ? *first : submission.at;
  return InboxEntry{"draft:" + draft.id.text() + ":" + std::to_string(to_unix_ms(submission.at)), "draft",
                    deadline < context_.now() + kSoon, *unit,
                    fail("inbox.draft", {{"title", draft.title}, {"by", submission.by}, {"from", format_day(submission.days.from)}}),
                    submission.at, deadline, {{"draft", draft.id.text()}}, {}};
}

std::optional<InboxEntry> DraftInbox::received(const Draft& note, const Caller& caller, const AreaScope& area) const {
  const bool own = !caller.machine && note.account == caller.account;
  const bool usable = caller.machine || caller.has(Right::programmes_write, note.unit);
  if (own || !usable || !has_sound(note) || !area.covers(note.unit)) return std::nullopt;
  return InboxEntry{"voice_note:" + note.id.text(), "voice_note", false, note.unit,
                    fail("inbox.voice_note", {{"title", note.title}, {"by", note.author_name}}), note.updated, {},
                    {{"draft", note.id.text()}}, {}};
}

asio::awaitable<Result<std::vector<InboxEntry>>> DraftInbox::waiting(const Caller& caller, const AreaScope& area) {
  std::vector<InboxEntry> out;
  // The province's drafts are aired in communes: whose they are to approve, their units say, not their owner.
  DraftQuery submitted;
  submitted.state = DraftState::submitted;
  auto drafts = co_await all(submitted, AreaScope::whole());
  if (!drafts) co_return drafts.error();
  for (const auto& draft : *drafts) {
    if (auto entry = to_approve(draft, caller, area)) out.push_back(std::move(*entry));
  }
  DraftQuery sent;
  sent.kind = DraftKind::voice_note;
  sent.state = DraftState::draft;
  auto notes = co_await all(sent, area);
  if (!notes) co_return notes.error();
  for (const auto& note : *notes) {
    if (auto entry = received(note, caller, area)) out.push_back(std::move(*entry));
  }
  co_return out;
}

}  // namespace loa::controller
