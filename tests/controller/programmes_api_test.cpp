// A bulletin from blank to approved over HTTP: text, questions, machine voice, respelling, handing in, decisions, notices.
#include "tests/controller/programmes_desktop.h"

#include "controller/services/text_import.h"

#include <boost/asio/use_future.hpp>

namespace loa::controller {
namespace {

constexpr const char* kThree = "Kính thưa bà con trong xã. Sáng mai có lịch tiêm chủng. Xin mời bà con đến đúng giờ.";

TEST_F(ProgrammesTest, one_respelt_word_makes_one_sentence_again) {
  const auto path = spoken(kThree);
  EXPECT_EQ(voice_->spoken, 3);
  const auto heard = body_of(ask("GET", path + "/versions/vi/sentences")).at("sentences").as_array();
  ASSERT_EQ(heard.size(), 3u);
  EXPECT_EQ(heard[1].at("written").as_string(), "Sáng mai có lịch tiêm chủng.");
  EXPECT_GE(heard[1].at("start_ms").as_int64(), heard[0].at("end_ms").as_int64());
  EXPECT_FALSE(draft(path).at("versions").at(0).at("sound").at("stale").as_bool());

  const auto begin = heard[1].at("range").at("begin").as_int64();
  const json::object change{{"range", json::object{{"begin", begin}, {"end", begin + 4}}}, {"written", "Sáng"}, {"spoken", "buổi sáng"}};
  ASSERT_EQ(patch(path, "/versions/vi", json::object{{"respellings", json::array{change}}}).status, 200);
  EXPECT_TRUE(draft(path).at("versions").at(0).at("sound").at("stale").as_bool());
  const auto again = speak(path);
  EXPECT_EQ(body_of(again).at("new_sentences").as_int64(), 1);
  const auto task = finished(again);
  EXPECT_EQ(task.at("revision").as_int64(), 2) << write_json(task);
  EXPECT_EQ(voice_->spoken, 4);
  const auto now = draft(path).at("versions").at(0).at("sound");
  EXPECT_FALSE(now.at("stale").as_bool());
  EXPECT_EQ(now.at("revision").as_int64(), 2);
}

TEST_F(ProgrammesTest, an_unknown_abbreviation_stops_until_somebody_explains_it) {
  const auto path = begin();
  ASSERT_EQ(patch(path, "/versions/vi", json::object{{"text", "Theo đề nghị của QXZV hôm nay. Xin mời bà con."}}).status, 200);
  const auto stopped = speak(path);
  EXPECT_EQ(stopped.status, 422);
  EXPECT_EQ(code(stopped), "speech.questions_open");
  EXPECT_EQ(voice_->spoken, 0);
  const auto questions = body_of(ask("GET", path + "/versions/vi/reading")).at("questions").as_array();
  ASSERT_EQ(questions.size(), 1u);
  EXPECT_EQ(questions[0].at("word").as_string(), "QXZV");
  EXPECT_EQ(questions[0].at("sentence").as_int64(), 0);
  EXPECT_EQ(questions[0].at("range").at("begin").as_int64(), 17) << "UTF-16 units, not bytes";
  const auto put = ask("POST", "/api/v1/dictionary", R"({"written":"QXZV","spoken":"quỹ xã","scope":"anywhere"})");
  ASSERT_EQ(put.status, 200) << put.body;
  EXPECT_EQ(finished(speak(path)).at("state").as_string(), "done");
  restart();
  EXPECT_EQ(body_of(ask("GET", "/api/v1/dictionary")).at("entries").as_array().size(), 1u) << "the dictionary is kept";
}

TEST_F(ProgrammesTest, text_without_accents_asks_and_old_fonts_are_told) {
  const auto path = begin();
  const json::object plain{{"text", "Kinh moi ba con den nha van hoa hop vao toi nay de ban viec lam duong"}};
  const auto asked = patch(path, "/versions/vi", plain);
  EXPECT_EQ(asked.status, 422);
  EXPECT_EQ(code(asked), "speech.unaccented");
  EXPECT_TRUE(draft(path).at("versions").as_array().empty()) << "nothing was saved";
  auto sure = plain;
  sure["accept_unaccented"] = true;
  EXPECT_EQ(patch(path, "/versions/vi", sure).status, 200);
  const auto saved = patch(path, "/versions/vi", json::object{{"text", "Nghi\xCC\xA3 quyết của Hội đồng nhân dân xã.\nXin mời bà con."}});
  ASSERT_EQ(saved.status, 200) << saved.body;
  EXPECT_TRUE(body_of(saved).at("incoming").at("was_decomposed").as_bool());
  EXPECT_TRUE(draft(path).at("versions").at(0).at("text").as_string().starts_with("Nghị"));
}

TEST_F(ProgrammesTest, a_language_without_a_voice_wants_a_recording) {
  const auto path = begin();
  ASSERT_EQ(patch(path, "/versions/km", json::object{{"text", "ខ្មែរ ស្រុក"}}).status, 200);
  EXPECT_EQ(code(ask("POST", path + "/versions/km/speech", "{}")), "speech.language_silent");
  EXPECT_EQ(code(patch(path, "/versions/xx", json::object{{"text", "Xin chào bà con."}})), "draft.language");
}

TEST_F(ProgrammesTest, two_writers_do_not_overwrite_each_other) {
  const auto path = begin();
  EXPECT_EQ(ask("PATCH", path, R"({"title":"Hai"})").status, 428);
  const auto seen = etag(path);
  EXPECT_EQ(ask("PATCH", path, R"({"title":"Hai"})", {{"If-Match", seen}}).status, 200);
  const auto late = ask("PATCH", path, R"({"title":"Ba"})", {{"If-Match", seen}});
  EXPECT_EQ(late.status, 412);
  EXPECT_EQ(code(late), "api.match_failed");
  EXPECT_EQ(draft(path).at("title").as_string(), "Hai");
}

TEST_F(ProgrammesTest, found_by_words_without_accents) {
  begin("Nghị quyết về đường làng");
  begin("Lịch cắt điện");
  const auto page = body_of(ask("GET", "/api/v1/drafts?q=duong%20lang"));
  ASSERT_EQ(page.at("drafts").as_array().size(), 1u);
  EXPECT_EQ(page.at("drafts").at(0).at("title").as_string(), "Nghị quyết về đường làng");
}

class SubmitTest : public ProgrammesTest {
 protected:
  void SetUp() override {
    ProgrammesTest::SetUp();
    found();
    path_ = spoken("Kính thưa bà con. Mời bà con đi họp.");
  }
  json::object air(const char* from = "2026-11-25", const char* until = "2026-11-30") {
    return {{"units", json::array{world_.site().unit.text()}}, {"from", from}, {"until", until}};
  }
  net::HttpReply submit(const json::object& body) {
    return ask("POST", path_ + "/submit", write_json(body), {{"If-Match", etag(path_)}});
  }
  template <class Make>
  auto wait_for(Make make) {
    auto result = asio::co_spawn(*loop_, make(), asio::use_future);
    return result.get();
  }
  std::string token() {
    const auto link = ask("POST", path_ + "/link");
    EXPECT_EQ(link.status, 200) << link.body;
    const std::string url(body_of(link).at("url").as_string());
    return url.substr(url.find('=') + 1);
  }
  protocol::Approval answer_to(const SigningRequest& r) {
    protocol::Approval a;
    a.header = world_.header();
    a.version = world_.next_version();
    a.programme = r.programme;
    a.revision = r.revision;
    a.author = r.author;
    a.manifest = r.manifest;
    a.law = r.law_hash();
    a.units = r.units;
    a.cls = r.cls;
    a.from = r.from;
    a.until = r.until;
    a.airings_per_day = r.airings_per_day;
    a.max_volume = r.max_volume;
    return a;
  }
  Result<SigningRequest> asked(const std::string& token) {
    const auto shown = wait_for([&] { return editors_->signing.show(token); });
    if (!shown) return shown.error();
    return shown->request;
  }
  Result<Hash> approve(const std::string& token, const test::KeyHolder& by) {
    const auto request = asked(token);
    if (!request) return request.error();
    const Bytes envelope = world_.sign(answer_to(*request), {by.key()});
    return wait_for([&] { return editors_->signing.approve(token, envelope, Heard{1000, true}); });
  }
  bool becomes(const char* state) {
    return eventually([&] { return draft(path_).at("state").as_string() == state; });
  }
  std::string path_;
};

TEST_F(SubmitTest, handed_in_approved_by_another_person_and_an_edit_starts_over) {
  const auto handed = submit(air());
  ASSERT_EQ(handed.status, 200) << handed.body;
  EXPECT_EQ(body_of(handed).at("state").as_string(), "submitted");
  const auto done = approve(token(), world_.approver());
  ASSERT_TRUE(done) << to_line(done.error());
  EXPECT_TRUE(becomes("approved"));
  EXPECT_EQ(draft(path_).at("history").at(0).at("by").as_string(), world_.approver().name);
  ASSERT_EQ(patch(path_, "", json::object{{"title", "Sửa lại"}}).status, 200);
  EXPECT_EQ(draft(path_).at("state").as_string(), "draft");
  EXPECT_EQ(draft(path_).at("revision").as_int64(), 2);
}

TEST_F(SubmitTest, an_approval_handed_in_as_a_document_ends_the_request) {
  ASSERT_EQ(submit(air()).status, 200);
  const auto link = token();
  const auto request = asked(link);
  ASSERT_TRUE(request) << to_line(request.error());
  auto narrow = answer_to(*request);
  narrow.until = narrow.until - date::days(1);
  ASSERT_EQ(post(world_.sign(narrow, {world_.approver().key()})), 201);
  EXPECT_TRUE(asked(link)) << "a day less than what was asked for";
  auto wide = answer_to(*request);
  wide.until = wide.until + date::days(1);
  ASSERT_EQ(post(world_.sign(wide, {world_.approver().key()})), 201);
  const auto late = asked(link);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, "signing.decided");
  EXPECT_TRUE(becomes("approved"));
  EXPECT_EQ(draft(path_).at("history").at(0).at("by").as_string(), world_.approver().name);
}

TEST_F(SubmitTest, a_withdrawn_draft_tells_what_its_approval_still_allows) {
  ASSERT_EQ(submit(air()).status, 200);
  ASSERT_TRUE(approve(token(), world_.approver()));
  ASSERT_TRUE(becomes("approved"));
  EXPECT_TRUE(draft(path_).at("warnings").as_array().empty());
  const auto taken_back = ask("DELETE", path_, {}, {{"If-Match", etag(path_)}});
  ASSERT_EQ(taken_back.status, 200) << taken_back.body;
  ASSERT_EQ(body_of(taken_back).at("warnings").as_array().size(), 1u) << taken_back.body;
  EXPECT_EQ(body_of(taken_back).at("warnings").at(0).at("code").as_string(), "draft.still_approved");
  EXPECT_TRUE(eventually([&] { return call("GET", "/api/v1/events").body.find("draft.still_approved") != std::string::npos; }));
  auto ended = on_loop([&] { return *desktop_->desk.registry.approvals().front(); });
  ended.header.issued = world_.header().issued;
  ended.version = world_.next_version();
  ended.withdrawn = true;
  ASSERT_EQ(post(world_.sign(ended, {world_.approver().key()})), 201);
  EXPECT_TRUE(draft(path_).at("warnings").as_array().empty()) << "an officer ended it";
}

TEST_F(SubmitTest, an_edit_takes_the_request_back) {
  ASSERT_EQ(submit(air()).status, 200);
  const auto link = token();
  ASSERT_EQ(patch(path_, "", json::object{{"title", "Sửa lại"}}).status, 200);
  const auto late = approve(link, world_.approver());
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, "signing.decided");
  EXPECT_EQ(ask("POST", path_ + "/link").status, 409);
}

