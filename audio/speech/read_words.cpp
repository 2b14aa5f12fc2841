// Words, Roman numerals, addresses and list marks.
#include "audio/speech/letters.h"
#include "audio/speech/reading.h"
#include "audio/speech/words.h"

namespace loa::speech {
namespace {

bool counts_in_roman(const Line& line, std::size_t i) {
  const auto word = line.word_before(i);
  if (one_of(word, {"điều", "chương", "mục", "phần", "quý", "khóa", "khoá", "thứ", "hạng", "bậc", "cấp", "nhóm", "vùng", "kỳ", "đợt", "tập",
                    "quyển", "bảng", "biểu", "đoạn", "loại", "tiết", "điểm", "lần"}))
    return true;
  const auto two = line.word_before(i, 2) + " " + word;
  return one_of(two, {"đại hội", "thế kỷ", "thế kỉ", "phụ lục", "quân khu", "biểu số", "mẫu số", "quý số"});
}

// "Chương I, II và III": what stands before the list decides.
bool continues_roman(const Line& line, std::size_t i) {
  for (int steps = 0; steps < 40; ++steps) {
    const auto link = line.before(i);
    if (link == line.end()) return false;
    const bool links = line.is(link, ",") || line.dash(link) || one_of(line.text(link), {"và", "đến", "hoặc"});
    const auto other = line.before(link);
    if (!links || other == line.end() || !is_roman(line.text(other))) return false;
    if (counts_in_roman(line, other)) return true;
    i = other;
  }
  return false;
}

// Two letters of I, V, X are a numeral anywhere; one letter, or L, C, D, M, only where a word says so.
bool clear_roman(std::string_view word) { return word.size() >= 2 && word.find_first_not_of("IVX") == std::string_view::npos; }

std::string say_roman(const Reader& reader, std::size_t i) {
  const auto digits = std::to_string(roman_value(reader.line.text(i)));
  return reader.line.word_before(i) == "thứ" ? say_ordinal(digits, reader.style) : say_integer(digits, reader.style);
}

bool plain_capitals(const Line& line, std::size_t i) {
  if (!all_capitals(line.text(i))) return false;
  const auto shape = shape_of(line.text(i));
  return shape == WordShape::plain || shape == WordShape::capitals;
}

// "BAN" is a word when the capitals around it are words.
bool among_capitals(const Line& line, std::size_t i) {
  const auto before = line.before(i);
  std::size_t after = line.over_space(i + 1);
  return (before != line.end() && plain_capitals(line, before)) || (line.has(after) && plain_capitals(line, after));
}

bool known_as_word(const Line& line, std::size_t i) {
  const auto shape = shape_of(line.text(i));
  return shape == WordShape::plain || (shape == WordShape::capitals && among_capitals(line, i));
}

std::string say_plain(const Line& line, std::size_t i) {
  return all_capitals(line.text(i)) ? lower(line.text(i)) : std::string(line.text(i));
}

std::string say_letter(const Line& line, std::size_t i) {
  std::size_t at = 0;
  const char32_t letter = next_point(line.text(i), at);
  const bool beside_number = (i > line.begin() && line.number(i - 1)) || line.number(i + 1);
  if (vowel_of(letter).quality != 0 && !(beside_number && line.number(i - 1))) return std::string(line.text(i));
  return vowel_of(letter).quality != 0 ? lower(line.text(i)) : letter_name(letter);
}

// A unit after a slash, or on its own: "đồng/kg", "tính theo kWh".
MaybeReading read_lone_unit(const Line& line, std::size_t i) {
  const auto name = unit_name(line.text(i));
  const bool after_slash = line.is(i - 1, "/");
  const bool lonely = line.text(i).size() >= 2 && !line.number(i - 1) && !line.number(i + 1);
  if (name.empty() || !(after_slash || lonely) || one_of(line.text(i), {"tr", "TB", "ph", "đ"})) return {};
  if (name == "héc ta" && !after_slash) return {};  // "ha ha" is no area
  std::string spoken(name);
  std::size_t end = i + 1;
  if (name.ends_with("mét") && line.is(end, "²")) spoken += " vuông", ++end;
  if (name.ends_with("mét") && line.is(end, "³")) spoken += " khối", ++end;
  return Reading{end, spoken};
}

bool starts_name(const Line& line, std::size_t i) {
  if (line.number(i)) return true;
  if (!line.word(i)) return false;
  std::size_t at = 0;
  return is_upper(next_point(line.text(i), at));
}

std::string_view address_word(std::string_view letter) {
  if (letter == "P") return "phường";
  if (letter == "Q") return "quận";
  if (letter == "H") return "huyện";
  return letter == "X" ? "xã" : "";
}

// The end of "1.", "2.1.", "a)", "(b)", "IV." with the mark's token; 0 when it is no list mark.
struct Mark {
  std::size_t end = 0;
  std::size_t first = 0, last = 0;  // what is inside
};
Mark find_mark(const Line& line, std::size_t i) {
  const bool open = line.is(i, "(");
  const std::size_t first = open ? i + 1 : i;
  std::size_t last = first + 1;
  if (line.number(first)) {
    while (line.is(last, ".") && line.number(last + 1) && line.text(last + 1).size() <= 2) last += 2;
  }
  const bool closed = open ? line.is(last, ")") : line.is(last, ".") || line.is(last, ")");
  if (!closed || !line.space(last + 1)) return {};
  return {last + 1, first, last};
}

std::string say_mark(const Reader& reader, const Mark& mark) {
  const Line& line = reader.line;
  const auto text = line.text(mark.first);
  if (line.number(mark.first)) {
    if (text.size() > 3 || (text.size() > 2 && text.starts_with('0'))) return {};
    std::string out = say_integer(text, reader.style);
    for (std::size_t k = mark.first + 2; k < mark.last; k += 2) out += " chấm " + say_integer(line.text(k), reader.style);
    return out;
  }
  if (!line.word(mark.first) || mark.last != mark.first + 1) return {};
  if (is_roman(text)) return say_integer(std::to_string(roman_value(text)), reader.style);
  if (shape_of(text) != WordShape::letter || (!address_word(text).empty() && line.is(mark.last, "."))) return {};
  std::size_t at = 0;
  return letter_name(next_point(text, at));
}

}  // namespace

MaybeReading read_list_mark(const Reader& reader, std::size_t i) {
  const Line& line = reader.line;
  if (!reader.starts_line || i != line.begin()) return {};
  const bool bullet = line.dash(i) || one_of(line.text(i), {"+", "*", "•", "·", "●", "○", "▪", "■", "◦", "✓", "»", "→"});
  if (bullet && line.space(i + 1)) return Reading{i + 1, ""};
  const auto mark = find_mark(line, i);
  if (mark.end == 0 || mark.end + 1 >= line.end()) return {};
  const auto spoken = say_mark(reader, mark);
  if (spoken.empty()) return {};
  return Reading{mark.end, spoken + ","};
}

MaybeReading read_roman(const Reader& reader, std::size_t i) {
  const Line& line = reader.line;
  if (!line.word(i) || !is_roman(line.text(i)) || line.number(i + 1) || (i > line.begin() && line.number(i - 1))) return {};
  if (!clear_roman(line.text(i)) && !counts_in_roman(line, i) && !continues_roman(line, i)) return {};
  return Reading{i + 1, say_roman(reader, i)};
}

MaybeReading read_address(const Reader& reader, std::size_t i) {
  const Line& line = reader.line;
  const auto word = address_word(line.text(i));
  if (!word.empty() && line.is(i + 1, ".") && starts_name(line, line.over_space(i + 2))) return Reading{i + 2, std::string(word)};
  if (line.is(i, "ĐT") && line.is(i + 1, ":")) return Reading{i + 1, "điện thoại"};
  const bool road = line.is(i, "ĐT") || line.is(i, "TL") || line.is(i, "ĐH");
  const auto number = line.over_space(i + 1);
  if (road && line.number(number) && line.text(number).size() <= 3) return Reading{i + 1, line.is(i, "TL") ? "tỉnh lộ" : line.is(i, "ĐT") ? "đường tỉnh" : "đường huyện"};
  if (one_of(line.text(i), {"Km", "km", "KM"}) && line.number(number)) return Reading{i + 1, "ki lô mét"};
  if (line.is(i, "x") && line.number(line.before(i)) && line.number(number)) return Reading{i + 1, "nhân"};
  if (line.is(i, "ĐT") && line.number(number)) return Reading{i + 1, "điện thoại"};
  return {};
}

MaybeReading read_word(const Reader& reader, std::size_t i) {
  const Line& line = reader.line;
  if (!line.word(i)) return {};
  if (auto unit = read_lone_unit(line, i)) return unit;
  if (shape_of(line.text(i)) == WordShape::letter) return Reading{i + 1, say_letter(line, i)};
  if (known_as_word(line, i)) return Reading{i + 1, say_plain(line, i)};
  // The labels of an address on the net are no abbreviations.
  const bool label = lower(line.text(i)) == line.text(i) && line.is(i - 1, ".") && line.word(i - 2);
  if (!label) reader.unknown->push_back({i, false});
  return Reading{i + 1, spell(line.text(i))};
}

}  // namespace loa::speech
