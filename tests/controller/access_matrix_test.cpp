// Every call of the OpenAPI document × every role × own and foreign commune. Nothing here lists the calls: a new one is in it
// as soon as it stands in the document, and fails until it says its right and, when the handler judges the unit, until
// foreign_call() knows something of another commune to aim at.
#include "tests/controller/people.h"

#include <boost/asio/use_future.hpp>

#include <algorithm>

namespace loa::controller {
namespace {

struct Aim {
  std::string path, body;
  std::vector<std::pair<std::string, std::string>> headers;
};

class AccessMatrixTest : public PeopleTest {
 protected:
  void SetUp() override {
    PeopleTest::SetUp();
    found();
    plant();
    for (const auto role : all_roles()) {
      people_[role] = person("nguoi-" + std::to_string(static_cast<int>(role)),
                             grant(std::string(to_text(role)), home()));
    }
  }
  UnitId home() { return world_.site(0).unit; }
  UnitId away() { return world_.site(1).unit; }

  // Something of the other commune of every kind.
  void plant() {
    const auto made = imported();
    const auto saved = call("POST", "/api/v1/items", item_at(away(), made.id));
    ASSERT_EQ(saved.status, 201) << saved.body;
    item_ = std::string(read(saved).at("item").as_string());
    change_ = std::string(read(saved).at("change").as_string());
    power_cut_ = std::string(read(call("POST", "/api/v1/power-cuts", period_at(away()))).at("id").as_string());
    programme_ = ProgrammeId::make(world_.now(), world_.random());
    shared_ = made.id;
    on_loop([&] {
      auto record = desktop_->desk.programmes.at(made.id);
      record.id = programme_;
      record.unit = away();
      desktop_->desk.programmes[programme_] = record;
      desktop_->desk.tasks["task"].unit = away();
      return true;
    });
    account_ = std::string(invite("nguoi-xa-khac", grant("auditor", away())).at("account").at("id").as_string());
    plant_drafts();
    plant_duties(made);
    EXPECT_EQ(call("POST", "/api/v1/officers/enrolments",
                   write_json(json::object{{"person", PersonId::make(world_.now(), world_.random()).text()},
                                           {"name", kOfficer}, {"unit", away().text()}})).status, 201);
  }
  void plant_drafts() {
    const Draft handed_in = draft_of(away(), DraftKind::programme, kDraft);
    const Draft note = draft_of(away(), DraftKind::voice_note, kNote);
    keep(handed_in);
    keep(note);
    draft_ = handed_in.id.text();
    note_ = note.id.text();
    const auto entries = get("/api/v1/inbox?unit=" + away().text()).at("entries").as_array();
    for (const auto& entry : entries) {
      if (entry.at("kind").as_string() == "draft") entry_ = std::string(entry.at("key").as_string());
    }
    ASSERT_FALSE(entry_.empty());
    const auto somebody = AccountId::make(world_.now(), world_.random());
    const auto upload = asio::co_spawn(*loop_, desktop_->editorial.uploads().create(somebody, "a.wav", 9), asio::use_future).get();
    ASSERT_TRUE(upload) << to_line(upload.error());
    upload_ = upload->id.text();
  }
  // What the other commune has to do: an offer, a quiet spell that waits, a lesson, a preview, an occurrence that was missed.
  void plant_duties(const test::Programme& made) {
    const auto id_of = [&](const net::HttpReply& reply, const char* key) { return std::string(read(reply).at(key).as_string()); };
    offer_ = id_of(call("POST", "/api/v1/offers", offer_to(away())), "id");
    const auto quiet = call("POST", "/api/v1/quiet-spells", period_at(away()));
    ASSERT_EQ(quiet.status, 201) << quiet.body;
    quiet_ = std::string(read(quiet).at("spell").at("id").as_string());
    practice_ = id_of(call("POST", "/api/v1/practice/sessions", practice_at(away())), "id");
    preview_ = id_of(call("POST", "/api/v1/schedule-previews", volume_of(item_)), "token");
    ASSERT_EQ(post(world_.approval(made, {away()})), 201);
    plant_missed(made);
    ASSERT_EQ(call("POST", "/api/v1/make-goods/preview", missed()).status, 200);
  }
  void plant_missed(const test::Programme& made) {
    const auto& site = world_.site(1);
    const UtcTime now = world_.now();
    const PlannedRow row{{sha256("x"), site.clusters.front()}, "cụm", site.unit, site.name, "99002", ItemId::make(now, world_.random()), made.id,
                         "Luật Đất đai", now - 10min, now - 9min, {}, {}};
    in_store([row, now](Store& store) -> Status {
      LOA_TRY_OK(store.ledger.plan(AreaScope::whole(), {row}, now - 8h, now + 16h, now - 1h));
      LOA_TRY_OK(store.ledger.close_untold(AreaScope::whole(), {{row.key.cluster, now - 1min}}, now));
      return {};
    });
  }
  std::string offer_to(const UnitId& unit) {
    return "{\"programme\":\"" + shared_.text() + "\",\"units\":[\"" + unit.text() + "\"],\"deadline\":\"2026-12-01T00:00:00Z\"}";
  }
  static std::string practice_at(const UnitId& unit) { return "{\"name\":\"x\",\"unit\":\"" + unit.text() + "\"}"; }
  static std::string volume_of(const std::string& item) { return "{\"change\":\"volume\",\"volume\":10,\"items\":[\"" + item + "\"]}"; }
  static std::string missed() { return "{\"occurrence\":\"" + sha256("x").hex() + "\"}"; }
  static std::string item_at(const UnitId& unit, const ProgrammeId& programme) {
    return "{\"programme\":\"" + programme.text() + "\",\"targets\":{\"units\":[\"" + unit.text() +
           "\"]},\"start\":\"2026-11-25T17:00:00\"}";
  }
  // A power cut or a quiet spell, as both are ordered.
  static std::string period_at(const UnitId& unit) {
    return "{\"unit\":\"" + unit.text() + "\",\"from\":\"2026-12-01T00:00:00Z\",\"until\":\"2026-12-02T00:00:00Z\",\"reason\":\"x\"}";
  }
  std::string schedule_of(const UnitId& unit) {
    return "version: 1\nitems:\n  - title: Bản tin\n    programme: " + shared_.text() +
           "\n    start: 2026-11-26 06:00\n    targets:\n      - unit: " + unit.text() + "\n";
  }

