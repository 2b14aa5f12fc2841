// Where one sentence ends and the next begins. A line break ends a sentence unless the next line goes on in small letters
// (text from a PDF); the dots of abbreviations, list marks and numbers end none. Very long sentences are parted at signs.
#pragma once

#include "audio/speech/dictionary.h"
#include "audio/speech/tokens.h"

#include <cstddef>
#include <span>
#include <vector>

namespace loa::speech {

struct SentenceSpan {
  std::size_t begin = 0;  // tokens, end exclusive; no white space at either end
  std::size_t end = 0;
  bool starts_line = false;
  bool ends_paragraph = false;
};

std::vector<SentenceSpan> split_sentences(std::span<const Token> tokens, const Dictionary* province);

}  // namespace loa::speech
