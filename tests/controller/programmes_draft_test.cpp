// The status machine as a table, hands and approvers, and laws in force on the days of airing.
#include "controller/domain/draft.h"
#include "controller/domain/draft_json.h"

#include <gtest/gtest.h>

namespace loa::controller {
namespace {

CivilDay day(const char* text) { return *parse_day(text); }
PersonId person(std::uint8_t n) {
  PersonId id;
  id.uuid.bytes[15] = n;
  return id;
}
const UtcTime kNow = *parse_rfc3339("2026-11-25T01:00:00.000Z");
const DraftActor kWriter{person(1), {}, "writer"};
const DraftActor kOther{person(2), {}, "other"};

DraftSound sound(const DraftVersion& version, std::uint8_t mark) {
  DraftSound out;
  out.programme.uuid.bytes[0] = mark;
  out.revision = 1;
  out.manifest.bytes[0] = mark;
  out.voice = "machine";
  out.source = version.source_hash();
  return out;
}

Draft written(std::initializer_list<const char*> languages = {"vi"}) {
  Draft draft;
  draft.id.uuid.bytes[0] = 9;
  draft.title = "Luật Đất đai 2024";
  draft.author = kWriter.person;
  std::uint8_t mark = 1;
  for (const auto* language : languages) {
    auto* version = *version_for(draft, language);
    version->text = "Từ ngày mai.";
    version->sound = sound(*version, mark++);
  }
  draft.hands = {kWriter.person};
  return draft;
}

Submission air(const char* from = "2026-11-26", const char* until = "2026-11-30") {
  Submission out;
  out.units = {UnitId{}};
  out.days = {day(from), day(until)};
  return out;
}

// Hands it in, with a request to sign for each language.
void hand_in(Draft& draft) {
  ASSERT_TRUE(submit(draft, air(), kWriter, kNow, day("2026-11-25")));
  std::uint8_t n = 1;
  for (auto& waiting : draft.submission->waiting) waiting.request.uuid.bytes[3] = n++;
}
DraftDecision yes(const Draft& draft, std::size_t i = 0) { return {draft.submission->waiting.at(i).request, true, "boss", ""}; }
DraftDecision no(const Draft& draft, std::size_t i = 0) { return {draft.submission->waiting.at(i).request, false, "boss", "thiếu nguồn"}; }

TEST(Draft, the_whole_table_of_states) {
  using enum DraftState;
  using E = DraftEvent;
  const std::map<std::pair<DraftState, E>, DraftState> allowed{
      {{draft, E::edit}, draft},           {{draft, E::submit}, submitted},        {{draft, E::withdraw}, withdrawn},
      {{draft, E::expire}, expired},       {{draft, E::use}, used},                {{submitted, E::edit}, draft},
      {{submitted, E::approve}, approved}, {{submitted, E::reject}, rejected},     {{submitted, E::withdraw}, withdrawn},
      {{submitted, E::expire}, expired},   {{approved, E::edit}, draft},           {{approved, E::supersede}, superseded},
      {{approved, E::expire}, expired},    {{approved, E::withdraw}, withdrawn},   {{rejected, E::edit}, draft},
      {{rejected, E::withdraw}, withdrawn}, {{rejected, E::expire}, expired},      {{superseded, E::edit}, draft},
      {{expired, E::edit}, draft}};
  for (int state = 0; state <= static_cast<int>(used); ++state) {
    for (int event = 0; event <= static_cast<int>(E::use); ++event) {
      const auto got = next_state(static_cast<DraftState>(state), static_cast<E>(event));
      const auto wanted = allowed.find({static_cast<DraftState>(state), static_cast<E>(event)});
      ASSERT_EQ(got.has_value(), wanted != allowed.end()) << state << " " << event;
      if (got) EXPECT_EQ(*got, wanted->second);
      else EXPECT_EQ(got.error().code, "draft.state");
    }
  }
}

TEST(Draft, an_edit_after_it_was_handed_in_is_the_next_revision_and_wants_a_new_approval) {
  Draft draft = written();
  hand_in(draft);
  const auto decision = yes(draft);
  ASSERT_TRUE(begin_change(draft, kOther, kNow));
  EXPECT_EQ(draft.revision, 2);
  EXPECT_EQ(draft.state, DraftState::draft);
  EXPECT_FALSE(draft.submission);
  EXPECT_FALSE(decide(draft, decision, kNow)) << "the old request approves nothing any more";
  EXPECT_EQ(draft.state, DraftState::draft);
}

TEST(Draft, the_next_approval_supersedes_the_one_before) {
  Draft draft = written();
  hand_in(draft);
  ASSERT_TRUE(decide(draft, yes(draft), kNow));
  EXPECT_EQ(draft.state, DraftState::approved);
  ASSERT_TRUE(begin_change(draft, kWriter, kNow));
  hand_in(draft);
  ASSERT_TRUE(decide(draft, yes(draft), kNow));
  ASSERT_EQ(draft.history.size(), 2u);
  EXPECT_EQ(draft.history[0].state, DraftState::superseded);
  EXPECT_EQ(draft.history[1].state, DraftState::approved);
  EXPECT_EQ(draft.history[1].revision, 2);
}

TEST(Draft, every_language_needs_its_approval_and_one_rejection_ends_it) {
  Draft draft = written({"vi", "km"});
  hand_in(draft);
  ASSERT_EQ(draft.submission->waiting.size(), 2u);
  ASSERT_TRUE(decide(draft, yes(draft, 1), kNow));
  EXPECT_EQ(draft.state, DraftState::submitted);
  EXPECT_FALSE(decide(draft, yes(draft, 1), kNow)) << "once is enough";
  ASSERT_TRUE(decide(draft, no(draft, 0), kNow));
  EXPECT_EQ(draft.state, DraftState::rejected);
  EXPECT_EQ(draft.history.back().reason, "thiếu nguồn");
}

TEST(Draft, author_and_editors_never_sign_and_the_hands_are_those_of_the_revision) {
  Draft draft = written();
  ASSERT_TRUE(begin_change(draft, kOther, kNow));
  EXPECT_FALSE(may_sign(draft, kWriter.person));
  EXPECT_FALSE(may_sign(draft, kOther.person));
  EXPECT_TRUE(may_sign(draft, person(3)));
  auto submission = air();
  submission.approver = kOther.person;
  EXPECT_EQ(submit(draft, submission, kWriter, kNow, day("2026-11-25")).error().code, "draft.own_hand");
}

TEST(Draft, what_is_not_ready_is_not_handed_in) {
  const auto why = [](Draft draft, Submission submission = air()) {
    auto done = submit(draft, submission, kWriter, kNow, day("2026-11-25"));
    return done ? std::string("taken") : done.error().code;
  };
  Draft no_sound = written();
  no_sound.versions[0].sound.reset();
  EXPECT_EQ(why(no_sound), "draft.no_sound");
  Draft stale = written();
  stale.versions[0].text += " Sửa.";
  EXPECT_EQ(why(stale), "draft.stale_sound");
  Draft respelt = written();
  respelt.versions[0].respellings = {{0, 2, "Từ", "từ"}};
  EXPECT_EQ(why(respelt), "draft.stale_sound");
  Draft recorded = written();
  recorded.versions[0].sound->source = {};
  recorded.versions[0].text += " Sửa.";
  EXPECT_EQ(why(recorded), "taken") << "a recording does not follow the text";
  Draft nobody = written();
  nobody.author = {};
  EXPECT_EQ(why(nobody), "draft.author_missing");
  Draft ends = written();
  ends.expires = day("2026-11-29");
  EXPECT_EQ(why(ends), "draft.after_expiry");
  EXPECT_EQ(why(written(), air("2026-11-24", "2026-11-26")), "draft.days");
  EXPECT_EQ(why(written(), air("2026-11-26", "2026-11-25")), "draft.days");
  EXPECT_EQ(why(written(), air("2026-11-26", "2027-02-24")), "draft.days") << "91 days";
  EXPECT_EQ(why(written(), air("2026-11-26", "2027-02-23")), "taken") << "90 days";
}

TEST(Draft, a_voice_note_never_goes_on_air_it_becomes_material) {
  Draft note = written();
  note.kind = DraftKind::voice_note;
  EXPECT_EQ(submit(note, air(), kWriter, kNow, day("2026-11-25")).error().code, "draft.voice_note");
  const auto heard = note.versions[0].sound->programme;
  auto made = make_material(note, DraftId{{.bytes = {7}}}, kOther, kNow);
  ASSERT_TRUE(made);
  EXPECT_EQ(note.state, DraftState::used);
  EXPECT_EQ(made->kind, DraftKind::programme);
  EXPECT_EQ(made->material, heard);
  EXPECT_TRUE(made->versions.empty()) << "its sound is not taken over";
  EXPECT_EQ(made->author, kOther.person);
  EXPECT_FALSE(make_material(note, DraftId{{.bytes = {8}}}, kOther, kNow)) << "once";
  Draft programme = written();
  EXPECT_EQ(make_material(programme, DraftId{{.bytes = {8}}}, kOther, kNow).error().code, "draft.not_voice_note");
}

TEST(Draft, it_expires_after_its_last_day) {
  Draft draft = written();
  draft.expires = day("2026-11-25");
  EXPECT_FALSE(expire(draft, day("2026-11-25"), kNow));
  EXPECT_TRUE(expire(draft, day("2026-11-26"), kNow));
  EXPECT_EQ(draft.state, DraftState::expired);
  EXPECT_FALSE(expire(draft, day("2026-11-27"), kNow)) << "once";
}

Law land_law() {
  Law law;
  law.number = "31/2024/QH15";
  law.issued = day("2024-01-18");
  law.effective = day("2024-08-01");
  return law;
}
std::string found(const Law& law, const char* from, const char* until) {
  std::string out;
  for (const auto& finding : check_in_force(law, {day(from), day(until)}))
    out += finding.what.code + " " + format_day(finding.days.from) + ".." + format_day(finding.days.until) + ";";
  return out;
}

TEST(LawInForce, from_its_first_day_to_its_last) {
  Law law = land_law();
  law.expires = day("2026-11-30");
  EXPECT_EQ(found(law, "2024-07-31", "2024-07-31"), "law.not_yet 2024-07-31..2024-07-31;");
  EXPECT_EQ(found(law, "2024-08-01", "2024-08-01"), "");
  EXPECT_EQ(found(law, "2024-07-20", "2024-08-05"), "law.not_yet 2024-07-20..2024-07-31;");
  EXPECT_EQ(found(law, "2026-11-30", "2026-11-30"), "");
  EXPECT_EQ(found(law, "2026-12-01", "2026-12-01"), "law.expired 2026-12-01..2026-12-01;");
  EXPECT_EQ(found(law, "2026-11-29", "2026-12-02"), "law.expired 2026-12-01..2026-12-02;");
}

TEST(LawInForce, a_replaced_one_from_the_day_of_the_other) {
  Law law = land_law();
  law.replaced_by = "1/2027/QH16";
  law.replaced_from = day("2027-01-01");
  EXPECT_EQ(found(law, "2026-12-31", "2026-12-31"), "");
  EXPECT_EQ(found(law, "2026-12-31", "2027-01-01"), "law.replaced 2027-01-01..2027-01-01;");
  law.replaced_from.reset();
  EXPECT_EQ(found(law, "2026-12-31", "2026-12-31"), "law.replaced 2026-12-31..2026-12-31;") << "an unknown day is every day";
}

TEST(LawInForce, unknown_is_not_in_force) {
  Law law;
  law.number = "x";
  EXPECT_EQ(found(law, "2026-12-01", "2026-12-01"), "law.no_date 2026-12-01..2026-12-01;");
  law.state = "in_force";
  EXPECT_EQ(found(law, "2026-12-01", "2026-12-01"), "");
  law.state = "suspended";
  law.effective = day("2020-01-01");
  EXPECT_EQ(found(law, "2026-12-01", "2026-12-01"), "law.state 2026-12-01..2026-12-01;");
  law.state = "expired";
  EXPECT_EQ(found(law, "2026-12-01", "2026-12-01"), "law.state 2026-12-01..2026-12-01;") << "published as expired, no day given";
}

TEST(LawInForce, a_confirmation_counts_for_that_law_and_those_days_only) {
  Draft draft = written();
  draft.law = land_law();
  draft.law->effective = day("2026-11-28");
  EXPECT_EQ(submit(draft, air(), kWriter, kNow, day("2026-11-25")).error().code, "draft.law_unconfirmed");
  draft.law_confirmed = LawConfirmation{"boss", kNow, "giới thiệu trước", {day("2026-11-26"), day("2026-11-29")}, law_hash(*draft.law)};
  EXPECT_EQ(submit(draft, air(), kWriter, kNow, day("2026-11-25")).error().code, "draft.law_unconfirmed") << "30 November is not confirmed";
  draft.law_confirmed->days.until = day("2026-11-30");
  Draft changed = draft;
  changed.law->effective = day("2026-11-29");
  EXPECT_EQ(submit(changed, air(), kWriter, kNow, day("2026-11-25")).error().code, "draft.law_unconfirmed");
  EXPECT_TRUE(submit(draft, air(), kWriter, kNow, day("2026-11-25")));
}

TEST(Draft, the_stored_form_says_all_of_it) {
  Draft draft = written({"vi", "km"});
  draft.law = land_law();
  draft.law_confirmed = LawConfirmation{"boss", kNow, "vì", {day("2026-11-26"), day("2026-11-30")}, law_hash(*draft.law)};
  draft.expires = day("2026-12-31");
  draft.topic = 3;
  hand_in(draft);
  draft.history.push_back({1, DraftState::rejected, kNow, "boss", "sai"});
  const auto text = write_draft(draft);
  const auto back = read_draft(text);
  ASSERT_TRUE(back) << to_line(back.error());
  EXPECT_EQ(write_draft(*back), text);
  EXPECT_EQ(back->law, draft.law);
  EXPECT_EQ(back->submission->waiting.at(1).request, draft.submission->waiting.at(1).request);
  const std::vector<DraftRespelling> respellings{{3, 8, "QL4H", "quốc lộ bốn hát"}};
  EXPECT_EQ(*read_respellings(write_respellings(respellings)), respellings);
}

}  // namespace
}  // namespace loa::controller
