#include "controller/services/text_import.h"

#include "audio/process.h"
#include "audio/speech/letters.h"
#include "core/files.h"

#include <charconv>

namespace loa::controller {
namespace {

constexpr std::size_t kMaxFile = 20 * 1024 * 1024;
constexpr std::size_t kMaxWords = 16 * 1024 * 1024;
constexpr Millis kTimeLimit{20'000};

Result<Bytes> run_limited(std::vector<std::string> program) {
  std::vector<std::string> argv{"prlimit", "--as=1073741824", "--cpu=15", "--nofile=64", "--core=0", "--fsize=0", "--"};
  argv.insert(argv.end(), program.begin(), program.end());
  auto end = audio::run_process({.argv = std::move(argv), .input = {}, .time_limit = kTimeLimit, .max_output = kMaxWords});
  if (!end) return fail("text.file_unread", {{"why", to_line(end.error())}});
  if (end->exit_code != 0) {
    return fail("text.file_unread", {{"why", end->errors.empty() ? "exit " + std::to_string(end->exit_code) : end->errors.substr(0, 200)}});
  }
  return std::move(end->output);
}

// One XML entity; text that is none stays.
void append_entity(std::string& out, std::string_view name) {
  if (name == "amp") out += '&';
  else if (name == "lt") out += '<';
  else if (name == "gt") out += '>';
  else if (name == "quot") out += '"';
  else if (name == "apos") out += '\'';
  else if (name.starts_with('#')) {
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    unsigned point = 0;
    const auto digits = name.substr(hex ? 2 : 1);
    std::from_chars(digits.data(), digits.data() + digits.size(), point, hex ? 16 : 10);
    if (point > 0 && point < 0x110000 && (point < 0xD800 || point > 0xDFFF)) speech::append_point(out, point);
  }
}

void append_text(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text[at] == '&' ? text.find(';', at) : std::string_view::npos;
    if (end != std::string_view::npos && end - at < 12) {
      append_entity(out, text.substr(at + 1, end - at - 1));
      at = end + 1;
    } else {
      out += text[at++];
    }
  }
}

class WordText {
 public:
  std::string read(std::string_view xml) {
    for (std::size_t at = 0; at < xml.size();) {
      const auto open = std::min(xml.find('<', at), xml.size());
      if (inside_ && skipping_ == 0) append_text(out_, xml.substr(at, open - at));
      const auto close = xml.find('>', open);
      if (open == xml.size() || close == std::string_view::npos) break;
      tag(xml.substr(open + 1, close - open - 1));
      at = close + 1;
    }
    return std::move(out_);
  }

 private:
  void tag(std::string_view tag) {
    const bool empty = tag.ends_with('/');
    const auto name = tag.substr(0, tag.find_first_of(" \t\r\n/", 1));
    if (name == "mc:Fallback" && !empty) ++skipping_;
    if (name == "/mc:Fallback" && skipping_ > 0) --skipping_;
    if (skipping_ > 0) return;
    if (name == "w:t") inside_ = !empty;
    if (name == "/w:t") inside_ = false;
    if (name == "w:tab") out_ += '\t';
    if (name == "w:br" || name == "w:cr" || name == "/w:p") out_ += '\n';
  }

  std::string out_;
  bool inside_ = false;
  int skipping_ = 0;
};

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n\f") == std::string_view::npos; }

Result<Bytes> words_of(const std::filesystem::path& file, ByteSpan content) {
  const auto text = as_text(content);
  if (text.starts_with("%PDF-")) return run_limited({"pdftotext", "-enc", "UTF-8", "-nopgbrk", "-q", file.string(), "-"});
  if (text.starts_with("PK\x03\x04")) {
    auto xml = run_limited({"unzip", "-p", file.string(), "word/document.xml"});
    if (!xml) return fail("text.file_kind", {});
    return to_bytes(text_of_word_xml(as_text(*xml)));
  }
  return to_bytes(text);
}

}  // namespace

std::string text_of_word_xml(std::string_view xml) { return WordText().read(xml); }

Result<speech::IncomingText> text_of_file(const std::filesystem::path& file, const speech::IncomingOptions& options) {
  LOA_TRY(const auto content, read_file(file, kMaxFile));
  LOA_TRY(const auto words, words_of(file, content));
  if (is_blank(as_text(words))) return fail("text.file_empty", {});
  return speech::incoming_text(words, options);
}

}  // namespace loa::controller
