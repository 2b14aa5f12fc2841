#include "audio/speech/code_pages.h"

#include "audio/speech/letters.h"

#include <algorithm>
#include <array>

namespace loa::speech {
namespace {

// TCVN 5712:1993 VN3, 0xA1-0xFE in order; a dot where the standard leaves the place empty.
constexpr std::u32string_view kTcvn3 =
    U"ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ."  // A1-BA
    U"ằẳẵắ.......ặầẩẫấậè."          // BB-CD
    U"ẻẽéẹềểễếệìỉ...ĩíịò."          // CE-E0
    U"ỏõóọồổỗốộờởỡớợù."             // E1-F0
    U"ủũúụừửữứựỳỷỹýỵ";              // F1-FE
static_assert(kTcvn3.size() == 0xFE - 0xA1 + 1);

struct VniMark {
  char32_t code;     // in small; the capital is 0x20 lower
  char32_t quality;  // 0: keeps the vowel; '^' or '(': changes it
  Tone tone;
};
constexpr std::array<VniMark, 17> kVniMarks{{{0xF9, 0, Tone::acute},   {0xF8, 0, Tone::grave},   {0xFB, 0, Tone::hook},    {0xF5, 0, Tone::tilde},
                                             {0xEF, 0, Tone::dot},     {0xE2, U'^', Tone::none}, {0xE1, U'^', Tone::acute}, {0xE0, U'^', Tone::grave},
                                             {0xE5, U'^', Tone::hook}, {0xE3, U'^', Tone::tilde}, {0xE4, U'^', Tone::dot},  {0xEA, U'(', Tone::none},
                                             {0xE9, U'(', Tone::acute}, {0xE8, U'(', Tone::grave}, {0xFA, U'(', Tone::hook}, {0xFC, U'(', Tone::tilde},
                                             {0xEB, U'(', Tone::dot}}};

// Codes that are whole letters; ơ and ư may still take a tone mark.
constexpr std::array<std::pair<char32_t, char32_t>, 9> kVniLetters{
    {{0xF1, U'đ'}, {0xF4, U'ơ'}, {0xF6, U'ư'}, {0xED, U'í'}, {0xEC, U'ì'}, {0xE6, U'ỉ'}, {0xF3, U'ĩ'}, {0xF2, U'ị'}, {0xEE, U'ỵ'}}};

char32_t small_code(char32_t code) { return code >= 0xC0 && code <= 0xDE ? code + 0x20 : code; }

char32_t vni_letter(char32_t code) {
  for (const auto& [from, to] : kVniLetters)
    if (from == small_code(code)) return code == small_code(code) ? to : upper(to);
  return code;
}

// The vowel with its quality mark (^ ( +); 0 when that letter takes no such mark.
char32_t with_quality(char32_t vowel, char32_t mark) {
  constexpr std::u32string_view kTable = U"a^âe^êo^ôa(ăo+ơu+ư";
  for (std::size_t k = 0; k < kTable.size(); k += 3)
    if (kTable[k] == vowel && kTable[k + 1] == mark) return kTable[k + 2];
  return 0;
}

// The vowel `base` (any case) with the marks of `mark`; 0 when it cannot carry them.
char32_t apply(char32_t base, const VniMark& mark) {
  const auto vowel = vowel_of(base);
  if (vowel.quality == 0 || vowel.tone != Tone::none) return 0;
  const char32_t quality = mark.quality == 0 ? vowel.quality : with_quality(vowel.quality, mark.quality);
  if (quality == 0) return 0;
  const char32_t small = compose(quality, mark.tone);
  return is_upper(base) ? upper(small) : small;
}

bool is_ascii_letter(char32_t p) { return (p >= U'a' && p <= U'z') || (p >= U'A' && p <= U'Z'); }

struct WordCase {
  std::size_t ascii_upper = 0, ascii_lower = 0;
};

bool in_capitals(std::u32string_view source) {
  WordCase found;
  for (const char32_t p : source) {
    if (!is_ascii_letter(p)) continue;
    ++(is_upper(p) ? found.ascii_upper : found.ascii_lower);
  }
  return found.ascii_lower == 0 && found.ascii_upper >= 2;
}

bool tcvn3_word(char32_t p) { return is_ascii_letter(p) || (p >= 0xA1 && p <= 0xFE && kTcvn3[p - 0xA1] != U'.'); }

Tone viqr_tone(char32_t p) {
  switch (p) {
    case U'`': return Tone::grave;
    case U'?': return Tone::hook;
    case U'~': return Tone::tilde;
    case U'\'': return Tone::acute;
    case U'.': return Tone::dot;
    default: return Tone::none;
  }
}

// A full stop or question mark at the end of a sentence is no tone.
bool ends_here(std::u32string_view text, std::size_t sign) {
  if (text[sign] != U'.' && text[sign] != U'?') return false;
  std::size_t next = sign + 1;
  if (next < text.size() && text[next] != U' ' && text[next] != U'\n' && text[next] != U'\r') return false;
  while (next < text.size() && text[next] == U' ') ++next;
  return next == text.size() || is_upper(text[next]) || text[next] == U'\n' || text[next] == U'\r';
}

}  // namespace

std::u32string from_tcvn3(std::u32string_view text) {
  // Codes have no capitals with tone: where the plain letters of a line or word are capitals, the others are meant to be.
  const bool line_in_capitals = in_capitals(text);
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && tcvn3_word(text[end])) ++end;
    std::u32string word;
    for (const char32_t p : text.substr(at, end - at)) word += p >= 0xA1 ? kTcvn3[p - 0xA1] : p;
    if (line_in_capitals || in_capitals(text.substr(at, end - at)))
      for (char32_t& p : word) p = upper(p);
    out += word;
    if (end < text.size() && end == at) out += text[end++];
    at = end;
  }
  return out;
}

