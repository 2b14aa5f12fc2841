// Signing in and what surrounds it, over real HTTP as a browser would.
#include "core/files.h"
#include "tests/controller/people.h"

namespace loa::controller {
namespace {

using AccountsTest = PeopleTest;

std::string code_in(const net::HttpReply& reply) {
  const auto value = parse_json(reply.body, {.max_bytes = 1 << 20, .max_depth = 16, .allow_fractions = true});
  if (!value || !value->is_object() || !value->as_object().contains("errors")) return {};
  return std::string(value->at("errors").as_array().at(0).at("code").as_string());
}

TEST_F(AccountsTest, an_invited_operator_signs_in_and_sees_his_commune_alone) {
  found();
  Browser who = person("lan", grant("commune_operator", world_.site(0).unit));
  const auto me = read(ask(who, "GET", "/api/v1/me"));
  EXPECT_EQ(me.at("login").as_string(), "lan");
  EXPECT_FALSE(me.at("must_set_code").as_bool());
  const auto overview = ask(who, "GET", "/api/v1/overview");
  EXPECT_EQ(overview.status, 200) << overview.body;
  EXPECT_EQ(read(overview).at("agents").as_array().size(), 1u);
  EXPECT_EQ(overview.body.find(world_.site(1).unit.text()), std::string::npos);
  EXPECT_EQ(ask(who, "GET", "/api/v1/ledger?unit=" + world_.site(1).unit.text()).status, 403);
  EXPECT_EQ(ask(who, "GET", "/api/v1/accounts").status, 403);
  EXPECT_EQ(ask(who, "DELETE", "/api/v1/session").status, 204);
  EXPECT_EQ(ask(who, "GET", "/api/v1/me").status, 401);
}

TEST_F(AccountsTest, an_invite_serves_once_and_expires) {
  const auto made = invite("lan", grant("auditor", {}));
  const std::string token(made.at("token").as_string());
  Browser who;
  EXPECT_EQ(accept(who, token, "ngan"), 422);
  EXPECT_EQ(accept(who, (token[0] == '0' ? "1" : "0") + token.substr(1), password_of("lan")), 404);
  EXPECT_EQ(accept(who, token, password_of("lan")), 204);
  EXPECT_EQ(accept(who, token, password_of("lan")), 404);
  const auto second = invite("hoa", grant("auditor", {}));
  sql("update account_invites set expires = 1");
  stop();
  start();
  EXPECT_EQ(accept(who, std::string(second.at("token").as_string()), password_of("hoa")), 404);
}

TEST_F(AccountsTest, cookies_are_closed_to_scripts_and_sites) {
  Browser who = person("hoa", grant("auditor", {}));
  who = {};
  const auto in = sign_in(who, "hoa", password_of("hoa"));
  const auto cookie = header_of(in, "set-cookie", "loa_session=");
  EXPECT_NE(cookie.find("HttpOnly"), std::string::npos);
  EXPECT_NE(cookie.find("SameSite=Strict"), std::string::npos);
  EXPECT_EQ(cookie.find("Secure"), std::string::npos);
  const auto tls = ask(who, "POST", "/api/v1/session", write_json(json::object{{"login", "hoa"}, {"password", password_of("hoa")}}),
                       {{"X-Forwarded-Proto", "https"}});
  EXPECT_NE(header_of(tls, "set-cookie", "loa_session=").find("Secure"), std::string::npos);
  EXPECT_EQ(in.body.find(who.session), std::string::npos);
}

TEST_F(AccountsTest, a_session_given_before_signing_in_is_not_the_one_afterwards) {
  Browser who = person("lan", grant("auditor", {}));
  const std::string before = who.session;
  ASSERT_EQ(sign_in(who, "lan", password_of("lan")).status, 200);
  EXPECT_NE(who.session, before);
  Browser thief;
  thief.session = before;
  EXPECT_EQ(ask(thief, "GET", "/api/v1/me").status, 401);
  thief.session = std::string(64, 'a');  // one the attacker chose
  ASSERT_EQ(sign_in(thief, "lan", password_of("lan")).status, 200);
  EXPECT_NE(thief.session, std::string(64, 'a'));
}

TEST_F(AccountsTest, a_change_is_taken_from_our_own_page_only) {
  Browser who = person("lan", grant("auditor", {}));
  const auto change = [&](std::vector<std::pair<std::string, std::string>> headers) {
    Browser foreign = who;
    foreign.own_page = false;
    return ask(foreign, "DELETE", "/api/v1/me/sessions", {}, std::move(headers)).status;
  };
  const std::string origin = "http://127.0.0.1:" + std::to_string(desktop_->server.port());
  EXPECT_EQ(change({}), 403);
  EXPECT_EQ(change({{"Origin", origin}}), 403);                                         // a form: no own header
  EXPECT_EQ(change({{"X-Loa-Console", "1"}}), 403);                                      // no origin
  EXPECT_EQ(change({{"Origin", "http://evil.example"}, {"X-Loa-Console", "1"}}), 403);
  EXPECT_EQ(change({{"Origin", origin}, {"X-Loa-Console", "1"}}), 204);
  Browser form;
  form.own_page = false;
  EXPECT_EQ(sign_in(form, "lan", password_of("lan")).status, 403) << "signing a victim in as somebody else";
}

TEST_F(AccountsTest, guessing_is_slowed_down_and_the_owner_is_not) {
  Browser owner = person("lan", grant("commune_approver", {}));
  Browser attacker;
  int status = 0;
  for (int i = 0; i < 5; ++i) status = sign_in(attacker, "lan", "wrong word " + std::to_string(i)).status;
  EXPECT_EQ(status, 401);
  const auto slowed = sign_in(attacker, "lan", password_of("lan"));
  EXPECT_EQ(slowed.status, 429);
  EXPECT_FALSE(header_of(slowed, "retry-after").empty());
  // Forty more from everywhere: the account as a whole is slowed down for strangers.
  for (int i = 0; i < 40; ++i) {
    attacker.address = "198.51.100." + std::to_string(i);
    sign_in(attacker, "lan", "x");
  }
  Browser stranger;
  EXPECT_EQ(sign_in(stranger, "lan", password_of("lan")).status, 429);
  EXPECT_EQ(sign_in(stranger, "lan", password_of("lan"), code("lan", 1)).status, 200) << "an approver with his code";
  EXPECT_EQ(sign_in(owner, "lan", password_of("lan")).status, 401) << "a known device is asked for its code, not told to wait";
  EXPECT_EQ(sign_in(attacker, "nobody", "x").status, 401);
  EXPECT_EQ(code_in(sign_in(attacker, "nobody", "x")), "sign_in.wrong") << "no telling which logins exist";
}

TEST_F(AccountsTest, a_code_serves_once_and_so_does_a_recovery_code) {
  Browser who = person("lan", grant("commune_approver", {}));
  EXPECT_EQ(code_in(sign_in(who, "lan", password_of("lan"))), "sign_in.code_wanted");
  EXPECT_EQ(code_in(sign_in(who, "lan", password_of("lan"), code("lan"))), "sign_in.code_wrong") << "used when it was set up";
  EXPECT_EQ(sign_in(who, "lan", password_of("lan"), code("lan", 1)).status, 200);
  EXPECT_EQ(code_in(sign_in(who, "lan", password_of("lan"), code("lan", 1))), "sign_in.code_wrong");
  EXPECT_EQ(sign_in(who, "lan", password_of("lan"), recovery_.at(0)).status, 200);
  EXPECT_EQ(code_in(sign_in(who, "lan", password_of("lan"), recovery_.at(0))), "sign_in.code_wrong");
  stop();
  start();
  EXPECT_EQ(code_in(sign_in(who, "lan", password_of("lan"), recovery_.at(0))), "sign_in.code_wrong") << "after a restart too";
}

TEST_F(AccountsTest, an_approver_without_a_second_factor_has_no_right_yet) {
  const auto made = invite("lan", grant("commune_approver", {}));
  Browser who;
  ASSERT_EQ(accept(who, std::string(made.at("token").as_string()), password_of("lan")), 204);
  EXPECT_TRUE(read(sign_in(who, "lan", password_of("lan"))).at("must_set_code").as_bool());
  EXPECT_EQ(ask(who, "GET", "/api/v1/overview").status, 403);
  set_code(who);
  EXPECT_EQ(ask(who, "GET", "/api/v1/overview").status, 200);
}

TEST_F(AccountsTest, a_substitute_ends_by_itself) {
  const auto now = desktop_->clock.system_utc();
  Browser who = person("lan", grant("auditor", {}, format_rfc3339(now + 1h)));
  EXPECT_EQ(ask(who, "GET", "/api/v1/overview").status, 200);
  sql("update account_grants set until_at = " + std::to_string(to_unix_ms(now) - 1) + " where role = 'auditor'");
  stop();
  start();
  EXPECT_EQ(ask(who, "GET", "/api/v1/overview").status, 403);
  EXPECT_EQ(ask(who, "GET", "/api/v1/me").status, 200);
}

TEST_F(AccountsTest, a_new_password_and_a_disabled_account_end_sessions) {
  Browser desk = person("lan", grant("auditor", {}));
  Browser phone;
  ASSERT_EQ(sign_in(phone, "lan", password_of("lan")).status, 200);
  const auto order = [&](const char* old_word) {
    return write_json(json::object{{"old", old_word}, {"new", "bốn từ mới toanh"}});
  };
  EXPECT_EQ(ask(desk, "POST", "/api/v1/me/password", order("x")).status, 401);
  EXPECT_EQ(ask(desk, "POST", "/api/v1/me/password", order(password_of("lan").c_str())).status, 204);
  EXPECT_EQ(ask(desk, "GET", "/api/v1/me").status, 200);
  EXPECT_EQ(ask(phone, "GET", "/api/v1/me").status, 401);
  const std::string id(read(ask(desk, "GET", "/api/v1/me")).at("account").as_string());
  Browser root = person("root", grant("administrator", {}));
  const auto account = ask(root, "GET", "/api/v1/accounts/" + id);
  EXPECT_EQ(ask(root, "PATCH", "/api/v1/accounts/" + id, "{\"disabled\":true}").status, 428);
  EXPECT_EQ(ask(root, "PATCH", "/api/v1/accounts/" + id, "{\"disabled\":true}", {{"If-Match", "\"99\""}}).status, 412);
  EXPECT_EQ(ask(root, "PATCH", "/api/v1/accounts/" + id, "{\"disabled\":true}", {{"If-Match", header_of(account, "etag")}}).status, 200);
  EXPECT_EQ(ask(desk, "GET", "/api/v1/me").status, 401);
  EXPECT_EQ(sign_in(desk, "lan", "bốn từ mới toanh").status, 403);
}

TEST_F(AccountsTest, nobody_raises_himself_and_the_last_administrator_stays) {
  Browser root = person("root", grant("administrator", {}));
  const std::string own(read(ask(root, "GET", "/api/v1/me")).at("account").as_string());
  const auto etag = header_of(ask(root, "GET", "/api/v1/accounts/" + own), "etag");
  const auto grants = "{\"grants\":[" + grant("province_controller", {}) + "," + grant("administrator", {}) + "]}";
  EXPECT_EQ(code_in(ask(root, "PUT", "/api/v1/accounts/" + own + "/grants", grants, {{"If-Match", etag}})), "account.own_roles");
  const auto machine = call("GET", "/api/v1/accounts/" + own);
  net::HttpCall http{"PATCH", "/api/v1/accounts/" + own, {}, "{\"disabled\":true}", 15s, 1 << 20};
  http.headers = {{"Authorization", "Bearer secret"}, {"If-Match", header_of(machine, "etag")}};
  const auto reply = net::http_call_blocking({"127.0.0.1", desktop_->server.port(), nullptr, {}}, http);
  ASSERT_TRUE(reply);
  EXPECT_EQ(code_in(*reply), "account.last_administrator");
}

TEST_F(AccountsTest, each_action_stands_in_the_audit_log_with_its_actor) {
  found();
  Browser root = person("root", grant("administrator", {}));
  json::object body{{"login", "mai"}, {"name", "Mai"}};
  body["grants"] = *parse_json("[" + grant("auditor", {}) + "]");
  ASSERT_EQ(ask(root, "POST", "/api/v1/accounts", write_json(body)).status, 201);
  Browser so = person("so-vhtt", grant("province_controller", {}));
  const auto regulation = world_.policy(world_.regulation(world_.site().unit, 330, 1200, 600, 80));
  ASSERT_EQ(ask(so, "POST", "/api/v1/documents", std::string(as_text(regulation))).status, 201);
  stop();
  auto store = *Store::open(folder_ / "controller.db");
  const auto handed_in = store->audit.entries_of("document.accepted");
  EXPECT_NE(handed_in.front().text.find("\"actor\":\"api.token\""), std::string::npos) << handed_in.front().text;
  EXPECT_NE(handed_in.back().text.find("\"actor\":\"so-vhtt\""), std::string::npos) << handed_in.back().text;
  const auto created = store->audit.entries_of("account.created");
  ASSERT_EQ(created.size(), 3u);
  EXPECT_NE(created[0].text.find("\"actor\":\"api.token\""), std::string::npos) << created[0].text;
  EXPECT_NE(created[1].text.find("\"actor\":\"root\""), std::string::npos) << created[1].text;
  EXPECT_EQ(store->audit.entries_of("account.code_set").size(), 2u);
  EXPECT_TRUE(store->audit.verify().empty());
  store.reset();
  start();
}

TEST_F(AccountsTest, pages_stay_stable_while_accounts_come) {
  for (const char* login : {"an-a", "an-c", "an-e", "an-g"}) invite(login, grant("auditor", {}));
  const auto first = read(call("GET", "/api/v1/accounts?limit=2"));
  invite("an-b", grant("auditor", {}));
  invite("an-d", grant("auditor", {}));
  std::vector<std::string> seen;
  json::value page = first;
  for (int i = 0; i < 10; ++i) {
    for (const auto& account : page.at("accounts").as_array()) seen.push_back(std::string(account.at("login").as_string()));
    if (page.at("next").is_null()) break;
    page = read(call("GET", "/api/v1/accounts?limit=2&cursor=" + std::string(page.at("next").as_string())));
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"an-a", "an-c", "an-d", "an-e", "an-g"}));
  EXPECT_EQ(call("GET", "/api/v1/accounts?cursor=zz").status, 422);
}

