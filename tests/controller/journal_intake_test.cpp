#include "controller/domain/journal_intake.h"

#include <gtest/gtest.h>

namespace loa::controller {
namespace {

using namespace std::chrono_literals;

constexpr SteadyTime kNow{std::chrono::hours(1)};
const AgentId kAgent{};
const Uuid kEpoch{};

protocol::JournalBatch batch(std::int64_t from, std::int64_t upto) {
  protocol::JournalBatch out;
  out.epoch = kEpoch;
  for (auto seq = from; seq <= upto; ++seq) {
    protocol::JournalRow row;
    row.seq = seq;
    out.rows.push_back(row);
  }
  return out;
}

TEST(JournalIntake, acknowledges_only_after_the_commit) {
  JournalIntake intake;
  auto actions = intake.batch(kAgent, batch(1, 3), kNow);
  ASSERT_EQ(actions.size(), 1u);
  ASSERT_TRUE(std::holds_alternative<WriteRows>(actions[0]));
  EXPECT_EQ(intake.committed(kAgent, kEpoch), 0);
  actions = intake.written(kAgent, kEpoch, 3);
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_EQ(std::get<SendAck>(actions[0]).ack.upto, 3);
}

TEST(JournalIntake, a_failed_write_acknowledges_nothing_and_is_taken_again) {
  JournalIntake intake;
  intake.batch(kAgent, batch(1, 3), kNow);
  EXPECT_TRUE(intake.batch(kAgent, batch(1, 3), kNow).empty());
  intake.write_failed(kAgent, kEpoch);
  auto actions = intake.batch(kAgent, batch(1, 3), kNow);
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<WriteRows>(actions[0]));
}

TEST(JournalIntake, duplicates_are_acknowledged_not_written) {
  JournalIntake intake;
  intake.restore(kAgent, kEpoch, 5);
  auto actions = intake.batch(kAgent, batch(2, 4), kNow);
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_EQ(std::get<SendAck>(actions[0]).ack.upto, 5);
}

TEST(JournalIntake, an_overlap_writes_only_what_is_new) {
  JournalIntake intake;
  intake.restore(kAgent, kEpoch, 5);
  auto actions = intake.batch(kAgent, batch(4, 8), kNow);
  const auto& write = std::get<WriteRows>(actions.at(0));
  ASSERT_EQ(write.rows.size(), 3u);
  EXPECT_EQ(write.rows.front().seq, 6);
}

TEST(JournalIntake, a_merged_row_closes_its_range_and_may_overlap_what_is_committed) {
  JournalIntake intake;
  intake.restore(kAgent, kEpoch, 5);
  auto merged = batch(80, 81);
  merged.rows[0].from = 3;
  auto actions = intake.batch(kAgent, merged, kNow);
  ASSERT_EQ(actions.size(), 1u);
  const auto& write = std::get<WriteRows>(actions[0]);
  ASSERT_EQ(write.rows.size(), 2u);
  EXPECT_EQ(write.upto, 81);
  intake.written(kAgent, kEpoch, 81);
  EXPECT_EQ(std::get<SendAck>(intake.batch(kAgent, merged, kNow).at(0)).ack.upto, 81) << "told twice, written once";
  auto beyond = batch(100, 100);
  beyond.rows[0].from = 83;
  EXPECT_EQ(std::get<SendAck>(intake.batch(kAgent, beyond, kNow).at(0)).ack.upto, 81) << "82 is missing";
}

TEST(JournalIntake, a_batch_beyond_a_gap_is_not_taken) {
  JournalIntake intake;
  intake.restore(kAgent, kEpoch, 5);
  auto actions = intake.batch(kAgent, batch(8, 9), kNow);
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_EQ(std::get<SendAck>(actions[0]).ack.upto, 5);
  EXPECT_EQ(intake.batch(kAgent, batch(8, 9), kNow + 9min).size(), 1u);
  actions = intake.batch(kAgent, batch(8, 9), kNow + 10min);
  ASSERT_EQ(actions.size(), 2u);
  EXPECT_EQ(std::get<GapAccepted>(actions[0]).upto, 7);
}

}  // namespace
}  // namespace loa::controller
