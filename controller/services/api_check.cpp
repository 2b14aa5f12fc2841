// Requests and answers against the document.
#include "controller/services/api_router.h"

#include <algorithm>
#include <charconv>

namespace loa::controller {

namespace {

constexpr unsigned kBodyDepth = 16;
constexpr std::size_t kAnswerBytes = 64 * 1024 * 1024;

// A query or path value as the JSON its schema speaks of.
json::value typed(const std::string& text, const json::value& schema) {
  const auto* type = schema.is_object() ? schema.get_object().if_contains("type") : nullptr;
  const std::string_view wanted = type && type->is_string() ? std::string_view(type->get_string()) : std::string_view();
  if (wanted == "boolean" && (text == "true" || text == "false")) return text == "true";
  if (wanted == "integer") {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size()) return number;
  }
  return json::value(text);
}

const std::string* given(const ApiParameter& parameter, const net::HttpRequest& request) {
  const auto& from = parameter.in == "path" ? request.params : parameter.in == "query" ? request.query : request.headers;
  auto name = parameter.name;
  if (parameter.in == "header") {
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  }
  const auto found = from.find(name);
  return found == from.end() ? nullptr : &found->second;
}

void check_parameter(const JsonSchema& schemas, const ApiParameter& parameter, const net::HttpRequest& request,
                     std::vector<Error>& faults) {
  const auto* text = given(parameter, request);
  // An empty query value means that nothing was chosen: forms send them.
  if (!text || (text->empty() && parameter.in == "query")) {
    if (parameter.required) faults.push_back(fail("json.field_missing", {{"field", parameter.name}}, parameter.name));
    return;
  }
  for (auto& error : schemas.check(typed(*text, *parameter.schema), *parameter.schema)) {
    error.place = parameter.name;
    error.params.front().second = parameter.name;
    faults.push_back(std::move(error));
  }
}

void check_query_names(const ApiOperation& operation, const net::HttpRequest& request, std::vector<Error>& faults) {
  for (const auto& [name, value] : request.query) {
    const bool known = std::ranges::any_of(operation.parameters, [&](const auto& p) { return p.in == "query" && p.name == name; });
    if (!known) faults.push_back(fail("api.query_unknown", {{"field", name}}, name));
  }
}

void add_units(const json::value& value, std::vector<UnitId>& out) {
  if (value.is_string()) {
    if (auto id = UnitId::parse(std::string_view(value.get_string()))) out.push_back(*id);
  } else if (value.is_array()) {
    for (const auto& one : value.get_array()) add_units(one, out);
  }
}

}  // namespace

std::vector<Error> request_faults(const ApiDocument& document, const ApiOperation& operation, const net::HttpRequest& request,
                                  json::value& body) {
  std::vector<Error> faults;
  const auto schemas = document.schemas();
  for (const auto& parameter : operation.parameters) check_parameter(schemas, parameter, request, faults);
  check_query_names(operation, request, faults);
  if (operation.body != ApiBody::json) return faults;
  if (request.body.empty()) {
    if (operation.body_required) faults.push_back(fail("api.body_wanted"));
    return faults;
  }
  auto parsed = parse_json(request.body, {.max_bytes = operation.body_limit, .max_depth = kBodyDepth, .allow_fractions = true});
  if (!parsed) {
    faults.push_back(parsed.error());
    return faults;
  }
  body = std::move(*parsed);
  for (auto& error : schemas.check(body, *operation.body_schema)) faults.push_back(std::move(error));
  return faults;
}

std::vector<UnitId> units_of(const ApiOperation& operation, const net::HttpRequest& request, const json::value& body) {
  std::vector<UnitId> out;
  if (operation.unit == ApiUnit::query) {
    const auto found = request.query.find(operation.unit_path);
    if (found != request.query.end()) add_units(json::value(found->second), out);
  }
  if (operation.unit != ApiUnit::body) return out;
  const json::value* at = &body;
  std::string_view path = operation.unit_path;
  while (at && !path.empty()) {
    const auto key = path.substr(0, path.find('.'));
    at = at->is_object() ? at->get_object().if_contains(key) : nullptr;
    path.remove_prefix(std::min(path.size(), key.size() + 1));
  }
  if (at) add_units(*at, out);
  return out;
}

std::string answer_fault(const ApiDocument& document, const ApiOperation& operation, const net::HttpResponse& answer) {
  auto expected = operation.answers.find(answer.status);
  if (expected == operation.answers.end() && answer.status >= 400) expected = operation.answers.find(kAnyError);
  if (expected == operation.answers.end()) return "status " + std::to_string(answer.status) + " is not in the document";
  if (!expected->second || answer.stream || !answer.file.empty()) return {};
  const auto value = parse_json(answer.body, {.max_bytes = kAnswerBytes, .max_depth = 64, .allow_fractions = true});
  if (!value) return to_line(value.error());
  std::string out;
  for (const auto& error : document.schemas().check(*value, *expected->second)) out += to_line(error) + "; ";
  return out;
}

}  // namespace loa::controller
