#include "core/json.h"

#include <gtest/gtest.h>

namespace loa {
namespace {

std::string code_of(std::string_view text, const JsonLimits& limits = {}) {
  const auto value = parse_json(text, limits);
  return value ? "" : value.error().code;
}

std::string nested(unsigned depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(Json, ReadsPlainDocumentsAndKeepsTheOrderOfKeys) {
  EXPECT_EQ(write_json(*parse_json(R"( {"b":1,"a":[true,null,"ắ"]} )")), R"({"b":1,"a":[true,null,"ắ"]})");
}

TEST(Json, RefusesADuplicateKeyAtAnyLevelAndInAnySpelling) {
  EXPECT_EQ(code_of(R"({"a":1,"a":2})"), "json.duplicate_key");
  EXPECT_EQ(code_of(R"([{"x":{"a":1,"\u0061":2}}])"), "json.duplicate_key");
  EXPECT_EQ(code_of(R"([{"a":1},{"a":2}])"), "");
}

TEST(Json, RefusesNumbersThatOthersWouldRound) {
  EXPECT_EQ(code_of("9007199254740991"), "");
  EXPECT_EQ(code_of("-9007199254740991"), "");
  for (const auto* bad : {"9007199254740992", "-9007199254740992", "18446744073709551615", "1e400",
                          "123456789012345678901234567890", "1.5", "1e3"})
    EXPECT_EQ(code_of(bad), "json.number") << bad;
}

TEST(Json, FractionsOnlyWhereAllowed) {
  const JsonLimits fractions{.allow_fractions = true};
  EXPECT_EQ(code_of("1.5", fractions), "");
  EXPECT_EQ(code_of("1e400", fractions), "json.number");
  EXPECT_EQ(code_of("123456789012345678901234567890", fractions), "json.number");
}

TEST(Json, BoundsDepthAndSize) {
  EXPECT_EQ(code_of(nested(8)), "");
  EXPECT_EQ(code_of(nested(9)), "json.too_deep");
  EXPECT_EQ(code_of(nested(8000)), "json.too_deep");
  EXPECT_EQ(code_of(std::string(16 * 1024, ' ') + "1"), "json.too_large");
}

TEST(Json, RefusesWhatIsNotOneDocument) {
  for (const auto* bad : {"", " ", "{", "1 2", "{} x", "[1,]", "{\"a\":1,}", "nul", "'a'", "// c\n1", "\xEF\xBB\xBF{}",
                          "\"\xFF\"", "\"\xC0\xAF\"", "\"\\ud800\"", "01", "+1", "NaN"})
    EXPECT_EQ(code_of(bad), "json.syntax") << bad;
}

TEST(JsonFields, ReadsEveryKind) {
  const auto value = *parse_json(R"({"t":"ắ","n":5,"b":true,"h":")" + sha256("x").hex() +
                                 R"(","at":1000,"id":"017f22e2-79b0-7000-8000-000000000001","l":[1,2]})");
  JsonFields fields(value);
  EXPECT_EQ(fields.text("t"), "ắ");
  EXPECT_EQ(fields.integer("n", 0, 5), 5);
  EXPECT_TRUE(fields.boolean("b", false));
  EXPECT_EQ(fields.hash("h"), sha256("x"));
  EXPECT_EQ(to_unix_ms(fields.utc("at")), 1000);
  EXPECT_EQ(fields.id<AgentId>("id").text(), "017f22e2-79b0-7000-8000-000000000001");
  EXPECT_EQ(fields.array("l", 2).size(), 2u);
  EXPECT_FALSE(fields.text_or_none("none"));
  EXPECT_TRUE(fields.status_all_read());
}

TEST(JsonFields, KeepsTheFirstErrorWithItsPlace) {
  const auto value = *parse_json(R"({"n":6,"t":7})");
  JsonFields fields(value, "plan.items[3]");
  EXPECT_EQ(fields.integer("n", 0, 5), 0);
  fields.text("t");
  ASSERT_FALSE(fields.status());
  EXPECT_EQ(fields.status().error().code, "json.field_bad");
  EXPECT_EQ(fields.status().error().place, "plan.items[3].n");
}

TEST(JsonFields, TellsMissingFromBadAndNamesUnreadMembers) {
  const auto value = *parse_json(R"({"a":1,"z":2})");
  JsonFields missing(value);
  missing.id<AgentId>("id");
  EXPECT_EQ(missing.status().error().code, "json.field_missing");
  JsonFields unread(value);
  unread.integer("a", 0, 9);
  EXPECT_TRUE(unread.status());
  EXPECT_EQ(unread.status_all_read().error().place, "z");
}

TEST(JsonFields, SurvivesAValueThatIsNoObject) {
  const json::value value(5);
  JsonFields fields(value);
  EXPECT_EQ(fields.text("a"), "");
  EXPECT_TRUE(fields.array("l", 3).empty());
  EXPECT_EQ(fields.status_all_read().error().code, "json.not_object");
}

TEST(JsonFields, LongTextAndLongListsAreRefused) {
  const auto value = *parse_json(R"({"t":"abc","l":[1,2,3]})");
  JsonFields text(value);
  text.text("t", 2);
  EXPECT_FALSE(text.status());
  JsonFields list(value);
  list.array_or_empty("l", 2);
  EXPECT_FALSE(list.status());
}

}  // namespace
}  // namespace loa
