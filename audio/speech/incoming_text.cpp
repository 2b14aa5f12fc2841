#include "audio/speech/incoming_text.h"

#include "audio/speech/code_pages.h"
#include "audio/speech/letters.h"
#include "audio/speech/syllable.h"
#include "audio/speech/tokens.h"
#include "audio/speech/unaccented.h"
#include "core/unicode.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace loa::speech {
namespace {

constexpr std::size_t kBytesPerCharacter = 4;  // more than any coding needs
constexpr unsigned kSurePercent = 80;
constexpr std::size_t kLeastViqrWords = 3;

using Convert = std::u32string (*)(std::u32string_view);

constexpr std::array<std::pair<TextEncoding, std::string_view>, 6> kNames{{{TextEncoding::detect, "detect"}, {TextEncoding::utf8, "utf8"},
                                                                          {TextEncoding::utf16, "utf16"},   {TextEncoding::tcvn3, "tcvn3"},
                                                                          {TextEncoding::vni, "vni"},       {TextEncoding::viqr, "viqr"}}};

Convert converter(TextEncoding encoding) {
  if (encoding == TextEncoding::tcvn3) return from_tcvn3;
  if (encoding == TextEncoding::vni) return from_vni;
  return encoding == TextEncoding::viqr ? from_viqr : nullptr;
}

// ---- bytes to code points

struct Decoded {
  std::u32string points;
  bool utf16 = false;
  bool raw = false;  // 8-bit codes, not Unicode
};

std::u32string from_utf16(ByteSpan bytes, bool big) {
  std::u32string out;
  const auto unit = [&](std::size_t at) { return static_cast<char32_t>(big ? bytes[at] << 8 | bytes[at + 1] : bytes[at + 1] << 8 | bytes[at]); };
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    const char32_t first = unit(at);
    const bool high = first >= 0xD800 && first < 0xDC00;
    const char32_t second = high && at + 3 < bytes.size() ? unit(at + 2) : 0;
    if (second >= 0xDC00 && second < 0xE000) {
      out += 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
      at += 2;
    } else {
      out += first >= 0xD800 && first < 0xE000 ? char32_t{0xFFFD} : first;
    }
  }
  return out;
}

// Zeros on one side only: Latin letters in UTF-16 without a mark at the beginning. 'l', 'b' or 0.
char guess_utf16(ByteSpan bytes) {
  if (bytes.size() < 4 || bytes.size() % 2 != 0) return 0;
  std::array<std::size_t, 2> zeros{};
  for (std::size_t at = 0; at < bytes.size(); ++at) zeros[at % 2] += bytes[at] == 0 ? 1 : 0;
  const auto enough = bytes.size() / 6;
  if (zeros[1] > enough && zeros[0] == 0) return 'l';
  return zeros[0] > enough && zeros[1] == 0 ? 'b' : 0;
}

std::string_view binary_kind(ByteSpan bytes) {
  const auto text = as_text(bytes);
  if (text.starts_with("%PDF")) return "PDF";
  if (text.starts_with("PK\x03\x04")) return "Word/Excel (docx, xlsx)";
  if (text.starts_with("\xD0\xCF\x11\xE0")) return "Word/Excel (doc, xls)";
  if (text.starts_with("{\\rtf")) return "RTF";
  return text.find('\0') != std::string_view::npos ? "?" : std::string_view{};
}

Result<Decoded> decode(ByteSpan bytes, const IncomingOptions& options) {
  const auto text = as_text(bytes);
  const char guess = text.starts_with("\xFF\xFE") ? 'l' : text.starts_with("\xFE\xFF") ? 'b' : guess_utf16(bytes);
  if (guess != 0 || options.encoding == TextEncoding::utf16) return Decoded{from_utf16(bytes, guess == 'b'), true, false};
  if (const auto kind = binary_kind(bytes); !kind.empty())
    return fail("speech.text_binary", {{"field", options.field}, {"kind", std::string(kind)}}, options.field);
  if (is_utf8(text)) return Decoded{to_points(text), false, false};
  std::u32string points;
  for (const auto byte : bytes) points += byte;
  return Decoded{std::move(points), false, true};
}

// ---- which code is it

struct Line {
  std::u32string text;
  bool convertible = true;  // holds no letter that only Unicode has
};

bool old_code(char32_t p) { return p >= 0xA1 && p <= 0xFF; }
bool ascii_letter(char32_t p) { return p < 0x80 && is_letter(p); }
bool viqr_sign(char32_t p) { return std::u32string_view(U"^(+`'?~.").find(p) != std::u32string_view::npos; }

