// Every number no other rule has read: thousands and decimals, fractions, ranges, outline numbers, with their units.
#include "audio/speech/reading.h"

#include <array>
#include <utility>

namespace loa::speech {
namespace {

using Name = std::pair<std::string_view, std::string_view>;

constexpr Name kUnits[] = {
    {"km", "ki lô mét"}, {"m", "mét"}, {"dm", "đề xi mét"}, {"cm", "xăng ti mét"}, {"mm", "mi li mét"}, {"ha", "héc ta"}, {"kg", "ki lô gam"},
    {"g", "gam"}, {"mg", "mi li gam"}, {"l", "lít"}, {"ml", "mi li lít"}, {"kW", "ki lô oát"}, {"MW", "mê ga oát"}, {"W", "oát"},
    {"kWh", "ki lô oát giờ"}, {"KWh", "ki lô oát giờ"}, {"kwh", "ki lô oát giờ"}, {"MWh", "mê ga oát giờ"}, {"V", "vôn"}, {"kV", "ki lô vôn"},
    {"kVA", "ki lô vôn am pe"}, {"Hz", "héc"}, {"kHz", "ki lô héc"}, {"MHz", "mê ga héc"}, {"GHz", "gi ga héc"}, {"dB", "đề xi ben"},
    {"dBA", "đề xi ben a"}, {"Mbps", "mê ga bít trên giây"}, {"KB", "ki lô bai"}, {"MB", "mê ga bai"}, {"GB", "gi ga bai"}, {"TB", "tê ra bai"},
    {"h", "giờ"}, {"s", "giây"}, {"ph", "phút"}, {"đ", "đồng"}, {"k", "nghìn"}, {"tr", "triệu"}, {"pH", "pê hát"}};

constexpr Name kSignUnits[] = {{"%", "phần trăm"}, {"‰", "phần nghìn"}, {"$", "đô la Mỹ"}, {"€", "ơ rô"}, {"₫", "đồng"},
                               {"'", "phút"},      {"’", "phút"},       {"′", "phút"},     {"℃", "độ xê"}};

std::string_view find_name(std::span<const Name> names, std::string_view symbol) {
  for (const auto& [written, spoken] : names)
    if (written == symbol) return spoken;
  return {};
}

struct Number {
  std::size_t end = 0;
  std::string spoken;
  std::string whole;  // digits before the comma, without separators
  bool plain = true;  // one run of digits
};
using MaybeNumber = std::optional<Number>;

// Where groups of three digits after `separator` end; i + 1 when there are none.
std::size_t thousands_end(const Line& line, std::size_t i, std::string_view separator) {
  std::size_t end = i + 1;
  if (line.text(i).size() > 3 || line.text(i).starts_with('0')) return end;
  while (line.is(end, separator) && line.number(end + 1) && line.text(end + 1).size() == 3) end += 2;
  return end;
}

std::string digits_of(const Line& line, std::size_t i, std::size_t end) {
  std::string out;
  for (; i < end; ++i)
    if (line.number(i)) out += line.text(i);
  return out;
}

// "2.1.3": an outline number, or a decimal written the foreign way.
Number dotted(const Reader& reader, std::size_t i) {
  Number out{i + 1, say_integer(reader.line.text(i), reader.style), std::string(reader.line.text(i))};
  while (reader.line.is(out.end, ".") && reader.line.number(out.end + 1)) {
    out.spoken += " chấm " + say_fraction(reader.line.text(out.end + 1), reader.style);
    out.end += 2;
    out.plain = false;
  }
  return out;
}

MaybeNumber read_number(const Reader& reader, std::size_t i) {
  const Line& line = reader.line;
  if (!line.number(i)) return {};
  std::size_t end = thousands_end(line, i, ".");
  if (line.is(end, ".") && line.number(end + 1)) return dotted(reader, i);
  for (const std::string_view separator : {",", " ", "\u00a0"}) {
    const auto other = thousands_end(line, i, separator);
    if (end == i + 1 && other >= i + 5 && !(line.is(other, separator) && line.number(other + 1))) end = other;
  }
  Number out{end, {}, digits_of(line, i, end), end == i + 1};
  out.spoken = say_integer(out.whole, reader.style);
  if (line.is(end, ",") && line.number(end + 1) && !(line.is(end + 2, ",") && line.number(end + 3))) {
    out.spoken += " phẩy " + say_fraction(line.text(end + 1), reader.style);
    out.end = end + 2;
    out.plain = false;
  }
  return out;
}

struct Unit {
  std::size_t end = 0;
  std::string spoken;
  bool takes_per = false;  // "km/h": trên giờ
};
using MaybeUnit = std::optional<Unit>;

bool is_class_number(const Line& line, std::size_t number) {
  return one_of(line.word_before(number), {"lớp", "nhà", "lộ", "đường", "tổ", "số", "khu", "lô", "điều", "khoản", "nhóm", "đội", "xóm", "mạng"});
}

void add_power(const Line& line, Unit& unit) {
  if (line.is(unit.end, "²") || line.is(unit.end, "2")) unit.spoken += " vuông", ++unit.end;
  else if (line.is(unit.end, "³") || line.is(unit.end, "3")) unit.spoken += " khối", ++unit.end;
}

MaybeUnit word_unit(const Reader& reader, std::size_t number, std::size_t i) {
  const Line& line = reader.line;
  const auto name = unit_name(line.text(i));
  if (name.empty() || line.is(i + 1, ".")) return {};
  const bool glued = i > number && !line.space(i - 1);
  const bool short_name = line.text(i).size() == 1;
  if (short_name && glued && is_class_number(line, number)) return {};
  if (one_of(line.text(i), {"k", "tr"}) && !glued) return {};
  Unit out{i + 1, std::string(name), line.text(i) != "đ" && line.text(i) != "tr" && line.text(i) != "k"};
  if (name.ends_with("mét")) add_power(line, out);
  if (name == "nghìn" && reader.style.southern) out.spoken = "ngàn";
  if (line.text(i) == "tr" && line.is(out.end, "đ")) out.spoken += " đồng", ++out.end;
  return line.number(out.end) ? MaybeUnit{} : out;
}

MaybeUnit sign_unit(const Line& line, std::size_t i) {
  if (line.is(i, "°") || line.is(i, "º")) {
    if (line.is(i + 1, "C")) return Unit{i + 2, "độ xê", false};
    return Unit{i + 1, "độ", false};
  }
  const auto name = find_name(kSignUnits, line.text(i));
  if (name.empty()) return {};
  return Unit{i + 1, std::string(name), false};
}

MaybeUnit read_unit(const Reader& reader, std::size_t number, std::size_t end) {
  const Line& line = reader.line;
  const auto at = line.over_space(end);
  auto unit = line.word(at) ? word_unit(reader, number, at) : sign_unit(line, at);
  const bool apostrophe = unit && unit->spoken == "phút" && line.is(at, TokenKind::sign);
  if (!unit || (apostrophe && at != end)) return {};
  if (!unit->takes_per || !line.is(unit->end, "/")) return unit;
  const auto per = unit_name(line.text(unit->end + 1));
  if (per.empty()) return unit;
  Unit whole{unit->end + 2, unit->spoken + " trên " + std::string(per), false};
  if (per.ends_with("mét")) add_power(line, whole);
  return whole;
}

// How a bare number is said where the word before decides: tháng tư, thứ nhất, thứ tư.
void fit_to_context(const Reader& reader, std::size_t i, Number& number) {
  if (!number.plain) return;
  const auto before = reader.line.word_before(i);
  if (before == "tháng") number.spoken = say_month(number.whole, reader.style);
  if (before == "thứ") number.spoken = say_ordinal(number.whole, reader.style);
}

bool fraction_word(const Line& line, std::size_t i, std::size_t end) {
  return one_of(line.word_before(i), {"khoảng", "hơn", "quá", "gần", "chiếm", "thiểu"}) || one_of(line.word_after(end), {"số", "diện", "tổng", "dân", "thời", "quãng", "mức"});
}

// "2/3", "15/20", "12/34/5".
MaybeReading read_fraction(const Reader& reader, std::size_t i) {
  const Line& line = reader.line;
  if (!line.is(i + 1, "/") || !line.number(i + 2)) return {};
  const auto over = to_number(line.text(i)), under = to_number(line.text(i + 2));
  const bool address = one_of(line.word_before(i), {"lệ", "số", "nhà", "ngõ", "hẻm", "kiệt", "ngách", "thửa"}) || line.is(i + 3, "/");
  const bool part = !address && over < under && (under <= 10 || fraction_word(line, i, i + 3));
  Reading out{i + 1, say_integer(line.text(i), reader.style)};
  while (line.is(out.end, "/") && line.number(out.end + 1)) {
    const auto next = read_number(reader, out.end + 1);
    out.spoken += (part ? " phần " : " trên ") + next->spoken;
    out.end = next->end;
  }
  return out;
}

std::string range_word(const Line& line, std::size_t i) {
  const auto before = line.word_before(i);
  if (before == "số" && one_of(line.word_before(i, 2), {"tỷ", "tỉ"})) return " ";
  const bool pairs = (before == "học" && line.word_before(i, 2) == "năm") || before == "khóa" || before == "xuân";
  return pairs ? ", " : " đến ";
}

// "5-7", "800.000 - 1.000.000"; white space on both sides of the dash or on none.
void add_range(const Reader& reader, std::size_t i, Number& number) {
  const Line& line = reader.line;
  const bool spaced = line.space(number.end);
  const std::size_t dash = number.end + (spaced ? 1 : 0);
  if (!line.dash(dash) || line.space(dash + 1) != spaced) return;
  const auto second = read_number(reader, dash + (spaced ? 2 : 1));
  if (!second) return;
  if (line.is(second->end, "/") && line.number(second->end + 1)) return;
  const bool falls = number.plain && second->plain && to_number(second->whole) < to_number(number.whole);
  const auto link = range_word(line, i);
  number.spoken += (falls && link == " đến " ? ", " : link) + second->spoken;
  number.end = second->end;
  number.plain = false;
}

bool is_negative(const Line& line, std::size_t i) {
  if (!line.dash(i) || !line.number(i + 1) || line.glued_left(i)) return false;
  const auto before = line.before(i);
  return before == line.end() || !line.number(before);
}

MaybeReading with_ratio(const Reader& reader, const Number& first) {
  const Line& line = reader.line;
  if (!line.is(first.end, ":") || !line.number(first.end + 1)) return {};
  const auto second = read_number(reader, first.end + 1);
  return Reading{second->end, first.spoken + " trên " + second->spoken};
}

}  // namespace

std::string_view unit_name(std::string_view symbol) { return find_name(kUnits, symbol); }

MaybeReading read_amount(const Reader& reader, std::size_t i) {
  const Line& line = reader.line;
  const bool negative = is_negative(line, i);
  const bool dollars = line.is(i, "$") && line.number(i + 1);
  const std::size_t first = negative || dollars ? i + 1 : i;
  auto number = read_number(reader, first);
  if (!number) return {};
  if (auto fraction = read_fraction(reader, i)) return fraction;
  if (auto ratio = with_ratio(reader, *number)) return ratio;
  fit_to_context(reader, i, *number);
  add_range(reader, i, *number);
  Reading out{number->end, (negative ? "âm " : "") + number->spoken};
  if (dollars) return Reading{out.end, out.spoken + " đô la Mỹ"};
  if (const auto unit = read_unit(reader, i, number->end)) out = {unit->end, out.spoken + " " + unit->spoken};
  return out;
}

}  // namespace loa::speech