  // The path with this id in it, whatever the document calls it.
  static std::string path_to(const ApiOperation& operation, const std::string& id) {
    auto path = operation.pattern;
    for (const auto& [name, value] : {std::pair<std::string, std::string>(":id", id), {":token", id}, {":key", id}, {":language", "vi"}}) {
      if (const auto place = path.find(name); place != std::string::npos) path.replace(place, name.size(), value);
    }
    return path;
  }
  // The editors' calls.
  std::optional<Aim> foreign_draft(const ApiOperation& operation) {
    const auto at = [&](const std::string& id) { return path_to(operation, id); };
    const std::vector<std::pair<std::string, std::string>> tus{{"Tus-Resumable", "1.0.0"}, {"Upload-Offset", "0"},
                                                               {"Content-Type", "application/offset+octet-stream"}};
    const std::string days = "{\"units\":[\"" + away().text() + "\"],\"from\":\"2026-11-25\",\"until\":\"2026-11-26\"}";
    const std::vector<std::pair<std::string, std::string>> first{{"If-Match", "\"0\""}};
    const std::map<std::string, Aim> aims{
        {"getDraft", {at(draft_), {}, {}}},
        {"updateDraft", {at(draft_), "{\"title\":\"x\"}", first}},
        {"withdrawDraft", {at(draft_), {}, first}},
        {"updateDraftVersion", {at(draft_), "{\"text\":\"Kính thưa bà con\"}", first}},
        {"removeDraftVersion", {at(draft_), {}, first}},
        {"readDraftVersion", {at(draft_), {}, {}}},
        {"speakDraftVersion", {at(draft_), "{}", {}}},
        {"attachSound", {at(draft_), "{\"upload\":\"" + upload_ + "\",\"voice\":\"file\"}", {}}},
        {"listSentences", {at(draft_), {}, {}}},
        {"checkLaw", {at(draft_) + "?from=2026-11-25&until=2026-11-26", {}, {}}},
        {"confirmLaw", {at(draft_), "{\"from\":\"2026-11-25\",\"until\":\"2026-11-26\",\"reason\":\"x\"}", first}},
        {"submitDraft", {at(draft_), days, first}},
        {"openSigningLink", {at(draft_), {}, {}}},
        {"useVoiceNote", {at(note_), {}, first}},
        {"getPeaks", {at(programme_.text()), {}, {}}},
        {"getUpload", {at(upload_), {}, {}}},
        {"appendUpload", {at(upload_), "123", tus}},
        {"removeUpload", {at(upload_), {}, tus}}};
    const auto found = aims.find(operation.id);
    return found == aims.end() ? std::nullopt : std::optional(found->second);
  }

