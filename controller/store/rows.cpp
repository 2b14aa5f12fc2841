#include "controller/store/rows.h"

#include "core/json.h"

namespace loa::controller {

std::string scope_sql(const AreaScope& scope, const std::string& column) {
  if (scope.is_whole()) return "1=1";
  std::string out = column + " in ('-'";
  for (const auto& unit : scope.units()) out += ",'" + unit.text() + "'";
  return out + ")";
}

std::string hash_text(const Hash& hash) { return hash.is_zero() ? std::string() : hash.hex(); }

Hash hash_of(const std::string& text) {
  auto parsed = parse_hash(text);
  return parsed ? *parsed : Hash{};
}

std::string bytes_text(ByteSpan bytes) { return to_base64(bytes); }

Bytes bytes_of(const std::string& text) {
  auto bytes = from_base64(text);
  return bytes ? *bytes : Bytes{};
}

std::string params_text(const ErrorParams& params) {
  json::array out;
  for (const auto& [name, value] : params) out.push_back(json::array{name, value});
  return write_json(out);
}

ErrorParams params_of(const std::string& text) {
  ErrorParams out;
  auto value = parse_json(text);
  if (!value || !value->is_array()) return out;
  for (const auto& pair : value->get_array()) {
    if (!pair.is_array() || pair.get_array().size() != 2) continue;
    const auto& array = pair.get_array();
    if (array[0].is_string() && array[1].is_string()) {
      out.emplace_back(std::string(array[0].get_string()), std::string(array[1].get_string()));
    }
  }
  return out;
}

}  // namespace loa::controller
