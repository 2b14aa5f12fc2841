#include "audio/speech/announce.h"

#include "audio/speech/builtin_words.h"
#include "audio/speech/letters.h"
#include "audio/speech/reading.h"
#include "audio/speech/sentences.h"
#include "audio/speech/words.h"
#include "core/unicode.h"

#include <algorithm>
#include <array>
#include <map>

namespace loa::speech {
namespace {

constexpr std::size_t kMaxCharacters = 200'000;

std::size_t utf16_units(char32_t point) { return point >= 0x10000 ? 2 : 1; }

bool parts(char c) { return std::string_view(",;:.?!").find(c) != std::string_view::npos; }

// Of two signs that meet the stronger stays.
void add_sign(std::string& out, char sign) {
  if (out.empty()) return;
  const char last = out.back();
  if (!parts(last)) {
    out += sign;
  } else if (last == ',' || ((last == ';' || last == ':') && sign != ',')) {
    out.back() = sign;
  }
}

void add_piece(std::string& out, std::string_view spoken) {
  while (!spoken.empty() && parts(spoken.front())) {
    add_sign(out, spoken.front());
    spoken.remove_prefix(1);
    while (spoken.starts_with(' ')) spoken.remove_prefix(1);
  }
  if (spoken.empty()) return;
  if (!out.empty() && out.back() != '-' && spoken != "-") out += ' ';
  out += spoken;
}

bool says_something(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (is_letter(next_point(text, at))) return true;
  return false;
}

std::string join(const std::vector<Piece>& pieces) {
  std::string out;
  for (const auto& piece : pieces) add_piece(out, piece.spoken);
  while (!out.empty() && (out.back() == ',' || out.back() == '-' || out.back() == ' ')) out.pop_back();
  return says_something(out) ? out : std::string{};
}

using Rule = MaybeReading (*)(const Reader&, std::size_t);
constexpr std::array<Rule, 1> kFirstRules{read_list_mark};
constexpr std::array<Rule, 10> kLastRules{read_document_number, read_plate, read_hours,   read_date, read_phone,
                                          read_amount,          read_roman, read_address, read_word, read_sign};

MaybeReading first_of(std::span<const Rule> rules, const Reader& reader, std::size_t i) {
  for (const Rule rule : rules)
    if (auto reading = rule(reader, i)) return reading;
  return {};
}

class Announcer {
 public:
  Announcer(std::string_view text, const AnnounceOptions& options)
      : text_(text), options_(options), tokens_(tokenise(text)), used_(options.respellings.size(), false) {
    for (std::size_t k = 0; k < options.respellings.size(); ++k) by_place_.emplace(options.respellings[k].range.begin, k);
  }

  Announcement announce() {
    for (const auto& span : split_sentences(tokens_, options_.dictionary)) out_.sentences.push_back(read_sentence(span));
    for (std::size_t k = 0; k < used_.size(); ++k)
      if (!used_[k]) out_.stale_respellings.push_back(k);
    return std::move(out_);
  }

 private:
  Sentence read_sentence(const SentenceSpan& span) {
    Sentence out;
    out.range = {tokens_[span.begin].begin, tokens_[span.end - 1].end()};
    out.written = std::string(text_.substr(out.range.begin, out.range.end - out.range.begin));
    out.ends_paragraph = span.ends_paragraph;
    for (std::size_t i = span.begin; i < span.end;) {
      if (tokens_[i].kind == TokenKind::space) {
        ++i;
        continue;
      }
      const auto reading = respelt(i, span) ? *respelt(i, span) : read_at(i, span);
      out.pieces.push_back({{tokens_[i].begin, tokens_[reading.end - 1].end()}, reading.spoken});
      i = reading.end;
    }
    out.spoken = join(out.pieces);
    return out;
  }

  Reading read_at(std::size_t i, const SentenceSpan& span) {
    const Line line(tokens_, span.begin, next_respelling(i, span));
    std::vector<UnknownWord> unknown;
    const Reader reader{line, {.southern = options_.region != Region::north}, options_.dictionary, span.starts_line, &unknown};
    auto reading = first_of(kFirstRules, reader, i);
    if (!reading) reading = read_entry(reader, i);
    if (!reading) reading = first_of(kLastRules, reader, i);
    for (const auto& word : unknown) ask(word);
    return reading ? *reading : Reading{i + 1, ""};
  }

  MaybeReading read_entry(const Reader& reader, std::size_t i) const {
    const auto found = find_entry(reader, i, EntryScope::running_text);
    if (found.entry == nullptr) return {};
    return Reading{found.end, found.entry->spoken};
  }

