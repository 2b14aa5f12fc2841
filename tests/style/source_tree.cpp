#include "tests/style/source_tree.h"

#include <algorithm>
#include <fstream>

namespace loa::style {
namespace {

const char* const kFolders[] = {"core",  "protocol",        "config", "schedules", "audio", "controller",
                                "agent", "firmware-bridge", "deploy", "tests"};

bool skipped(const std::string& path) {
  return path.find("node_modules") != std::string::npos || path.find("controller/console") != std::string::npos;
}

// The line without string literals, character literals and comments, so that braces in them do not count.
std::string code_of(const std::string& line) {
  std::string out;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote) {
      if (c == '\\') ++i;
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '/' && i + 1 < line.size() && line[i + 1] == '/') break;
    const bool digit_separator = c == '\'' && i > 0 && std::isxdigit(static_cast<unsigned char>(line[i - 1]));
    if ((c == '"' || c == '\'') && !digit_separator) {
      quote = c;
      continue;
    }
    out += c;
  }
  return out;
}

bool opens_scope_without_body(const std::string& code) {
  for (const char* word : {"namespace", "class ", "struct ", "enum ", "union ", "extern "}) {
    if (code.find(word) != std::string::npos && code.find('(') == std::string::npos) return true;
  }
  return false;
}

}  // namespace

std::vector<SourceFile> read_sources(const std::filesystem::path& root) {
  std::vector<SourceFile> out;
  for (const char* folder : kFolders) {
    if (!std::filesystem::exists(root / folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      const auto path = std::filesystem::relative(entry.path(), root).generic_string();
      const auto extension = entry.path().extension();
      if (skipped(path) || (extension != ".h" && extension != ".cpp")) continue;
      SourceFile file{path, {}};
      std::ifstream stream(entry.path());
      for (std::string line; std::getline(stream, line);) file.lines.push_back(line);
      out.push_back(std::move(file));
    }
  }
  std::sort(out.begin(), out.end(), [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return out;
}

std::vector<FunctionLength> functions_of(const SourceFile& file) {
  std::vector<FunctionLength> out;
  std::vector<bool> is_function;  // one an open brace
  std::size_t first = 0;
  std::string statement;          // what stood before the brace since the last ; or }
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    for (const char c : code_of(file.lines[i])) {
      if (c == '{') {
        const bool inside = std::find(is_function.begin(), is_function.end(), true) != is_function.end();
        const bool body = !inside && statement.find(')') != std::string::npos && !opens_scope_without_body(statement);
        if (body) first = i;
        is_function.push_back(body);
        statement.clear();
      } else if (c == '}') {
        if (!is_function.empty()) {
          if (is_function.back()) out.push_back({first + 1, i - first + 1});
          is_function.pop_back();
        }
        statement.clear();
      } else if (c == ';') {
        statement.clear();
      } else {
        statement += c;
      }
    }
    statement += ' ';
  }
  return out;
}

}  // namespace loa::style
