#include "audio/speech/sentences.h"

#include "audio/speech/letters.h"
#include "audio/speech/reading.h"

#include <algorithm>

namespace loa::speech {
namespace {

// Bytes after which a sentence is parted at the next sign of that weight: what a synthesiser says in one breath of minutes.
constexpr std::size_t kPartAtSemicolon = 500, kPartAtComma = 900, kPartAtSpace = 1400;

bool starts_upper(std::string_view word) {
  std::size_t at = 0;
  return is_upper(next_point(word, at));
}

std::size_t count_breaks(std::string_view space) {
  std::size_t count = 0;
  for (std::size_t k = 0; k < space.size(); ++k)
    if (space[k] == '\n' || (space[k] == '\r' && (k + 1 == space.size() || space[k + 1] != '\n'))) ++count;
  return count;
}

class Splitter {
 public:
  Splitter(std::span<const Token> tokens, const Dictionary* province)
      : line_(tokens, 0, tokens.size()), reader_{line_, {}, province, true, nullptr} {}

  std::vector<SentenceSpan> split() {
    for (std::size_t i = 0; i < line_.end();) i = step(i);
    finish(line_.end(), true);
    return std::move(out_);
  }

 private:
  std::size_t step(std::size_t i) {
    if (line_.space(i)) return over_white_space(i);
    if (!open_) begin_at(i);
    if (i == begin_ && starts_line_) {
      const Line rest(line_, i);
      if (const auto mark = read_list_mark({rest, {}, nullptr, true, nullptr}, i); mark && !mark->spoken.empty()) return mark->end;
    }
    if (line_.word(i)) return std::max(i + 1, dotted_end(i));
    if (ends_sentence(i)) return close_at(i);
    if (part_here(i)) finish(i + 1, false);
    return i + 1;
  }

  void begin_at(std::size_t i) {
    open_ = true;
    begin_ = i;
    starts_line_ = fresh_line_;
    fresh_line_ = false;
  }

  std::size_t over_white_space(std::size_t i) {
    const auto breaks = count_breaks(line_.text(i));
    if (breaks >= 2 || (breaks == 1 && !goes_on(i))) {
      finish(i, true);
      fresh_line_ = true;
    } else if (open_ && size_until(i) > kPartAtSpace) {
      finish(i, false);
    }
    return i + 1;
  }

  bool goes_on(std::size_t space) const {
    if (!open_ || !line_.word(space + 1) || starts_upper(line_.text(space + 1))) return false;
    if (line_.is(space + 2, ")") || line_.is(space + 2, ".")) return false;
    const auto before = line_.text(space - 1);
    return !one_of(before, {".", ";", ":", "?", "!"});
  }

  // Past an abbreviation with a dot of its own; `i` when none begins here.
  std::size_t dotted_end(std::size_t i) const {
    if (const auto address = read_address(reader_, i); address && address->end > i + 1) return address->end;
    const auto found = find_entry(reader_, i, EntryScope::running_text);
    if (found.entry == nullptr || found.end < i + 2) return i;
    const bool last_dot = line_.is(found.end - 1, ".");
    const bool may_end = found.entry->written.starts_with("v.") || found.entry->written.starts_with("vv");
    return last_dot && may_end ? found.end - 1 : found.end;
  }

  bool ends_sentence(std::size_t i) const {
    if (!one_of(line_.text(i), {".", "?", "!", "…"})) return false;
    const auto after = over_closing(i + 1);
    if (!line_.has(after)) return true;
    if (!line_.space(after)) return false;
    const auto next = after + 1;
    if (!line_.has(next) || line_.number(next)) return true;
    return line_.word(next) ? starts_upper(line_.text(next)) : !one_of(line_.text(next), {",", ";", ":", ".", ")"});
  }

  std::size_t over_closing(std::size_t i) const {
    while (one_of(line_.text(i), {".", "?", "!", "…", "\"", "”", "’", "'", ")", "]", "»"})) ++i;
    return i;
  }

  std::size_t close_at(std::size_t i) {
    const auto end = over_closing(i + 1);
    finish(end, false);
    return end;
  }

  bool part_here(std::size_t i) const {
    if (!line_.space(i + 1)) return false;
    if (one_of(line_.text(i), {";", ":"})) return size_until(i) > kPartAtSemicolon;
    return line_.is(i, ",") && size_until(i) > kPartAtComma;
  }

  std::size_t size_until(std::size_t i) const { return line_.at(i).begin - line_.at(begin_).begin; }

  void finish(std::size_t end, bool paragraph) {
    while (open_ && end > begin_ + 1 && line_.space(end - 1)) --end;
    if (open_) out_.push_back({begin_, end, starts_line_, paragraph});
    else if (paragraph && !out_.empty()) out_.back().ends_paragraph = true;
    open_ = false;
  }

  Line line_;
  Reader reader_;
  std::vector<SentenceSpan> out_;
  std::size_t begin_ = 0;
  bool open_ = false;
  bool starts_line_ = false;
  bool fresh_line_ = true;
};

}  // namespace

std::vector<SentenceSpan> split_sentences(std::span<const Token> tokens, const Dictionary* province) {
  return Splitter(tokens, province).split();
}

}  // namespace loa::speech
