// Whoever is refused must be told in words: every code this folder gives stands in the catalogue.
#include "core/catalogue.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

namespace loa::test {
namespace {

std::set<std::string> codes_of(const std::filesystem::path& folder) {
  static const std::regex literal(R"re((?:fail|about|about_key|step_error)\((?:[^"]*\? )?"([a-z]+\.[a-z_]+)")re");
  std::set<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".cpp") continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);)
      for (std::sregex_iterator match(line.begin(), line.end(), literal), end; match != end; ++match) out.insert((*match)[1]);
  }
  return out;
}

TEST(ErrorTexts, EveryCodeOfTheProtocolHasWords) {
  const auto codes = codes_of(std::filesystem::path(LOA_SOURCE_DIR) / "protocol");
  EXPECT_GT(codes.size(), 50u);
  for (const auto& code : codes) EXPECT_TRUE(in_catalogue(code)) << code;
}

}  // namespace
}  // namespace loa::test
