// The journal: gap-free, one write at a time, nothing sent before it is durable, acknowledged once, told once.
#include "tests/agent/agent_bench.h"

#include "protocol/limits.h"

#include <gmock/gmock.h>

namespace loa::test {
namespace {

using protocol::RowKind;
using testing::ElementsAre;
using testing::SizeIs;

class JournalTest : public testing::Test {
 protected:
  void tell(int events) {
    for (int i = 0; i < events; ++i) bench.bridge.tell(fail("cluster.line_open", {{"n", std::to_string(i)}}), {}, bench.utc);
  }
  std::size_t events() const { return bench.controller.rows_of(RowKind::event).size(); }
  AgentBench bench;
};

TEST_F(JournalTest, every_word_of_the_bridge_arrives_once_in_order_and_is_acknowledged) {
  bench.ready();
  tell(40);
  bench.run(5s);
  EXPECT_EQ(events(), 40u);
  EXPECT_FALSE(bench.controller.gap);
  EXPECT_FALSE(bench.disk.broken_order);
  EXPECT_EQ(bench.bridge.unacknowledged(), 0u);
  EXPECT_EQ(bench.core().journal().waiting_rows(), 0);
  EXPECT_THAT(bench.disk.rows, SizeIs(0)) << "acknowledged rows leave the disk";
}

TEST_F(JournalTest, only_one_write_is_under_way) {
  bench.ready();
  for (int i = 0; i < 50; ++i) {
    tell(3);
    bench.run(2ms);
  }
  bench.run(5s);
  EXPECT_EQ(bench.most_appends_waiting, 1);
  EXPECT_EQ(events(), 150u);
  EXPECT_FALSE(bench.controller.gap);
}

TEST_F(JournalTest, nothing_is_sent_or_acknowledged_before_it_is_durable) {
  bench.ready();
  const auto sent = bench.controller.batches.size();
  const auto acknowledged = bench.bridge.acknowledged.size();
  bench.disk_stalls = true;
  tell(3);
  bench.run(60s);
  EXPECT_EQ(bench.controller.batches.size(), sent);
  EXPECT_EQ(bench.bridge.acknowledged.size(), acknowledged);
  EXPECT_EQ(bench.bridge.unacknowledged(), 3u);
}

TEST_F(JournalTest, what_the_disk_refuses_is_written_later_and_never_lost) {
  bench.ready();
  bench.disk.full = true;
  tell(5);
  bench.run(20s);
  EXPECT_EQ(bench.bridge.unacknowledged(), 5u);
  bench.disk.full = false;
  bench.run(20s);
  EXPECT_EQ(events(), 5u);
  EXPECT_EQ(bench.bridge.unacknowledged(), 0u);
  EXPECT_FALSE(bench.disk.broken_order);
}

TEST_F(JournalTest, without_acknowledgement_the_rows_are_sent_again_each_15_seconds_from_the_first) {
  bench.ready();
  bench.run(20s);
  bench.controller.acknowledge = false;
  const auto before = bench.controller.batches.size();
  tell(2);
  bench.run(50s);
  const auto& batches = bench.controller.batches;
  ASSERT_EQ(batches.size() - before, 4u);  // at once, 15, 30, 45 s
  for (std::size_t i = before; i < batches.size(); ++i) EXPECT_EQ(batches[i], batches[before]);
  bench.controller.acknowledge = true;
  bench.run(20s);
  EXPECT_EQ(bench.core().journal().waiting_rows(), 0);
  EXPECT_EQ(events(), 2u);
}

TEST_F(JournalTest, a_long_absence_is_caught_up_in_batches_without_a_gap) {
  bench.ready();
  bench.broker(false);
  bench.https(false);
  for (int i = 0; i < 20; ++i) {
    tell(100);
    bench.run(10s);
  }
  EXPECT_EQ(events(), 0u);
  EXPECT_EQ(bench.bridge.unacknowledged(), 0u) << "the bridge need not wait for the network";
  bench.restart();
  bench.run(1s);
  const auto before = bench.controller.batches.size();
  bench.broker(true);
  bench.run(20s);
  EXPECT_EQ(events(), 2000u);
  EXPECT_GT(bench.controller.batches.size() - before, 3u);
  EXPECT_FALSE(bench.controller.gap);
}

TEST_F(JournalTest, without_the_broker_the_rows_go_by_https) {
  bench.ready();
  bench.broker(false);
  tell(3);
  bench.run(20s);
  EXPECT_EQ(events(), 3u);
  EXPECT_EQ(bench.core().journal().waiting_rows(), 0);
}

TEST_F(JournalTest, a_receipt_told_again_is_acknowledged_again_and_makes_no_second_row) {
  bench.ready();
  tell(4);
  bench.run(5s);
  const auto acknowledged = bench.bridge.acknowledged.size();
  for (std::int64_t number = 1; number <= 4; ++number) {
    bench.inject(agent::BridgeIn{protocol::LinkEvent{number, bench.utc, fail("cluster.line_open"), {}}});
  }
  bench.run(5s);
  EXPECT_EQ(events(), 4u);
  EXPECT_EQ(bench.bridge.acknowledged.size(), acknowledged + 4);
  EXPECT_EQ(bench.bridge.acknowledged.back(), 4);
}

TEST_F(JournalTest, duplicates_after_a_restart_make_no_second_row_either) {
  bench.ready();
  tell(4);
  bench.run(5s);
  bench.restart();
  bench.run(2s);
  for (std::int64_t number = 1; number <= 4; ++number) {
    bench.inject(agent::BridgeIn{protocol::LinkEvent{number, bench.utc, fail("cluster.line_open"), {}}});
  }
  bench.run(5s);
  EXPECT_EQ(events(), 4u);
  EXPECT_EQ(bench.bridge.acknowledged.back(), 4);
}

TEST_F(JournalTest, another_bridge_counts_from_one_again) {
  bench.ready();
  tell(4);
  bench.run(5s);
  bench.bridge_link(false);
  bench.bridge.begin_anew();
  bench.bridge_link(true);
  bench.run(2s);
  tell(2);
  bench.run(5s);
  EXPECT_EQ(events(), 6u);
  EXPECT_EQ(bench.bridge.unacknowledged(), 0u);
}

TEST_F(JournalTest, an_acknowledgement_of_another_epoch_deletes_nothing) {
  bench.ready();
  bench.controller.acknowledge = false;
  tell(2);
  bench.run(5s);
  Uuid other;
  other.bytes[0] = 9;
  bench.inject(agent::MessageIn{protocol::Leaf::ack, to_bytes(protocol::write_journal_ack({other, 1'000'000}))});
  bench.run(1s);
  EXPECT_EQ(bench.core().journal().waiting_rows(), 2);
  EXPECT_EQ(bench.disk.rows.size(), 2u);
}

TEST_F(JournalTest, an_acknowledgement_beyond_the_last_row_promises_nothing_for_the_next) {
  bench.ready();
  tell(1);
  bench.run(3s);
  bench.inject(agent::MessageIn{protocol::Leaf::ack, to_bytes(protocol::write_journal_ack({bench.disk.kept.epoch, 1'000'000}))});
  tell(1);
  bench.run(20s);
  EXPECT_EQ(events(), 2u);
  EXPECT_EQ(bench.bridge.unacknowledged(), 0u);
}

// The whole of a short life, killed once at every durable write of it, before and after: the ledger is the same.
class KilledBetweenWrites : public testing::TestWithParam<bool> {};
TEST_P(KilledBetweenWrites, rows_are_complete_gap_free_and_told_once) {
  for (int at = 1; at <= 40; ++at) {
    AgentBench b;
    const auto made = b.programme(30s);
    b.approve(made);
    const auto item = b.plan(made, b.utc + 30s);
    b.controller.publish();
    (GetParam() ? b.kill_after_write : b.kill_before_write) = at;
    b.boot();
    for (int second = 0; second < 120; ++second) {
      if (!b.alive()) b.boot();
      if (second % 20 == 5) b.bridge.tell(fail("cluster.line_open"), {}, b.utc);
      b.run(1s);
    }
    b.kill_after_write = b.kill_before_write = 0;
    if (!b.alive()) b.boot();
    b.run(30s);
    SCOPED_TRACE("killed at write " + std::to_string(at));
    EXPECT_FALSE(b.controller.gap);
    EXPECT_FALSE(b.disk.broken_order);
    EXPECT_EQ(b.controller.rows_of(RowKind::event).size(), 6u);
    EXPECT_EQ(b.controller.rows_of(RowKind::delivered).size(), 1u);
    EXPECT_EQ(b.controller.rows_of(RowKind::aired).size(), b.sounded(b.occurrence(item)).size());
    EXPECT_GE(b.controller.rows_of(RowKind::aired).size(), 3u);
    EXPECT_TRUE(b.controller.rows_of(RowKind::missed).empty());
    EXPECT_EQ(b.bridge.unacknowledged(), 0u);
    EXPECT_EQ(b.core().journal().waiting_rows(), 0);
  }
}
INSTANTIATE_TEST_SUITE_P(Either, KilledBetweenWrites, testing::Bool(),
                         [](const auto& info) { return info.param ? "after" : "before"; });

// The journal alone, so that its limit is reached without 200,000 steps of a whole agent.
class FullJournal : public testing::Test {
 protected:
  agent::Step step_now() { return {{SteadyTime{}, {}}, {}, book}; }
  void add(RowKind kind, std::size_t rows) {
    agent::Step step = step_now();
    agent::JournalEntry entry;
    for (std::size_t i = 0; i < rows; ++i) {
      protocol::JournalRow row;
      row.kind = kind;
      entry.rows.push_back(row);
    }
    journal.add(step, std::move(entry));
    for (agent::Action& action : step.take()) {
      if (const auto* emit = std::get_if<agent::Emit>(&action)) told += emit->event == "journal.full" ? 1 : 0;
      const auto* write = std::get_if<agent::Write>(&action);
      if (!write || !disk_answers) continue;
      agent::Step later = step_now();
      book.close(later, write->token, true);
    }
  }
  int told = 0;
  bool disk_answers = true;
  agent::WriteBook book;
  agent::Journal journal{AgentId{}};
};

TEST_F(FullJournal, a_disk_that_does_not_answer_fills_no_memory) {
  disk_answers = false;
  for (int i = 0; i < 2500; ++i) add(RowKind::event, 1);
  EXPECT_EQ(journal.dropped(), 499);  // one is being written, 2,000 wait
  add(RowKind::aired, 1);
  EXPECT_EQ(journal.dropped(), 499);
}

TEST_F(FullJournal, keeps_facts_about_sound_and_counts_what_it_lets_go) {
  add(RowKind::event, protocol::kMaxJournalRows);
  add(RowKind::event, 3);
  EXPECT_EQ(journal.last_written(), static_cast<std::int64_t>(protocol::kMaxJournalRows));
  EXPECT_EQ(journal.dropped(), 3);
  add(RowKind::fault, 1);
  EXPECT_EQ(told, 1) << "said once, counted always";
  EXPECT_EQ(journal.dropped(), 4);
  add(RowKind::aired, 2);
  add(RowKind::missed, 1);
  EXPECT_EQ(journal.last_written(), static_cast<std::int64_t>(protocol::kMaxJournalRows) + 3);
  EXPECT_EQ(journal.dropped(), 4);
}

}  // namespace
}  // namespace loa::test
