// What the rules of reading share: a window on the tokens of one sentence, and the form of their answers. A rule looks at
// one place and either reads some tokens or passes. Rules look back at words but never change what was read.
#pragma once

#include "audio/speech/dictionary.h"
#include "audio/speech/numbers.h"
#include "audio/speech/tokens.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace loa::speech {

// Tokens [0, end) of the text, of which the sentence is [begin, end). Looking outside of it finds nothing.
class Line {
 public:
  Line(std::span<const Token> tokens, std::size_t begin, std::size_t end) : tokens_(tokens), begin_(begin), end_(end) {}
  Line(const Line& whole, std::size_t begin) : Line(whole.tokens_, begin, whole.end_) {}

  std::size_t begin() const { return begin_; }
  std::size_t end() const { return end_; }
  const Token& at(std::size_t i) const { return tokens_[i]; }
  bool has(std::size_t i) const { return i >= begin_ && i < end_; }
  bool is(std::size_t i, TokenKind kind) const { return has(i) && tokens_[i].kind == kind; }
  bool is(std::size_t i, std::string_view text) const { return has(i) && tokens_[i].text == text; }
  bool word(std::size_t i) const { return is(i, TokenKind::word); }
  bool number(std::size_t i) const { return is(i, TokenKind::number); }
  bool space(std::size_t i) const { return is(i, TokenKind::space); }
  bool dash(std::size_t i) const { return is(i, "-") || is(i, "–") || is(i, "—") || is(i, "‐") || is(i, "‑") || is(i, "−"); }
  std::string_view text(std::size_t i) const { return has(i) ? tokens_[i].text : std::string_view{}; }

  std::size_t over_space(std::size_t i) const { return space(i) ? i + 1 : i; }
  // The token before `i` that is no space; end() when there is none.
  std::size_t before(std::size_t i) const;
  // The lower-cased word just before `i` (white space between), the `nth` one; "" when something else stands there.
  std::string word_before(std::size_t i, std::size_t nth = 1) const;
  std::string word_after(std::size_t i) const;  // at or after white space at `i`; lower case
  bool glued_left(std::size_t i) const { return i > begin_ && tokens_[i - 1].kind != TokenKind::space; }
  bool glued_right(std::size_t i) const { return has(i + 1) && tokens_[i + 1].kind != TokenKind::space; }

 private:
  std::span<const Token> tokens_;
  std::size_t begin_;
  std::size_t end_;
};

struct Reading {
  std::size_t end = 0;  // first token not read
  std::string spoken;   // signs that end or part a sentence stand at its ends, e.g. ", văn xã"
};
using MaybeReading = std::optional<Reading>;

struct UnknownWord {
  std::size_t token = 0;
  bool in_document_number = false;
};

struct Reader {
  const Line& line;
  NumberStyle style;
  const Dictionary* province = nullptr;
  bool starts_line = false;           // a list mark may stand at its beginning
  std::vector<UnknownWord>* unknown;  // rules add what they spelt because nobody knows it
};

bool one_of(std::string_view word, std::initializer_list<std::string_view> words);

// Number forms shared by several rules.
bool is_year(std::string_view digits);                                      // 1000-2999, four digits
bool is_between(std::string_view digits, unsigned long low, unsigned long high, std::size_t max_digits = 2);
std::string say_year(std::string_view digits, NumberStyle style);

// The longest entry of the province's dictionary, then of the built-in one, that begins at `i`.
struct Entry {
  const DictionaryEntry* entry = nullptr;
  std::size_t end = 0;
};
Entry find_entry(const Reader& reader, std::size_t i, EntryScope where);

MaybeReading read_list_mark(const Reader& reader, std::size_t i);        // "a)", "2.1.", "IV.", bullets, at a line's start
MaybeReading read_document_number(const Reader& reader, std::size_t i);  // 184/KH-UBND, 19-NQ/TW
MaybeReading read_plate(const Reader& reader, std::size_t i);
MaybeReading read_hours(const Reader& reader, std::size_t i);            // 05h30-06h00, 5:30
MaybeReading read_date(const Reader& reader, std::size_t i);
MaybeReading read_phone(const Reader& reader, std::size_t i);            // and other numbers said digit by digit
MaybeReading read_amount(const Reader& reader, std::size_t i);           // any other number, with its unit
MaybeReading read_roman(const Reader& reader, std::size_t i);
MaybeReading read_address(const Reader& reader, std::size_t i);          // P., Q., H., X., ĐT 277
MaybeReading read_word(const Reader& reader, std::size_t i);             // never passes on a word
MaybeReading read_sign(const Reader& reader, std::size_t i);             // never passes on a sign

std::string_view unit_name(std::string_view symbol);  // "ki lô mét" for "km"; "" when it is none

}  // namespace loa::speech
