#include "controller/store/rows.h"
#include "controller/store/store.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace loa::controller {
namespace {

UnitId unit(std::uint8_t n) {
  UnitId id;
  id.uuid.bytes[15] = n;
  return id;
}
ClusterId cluster(std::uint8_t n) {
  ClusterId id;
  id.uuid.bytes[15] = n;
  return id;
}

class LedgerStoreTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("loa_ledger_" + std::to_string(SystemRandom().u64()));
    std::filesystem::create_directories(folder_);
    reopen();
  }
  void TearDown() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  void reopen() {
    store_.reset();
    auto opened = Store::open(folder_ / "controller.db");
    ASSERT_TRUE(opened) << to_line(opened.error());
    store_ = std::move(*opened);
  }
  PlannedRow planned(std::uint8_t place, const std::string& name, std::int64_t start = 2'000'000) {
    PlannedRow row;
    row.key = {sha256(name), cluster(place)};
    row.cluster_name = "Cụm";
    row.unit = unit(place);
    row.unit_name = "Xã";
    row.unit_code = "00" + std::to_string(place);
    row.title = name;
    row.start = from_unix_ms(start);
    row.end = from_unix_ms(start + 60'000);
    return row;
  }
  void plan(const std::vector<PlannedRow>& rows) {
    auto done = store_->ledger.plan(AreaScope::whole(), rows, from_unix_ms(0), from_unix_ms(90'000'000), now_);
    ASSERT_TRUE(done) << to_line(done.error());
  }
  WriteRows batch(const LedgerKey& key, std::int64_t seq, protocol::RowKind kind) {
    WriteRows write{{}, {}, seq, {}};
    protocol::JournalRow row;
    row.seq = seq;
    row.kind = kind;
    row.occurrence = key.occurrence;
    row.cluster = key.cluster;
    row.start = from_unix_ms(2'000'000);
    row.end = from_unix_ms(2'060'000);
    row.cause = kind == protocol::RowKind::missed ? "play.missed" : "finished";
    write.rows = {row};
    return write;
  }
  void commit(const WriteRows& write) {
    std::vector<LedgerFact> facts;
    for (const auto& row : write.rows) {
      LedgerFact fact{row, std::nullopt};
      if (row.kind == protocol::RowKind::aired) {
        LedgerSegment segment;
        segment.start = *row.start;
        segment.end = *row.end;
        segment.ended_by = row.cause;
        fact.segment = segment;
      }
      facts.push_back(fact);
    }
    auto done = store_->ledger.commit(AreaScope::whole(), write, facts, {}, now_);
    ASSERT_TRUE(done) << to_line(done.error());
  }
  std::vector<StoredRow> rows(const AreaScope& scope = AreaScope::whole()) { return *store_->ledger.rows(scope, {}); }
  LedgerCheck verify() {
    return *store_->ledger.verify(AreaScope::whole(), [](const LedgerRow&, const LedgerSegment&) { return std::string(); });
  }

  std::filesystem::path folder_;
  std::unique_ptr<Store> store_;
  UtcTime now_ = from_unix_ms(1'000'000);
};

TEST_F(LedgerStoreTest, one_row_whatever_comes_first_or_twice) {
  const auto p = planned(1, "luật");
  const auto aired = batch(p.key, 1, protocol::RowKind::aired);
  commit(aired);
  plan({p});
  commit(aired);
  plan({p});
  const auto all = rows();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].row.state, LedgerState::aired);
  EXPECT_EQ(all[0].row.title, "luật");
  EXPECT_EQ(all[0].row.segments.size(), 1u);
  EXPECT_TRUE(verify().bad.empty());
}

TEST_F(LedgerStoreTest, open_rows_of_a_cluster_whose_agent_has_told_everything_end_sealed) {
  plan({planned(1, "một"), planned(2, "hai"), planned(1, "mai", 50'000'000)});
  const auto later = from_unix_ms(10'000'000);
  EXPECT_EQ(*store_->ledger.close_untold(AreaScope::whole(), {{cluster(1), from_unix_ms(3'000'000)}}, later), 1u);
  EXPECT_EQ(*store_->ledger.close_untold(AreaScope::whole(), {{cluster(1), from_unix_ms(3'000'000)}}, later), 0u);
  for (const auto& stored : rows()) {
    EXPECT_EQ(stored.row.state, stored.row.title == "một" ? LedgerState::missed : LedgerState::planned) << stored.row.title;
  }
  EXPECT_TRUE(verify().bad.empty());
}

TEST_F(LedgerStoreTest, the_journal_position_is_committed_with_the_rows) {
  const auto p = planned(1, "luật");
  commit(batch(p.key, 7, protocol::RowKind::missed));
  reopen();
  const auto positions = *store_->ledger.journal_positions(AreaScope::whole());
  ASSERT_EQ(positions.size(), 1u);
  EXPECT_EQ(std::get<2>(positions[0]), 7);
  EXPECT_EQ(rows()[0].row.state, LedgerState::missed);
}

