// The pieces a text is read in: words (runs of letters; an apostrophe between letters belongs to its word), numbers (runs
// of 0-9), signs (one code point each) and white space. Views into the text: it must outlive them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace loa::speech {

enum class TokenKind { word, number, sign, space };

struct Token {
  TokenKind kind = TokenKind::space;
  std::string_view text;
  std::size_t begin = 0;  // byte in the text
  std::size_t end() const { return begin + text.size(); }
};

std::vector<Token> tokenise(std::string_view text);
bool is_space(char32_t point);

}  // namespace loa::speech
