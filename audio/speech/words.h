// One word on its own: is it said as it stands, or is it an abbreviation; the names of letters. Pure.
#pragma once

#include <string>
#include <string_view>

namespace loa::speech {

enum class WordShape {
  plain,         // said as it stands
  capitals,      // a syllable in capitals without a tone mark ("BAN"): plain among other capitals, else an abbreviation
  abbreviation,  // has to be known
  letter         // a single letter
};
WordShape shape_of(std::string_view word);
bool all_capitals(std::string_view word);

std::string letter_name(char32_t letter);          // "bê"; another script's letter itself
std::string spell(std::string_view word);          // "vê e xê"
bool is_roman(std::string_view word);              // a well-formed numeral in capitals, 1-399
unsigned roman_value(std::string_view word);       // 0 when it is none

}  // namespace loa::speech
