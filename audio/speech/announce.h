// A text as a Vietnamese announcer reads it: sentences with what stands written and what is said. Numbers, document
// numbers, articles, dates, hours, sums, units, Roman numerals and abbreviations become words; nothing else is changed.
// An abbreviation nobody explained is never guessed: it becomes a question, and synthesis.h refuses until it is answered
// by a dictionary entry. Guarantees: `spoken` holds no digit; every ordinary word of the source is said, in order; reading
// `spoken` again gives `spoken` (but for single letters, see README); the ranges of the sentences follow each other and leave out nothing but white space.
// Pure functions, any thread; time grows linearly with the text.
#pragma once

#include "audio/speech/dictionary.h"
#include "core/error.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loa::speech {

enum class Region { north, central, south };  // nghìn/linh in the north, ngàn/lẻ in the centre and south
std::string_view to_string(Region region);

// Bytes of the UTF-8 text that was given, end exclusive. For JavaScript use utf16_range().
struct TextRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const TextRange&) const = default;
};
TextRange utf16_range(std::string_view text, TextRange bytes);  // the same range in UTF-16 units
TextRange byte_range(std::string_view text, TextRange utf16);   // and back; clamped to the text

// What one stretch of the source became; a click on either side finds the other.
struct Piece {
  TextRange range;
  std::string spoken;  // may be empty (a quote, a bullet)
};

struct Sentence {
  TextRange range;
  std::string written;
  std::string spoken;          // empty when nothing can be said ("-----"); such sentences are not synthesised
  bool ends_paragraph = false;
  std::vector<Piece> pieces;   // in order, covering range without white space
};

// A reader's correction of one place. It holds as long as `written` still stands at `range`.
struct Respelling {
  TextRange range;
  std::string written;
  std::string spoken;  // rules of DictionaryEntry::spoken
};

// One unknown abbreviation, asked once for the whole text.
struct AbbreviationQuestion {
  std::string written;             // "VEC"
  TextRange range;                 // first place
  std::size_t sentence = 0;        // index of its sentence
  std::size_t occurrences = 1;
  bool in_document_number = false; // answer with EntryScope::document_number
  std::string as_letters;          // "vê e xê"
  std::vector<std::string> expansions;  // common meanings, most usual first; may be empty
};

struct AnnounceOptions {
  Region region = Region::north;
  const Dictionary* dictionary = nullptr;  // the province's; before the built-in list when equally long
  std::vector<Respelling> respellings;     // any order, not overlapping
};

struct Announcement {
  std::vector<Sentence> sentences;
  std::vector<AbbreviationQuestion> questions;  // empty: ready to be spoken
  std::vector<std::size_t> stale_respellings;   // indices whose text is no longer there
};

// `text` is what incoming_text() gives (NFC, CRLF; LF is taken as well). "text.not_utf8", "speech.text_too_long" (over
// 200,000 characters), "speech.respelling_bad" {written, why}.
Result<Announcement> announce(std::string_view text, const AnnounceOptions& options = {});

// Whether `spoken` may be said as it stands: "speech.spoken_bad" {why: the word or sign that may not}. For input as it is typed.
Status check_spoken(std::string_view spoken);

}  // namespace loa::speech
