// The province's calls about officers, checked against api/signing.yaml, request and answer.
#include "controller/services/officer_api.h"
#include "core/net/http_client.h"
#include "tests/core/temp_folder.h"
#include "tests/signing/signing_bench.h"

#include <gtest/gtest.h>

namespace loa::controller {
namespace {

// Whoever says a unit may do everything there, whoever says "all" everywhere.
class NamedDoor final : public Doorkeeper {
 public:
  explicit NamedDoor(const SigningBench& bench) : bench_(bench) {}
  Result<Caller> recognise(const net::HttpRequest& request) override {
    const auto said = request.headers.find("x-test");
    if (said == request.headers.end()) return fail("access.sign_in");
    Caller caller;
    caller.name = said->second;
    const auto unit = UnitId::parse(said->second);
    if (unit) caller.access = Access::of(std::vector<RoleGrant>{{Role::administrator, *unit, {}, {}}}, bench_.desk.registry.tree(), bench_.clock.system_utc());
    else caller.access = Access::everything();
    return caller;
  }
  Status own_page(const net::HttpRequest&) override { return {}; }

 private:
  const SigningBench& bench_;
};

class OfficerApiTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(bench_.take(world_.trust()), "");
    ASSERT_EQ(bench_.take(world_.map()), "");
    officers_.register_calls(api_);
    ASSERT_TRUE(api_.mount(server_));
    ASSERT_TRUE(bench_.on_loop([&] { return server_.start(); }));
  }
  void TearDown() override {
    bench_.on_loop([&] {
      server_.stop();
      return true;
    });
  }
  net::HttpReply call(const std::string& who, const std::string& method, const std::string& target, std::string body = {}) {
    net::HttpCall http{method, target, {}, std::move(body), std::chrono::seconds(15), 4 * 1024 * 1024};
    if (!who.empty()) http.headers.emplace_back("X-Test", who);
    if (!http.body.empty()) http.headers.emplace_back("Content-Type", "application/json");
    const auto reply = net::http_call_blocking({"127.0.0.1", server_.port(), nullptr, {}}, http);
    EXPECT_TRUE(reply);
    return reply ? *reply : net::HttpReply{};
  }
  std::string invitation(UnitId unit) {
    return write_json(json::object{{"person", PersonId::make(world_.now(), world_.random()).text()}, {"name", "Lê Thị Mới"}, {"unit", unit.text()}});
  }

  test::TempFolder folder_;
  test::World world_;
  SigningBench bench_{world_, folder_.path(), std::nullopt};
  NamedDoor door_{bench_};
  ApiRouter api_{*ApiDocument::of({"signing"}), door_, *bench_.log, {folder_.path(), true, nullptr}};
  OfficerApi officers_{bench_.desk, bench_.signing};
  net::HttpServer server_{bench_.loop, {}, bench_.metrics, *bench_.log};
};

TEST_F(OfficerApiTest, an_administrator_invites_in_the_own_unit_alone) {
  const auto own = world_.site(0).unit, other = world_.site(1).unit;
  const auto made = call(own.text(), "POST", "/api/v1/officers/enrolments", invitation(own));
  EXPECT_EQ(made.status, 201) << made.body;
  EXPECT_NE(made.body.find("https://ky.test/#e="), std::string::npos);
  EXPECT_EQ(call(own.text(), "POST", "/api/v1/officers/enrolments", invitation(other)).status, 403);
  EXPECT_EQ(call("", "POST", "/api/v1/officers/enrolments", invitation(own)).status, 401);
  const auto seen = call(own.text(), "GET", "/api/v1/officers/enrolments");
  EXPECT_EQ(seen.status, 200) << seen.body;
  EXPECT_NE(seen.body.find("Lê Thị Mới"), std::string::npos);
  EXPECT_EQ(seen.body.find("#e="), std::string::npos) << "a link is shown once";
  EXPECT_EQ(call(other.text(), "GET", "/api/v1/officers/enrolments").body, R"({"enrolments":[]})");
}

TEST_F(OfficerApiTest, the_answers_fit_their_description) {
  EXPECT_EQ(call("all", "GET", "/api/v1/officers/trust").status, 200);
  const auto key = protocol::key_id(world_.approver().key()->public_key()).hex();
  EXPECT_EQ(call("all", "GET", "/api/v1/officers/keys/" + key + "/approvals").body, R"({"documents":[]})");
  EXPECT_EQ(call("all", "GET", "/api/v1/signing/requests").body, R"({"requests":[]})");
  EXPECT_EQ(call("all", "GET", "/api/v1/signing/page").body, R"({"origin":"https://ky.test"})");
}

}  // namespace
}  // namespace loa::controller
