#include "controller/services/programmes_api.h"

#include "audio/transcode_report.h"
#include "controller/domain/languages.h"
#include "controller/services/api_conventions.h"
#include "controller/services/api_json.h"
#include "controller/services/draft_reader.h"
#include "controller/services/draft_view.h"
#include "controller/services/overview.h"
#include "controller/services/text_import.h"

namespace loa::controller {
namespace {

constexpr std::size_t kPeaks = 1000;
constexpr std::size_t kTextsWaiting = 20;

int status_for(const Error& error) {
  static const std::map<std::string, int, std::less<>> kStatus{
      {"draft.state", 409}, {"draft.own_hand", 403}, {"upload.incomplete", 409}, {"signing.decided", 409}};
  const auto found = kStatus.find(error.code);
  return found == kStatus.end() ? status_of(error) : found->second;
}
net::HttpResponse refused(const Error& error) { return error_response(status_for(error), {error}); }

net::HttpResponse told(const Result<Draft>& draft, int status = 200) {
  if (!draft) return refused(draft.error());
  return with_etag(json_response(draft_json(*draft), status), draft->version);
}

bool true_at(const json::value& body, std::string_view key) {
  const auto* found = body.get_object().if_contains(key);
  return found && found->is_bool() && found->get_bool();
}

speech::IncomingOptions incoming_options(const std::string& encoding, bool accept_unaccented) {
  speech::IncomingOptions out;
  out.accept_unaccented = accept_unaccented;
  if (const auto given = speech::parse_text_encoding(encoding)) out.encoding = *given;
  return out;
}

speech::EntryScope entry_scope(const std::string& text) {
  for (const auto scope : {speech::EntryScope::document_number, speech::EntryScope::running_text})
    if (speech::to_string(scope) == text) return scope;
  return speech::EntryScope::anywhere;
}

}  // namespace

ProgrammesApi::ProgrammesApi(Context& context, Desk& desk, DraftDesk& drafts, Speaker& speaker)
    : context_(context), desk_(desk), drafts_(drafts), speaker_(speaker),
      texts_(context.loop, 1, "texts", kTextsWaiting, context.metrics) {}

void ProgrammesApi::register_calls(ApiRouter& api) {
  const std::pair<const char*, Handler> calls[] = {
      {"listDrafts", &ProgrammesApi::list},           {"createDraft", &ProgrammesApi::create},
      {"getDraft", &ProgrammesApi::get},              {"updateDraft", &ProgrammesApi::update},
      {"withdrawDraft", &ProgrammesApi::withdraw},    {"updateDraftVersion", &ProgrammesApi::update_version},
      {"removeDraftVersion", &ProgrammesApi::remove_version}, {"readDraftVersion", &ProgrammesApi::read},
      {"speakDraftVersion", &ProgrammesApi::speak},   {"attachSound", &ProgrammesApi::attach},
      {"listSentences", &ProgrammesApi::sentences},   {"checkLaw", &ProgrammesApi::check_law_days},
      {"confirmLaw", &ProgrammesApi::confirm_law},    {"submitDraft", &ProgrammesApi::submit},
      {"openSigningLink", &ProgrammesApi::link},      {"useVoiceNote", &ProgrammesApi::use_note},
      {"listFolders", &ProgrammesApi::folders},       {"listLanguages", &ProgrammesApi::languages},
      {"importText", &ProgrammesApi::import_text},    {"getPeaks", &ProgrammesApi::peaks},
      {"getDictionary", &ProgrammesApi::dictionary},  {"putDictionaryEntry", &ProgrammesApi::put_entry},
      {"removeDictionaryEntry", &ProgrammesApi::remove_entry}};
  for (const auto& [id, handler] : calls) {
    api.handle(id, [this, handler](ApiCall call) { return (this->*handler)(std::move(call)); });
  }
}

DraftActor ProgrammesApi::actor_of(const Caller& caller) const {
  const std::string known = person_name(caller.person);
  return {caller.person, caller.account, known.empty() ? caller.name : known};
}

std::string ProgrammesApi::person_name(const PersonId& person) const {
  const auto* trust = desk_.registry.trust();
  for (const auto& grant : trust ? trust->grants : std::vector<protocol::Grant>{})
    if (!person.is_nil() && grant.person == person) return grant.name;
  return {};
}

ApiAnswer ProgrammesApi::list(ApiCall call) {
  auto page = co_await drafts_.search(call.caller.scope(Right::programmes_read), read_draft_query(call));
  if (!page) co_return refused(page.error());
  json::array drafts;
  for (const auto& draft : page->drafts) drafts.push_back(draft_summary_json(draft));
  json::object out{{"drafts", drafts}};
  out["next"] = page->next.empty() ? json::value(nullptr) : json::value(page->next);
  co_return json_response(out);
}

ApiAnswer ProgrammesApi::create(ApiCall call) {
  Draft draft = read_new_draft(call.body);
  if (!call.caller.has(Right::programmes_write, draft.unit)) co_return refused(fail("access.unit", {}, "unit"));
  // Whoever is a person of the trust document is the author; only an account tied to nobody names one.
  draft.author = call.caller.person;
  if (const auto author = PersonId::parse(text_at(call.body, "author")); author && draft.author.is_nil()) draft.author = *author;
  draft.author_name = person_name(draft.author);
  const auto actor = actor_of(call.caller);
  if (draft.author_name.empty()) draft.author_name = actor.name;
  co_return told(co_await drafts_.create(std::move(draft), {call.caller.scope(Right::programmes_write), {}, {}, actor}), 201);
}

ApiAnswer ProgrammesApi::get(ApiCall call) {
  auto asked = read_draft_call(call, Right::programmes_read, actor_of(call.caller), false);
  if (!asked) co_return refused(asked.error());
  co_return shown(co_await drafts_.find(*asked));
}

// With what its approvals still allow.
net::HttpResponse ProgrammesApi::shown(const Result<Draft>& draft) const {
  if (!draft) return refused(draft.error());
  json::object out = draft_json(*draft);
  json::array warnings;
  for (const auto& words : drafts_.still_approved(*draft)) warnings.push_back(texts_json(words));
  out["warnings"] = std::move(warnings);
  return with_etag(json_response(out), draft->version);
}

ApiAnswer ProgrammesApi::update(ApiCall call) {
  auto asked = read_draft_call(call, Right::programmes_write, actor_of(call.caller), true);
  if (!asked) co_return refused(asked.error());
  auto work = [body = call.body](Draft& draft) { return apply_change(draft, body); };
  co_return told(co_await drafts_.change(*asked, std::move(work)));
}

ApiAnswer ProgrammesApi::withdraw(ApiCall call) {
  auto asked = read_draft_call(call, Right::programmes_write, actor_of(call.caller), true);
  if (!asked) co_return refused(asked.error());
  co_return shown(co_await drafts_.withdraw(*asked));
}

ApiAnswer ProgrammesApi::update_version(ApiCall call) {
  auto asked = read_draft_call(call, Right::programmes_write, actor_of(call.caller), true);
  if (!asked) co_return refused(asked.error());
  const std::string language = call.request.params["language"];
  const bool has_text = call.body.get_object().contains("text");
  std::optional<speech::IncomingText> incoming;
  if (const auto given = text_at(call.body, "text"); !given.empty()) {
    // Only Vietnamese is written without accents by mistake.
    const bool accept = true_at(call.body, "accept_unaccented") || language != "vi";
    const auto options = incoming_options(text_at(call.body, "encoding"), accept);
    auto work = [given, options] { return speech::incoming_text(as_bytes(given), options); };
    auto read = co_await texts_.run(std::move(work));
    if (!read) co_return refused(read.error());
    incoming = std::move(*read);
  }
  auto work = [language, has_text, incoming, body = call.body](Draft& draft) -> Status {
    LOA_TRY(auto* version, version_for(draft, language));
    if (has_text) version->text = incoming ? incoming->text : std::string();
    if (body.get_object().contains("title")) version->title = text_at(body, "title");
    if (const auto* list = body.get_object().if_contains("respellings")) version->respellings = respellings_of(*list);
    return {};
  };
  auto changed = co_await drafts_.change(*asked, std::move(work));
  if (!changed) co_return refused(changed.error());
  json::object out{{"draft", draft_json(*changed)}};
  out["incoming"] = incoming ? json::value(incoming_json(*incoming)) : json::value(nullptr);
  co_return with_etag(json_response(out), changed->version);
}

ApiAnswer ProgrammesApi::remove_version(ApiCall call) {
  auto asked = read_draft_call(call, Right::programmes_write, actor_of(call.caller), true);
  if (!asked) co_return refused(asked.error());
  auto work = [language = call.request.params["language"]](Draft& draft) -> Status {
    if (!draft.find(language)) return fail("draft.language", {{"language", language}});
    std::erase_if(draft.versions, [&](const DraftVersion& version) { return version.language == language; });
    return {};
  };
  co_return told(co_await drafts_.change(*asked, std::move(work)));
}

ApiAnswer ProgrammesApi::read(ApiCall call) {
  auto asked = read_draft_call(call, Right::programmes_read, actor_of(call.caller), false);
  if (!asked) co_return refused(asked.error());
  auto draft = co_await drafts_.find(*asked);
  if (!draft) co_return refused(draft.error());
  const std::string language = call.request.params["language"];
  const auto* version = draft->find(language);
  if (!version) co_return refused(fail("draft.language", {{"language", language}}));
  if (language != speaker_.options().language) co_return refused(fail("speech.language_silent", {{"language", language}}));
  auto reading = co_await speaker_.read({version->text, version->respellings});
  if (!reading) co_return refused(reading.error());
  co_return json_response(reading_json(version->text, *reading));
}

ApiAnswer ProgrammesApi::speak(ApiCall call) {
  auto asked = read_draft_call(call, Right::programmes_write, actor_of(call.caller), false);
  if (!asked) co_return refused(asked.error());
  DraftDesk::Voice voice{call.request.params["language"], text_at(call.body, "voice")};
  if (const auto* speed = call.body.get_object().if_contains("speed")) voice.speed_percent = speed->to_number<int>();
  auto begun = co_await drafts_.speak(*asked, voice);
  if (!begun) co_return refused(begun.error());
  co_return json_response(json::object{{"task", begun->task}, {"sentences", begun->sentences}, {"new_sentences", begun->new_sentences}}, 202);
}

ApiAnswer ProgrammesApi::attach(ApiCall call) {
  auto asked = read_draft_call(call, Right::programmes_write, actor_of(call.caller), false);
  if (!asked) co_return refused(asked.error());
  const auto upload = UploadId::parse(text_at(call.body, "upload"));
  if (!upload) co_return refused(fail("controller.upload_unknown", {}, "upload"));
  auto task = co_await drafts_.attach(*asked, call.request.params["language"], *upload, text_at(call.body, "voice"));
  if (!task) co_return refused(task.error());
  co_return json_response(json::object{{"task", *task}}, 202);
}

ApiAnswer ProgrammesApi::sentences(ApiCall call) {
  auto asked = read_draft_call(call, Right::programmes_read, actor_of(call.caller), false);
  if (!asked) co_return refused(asked.error());
  auto draft = co_await drafts_.find(*asked);
  if (!draft) co_return refused(draft.error());
  const auto* version = draft->find(call.request.params["language"]);
  if (!version) co_return refused(fail("draft.language", {{"language", call.request.params["language"]}}));
  auto list = parse_json(version->sentences, {.max_bytes = 16 * 1024 * 1024});
  json::object out{{"stale", version->is_stale()}};
  out["sentences"] = list ? *list : json::value(json::array());
  co_return json_response(out);
}

ApiAnswer ProgrammesApi::check_law_days(ApiCall call) {
  auto asked = read_draft_call(call, Right::programmes_read, actor_of(call.caller), false);
  if (!asked) co_return refused(asked.error());
  const auto days = read_days(query_at(call.request, "from"), query_at(call.request, "until"));
  if (!days) co_return refused(days.error());
  auto draft = co_await drafts_.find(*asked);
  if (!draft) co_return refused(draft.error());
  co_return json_response(law_check_json(*draft, *days));
}

ApiAnswer ProgrammesApi::confirm_law(ApiCall call) {
  const auto actor = actor_of(call.caller);
  auto asked = read_draft_call(call, Right::programmes_write, actor, true);
  if (!asked) co_return refused(asked.error());
  const auto days = read_days(text_at(call.body, "from"), text_at(call.body, "until"));
  if (!days) co_return refused(days.error());
  auto work = [actor, days = *days, reason = text_at(call.body, "reason"), now = context_.now()](Draft& draft) -> Status {
    if (!draft.law) return fail("law.bad", {{"field", "number"}}, "law.number");
    draft.law_confirmed = LawConfirmation{actor.name, now, reason, days, law_hash(*draft.law)};
    return {};
  };
  co_return told(co_await drafts_.change(*asked, std::move(work)));
}

ApiAnswer ProgrammesApi::submit(ApiCall call) {
  auto asked = read_draft_call(call, Right::programmes_write, actor_of(call.caller), true);
  if (!asked) co_return refused(asked.error());
  const Submission submission = read_submission(call.body);
  for (const auto& unit : submission.units)
    if (!call.caller.has(Right::programmes_write, unit)) co_return refused(fail("access.unit", {}, "units"));
  auto draft = co_await drafts_.submit(*asked, submission);
  if (draft || draft.error().code != "draft.law_unconfirmed") co_return told(draft);
  std::vector<Error> errors{draft.error()};
  if (const auto held = co_await drafts_.find(*asked); held && held->law)
    for (const auto& finding : check_in_force(*held->law, submission.days)) errors.push_back(finding.what);
  co_return error_response(422, errors);
}

ApiAnswer ProgrammesApi::link(ApiCall call) {
  auto asked = read_draft_call(call, Right::programmes_approve, actor_of(call.caller), false);
  if (!asked) co_return refused(asked.error());
  auto link = co_await drafts_.link(*asked, query_at(call.request, "language"));
  if (!link) co_return refused(link.error());
  co_return json_response(json::object{{"url", link->url}, {"expires", format_rfc3339(link->expires)}});
}

ApiAnswer ProgrammesApi::use_note(ApiCall call) {
  auto asked = read_draft_call(call, Right::programmes_write, actor_of(call.caller), true);
  if (!asked) co_return refused(asked.error());
  co_return told(co_await drafts_.use_note(*asked), 201);
}

ApiAnswer ProgrammesApi::folders(ApiCall call) {
  auto scope = call.caller.scope(Right::programmes_read);
  if (const auto unit = UnitId::parse(query_at(call.request, "unit"))) scope = AreaScope::of({*unit});
  auto list = co_await drafts_.folders(scope);
  if (!list) co_return refused(list.error());
  json::array out;
  for (const auto& folder : *list) out.push_back(json::object{{"name", folder.name}, {"count", folder.count}});
  co_return json_response(json::object{{"folders", out}});
}

ApiAnswer ProgrammesApi::languages(ApiCall) {
  json::array languages, voices;
  for (const auto& [code, name] : station_languages())
    languages.push_back(json::object{{"code", code}, {"name", name}, {"spoken", code == speaker_.options().language}});
  for (const auto& voice : speaker_.options().voices) {
    const auto label = texts_json(voice.label);
    voices.push_back(json::object{{"name", voice.name}, {"text_vi", label.at("text_vi")}, {"text_en", label.at("text_en")}});
  }
  co_return json_response(json::object{{"languages", languages}, {"voices", voices}});
}

ApiAnswer ProgrammesApi::import_text(ApiCall call) {
  const auto options = incoming_options(query_at(call.request, "encoding"), query_at(call.request, "accept_unaccented") == "true");
  auto work = [file = call.request.body_file, options] { return text_of_file(file, options); };
  auto text = co_await texts_.run(std::move(work));
  if (!text) co_return refused(text.error());
  co_return json_response(json::object{{"text", text->text}, {"incoming", incoming_json(*text)}});
}

ApiAnswer ProgrammesApi::peaks(ApiCall call) {
  const auto id = ProgrammeId::parse(call.request.params["id"]);
  const auto scope = call.caller.scope(Right::programmes_read);
  const auto found = id ? desk_.programmes.find(*id) : desk_.programmes.end();
  if (found == desk_.programmes.end() || !programme_seen(scope, found->second)) co_return refused(fail("controller.programme_unknown", {}));
  const Revision revision = found->second.revisions.back();
  auto work = [scope, id = *id, number = revision.revision](Store& store) { return store.library.report(scope, id, number); };
  auto text = co_await context_.store.run(std::move(work));
  if (!text) co_return refused(text.error());
  const auto report = audio::parse_transcode_report(*text);
  const auto points = query_at(call.request, "points");
  const std::size_t most = points.empty() ? kPeaks : static_cast<std::size_t>(std::atoi(points.c_str()));
  json::object out{{"duration_ms", revision.duration_ms}, {"loudness_centi_lufs", revision.loudness_centi_lufs},
                   {"true_peak_centi_dbtp", revision.true_peak_centi_dbtp}, {"revision", revision.revision}};
  out["peaks"] = peaks_json(report ? report->waveform : std::vector<int>{}, most);
  co_return json_response(out);
}

ApiAnswer ProgrammesApi::dictionary(ApiCall) { co_return json_response(dictionary_json(speaker_.dictionary())); }

ApiAnswer ProgrammesApi::put_entry(ApiCall call) {
  if (!call.caller.scope(Right::dictionary_write).is_whole()) co_return refused(fail("store.scope", {}));
  speech::DictionaryEntry entry{text_at(call.body, "written"), text_at(call.body, "spoken"), entry_scope(text_at(call.body, "scope")),
                                text_at(call.body, "note")};
  auto put = co_await speaker_.put_entry(std::move(entry), call.caller.name);
  if (!put) co_return refused(put.error());
  co_return json_response(dictionary_json(speaker_.dictionary()));
}

ApiAnswer ProgrammesApi::remove_entry(ApiCall call) {
  if (!call.caller.scope(Right::dictionary_write).is_whole()) co_return refused(fail("store.scope", {}));
  const auto where = entry_scope(query_at(call.request, "scope"));
  auto removed = co_await speaker_.remove_entry(query_at(call.request, "written"), where, call.caller.name);
  if (!removed) co_return refused(removed.error());
  co_return json_response(dictionary_json(speaker_.dictionary()));
}

}  // namespace loa::controller
