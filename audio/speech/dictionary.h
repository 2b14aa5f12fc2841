// Từ điển phát âm (pronunciation dictionary): how a province wants its names and abbreviations read.
// Look-up takes the longest entry, compares whole words in NFC, and follows one rule of case: an entry written with any
// capital letter matches exactly, an entry in small letters matches any case. Immutable after make; safe to share.
#pragma once

#include "core/error.h"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace loa::speech {

enum class EntryScope {
  anywhere,
  document_number,  // only inside a số hiệu: "184/KH-UBND"
  running_text,     // only outside of one
};
std::string_view to_string(EntryScope scope);  // "anywhere", "document_number", "running_text"

struct DictionaryEntry {
  std::string written;  // "TDP", "Tx.", "Covid-19"; 1-100 characters, one line
  std::string spoken;   // "tổ dân phố"; 1-300 characters, words, commas and hyphens only: no digits, no abbreviations
  EntryScope scope = EntryScope::anywhere;
  std::string note;     // why, for people; up to 300 characters

  bool operator==(const DictionaryEntry&) const = default;
};

class Dictionary {
 public:
  static constexpr std::size_t kMaxEntries = 20'000;

  Dictionary() = default;
  // "speech.entry_bad" {entry (1-based), field, why}, place entries[i].field; "speech.entry_twice" (same written and scope);
  // "speech.dictionary_too_large".
  static Result<Dictionary> make(std::vector<DictionaryEntry> entries);
  // {"version":1,"entries":[{"written","spoken","scope"?,"note"?}]}; json.* errors besides those of make().
  static Result<Dictionary> from_json(std::string_view text);
  std::string to_json() const;

  // The same dictionary with `entry` added or replaced (same written and scope): how a question is answered.
  Result<Dictionary> with(DictionaryEntry entry) const;

  const std::vector<DictionaryEntry>& entries() const { return entries_; }  // in the order given

  // The entry whose words are the longest beginning of `words`, and how many words it takes. `words` are the tokens of
  // tokens.h (a word, a number or one sign each); null when none fits.
  struct Match {
    const DictionaryEntry* entry = nullptr;
    std::size_t words = 0;
  };
  Match longest(std::span<const std::string_view> words, EntryScope where) const;

 private:
  struct Key {
    std::vector<std::string> words;  // NFC; lower case when any case matches
    bool exact = false;
    std::size_t entry = 0;
  };
  void add(DictionaryEntry entry);
  void sort_keys();

  std::vector<DictionaryEntry> entries_;
  std::map<std::string, std::vector<Key>, std::less<>> by_first_;  // lower-cased first word; longest first
};

}  // namespace loa::speech
