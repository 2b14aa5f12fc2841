#include "core/log.h"

#include "core/json.h"

#include <gtest/gtest.h>

#include <sstream>
#include <vector>

namespace loa {
namespace {

std::vector<json::value> lines_of(const std::string& text) {
  std::vector<json::value> out;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) out.push_back(parse_json(line).value());
  return out;
}

TEST(Log, WritesOneJsonLinePerEvent) {
  testing::internal::CaptureStderr();
  make_stderr_log("loa-agent")->warn("link.down", {{"why", "a \"quoted\"\nline"}, {"broker", "ắ"}});
  const auto lines = lines_of(testing::internal::GetCapturedStderr());
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].at("program"), "loa-agent");
  EXPECT_EQ(lines[0].at("level"), "warn");
  EXPECT_EQ(lines[0].at("event"), "link.down");
  EXPECT_EQ(lines[0].at("why"), "a \"quoted\"\nline");
  EXPECT_EQ(lines[0].at("broker"), "ắ");
  EXPECT_EQ(lines[0].at("t").as_string().size(), 24u);
}

TEST(Log, HoldsBackAFloodPerEventAndSaysHowMuch) {
  testing::internal::CaptureStderr();
  {
    const auto log = make_stderr_log("p");
    for (int i = 0; i < 1000; ++i) log->info("flood");
    log->info("other");
  }
  const auto lines = lines_of(testing::internal::GetCapturedStderr());
  int written = 0;
  int suppressed = 0;
  int other = 0;
  for (const auto& line : lines) {
    written += line.at("event") == "flood";
    other += line.at("event") == "other";
    if (line.at("event") == "log.suppressed") suppressed += std::stoi(std::string(line.at("count").as_string()));
  }
  EXPECT_EQ(other, 1);
  EXPECT_LE(written, 100) << "two seconds at most may have been touched";
  EXPECT_EQ(written + suppressed, 1000);
}

}  // namespace
}  // namespace loa
