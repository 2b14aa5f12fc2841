// Reading and writing payloads: strict JSON in, members in a fixed order out. Internal to protocol.
#pragma once

#include "core/json.h"
#include "protocol/documents.h"

#include <string>
#include <string_view>
#include <vector>

namespace loa::protocol {

// One JSON object of a payload. Any object may carry "needs": names of members its reader must know.
class PayloadFields : public JsonFields {
 public:
  using JsonFields::JsonFields;

  Header header();
  std::optional<UtcTime> utc_or_none(std::string_view key);
  PublicKey key(std::string_view key);
  std::vector<Hash> hashes(std::string_view key, std::size_t max_items);
  template <class IdType>
  std::vector<IdType> ids(std::string_view key, std::size_t max_items) {
    std::vector<IdType> out;
    for (const auto& item : array(key, max_items)) {
      auto id = item.is_string() ? IdType::parse(std::string_view(item.get_string())) : Result<IdType>(fail("id.bad"));
      if (id) out.push_back(*id);
      else note(fail("json.field_bad", {{"field", std::string(key)}}, place_of(key)));
    }
    return out;
  }
  template <class IdType>
  std::optional<IdType> id_or_none(std::string_view key) {
    if (!has(key)) return std::nullopt;
    return id<IdType>(key);
  }
  void bad(std::string_view key) { note(fail("json.field_bad", {{"field", std::string(key)}}, place_of(key))); }
  // After all reads: the first error, also for a name in "needs" that nobody read.
  Status finish();
};

json::object header_object(const Header& header);
template <class Items>
json::array id_array(const Items& ids) {
  json::array out;
  for (const auto& id : ids) out.emplace_back(id.text());
  return out;
}
inline json::value ms(UtcTime t) { return to_unix_ms(t); }

// "document.bad" naming what was wrong and where.
Error bad_document(const Error& why);

}  // namespace loa::protocol