TEST_F(AccountsTest, a_call_sent_twice_is_done_once) {
  found();
  const auto programme = imported();
  Browser who = person("lan", grant("commune_operator", world_.site(0).unit));
  const std::vector<std::pair<std::string, std::string>> key{{"Idempotency-Key", "0123456789"}};
  const auto first = ask(who, "POST", "/api/v1/items", item(programme, "2026-11-25T17:00:00"), key);
  EXPECT_EQ(first.status, 201) << first.body;
  stop();
  start();
  const auto again = ask(who, "POST", "/api/v1/items", item(programme, "2026-11-25T17:00:00"), key);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(header_of(again, "idempotency-replayed"), "true");
  EXPECT_EQ(get("/api/v1/items").at("items").as_array().size(), 1u);
  EXPECT_EQ(code_in(ask(who, "POST", "/api/v1/items", item(programme, "2026-11-25T18:00:00"), key)), "api.key_other");
  EXPECT_EQ(code_in(ask(who, "POST", "/api/v1/items", item(programme, "2026-11-25T18:00:00"), {{"Idempotency-Key", "x"}})),
            "api.key_bad");
  Browser other = person("hoa", grant("commune_operator", world_.site(0).unit));
  EXPECT_EQ(header_of(ask(other, "POST", "/api/v1/items", item(programme, "2026-11-25T17:00:00"), key), "idempotency-replayed"), "")
      << "keys are each caller's own";
}

TEST_F(AccountsTest, an_invitation_is_written_nowhere) {
  const std::vector<std::pair<std::string, std::string>> key{{"Idempotency-Key", "0123456789"}};
  Browser root = person("root", grant("administrator", {}));
  json::object body{{"login", "mai"}, {"name", "Mai"}};
  body["grants"] = *parse_json("[" + grant("auditor", {}) + "]");
  const auto made = ask(root, "POST", "/api/v1/accounts", write_json(body), key);
  ASSERT_EQ(made.status, 201);
  const std::string token(read(made).at("token").as_string());
  stop();
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    if (!entry.is_regular_file()) continue;
    const auto bytes = read_file(entry.path().string(), 64 * 1024 * 1024);
    ASSERT_TRUE(bytes);
    for (const auto& secret : {token, root.session, root.device, password_of("root"), recovery_.at(0)}) {
      EXPECT_EQ(as_text(*bytes).find(secret), std::string_view::npos) << entry.path();
    }
  }
  start();
}

}  // namespace
}  // namespace loa::controller