TEST_F(SubmitTest, a_law_not_in_force_waits_for_somebody_to_answer_for_it) {
  const json::object law{{"law", json::object{{"number", "31/2024/QH15"}, {"effective", "2026-11-28"}, {"expires", nullptr}}}};
  ASSERT_EQ(patch(path_, "", law).status, 200);
  const auto check = body_of(ask("GET", path_ + "/in-force?from=2026-11-25&until=2026-11-30"));
  EXPECT_FALSE(check.at("ok").as_bool());
  EXPECT_EQ(check.at("findings").at(0).at("until").as_string(), "2026-11-27");
  const auto stopped = submit(air());
  EXPECT_EQ(stopped.status, 422);
  EXPECT_EQ(code(stopped), "draft.law_unconfirmed");
  EXPECT_NE(stopped.body.find("law.not_yet"), std::string::npos) << stopped.body;
  EXPECT_EQ(submit(air("2026-11-28", "2026-11-30")).status, 200) << "in force on all of these days";
  ASSERT_EQ(patch(path_, "", json::object{{"folder", "Đất đai"}}).status, 200);
  const auto confirmed = ask("POST", path_ + "/in-force", R"({"from":"2026-11-25","until":"2026-11-30","reason":"giới thiệu trước"})",
                             {{"If-Match", etag(path_)}});
  ASSERT_EQ(confirmed.status, 200) << confirmed.body;
  EXPECT_EQ(submit(air()).status, 200);
}

