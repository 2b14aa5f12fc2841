// The project's own C++ sources as the style tests see them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace loa::style {

struct SourceFile {
  std::string path;                  // relative to the root, with '/'
  std::vector<std::string> lines;
  std::string folder() const { return path.substr(0, path.find('/')); }
  bool is_test() const { return path.starts_with("tests/"); }
};

std::vector<SourceFile> read_sources(const std::filesystem::path& root);

struct FunctionLength {
  std::size_t first_line;  // 1-based
  std::size_t lines;
};
// Bodies of functions, found by braces: a "{" that ends a line with a ")" somewhere before it at namespace or class level.
std::vector<FunctionLength> functions_of(const SourceFile& file);

}  // namespace loa::style
