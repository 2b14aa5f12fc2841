#include "audio/speech/unaccented.h"

#include "audio/speech/syllable.h"
#include "audio/speech/tokens.h"

#include <algorithm>

namespace loa::speech {
namespace {

constexpr std::size_t kLongLine = 10;  // words; so many without one mark do not happen in Vietnamese
constexpr std::size_t kMaxExamples = 4;

struct LineCount {
  std::size_t words = 0, marked = 0, lost = 0, bare = 0;  // bare: syllables that are right without a mark
  std::string example;
  std::string first_words;
};

void add_word(std::string& list, std::string_view word) {
  if (static_cast<std::size_t>(std::ranges::count(list, ',')) + 1 >= kMaxExamples) return;
  if (!list.empty()) list += ", ";
  list += word;
}

LineCount count(std::string_view line) {
  LineCount out;
  for (const auto& token : tokenise(line)) {
    if (token.kind != TokenKind::word || token.text.size() < 2) continue;
    ++out.words;
    if (has_marks(token.text)) {
      ++out.marked;
    } else if (lost_its_marks(token.text)) {
      ++out.lost;
      add_word(out.example, token.text);
    } else if (is_syllable(token.text)) {
      ++out.bare;
    }
    add_word(out.first_words, token.text);
  }
  return out;
}

// Another language has many words that are no syllables at all.
bool lost_marks(const LineCount& line) {
  if (line.words < 3 || (line.lost + line.bare + line.marked) * 4 < line.words * 3) return false;
  if (line.marked == 0) return line.lost >= 1 || line.words >= kLongLine;
  return line.lost >= 2 && line.lost > line.marked;
}

}  // namespace

std::optional<LostMarks> find_lost_marks(std::string_view text) {
  std::optional<LostMarks> out;
  std::size_t words = 0, lost = 0;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = count(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    words += line.words;
    if (!lost_marks(line)) continue;
    lost += line.words - line.marked;
    if (!out) out = LostMarks{number, 0, line.example.empty() ? line.first_words : line.example};
  }
  if (out) out->percent = static_cast<unsigned>(lost * 100 / words);
  return out;
}

}  // namespace loa::speech
