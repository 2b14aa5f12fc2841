#include "controller/services/json_schema.h"

#include "core/hash.h"
#include "core/time.h"

#include <algorithm>
#include <cmath>

namespace loa::controller {

namespace {

constexpr std::size_t kMaxErrors = 20;
constexpr int kMaxReferences = 16;

const std::set<std::string_view> kKeywords{
    "$ref", "type", "enum", "const", "properties", "required", "additionalProperties", "items", "minItems", "maxItems",
    "uniqueItems", "minLength", "maxLength", "minimum", "maximum", "format", "oneOf", "anyOf", "allOf", "minProperties",
    "maxProperties", "title", "description", "default", "example", "examples", "deprecated", "readOnly", "writeOnly"};

bool has_format(std::string_view format, std::string_view text) {
  if (format == "uuid") return parse_uuid(text).has_value();
  if (format == "sha256") return parse_hash(text).has_value();
  if (format == "date-time") return parse_rfc3339(text).has_value();
  if (format == "date") return parse_day(text).has_value();
  return parse_civil(text).has_value();
}

bool is_whole(const json::value& value) {
  return value.is_int64() || value.is_uint64() || (value.is_double() && std::floor(value.get_double()) == value.get_double());
}

bool has_type(const json::value& value, std::string_view type) {
  if (type == "null") return value.is_null();
  if (type == "boolean") return value.is_bool();
  if (type == "string") return value.is_string();
  if (type == "array") return value.is_array();
  if (type == "object") return value.is_object();
  return type == "integer" ? is_whole(value) : value.is_number();
}

std::string text_of(const json::value& value) { return value.is_string() ? std::string(value.get_string()) : write_json(value); }

std::string joined(const json::array& values) {
  std::string out;
  for (const auto& value : values) out += (out.empty() ? "" : ", ") + text_of(value);
  return out;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

const json::value* member(const json::value& value, std::string_view key) {
  return value.is_object() ? value.get_object().if_contains(key) : nullptr;
}

}  // namespace

bool known_format(std::string_view name) {
  return name == "uuid" || name == "sha256" || name == "date-time" || name == "date" || name == "civil";
}

struct JsonSchema::Walk {
  const JsonSchema& schemas;
  std::vector<Error> errors;

  void note(std::string code, const std::string& place, ErrorParams more = {}) {
    more.emplace(more.begin(), "field", place.empty() ? "." : place);
    if (errors.size() < kMaxErrors) errors.push_back(fail(std::move(code), std::move(more), place));
  }

  static std::string below(const std::string& place, std::string_view key) {
    return place.empty() ? std::string(key) : place + "." + std::string(key);
  }

  void value(const json::value& it, const json::value& given, const std::string& place) {
    const auto* schema = schemas.resolve(given);
    if (!schema || !schema->is_object() || errors.size() >= kMaxErrors) return;
    if (!type(it, *schema, place)) return;
    choices(it, *schema, place);
    branches(it, *schema, place);
    if (it.is_string()) text(it.get_string(), *schema, place);
    if (it.is_number()) number(it, *schema, place);
    if (it.is_array()) list(it.get_array(), *schema, place);
    if (it.is_object()) object(it.get_object(), *schema, place);
  }

  bool type(const json::value& it, const json::value& schema, const std::string& place) {
    const auto* wanted = member(schema, "type");
    if (!wanted) return true;
    bool fits = false;
    if (wanted->is_string()) fits = has_type(it, wanted->get_string());
    if (wanted->is_array()) {
      fits = std::ranges::any_of(wanted->get_array(), [&](const auto& one) { return has_type(it, one.get_string()); });
    }
    if (!fits) note("schema.type", place, {{"expected", wanted->is_array() ? joined(wanted->get_array()) : text_of(*wanted)}});
    return fits;
  }

  void choices(const json::value& it, const json::value& schema, const std::string& place) {
    const auto* all = member(schema, "enum");
    if (all && std::ranges::find(all->get_array(), it) == all->get_array().end()) {
      note("schema.choice", place, {{"allowed", joined(all->get_array())}});
    }
    const auto* only = member(schema, "const");
    if (only && *only != it) note("schema.choice", place, {{"allowed", text_of(*only)}});
  }

  std::size_t fitting(const json::value& it, const json::array& list) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(list, [&](const auto& branch) { return schemas.check(it, branch).empty(); }));
  }

  void branches(const json::value& it, const json::value& schema, const std::string& place) {
    if (const auto* all = member(schema, "allOf")) {
      for (const auto& branch : all->get_array()) value(it, branch, place);
    }
    if (const auto* any = member(schema, "anyOf"); any && fitting(it, any->get_array()) == 0) note("schema.branch", place);
    if (const auto* one = member(schema, "oneOf"); one && fitting(it, one->get_array()) != 1) note("schema.branch", place);
  }

