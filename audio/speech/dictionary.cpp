#include "audio/speech/dictionary.h"

#include "audio/speech/announce.h"
#include "audio/speech/letters.h"
#include "audio/speech/tokens.h"
#include "core/json.h"
#include "core/unicode.h"

#include <algorithm>
#include <set>
#include <utility>

namespace loa::speech {
namespace {

constexpr std::size_t kMaxWritten = 100, kMaxSpoken = 300, kMaxNote = 300, kMaxWords = 24;
constexpr std::size_t kMaxJson = 16 * 1024 * 1024;
constexpr std::array kScopes{EntryScope::anywhere, EntryScope::document_number, EntryScope::running_text};

std::size_t count_points(std::string_view text) { return to_points(text).size(); }

std::vector<std::string> words_of(std::string_view written) {
  std::vector<std::string> out;
  for (const auto& token : tokenise(written))
    if (token.kind != TokenKind::space) out.emplace_back(token.text);
  return out;
}

Error bad(std::size_t entry, std::string field, std::string why) {
  const std::string place = "entries[" + std::to_string(entry) + "]." + field;
  return fail("speech.entry_bad", {{"entry", std::to_string(entry + 1)}, {"field", std::move(field)}, {"why", std::move(why)}}, place);
}

std::string why_of(const Error& error) { return error.params.empty() ? error.code : error.params[0].second; }

Status check_length(std::size_t index, const char* field, const std::string& text, std::size_t min, std::size_t max) {
  if (!is_utf8(text)) return bad(index, field, "UTF-8");
  const auto count = count_points(text);
  if (count < min || count > max || text.find_first_of("\r\n") != std::string::npos)
    return bad(index, field, std::to_string(min) + "-" + std::to_string(max));
  return ok();
}

// The entry in NFC, or what is wrong with it.
Result<DictionaryEntry> checked(DictionaryEntry entry, std::size_t index) {
  LOA_TRY_OK(check_length(index, "written", entry.written, 1, kMaxWritten));
  LOA_TRY_OK(check_length(index, "spoken", entry.spoken, 1, kMaxSpoken));
  LOA_TRY_OK(check_length(index, "note", entry.note, 0, kMaxNote));
  for (std::string* text : {&entry.written, &entry.spoken, &entry.note}) {
    LOA_TRY(*text, to_nfc(*text));
  }
  const auto words = words_of(entry.written).size();
  if (words == 0 || words > kMaxWords) return bad(index, "written", entry.written);
  if (auto said = check_spoken(entry.spoken); !said) return bad(index, "spoken", why_of(said.error()));
  return entry;
}

Result<EntryScope> parse_scope(std::string_view text, std::size_t index) {
  const auto* it = std::ranges::find(kScopes, text, [](EntryScope scope) { return to_string(scope); });
  if (it == kScopes.end()) return bad(index, "scope", std::string(text));
  return *it;
}

Result<DictionaryEntry> read_entry(const json::value& value, std::size_t index) {
  JsonFields fields(value, "entries[" + std::to_string(index) + "]");
  DictionaryEntry entry{.written = fields.text("written"), .spoken = fields.text("spoken"), .scope = EntryScope::anywhere,
                        .note = fields.text_or_none("note").value_or("")};
  const auto scope = fields.text_or_none("scope");
  LOA_TRY_OK(fields.status_all_read());
  if (scope) {
    LOA_TRY(entry.scope, parse_scope(*scope, index));
  }
  return entry;
}

bool same_words(const std::vector<std::string>& key, bool exact, std::span<const std::string_view> words) {
  if (key.size() > words.size()) return false;
  for (std::size_t k = 0; k < key.size(); ++k) {
    if (exact ? key[k] != words[k] : key[k] != lower(words[k])) return false;
  }
  return true;
}

}  // namespace

std::string_view to_string(EntryScope scope) {
  switch (scope) {
    case EntryScope::document_number: return "document_number";
    case EntryScope::running_text: return "running_text";
    default: return "anywhere";
  }
}

Result<Dictionary> Dictionary::make(std::vector<DictionaryEntry> entries) {
  if (entries.size() > kMaxEntries) return fail("speech.dictionary_too_large", {{"limit", std::to_string(kMaxEntries)}});
  Dictionary out;
  std::set<std::pair<std::string, EntryScope>> seen;
  for (std::size_t k = 0; k < entries.size(); ++k) {
    LOA_TRY(auto entry, checked(std::move(entries[k]), k));
    if (!seen.emplace(entry.written, entry.scope).second)
      return fail("speech.entry_twice", {{"entry", std::to_string(k + 1)}, {"written", entry.written}}, "entries[" + std::to_string(k) + "]");
    out.add(std::move(entry));
  }
  out.sort_keys();
  return out;
}

void Dictionary::add(DictionaryEntry entry) {
  Key key{.words = words_of(entry.written), .exact = lower(entry.written) != entry.written, .entry = entries_.size()};
  by_first_[lower(key.words[0])].push_back(std::move(key));
  entries_.push_back(std::move(entry));
}

void Dictionary::sort_keys() {
  for (auto& [first, keys] : by_first_) {
    // An exact spelling before one that fits any case, when both are as long.
    std::ranges::stable_sort(keys, [](const Key& a, const Key& b) { return std::pair(a.words.size(), a.exact) > std::pair(b.words.size(), b.exact); });
  }
}

Result<Dictionary> Dictionary::from_json(std::string_view text) {
  LOA_TRY(const json::value value, parse_json(text, {.max_bytes = kMaxJson, .max_depth = 4}));
  JsonFields fields(value);
  fields.integer("version", 1, 1);
  const auto& list = fields.array("entries", kMaxEntries);
  LOA_TRY_OK(fields.status_all_read());
  std::vector<DictionaryEntry> entries;
  for (const auto& item : list) {
    LOA_TRY(auto entry, read_entry(item, entries.size()));
    entries.push_back(std::move(entry));
  }
  return make(std::move(entries));
}

std::string Dictionary::to_json() const {
  json::array list;
  for (const auto& entry : entries_) {
    json::object item{{"written", entry.written}, {"spoken", entry.spoken}, {"scope", to_string(entry.scope)}};
    if (!entry.note.empty()) item["note"] = entry.note;
    list.push_back(std::move(item));
  }
  return write_json(json::object{{"version", 1}, {"entries", std::move(list)}});
}

Result<Dictionary> Dictionary::with(DictionaryEntry entry) const {
  auto entries = entries_;
  LOA_TRY(const auto written, to_nfc(entry.written));
  const auto it = std::ranges::find_if(entries, [&](const auto& e) { return e.written == written && e.scope == entry.scope; });
  if (it != entries.end()) {
    *it = std::move(entry);
  } else {
    entries.push_back(std::move(entry));
  }
  return make(std::move(entries));
}

Dictionary::Match Dictionary::longest(std::span<const std::string_view> words, EntryScope where) const {
  if (words.empty() || by_first_.empty()) return {};
  const auto it = by_first_.find(lower(words[0]));
  if (it == by_first_.end()) return {};
  for (const auto& key : it->second) {
    const auto& entry = entries_[key.entry];
    const bool in_scope = entry.scope == EntryScope::anywhere || entry.scope == where;
    if (in_scope && same_words(key.words, key.exact, words)) return {&entry, key.words.size()};
  }
  return {};
}

}  // namespace loa::speech
