#include "audio/speech/words.h"

#include "audio/speech/letters.h"
#include "audio/speech/syllable.h"

#include <algorithm>
#include <array>
#include <utility>

namespace loa::speech {
namespace {

struct Cases {
  std::size_t upper = 0, lower = 0;
  bool first_upper = false;
  std::size_t letters() const { return upper + lower; }
};

Cases count_cases(std::string_view word) {
  Cases out;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t p = next_point(word, at);
    if (!is_letter(p)) continue;
    if (out.letters() == 0) out.first_upper = is_upper(p);
    ++(is_upper(p) ? out.upper : out.lower);
  }
  return out;
}

WordShape shape_of_capitals(std::string_view word) {
  if (has_tone_mark(word)) return WordShape::plain;
  if (!is_syllable(word)) return WordShape::abbreviation;
  return has_marks(word) ? WordShape::plain : WordShape::capitals;
}

constexpr std::array<std::pair<char32_t, std::string_view>, 34> kLetterNames{{
    {U'a', "a"},       {U'ă', "á"},      {U'â', "ớ"},   {U'b', "bê"},    {U'c', "xê"},     {U'd', "dê"},  {U'đ', "đê"},
    {U'e', "e"},       {U'ê', "ê"},      {U'f', "ép phờ"}, {U'g', "giê"}, {U'h', "hát"},    {U'i', "i"},   {U'j', "gi"},
    {U'k', "ca"},      {U'l', "e lờ"},   {U'm', "em mờ"}, {U'n', "en nờ"}, {U'o', "o"},     {U'ô', "ô"},   {U'ơ', "ơ"},
    {U'p', "pê"},      {U'q', "quy"},    {U'r', "e rờ"}, {U's', "ét xì"}, {U't', "tê"},     {U'u', "u"},   {U'ư', "ư"},
    {U'v', "vê"},      {U'w', "vê kép"}, {U'x', "ích xì"}, {U'y', "i dài"}, {U'z', "dét"},   {U'ŋ', "ŋ"}}};

constexpr std::array<std::pair<std::string_view, unsigned>, 9> kRomanSteps{
    {{"C", 100}, {"XC", 90}, {"L", 50}, {"XL", 40}, {"X", 10}, {"IX", 9}, {"V", 5}, {"IV", 4}, {"I", 1}}};

std::string to_roman(unsigned value) {
  std::string out;
  for (const auto& [letters, worth] : kRomanSteps) {
    for (; value >= worth; value -= worth) out += letters;
  }
  return out;
}

unsigned roman_letter(char c) {
  for (const auto& [letters, worth] : kRomanSteps)
    if (letters.size() == 1 && letters[0] == c) return worth;
  return 0;
}

}  // namespace

WordShape shape_of(std::string_view word) {
  const auto cases = count_cases(word);
  if (cases.letters() == 1) return WordShape::letter;
  if (word.find_first_of("'") != std::string_view::npos || word.find("’") != std::string_view::npos) return WordShape::plain;
  if (!has_vowel(word)) return WordShape::abbreviation;
  if (cases.lower == 0) return shape_of_capitals(word);
  const std::size_t inner_capitals = cases.upper - (cases.first_upper ? 1 : 0);
  return inner_capitals == 0 || cases.lower >= 3 ? WordShape::plain : WordShape::abbreviation;
}

bool all_capitals(std::string_view word) {
  const auto cases = count_cases(word);
  return cases.lower == 0 && cases.upper >= 2;
}

std::string letter_name(char32_t letter) {
  const char32_t small = lower(letter);
  const auto* it = std::ranges::find(kLetterNames, small, &std::pair<char32_t, std::string_view>::first);
  if (it != kLetterNames.end()) return std::string(it->second);
  std::string out;
  append_point(out, small);
  return out;
}

std::string spell(std::string_view word) {
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t p = next_point(word, at);
    if (!is_letter(p)) continue;
    if (!out.empty()) out += ' ';
    out += letter_name(p);
  }
  return out;
}

unsigned roman_value(std::string_view word) {
  if (word.empty() || word.size() > 12) return 0;
  unsigned value = 0;
  for (std::size_t k = 0; k < word.size(); ++k) {
    const unsigned here = roman_letter(word[k]);
    const unsigned next = k + 1 < word.size() ? roman_letter(word[k + 1]) : 0;
    if (here == 0) return 0;
    value += here < next ? 0u - here : here;
  }
  return value < 400 && to_roman(value) == word ? value : 0;
}

bool is_roman(std::string_view word) { return roman_value(word) != 0; }

}  // namespace loa::speech
