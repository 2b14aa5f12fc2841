// The signing page's listener over raw HTTP: what a link lets its holder do, and what it does not.
#include "core/net/http_client.h"
#include "tests/core/temp_folder.h"
#include "tests/signing/signing_bench.h"

#include <gtest/gtest.h>

namespace loa::controller {
namespace {

using namespace std::chrono_literals;
using protocol::DocumentType;

class SigningTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const auto& document : {world_.trust(), world_.map(), world_.policy(world_.regulation(world_.site().unit, 330, 1200, 600, 80))})
      ASSERT_EQ(bench_.take(document), "");
    bench_.import(programme_, "Luật Đất đai");
    bench_.on_loop([&] {
      bench_.signing.on_decision([&](const SigningDecision& one) { decisions_.push_back(one); });
      return true;
    });
  }
  template <class Work>
  auto wait_for(Work work) { return bench_.wait_for(std::move(work)); }
  SigningRequest request() {
    SigningRequest r;
    r.programme = programme_.id;
    r.revision = 1;
    r.manifest = programme_.manifest_hash;
    r.author = world_.author();
    r.author_name = "Trần Văn Viết";
    r.title = "Luật Đất đai";
    r.text = "Kính thưa bà con.";
    r.law = R"({"number":"31/2024/QH15"})";
    r.units = {world_.site().unit};
    r.from = world_.now();
    r.until = world_.now() + 24h * 30;
    r.airings_per_day = 2;
    r.max_volume = 70;
    r.slots = {"Thứ Hai 05:30"};
    return r;
  }
  static std::string token_of(const std::string& url) { return url.substr(url.find('=') + 1); }
  std::string open(SigningRequest r, std::optional<PersonId> person = {}) {
    const auto link = wait_for([&] { return bench_.signing.open_request(std::move(r), person); });
    EXPECT_TRUE(link) << to_line(link.error());
    EXPECT_TRUE(link->url.starts_with("https://ky.test/#r="));
    return token_of(link->url);
  }
  net::HttpReply ask(const std::string& path, json::object body, const std::string& origin = {}) {
    net::HttpCall http{"POST", "/signer/v1/" + path, {}, write_json(body), 15s, 4 * 1024 * 1024};
    if (!origin.empty()) http.headers.emplace_back("Origin", origin);
    const auto reply = net::http_call_blocking({"127.0.0.1", bench_.server.port(), nullptr, {}}, http);
    EXPECT_TRUE(reply);
    return reply ? *reply : net::HttpReply{};
  }
  static std::string code(const net::HttpReply& reply) {
    const auto value = parse_json(reply.body, {.max_bytes = 1024 * 1024, .max_depth = 16, .allow_fractions = true});
    const auto* errors = value && value->is_object() ? value->as_object().if_contains("errors") : nullptr;
    return errors ? std::string(errors->as_array().at(0).as_object().at("code").as_string()) : std::string();
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
  net::HttpReply approve(const std::string& token, const protocol::Approval& a, const test::KeyHolder& by) {
    return ask("approve", {{"token", token}, {"envelope", to_base64(world_.sign(a, {by.key()}))}, {"listened_ms", 60000}, {"to_end", true}});
  }
  std::size_t approvals() { return bench_.held(DocumentType::approval); }

  test::TempFolder folder_;
  test::World world_;
  test::Programme programme_ = world_.light_programme(60s);
  SigningBench bench_{world_, folder_.path(), std::nullopt};
  std::vector<SigningDecision> decisions_;
};

TEST_F(SigningTest, an_approval_that_says_what_was_asked_is_taken_once) {
  const auto r = request();
  const auto token = open(r);
  const auto shown = ask("request", {{"token", token}});
  EXPECT_EQ(shown.status, 200);
  EXPECT_NE(shown.body.find(world_.site().name), std::string::npos);
  EXPECT_EQ(approve(token, answer_to(r), world_.approver()).status, 201);
  EXPECT_EQ(approvals(), 1u);
  ASSERT_EQ(decisions_.size(), 1u);
  EXPECT_TRUE(decisions_[0].approved);
  EXPECT_EQ(decisions_[0].by, world_.approver().name);
  const auto again = approve(token, answer_to(r), world_.approver());
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(code(again), "signing.decided");
  EXPECT_EQ(ask("request", {{"token", token}}).status, 409);
  EXPECT_EQ(approvals(), 1u);
}

