// Numbers in Vietnamese words: mốt, tư, lăm, mươi, không trăm, nghìn/ngàn, linh/lẻ. Digits come as text, so no number is
// too large: beyond 30 digits they are said one by one.
#pragma once

#include <string>
#include <string_view>

namespace loa::speech {

struct NumberStyle {
  bool southern = false;  // ngàn, lẻ
};

std::string say_integer(std::string_view digits, NumberStyle style = {});  // leading zeros are not said; "" -> ""
std::string say_digits(std::string_view digits);                          // "không chín một hai"
// After the comma: short and without a leading zero as a number (3,75: bảy mươi lăm), else digit by digit.
std::string say_fraction(std::string_view digits, NumberStyle style = {});
std::string say_month(std::string_view digits, NumberStyle style = {});    // 4 -> tư
std::string say_ordinal(std::string_view digits, NumberStyle style = {});  // 1 -> nhất, 4 -> tư
unsigned long to_number(std::string_view digits);                         // at most 9 digits, else 999,999,999

}  // namespace loa::speech
