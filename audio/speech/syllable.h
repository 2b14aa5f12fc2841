// Is this a Vietnamese syllable? Onset, rhyme and tone as the orthography allows them; how old font codes, missing marks
// and abbreviations are told from words. Words in NFC, any case. Pure.
#pragma once

#include <string_view>

namespace loa::speech {

bool is_syllable(std::string_view word);
// Not a syllable as it stands, yet one with marks put on: "nguoi", "duoc", "viet". Clear proof of lost marks.
bool lost_its_marks(std::string_view word);
bool has_marks(std::string_view word);      // quality or tone, or đ
bool has_tone_mark(std::string_view word);
bool has_vowel(std::string_view word);

}  // namespace loa::speech