TEST_F(SubmitTest, a_gateway_that_fails_is_tried_again_and_then_seen) {
  std::atomic<int> calls = 0;
  std::string body;
  net::HttpServer gateway(*loop_, {}, desktop_->metrics, *desktop_->log);
  gateway.route({"POST", "/sms", 64 * 1024, {}, [&](net::HttpRequest request) -> asio::awaitable<net::HttpResponse> {
    body = request.body;
    net::HttpResponse out;
    out.status = ++calls < 2 ? 500 : 200;
    co_return out;
  }, {}});
  ASSERT_TRUE(on_loop([&] { return gateway.start().has_value(); }));
  auto webhook = make_webhook("http://127.0.0.1:" + std::to_string(gateway.port()) + "/sms", {});
  ASSERT_TRUE(webhook);
  auto notifier = std::make_unique<Notifier>(desktop_->context, desktop_->events,
                                             NotifierOptions{*webhook, {}, {}, {}, {Millis{1}, Millis{1}}});
  const auto tell = [&] {
    return on_loop([&] {
      notifier->tell({"draft.submitted", fail("draft.submitted", {{"title", "Bản tin"}, {"by", "Lan"}}), "https://ky.test/#r=1", {}});
      return true;
    });
  };
  tell();
  EXPECT_TRUE(eventually([&] { return on_loop([&] { return notifier->waiting(); }) == 0; }));
  EXPECT_EQ(calls, 2) << "the second try went through";
  EXPECT_NE(body.find("https://ky.test/#r=1"), std::string::npos);
  calls = -100;
  tell();
  EXPECT_TRUE(eventually([&] { return on_loop([&] { return notifier->waiting(); }) == 0; }));
  EXPECT_EQ(calls, -97) << "three tries";
  EXPECT_TRUE(eventually([&] { return call("GET", "/api/v1/events").body.find("notify.failed") != std::string::npos; }));
  on_loop([&] {
    gateway.stop();
    notifier.reset();
    return true;
  });
}

