// The document itself, the schema checker, and what the router refuses at start.
#include "controller/services/api_conventions.h"
#include "core/catalogue.h"
#include "tests/controller/people.h"

#include <algorithm>

namespace loa::controller {
namespace {

const char* const kCommon = "openapi: 3.1.0\ncomponents:\n  responses:\n    Problem: {description: x}\n  schemas: {}\n";

std::string operation(const std::string& more) {
  return "paths:\n  /api/v1/x:\n    get:\n      operationId: x\n      responses: {'200': {description: x}}\n" + more;
}
std::string why(const std::string& more) {
  const auto merged = ApiDocument::merge({{"common", kCommon}, {"x", operation(more)}});
  return merged ? std::string() : to_line(merged.error());
}

TEST(ApiDocument, the_whole_of_it_is_well_formed) {
  const auto whole = ApiDocument::whole();
  ASSERT_TRUE(whole) << to_line(whole.error());
  EXPECT_EQ(whole->root().at("openapi").as_string(), "3.1.0");
  for (const auto& operation : whole->operations()) {
    EXPECT_TRUE(operation.answers.contains(kAnyError)) << operation.id;
    const auto good = std::ranges::count_if(operation.answers, [](const auto& answer) { return answer.first < 400; });
    EXPECT_GT(good, 0) << operation.id;
    EXPECT_TRUE(operation.gate != ApiGate::open || operation.unit == ApiUnit::none) << operation.id;
  }
}

TEST(ApiDocument, a_call_without_right_or_scope_does_not_start) {
  EXPECT_NE(why("").find("x-loa-right"), std::string::npos);
  EXPECT_NE(why("      x-loa-right: everything.write\n").find("x-loa-right"), std::string::npos);
  EXPECT_NE(why("      x-loa-right: self\n").find("x-loa-scope"), std::string::npos);
  EXPECT_EQ(why("      x-loa-right: self\n      x-loa-scope: none\n"), "");
  EXPECT_NE(why("      x-loa-right: self\n      x-loa-scope: none\n      x-loa-body-limit: 5\n"), "");
}

TEST(ApiDocument, two_files_may_not_say_different_things) {
  const auto good = operation("      x-loa-right: self\n      x-loa-scope: none\n");
  auto other = good;
  other.replace(other.find("description: x"), 14, "description: y");
  EXPECT_TRUE(ApiDocument::merge({{"common", kCommon}, {"a", good}, {"b", good}}));
  EXPECT_FALSE(ApiDocument::merge({{"common", kCommon}, {"a", good}, {"b", other}}));
}

TEST(ApiDocument, an_unknown_keyword_of_a_schema_does_not_start) {
  const auto with = [](const std::string& schema) {
    return ApiDocument::merge({{"common", "openapi: 3.1.0\ncomponents:\n  schemas:\n    A: " + schema + "\n"}}).has_value();
  };
  EXPECT_TRUE(with("{type: string, maxLength: 3}"));
  EXPECT_FALSE(with("{type: string, maxLenght: 3}"));
  EXPECT_FALSE(with("{type: string, pattern: '^a+$'}"));
  EXPECT_FALSE(with("{type: object, properties: {b: {$ref: '#/components/schemas/Nowhere'}}}"));
}

struct SchemaCase {
  const char* schema;
  const char* value;
  const char* code;  // "" fits
  const char* field;
};

TEST(JsonSchema, says_which_field_and_why) {
  const SchemaCase cases[] = {
      {"{type: object, required: [a], properties: {a: {type: integer, minimum: 1, maximum: 5}}}", R"({"a":3})", "", ""},
      {"{type: object, required: [a], properties: {a: {type: integer}}}", "{}", "json.field_missing", "a"},
      {"{type: object, properties: {a: {type: integer, maximum: 5}}}", R"({"a":6})", "schema.range", "a"},
      {"{type: object, properties: {a: {type: integer}}}", R"({"a":1.5})", "schema.type", "a"},
      {"{type: object, additionalProperties: false, properties: {a: {type: integer}}}", R"({"b":1})", "json.unknown_field", "b"},
      {"{type: array, items: {type: object, properties: {b: {type: [string, 'null']}}}}", R"([{"b":null},{"b":1}])", "schema.type", "[1].b"},
      {"{type: array, uniqueItems: true}", "[1,1]", "schema.twice", "."},
      {"{type: array, maxItems: 1}", "[1,2]", "schema.count", "."},
      {"{type: string, maxLength: 2}", R"("đã")", "", ""},
      {"{type: string, maxLength: 2}", R"("đãi")", "schema.length", "."},
      {"{type: string, format: uuid}", R"("x")", "schema.format", "."},
      {"{type: string, format: date-time}", R"("2026-11-24T05:30:00.000Z")", "", ""},
      {"{type: string, enum: [a, b]}", R"("c")", "schema.choice", "."},
      {"{anyOf: [{type: string}, {type: 'null'}]}", "3", "schema.branch", "."},
      {"{oneOf: [{type: integer}, {type: number}]}", "3", "schema.branch", "."},
      {"{allOf: [{type: object, required: [a]}, {type: object, required: [b]}]}", R"({"a":1})", "json.field_missing", "b"},
      {"{type: object, additionalProperties: {type: boolean}}", R"({"x":1})", "schema.type", "x"}};
  for (const auto& it : cases) {
    const auto document = ApiDocument::merge({{"common", std::string("openapi: 3.1.0\ncomponents:\n  schemas:\n    A: ") + it.schema + "\n"}});
    ASSERT_TRUE(document) << it.schema << to_line(document.error());
    const auto value = *parse_json(it.value, {.max_bytes = 1000, .max_depth = 8, .allow_fractions = true});
    const auto errors = document->schemas().check(value, document->root().at("components").at("schemas").at("A"));
    EXPECT_EQ(errors.empty() ? "" : errors.front().code, it.code) << it.schema << " " << it.value;
    if (errors.empty()) continue;
    EXPECT_EQ(errors.front().params.front().second, it.field) << it.schema;
    EXPECT_TRUE(in_catalogue(errors.front().code));
  }
}

using RouterTest = PeopleTest;

TEST_F(RouterTest, a_call_without_handler_and_a_handler_without_call_do_not_start) {
  net::HttpServer server(*loop_, {}, desktop_->metrics, *desktop_->log);
  ApiRouter empty(*ApiDocument::of({"core"}), desktop_->accounts, *desktop_->log, {});
  const auto missing = empty.mount(server);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "api.no_handler");
  ApiRouter more(*ApiDocument::of({}), desktop_->accounts, *desktop_->log, {});
  more.handle("listDragons", {});
  const auto unknown = more.mount(server);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, "api.no_operation");
}

