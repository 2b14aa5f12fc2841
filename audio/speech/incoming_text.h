// Text as people bring it - pasted from Word or PDF, or a text file - made into the one form the rest of Loa works on:
// valid UTF-8, NFC (UAX 15), CRLF line ends, no control or invisible characters, typographic quotes kept.
// Texts that carry the codes of old fonts are converted: TCVN3 (TCVN 5712:1993 VN3, ".VnTime"), VNI-Windows
// ("VNI-Times"), VIQR (RFC 1456); as raw 8-bit bytes, or as Unicode text that holds those codes as Latin-1 letters.
// Nothing is guessed: text without marks, or in no known encoding, is an error that asks. Pure functions, any thread.
#pragma once

#include "core/bytes.h"
#include "core/error.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace loa::speech {

enum class TextEncoding { detect, utf8, utf16, tcvn3, vni, viqr };
std::string_view to_string(TextEncoding encoding);                  // "detect", "utf8", ...
Result<TextEncoding> parse_text_encoding(std::string_view text);    // "speech.encoding_name"

struct IncomingOptions {
  std::string field = "text";                       // named in every refusal
  TextEncoding encoding = TextEncoding::detect;     // the operator's answer, else detect
  bool accept_unaccented = false;                   // the operator's answer to "speech.unaccented"
  std::size_t max_characters = 200'000;             // Unicode code points after conversion
};

struct IncomingText {
  std::string text;                            // UTF-8, NFC, CRLF
  TextEncoding encoding = TextEncoding::utf8;  // what it was: utf8, utf16 or the code page that was converted
  unsigned certainty_percent = 100;            // share of converted words that are Vietnamese syllables now
  std::size_t converted_lines = 0;             // lines that held old font codes (a text may mix)
  std::string example_before, example_after;   // one converted word, for "is this right?"; empty when none
  std::size_t characters = 0;
  std::size_t removed_characters = 0;          // control and invisible characters
  bool was_decomposed = false;                 // marks stood apart from their letters
};

// Errors, each with {field}, {line} where it applies, and the remedy in its text:
// "speech.text_empty", "speech.text_too_long" {limit, count}, "speech.text_binary" {kind} (a Word, PDF or other file, not text),
// "speech.text_damaged" {line} (letters already lost: U+FFFD), "speech.encoding_unknown" {best, percent, line}, "speech.unaccented" {percent, example, line}: a question.
Result<IncomingText> incoming_text(ByteSpan bytes, const IncomingOptions& options = {});

}  // namespace loa::speech
