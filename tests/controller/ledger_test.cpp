#include "controller/domain/ledger.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace loa::controller {
namespace {

LedgerKey key() {
  LedgerKey key;
  key.occurrence = sha256("occurrence");
  key.cluster.uuid.bytes[0] = 7;
  return key;
}

PlannedRow planned() {
  PlannedRow row;
  row.key = key();
  row.unit.uuid.bytes[0] = 1;
  row.unit_name = "Xã A";
  row.unit_code = "001";
  row.title = "Luật";
  row.start = from_unix_ms(100'000);
  row.end = from_unix_ms(160'000);
  return row;
}

LedgerFact aired(std::int64_t from, std::int64_t until, std::int64_t offset, const std::string& by) {
  LedgerFact fact;
  fact.row.kind = protocol::RowKind::aired;
  fact.row.occurrence = key().occurrence;
  fact.row.cluster = key().cluster;
  LedgerSegment segment;
  segment.start = from_unix_ms(from);
  segment.end = from_unix_ms(until);
  segment.offset_ms = offset;
  segment.heard = true;
  segment.ended_by = by;
  fact.segment = segment;
  return fact;
}

LedgerFact simple(protocol::RowKind kind, const std::string& cause = {}) {
  LedgerFact fact;
  fact.row.kind = kind;
  fact.row.cause = cause;
  return fact;
}

TEST(Ledger, what_no_agent_will_tell_is_missed_until_somebody_does) {
  LedgerRow row = make_row(planned());
  EXPECT_FALSE(close_untold(row, from_unix_ms(159'999)));
  EXPECT_TRUE(close_untold(row, from_unix_ms(160'000)));
  EXPECT_EQ(row.state, LedgerState::missed);
  EXPECT_EQ(row.cause, "ledger.untold");
  EXPECT_FALSE(close_untold(row, from_unix_ms(200'000)));
  LedgerRow later_missed = row;
  EXPECT_TRUE(apply(later_missed, simple(protocol::RowKind::missed, "agent.off")));
  EXPECT_EQ(later_missed.cause, "agent.off");
  EXPECT_TRUE(apply(row, aired(130'000, 160'000, 30'000, "finished")));
  EXPECT_EQ(row.state, LedgerState::partly);
  EXPECT_EQ(row.cause, "ledger.joined_late");
}

TEST(Ledger, an_agent_has_told_everything_when_it_knows_the_time_and_the_plan_and_nothing_waits) {
  protocol::Reported reported;
  reported.root = 5;
  reported.time_known = true;
  reported.at = from_unix_ms(10'000'000);
  EXPECT_EQ(told_upto(reported, 5), from_unix_ms(10'000'000 - 3'600'000));
  EXPECT_FALSE(told_upto(reported, 6));
  reported.journal_waiting = 1;
  EXPECT_FALSE(told_upto(reported, 5));
  reported.journal_waiting = 0;
  reported.time_known = false;
  EXPECT_FALSE(told_upto(reported, 5));
}

TEST(Ledger, planned_delivered_aired) {
  LedgerRow row = make_row(planned());
  EXPECT_EQ(row.state, LedgerState::planned);
  EXPECT_TRUE(apply(row, simple(protocol::RowKind::delivered)));
  EXPECT_EQ(row.state, LedgerState::delivered);
  EXPECT_TRUE(apply(row, aired(100'010, 160'010, 0, "finished")));
  EXPECT_EQ(row.state, LedgerState::aired);
  EXPECT_EQ(row.heard, true);
  EXPECT_FALSE(apply(row, simple(protocol::RowKind::delivered)));
  EXPECT_EQ(row.state, LedgerState::aired);
}

TEST(Ledger, the_same_fact_twice_changes_nothing) {
  LedgerRow row = make_row(planned());
  apply(row, aired(100'000, 160'000, 0, "finished"));
  const Hash seal = seal_of(row);
  EXPECT_FALSE(apply(row, aired(100'000, 160'000, 0, "finished")));
  EXPECT_EQ(seal_of(row), seal);
  EXPECT_EQ(row.segments.size(), 1u);
}

TEST(Ledger, two_segments_of_a_crash_are_partly_with_the_gap) {
  LedgerRow row = make_row(planned());
  apply(row, aired(100'000, 120'000, 0, "bridge.restarted"));
  EXPECT_EQ(row.state, LedgerState::partly);
  EXPECT_EQ(row.cause, "bridge.restarted");
  apply(row, aired(130'000, 160'000, 30'000, "finished"));
  EXPECT_EQ(row.segments.size(), 2u);
  EXPECT_EQ(row.state, LedgerState::partly);
}

TEST(Ledger, every_order_of_facts_ends_in_the_same_row) {
  const std::vector<LedgerFact> facts{simple(protocol::RowKind::delivered), aired(100'000, 120'000, 0, "bridge.restarted"),
                                      aired(121'000, 160'000, 21'000, "finished")};
  std::vector<int> order{-1, 0, 1, 2};  // -1: the plan
  Hash expected;
  do {
    LedgerRow row;
    row.key = key();
    for (int i : order) {
      if (i < 0) {
        merge_planned(row, planned());
      } else {
        apply(row, facts[static_cast<std::size_t>(i)]);
      }
    }
    const Hash seal = seal_of(row);
    if (expected.is_zero()) expected = seal;
    EXPECT_EQ(seal, expected);
    EXPECT_EQ(row.state, LedgerState::aired);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Ledger, a_refusal_keeps_its_reason_over_the_miss_that_follows) {
  LedgerRow row = make_row(planned());
  apply(row, simple(protocol::RowKind::refused, "play.no_approval"));
  apply(row, simple(protocol::RowKind::missed, "play.missed"));
  EXPECT_EQ(row.state, LedgerState::missed);
  EXPECT_EQ(row.cause, "play.no_approval");
}

TEST(Ledger, a_map_of_later_days_does_not_rewrite_what_sounded) {
  LedgerRow row = make_row(planned());
  apply(row, aired(100'000, 160'000, 0, "finished"));
  PlannedRow renamed = planned();
  renamed.unit_name = "Xã B";
  renamed.unit_code = "002";
  EXPECT_FALSE(merge_planned(row, renamed));
  EXPECT_EQ(row.unit_code, "001");
}

}  // namespace
}  // namespace loa::controller
