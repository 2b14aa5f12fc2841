// Hours and dates.
#include "audio/speech/reading.h"

namespace loa::speech {
namespace {

struct Hour {
  std::size_t end = 0;
  std::string spoken;
  bool said_minutes = false;
};
using MaybeHour = std::optional<Hour>;

bool is_minutes(const Line& line, std::size_t i) { return line.number(i) && is_between(line.text(i), 0, 59); }

void add_part(const Reader& reader, std::size_t i, std::string_view name, Hour& out) {
  out.end = i + 1;
  if (to_number(reader.line.text(i)) == 0) return;
  out.spoken += " " + say_integer(reader.line.text(i), reader.style);
  if (reader.line.word_after(i + 1) != name) out.spoken += " " + std::string(name);
  out.said_minutes = true;
}

// "05h30", "7g30", "17h", "5h30'".
MaybeHour hour_with_letter(const Reader& reader, std::size_t i) {
  const Line& line = reader.line;
  const auto letter = line.text(i + 1);
  const bool minutes = is_minutes(line, i + 2);
  // "4H" is a road and "5G" a network: these letters are hours only with minutes.
  const bool with_minutes = one_of(letter, {"H", "g", "G"}) && minutes && line.text(i + 2).size() == 2;
  if (letter != "h" && !with_minutes) return {};
  if (line.word(i + 2) || (line.number(i + 2) && !minutes)) return {};
  Hour out{i + 2, say_integer(line.text(i), reader.style) + " giờ"};
  if (!minutes) return out;
  add_part(reader, i + 2, "phút", out);
  if (one_of(line.text(out.end), {"'", "’", "′", "p", "ph"})) ++out.end;
  return out;
}

// "5:30", "12:30:45".
MaybeHour hour_with_colon(const Reader& reader, std::size_t i) {
  const Line& line = reader.line;
  if (!line.is(i + 1, ":") || !is_minutes(line, i + 2) || line.text(i + 2).size() != 2) return {};
  if (one_of(line.word_before(i), {"lệ", "số"}) || line.is(i + 3, "/")) return {};
  Hour out{i + 3, say_integer(line.text(i), reader.style) + " giờ"};
  add_part(reader, i + 2, "phút", out);
  if (line.is(i + 3, ":") && is_minutes(line, i + 4) && line.text(i + 4).size() == 2) add_part(reader, i + 4, "giây", out);
  return out;
}

MaybeHour read_hour(const Reader& reader, std::size_t i) {
  if (!reader.line.number(i) || !is_between(reader.line.text(i), 0, 24)) return {};
  if (i > 0 && reader.line.glued_left(i) && reader.line.number(i - 2) && reader.line.is(i - 1, ":")) return {};
  auto out = hour_with_letter(reader, i);
  return out ? out : hour_with_colon(reader, i);
}

// The token after a dash, with or without white space around it; 0 when no dash stands at `i`.
std::size_t after_dash(const Line& line, std::size_t i) {
  const auto dash = line.over_space(i);
  return line.dash(dash) ? line.over_space(dash + 1) : 0;
}

struct Date {
  std::size_t end = 0;
  std::string_view day, month, year;
  std::string_view to_day;  // "05-10/3"
};
using MaybeDate = std::optional<Date>;

bool day(const Line& line, std::size_t i) { return line.number(i) && is_between(line.text(i), 1, 31); }
bool month(const Line& line, std::size_t i) { return line.number(i) && is_between(line.text(i), 1, 12); }
bool date_sign(const Line& line, std::size_t i) { return line.is(i, "/") || line.is(i, ".") || line.is(i, "-"); }

// Nothing that would make it a longer number may touch it on the right.
bool ends_clean(const Line& line, std::size_t end) {
  return !line.word(end) && !((date_sign(line, end) || line.is(end, ",")) && line.number(end + 1));
}

MaybeDate full_date(const Line& line, std::size_t i) {
  if (!day(line, i) || !date_sign(line, i + 1) || !month(line, i + 2) || line.text(i + 3) != line.text(i + 1)) return {};
  if (!line.number(i + 4) || !is_year(line.text(i + 4)) || line.word(i + 5)) return {};
  return Date{i + 5, line.text(i), line.text(i + 2), line.text(i + 4), {}};
}

MaybeDate short_date(const Line& line, std::size_t i) {
  if (!day(line, i) || !line.is(i + 1, "/") || !month(line, i + 2)) return {};
  if (!ends_clean(line, i + 3) && !line.dash(i + 3)) return {};
  return Date{i + 3, line.text(i), line.text(i + 2), {}, {}};
}

MaybeDate day_span(const Line& line, std::size_t i) {
  if (!day(line, i)) return {};
  const auto second = after_dash(line, i + 1);
  if (second == 0 || !day(line, second) || to_number(line.text(second)) <= to_number(line.text(i))) return {};
  auto out = full_date(line, second);
  if (!out) out = short_date(line, second);
  if (!out || !line.is(second + 1, "/")) return {};
  out->to_day = out->day;
  out->day = line.text(i);
  return out;
}

bool starts_date(std::string_view word) {
  return one_of(word, {"ngày", "mùng", "mồng", "sáng", "trưa", "chiều", "tối", "đêm", "lễ", "khánh", "dịp", "hôm", "niệm"});
}

// The word that a list like "30/4 và 1/5" or "5, 6 và 7/8" hangs on.
std::string word_of_list(const Line& line, std::size_t i) {
  for (int steps = 0; steps < 40; ++steps) {
    i = line.before(i);
    if (i == line.end()) return {};
    const bool link = line.number(i) || line.is(i, ",") || line.is(i, "/") || line.dash(i);
    const auto word = line.word(i) ? line.word_before(i + 1) : std::string{};
    if (!link && !one_of(word, {"và", "hoặc"})) return word;
  }
  return {};
}

bool means_fraction(const Line& line, std::size_t i, std::size_t end) {
  if (one_of(line.word_before(i), {"lệ", "khoảng", "hơn", "quá", "gần", "chiếm", "đạt", "được", "thiểu", "ít", "bằng", "số", "nhà", "ngõ", "hẻm", "kiệt", "ngách", "thửa"})) return true;
  return one_of(line.word_after(end), {"số", "diện", "tổng", "dân", "thời", "đại", "thành", "tiêu", "quãng", "mức"});
}

bool means_date(const Line& line, std::size_t i, const Date& date) {
  const auto word = word_of_list(line, i);
  if (starts_date(word)) return true;
  if (means_fraction(line, i, date.end)) return false;
  if (date.day == "24" && date.month == "7") return false;  // round the clock
  if (one_of(word, {"từ", "đến", "trước", "sau", "tới", "hết"})) return true;
  if (line.is(line.before(i), "(") && one_of(line.word_before(line.before(i)), {"hai", "ba", "tư", "năm", "sáu", "bảy", "nhật", "nay", "qua", "mai"})) return true;
  return one_of(line.word_after(date.end), {"năm", "âm", "dương"}) || to_number(date.day) > to_number(date.month);
}

std::string say_date(const Date& date, bool with_word, NumberStyle style) {
  std::string out = (with_word ? "ngày " : "") + say_integer(date.day, style);
  if (!date.to_day.empty()) out += " đến ngày " + say_integer(date.to_day, style);
  out += " tháng " + say_month(date.month, style);
  return date.year.empty() ? out : out + " năm " + say_year(date.year, style);
}

MaybeDate any_date(const Line& line, std::size_t i) {
  if (const auto span = day_span(line, i)) return span;
  if (const auto full = full_date(line, i)) return full;
  const auto date = short_date(line, i);
  return date && means_date(line, i, *date) ? date : MaybeDate{};
}

// "7/2025", "quý 3/2025", "Luật 12/2020".
MaybeReading month_and_year(const Reader& reader, std::size_t i) {
  const Line& line = reader.line;
  if (!line.is(i + 1, "/") || !line.number(i + 2) || !is_year(line.text(i + 2)) || !ends_clean(line, i + 3)) return {};
  const auto before = line.word_before(i);
  const std::string year = " năm " + say_year(line.text(i + 2), reader.style);
  if (before == "tháng") return Reading{i + 3, say_month(line.text(i), reader.style) + year};
  if (one_of(before, {"quý", "số", "định", "quyết", "thị", "tư", "luật", "lệnh", "kỳ", "khóa", "đợt", "lần"})) return Reading{i + 3, say_integer(line.text(i), reader.style) + year};
  if (!month(line, i) || one_of(before, {"lệ"})) return {};
  return Reading{i + 3, "tháng " + say_month(line.text(i), reader.style) + year};
}

}  // namespace

MaybeReading read_hours(const Reader& reader, std::size_t i) {
  const auto first = read_hour(reader, i);
  if (!first) return {};
  const auto second_at = after_dash(reader.line, first->end);
  const auto second = second_at != 0 ? read_hour(reader, second_at) : MaybeHour{};
  if (!second) return Reading{first->end, first->spoken};
  return Reading{second->end, first->spoken + " đến " + second->spoken};
}

MaybeReading read_date(const Reader& reader, std::size_t i) {
  const Line& line = reader.line;
  if (!line.number(i)) return {};
  const auto first = any_date(line, i);
  if (!first) return month_and_year(reader, i);
  const bool with_word = !starts_date(word_of_list(line, i));
  Reading out{first->end, say_date(*first, with_word, reader.style)};
  const auto second_at = after_dash(line, first->end);
  auto second = second_at != 0 ? full_date(line, second_at) : MaybeDate{};
  if (!second && second_at != 0) second = short_date(line, second_at);
  if (!second) return out;
  const bool second_word = with_word || line.word_before(i) == "ngày";
  return Reading{second->end, out.spoken + " đến " + say_date(*second, second_word, reader.style)};
}

}  // namespace loa::speech
