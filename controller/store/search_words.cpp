#include "controller/store/search_words.h"

#include "audio/speech/letters.h"
#include "core/unicode.h"

namespace loa::controller {
namespace {

constexpr std::size_t kMaxWords = 10;

bool is_digit(char32_t point) { return point >= U'0' && point <= U'9'; }

}  // namespace

std::string fold_words(std::string_view text) {
  const auto composed = to_nfc(text);
  if (!composed) return {};
  std::string out;
  bool gap = false;
  for (std::size_t at = 0; at < composed->size();) {
    const char32_t point = speech::next_point(*composed, at);
    if (!speech::is_letter(point) && !is_digit(point)) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    speech::append_point(out, speech::plain_letter(speech::lower(point)));
  }
  return out;
}

std::string match_query(std::string_view text) {
  const std::string folded = fold_words(text);
  std::string out;
  std::size_t words = 0;
  for (std::size_t at = 0; at < folded.size() && words < kMaxWords; ++words) {
    const auto end = std::min(folded.find(' ', at), folded.size());
    if (!out.empty()) out += ' ';
    out += '"' + folded.substr(at, end - at) + "\"*";
    at = end + 1;
  }
  return out;
}

}  // namespace loa::controller
