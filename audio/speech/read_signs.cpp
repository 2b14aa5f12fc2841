// Signs: kept where they part a sentence, said where they stand for a word, left out else.
#include "audio/speech/letters.h"
#include "audio/speech/reading.h"
#include "audio/speech/words.h"

#include <utility>

namespace loa::speech {
namespace {

using Name = std::pair<std::string_view, std::string_view>;

constexpr Name kSigns[] = {
    {",", ","}, {";", ";"}, {":", ":"}, {"?", "?"}, {"!", "!"}, {"…", ","}, {"(", ","}, {")", ","}, {"[", ","}, {"]", ","}, {"{", ","}, {"}", ","},
    {"&", "và"}, {"=", "bằng"}, {"<", "nhỏ hơn"}, {">", "lớn hơn"}, {"≤", "nhỏ hơn hoặc bằng"}, {"≥", "lớn hơn hoặc bằng"}, {"±", "cộng trừ"},
    {"×", "nhân"}, {"÷", "chia"}, {"≈", "xấp xỉ"}, {"@", "a còng"}, {"%", "phần trăm"}, {"‰", "phần nghìn"}, {"°", "độ"}, {"℃", "độ xê"}, {"$", "đô la Mỹ"},
    {"€", "ơ rô"}, {"½", "một phần hai"}, {"¼", "một phần tư"}, {"¾", "ba phần tư"}, {"²", "bình phương"}, {"³", "lập phương"}, {"→", ","}, {"–", ","}, {"—", ","}};

bool is_quantity(std::string_view word) {
  return one_of(word, {"đồng", "đ", "nghìn", "triệu", "tỷ", "usd", "tạ", "tấn", "kg", "người", "hộ", "lượt", "suất", "con", "cái", "lít", "công", "ca", "giờ", "phút", "ngày", "tháng", "năm"});
}

// "đồng/người/ngày": the first word of the chain tells whether it counts something.
bool chain_counts(const Line& line, std::size_t slash) {
  std::size_t i = slash - 1;
  while (line.is(i - 1, "/") && line.word(i - 2)) i -= 2;
  return is_quantity(lower(line.text(i))) || (line.space(i - 1) && line.number(i - 2));
}

std::string say_slash(const Reader& reader, std::size_t i) {
  const Line& line = reader.line;
  const bool year = line.number(i + 1) && is_year(line.text(i + 1));
  if (year && line.word(i - 1)) return "năm";
  if (!line.word(i - 1) || !line.word(i + 1)) return line.number(i - 1) || line.number(i + 1) ? "trên" : ",";
  if (line.word_before(i) == "và" && lower(line.text(i + 1)) == "hoặc") return "";
  return chain_counts(line, i) ? "một" : ",";
}

std::string say_dash(const Line& line, std::size_t i) {
  const bool tight = line.glued_left(i) && line.glued_right(i);
  if (!tight) return ",";
  if (!line.word(i - 1) || !line.word(i + 1)) return "";
  if (is_roman(line.text(i - 1)) && is_roman(line.text(i + 1))) return "đến";
  std::size_t at = 0;
  const bool one_word = !is_upper(next_point(line.text(i + 1), at)) && !all_capitals(line.text(i - 1));
  return one_word ? "-" : ",";
}

bool is_upper_first(std::string_view word) {
  std::size_t at = 0;
  return is_upper(next_point(word, at));
}

std::string say_dot(const Line& line, std::size_t i) {
  if (line.is(i - 1, ".") || line.is(i + 1, ".")) return line.is(i - 1, ".") ? "" : ",";
  const bool inside = i > line.begin() && line.glued_left(i) && (line.word(i + 1) || line.number(i + 1));
  if (!inside) return ".";
  const bool typing_slip = line.word(i - 1) && line.word(i + 1) && is_upper_first(line.text(i + 1));
  return typing_slip || line.is(i - 1, TokenKind::sign) ? "." : "chấm";
}

}  // namespace

MaybeReading read_sign(const Reader& reader, std::size_t i) {
  const Line& line = reader.line;
  if (!line.is(i, TokenKind::sign)) return {};
  if (line.is(i, ".")) return Reading{i + 1, say_dot(line, i)};
  if (line.is(i, "/")) return Reading{i + 1, say_slash(reader, i)};
  if (line.dash(i)) return Reading{i + 1, say_dash(line, i)};
  if (line.is(i, "+")) return Reading{i + 1, line.number(i - 1) || line.number(i + 1) ? "cộng" : ""};
  for (const auto& [sign, spoken] : kSigns)
    if (line.is(i, sign)) return Reading{i + 1, std::string(spoken)};
  return Reading{i + 1, ""};
}

}  // namespace loa::speech