TEST_F(SigningTest, an_approval_of_anything_else_is_not_taken) {
  const auto r = request();
  const auto token = open(r);
  const std::function<void(protocol::Approval&)> changes[] = {
      [&](auto& a) { a.units = {world_.province()}; }, [&](auto& a) { a.until += 24h; },
      [&](auto& a) { a.airings_per_day = 3; },         [&](auto& a) { a.max_volume = 100; },
      [&](auto& a) { a.manifest.bytes[0] ^= 1; },      [&](auto& a) { a.law = {}; },
      [&](auto& a) { a.cls = BroadcastClass::priority; }, [&](auto& a) { a.author = world_.approver().person; },
      [&](auto& a) { a.withdrawn = true; }};
  for (const auto& change : changes) {
    auto a = answer_to(r);
    change(a);
    EXPECT_EQ(code(approve(token, a, world_.approver())), "signing.other");
  }
  auto other = request();
  other.units = {world_.site(1).unit};
  const auto other_token = open(other);
  EXPECT_EQ(code(approve(other_token, answer_to(r), world_.approver())), "signing.other") << "a link is good for its own request";
  EXPECT_EQ(approvals(), 0u);
  EXPECT_TRUE(decisions_.empty());
}

TEST_F(SigningTest, who_signs_is_judged_by_the_register) {
  auto own = request();
  own.author = world_.approver().person;
  EXPECT_EQ(code(approve(open(own), answer_to(own), world_.approver())), "approval.own_author");
  const auto r = request();
  const auto token = open(r);
  EXPECT_EQ(code(approve(token, answer_to(r), world_.stranger())), "trust.unknown_key");
  EXPECT_EQ(code(approve(token, answer_to(r), world_.technician())), "trust.scope_action");
  EXPECT_EQ(approvals(), 0u);
  EXPECT_EQ(approve(token, answer_to(r), world_.approver()).status, 201) << "a refused try decides nothing";
}

TEST_F(SigningTest, a_link_for_one_officer_is_not_for_another) {
  const auto r = request();
  EXPECT_EQ(code(approve(open(r, world_.duty_one().person), answer_to(r), world_.approver())), "signing.other_person");
  EXPECT_EQ(approve(open(r, world_.approver().person), answer_to(r), world_.approver()).status, 201);
}

TEST_F(SigningTest, links_end) {
  const auto r = request();
  open(r);
  const std::string late(32, 'a');
  const auto id = wait_for([&] { return bench_.signing.open_requests(); })->front().request.id;
  const SigningLinkRecord ended{sha256(late), LinkKind::approval, id.uuid, {}, world_.now() - 1s};
  ASSERT_TRUE(wait_for([&] { return bench_.thread.run([ended](Store& s) { return s.signing.add_link(AreaScope::whole(), ended); }); }));
  EXPECT_EQ(ask("request", {{"token", late}}).status, 410);
  EXPECT_EQ(ask("request", {{"token", std::string(32, 'b')}}).status, 404);
  EXPECT_EQ(ask("request", {{"token", ""}}).status, 404);
  const auto closed = wait_for([&] { return bench_.signing.another_link(id); });
  ASSERT_TRUE(closed);
  ASSERT_TRUE(wait_for([&] { return bench_.signing.close_request(id); }));
  EXPECT_EQ(ask("request", {{"token", token_of(closed->url)}}).status, 409);
}

TEST_F(SigningTest, sending_back_needs_a_reason_and_an_approver) {
  const auto r = request();
  const auto token = open(r);
  const auto id = wait_for([&] { return bench_.signing.open_requests(); })->front().request.id;
  const auto reject = [&](const std::string& reason, const std::string& signed_reason, const test::KeyHolder& by) {
    const auto statement = rejection_statement(world_.network(), id, signed_reason);
    return ask("reject", {{"token", token}, {"reason", reason}, {"key", to_hex(by.key()->public_key())},
                          {"signature", to_hex(by.key()->sign(as_bytes(statement)))}});
  };
  EXPECT_EQ(code(reject("", "", world_.approver())), "signing.reason");
  EXPECT_EQ(code(reject("Sai ngày", "Sai ngày", world_.technician())), "signing.key");
  EXPECT_EQ(code(reject("Sai ngày", "Sai giờ", world_.approver())), "signing.signature");
  EXPECT_EQ(reject("Sai ngày", "Sai ngày", world_.approver()).status, 200);
  ASSERT_EQ(decisions_.size(), 1u);
  EXPECT_FALSE(decisions_[0].approved);
  EXPECT_EQ(decisions_[0].reason, "Sai ngày");
  EXPECT_EQ(code(approve(token, answer_to(r), world_.approver())), "signing.decided");
}

