// A draft (bản thảo): one programme while people write, speak, describe it and hand it in. A version per language; an edit
// after it was handed in is the next revision; the author is never the approver. Pure.
#pragma once

#include "controller/domain/access.h"
#include "controller/domain/law.h"
#include "controller/domain/signing_request.h"

#include <set>

namespace loa::controller {

using DraftId = Id<struct DraftTag>;

enum class DraftKind { programme, voice_note };  // ghi âm của trưởng thôn: material for others, never on air itself
enum class DraftForm { news, article, question_answer, sketch, case_study, law_introduction };
enum class DraftState { draft, submitted, approved, rejected, superseded, expired, withdrawn, used };
enum class DraftEvent { edit, submit, approve, reject, supersede, expire, withdraw, use };

std::string_view to_text(DraftKind kind);
std::string_view to_text(DraftForm form);
std::string_view to_text(DraftState state);
std::optional<DraftKind> draft_kind_from(std::string_view text);
std::optional<DraftForm> draft_form_from(std::string_view text);
std::optional<DraftState> draft_state_from(std::string_view text);

// The whole table. Error "draft.state" (state, event): it cannot be done now.
Result<DraftState> next_state(DraftState state, DraftEvent event);

// One place that is to be said otherwise; UTF-16 units of the text.
struct DraftRespelling {
  std::size_t begin = 0, end = 0;
  std::string written, spoken;

  bool operator==(const DraftRespelling&) const = default;
};

struct DraftSound {
  ProgrammeId programme;
  std::int64_t revision = 0;
  Hash manifest;
  std::string voice;            // machine | recorded | file
  std::int64_t duration_ms = 0, loudness_centi_lufs = 0, true_peak_centi_dbtp = 0;
  Hash source;                  // of the text a machine spoke; zero for a recording
  UtcTime made{};
};

struct DraftVersion {
  std::string language;
  std::string title;            // in that language; empty: the draft's
  std::string text;             // NFC, CRLF
  std::vector<DraftRespelling> respellings;
  std::optional<DraftSound> sound;
  ProgrammeId programme;        // of the library, nil before the first sound; stays when the sound is replaced
  std::string sentences;        // JSON of the sentences of the machine voice with their times; empty for a recording

  Hash source_hash() const;     // text with respellings
  bool is_stale() const { return sound && !sound->source.is_zero() && sound->source != source_hash(); }
};

struct DraftWaiting {
  std::string language;
  SigningId request;            // nil while the link is being made
  bool decided = false;
};

struct Submission {
  std::vector<UnitId> units;
  DayRange days;
  BroadcastClass cls = BroadcastClass::normal;
  int airings_per_day = 0;
  std::optional<int> max_volume;
  std::vector<std::string> slots;
  PersonId approver;            // nil: whoever may approve there
  UtcTime at{};
  std::string by;
  std::vector<DraftWaiting> waiting;
};

struct DraftHistory {
  std::int64_t revision = 0;
  DraftState state = DraftState::draft;
  UtcTime at{};
  std::string by, reason;
};

struct Draft {
  DraftId id;
  UnitId unit;                  // owner; nil: the province
  DraftKind kind = DraftKind::programme;
  std::string title;
  DraftForm form = DraftForm::news;
  int topic = 0;                // LoaiLinhVuc 1-6; 0: not said
  std::string audience, folder;
  DraftState state = DraftState::draft;
  std::int64_t revision = 1;
  std::int64_t version = 0;     // counts every change; the ETag
  PersonId author;              // as the manifest names the author
  std::string author_name;
  AccountId account;            // who began it
  UtcTime created{}, updated{};
  std::optional<CivilDay> expires;  // last day it may air
  std::optional<Law> law;
  std::optional<LawConfirmation> law_confirmed;
  std::vector<DraftVersion> versions;
  std::optional<Submission> submission;
  std::vector<DraftHistory> history;
  std::set<PersonId> hands;     // who had a hand in this revision
  ProgrammeId material;         // the voice note it was begun from, to be listened to; nil: none

  DraftVersion* find(std::string_view language);
  const DraftVersion* find(std::string_view language) const;
};

// Who does it, for history and hands.
struct DraftActor {
  PersonId person;              // nil: an account tied to no person
  AccountId account;
  std::string name;
};

// To be called before any change of content: a draft that was handed in or decided goes on as its next revision.
// Errors: "draft.state".
Status begin_change(Draft& draft, const DraftActor& actor, UtcTime now);
// The version of that language, made when missing. Errors: "draft.language", "draft.too_many_versions".
Result<DraftVersion*> version_for(Draft& draft, const std::string& language);
// Errors: "draft.title", "draft.field" (field).
Status check_content(const Draft& draft);

// Hands it in. Errors: "draft.state", "draft.voice_note", "draft.no_sound", "draft.stale_sound" (language), "draft.days",
// "draft.after_expiry", "draft.author_missing", "draft.own_hand", "draft.law_unconfirmed" (number; findings by check_in_force).
Status submit(Draft& draft, Submission submission, const DraftActor& actor, UtcTime now, CivilDay today);

struct DraftDecision {
  SigningId request;
  bool approved = false;
  std::string by, reason;
};
// One rejection ends the whole; approval needs every language. Error "draft.state" when it is not waiting for that request.
Status decide(Draft& draft, const DraftDecision& decision, UtcTime now);
Status withdraw(Draft& draft, const DraftActor& actor, UtcTime now);
// Whether its last day is over; then it is expired.
bool expire(Draft& draft, CivilDay today, UtcTime now);
// A draft of the actor's own begins with a voice note as material: to listen to, not as its sound. Errors: "draft.not_voice_note", "draft.no_sound", "draft.state".
Result<Draft> make_material(Draft& note, const DraftId& id, const DraftActor& actor, UtcTime now);

// Author is not approver: nobody who wrote, spoke or changed this revision signs it. Error: "draft.own_hand".
Status may_sign(const Draft& draft, const PersonId& person);

}  // namespace loa::controller
