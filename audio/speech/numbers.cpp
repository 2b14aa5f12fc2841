#include "audio/speech/numbers.h"

#include <algorithm>
#include <array>

namespace loa::speech {
namespace {

constexpr std::array<std::string_view, 10> kDigits{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"};
constexpr std::size_t kMaxDigits = 30;

void add(std::string& out, std::string_view word) {
  if (!out.empty() && !word.empty()) out += ' ';
  out += word;
}
std::string_view digit(char c) { return kDigits[static_cast<std::size_t>(c - '0')]; }

std::string_view unit_after_ten(char tens, char unit) {
  if (unit == '1' && tens > '1') return "mốt";
  if (unit == '4' && tens > '1') return "tư";
  return unit == '5' ? "lăm" : digit(unit);
}

// Three digits; `full` says the hundreds even when they are zero.
std::string say_group(std::string_view three, bool full, NumberStyle style) {
  const char hundreds = three[0], tens = three[1], unit = three[2];
  std::string out;
  const bool says_hundreds = full || hundreds != '0';
  if (says_hundreds) out = std::string(digit(hundreds)) + " trăm";
  if (tens == '0') {
    if (unit == '0') return out;
    if (says_hundreds) add(out, style.southern ? "lẻ" : "linh");
    add(out, says_hundreds && unit == '4' && !style.southern ? "tư" : digit(unit));
    return out;
  }
  add(out, tens == '1' ? "mười" : digit(tens));
  if (tens != '1') add(out, "mươi");
  if (unit != '0') add(out, unit_after_ten(tens, unit));
  return out;
}

// Up to nine digits below a billion.
std::string say_nine(std::string_view digits, bool full, NumberStyle style) {
  const std::array<std::string_view, 3> names{"triệu", style.southern ? "ngàn" : "nghìn", ""};
  std::string padded(9 - digits.size(), '0');
  padded += digits;
  std::string out;
  for (std::size_t k = 0; k < 3; ++k) {
    const auto three = std::string_view(padded).substr(k * 3, 3);
    if (three == "000") continue;
    add(out, say_group(three, full || !out.empty(), style));
    add(out, names[k]);
  }
  return out;
}

}  // namespace

std::string say_integer(std::string_view digits, NumberStyle style) {
  if (digits.empty()) return {};
  const auto first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  digits.remove_prefix(first);
  if (digits == "0") return "không";
  if (digits.size() > kMaxDigits) return say_digits(digits);
  std::string out;
  for (std::size_t head = (digits.size() - 1) % 9 + 1; !digits.empty(); head = 9) {
    const auto part = digits.substr(0, head);
    digits.remove_prefix(head);
    add(out, say_nine(part, !out.empty(), style));
    if (!digits.empty() && !out.empty()) add(out, "tỷ");
  }
  return out;
}

std::string say_digits(std::string_view digits) {
  std::string out;
  for (const char c : digits) add(out, digit(c));
  return out;
}

std::string say_fraction(std::string_view digits, NumberStyle style) {
  if (digits.size() > 3 || digits.starts_with('0')) return say_digits(digits);
  return say_integer(digits, style);
}

std::string say_month(std::string_view digits, NumberStyle style) { return to_number(digits) == 4 ? "tư" : say_integer(digits, style); }

std::string say_ordinal(std::string_view digits, NumberStyle style) {
  if (to_number(digits) == 1) return "nhất";
  return to_number(digits) == 4 ? "tư" : say_integer(digits, style);
}

unsigned long to_number(std::string_view digits) {
  const auto first = digits.find_first_not_of('0');
  if (first == std::string_view::npos) return 0;
  digits.remove_prefix(first);
  if (digits.size() > 9) return 999'999'999;
  unsigned long value = 0;
  for (const char c : digits) value = value * 10 + static_cast<unsigned long>(c - '0');
  return value;
}

}  // namespace loa::speech
