#include "controller/domain/access.h"

#include "controller/domain/password_rules.h"
#include "controller/domain/sign_in_guard.h"
#include "controller/domain/totp.h"
#include "tests/world/world.h"

#include <gtest/gtest.h>

namespace loa::controller {
namespace {

using namespace std::chrono_literals;

TEST(Access, no_role_may_write_and_approve_the_same_thing) {
  for (const auto role : all_roles()) {
    if (role == Role::province_controller) continue;  // there author ≠ approver is judged by person
    EXPECT_FALSE(reach_of(role, Right::programmes_write) && reach_of(role, Right::programmes_approve)) << to_text(role);
  }
  for (const auto role : {Role::technician, Role::contributor, Role::auditor, Role::legal_editor, Role::administrator}) {
    EXPECT_FALSE(reach_of(role, Right::items_write)) << to_text(role);
  }
  for (const auto right : all_rights()) {
    const bool account = right == Right::accounts_read || right == Right::accounts_write;
    EXPECT_EQ(reach_of(Role::administrator, right).has_value(), account) << to_text(right);
    if (reach_of(Role::auditor, right)) EXPECT_TRUE(to_text(right).ends_with(".read")) << to_text(right);
  }
}

TEST(Access, names_go_there_and_back) {
  for (const auto role : all_roles()) EXPECT_EQ(role_from(to_text(role)), role);
  for (const auto right : all_rights()) EXPECT_EQ(right_from(to_text(right)), right);
  EXPECT_FALSE(role_from("root"));
}

TEST(Access, a_grant_ends_by_itself_and_keeps_to_its_unit_and_class) {
  test::World world;
  const auto tree = *protocol::UnitTree::build(world.map_document());
  const auto here = world.site(0).unit, there = world.site(1).unit;
  const RoleGrant grant{Role::commune_operator, here, world.now(), world.now() + 24h};
  const auto at = [&](Millis later) { return Access::of({grant}, &tree, world.now() + later); };
  EXPECT_TRUE(at(0h).has(Right::items_write, here, BroadcastClass::priority));
  EXPECT_FALSE(at(0h).has(Right::items_write, here, BroadcastClass::emergency));
  EXPECT_FALSE(at(0h).has(Right::items_write, there));
  EXPECT_FALSE(at(0h).has(Right::items_write, UnitId{}));
  EXPECT_TRUE(at(24h - 1ms).has(Right::items_write, here));
  EXPECT_FALSE(at(24h).has(Right::items_write, here));
  EXPECT_FALSE(at(-1ms).has(Right::items_write));
  EXPECT_TRUE(Access::of({{Role::province_controller, world.province(), {}, {}}}, &tree, world.now()).scope(Right::items_write).is_whole());
  EXPECT_TRUE(at(24h).roles().empty());
}

// RFC 6238 appendix B, SHA-1, eight digits.
TEST(Totp, the_vectors_of_the_standard) {
  const auto secret = to_bytes("12345678901234567890");
  const std::pair<std::int64_t, const char*> vectors[] = {{59, "94287082"},         {1111111109, "07081804"},
                                                          {1111111111, "14050471"}, {1234567890, "89005924"},
                                                          {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [seconds, code] : vectors) {
    EXPECT_EQ(totp_code(secret, totp_step(from_unix_ms(seconds * 1000)), 8), code);
  }
}

TEST(Totp, a_code_serves_once_and_a_neighbour_is_forgiven) {
  const auto secret = to_bytes("12345678901234567890");
  const auto now = from_unix_ms(1'700'000'000'000);
  const auto step = totp_step(now);
  EXPECT_EQ(totp_match(secret, totp_code(secret, step), now, 0), step);
  EXPECT_FALSE(totp_match(secret, totp_code(secret, step), now, step));
  EXPECT_EQ(totp_match(secret, totp_code(secret, step + 1), now, step), step + 1);
  EXPECT_FALSE(totp_match(secret, totp_code(secret, step - 2), now, 0));
  EXPECT_FALSE(totp_match(secret, "", now, 0));
  EXPECT_EQ(to_base32(to_bytes("foobar")), "MZXW6YTBOI");  // RFC 4648 section 10
}

TEST(PasswordRules, length_or_words_and_nothing_everybody_tries) {
  const auto code = [](std::string_view password) {
    const auto status = check_password(password, "lan.dao");
    return status ? std::string() : status.error().code;
  };
  EXPECT_EQ(code("mèo vàng leo cau"), "");
  EXPECT_EQ(code("k7vb-qq2m-xt"), "");
  EXPECT_EQ(code("ngắn quá"), "password.short");
  EXPECT_EQ(code("a a a a a a"), "password.short");
  EXPECT_EQ(code("aaaaaaaaaaaaa"), "password.common");
  EXPECT_EQ(code("matkhau123456"), "password.common");
  EXPECT_EQ(code("MatKhauMatKhau2026"), "password.common");
  EXPECT_EQ(code("012345678901"), "password.common");
  EXPECT_EQ(code("Lan.Dao.2026"), "password.login");
  EXPECT_EQ(code(std::string(257, 'x')), "password.long");
}

struct Guard : testing::Test {
  SignInGuard guard;
  UtcTime now = from_unix_ms(1'700'000'000'000);
  void fail_times(const SignInTry& it, int times) {
    for (int i = 0; i < times; ++i) guard.failed(it, now);
  }
};

TEST_F(Guard, the_wait_grows_and_has_an_end) {
  const SignInTry it{"lan", "203.0.113.1", {}, false, false};
  fail_times(it, 4);
  EXPECT_EQ(guard.wait(it, now), 0ms);
  fail_times(it, 1);
  EXPECT_EQ(guard.wait(it, now), 2s);
  fail_times(it, 2);
  EXPECT_EQ(guard.wait(it, now), 8s);
  EXPECT_EQ(guard.wait(it, now + 8s), 0ms);
  fail_times(it, 40);
  EXPECT_EQ(guard.wait(it, now), 15min);
  guard.passed(it);
  EXPECT_EQ(guard.wait(it, now), 0ms);
}

TEST_F(Guard, strangers_lock_out_neither_a_known_device_nor_an_approver_with_a_code) {
  for (int i = 0; i < 60; ++i) guard.failed({"lan", "198.51.100." + std::to_string(i), {}, false, true}, now);
  EXPECT_GT(guard.wait({"lan", "203.0.113.1", {}, false, true}, now), 0ms) << "a stranger waits";
  EXPECT_EQ(guard.wait({"lan", "203.0.113.1", "device", false, true}, now), 0ms);
  EXPECT_EQ(guard.wait({"lan", "203.0.113.1", {}, true, true}, now), 0ms);
  EXPECT_GT(guard.wait({"lan", "203.0.113.1", {}, true, false}, now), 0ms) << "another role waits";
  fail_times({"lan", "203.0.113.1", {}, false, true}, 9);
  EXPECT_EQ(guard.wait({"lan", "203.0.113.1", {}, true, true}, now), 0ms) << "an approver in the guesser's own office";
  fail_times({"lan", "203.0.113.1", {}, true, true}, 9);
  EXPECT_GT(guard.wait({"lan", "203.0.113.1", {}, true, true}, now), 0ms) << "whoever stole the code may not guess on";
}

TEST_F(Guard, a_right_password_without_code_takes_no_failure_of_the_code_back) {
  const SignInTry it{"lan", "203.0.113.1", {}, false, true};
  for (int i = 0; i < 8; ++i) {
    guard.failed(it, now);             // a guessed code
    guard.failed(it, now);             // the password alone ...
    guard.forgive(it, now);            // ... asks for the code
  }
  guard.failed(it, now);
  EXPECT_GE(guard.wait(it, now), 16s);
}

TEST_F(Guard, its_memory_has_a_bound) {
  const SignInTry slowed{"lan", "203.0.113.9", {}, false, false};
  fail_times(slowed, 20);
  for (int i = 0; i < 30'000; ++i) guard.failed({"user" + std::to_string(i), "203.0.113.1", {}, false, false}, now);
  EXPECT_GT(guard.wait(slowed, now), 0ms) << "a flood of names frees nobody";
  EXPECT_LE(guard.size(), 20'000u);
}

}  // namespace
}  // namespace loa::controller
