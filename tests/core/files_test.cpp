#include "core/files.h"

#include "tests/core/temp_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace loa {
namespace {

using test::TempFolder;

std::size_t entries(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST(Files, ADurableWriteReplacesTheWholeContentAndLeavesNoTemp) {
  TempFolder folder;
  const auto path = folder.write("state", "a much longer old content");
  ASSERT_TRUE(write_file_durably(path, as_bytes("new"), 0600));
  EXPECT_EQ(test::slurp(path), "new");
  EXPECT_EQ(entries(folder.path()), 1u);
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST(Files, AFailedDurableWriteKeepsTheOldContent) {
  TempFolder folder;
  std::filesystem::create_directories(folder.path() / "target" / "inside");
  // A folder that is not empty cannot be replaced by rename: the last step fails, also for root.
  const auto status = write_file_durably(folder.path() / "target", as_bytes("x"));
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, "file.write");
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "target" / "inside"));
  EXPECT_EQ(entries(folder.path()), 1u) << "the temporary file was left behind";
}

TEST(Files, WritingIntoAMissingFolderNamesThePath) {
  TempFolder folder;
  const auto status = write_file_durably(folder.path() / "no" / "x", as_bytes("x"));
  ASSERT_FALSE(status);
  EXPECT_NE(to_line(status.error()).find("no/x"), std::string::npos);
}

TEST(Files, ReadRespectsItsLimit) {
  TempFolder folder;
  const auto path = folder.write("f", "12345");
  EXPECT_EQ(*read_file(path, 5), to_bytes("12345"));
  EXPECT_EQ(read_file(path, 4).error().code, "file.too_large");
  EXPECT_EQ(read_file(folder.path() / "none", 4).error().code, "file.read");
}

TEST(Files, ReadsFilesThatClaimNoSize) { EXPECT_GT(read_file("/proc/self/status", 100'000)->size(), 100u); }

TEST(Files, RequireWritableFolderMakesItAndLeavesNothing) {
  TempFolder folder;
  ASSERT_TRUE(require_writable_folder(folder.path() / "a" / "b"));
  EXPECT_EQ(entries(folder.path() / "a" / "b"), 0u);
}

TEST(Files, RequireWritableFolderRefusesAFileInTheWay) {
  TempFolder folder;
  const auto status = require_writable_folder(folder.write("f", "") / "data");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, "file.folder_unwritable");
}

}  // namespace
}  // namespace loa