TEST_F(RouterTest, an_answer_that_does_not_fit_its_schema_is_seen) {
  const auto document = *ApiDocument::of({"core"});
  const auto& operation = *document.find("listPeople");
  net::HttpResponse answer;
  answer.body = R"({"people":[{"id":"00000000-0000-7000-8000-000000000001","name":"Lan"}]})";
  EXPECT_EQ(answer_fault(document, operation, answer), "");
  answer.body = R"({"people":[{"id":"1","name":"Lan"}]})";
  EXPECT_NE(answer_fault(document, operation, answer), "");
  answer.status = 202;
  EXPECT_NE(answer_fault(document, operation, answer), "");
}

TEST_F(RouterTest, errors_are_problems_and_answers_are_closed_to_browsers) {
  const auto refused = call("POST", "/api/v1/items", "{\"programme\":3}");
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(header_of(refused, "content-type").starts_with("application/problem+json"));
  const auto body = read(refused);
  EXPECT_EQ(body.at("status").as_int64(), 422);
  EXPECT_TRUE(body.at("type").as_string().starts_with("urn:loa:"));
  EXPECT_FALSE(body.at("title").as_string().empty());
  for (const char* target : {"/api/v1/overview", "/api/v1/nothing", "/api/v1/openapi.json"}) {
    const auto reply = call("GET", target);
    EXPECT_EQ(header_of(reply, "x-content-type-options"), "nosniff") << target;
    EXPECT_NE(header_of(reply, "content-security-policy").find("frame-ancestors 'none'"), std::string::npos) << target;
    EXPECT_EQ(header_of(reply, "content-type").find("html"), std::string::npos) << target;
  }
  EXPECT_EQ(header_of(call("GET", "/api/v1/overview"), "cache-control"), "no-store");
}

TEST_F(RouterTest, unknown_parameters_are_named) {
  const auto reply = call("GET", "/api/v1/ledger?clutser=x&limit=0");
  EXPECT_EQ(reply.status, 422);
  EXPECT_NE(reply.body.find("clutser"), std::string::npos);
  EXPECT_NE(reply.body.find("schema.range"), std::string::npos) << reply.body;
}

TEST_F(RouterTest, an_upload_is_refused_before_its_bytes_are_taken) {
  Browser nobody;
  EXPECT_EQ(ask(nobody, "POST", "/api/v1/programmes?title=x", std::string(4 << 20, 'x')).status, 401);
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "upload"));
}

TEST(ApiConventions, cursors_and_tags) {
  net::HttpRequest request;
  request.query["cursor"] = make_cursor("Đông Hòa");
  request.query["limit"] = "100000";
  const auto page = read_page(request);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->after, "Đông Hòa");
  EXPECT_EQ(page->limit, 200u);
  EXPECT_EQ(require_match(request, 7).error().code, "api.match_missing");
  request.headers["if-match"] = "\"7\"";
  EXPECT_TRUE(require_match(request, 7));
  EXPECT_EQ(require_match(request, 8).error().code, "api.match_failed");
}

}  // namespace
}  // namespace loa::controller
