#include "audio/speech/letters.h"

#include <array>

namespace loa::speech {
namespace {

constexpr char32_t kBroken = 0xFFFD;

constexpr std::array<std::u32string_view, 12> kVowels{U"aàảãáạ", U"ăằẳẵắặ", U"âầẩẫấậ", U"eèẻẽéẹ", U"êềểễếệ", U"iìỉĩíị",
                                                      U"oòỏõóọ", U"ôồổỗốộ", U"ơờởỡớợ", U"uùủũúụ", U"ưừửữứự", U"yỳỷỹýỵ"};
constexpr std::u32string_view kPlain = U"aaaeeiooouuy";  // of each row

struct Place {
  std::size_t row = kVowels.size();
  std::size_t tone = 0;
};

Place find_vowel(char32_t small) {
  for (std::size_t row = 0; row < kVowels.size(); ++row) {
    const auto tone = kVowels[row].find(small);
    if (tone != std::u32string_view::npos) return {row, tone};
  }
  return {};
}

bool pairs_even_upper(char32_t p) {
  return (p >= 0x100 && p <= 0x137) || (p >= 0x14A && p <= 0x177) || (p >= 0x1A0 && p <= 0x1A5) || (p >= 0x1E00 && p <= 0x1E95) ||
         (p >= 0x1EA0 && p <= 0x1EFF);
}
bool pairs_odd_upper(char32_t p) { return (p >= 0x139 && p <= 0x148) || (p >= 0x179 && p <= 0x17E) || p == 0x1AF || p == 0x1B0; }

int continuation_bytes(unsigned char lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return 1;
  if (lead >= 0xE0 && lead <= 0xEF) return 2;
  if (lead >= 0xF0 && lead <= 0xF4) return 3;
  return -1;
}

bool in(char32_t p, char32_t first, char32_t last) { return p >= first && p <= last; }

}  // namespace

char32_t next_point(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const int more = continuation_bytes(lead);
  if (more < 0 || at + static_cast<std::size_t>(more) > text.size()) return kBroken;
  char32_t point = lead & (0x3Fu >> more);
  for (int k = 0; k < more; ++k) {
    const auto byte = static_cast<unsigned char>(text[at + static_cast<std::size_t>(k)]);
    if ((byte & 0xC0u) != 0x80) return kBroken;
    point = (point << 6) | (byte & 0x3Fu);
  }
  at += static_cast<std::size_t>(more);
  return point;
}

void append_point(std::string& out, char32_t p) {
  if (p < 0x80) {
    out += static_cast<char>(p);
    return;
  }
  const int more = p < 0x800 ? 1 : p < 0x10000 ? 2 : 3;
  constexpr std::array<unsigned, 4> kLead{0, 0xC0, 0xE0, 0xF0};
  out += static_cast<char>(kLead[static_cast<std::size_t>(more)] | (p >> (6 * more)));
  for (int k = more - 1; k >= 0; --k) out += static_cast<char>(0x80u | ((p >> (6 * k)) & 0x3Fu));
}

std::u32string to_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) out += next_point(text, at);
  return out;
}
std::string to_utf8(std::u32string_view points) {
  std::string out;
  out.reserve(points.size() * 2);
  for (const char32_t p : points) append_point(out, p);
  return out;
}

bool is_letter(char32_t p) {
  if (p < 0x80) return in(p | 0x20u, U'a', U'z');
  if (p < 0x100) return p >= 0xC0 && p != 0xD7 && p != 0xF7;
  if (in(p, 0x2000, 0x2BFF) || in(p, 0x3000, 0x303F) || in(p, 0xE000, 0xF8FF) || in(p, 0xFE00, 0xFE0F) || p >= 0xFEFF) return false;
  return true;
}

bool is_upper(char32_t p) { return lower(p) != p; }

char32_t lower(char32_t p) {
  if (in(p, U'A', U'Z') || (in(p, 0xC0, 0xDE) && p != 0xD7)) return p + 0x20;
  if (pairs_odd_upper(p)) return p % 2 == 1 ? p + 1 : p;
  if (pairs_even_upper(p)) return p % 2 == 0 ? p + 1 : p;
  return p;
}
char32_t upper(char32_t p) {
  if (in(p, U'a', U'z') || (in(p, 0xE0, 0xFE) && p != 0xF7)) return p - 0x20;
  if (pairs_odd_upper(p)) return p % 2 == 0 ? p - 1 : p;
  if (pairs_even_upper(p)) return p % 2 == 1 ? p - 1 : p;
  return p;
}

std::string lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) append_point(out, lower(next_point(text, at)));
  return out;
}
std::string upper(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) append_point(out, upper(next_point(text, at)));
  return out;
}

Vowel vowel_of(char32_t point) {
  const auto place = find_vowel(lower(point));
  if (place.row == kVowels.size()) return {};
  return {kVowels[place.row][0], static_cast<Tone>(place.tone)};
}

char32_t compose(char32_t quality, Tone tone) {
  const auto place = find_vowel(quality);
  return place.row == kVowels.size() ? quality : kVowels[place.row][static_cast<std::size_t>(tone)];
}

char32_t plain_letter(char32_t point) {
  const char32_t small = lower(point);
  if (small == U'đ') return U'd';
  const auto place = find_vowel(small);
  return place.row == kVowels.size() ? small : kPlain[place.row];
}

}  // namespace loa::speech
