// Vietnamese letters in Unicode: code points in and out of UTF-8, case, and the two marks a vowel can carry - quality
// (ă â ê ô ơ ư, and đ) and tone. Covers Latin as Vietnam writes it; other scripts are letters without case. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace loa::speech {

// The code point at `at`, which moves past it. Invalid bytes come one at a time as U+FFFD.
char32_t next_point(std::string_view text, std::size_t& at);
void append_point(std::string& out, char32_t point);
std::u32string to_points(std::string_view text);
std::string to_utf8(std::u32string_view points);

bool is_letter(char32_t point);  // combining marks count as part of a word
bool is_upper(char32_t point);
char32_t lower(char32_t point);
char32_t upper(char32_t point);
std::string lower(std::string_view text);
std::string upper(std::string_view text);

// Tone marks in the order of the tables: none, huyền, hỏi, ngã, sắc, nặng.
enum class Tone { none, grave, hook, tilde, acute, dot };

struct Vowel {
  char32_t quality = 0;  // a ă â e ê i o ô ơ u ư y in small; 0: not a Vietnamese vowel
  Tone tone = Tone::none;
};
Vowel vowel_of(char32_t point);                                   // either case
char32_t compose(char32_t quality, Tone tone);                     // small quality in, small letter out
char32_t plain_letter(char32_t point);                            // small letter without any mark: ệ -> e, Đ -> d

}  // namespace loa::speech