  // Notes when a size lies outside the two keywords.
  void size(double it, const json::value& schema, const char* least, const char* most, const char* code, const std::string& place) {
    const auto* low = member(schema, least);
    const auto* high = member(schema, most);
    const bool bad = (low && it < low->to_number<double>()) || (high && it > high->to_number<double>());
    if (bad) note(code, place, {{"min", low ? text_of(*low) : "–"}, {"max", high ? text_of(*high) : "–"}});
  }

  void text(std::string_view it, const json::value& schema, const std::string& place) {
    size(static_cast<double>(characters(it)), schema, "minLength", "maxLength", "schema.length", place);
    const auto* format = member(schema, "format");
    if (format && !has_format(format->get_string(), it)) note("schema.format", place, {{"format", text_of(*format)}});
  }

  void number(const json::value& it, const json::value& schema, const std::string& place) {
    size(it.to_number<double>(), schema, "minimum", "maximum", "schema.range", place);
  }

  void list(const json::array& it, const json::value& schema, const std::string& place) {
    size(static_cast<double>(it.size()), schema, "minItems", "maxItems", "schema.count", place);
    if (const auto* each = member(schema, "items")) {
      for (std::size_t i = 0; i < it.size(); ++i) value(it[i], *each, place + "[" + std::to_string(i) + "]");
    }
    const auto* unique = member(schema, "uniqueItems");
    if (!unique || *unique != json::value(true)) return;
    std::set<std::string> seen;
    for (const auto& one : it) {
      if (!seen.insert(write_json(one)).second) return note("schema.twice", place, {{"value", text_of(one)}});
    }
  }

  void object(const json::object& it, const json::value& schema, const std::string& place) {
    size(static_cast<double>(it.size()), schema, "minProperties", "maxProperties", "schema.count", place);
    if (const auto* needed = member(schema, "required")) {
      for (const auto& key : needed->get_array()) {
        if (!it.contains(key.get_string())) note("json.field_missing", below(place, key.get_string()));
      }
    }
    const auto* known = member(schema, "properties");
    const auto* others = member(schema, "additionalProperties");
    for (const auto& [key, inner] : it) {
      if (const auto* its = known ? member(*known, key) : nullptr) {
        value(inner, *its, below(place, key));
      } else if (others && others->is_bool() && !others->get_bool()) {
        note("json.unknown_field", below(place, key));
      } else if (others && others->is_object()) {
        value(inner, *others, below(place, key));
      }
    }
  }
};

const json::value* JsonSchema::resolve(const json::value& schema) const {
  const json::value* at = &schema;
  for (int i = 0; i < kMaxReferences; ++i) {
    const auto* reference = member(*at, "$ref");
    if (!reference) return at;
    if (!reference->is_string() || !reference->get_string().starts_with("#/")) return nullptr;
    boost::system::error_code missing;
    const std::string_view pointer = reference->get_string();
    at = root_.find_pointer(pointer.substr(1), missing);
    if (!at) return nullptr;
  }
  return nullptr;
}

Status JsonSchema::check_schema(const json::value& schema) const {
  if (schema.is_bool()) return ok();
  if (!schema.is_object()) return fail("schema.keyword", {{"keyword", write_json(schema)}});
  if (const auto* reference = member(schema, "$ref")) {
    if (!resolve(schema)) return fail("schema.reference", {{"reference", text_of(*reference)}});
    return ok();
  }
  for (const auto& [key, value] : schema.get_object()) {
    const std::string_view name = key;
    if (!kKeywords.contains(name) && !name.starts_with("x-")) return fail("schema.keyword", {{"keyword", std::string(name)}});
    if (name == "format" && !known_format(value.get_string())) return fail("schema.keyword", {{"keyword", text_of(value)}});
    if (name == "items" || name == "additionalProperties") LOA_TRY_OK(check_schema(value));
    if (name == "properties") {
      for (const auto& [field, inner] : value.as_object()) LOA_TRY_OK(check_schema(inner));
    }
    if (name == "oneOf" || name == "anyOf" || name == "allOf") {
      for (const auto& inner : value.as_array()) LOA_TRY_OK(check_schema(inner));
    }
  }
  return ok();
}

std::vector<Error> JsonSchema::check(const json::value& value, const json::value& schema) const {
  Walk walk{*this, {}};
  walk.value(value, schema, {});
  return std::move(walk.errors);
}

}  // namespace loa::controller