TEST_F(ProgrammesTest, a_voice_note_is_material) {
  const auto path = begin("Trưởng thôn gửi", "voice_note");
  ASSERT_EQ(patch(path, "/versions/vi", json::object{{"text", "Xin mời bà con họp."}}).status, 200);
  EXPECT_EQ(code(speak(path)), "draft.voice_note");
  const auto none = ask("POST", path + "/material", {}, {{"If-Match", etag(path)}});
  EXPECT_EQ(code(none), "draft.no_sound");
}

TEST(TextImport, a_word_paragraph_is_a_line_and_nothing_comes_twice) {
  const char* xml = "<w:document><w:p><w:r><w:t xml:space=\"preserve\">Điều 1. </w:t></w:r><w:r><w:t>A &amp; B</w:t></w:r></w:p>"
                    "<w:p><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del><w:r><w:tab/><w:t>Hai&#7901;</w:t><w:br/></w:r></w:p>"
                    "<mc:AlternateContent><mc:Choice><w:t>khung</w:t></mc:Choice><mc:Fallback><w:t>khung</w:t></mc:Fallback>"
                    "</mc:AlternateContent></w:document>";
  EXPECT_EQ(text_of_word_xml(xml), "Điều 1. A & B\n\tHaiờ\n\nkhung");
}

TEST_F(ProgrammesTest, the_words_of_a_pdf_and_no_words_of_a_picture) {
  const std::string stream = "BT /F1 24 Tf 72 700 Td (Thong bao hop thon vao toi mai tai nha van hoa) Tj ET";
  const std::string pdf =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
      "4 0 obj<</Length " + std::to_string(stream.size()) + ">>stream\n" + stream + "\nendstream endobj\n"
      "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n";
  const auto asked = ask("POST", "/api/v1/texts", pdf);
  EXPECT_EQ(code(asked), "speech.unaccented") << asked.body;
  const auto taken = ask("POST", "/api/v1/texts?accept_unaccented=true", pdf);
  ASSERT_EQ(taken.status, 200) << taken.body;
  EXPECT_NE(body_of(taken).at("text").as_string().find("hop thon"), std::string::npos);
  EXPECT_EQ(ask("POST", "/api/v1/texts", "PK\x03\x04 no zip").status, 422);
  EXPECT_EQ(code(ask("POST", "/api/v1/texts", "PK\x03\x04 no zip")), "text.file_kind");
}

}  // namespace
}  // namespace loa::controller
