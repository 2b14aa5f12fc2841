// A journal near its limit: the oldest ordinary rows become one that names its range; facts about sound stay as they are.
#include "agent/domain/journal_merge.h"
#include "tests/agent/agent_bench.h"

#include <gmock/gmock.h>

namespace loa::test {
namespace {

using agent::merge_ordinary;
using protocol::JournalRow;
using protocol::RowKind;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;
using testing::UnorderedElementsAre;

JournalRow row(std::int64_t seq, RowKind kind = RowKind::event) {
  JournalRow out;
  out.seq = seq;
  out.kind = kind;
  out.at = from_unix_ms(1'000'000 + seq * 10);
  out.cause = "cluster.line_open";
  if (kind == RowKind::aired || kind == RowKind::missed) out.occurrence = sha256(std::to_string(seq));
  return out;
}

std::map<std::string, std::string> params(const JournalRow& row) { return {row.params.begin(), row.params.end()}; }

TEST(MergeOrdinary, a_run_becomes_one_row_that_names_its_range_its_times_and_what_it_stands_for) {
  const auto merged = merge_ordinary({row(4), row(5, RowKind::fault), row(6, RowKind::recovered), row(7)});
  ASSERT_THAT(merged.rows, SizeIs(1));
  const JournalRow& one = merged.rows[0];
  EXPECT_EQ(one.from, 4);
  EXPECT_EQ(one.seq, 7);
  EXPECT_EQ(merged.gone, 3);
  EXPECT_EQ(one.kind, RowKind::event);
  EXPECT_EQ(one.cause, "journal.merged");
  EXPECT_EQ(one.start, row(4).at);
  EXPECT_EQ(one.end, row(7).at);
  EXPECT_EQ(one.at, row(7).at);
  EXPECT_THAT(params(one), UnorderedElementsAre(Pair("from", "4"), Pair("upto", "7"), Pair("rows", "4"), Pair("event", "2"),
                                                Pair("fault", "1"), Pair("recovered", "1")));
  EXPECT_FALSE(one.cluster || one.occurrence || one.manifest) << "it says nothing of any cluster";
}

TEST(MergeOrdinary, facts_about_sound_part_the_runs_and_stay) {
  auto refused = row(6, RowKind::refused);
  refused.occurrence = sha256("o");
  const auto merged = merge_ordinary({row(1), row(2), row(3, RowKind::aired), row(4), row(5), refused, row(7), row(8, RowKind::missed)});
  ASSERT_THAT(merged.rows, SizeIs(2));
  EXPECT_EQ(merged.rows[0].from, 1);
  EXPECT_EQ(merged.rows[0].seq, 2);
  EXPECT_EQ(merged.rows[1].from, 4);
  EXPECT_EQ(merged.rows[1].seq, 5);
  EXPECT_EQ(merged.gone, 2);
  EXPECT_THAT(merge_ordinary({row(1, RowKind::aired), row(2), row(3, RowKind::missed)}).rows, IsEmpty());
}

TEST(MergeOrdinary, a_merged_row_is_merged_on_with_its_counts_and_its_beginning) {
  const auto first = merge_ordinary({row(1), row(2, RowKind::fault)}).rows.at(0);
  const auto merged = merge_ordinary({first, row(3), row(4)});
  ASSERT_THAT(merged.rows, SizeIs(1));
  EXPECT_EQ(merged.rows[0].from, 1);
  EXPECT_EQ(merged.rows[0].start, row(1).at);
  EXPECT_EQ(merged.gone, 2) << "rows, not numbers";
  EXPECT_THAT(params(merged.rows[0]), testing::IsSupersetOf({Pair("rows", "4"), Pair("event", "3"), Pair("fault", "1")}));
}

class NearlyFullJournal : public testing::Test {
 protected:
  static constexpr std::size_t kLimit = 100;
  NearlyFullJournal() {
    bench.journal_rows = kLimit;
    bench.ready();
    bench.broker(false);
    bench.https(false);
    bench.run(1s);
  }
  void tell(int events) {
    for (int i = 0; i < events; ++i) {
      bench.bridge.tell(fail("cluster.line_open", {{"n", std::to_string(i)}}), {}, bench.utc);
      bench.run(100ms);
    }
  }
  void back_online() {
    bench.broker(true);
    bench.https(true);
    bench.run(60s);
  }
  // How many rows the merged ones told of, and the plain ones.
  std::int64_t told() const {
    std::int64_t out = 0;
    for (const auto& row : bench.controller.rows_of(RowKind::event)) {
      for (const auto& [name, value] : row.params) out += row.from != 0 && name == "event" ? std::stoll(value) : 0;
      out += row.from == 0 ? 1 : 0;
    }
    return out;
  }
  AgentBench bench;
};

TEST_F(NearlyFullJournal, keeps_to_its_limit_loses_no_number_and_drops_nothing) {
  tell(500);
  EXPECT_LE(bench.disk.most_rows, kLimit);
  EXPECT_EQ(bench.core().journal().dropped(), 0);
  EXPECT_EQ(bench.bridge.unacknowledged(), 0u) << "the bridge need not wait";
  back_online();
  EXPECT_FALSE(bench.controller.gap);
  EXPECT_FALSE(bench.disk.broken_order);
  EXPECT_EQ(told(), 500);
  EXPECT_EQ(bench.core().journal().waiting_rows(), 0);
  EXPECT_EQ(bench.core().journal().held_rows(), 0);
}

TEST_F(NearlyFullJournal, what_sounded_meanwhile_is_told_row_by_row) {
  back_online();
  const auto made = bench.programme(20s);
  bench.approve(made);
  std::vector<schedules::Item> items;
  for (int i = 1; i <= 3; ++i) items.push_back(bench.plan(made, bench.utc + i * 1min));
  bench.controller.publish();
  bench.run(30s);
  bench.broker(false);
  bench.https(false);
  for (int i = 0; i < 4; ++i) {
    tell(80);
    bench.run(40s);
  }
  EXPECT_LE(bench.disk.most_rows, kLimit);
  back_online();
  EXPECT_FALSE(bench.controller.gap);
  EXPECT_THAT(bench.controller.rows_of(RowKind::aired), SizeIs(3 * bench.site().clusters.size()));
  EXPECT_EQ(told(), 320);
}

TEST_F(NearlyFullJournal, a_restart_in_the_middle_changes_nothing) {
  for (int i = 0; i < 8; ++i) {
    tell(60);
    bench.restart();
    bench.run(2s);
  }
  EXPECT_LE(bench.disk.most_rows, kLimit);
  back_online();
  EXPECT_FALSE(bench.controller.gap);
  EXPECT_EQ(told(), 480);
  EXPECT_EQ(bench.core().journal().waiting_rows(), 0);
}

TEST_F(NearlyFullJournal, rows_committed_before_the_merge_are_no_gap_after_it) {
  back_online();
  bench.controller.acknowledge = false;  // committed, and the acknowledgements are lost
  tell(60);
  bench.broker(false);
  bench.https(false);
  tell(300);
  bench.controller.acknowledge = true;
  back_online();
  EXPECT_FALSE(bench.controller.gap);
  EXPECT_EQ(bench.controller.rows.rbegin()->first, bench.core().journal().last_written());
  EXPECT_EQ(bench.core().journal().waiting_rows(), 0);
}

TEST(FullOfFacts, ordinary_rows_give_way_and_facts_do_not) {
  agent::WriteBook book;
  agent::Journal journal(AgentId{}, 10);
  const auto add = [&](RowKind kind) {
    agent::Step step({SteadyTime{}, {}}, {}, book);
    journal.add(step, {{row(0, kind)}, {}, {}});
    for (agent::Action& action : step.take()) {
      agent::Step later({SteadyTime{}, {}}, {}, book);
      if (const auto* write = std::get_if<agent::Write>(&action)) book.close(later, write->token, true);
    }
  };
  for (int i = 0; i < 12; ++i) add(RowKind::aired);
  EXPECT_EQ(journal.last_written(), 12);
  add(RowKind::event);
  EXPECT_EQ(journal.dropped(), 1);
  EXPECT_EQ(journal.last_written(), 12);
}

}  // namespace
}  // namespace loa::test