std::vector<Line> split_lines(std::u32string_view points) {
  std::vector<Line> out;
  while (true) {
    const auto end = std::min(points.find(U'\n'), points.size());
    std::u32string text(points.substr(0, end));
    const bool foreign = std::ranges::any_of(text, [](char32_t p) { return p >= 0x100 && is_letter(p); });
    out.push_back({std::move(text), !foreign});
    if (end == points.size()) return out;
    points.remove_prefix(end + 1);
  }
}

// Calls visit(word) for every run of letters that holds something to convert.
template <class Visit>
void each_old_word(std::u32string_view line, bool viqr, Visit visit) {
  const auto inside = [&](char32_t p) { return ascii_letter(p) || (viqr ? viqr_sign(p) : old_code(p)); };
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at;
    while (end < line.size() && inside(line[end])) ++end;
    const auto word = line.substr(at, end - at);
    if (viqr ? has_viqr_mark(word) : std::ranges::any_of(word, old_code)) visit(word);
    at = end + 1;
  }
}

struct Score {
  std::size_t words = 0, valid = 0;
  unsigned percent() const { return words == 0 ? 0 : static_cast<unsigned>(valid * 100 / words); }
};

std::string bare_word(std::u32string_view word) {
  while (!word.empty() && !is_letter(word.back())) word.remove_suffix(1);
  return to_utf8(word);
}

void add_score(std::u32string_view line, TextEncoding encoding, Score& out) {
  const auto convert = converter(encoding);
  each_old_word(line, encoding == TextEncoding::viqr, [&](std::u32string_view word) {
    ++out.words;
    const auto after = convert != nullptr ? convert(word) : std::u32string(word);
    if (is_syllable(bare_word(after))) ++out.valid;
  });
}

Score score(const std::vector<Line>& lines, TextEncoding encoding) {
  Score out;
  for (const auto& line : lines)
    if (line.convertible) add_score(line.text, encoding, out);
  return out;
}

struct Choice {
  TextEncoding encoding = TextEncoding::utf8;
  Score score;
};

Choice best_of(const std::vector<Line>& lines) {
  Choice best{TextEncoding::utf8, score(lines, TextEncoding::utf8)};
  for (const auto encoding : {TextEncoding::tcvn3, TextEncoding::vni}) {
    const auto here = score(lines, encoding);
    if (here.valid > best.score.valid) best = {encoding, here};
  }
  const auto viqr = score(lines, TextEncoding::viqr);
  if (best.score.words == 0 && viqr.words >= kLeastViqrWords && viqr.percent() >= kSurePercent) best = {TextEncoding::viqr, viqr};
  return best;
}

std::size_t first_old_line(const std::vector<Line>& lines) {
  for (std::size_t k = 0; k < lines.size(); ++k)
    if (std::ranges::any_of(lines[k].text, old_code)) return k + 1;
  return 1;
}

Result<Choice> choose(const std::vector<Line>& lines, bool raw, const IncomingOptions& options) {
  if (converter(options.encoding) != nullptr) return Choice{options.encoding, score(lines, options.encoding)};
  if (options.encoding != TextEncoding::detect && !raw) return Choice{};
  const auto best = best_of(lines);
  const bool converts = best.encoding != TextEncoding::utf8;
  const bool sure = best.score.percent() >= kSurePercent;
  // Unicode that is simply another language stays as it is; what is half a conversion is asked.
  if ((converts && sure) || (!converts && !raw)) return best;
  const auto half = best.score.percent() * 2 < kSurePercent;
  if (!raw && half) return Choice{};
  const auto line = std::to_string(first_old_line(lines));
  return fail("speech.encoding_unknown", {{"field", options.field}, {"best", std::string(to_string(best.encoding))},
                                          {"percent", std::to_string(best.score.percent())}, {"line", line}}, options.field + ":" + line);
}

void remember_example(std::u32string_view line, TextEncoding encoding, IncomingText& out) {
  each_old_word(line, encoding == TextEncoding::viqr, [&](std::u32string_view word) {
    const auto after = bare_word(converter(encoding)(word));
    if (!out.example_before.empty() || !is_syllable(after)) return;
    out.example_before = bare_word(word);
    out.example_after = after;
  });
}

std::u32string convert_lines(const std::vector<Line>& lines, const Choice& choice, IncomingText& out) {
  std::u32string text;
  for (const auto& line : lines) {
    Score as_is, converted;
    if (line.convertible && converter(choice.encoding) != nullptr) {
      add_score(line.text, TextEncoding::utf8, as_is);
      add_score(line.text, choice.encoding, converted);
    }
    if (converted.valid > as_is.valid || (converted.valid > 0 && choice.encoding == TextEncoding::viqr)) {
      text += converter(choice.encoding)(line.text);
      remember_example(line.text, choice.encoding, out);
      ++out.converted_lines;
    } else {
      text += line.text;
    }
    text += U'\n';
  }
  return text;
}

// ---- one form

