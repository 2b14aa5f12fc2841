#include "core/catalogue.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <vector>

namespace loa {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kFolders = {"core",       "protocol", "config", "schedules",       "audio",
                                           "controller", "agent",    "deploy", "firmware-bridge"};

struct Entry {
  std::string code;
  std::string vi;
  std::string en;
  std::string file;
};

std::string read(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Entry> read_entries() {
  static const std::regex kLine(R"re(TEXT\("([^"]*)",\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"\))re");
  std::vector<Entry> out;
  for (const auto& file : fs::directory_iterator(fs::path(LOA_SOURCE_DIR) / "core/texts")) {
    const auto text = read(file.path());
    for (std::sregex_iterator it(text.begin(), text.end(), kLine), end; it != end; ++it)
      out.push_back({(*it)[1], (*it)[2], (*it)[3], file.path().filename().string()});
  }
  return out;
}

std::set<std::string> placeholders(const std::string& text) {
  static const std::regex kName(R"(\{([a-z_0-9]+)\})");
  std::set<std::string> out;
  for (std::sregex_iterator it(text.begin(), text.end(), kName), end; it != end; ++it) out.insert((*it)[1]);
  return out;
}

TEST(Catalogue, FillsParameters) {
  const auto error = fail("config.key_mode", {{"path", "k"}, {"mode", "0644"}}, "a.yaml:3");
  EXPECT_EQ(describe(error, Language::vi), "Tệp khóa k có quyền 0644; cần 0400");
  EXPECT_EQ(to_line(error).rfind("a.yaml:3: the key file k has mode 0644", 0), 0u);
}

TEST(Catalogue, AForgottenParameterStaysVisible) {
  EXPECT_EQ(describe(fail("id.bad"), Language::en), "not a UUID: {text}");
}

TEST(Catalogue, AValueIsNotFilledAgain) {
  EXPECT_EQ(describe(fail("id.bad", {{"text", "{text}"}}), Language::en), "not a UUID: {text}");
}

TEST(Catalogue, AnUnknownCodeGivesTheCode) {
  EXPECT_EQ(describe(fail("no.such"), Language::vi), "no.such");
  EXPECT_FALSE(in_catalogue("no.such"));
}

TEST(Catalogue, EveryCodeIsUniqueAndHasBothTexts) {
  std::map<std::string, std::string> seen;
  const auto entries = read_entries();
  ASSERT_GT(entries.size(), 50u);
  for (const auto& entry : entries) {
    EXPECT_TRUE(seen.emplace(entry.code, entry.file).second)
        << entry.code << " is in " << seen[entry.code] << " and " << entry.file;
    EXPECT_FALSE(entry.vi.empty()) << entry.code;
    EXPECT_FALSE(entry.en.empty()) << entry.code;
    EXPECT_TRUE(in_catalogue(entry.code)) << entry.code;
  }
}

TEST(Catalogue, BothLanguagesNameOnlyKnownParameters) {
  for (const auto& entry : read_entries())
    for (const auto& name : placeholders(entry.vi))
      EXPECT_TRUE(placeholders(entry.en).contains(name)) << entry.code << ": {" << name << "} is not in the English text";
}

TEST(Catalogue, EveryCodeUsedInTheSourcesHasATextThere) {
  static const std::regex kUse(R"re(fail\(\s*"([a-z0-9_.-]+)")re");
  int uses = 0;
  for (const auto& folder : kFolders) {
    for (const auto& file : fs::recursive_directory_iterator(fs::path(LOA_SOURCE_DIR) / folder)) {
      const auto extension = file.path().extension();
      if (extension != ".cpp" && extension != ".h") continue;
      const auto text = read(file.path());
      for (std::sregex_iterator it(text.begin(), text.end(), kUse), end; it != end; ++it, ++uses)
        EXPECT_TRUE(in_catalogue((*it)[1].str())) << (*it)[1] << " in " << file.path() << " has no text";
    }
  }
  EXPECT_GT(uses, 50);
}

}  // namespace
}  // namespace loa
