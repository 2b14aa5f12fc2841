#include "controller/services/draft_desk.h"

#include <boost/asio/steady_timer.hpp>

#include <algorithm>

namespace loa::controller {
namespace {

constexpr std::size_t kMaxSignedText = 60 * 1024;
constexpr std::chrono::minutes kExpiryCheck{10};

std::vector<SigningId> open_requests(const Draft& draft) {
  std::vector<SigningId> out;
  for (const auto& waiting : draft.submission ? draft.submission->waiting : std::vector<DraftWaiting>{})
    if (!waiting.decided && !waiting.request.is_nil()) out.push_back(waiting.request);
  return out;
}

// At most so many bytes, cut between letters.
std::string shortened(const std::string& text) {
  if (text.size() <= kMaxSignedText) return text;
  std::size_t end = kMaxSignedText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "\n…";
}

const std::string& title_of(const Draft& draft, const DraftVersion& version) {
  return version.title.empty() ? draft.title : version.title;
}

}  // namespace

DraftDesk::DraftDesk(Parts parts) : p_(std::move(parts)) {
  p_.signing.on_decision([this](const SigningDecision& decision) { p_.context.tasks.spawn("draft", decided(decision)); });
}

CivilDay DraftDesk::today() const {
  return date::floor<date::days>(p_.context.zone.to_civil(p_.context.now()));
}

asio::awaitable<Result<Draft>> DraftDesk::store_change(DraftCall call, std::function<Status(Draft&)> work) {
  auto job = [call, work = std::move(work), now = p_.context.now()](Store& store) {
    return store.drafts.change(call.scope, call.id, call.expected, work, call.actor.name, now);
  };
  co_return co_await p_.context.store.run(std::move(job));
}

asio::awaitable<void> DraftDesk::close(std::vector<SigningId> requests) {
  for (const auto& request : requests) {
    auto closed = co_await p_.signing.close_request(request);
    if (!closed) p_.context.log.warn("draft.request_not_closed", {{"request", request.text()}, {"why", to_line(closed.error())}});
  }
}

void DraftDesk::tell(const std::string& code, const Draft& draft, ErrorParams params, const std::string& url) {
  params.emplace(params.begin(), "title", draft.title);
  const Error text = fail(code, std::move(params));
  p_.events.tell("info", text, {.agent = {}, .cluster = {}, .unit = draft.unit, .trace = draft.id.text()});
  p_.notifier.tell({code, text, url, json::object{{"draft", draft.id.text()}, {"title", draft.title}, {"unit", draft.unit.text()}}});
}

asio::awaitable<Result<Draft>> DraftDesk::create(Draft draft, DraftCall call) {
  draft.id = DraftId::make(p_.context.now(), p_.context.random);
  draft.created = draft.updated = p_.context.now();
  draft.account = call.actor.account;
  if (!call.actor.person.is_nil()) draft.hands.insert(call.actor.person);
  if (auto good = check_content(draft); !good) co_return good.error();
  auto job = [draft, call](Store& store) { return store.drafts.add(call.scope, draft, call.actor.name); };
  auto added = co_await p_.context.store.run(std::move(job));
  if (!added) co_return added.error();
  co_return draft;
}

asio::awaitable<Result<Draft>> DraftDesk::find(DraftCall call) {
  auto job = [call](Store& store) { return store.drafts.find(call.scope, call.id); };
  co_return co_await p_.context.store.run(std::move(job));
}

asio::awaitable<Result<DraftPage>> DraftDesk::search(AreaScope scope, DraftQuery query) {
  auto job = [scope, query](Store& store) { return store.drafts.search(scope, query); };
  co_return co_await p_.context.store.run(std::move(job));
}

asio::awaitable<Result<std::vector<FolderCount>>> DraftDesk::folders(AreaScope scope) {
  auto job = [scope](Store& store) { return store.drafts.folders(scope); };
  co_return co_await p_.context.store.run(std::move(job));
}

asio::awaitable<Result<Draft>> DraftDesk::change(DraftCall call, std::function<Status(Draft&)> work) {
  auto ended = std::make_shared<std::vector<SigningId>>();
  auto edit = [ended, work = std::move(work), actor = call.actor, now = p_.context.now()](Draft& draft) -> Status {
    if (draft.state == DraftState::submitted) *ended = open_requests(draft);
    LOA_TRY_OK(begin_change(draft, actor, now));
    return work(draft);
  };
  auto changed = co_await store_change(call, std::move(edit));
  if (changed) co_await close(std::move(*ended));
  co_return changed;
}

asio::awaitable<Result<Draft>> DraftDesk::withdraw(DraftCall call) {
  auto ended = std::make_shared<std::vector<SigningId>>();
  auto take_back = [ended, actor = call.actor, now = p_.context.now()](Draft& draft) -> Status {
    if (draft.state == DraftState::submitted) *ended = open_requests(draft);
    return controller::withdraw(draft, actor, now);
  };
  auto changed = co_await store_change(call, std::move(take_back));
  if (!changed) co_return changed;
  co_await close(std::move(*ended));
  for (const auto& words : still_approved(*changed)) {
    p_.events.tell("warn", words, {.agent = {}, .cluster = {}, .unit = changed->unit, .trace = changed->id.text()});
    p_.notifier.tell({words.code, words, {}, json::object{{"draft", changed->id.text()}, {"title", changed->title}}});
  }
  co_return changed;
}

std::vector<Error> DraftDesk::still_approved(const Draft& draft) const {
  std::vector<Error> out;
  if (draft.state != DraftState::withdrawn) return out;
  const auto& registry = p_.desk.registry;
  for (const auto& version : draft.versions) {
    for (const auto* held : version.sound ? registry.approvals() : std::vector<const protocol::Approval*>{}) {
      if (held->manifest != version.sound->manifest || held->withdrawn || held->until <= p_.context.now()) continue;
      const UtcTime at = std::max(held->from, p_.context.now());
      const auto counts = [&](const UnitId& unit) { return registry.approval_for(held->manifest, unit, at).has_value(); };
      if (std::ranges::none_of(held->units, counts)) continue;
      const auto until = date::floor<std::chrono::seconds>(p_.context.zone.to_civil(held->until));
      out.push_back(fail("draft.still_approved", {{"title", title_of(draft, version)}, {"until", format_civil(until)}}));
    }
  }
  return out;
}

ImportOrder DraftDesk::order_for(const Draft& draft, const DraftVersion& version) const {
  ImportOrder order;
  order.title = title_of(draft, version);
  order.author = draft.author;
  order.unit = draft.unit;
  if (!version.programme.is_nil()) order.programme = version.programme;
  return order;
}

DraftSound DraftDesk::sound_of(const ImportTask& task, const std::string& voice, const Hash& source) const {
  DraftSound out{task.programme, task.revision, task.manifest, voice, 0, 0, 0, source, p_.context.now()};
  const auto programme = p_.desk.programmes.find(task.programme);
  if (programme == p_.desk.programmes.end()) return out;
  const Revision& made = programme->second.revisions.back();
  out.duration_ms = made.duration_ms;
  out.loudness_centi_lufs = made.loudness_centi_lufs;
  out.true_peak_centi_dbtp = made.true_peak_centi_dbtp;
  return out;
}

asio::awaitable<Status> DraftDesk::keep_sound(DraftCall call, std::string language, DraftSound sound, std::string sentences) {
  call.expected.reset();  // people went on typing while it was made; is_stale() tells
  auto work = [language, sound, sentences](Draft& draft) -> Status {
    LOA_TRY(auto* version, version_for(draft, language));
    version->programme = sound.programme;
    version->sound = sound;
    version->sentences = sentences;
    return {};
  };
  auto kept = co_await change(std::move(call), std::move(work));
  co_return kept ? ok() : Status(kept.error());
}

asio::awaitable<Result<SpeechBegun>> DraftDesk::speak(DraftCall call, Voice voice) {
  auto draft = co_await find(call);
  if (!draft) co_return draft.error();
  if (draft->kind == DraftKind::voice_note) co_return fail("draft.voice_note", {});
  if (draft->author.is_nil()) co_return fail("draft.author_missing", {}, "author");
  if (auto may = next_state(draft->state, DraftEvent::edit); !may) co_return may.error();
  const auto* version = draft->find(voice.language);
  if (!version) co_return fail("draft.language", {{"language", voice.language}});
  SpeechOrder order{{version->text, version->respellings}, voice.language, voice.name, voice.speed_percent,
                    order_for(*draft, *version), {}};
  order.then = [this, call, language = voice.language, source = version->source_hash()](ImportTask task, std::string sentences) {
    return keep_sound(call, language, sound_of(task, "machine", source), std::move(sentences));
  };
  co_return co_await p_.speaker.begin(std::move(order));
}

asio::awaitable<Result<std::string>> DraftDesk::attach(DraftCall call, std::string language, UploadId upload, std::string voice) {
  auto draft = co_await find(call);
  if (!draft) co_return draft.error();
  if (draft->author.is_nil()) co_return fail("draft.author_missing", {}, "author");
  if (auto may = next_state(draft->state, DraftEvent::edit); !may) co_return may.error();
  auto version = version_for(*draft, language);
  if (!version) co_return version.error();
  auto file = co_await p_.uploads.take(upload, call.actor.account);
  if (!file) co_return file.error();
  ImportOrder order = order_for(*draft, **version);
  order.upload = *file;
  order.voice = voice;
  order.then = [this, call, language, voice](ImportTask task) {
    return keep_sound(call, language, sound_of(task, voice, {}), {});
  };
  co_return p_.importer.begin(std::move(order));
}

SigningRequest DraftDesk::request_for(const Draft& draft, const Submission& submission, const DraftVersion& version) const {
  const auto& zone = p_.context.zone;
  const auto midnight = [&](CivilDay day) { return *zone.to_utc(CivilTime{day}); };
  SigningRequest out;
  out.programme = version.sound->programme;
  out.revision = version.sound->revision;
  out.manifest = version.sound->manifest;
  out.author = draft.author;
  out.author_name = draft.author_name;
  out.title = title_of(draft, version);
  out.text = shortened(version.text);
  if (draft.law) out.law = write_json(law_fields(*draft.law));
  out.units = submission.units;
  out.cls = submission.cls;
  out.from = midnight(submission.days.from);
  out.until = midnight(submission.days.until + date::days(1));
  out.airings_per_day = submission.airings_per_day;
  out.max_volume = submission.max_volume;
  out.slots = submission.slots;
  return out;
}

// One link for each language that waits, in order; all or none.
asio::awaitable<Result<std::vector<SigningLink>>> DraftDesk::open_links(const Draft& draft) {
  std::vector<SigningLink> out;
  const auto& submission = *draft.submission;
  std::optional<PersonId> person;
  if (!submission.approver.is_nil()) person = submission.approver;
  for (const auto& waiting : submission.waiting) {
    auto link = co_await p_.signing.open_request(request_for(draft, submission, *draft.find(waiting.language)), person);
    if (link) {
      out.push_back(std::move(*link));
      continue;
    }
    std::vector<SigningId> opened;
    for (const auto& each : out) opened.push_back(each.request);
    co_await close(std::move(opened));
    co_return link.error();
  }
  co_return out;
}

asio::awaitable<Result<Draft>> DraftDesk::submit(DraftCall call, Submission submission) {
  auto draft = co_await find(call);
  if (!draft) co_return draft.error();
  if (call.expected && *call.expected != draft->version) co_return fail("api.match_failed", {});
  const UtcTime now = p_.context.now();
  if (auto good = controller::submit(*draft, submission, call.actor, now, today()); !good) co_return good.error();
  auto links = co_await open_links(*draft);
  if (!links) co_return links.error();
  std::vector<SigningId> opened;
  for (const auto& link : *links) opened.push_back(link.request);
  call.expected = draft->version;  // what was judged above is what is handed in
  auto hand_in = [submission, opened, actor = call.actor, now, day = today()](Draft& held) -> Status {
    LOA_TRY_OK(controller::submit(held, submission, actor, now, day));
    for (std::size_t i = 0; i < opened.size(); ++i) held.submission->waiting.at(i).request = opened[i];
    return {};
  };
  auto changed = co_await store_change(call, std::move(hand_in));
  if (!changed) {
    co_await close(std::move(opened));
    co_return changed.error();
  }
  for (const auto& link : *links) tell("draft.submitted", *changed, {{"by", call.actor.name}}, link.url);
  co_return changed;
}

asio::awaitable<Result<SigningLink>> DraftDesk::link(DraftCall call, std::string language) {
  auto draft = co_await find(call);
  if (!draft) co_return draft.error();
  if (auto may = may_sign(*draft, call.actor.person); !may && !call.actor.person.is_nil()) co_return may.error();
  if (draft->state != DraftState::submitted || !draft->submission)
    co_return fail("draft.state", {{"state", std::string(to_text(draft->state))}, {"event", "approve"}});
  for (const auto& waiting : draft->submission->waiting) {
    if (waiting.decided || (!language.empty() && waiting.language != language)) continue;
    std::optional<PersonId> person;
    if (!call.actor.person.is_nil()) person = call.actor.person;
    co_return co_await p_.signing.another_link(waiting.request, person);
  }
  co_return fail("draft.language", {{"language", language}});
}

asio::awaitable<void> DraftDesk::decided(SigningDecision decision) {
  auto job = [id = decision.request.id](Store& store) { return store.drafts.waiting_for(AreaScope::whole(), id); };
  auto id = co_await p_.context.store.run(std::move(job));
  if (!id || !*id) co_return;  // a request that no draft made
  const DraftDecision given{decision.request.id, decision.approved, decision.by, decision.reason};
  auto work = [given, now = p_.context.now()](Draft& draft) { return decide(draft, given, now); };
  auto changed = co_await store_change({AreaScope::whole(), **id, {}, {{}, {}, decision.by}}, std::move(work));
  if (!changed) {
    p_.context.log.warn("draft.decision_late", {{"draft", (*id)->text()}, {"why", to_line(changed.error())}});
    co_return;
  }
  if (changed->state == DraftState::approved) tell("draft.approved", *changed, {{"by", decision.by}}, {});
  if (changed->state != DraftState::rejected) co_return;
  tell("draft.rejected", *changed, {{"by", decision.by}, {"reason", decision.reason}}, {});
  co_await close(open_requests(*changed));
}

asio::awaitable<Result<Draft>> DraftDesk::use_note(DraftCall call) {
  auto made = std::make_shared<Draft>();
  const UtcTime now = p_.context.now();
  auto work = [made, id = DraftId::make(now, p_.context.random), actor = call.actor, now](Draft& note) -> Status {
    LOA_TRY(*made, make_material(note, id, actor, now));
    return {};
  };
  auto used = co_await store_change(call, std::move(work));
  if (!used) co_return used.error();
  auto job = [made, call](Store& store) { return store.drafts.add(call.scope, *made, call.actor.name); };
  auto added = co_await p_.context.store.run(std::move(job));
  if (!added) co_return added.error();
  co_return *made;
}

asio::awaitable<void> DraftDesk::expire_overdue() {
  const CivilDay day = today();
  auto job = [day](Store& store) { return store.drafts.overdue(AreaScope::whole(), day); };
  auto overdue = co_await p_.context.store.run(std::move(job));
  for (const auto& id : overdue ? *overdue : std::vector<DraftId>{}) {
    auto ended = std::make_shared<std::vector<SigningId>>();
    auto work = [ended, day, now = p_.context.now()](Draft& draft) -> Status {
      if (draft.state == DraftState::submitted) *ended = open_requests(draft);
      expire(draft, day, now);
      return {};
    };
    auto changed = co_await store_change({AreaScope::whole(), id, {}, {{}, {}, "controller"}}, std::move(work));
    if (changed) co_await close(std::move(*ended));
  }
}

asio::awaitable<void> DraftDesk::expire_forever() {
  asio::steady_timer timer(p_.context.loop);
  for (;;) {
    co_await expire_overdue();
    timer.expires_after(kExpiryCheck);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

}  // namespace loa::controller