  // How to aim a call at the other commune where only the handler can know whose it is.
  std::optional<Aim> foreign_call(const ApiOperation& operation) {
    const auto at = [&](const std::string& id) { return path_to(operation, id); };
    const std::string cluster = world_.site(1).clusters.front().text();
    const std::string new_account =
        "{\"login\":\"gian\",\"name\":\"x\",\"grants\":[" + grant("auditor", away()) + "]}";
    const std::vector<std::pair<std::string, std::string>> match{{"If-Match", "\"1\""}};
    const std::map<std::string, Aim> aims{
        {"getProgramme", {at(programme_.text()), {}, {}}},
        {"getProgrammeAudio", {at(programme_.text()), {}, {}}},
        {"getTask", {at("task"), {}, {}}},
        {"createItem", {at(""), item_at(away(), shared_), {}}},
        {"checkItem", {at(""), item_at(away(), shared_), {}}},
        {"removeItem", {at(item_), {}, {}}},
        {"getItem", {at(item_), {}, {}}},
        {"updateItem", {at(item_), item_at(away(), shared_), match}},
        {"listItemHistory", {at(item_), {}, {}}},
        {"decideWaitingItem", {at(item_), "{\"decision\":\"confirm\"}", {}}},
        {"undoScheduleChange", {at(change_), {}, {}}},
        {"previewScheduleChange", {at(""), volume_of(item_), {}}},
        {"applySchedulePreview", {at(preview_), {}, {}}},
        {"previewMakeGood", {at(""), missed(), {}}},
        {"createMakeGood", {at(""), missed(), {}}},
        {"closeInboxEntry", {at(entry_), "{\"state\":\"done\",\"reason\":\"x\"}", {}}},
        {"createOffer", {at(""), offer_to(away()), {}}},
        {"answerOffer", {at(offer_), "{\"unit\":\"" + away().text() + "\",\"answer\":\"decline\",\"reason\":\"x\"}", {}}},
        {"createPowerCut", {at(""), period_at(away()), {}}},
        {"removePowerCut", {at(power_cut_), {}, {}}},
        {"createQuietSpell", {at(""), period_at(away()), {}}},
        {"previewQuietSpell", {at(""), period_at(away()), {}}},
        {"signQuietSpell", {at(quiet_), {}, {}}},
        {"endQuietSpell", {at(quiet_), "{\"reason\":\"x\"}", {}}},
        {"savePolicyDraft", {"/api/v1/policy-drafts/" + away().text(),
                             "{\"number\":\"1/QĐ\",\"title\":\"x\",\"valid_from\":\"2026-11-01\",\"windows\":[]}", {}}},
        {"removePolicyDraft", {"/api/v1/policy-drafts/" + away().text(), {}, {}}},
        {"publishPolicyDraft", {"/api/v1/policy-drafts/" + away().text() + "/publish", {}, {}}},
        {"startPractice", {at(""), practice_at(away()), {}}},
        {"getPractice", {at(practice_), {}, {}}},
        {"actInPractice", {at(practice_), "{\"action\":\"run_day\"}", {}}},
        {"checkSchedule", {at(""), schedule_of(away()), {}}},
        {"createSchedule", {at(""), schedule_of(away()), {}}},
        {"explain", {at("") + "?cluster=" + cluster, {}, {}}},
        {"createAccount", {at(""), new_account, {}}},
        {"getAccount", {at(account_), {}, {}}},
        {"changeAccount", {at(account_), "{\"disabled\":true}", match}},
        {"setGrants", {at(account_), "{\"grants\":[]}", match}},
        {"inviteAgain", {at(account_), {}, {}}},
        {"endAccountSessions", {at(account_), {}, {}}}};
    const auto found = aims.find(operation.id);
    return found == aims.end() ? foreign_draft(operation) : std::optional(found->second);
  }
  // The call with something well-formed in its path; what it finds there does not matter.
  static std::string plain_path(const ApiOperation& operation) {
    std::string out;
    for (std::size_t at = 0; at < operation.pattern.size();) {
      const auto colon = operation.pattern.find(':', at);
      out += operation.pattern.substr(at, colon - at);
      if (colon == std::string::npos) break;
      out += "00000000-0000-7000-8000-000000000001";
      at = std::min(operation.pattern.find('/', colon), operation.pattern.size());
    }
    return out;
  }
  static bool operation_is_plain(const ApiOperation& operation) {
    return std::ranges::none_of(operation.parameters, [](const auto& parameter) { return parameter.required; });
  }
  // The foreign unit, and something for every other parameter that must be there.
  std::string query_for(const ApiOperation& operation) {
    std::string out = "?" + operation.unit_path + "=" + away().text();
    for (const auto& parameter : operation.parameters) {
      if (parameter.in != "query" || !parameter.required || parameter.name == operation.unit_path) continue;
      const auto* choices = parameter.schema->as_object().if_contains("enum");
      const bool id = parameter.schema->as_object().contains("format");
      out += "&" + parameter.name + "=" + (choices ? std::string(choices->as_array()[0].as_string()) : id ? world_.author().text() : "x");
    }
    return out;
  }
  // Enough for the router to find the unit; the rest of the body does not come into it.
  std::string body_for(const ApiOperation& operation) {
    std::string out = "\"" + away().text() + "\"", path = operation.unit_path;
    for (auto dot = path.rfind('.');; dot = path.rfind('.')) {
      out = "{\"" + path.substr(dot == std::string::npos ? 0 : dot + 1) + "\":" + out + "}";
      if (dot == std::string::npos) return out;
      path.resize(dot);
    }
  }
  static std::string first_code(const net::HttpReply& reply) {
    const auto value = read(reply);
    const auto* errors = value.is_object() ? value.as_object().if_contains("errors") : nullptr;
    return errors && !errors->as_array().empty() ? std::string(errors->as_array()[0].at("code").as_string()) : std::string();
  }

