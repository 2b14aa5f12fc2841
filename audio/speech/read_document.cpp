// Số, ký hiệu văn bản: number, year, then the type and the organ, each looked up as a part of a document number.
#include "audio/speech/builtin_words.h"
#include "audio/speech/letters.h"
#include "audio/speech/reading.h"
#include "audio/speech/words.h"

namespace loa::speech {
namespace {

struct Part {
  std::size_t end = 0;
  std::string spoken;
  bool is_type = false;
};

bool starts_part(const Line& line, std::size_t i) {
  if (!line.word(i)) return false;
  std::size_t at = 0;
  if (!is_upper(next_point(line.text(i), at))) return false;
  return shape_of(line.text(i)) != WordShape::letter || !document_type(line.text(i)).empty();
}

// "15" after "QH": the term of an assembly.
void read_term(const Reader& reader, Part& part) {
  if (!reader.line.number(part.end)) return;
  part.spoken += " khóa " + say_integer(reader.line.text(part.end), reader.style);
  ++part.end;
}

Part read_part(const Reader& reader, std::size_t i, bool first) {
  const auto word = reader.line.text(i);
  const auto found = find_entry(reader, i, EntryScope::document_number);
  const auto type = first ? document_type(word) : std::string_view{};
  const bool by_province = found.entry != nullptr && reader.province != nullptr && &builtin_dictionary() != reader.province &&
                           reader.province->longest(std::array{word}, EntryScope::document_number).entry == found.entry;
  Part part{.end = i + 1, .spoken = std::string(type), .is_type = !type.empty()};
  if (found.entry != nullptr && (type.empty() || by_province || found.end > i + 1)) {
    part = {.end = found.end, .spoken = found.entry->spoken, .is_type = part.is_type};
  } else if (type.empty()) {
    if (shape_of(word) != WordShape::plain) reader.unknown->push_back({i, true});
    part.spoken = shape_of(word) == WordShape::plain ? std::string(word) : spell(word);
  }
  read_term(reader, part);
  return part;
}

// The parts from `i` on, joined: the type and its organ belong together, other organs are set off.
Reading read_parts(const Reader& reader, std::size_t i) {
  Part part = read_part(reader, i, true);
  Reading out{part.end, ", " + part.spoken};
  bool after_type = part.is_type;
  while ((reader.line.dash(out.end) || reader.line.is(out.end, "/")) && starts_part(reader.line, out.end + 1)) {
    part = read_part(reader, out.end + 1, false);
    out.spoken += (after_type ? " " : ", ") + part.spoken;
    out.end = part.end;
    after_type = false;
  }
  return out;
}

std::string say_head(std::string_view digits, NumberStyle style) {
  return digits.starts_with('0') ? say_digits(digits) : say_integer(digits, style);
}

// "19-NQ/TW": the party's way.
bool is_party_form(const Line& line, std::size_t i) {
  return line.dash(i + 1) && starts_part(line, i + 2) && line.is(i + 3, "/") && starts_part(line, i + 4);
}

}  // namespace

MaybeReading read_document_number(const Reader& reader, std::size_t i) {
  const Line& line = reader.line;
  if (!line.number(i)) return {};
  std::string head = say_head(line.text(i), reader.style);
  std::size_t first = 0;
  if (is_party_form(line, i)) {
    first = i + 2;
  } else if (line.is(i + 1, "/") && starts_part(line, i + 2)) {
    first = i + 2;
  } else if (line.is(i + 1, "/") && line.number(i + 2) && is_year(line.text(i + 2)) && line.is(i + 3, "/") && starts_part(line, i + 4)) {
    head += " năm " + say_year(line.text(i + 2), reader.style);
    first = i + 4;
  } else {
    return {};
  }
  auto out = read_parts(reader, first);
  out.spoken.insert(0, head);
  return out;
}

}  // namespace loa::speech