TEST_F(LedgerStoreTest, future_rows_nobody_plans_any_more_leave_and_the_check_still_holds) {
  plan({planned(1, "một"), planned(1, "hai")});
  plan({planned(1, "hai")});
  EXPECT_EQ(rows().size(), 1u);
  EXPECT_TRUE(verify().bad.empty());
  plan({planned(1, "hai"), planned(2, "ba")});
  EXPECT_TRUE(verify().bad.empty());
  EXPECT_EQ(verify().rows, 2);
}

TEST_F(LedgerStoreTest, an_altered_row_is_named) {
  const auto p = planned(1, "luật");
  plan({p, planned(2, "khác")});
  commit(batch(p.key, 1, protocol::RowKind::missed));
  store_->database().session() << "update ledger set state = 'aired' where title = 'luật'";
  const auto check = verify();
  ASSERT_EQ(check.bad.size(), 1u);
  EXPECT_EQ(check.bad[0].why, "ledger.altered");
  EXPECT_EQ(check.bad[0].id, rows()[0].row.title == "luật" ? rows()[0].id : rows()[1].id);
}

TEST_F(LedgerStoreTest, an_honest_write_does_not_hide_an_alteration) {
  const auto p = planned(1, "luật");
  plan({p});
  store_->database().session() << "update ledger set title = 'khác'";
  commit(batch(p.key, 1, protocol::RowKind::aired));
  const auto check = verify();
  ASSERT_EQ(check.bad.size(), 1u);
  EXPECT_EQ(check.bad[0].why, "ledger.altered");
}

TEST_F(LedgerStoreTest, an_altered_segment_a_removed_row_and_an_added_row_are_named) {
  const auto p = planned(1, "luật");
  plan({p, planned(2, "khác")});
  commit(batch(p.key, 1, protocol::RowKind::aired));
  store_->database().session() << "update segments set heard = 1";
  EXPECT_EQ(verify().bad.at(0).why, "ledger.altered");
  store_->database().session() << "update segments set heard = 0";
  EXPECT_TRUE(verify().bad.empty());
  store_->database().session() << "delete from ledger where title = 'khác'";
  EXPECT_EQ(verify().bad.at(0).why, "ledger.removed");
}

TEST_F(LedgerStoreTest, the_audit_chain_names_an_altered_and_a_missing_entry) {
  plan({planned(1, "một")});
  plan({planned(1, "một"), planned(1, "hai")});
  plan({planned(1, "một"), planned(1, "hai"), planned(1, "ba")});
  EXPECT_TRUE(store_->audit.verify().empty());
  store_->database().session() << "update audit set entry = replace(entry, 'controller', 'somebody') where seq = 2";
  EXPECT_EQ(store_->audit.verify().at(0).seq, 2);
  store_->database().session() << "delete from audit where seq = 2";
  EXPECT_EQ(store_->audit.verify().at(0).why, "audit.missing");
}

TEST_F(LedgerStoreTest, a_scope_sees_and_changes_only_its_units) {
  plan({planned(1, "một"), planned(2, "hai")});
  const auto own = AreaScope::of({unit(1)});
  ASSERT_EQ(rows(own).size(), 1u);
  EXPECT_EQ(rows(own)[0].row.unit, unit(1));
  // A plan made under a narrow scope may not take the neighbour's rows out.
  ASSERT_TRUE(store_->ledger.plan(own, {}, from_unix_ms(0), from_unix_ms(90'000'000), now_));
  ASSERT_EQ(rows().size(), 1u);
  EXPECT_EQ(rows()[0].row.unit, unit(2));
}

TEST_F(LedgerStoreTest, after_a_merger_old_rows_report_by_old_code_and_by_the_successor) {
  protocol::Map map;
  const auto add = [&](std::uint8_t n, const std::string& kind, std::optional<UnitId> parent, std::vector<UnitId> successors) {
    protocol::Unit made;
    made.id = unit(n);
    made.name = "đơn vị " + std::to_string(n);
    made.kind = kind;
    made.parent = parent;
    made.successors = std::move(successors);
    made.codes = {{"00" + std::to_string(n), from_unix_ms(0), std::nullopt}};
    map.units.push_back(made);
  };
  add(9, "province", std::nullopt, {});
  add(3, "commune", unit(9), {});
  add(1, "former_commune", unit(3), {unit(3)});
  add(2, "former_commune", unit(3), {unit(3)});
  add(4, "commune", unit(9), {});
  plan({planned(1, "một"), planned(2, "hai"), planned(3, "mới"), planned(4, "xa")});
  auto tree = protocol::UnitTree::build(map);
  ASSERT_TRUE(tree) << to_line(tree.error());
  EXPECT_EQ(rows(AreaScope::below(*tree, unit(3))).size(), 3u);
  LedgerFilter by_code;
  by_code.unit_code = "001";
  EXPECT_EQ(store_->ledger.rows(AreaScope::whole(), by_code)->size(), 1u);
  EXPECT_EQ(rows(AreaScope::below(*tree, unit(1))).size(), 1u);
}

}  // namespace
}  // namespace loa::controller