  std::map<Role, Browser> people_;
  static constexpr const char* kOfficer = "Cán bộ xã bạn";
  static constexpr const char* kDraft = "Bản tin xã bạn";
  static constexpr const char* kNote = "Ghi âm xã bạn";
  ProgrammeId programme_, shared_;
  std::string item_, change_, power_cut_, account_, draft_, note_, entry_, upload_, offer_, quiet_, practice_, preview_;
};

TEST_F(AccessMatrixTest, a_role_without_the_right_is_refused_whatever_it_sends) {
  int asked = 0;
  for (const auto& operation : desktop_->api.document().operations()) {
    if (operation.gate != ApiGate::right || operation.id == "openStream") continue;
    for (auto& [role, who] : people_) {
      const auto reply = ask(who, operation.method, plain_path(operation), operation.body == ApiBody::none ? "" : "{");
      const bool refused = reply.status == 403 && first_code(reply) == "access.right";
      EXPECT_EQ(refused, !reach_of(role, operation.right)) << operation.id << " as " << to_text(role) << ": " << reply.body.substr(0, 200);
      ++asked;
    }
  }
  EXPECT_GT(asked, 100);
}

TEST_F(AccessMatrixTest, nobody_signed_in_is_refused_everywhere_but_at_the_door) {
  for (const auto& operation : desktop_->api.document().operations()) {
    Browser nobody;
    const auto reply = ask(nobody, operation.method, plain_path(operation), operation.body == ApiBody::none ? "" : "{");
    EXPECT_EQ(reply.status == 401, operation.gate != ApiGate::open) << operation.id << ": " << reply.status;
  }
}

TEST_F(AccessMatrixTest, a_foreign_commune_is_refused) {
  int asked = 0;
  for (const auto& operation : desktop_->api.document().operations()) {
    if (operation.gate != ApiGate::right || operation.unit == ApiUnit::none) continue;
    std::optional<Aim> aim;
    if (operation.unit == ApiUnit::resource) aim = foreign_call(operation);
    if (operation.unit == ApiUnit::query) aim = Aim{plain_path(operation) + query_for(operation), {}, {}};
    if (operation.unit == ApiUnit::body) aim = Aim{plain_path(operation), body_for(operation), {}};
    ASSERT_TRUE(aim) << operation.id << " needs a row in foreign_call()";
    for (auto& [role, who] : people_) {
      if (!reach_of(role, operation.right)) continue;
      const auto reply = ask(who, operation.method, aim->path, aim->body, aim->headers);
      EXPECT_TRUE(reply.status == 403 || reply.status == 404)
          << operation.id << " as " << to_text(role) << ": " << reply.status << " " << reply.body.substr(0, 300);
      ++asked;
    }
  }
  EXPECT_GT(asked, 20);
  EXPECT_EQ(get("/api/v1/items").at("items").as_array().size(), 1u) << "nothing was added or taken away";
  EXPECT_EQ(get("/api/v1/drafts/" + draft_).at("version").as_int64(), 0);
  EXPECT_EQ(get("/api/v1/drafts/" + note_).at("state").as_string(), "draft");
  EXPECT_TRUE(get("/api/v1/offers").at("offers").as_array().at(0).at("answers").as_array().empty());
  EXPECT_EQ(get("/api/v1/quiet-spells?unit=" + away().text()).at("spells").as_array().size(), 1u);
  EXPECT_NE(call("GET", "/api/v1/inbox").body.find(entry_), std::string::npos) << "still open";
  EXPECT_EQ(call("POST", "/api/v1/make-goods/preview", missed()).status, 200) << "nobody made it good";
  EXPECT_EQ(call("POST", "/api/v1/schedule-previews/" + preview_ + "/apply").status, 201) << "it was there to be aimed at";
}

TEST_F(AccessMatrixTest, no_list_names_the_other_commune) {
  // What belongs to the other commune; names of units above one's own are no secret.
  const std::vector<std::string> foreign{away().text(), world_.site(1).agent.text(), world_.site(1).clusters.front().text(),
                                         programme_.text(), item_, "nguoi-xa-khac", kOfficer, kDraft, kNote, offer_, quiet_};
  int asked = 0;
  for (const auto& operation : desktop_->api.document().operations()) {
    if (operation.gate == ApiGate::open || operation.is_unsafe() || operation.id == "openStream") continue;
    if (operation.pattern.find(':') != std::string::npos || !operation_is_plain(operation)) continue;
    for (auto& [role, who] : people_) {
      const auto reply = ask(who, "GET", operation.pattern);
      if (reply.status != 200) continue;
      ++asked;
      for (const auto& word : foreign) {
        EXPECT_EQ(reply.body.find(word), std::string::npos) << operation.id << " as " << to_text(role) << " names " << word;
      }
    }
  }
  EXPECT_GT(asked, 30);
}

TEST_F(AccessMatrixTest, the_machine_sees_all_of_it) {
  const auto overview = get("/api/v1/overview");
  EXPECT_EQ(overview.at("agents").as_array().size(), 2u);
  EXPECT_NE(call("GET", "/api/v1/programmes").body.find(programme_.text()), std::string::npos);
}

}  // namespace
}  // namespace loa::controller