constexpr std::u32string_view kLineEnds = U"\u000B\u000C\u0085\u2028\u2029";

std::u32string unify_line_ends(std::u32string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char32_t p = text[at];
    if (p == U'\r' && at + 1 < text.size() && text[at + 1] == U'\n') continue;
    out += p == U'\r' || kLineEnds.find(p) != std::u32string_view::npos ? U'\n' : p;
  }
  return out;
}

bool invisible(char32_t p) {
  const auto in = [p](char32_t first, char32_t last) { return p >= first && p <= last; };
  return p < 0x20 || in(0x7F, 0x9F) || p == 0xAD || in(0x200B, 0x200F) || in(0x202A, 0x202E) || in(0x2060, 0x206F) || p == 0xFEFF ||
         in(0xE000, 0xF8FF) || in(0xFFF0, 0xFFFC) || in(0xFE00, 0xFE0F) || p >= 0xE0000 || (p & 0xFFFE) == 0xFFFE;
}
// The bullets of Word's symbol font.
bool symbol_bullet(char32_t p) { return p == 0xF0B7 || p == 0xF0A7 || p == 0xF0D8 || p == 0xF0FC || p == 0xF0A8; }

std::string clean(std::u32string_view text, IncomingText& out) {
  std::string cleaned;
  for (const char32_t p : text) {
    if (p == U'\n') {
      while (cleaned.ends_with(' ')) cleaned.pop_back();
      cleaned += "\r\n";
    } else if (is_space(p)) {
      cleaned += ' ';
    } else if (symbol_bullet(p)) {
      cleaned += '-';
    } else if (invisible(p)) {
      ++out.removed_characters;
    } else {
      append_point(cleaned, p);
    }
  }
  while (!cleaned.empty() && (cleaned.ends_with(' ') || cleaned.ends_with('\n') || cleaned.ends_with('\r'))) cleaned.pop_back();
  const auto first = cleaned.find_first_not_of("\r\n ");
  return first == std::string::npos ? std::string{} : cleaned.substr(first);
}

Error too_long(const IncomingOptions& options, std::size_t count) {
  return fail("speech.text_too_long", {{"field", options.field}, {"limit", std::to_string(options.max_characters)}, {"count", std::to_string(count)}}, options.field);
}

Status check_damage(std::u32string_view points, const IncomingOptions& options) {
  const auto at = points.find(char32_t{0xFFFD});
  if (at == std::u32string_view::npos) return ok();
  const auto line = std::to_string(std::ranges::count(points.substr(0, at), U'\n') + 1);
  return fail("speech.text_damaged", {{"field", options.field}, {"line", line}}, options.field + ":" + line);
}

Status check_marks(const IncomingText& text, const IncomingOptions& options) {
  if (options.accept_unaccented) return ok();
  const auto lost = find_lost_marks(text.text);
  if (!lost) return ok();
  const auto line = std::to_string(lost->line);
  return fail("speech.unaccented", {{"field", options.field}, {"percent", std::to_string(lost->percent)}, {"example", lost->example}, {"line", line}},
              options.field + ":" + line);
}

}  // namespace

std::string_view to_string(TextEncoding encoding) { return kNames[static_cast<std::size_t>(encoding)].second; }

Result<TextEncoding> parse_text_encoding(std::string_view text) {
  for (const auto& [encoding, name] : kNames)
    if (name == text) return encoding;
  return fail("speech.encoding_name", {{"value", std::string(text)}});
}

Result<IncomingText> incoming_text(ByteSpan bytes, const IncomingOptions& options) {
  if (bytes.size() > options.max_characters * kBytesPerCharacter + 4) return too_long(options, bytes.size());
  LOA_TRY(Decoded decoded, decode(bytes, options));
  const auto points = unify_line_ends(decoded.points);
  LOA_TRY_OK(check_damage(points, options));
  const auto lines = split_lines(points);
  LOA_TRY(const Choice choice, choose(lines, decoded.raw, options));
  IncomingText out;
  out.encoding = choice.encoding == TextEncoding::utf8 && decoded.utf16 ? TextEncoding::utf16 : choice.encoding;
  if (converter(choice.encoding) != nullptr) out.certainty_percent = choice.score.percent();
  auto text = convert_lines(lines, choice, out);
  if (decoded.raw) text = from_windows_1252(text);
  const auto cleaned = clean(text, out);
  LOA_TRY(out.text, to_nfc(cleaned));
  out.was_decomposed = out.text != cleaned;
  out.characters = to_points(out.text).size();
  if (out.text.empty()) return fail("speech.text_empty", {{"field", options.field}}, options.field);
  if (out.characters > options.max_characters) return too_long(options, out.characters);
  LOA_TRY_OK(check_marks(out, options));
  return out;
}

}  // namespace loa::speech