TEST_F(SigningTest, a_link_opens_its_own_sound_alone) {
  const auto token = open(request());
  const auto own = ask("content", {{"token", token}, {"hash", programme_.manifest_hash.hex()}});
  EXPECT_EQ(own.status, 200);
  EXPECT_EQ(own.body, as_text(programme_.manifest_bytes));
  EXPECT_EQ(ask("content", {{"token", token}, {"hash", sha256("other").hex()}}).status, 404);
  EXPECT_EQ(ask("content", {{"token", std::string(32, 'c')}, {"hash", programme_.manifest_hash.hex()}}).status, 404);
}

TEST_F(SigningTest, only_its_own_pages_are_answered_and_every_answer_says_so) {
  const auto token = open(request());
  EXPECT_EQ(ask("request", {{"token", token}}, "https://console.test").status, 403);
  const auto own = ask("request", {{"token", token}}, "http://127.0.0.1:" + std::to_string(bench_.server.port()));
  EXPECT_EQ(own.status, 200);
  std::string policy;
  for (const auto& [name, value] : own.headers) {
    if (name == "content-security-policy") policy = value;
    EXPECT_NE(name, "set-cookie");
  }
  EXPECT_TRUE(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';")) << policy;
  EXPECT_EQ(policy.find("unsafe-inline"), std::string::npos);
}

TEST_F(SigningTest, a_request_for_sound_nobody_has_is_not_opened) {
  auto r = request();
  r.manifest.bytes[0] ^= 1;
  auto link = wait_for([&] { return bench_.signing.open_request(r); });
  ASSERT_FALSE(link);
  EXPECT_EQ(link.error().code, "signing.manifest");
  r = request();
  r.until = r.from + 24h * 91;
  link = wait_for([&] { return bench_.signing.open_request(r); });
  ASSERT_FALSE(link);
  EXPECT_EQ(link.error().code, "signing.request_bad");
}

class EnrolmentTest : public SigningTest {
 protected:
  void SetUp() override {
    SigningTest::SetUp();
    const auto link = wait_for([&] { return bench_.signing.invite(PersonId::make(world_.now(), world_.random()), "Lê Thị Mới", world_.site().unit); });
    ASSERT_TRUE(link);
    id_ = link->enrolment;
    token_ = token_of(link->url);
  }
  net::HttpReply send_keys(const test::KeyHolder& main, const test::KeyHolder& prover) {
    const auto hex = to_hex(main.key()->public_key());
    const auto proof = prover.key()->sign(as_bytes(enrolment_statement(world_.network(), id_, hex)));
    return ask("enrolment/keys", {{"token", token_}, {"key", hex}, {"proof", to_hex(proof)}, {"label", "Điện thoại"}});
  }
  net::HttpReply test_with(const test::KeyHolder& key, const std::string& challenge) {
    const auto answer = key.key()->sign(as_bytes(test_statement(world_.network(), id_, challenge)));
    return ask("enrolment/test", {{"token", token_}, {"signature", to_hex(answer)}});
  }
  std::string state() { return wait_for([&] { return bench_.signing.enrolments(); })->front().state; }
  std::string challenge() { return wait_for([&] { return bench_.signing.enrolments(); })->front().challenge; }

  EnrolmentId id_;
  std::string token_;
};

TEST_F(EnrolmentTest, a_key_counts_after_its_test) {
  EXPECT_EQ(state(), "invited");
  EXPECT_EQ(code(test_with(world_.stranger(), "")), "signing.no_key");
  EXPECT_EQ(code(send_keys(world_.stranger(), world_.approver())), "signing.signature") << "a key must be held to be enrolled";
  EXPECT_EQ(send_keys(world_.stranger(), world_.stranger()).status, 201);
  EXPECT_EQ(state(), "pending");
  EXPECT_EQ(code(test_with(world_.stranger(), "00")), "signing.signature");
  EXPECT_EQ(code(test_with(world_.approver(), challenge())), "signing.signature");
  EXPECT_EQ(state(), "pending");
  EXPECT_EQ(test_with(world_.stranger(), challenge()).status, 200);
  EXPECT_EQ(state(), "tested");
}

TEST_F(EnrolmentTest, an_invitation_takes_one_key) {
  ASSERT_EQ(send_keys(world_.stranger(), world_.stranger()).status, 201);
  EXPECT_EQ(send_keys(world_.stranger(), world_.stranger()).status, 201) << "a lost answer may be asked for again";
  const auto other = send_keys(world_.approver(), world_.approver());
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(code(other), "signing.token_used");
  EXPECT_EQ(ask("request", {{"token", token_}}).status, 404) << "it shows no request";
}

TEST_F(EnrolmentTest, granted_is_what_the_trust_document_says) {
  ASSERT_EQ(send_keys(world_.approver(), world_.approver()).status, 201);
  EXPECT_EQ(state(), "granted");
  auto trust = world_.trust_document();
  trust.version = world_.next_version();
  const auto key = protocol::key_id(world_.approver().key()->public_key());
  trust.revocations.push_back({key, world_.now(), world_.now() + 24h, {}});
  ASSERT_EQ(bench_.take(world_.trust(trust)), "");
  EXPECT_EQ(state(), "revoked");
  const auto r = request();
  EXPECT_EQ(code(approve(open(r), answer_to(r), world_.approver())), "trust.revoked");
}

TEST_F(SigningTest, a_regulation_signed_by_its_owner_is_taken_without_a_link) {
  const auto send = [&](const Bytes& envelope) { return ask("document", {{"envelope", to_base64(envelope)}}); };
  const auto before = bench_.held(DocumentType::policy);
  EXPECT_EQ(send(world_.policy(world_.regulation(world_.site().unit, 300, 1200, 60, 50))).status, 201);
  EXPECT_EQ(bench_.held(DocumentType::policy), before) << "it replaced the older one";
  EXPECT_EQ(code(send(world_.trust())), "signing.lone_kind");
  EXPECT_EQ(ask("map", json::object()).status, 200);
}

TEST_F(SigningTest, a_payload_is_read_by_its_link_alone_and_not_for_ever) {
  const auto made = bench_.on_loop([&] { return bench_.signing.link_paper("{\"number\":\"12/QĐ-UBND\"}"); });
  EXPECT_TRUE(made.url.starts_with("https://ky.test/#p=")) << made.url;
  const auto reply = ask("paper", {{"token", token_of(made.url)}});
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(parse_json(reply.body)->at("payload").as_string(), "{\"number\":\"12/QĐ-UBND\"}");
  EXPECT_EQ(code(ask("paper", {{"token", std::string(32, 'b')}})), "signing.link_unknown");
  EXPECT_EQ(code(ask("request", {{"token", token_of(made.url)}})), "signing.link_unknown") << "it opens no request";
  bench_.on_loop([&] {
    for (int i = 0; i < 500; ++i) bench_.signing.link_paper("{}");
    return true;
  });
  EXPECT_EQ(code(ask("paper", {{"token", token_of(made.url)}})), "signing.link_unknown") << "the oldest went";
}

TEST_F(SigningTest, alone_come_hushes_and_template_alerts_but_no_approval) {
  const auto send = [&](const Bytes& envelope) { return ask("document", {{"envelope", to_base64(envelope)}}); };
  const auto r = request();
  EXPECT_EQ(code(send(world_.sign(answer_to(r), {world_.approver().key()}))), "signing.lone_kind");
  EXPECT_EQ(code(send(world_.sign(world_.alert_document(programme_, r.units, Millis(60000)), {world_.duty_one().key()}))), "signing.lone_kind");
  EXPECT_EQ(code(send(world_.sign(world_.hush_document(r.units[0], Millis(60000)), {world_.stranger().key()}))), "trust.unknown_key");
  EXPECT_EQ(send(world_.sign(world_.hush_document(r.units[0], Millis(60000)), {world_.duty_one().key()})).status, 201);
  EXPECT_TRUE(bench_.on_loop([&] { return bench_.desk.registry.hushed_until(r.units[0], world_.now() + 1s).has_value(); }));
}

TEST(SigningRequest, is_kept_as_it_was) {
  SigningRequest r;
  SeededRandom random(7);
  const UtcTime now = from_unix_ms(1795482000000);
  r.id = SigningId::make(now, random);
  r.programme = ProgrammeId::make(now, random);
  r.author = PersonId::make(now, random);
  r.manifest = sha256("m");
  r.title = "Tin";
  r.units = {UnitId::make(now, random)};
  r.from = now;
  r.until = now + 24h;
  r.max_volume = 0;
  r.slots = {"một", "hai"};
  ASSERT_TRUE(check_request(r));
  const auto again = read_request(write_request(r));
  ASSERT_TRUE(again) << to_line(again.error());
  EXPECT_EQ(write_request(*again), write_request(r));
  EXPECT_EQ(again->max_volume, 0);
}

}  // namespace
}  // namespace loa::controller
