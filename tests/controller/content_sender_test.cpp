#include "controller/domain/content_sender.h"

#include "protocol/limits.h"

#include <gtest/gtest.h>

#include <map>

namespace loa::controller {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kSize = 40 * protocol::kChunkBytes + 17;
constexpr std::uint32_t kCount = 41;

AgentId agent(std::uint8_t n) {
  AgentId id;
  id.uuid.bytes[15] = n;
  return id;
}

protocol::Want want_of(const Hash& hash, const protocol::Bitmap& missing, std::int64_t rate, bool urgent = false) {
  protocol::Want want;
  want.contents[hash] = {kSize, from_unix_ms(1000), urgent, missing};
  want.receive_rate = rate;
  return want;
}

class ContentSenderTest : public testing::Test {
 protected:
  std::vector<SendChunk> run(SteadyTime::duration time) {
    std::vector<SendChunk> out;
    const auto until = now_ + time;
    while (now_ < until) {
      now_ += 10ms;
      for (const auto& chunk : sender_.tick(now_)) {
        out.push_back(chunk);
        sender_.published();
      }
    }
    return out;
  }

  ContentSender sender_;
  SteadyTime now_{1h};
  Hash hash_ = sha256("one");
};

TEST_F(ContentSenderTest, a_pass_sends_the_union_once) {
  sender_.offer(hash_, kSize);
  protocol::Bitmap first(kCount), second(kCount);
  for (std::uint32_t i = 0; i < 20; ++i) first.set(i, true);
  for (std::uint32_t i = 10; i < 30; ++i) second.set(i, true);
  sender_.want(agent(1), want_of(hash_, first, 0), now_);
  sender_.want(agent(2), want_of(hash_, second, 0), now_);
  const auto sent = run(5s);
  std::map<std::uint32_t, int> times;
  for (const auto& chunk : sent) ++times[chunk.index];
  EXPECT_EQ(sent.size(), 30u);
  for (const auto& [index, n] : times) EXPECT_EQ(n, 1) << index;
}

TEST_F(ContentSenderTest, a_hundred_receivers_cost_one_file) {
  sender_.offer(hash_, kSize);
  for (std::uint8_t i = 0; i < 100; ++i) sender_.want(agent(i), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
  run(5s);
  EXPECT_EQ(sender_.bytes_sent(), static_cast<std::int64_t>(kSize));
}

TEST_F(ContentSenderTest, what_is_still_missing_is_sent_in_the_next_pass) {
  sender_.offer(hash_, kSize);
  sender_.want(agent(1), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
  EXPECT_EQ(run(3s).size(), kCount);
  protocol::Bitmap lost(kCount);
  lost.set(7, true);
  sender_.want(agent(1), want_of(hash_, lost, 0), now_);
  const auto again = run(1s);
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].index, 7u);
  sender_.want(agent(1), protocol::Want{}, now_);
  EXPECT_FALSE(sender_.busy());
}

TEST_F(ContentSenderTest, a_want_from_before_the_chunk_went_out_repeats_nothing) {
  sender_.offer(hash_, kSize);
  sender_.want(agent(1), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
  EXPECT_EQ(run(1500ms).size(), kCount);
  sender_.want(agent(1), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
  EXPECT_TRUE(run(3s).empty());
}

TEST_F(ContentSenderTest, who_first_asks_after_a_chunk_went_out_gets_it_without_waiting) {
  sender_.offer(hash_, kSize);
  sender_.want(agent(1), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
  EXPECT_EQ(run(1500ms).size(), kCount);
  sender_.want(agent(2), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
  EXPECT_EQ(run(1500ms).size(), kCount);
}

TEST_F(ContentSenderTest, a_large_content_waits_for_those_who_join_in) {
  sender_.offer(hash_, kSize);
  for (std::uint8_t i = 0; i < 4; ++i) {
    sender_.want(agent(i), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
    EXPECT_TRUE(run(400ms).empty()) << int{i};
  }
  EXPECT_EQ(run(3s).size(), kCount);
}

TEST_F(ContentSenderTest, when_all_who_were_told_have_asked_nobody_waits_longer) {
  sender_.offer(hash_, kSize);
  for (std::uint8_t i = 0; i < 3; ++i) sender_.expect(agent(i), hash_, now_);
  sender_.want(agent(0), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
  sender_.want(agent(1), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
  EXPECT_TRUE(run(100ms).empty()) << "one has not asked";
  sender_.want(agent(2), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
  EXPECT_FALSE(run(20ms).empty());
}

TEST_F(ContentSenderTest, one_who_was_told_and_never_asks_or_leaves_holds_nobody_back) {
  sender_.offer(hash_, kSize);
  for (std::uint8_t i = 0; i < 3; ++i) sender_.expect(agent(i), hash_, now_);
  sender_.want(agent(0), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
  EXPECT_TRUE(run(100ms).empty());
  sender_.want(agent(1), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
  sender_.gone(agent(2));
  EXPECT_FALSE(run(20ms).empty()) << "the third is gone: all who can ask have asked";
  EXPECT_EQ(run(3s).size() > 0, true);
  sender_.expect(agent(3), hash_, now_);
  sender_.expect(agent(4), hash_, now_);
  sender_.want(agent(3), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
  EXPECT_EQ(run(3s).size(), kCount) << "the other never asked";
}

TEST_F(ContentSenderTest, what_is_small_goes_before_the_sound_it_speaks_of) {
  const Hash list = sha256("list");
  sender_.offer(hash_, kSize);
  sender_.offer(list, 900);
  auto want = want_of(hash_, protocol::Bitmap(kCount, true), 0);
  want.contents[list] = {900, from_unix_ms(1000), false, protocol::Bitmap(1, true)};
  for (const auto& content : {hash_, list}) sender_.expect(agent(1), content, now_);
  sender_.want(agent(1), want, now_);
  const auto sent = run(3s);
  ASSERT_EQ(sent.size(), kCount + 1);
  EXPECT_EQ(sent[0].content, list);
}

TEST_F(ContentSenderTest, joining_in_without_end_holds_nobody_back) {
  sender_.offer(hash_, kSize);
  std::size_t sent = 0;
  for (std::uint8_t i = 0; i < 30; ++i) {
    sender_.want(agent(i), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
    sent += run(100ms).size();
  }
  EXPECT_GT(sent, 0u);
}

TEST_F(ContentSenderTest, the_slow_leave_and_are_repaired_when_nobody_else_waits) {
  sender_.offer(hash_, kSize);
  for (std::uint8_t i = 0; i < 3; ++i) sender_.want(agent(i), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
  run(4s);
  protocol::Bitmap lost(kCount);
  lost.set(3, true);
  sender_.want(agent(0), want_of(hash_, lost, 2'000'000), now_);
  sender_.want(agent(1), want_of(hash_, lost, 1'800'000), now_);
  sender_.want(agent(2), want_of(hash_, protocol::Bitmap(kCount, true), 30'000), now_);
  const auto sent = run(3s);
  EXPECT_TRUE(sender_.left(agent(2)));
  EXPECT_FALSE(sender_.left(agent(0)));
  EXPECT_EQ(sent.size(), 1u);  // only what those in the pass miss
  sender_.want(agent(0), protocol::Want{}, now_);
  sender_.want(agent(1), protocol::Want{}, now_);
  run(60s);
  EXPECT_GE(sender_.bytes_sent(), static_cast<std::int64_t>(2 * kSize - protocol::kChunkBytes));
}

TEST_F(ContentSenderTest, newcomers_are_not_paced_by_the_slow_ones_before_them) {
  sender_.offer(hash_, kSize);
  sender_.want(agent(1), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
  run(4s);
  sender_.want(agent(1), want_of(hash_, protocol::Bitmap(kCount, true), 30'000), now_);
  run(1s);
  ASSERT_LT(sender_.rate(), 100'000);
  for (std::uint8_t i = 2; i < 5; ++i) sender_.want(agent(i), want_of(hash_, protocol::Bitmap(kCount, true), 0), now_);
  run(60s);
  EXPECT_GE(sender_.rate(), SenderPace{}.first_rate);
}

TEST_F(ContentSenderTest, the_window_at_the_broker_is_bounded) {
  const std::uint64_t size = 2000 * protocol::kChunkBytes;
  sender_.offer(hash_, size);
  protocol::Want want;
  want.contents[hash_] = {size, from_unix_ms(1000), false, protocol::Bitmap(2000, true)};
  sender_.want(agent(1), want, now_);
  std::size_t sent = 0;
  for (int i = 0; i < 2000; ++i) sent += sender_.tick(now_ += 50ms).size();
  EXPECT_EQ(sent, protocol::kMaxUnacknowledged);
}

TEST_F(ContentSenderTest, urgent_content_goes_first_even_in_a_running_pass) {
  const Hash late = sha256("urgent");
  const std::uint64_t size = 1000 * protocol::kChunkBytes;
  sender_.offer(hash_, size);
  sender_.offer(late, kSize);
  protocol::Want want;
  want.contents[hash_] = {size, from_unix_ms(1000), false, protocol::Bitmap(1000, true)};
  sender_.want(agent(1), want, now_);
  ASSERT_FALSE(run(1s).empty());
  sender_.want(agent(2), want_of(late, protocol::Bitmap(kCount, true), 0, true), now_);
  const auto next = run(1s);
  ASSERT_GE(next.size(), kCount);
  for (std::uint32_t i = 0; i < kCount; ++i) EXPECT_EQ(next[i].content, late);
}

}  // namespace
}  // namespace loa::controller
