#include "audio/speech/syllable.h"

#include "audio/speech/letters.h"

#include <algorithm>
#include <array>
#include <set>
#include <sstream>
#include <string>

namespace loa::speech {
namespace {

// Longest first, so that the first fit is the right one.
constexpr std::array<std::u32string_view, 28> kOnsets{
    U"ngh", U"ch", U"gh", U"gi", U"kh", U"ng", U"nh", U"ph", U"qu", U"th", U"tr", U"b", U"c", U"d",
    U"đ",   U"g",  U"h",  U"k",  U"l",  U"m",  U"n",  U"p",  U"r",  U"s",  U"t",  U"v", U"x", U""};

constexpr std::string_view kRhymes =
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu "
    "i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu "
    "o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet oong ooc "
    "ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u uc ui um un ung up ut ua uân uâng uât uây ue uê uêch uênh uôc uôi uôm uôn uông uôt uơ uy uya uych uyên uyêt uyn uynh uyt uyu "
    "ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
    "y yêm yên yêng yêt yêu ynh yt ym yn";

std::u32string without_marks(std::u32string_view word) {
  std::u32string out;
  for (const char32_t p : word) out += plain_letter(p);
  return out;
}

struct Rhymes {
  std::set<std::u32string, std::less<>> written;
  std::set<std::u32string, std::less<>> bare;
};
const Rhymes& rhymes() {
  static const Rhymes all = [] {
    Rhymes made;
    std::istringstream words{std::string(kRhymes)};
    for (std::string word; words >> word;) {
      made.written.insert(to_points(word));
      made.bare.insert(without_marks(to_points(word)));
    }
    return made;
  }();
  return all;
}

struct Parsed {
  std::u32string letters;  // small, tone taken off
  Tone tone = Tone::none;
  int tones = 0;
};
Parsed take_tone(std::string_view word) {
  Parsed out;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t p = lower(next_point(word, at));
    const auto vowel = vowel_of(p);
    out.letters += vowel.quality != 0 ? vowel.quality : p;
    if (vowel.tone == Tone::none) continue;
    out.tone = vowel.tone;
    ++out.tones;
  }
  return out;
}

bool stops(std::u32string_view letters) {
  return letters.ends_with(U"c") || letters.ends_with(U"p") || letters.ends_with(U"t") || letters.ends_with(U"ch");
}
bool tone_fits(const Parsed& word) {
  if (word.tones > 1) return false;
  return !stops(word.letters) || word.tone == Tone::acute || word.tone == Tone::dot;
}

bool splits(std::u32string_view letters, const std::set<std::u32string, std::less<>>& known) {
  return std::ranges::any_of(kOnsets, [&](std::u32string_view onset) {
    return letters.starts_with(onset) && known.contains(letters.substr(onset.size()));
  });
}

template <class Test>
bool any_point(std::string_view word, Test test) {
  for (std::size_t at = 0; at < word.size();)
    if (test(next_point(word, at))) return true;
  return false;
}

}  // namespace

bool is_syllable(std::string_view word) {
  if (word.empty() || word.size() > 24) return false;
  const auto parsed = take_tone(word);
  return tone_fits(parsed) && splits(parsed.letters, rhymes().written);
}

bool lost_its_marks(std::string_view word) {
  if (word.size() > 12 || has_marks(word) || is_syllable(word)) return false;
  return splits(without_marks(to_points(word)), rhymes().bare);
}

bool has_marks(std::string_view word) {
  return any_point(word, [](char32_t p) { return plain_letter(p) != lower(p); });
}
bool has_tone_mark(std::string_view word) {
  return any_point(word, [](char32_t p) { return vowel_of(p).tone != Tone::none; });
}
bool has_vowel(std::string_view word) {
  return any_point(word, [](char32_t p) { return vowel_of(p).quality != 0 || (p >= 0x80 && vowel_of(p).quality == 0 && lower(p) != U'đ'); });
}

}  // namespace loa::speech
