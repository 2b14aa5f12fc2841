// The house rules as tests: the direction of includes, sizes, banned words. The exemption list is empty and stays so.
#include "tests/style/source_tree.h"

#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>

namespace loa::style {
namespace {

constexpr std::size_t kMaxFunctionLines = 70;
constexpr std::size_t kMaxFileLines = 600;

const std::vector<SourceFile>& sources() {
  static const auto files = read_sources(LOA_SOURCE_DIR);
  return files;
}

// core <- {protocol, config, schedules, audio} <- {controller, agent, firmware-bridge} <- {tests, deploy}.
const std::map<std::string, std::set<std::string>> kMayInclude{
    {"core", {"core"}},
    {"protocol", {"core", "protocol"}},
    {"config", {"core", "config"}},
    {"schedules", {"core", "schedules"}},
    {"audio", {"core", "audio"}},
    {"controller", {"core", "protocol", "config", "schedules", "audio", "controller"}},
    {"agent", {"core", "protocol", "config", "schedules", "audio", "agent"}},
    {"firmware-bridge", {"core", "protocol", "config", "schedules", "audio", "firmware-bridge"}},
    {"deploy", {"core", "protocol", "config", "schedules", "audio", "deploy"}},
};

std::vector<std::string> wrong_includes(const SourceFile& file) {
  std::vector<std::string> wrong;
  const auto allowed = kMayInclude.find(file.folder());
  if (allowed == kMayInclude.end()) return wrong;
  static const std::regex include(R"(^\s*#include "([^"/]+)/)");
  for (const auto& line : file.lines) {
    std::smatch match;
    if (std::regex_search(line, match, include) && !allowed->second.contains(match[1])) wrong.push_back(line);
  }
  return wrong;
}

TEST(Style, folders_include_only_what_lies_below_them) {
  for (const auto& file : sources()) {
    for (const auto& line : wrong_includes(file)) ADD_FAILURE() << file.path << ": " << line;
  }
}

TEST(Style, a_wrong_include_is_seen) {
  EXPECT_EQ(wrong_includes({"protocol/x.h", {"#include \"schedules/item.h\""}}).size(), 1u);
  EXPECT_EQ(wrong_includes({"agent/x.h", {"#include \"controller/x.h\""}}).size(), 1u);
  EXPECT_TRUE(wrong_includes({"agent/x.h", {"#include \"core/id.h\""}}).empty());
}

TEST(Style, domain_folders_do_no_input_or_output) {
  static const std::regex forbidden(R"(#include [<"](boost/asio|soci|sqlite3|yaml-cpp|mosquitto|core/net|core/sql|core/yaml|fstream))");
  for (const auto& file : sources()) {
    if (file.path.find("/domain/") == std::string::npos || file.is_test()) continue;
    for (const auto& line : file.lines) EXPECT_FALSE(std::regex_search(line, forbidden)) << file.path << ": " << line;
  }
}

TEST(Style, functions_are_short) {
  for (const auto& file : sources()) {
    for (const auto& function : functions_of(file)) {
      EXPECT_LE(function.lines, kMaxFunctionLines) << file.path << ":" << function.first_line;
    }
  }
}

TEST(Style, a_long_function_is_seen) {
  SourceFile file{"core/x.cpp", {"namespace loa {", "void f() {"}};
  for (int i = 0; i < 80; ++i) file.lines.push_back("  g(\"}\");");
  file.lines.insert(file.lines.end(), {"}", "}"});
  const auto functions = functions_of(file);
  ASSERT_EQ(functions.size(), 1u);
  EXPECT_EQ(functions[0].lines, 82u);
}

TEST(Style, files_are_short) {
  for (const auto& file : sources()) EXPECT_LE(file.lines.size(), kMaxFileLines) << file.path;
}

TEST(Style, banned_words) {
  static const std::regex names(R"(\b(class|struct) \w*(Manager|Helper|Utils|Base)\b)");
  static const std::regex calls(R"(asio::detached|\bstd::rand\b|\bsrand\()");
  static const std::regex unfinished(R"(\b(TODO|FIXME|XXX|HACK)\b)");
  for (const auto& file : sources()) {
    if (file.path.starts_with("tests/style/")) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const auto& line = file.lines[i];
      EXPECT_FALSE(std::regex_search(line, names)) << file.path << ":" << i + 1 << " " << line;
      EXPECT_FALSE(std::regex_search(line, calls)) << file.path << ":" << i + 1 << " " << line;
      EXPECT_FALSE(std::regex_search(line, unfinished)) << file.path << ":" << i + 1 << " " << line;
    }
  }
}

// The clocks of the world enter through core/clock.h. Timers of Asio and the demo's supervisor are not decisions.
TEST(Style, only_core_reads_the_wall_clock) {
  static const std::regex wall(R"(system_clock::now|gettimeofday|\btime\(nullptr\)|CLOCK_REALTIME)");
  for (const auto& file : sources()) {
    if (file.folder() == "core" || file.is_test()) continue;
    for (const auto& line : file.lines) EXPECT_FALSE(std::regex_search(line, wall)) << file.path << ": " << line;
  }
}

// One C library, one wrapper.
TEST(Style, a_library_is_included_in_one_place) {
  const std::map<std::string, std::string> homes{{"<mosquitto.h>", "protocol/transport/"},
                                                 {"<libical/ical.h>", "schedules/ical/"},
                                                 {"<opusfile.h>", "audio/"},
                                                 {"<libavformat/", "audio/transcode/"},
                                                 {"<yaml-cpp/", "core/yaml.cpp"},
                                                 {"<utf8proc.h>", "core/unicode.cpp"}};
  for (const auto& file : sources()) {
    if (file.is_test()) continue;
    for (const auto& line : file.lines) {
      for (const auto& [header, home] : homes) {
        if (line.find("#include " + header) != std::string::npos) EXPECT_TRUE(file.path.starts_with(home)) << file.path << ": " << line;
      }
    }
  }
}

TEST(Style, every_folder_tells_what_it_is_for) {
  for (const char* folder : {"core", "protocol", "config", "schedules", "audio", "controller", "agent", "firmware-bridge", "deploy", "tests"}) {
    EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(LOA_SOURCE_DIR) / folder / "README.md")) << folder;
  }
}

}  // namespace
}  // namespace loa::style
