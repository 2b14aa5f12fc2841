// kill -9 at random moments of a busy store: what was answered is there, what is there is whole.
#include "agent/services/sql_store.h"
#include "protocol/limits.h"
#include "tests/core/temp_folder.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>

namespace loa::agent {
namespace {

constexpr std::uint64_t kContentBytes = 5 * protocol::kChunkBytes / 2;

Bytes content_of(std::int64_t round) {
  Bytes out(kContentBytes);
  SeededRandom random(static_cast<std::uint64_t>(round) + 1000);
  random.fill(out);
  return out;
}

// One round writes a row, a value and a mark that must stand or fall together, and a chunk; it is answered by one byte.
std::vector<WriteOp> round_of(std::int64_t number) {
  protocol::JournalRow row;
  row.seq = number;
  row.cause = "round." + std::to_string(number);
  const std::string text = std::to_string(number);
  const Bytes content = content_of((number - 1) / 3);
  const auto index = static_cast<std::uint32_t>((number - 1) % 3);
  const std::size_t from = index * protocol::kChunkBytes;
  const std::size_t size = std::min<std::size_t>(protocol::kChunkBytes, content.size() - from);
  const auto begin = content.begin() + static_cast<std::ptrdiff_t>(from);
  return {AppendRows{{row}}, PutValue{"newest", to_bytes(text)}, Settle{{sha256(text), ClusterId{}}, from_unix_ms(number)},
          PutChunk{sha256(content), content.size(), index, Bytes(begin, begin + static_cast<std::ptrdiff_t>(size))}};
}

[[noreturn]] void busy_child(const std::filesystem::path& folder, int answers) {
  SeededRandom random(1);
  auto store = SqlStore::open(folder, from_unix_ms(1'795'482'000'000), random);
  if (!store) _exit(2);
  const auto kept = (*store)->load();
  if (!kept) _exit(3);
  for (std::int64_t number = kept->last_seq + 1;; ++number) {
    if (!(*store)->perform({Write{number, round_of(number)}}).front().held) _exit(4);
    if (number % 3 == 0) (*store)->seal({sha256(content_of((number - 1) / 3))});
    if (number % 20 == 0) (*store)->perform({Write{0, {DeleteRowsUpTo{number - 10}}}});
    if (write(answers, &number, sizeof number) != sizeof number) _exit(5);
  }
}

// Runs the child for a while, kills it, returns the newest round it was answered.
std::int64_t live_and_die(const std::filesystem::path& folder, unsigned life_us) {
  int answers[2];
  EXPECT_EQ(pipe2(answers, O_CLOEXEC), 0);
  const pid_t child = fork();
  if (child == 0) busy_child(folder, answers[1]);
  close(answers[1]);
  usleep(life_us);
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << WEXITSTATUS(status);
  std::int64_t newest = 0, number = 0;
  while (read(answers[0], &number, sizeof number) == sizeof number) newest = number;
  close(answers[0]);
  return newest;
}

void expect_whole(const std::filesystem::path& folder, std::int64_t answered) {
  SeededRandom random(1);
  auto store = SqlStore::open(folder, from_unix_ms(2), random);
  ASSERT_TRUE(store.has_value()) << to_line(store.error());
  const auto kept = (*store)->load();
  ASSERT_TRUE(kept.has_value());
  const std::int64_t last = kept->last_seq;
  EXPECT_GE(last, answered) << "answered and lost";
  if (last == 0) return;
  EXPECT_EQ(as_text(kept->values.at("newest")), std::to_string(last)) << "a half write";
  EXPECT_EQ(static_cast<std::int64_t>(kept->settled.size()), last);
  std::int64_t expected = kept->acknowledged + 1;
  for (std::int64_t from = expected; from <= last; from = expected) {
    const auto rows = (*store)->read_rows(from, 60'000).rows;
    ASSERT_FALSE(rows.empty());
    for (const auto& row : rows) {
      EXPECT_EQ(row.seq, expected++);
      EXPECT_EQ(row.cause, "round." + std::to_string(row.seq));
    }
  }
  for (std::int64_t number = std::max<std::int64_t>(1, last - 12); number <= last; ++number) {
    const Bytes content = content_of((number - 1) / 3);
    const auto stored = kept->contents.find(sha256(content));
    ASSERT_NE(stored, kept->contents.end());
    const auto index = static_cast<std::uint32_t>((number - 1) % 3);
    EXPECT_TRUE(stored->second.complete || stored->second.held.test(index));
    const auto unit = (*store)->read_unit(sha256(content), index * 4);
    ASSERT_TRUE(unit.held);
    EXPECT_TRUE(std::equal(unit.bytes.begin(), unit.bytes.end(), content.begin() + index * protocol::kChunkBytes));
  }
}

TEST(StoreKill, a_killed_process_leaves_no_half_write_and_loses_nothing_answered) {
  test::TempFolder folder;
  SeededRandom random(42);
  std::int64_t answered = 0, most = 0;
  for (int life = 0; life < 25; ++life) {
    answered = std::max(answered, live_and_die(folder.path(), 20'000 + static_cast<unsigned>(random.below(120'000))));
    most = std::max(most, answered);
    SCOPED_TRACE("life " + std::to_string(life));
    expect_whole(folder.path(), answered);
  }
  EXPECT_GT(most, 25) << "the children had time to write something";
}

}  // namespace
}  // namespace loa::agent
