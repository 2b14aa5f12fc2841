#include "audio/speech/tokens.h"

#include "audio/speech/letters.h"

namespace loa::speech {
namespace {

bool is_digit(char32_t p) { return p >= U'0' && p <= U'9'; }
bool is_apostrophe(char32_t p) { return p == U'\'' || p == U'’'; }

TokenKind kind_of(char32_t p) {
  if (is_digit(p)) return TokenKind::number;
  if (is_space(p)) return TokenKind::space;
  return is_letter(p) ? TokenKind::word : TokenKind::sign;
}

// Where the run of `kind` that has been read up to `at` ends.
std::size_t run_end(std::string_view text, std::size_t at, TokenKind kind) {
  while (at < text.size()) {
    std::size_t next = at;
    const char32_t point = next_point(text, next);
    if (kind == TokenKind::word && is_apostrophe(point) && next < text.size()) {
      std::size_t after = next;
      if (!is_letter(next_point(text, after))) return at;
    } else if (kind_of(point) != kind) {
      return at;
    }
    at = next;
  }
  return at;
}

}  // namespace

bool is_space(char32_t p) {
  return p == U' ' || (p >= 9 && p <= 13) || p == 0x85 || p == 0xA0 || (p >= 0x2000 && p <= 0x200A) || p == 0x2028 || p == 0x2029 ||
         p == 0x202F || p == 0x3000;
}

std::vector<Token> tokenise(std::string_view text) {
  std::vector<Token> out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    const TokenKind kind = kind_of(next_point(text, end));
    if (kind != TokenKind::sign) end = run_end(text, end, kind);
    out.push_back({kind, text.substr(at, end - at), at});
    at = end;
  }
  return out;
}

}  // namespace loa::speech