std::u32string from_vni(std::u32string_view text) {
  std::u32string out;
  for (const char32_t p : text) {
    const auto* mark = std::ranges::find(kVniMarks, small_code(p), &VniMark::code);
    const char32_t joined = mark != kVniMarks.end() && !out.empty() ? apply(out.back(), *mark) : 0;
    if (joined != 0) {
      out.back() = joined;
    } else {
      out += vni_letter(p);
    }
  }
  return out;
}

std::u32string from_viqr(std::u32string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    char32_t p = text[at];
    if (p == U'\\' && at + 1 < text.size()) {
      out += text[++at];
      continue;
    }
    if (lower(p) == U'd' && at + 1 < text.size() && lower(text[at + 1]) == U'd') {
      out += p == U'd' ? U'đ' : U'Đ';
      ++at;
      continue;
    }
    const bool capital = is_upper(p);
    char32_t small = lower(p);
    if (vowel_of(small).quality != 0 && at + 1 < text.size()) {
      if (const char32_t changed = with_quality(small, text[at + 1]); changed != 0) small = changed, ++at;
      const Tone tone = at + 1 < text.size() ? viqr_tone(text[at + 1]) : Tone::none;
      if (tone != Tone::none && !ends_here(text, at + 1)) small = compose(small, tone), ++at;
    }
    out += capital ? upper(small) : small;
  }
  return out;
}

std::u32string from_windows_1252(std::u32string_view bytes) {
  constexpr std::array<char32_t, 32> kUpper{0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
                                            0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                            0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
  std::u32string out(bytes);
  for (char32_t& p : out)
    if (p >= 0x80 && p <= 0x9F) p = kUpper[p - 0x80];
  return out;
}

bool has_viqr_mark(std::u32string_view word) {
  for (std::size_t k = 0; k + 1 < word.size(); ++k) {
    if (with_quality(lower(word[k]), word[k + 1]) != 0) return true;
    if (lower(word[k]) == U'd' && lower(word[k + 1]) == U'd') return true;
  }
  return false;
}

}  // namespace loa::speech
