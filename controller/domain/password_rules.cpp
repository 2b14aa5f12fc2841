#include "controller/domain/password_rules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <string>
#include <utility>

namespace loa::controller {

namespace {

constexpr std::size_t kLeast = 12;
constexpr std::size_t kLeastWords = 4;
constexpr std::size_t kLeastWordsLength = 8;
constexpr std::size_t kMost = 256;

// Stems: a password that is one of these repeated, or with digits and signs around it, is as easily tried.
constexpr std::array<std::string_view, 36> kCommon{
    "password", "matkhau",  "passw0rd", "qwertyuiop", "qwerty",   "asdfghjkl", "zxcvbnm",  "iloveyou", "anhyeuem",
    "yeuem",    "emyeuanh", "vietnam",  "hanoi",      "saigon",   "admin",     "administrator", "loaphuong", "truyenthanh",
    "daitruyenthanh", "loatruyenthanh", "ubnd", "letmein", "welcome", "dragon", "monkey", "football", "bongda", "hochiminh",
    "abc", "abcd", "abcdef", "khongbiet", "khongnho", "thaydoi", "changeme", "secret"};

std::string letters_of(std::string_view text) {
  std::string out;
  for (const unsigned char c : text) {
    if (c >= 0x80 || std::isalpha(c)) out += static_cast<char>(c < 0x80 ? std::tolower(c) : c);
  }
  return out;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

std::set<std::string, std::less<>> words_of(std::string_view text) {
  std::set<std::string, std::less<>> out;
  std::string word;
  for (const char c : std::string(text) + " ") {
    if (c != ' ' && c != '-') {
      word += c;
    } else if (!word.empty()) {
      out.insert(std::exchange(word, {}));
    }
  }
  return out;
}

bool repeats(std::string_view text, std::string_view stem) {
  if (stem.empty() || text.empty() || text.size() % stem.size() != 0) return false;
  for (std::size_t at = 0; at < text.size(); at += stem.size()) {
    if (text.substr(at, stem.size()) != stem) return false;
  }
  return true;
}

bool is_common(std::string_view password) {
  const auto letters = letters_of(password);
  const std::set<char> different(password.begin(), password.end());
  if (letters.empty() || different.size() < 5) return true;  // digits alone are dates and telephone numbers
  return std::ranges::any_of(kCommon, [&](std::string_view stem) { return repeats(letters, stem); });
}

}  // namespace

Status check_password(std::string_view password, std::string_view login) {
  if (password.size() > kMost) return fail("password.long");
  const bool four_words = words_of(password).size() >= kLeastWords && characters(password) >= kLeastWordsLength;
  if (characters(password) < kLeast && !four_words) return fail("password.short");
  if (is_common(password)) return fail("password.common");
  const auto own = letters_of(login);
  if (own.size() >= 3 && repeats(letters_of(password), own)) return fail("password.login");
  return ok();
}

}  // namespace loa::controller
