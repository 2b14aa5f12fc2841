#include "protocol/documents.h"

#include "protocol/limits.h"
#include "protocol/payload.h"

#include <algorithm>
#include <array>

namespace loa::protocol {
namespace {

constexpr std::array<std::string_view, 15> kActions = {"grant", "approve", "template", "alert", "stop",
                                                       "hush",  "policy",  "place",    "suspend", "renew",
                                                       "map",   "root",    "time",     "live",  "receipt"};
constexpr std::array<std::string_view, kPartCount> kParts = {"trust", "map",     "policy", "place",
                                                             "plan",  "library", "config"};
constexpr std::size_t kMaxNeeds = 32;
constexpr std::size_t kAuthorityKeys = 3;

template <class Enum, std::size_t N>
std::optional<Enum> find_in(const std::array<std::string_view, N>& names, std::string_view text) {
  const auto at = std::find(names.begin(), names.end(), text);
  if (at == names.end()) return std::nullopt;
  return static_cast<Enum>(at - names.begin());
}

bool distinct(const std::vector<AuthorityKey>& keys) {
  for (std::size_t i = 0; i < keys.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (keys[i].person == keys[j].person || keys[i].key == keys[j].key) return false;
  return true;
}

Result<std::vector<Bytes>> read_envelopes(PayloadFields& fields, std::string_view key) {
  std::vector<Bytes> out;
  for (const auto& item : fields.array(key, 4096)) {
    if (!item.is_string()) return fail("json.field_bad", {{"field", std::string(key)}}, std::string(key));
    LOA_TRY(auto bytes, from_base64(std::string_view(item.get_string())));
    out.push_back(std::move(bytes));
  }
  return out;
}

void read_foretold(PayloadFields& fields, std::string_view key, PartName& out) {
  if (!fields.has(key)) return;
  out.hash = fields.hash(key);
  out.size = fields.integer(std::string(key) + "_size", 1, static_cast<std::int64_t>(kMaxContent));
}

void write_foretold(json::object& out, std::string_view key, const PartName& name) {
  if (name.size == 0) return;
  out[key] = name.hash.hex();
  out[std::string(key) + "_size"] = name.size;
}

json::object entry_object(const LibraryEntry& entry) {
  json::object out{{"manifest", entry.manifest.hex()},
                   {"size", entry.manifest_size},
                   {"needed_by", to_unix_ms(entry.needed_by)},
                   {"template", entry.is_template}};
  write_foretold(out, "audio", entry.audio);
  write_foretold(out, "unit_list", entry.unit_list);
  return out;
}

Result<Library> library_from(const json::value& value) {
  PayloadFields fields(value);
  Library library;
  fields.integer("v", 1, kDocumentVersion);
  for (const auto& item : fields.array("entries", 4096)) {
    PayloadFields one(item, "entries");
    LibraryEntry entry;
    entry.manifest = one.hash("manifest");
    entry.manifest_size = one.integer("size", 1, kMaxPayload);
    entry.needed_by = one.utc("needed_by");
    entry.is_template = one.boolean("template", false);
    read_foretold(one, "audio", entry.audio);
    read_foretold(one, "unit_list", entry.unit_list);
    LOA_TRY_OK(one.finish());
    library.entries.push_back(entry);
  }
  LOA_TRY(library.approvals, read_envelopes(fields, "approvals"));
  LOA_TRY(library.templates, read_envelopes(fields, "templates"));
  LOA_TRY_OK(fields.finish());
  return library;
}

json::array envelope_array(const std::vector<Bytes>& envelopes) {
  json::array out;
  for (const auto& envelope : envelopes) out.emplace_back(to_base64(envelope));
  return out;
}

}  // namespace

std::string_view to_text(Action action) { return kActions[static_cast<std::size_t>(action)]; }
std::optional<Action> action_from(std::string_view text) { return find_in<Action>(kActions, text); }
std::string_view to_text(Part part) { return kParts[static_cast<std::size_t>(part)]; }
std::optional<Part> part_from(std::string_view text) { return find_in<Part>(kParts, text); }

Error bad_document(const Error& why) {
  return fail("document.bad", {{"why", to_line(why)}, {"cause", why.code}}, why.place);
}

Header PayloadFields::header() {
  Header out;
  integer("v", std::max(1, kDocumentVersion - 1), kDocumentVersion);
  out.id = id<DocumentId>("id");
  out.issued = utc("issued");
  out.trace = text_or_none("trace", 32).value_or(std::string{});
  return out;
}

std::optional<UtcTime> PayloadFields::utc_or_none(std::string_view key) {
  if (!has(key)) return std::nullopt;
  return utc(key);
}

PublicKey PayloadFields::key(std::string_view name) {
  const auto bytes = from_hex(text(name, 64));
  PublicKey out{};
  if (bytes && bytes->size() == out.size()) std::copy(bytes->begin(), bytes->end(), out.begin());
  if (!is_sound_key(out)) bad(name);
  return out;
}

std::vector<Hash> PayloadFields::hashes(std::string_view key, std::size_t max_items) {
  std::vector<Hash> out;
  for (const auto& item : array_or_empty(key, max_items)) {
    auto hash = item.is_string() ? parse_hash(std::string_view(item.get_string())) : Result<Hash>(fail("hash.bad"));
    if (hash) out.push_back(*hash);
    else bad(key);
  }
  return out;
}

Status PayloadFields::finish() {
  for (const auto& need : array_or_empty("needs", kMaxNeeds)) {
    const auto* name = need.if_string();
    if (!name || !was_read(std::string_view(*name)))
      note(fail("document.needs", {{"field", name ? std::string(*name) : "?"}}, place_of("needs")));
  }
  return status();
}

json::object header_object(const Header& header) {
  return {{"v", kDocumentVersion},
          {"id", header.id.text()},
          {"issued", to_unix_ms(header.issued)},
          {"trace", header.trace}};
}

Result<Genesis> read_genesis(std::string_view bytes) {
  auto value = parse_json(bytes);
  if (!value) return bad_document(value.error());
  PayloadFields fields(*value);
  Genesis genesis;
  fields.integer("v", 1, kDocumentVersion);
  genesis.name = fields.text("name", 256);
  genesis.demo = fields.boolean("demo", false);
  genesis.issued = fields.utc("issued");
  for (const auto& item : fields.array("authority", kAuthorityKeys)) {
    PayloadFields one(item, "authority");
    AuthorityKey key{one.id<PersonId>("person"), one.text("name", 256), one.key("key")};
    if (key.person.is_nil()) one.bad("person");
    if (auto status = one.finish(); !status) return bad_document(status.error());
    genesis.authority.push_back(std::move(key));
  }
  if (genesis.authority.size() != kAuthorityKeys || !distinct(genesis.authority)) fields.bad("authority");
  if (auto status = fields.finish(); !status) return bad_document(status.error());
  genesis.bytes = bytes;
  return genesis;
}

std::string write_genesis(const Genesis& genesis) {
  json::array authority;
  for (const auto& key : genesis.authority)
    authority.push_back({{"person", key.person.text()}, {"name", key.name}, {"key", to_hex(key.key)}});
  return write_json(json::object{{"v", kDocumentVersion},
                                 {"name", genesis.name},
                                 {"demo", genesis.demo},
                                 {"issued", to_unix_ms(genesis.issued)},
                                 {"authority", std::move(authority)}});
}

Result<Library> read_library(std::string_view part) {
  auto value = parse_json(part, {kMaxPart, 8, false});
  if (!value) return bad_document(value.error());
  auto library = library_from(*value);
  if (!library) return bad_document(library.error());
  return library;
}

std::string write_library(const Library& library) {
  json::array entries;
  for (const auto& entry : library.entries) entries.push_back(entry_object(entry));
  return write_json(json::object{{"v", kDocumentVersion},
                                 {"entries", std::move(entries)},
                                 {"approvals", envelope_array(library.approvals)},
                                 {"templates", envelope_array(library.templates)}});
}

}  // namespace loa::protocol
