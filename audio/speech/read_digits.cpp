// Numbers said digit by digit: telephones, identity and account numbers, number plates.
#include "audio/speech/reading.h"
#include "audio/speech/words.h"
#include "audio/speech/letters.h"

#include <vector>

namespace loa::speech {
namespace {

struct Groups {
  std::size_t end = 0;
  std::size_t digits = 0;
  std::vector<std::string_view> parts;
};

bool group_sign(const Line& line, std::size_t i) {
  return line.is(i, ".") || line.is(i, "-") || (line.space(i) && (line.text(i) == " " || line.text(i) == "\u00a0"));
}

Groups number_groups(const Line& line, std::size_t i) {
  Groups out{i + 1, line.text(i).size(), {line.text(i)}};
  while (group_sign(line, out.end) && line.number(out.end + 1) && line.text(out.end + 1).size() >= 2 && out.parts.size() < 6) {
    out.parts.push_back(line.text(out.end + 1));
    out.digits += line.text(out.end + 1).size();
    out.end += 2;
  }
  return out;
}

std::string say_groups(const Groups& groups) {
  std::string out;
  for (const auto part : groups.parts) out += (out.empty() ? "" : ", ") + say_digits(part);
  return out;
}

bool starts_phone(std::string_view digits) { return digits.starts_with('0') || digits == "1900" || digits == "1800"; }

// Three-digit services: only where the words before say so.
bool is_service_number(const Line& line, std::size_t i) {
  const bool alone = !line.word(i + 1) && !(line.is(i + 1, TokenKind::sign) && line.number(i + 2));
  if (line.text(i).size() != 3 || line.text(i)[0] != '1' || !alone) return false;
  const auto last = line.word_before(i);
  if (one_of(last, {"gọi", "đài", "nóng", "thoại"})) return true;
  if (last == "số" && one_of(line.word_before(i, 2), {"gọi", "đài", "nóng", "thoại"})) return true;
  if (!is_between(line.text(i), 111, 115, 3)) return false;
  return one_of(last, {"cứu", "sát", "hỏa"}) && !one_of(line.word_after(i + 1), {"người", "ca", "trường", "vụ", "hộ", "đồng"});
}

bool names_identity(const Line& line, std::size_t i) {
  auto word = line.word_before(i);
  if (word == "số") word = line.word_before(i, 2);
  return one_of(word, {"cccd", "cmnd", "cmt", "khoản", "thuế", "mst", "stk", "cước", "dân", "zalo", "thoại", "sđt", "bhyt", "bhxh"});
}

bool is_digit_string(const Line& line, std::size_t i) {
  const auto digits = line.text(i);
  if (digits.size() >= 12 || (digits.size() >= 3 && digits.starts_with('0'))) return true;
  return digits.size() >= 5 && names_identity(line, i);
}

MaybeReading phone_with_area(const Line& line, std::size_t i) {
  if (!line.is(i, "(") || !line.number(i + 1) || !line.text(i + 1).starts_with('0') || !line.is(i + 2, ")")) return {};
  const auto next = line.over_space(i + 3);
  if (!line.number(next)) return {};
  const auto groups = number_groups(line, next);
  const auto digits = groups.digits + line.text(i + 1).size();
  if (digits < 9 || digits > 12) return {};
  return Reading{groups.end, say_digits(line.text(i + 1)) + ", " + say_groups(groups)};
}

struct Plate {
  std::size_t end = 0;
  std::string series;
};

// "29A", "99H1", "29-H1": where the series ends.
std::optional<Plate> plate_series(const Line& line, std::size_t i) {
  if (!line.number(i) || line.text(i).size() != 2) return {};
  const std::size_t letters = line.dash(i + 1) ? i + 2 : i + 1;
  if (!line.word(letters) || line.text(letters).size() > 2 || upper(line.text(letters)) != line.text(letters)) return {};
  Plate out{letters + 1, say_digits(line.text(i)) + " " + spell(line.text(letters))};
  if (line.number(out.end) && line.text(out.end).size() == 1) out.series += " " + say_digits(line.text(out.end++));
  return out;
}

}  // namespace

MaybeReading read_plate(const Reader& reader, std::size_t i) {
  const Line& line = reader.line;
  const auto series = plate_series(line, i);
  if (!series) return {};
  const bool parted = line.dash(series->end) || line.is(series->end, ".") || line.space(series->end);
  const std::size_t number = series->end + 1;
  if (!parted || !line.number(number)) return {};
  const auto size = line.text(number).size();
  const bool dotted = size == 3 && line.is(number + 1, ".") && line.number(number + 2) && line.text(number + 2).size() == 2;
  if (!dotted && (line.space(series->end) || size < 4 || size > 5)) return {};
  std::string digits(line.text(number));
  if (dotted) digits += line.text(number + 2);
  return Reading{number + (dotted ? 3 : 1), series->series + ", " + say_digits(digits)};
}

MaybeReading read_phone(const Reader& reader, std::size_t i) {
  const Line& line = reader.line;
  if (auto area = phone_with_area(line, i)) return area;
  if (line.is(i, "+") && !line.number(i - 1) && line.is(i + 1, "84")) {
    const auto groups = number_groups(line, i + 1);
    if (groups.digits >= 9) return Reading{groups.end, "cộng " + say_groups(groups)};
  }
  if (!line.number(i)) return {};
  if (starts_phone(line.text(i))) {
    const auto groups = number_groups(line, i);
    const std::size_t least = line.text(i).starts_with('0') ? 9 : 8;
    if (groups.digits >= least && groups.digits <= 11 && groups.parts.size() > 1) return Reading{groups.end, say_groups(groups)};
  }
  if (is_service_number(line, i) || is_digit_string(line, i)) return Reading{i + 1, say_digits(line.text(i))};
  return {};
}

}  // namespace loa::speech
