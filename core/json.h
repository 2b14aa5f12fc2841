// Strict JSON (RFC 8259 with less freedom): no duplicate keys, integers within ±(2^53 - 1), no fractions unless allowed,
// bounded depth and size. Fields are read through JsonFields, whose errors name the field path.
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "core/hash.h"
#include "core/id.h"

#include <boost/json/value.hpp>
#include <boost/json/object.hpp>
#include <boost/json/array.hpp>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace loa {

namespace json = boost::json;

struct JsonLimits {
  std::size_t max_bytes = 16 * 1024;
  unsigned max_depth = 8;
  bool allow_fractions = false;
};

// Errors: "json.too_large", "json.syntax" (offset), "json.duplicate_key", "json.too_deep", "json.number".
Result<json::value> parse_json(std::string_view text, const JsonLimits& limits = {});
std::string write_json(const json::value& value);  // compact, keys in insertion order

// Reads the members of one object; remembers the first error, so a reader is a straight list of reads and one status().
class JsonFields {
 public:
  explicit JsonFields(const json::value& value, std::string place = {});

  std::string text(std::string_view key, std::size_t max_bytes = 4096);
  std::optional<std::string> text_or_none(std::string_view key, std::size_t max_bytes = 4096);
  std::int64_t integer(std::string_view key, std::int64_t min, std::int64_t max);
  std::optional<std::int64_t> integer_or_none(std::string_view key, std::int64_t min, std::int64_t max);
  bool boolean(std::string_view key, bool fallback);
  Hash hash(std::string_view key);
  std::optional<Hash> hash_or_none(std::string_view key);
  UtcTime utc(std::string_view key);  // unix milliseconds
  template <class IdType>
  IdType id(std::string_view key) {
    auto parsed = IdType::parse(text(key, 36));
    if (!parsed) {
      note(fail("json.field_bad", {{"field", std::string(key)}}, place_of(key)));
      return IdType{};
    }
    return *parsed;
  }
  const json::array& array(std::string_view key, std::size_t max_items);           // required
  const json::array& array_or_empty(std::string_view key, std::size_t max_items);  // absent = empty
  const json::value* find(std::string_view key);                                   // null when absent
  bool has(std::string_view key);

  bool was_read(std::string_view key) const { return read_.contains(key); }
  void note(Error error);  // keeps the first
  std::string place_of(std::string_view key) const;
  Status status() const;
  // For configuration: an error for a member nobody read ("json.unknown_field").
  Status status_all_read() const;

 private:
  const json::object* object_ = nullptr;
  std::string place_;
  std::optional<Error> error_;
  std::set<std::string, std::less<>> read_;
};

}  // namespace loa
