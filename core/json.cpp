#include "core/json.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cmath>
#include <unordered_set>

namespace loa {
namespace {

constexpr std::int64_t kMaxInteger = (std::int64_t{1} << 53) - 1;

// Sees every event of the parser and refuses what Boost.JSON would accept silently. Builds nothing.
class StrictHandler {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  using Code = boost::json::error_code;

  explicit StrictHandler(bool allow_fractions) : allow_fractions_(allow_fractions) {}

  const std::optional<Error>& error() const { return error_; }

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) {
    keys_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, Code&) {
    keys_.pop_back();
    return true;
  }
  bool on_array_begin(Code&) { return true; }
  bool on_array_end(std::size_t, Code&) { return true; }
  bool on_key_part(json::string_view part, std::size_t, Code&) {
    key_.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, Code& code) {
    key_.append(part.data(), part.size());
    if (!keys_.back().insert(key_).second) return refuse(fail("json.duplicate_key", {{"key", key_}}), code);
    key_.clear();
    return true;
  }
  bool on_string_part(json::string_view, std::size_t, Code&) { return true; }
  bool on_string(json::string_view, std::size_t, Code&) { return true; }
  bool on_number_part(json::string_view, Code&) { return true; }
  bool on_int64(std::int64_t value, json::string_view, Code& code) {
    return (value >= -kMaxInteger && value <= kMaxInteger) || refuse(fail("json.number"), code);
  }
  bool on_uint64(std::uint64_t, json::string_view, Code& code) {
    return refuse(fail("json.number"), code);  // only called for values that no int64 holds
  }
  bool on_double(double value, json::string_view, Code& code) {
    const bool fine = allow_fractions_ && std::isfinite(value) && std::fabs(value) <= static_cast<double>(kMaxInteger);
    return fine || refuse(fail("json.number"), code);
  }
  bool on_bool(bool, Code&) { return true; }
  bool on_null(Code&) { return true; }
  bool on_comment_part(json::string_view, Code&) { return true; }
  bool on_comment(json::string_view, Code&) { return true; }

 private:
  bool refuse(Error error, Code& code) {
    error_ = std::move(error);
    code = json::error::syntax;
    return false;
  }

  bool allow_fractions_;
  std::string key_;
  std::vector<std::unordered_set<std::string>> keys_;
  std::optional<Error> error_;
};

Status check_strict(std::string_view text, const JsonLimits& limits) {
  json::parse_options options;
  options.max_depth = limits.max_depth;
  json::basic_parser<StrictHandler> parser(options, limits.allow_fractions);
  json::error_code code;
  const auto used = parser.write_some(false, text.data(), text.size(), code);
  if (parser.handler().error()) return *parser.handler().error();
  if (code == json::error::too_deep) return fail("json.too_deep", {{"limit", std::to_string(limits.max_depth)}});
  if (code || used != text.size()) return fail("json.syntax", {{"offset", std::to_string(used)}});
  return ok();
}

const json::array& empty_array() {
  static const json::array kEmpty;
  return kEmpty;
}

}  // namespace

Result<json::value> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.max_bytes)
    return fail("json.too_large", {{"size", std::to_string(text.size())}, {"limit", std::to_string(limits.max_bytes)}});
  LOA_TRY_OK(check_strict(text, limits));
  json::parse_options options;
  options.max_depth = limits.max_depth;
  json::error_code code;
  auto value = json::parse({text.data(), text.size()}, code, {}, options);
  if (code) return fail("json.syntax", {{"offset", "0"}});
  return value;
}

std::string write_json(const json::value& value) { return json::serialize(value); }

JsonFields::JsonFields(const json::value& value, std::string place)
    : object_(value.if_object()), place_(std::move(place)) {
  if (!object_) note(fail("json.not_object", {}, place_));
}

const json::value* JsonFields::find(std::string_view key) {
  read_.emplace(key);
  return object_ ? object_->if_contains({key.data(), key.size()}) : nullptr;
}

bool JsonFields::has(std::string_view key) { return find(key) != nullptr; }

std::string JsonFields::text(std::string_view key, std::size_t max_bytes) {
  if (!find(key)) note(fail("json.field_missing", {{"field", std::string(key)}}, place_of(key)));
  return text_or_none(key, max_bytes).value_or(std::string{});
}

std::optional<std::string> JsonFields::text_or_none(std::string_view key, std::size_t max_bytes) {
  const auto* value = find(key);
  if (!value) return std::nullopt;
  const auto* text = value->if_string();
  if (text && text->size() <= max_bytes) return std::string(text->data(), text->size());
  note(fail("json.field_bad", {{"field", std::string(key)}}, place_of(key)));
  return std::nullopt;
}

std::int64_t JsonFields::integer(std::string_view key, std::int64_t min, std::int64_t max) {
  if (!find(key)) note(fail("json.field_missing", {{"field", std::string(key)}}, place_of(key)));
  return integer_or_none(key, min, max).value_or(min);
}

std::optional<std::int64_t> JsonFields::integer_or_none(std::string_view key, std::int64_t min, std::int64_t max) {
  const auto* value = find(key);
  if (!value) return std::nullopt;
  if (value->is_int64() || value->is_uint64()) {
    json::error_code code;
    const auto number = value->to_number<std::int64_t>(code);
    if (!code && number >= min && number <= max) return number;
  }
  note(fail("json.field_bad", {{"field", std::string(key)}}, place_of(key)));
  return std::nullopt;
}

bool JsonFields::boolean(std::string_view key, bool fallback) {
  const auto* value = find(key);
  if (!value) return fallback;
  if (const auto* flag = value->if_bool()) return *flag;
  note(fail("json.field_bad", {{"field", std::string(key)}}, place_of(key)));
  return fallback;
}

Hash JsonFields::hash(std::string_view key) {
  if (!find(key)) note(fail("json.field_missing", {{"field", std::string(key)}}, place_of(key)));
  return hash_or_none(key).value_or(Hash{});
}

std::optional<Hash> JsonFields::hash_or_none(std::string_view key) {
  const auto hex = text_or_none(key, 64);
  if (!hex) return std::nullopt;
  if (auto parsed = parse_hash(*hex)) return *parsed;
  note(fail("json.field_bad", {{"field", std::string(key)}}, place_of(key)));
  return std::nullopt;
}

UtcTime JsonFields::utc(std::string_view key) { return from_unix_ms(integer(key, 0, kMaxInteger)); }

const json::array& JsonFields::array(std::string_view key, std::size_t max_items) {
  if (!find(key)) note(fail("json.field_missing", {{"field", std::string(key)}}, place_of(key)));
  return array_or_empty(key, max_items);
}

const json::array& JsonFields::array_or_empty(std::string_view key, std::size_t max_items) {
  const auto* value = find(key);
  if (!value) return empty_array();
  const auto* items = value->if_array();
  if (items && items->size() <= max_items) return *items;
  note(fail("json.field_bad", {{"field", std::string(key)}}, place_of(key)));
  return empty_array();
}

void JsonFields::note(Error error) {
  if (!error_) error_ = std::move(error);
}

std::string JsonFields::place_of(std::string_view key) const {
  return place_.empty() ? std::string(key) : place_ + "." + std::string(key);
}

Status JsonFields::status() const {
  if (error_) return *error_;
  return ok();
}

Status JsonFields::status_all_read() const {
  LOA_TRY_OK(status());
  for (const auto& member : *object_) {
    const std::string key(member.key());
    if (!read_.contains(key)) return fail("json.unknown_field", {{"field", key}}, place_of(key));
  }
  return ok();
}

}  // namespace loa
