#include "audio/speech/reading.h"

#include "audio/speech/builtin_words.h"
#include "audio/speech/letters.h"

#include <algorithm>
#include <array>

namespace loa::speech {
namespace {

constexpr std::size_t kMaxEntryWords = 24;

}  // namespace

std::size_t Line::before(std::size_t i) const {
  while (i > begin_) {
    --i;
    if (tokens_[i].kind != TokenKind::space) return i;
  }
  return end_;
}

std::string Line::word_before(std::size_t i, std::size_t nth) const {
  for (; nth > 0; --nth) {
    // What is not said does not part a word from its number.
    do i = before(i);
    while (one_of(text(i), {"\"", "“", "”", "‘", "’", "'", "«", "»"}));
    if (i == end_ || tokens_[i].kind != TokenKind::word) return {};
  }
  return lower(tokens_[i].text);
}

std::string Line::word_after(std::size_t i) const {
  i = over_space(i);
  return word(i) ? lower(tokens_[i].text) : std::string{};
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool is_year(std::string_view digits) { return digits.size() == 4 && (digits[0] == '1' || digits[0] == '2'); }

bool is_between(std::string_view digits, unsigned long low, unsigned long high, std::size_t max_digits) {
  if (digits.empty() || digits.size() > max_digits) return false;
  const auto value = to_number(digits);
  return value >= low && value <= high;
}

std::string say_year(std::string_view digits, NumberStyle style) { return say_integer(digits, style); }

Entry find_entry(const Reader& reader, std::size_t i, EntryScope where) {
  std::array<std::string_view, kMaxEntryWords> words;
  std::array<std::size_t, kMaxEntryWords> ends{};
  std::size_t count = 0;
  for (std::size_t k = i; reader.line.has(k) && count < kMaxEntryWords; ++k) {
    if (reader.line.space(k)) continue;
    words[count] = reader.line.text(k);
    ends[count++] = k + 1;
  }
  const std::span<const std::string_view> here(words.data(), count);
  const auto own = reader.province != nullptr ? reader.province->longest(here, where) : Dictionary::Match{};
  const auto built_in = builtin_dictionary().longest(here, where);
  const auto& best = own.words >= built_in.words ? own : built_in;
  return best.entry == nullptr ? Entry{} : Entry{best.entry, ends[best.words - 1]};
}

}  // namespace loa::speech