  MaybeReading respelt(std::size_t i, const SentenceSpan& span) {
    const auto it = by_place_.find(tokens_[i].begin);
    if (it == by_place_.end()) return {};
    const auto& wanted = options_.respellings[it->second];
    for (std::size_t end = i; end < span.end && tokens_[end].end() <= wanted.range.end; ++end) {
      if (tokens_[end].end() != wanted.range.end) continue;
      if (text_.substr(wanted.range.begin, wanted.range.end - wanted.range.begin) != wanted.written) return {};
      used_[it->second] = true;
      return Reading{end + 1, wanted.spoken};
    }
    return {};
  }

  // Rules read no further than the next place a person has corrected.
  std::size_t next_respelling(std::size_t i, const SentenceSpan& span) const {
    const auto it = by_place_.upper_bound(tokens_[i].begin);
    if (it == by_place_.end()) return span.end;
    const auto token = std::ranges::lower_bound(tokens_, it->first, {}, &Token::begin);
    return std::min(span.end, static_cast<std::size_t>(token - tokens_.begin()));
  }

  void ask(const UnknownWord& word) {
    const auto& token = tokens_[word.token];
    const auto key = std::pair(std::string(token.text), word.in_document_number);
    const auto [it, is_new] = asked_.emplace(key, out_.questions.size());
    if (!is_new) {
      ++out_.questions[it->second].occurrences;
      return;
    }
    out_.questions.push_back({.written = key.first, .range = {token.begin, token.end()}, .sentence = out_.sentences.size(), .occurrences = 1,
                              .in_document_number = word.in_document_number, .as_letters = spell(token.text),
                              .expansions = usual_expansions(token.text)});
  }

  std::string_view text_;
  const AnnounceOptions& options_;
  std::vector<Token> tokens_;
  std::map<std::size_t, std::size_t> by_place_;  // first byte -> respelling
  std::vector<bool> used_;
  std::map<std::pair<std::string, bool>, std::size_t> asked_;
  Announcement out_;
};

Error spoken_bad(std::string_view why) { return fail("speech.spoken_bad", {{"why", std::string(why)}}); }

}  // namespace

std::string_view to_string(Region region) {
  switch (region) {
    case Region::central: return "central";
    case Region::south: return "south";
    default: return "north";
  }
}

TextRange utf16_range(std::string_view text, TextRange bytes) {
  TextRange out;
  for (std::size_t at = 0; at < std::min(bytes.end, text.size());) {
    const bool before = at < bytes.begin;
    const auto units = utf16_units(next_point(text, at));
    if (before) out.begin += units;
    out.end += units;
  }
  return out;
}

TextRange byte_range(std::string_view text, TextRange utf16) {
  TextRange out;
  std::size_t at = 0;
  for (std::size_t units = 0; at < text.size() && units < utf16.end;) {
    const std::size_t from = units;
    units += utf16_units(next_point(text, at));
    if (from < utf16.begin) out.begin = at;
  }
  out.end = at;
  return out;
}

Status check_spoken(std::string_view spoken) {
  if (!is_utf8(spoken)) return spoken_bad("UTF-8");
  for (const auto& token : tokenise(spoken)) {
    if (token.kind == TokenKind::number) return spoken_bad(token.text);
    if (token.kind == TokenKind::sign && !one_of(token.text, {",", "-"})) return spoken_bad(token.text);
    if (token.kind == TokenKind::space && token.text.find_first_of("\r\n") != std::string_view::npos) return spoken_bad("\\n");
    if (token.kind != TokenKind::word) continue;
    std::size_t at = 0;
    const bool vowel = vowel_of(next_point(token.text, at)).quality != 0;
    const auto shape = shape_of(token.text);
    if (shape != WordShape::plain && !(shape == WordShape::letter && vowel)) return spoken_bad(token.text);
  }
  return says_something(spoken) ? ok() : Status(spoken_bad("-"));
}

Result<Announcement> announce(std::string_view text, const AnnounceOptions& options) {
  if (!is_utf8(text)) return fail("text.not_utf8");
  const auto characters = to_points(text).size();
  if (characters > kMaxCharacters)
    return fail("speech.text_too_long", {{"field", "text"}, {"limit", std::to_string(kMaxCharacters)}, {"count", std::to_string(characters)}});
  for (const auto& respelling : options.respellings) {
    if (auto said = check_spoken(respelling.spoken); !said)
      return fail("speech.respelling_bad", {{"written", respelling.written}, {"why", said.error().params[0].second}});
  }
  return Announcer(text, options).announce();
}

}  // namespace loa::speech
