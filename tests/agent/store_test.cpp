// The agent's store on a real disk: what was answered survives everything, what was not is whole or absent.
#include "agent/services/part_file.h"
#include "agent/services/sql_store.h"
#include "protocol/limits.h"
#include "tests/core/temp_folder.h"

#include <gmock/gmock.h>

#include <sys/stat.h>
#include <unistd.h>

namespace loa::agent {
namespace {

using test::TempFolder;
using testing::IsEmpty;
using testing::SizeIs;

Bytes random_bytes(std::size_t size, std::uint64_t seed) {
  Bytes out(size);
  SeededRandom random(seed);
  random.fill(out);
  return out;
}

protocol::JournalRow row(std::int64_t seq) {
  protocol::JournalRow out;
  out.seq = seq;
  out.kind = protocol::RowKind::event;
  out.at = from_unix_ms(1000 + seq);
  out.cause = "cluster.line_open";
  return out;
}

class StoreTest : public testing::Test {
 protected:
  std::unique_ptr<SqlStore> open() {
    auto opened = SqlStore::open(folder.path(), from_unix_ms(1'795'482'000'000), random);
    EXPECT_TRUE(opened.has_value()) << (opened ? "" : to_line(opened.error()));
    return opened ? std::move(*opened) : nullptr;
  }
  Snapshot load() { return *open()->load(); }
  bool write(SqlStore& store, std::vector<WriteOp> ops) {
    return store.perform({Write{1, std::move(ops)}}).front().held;
  }
  // All chunks of a content, without its seal.
  std::vector<WriteOp> chunks(const Bytes& content, std::uint32_t from = 0, std::uint32_t until = UINT32_MAX) {
    std::vector<WriteOp> out;
    for (std::uint32_t i = from; i < std::min(until, protocol::chunk_count(content.size())); ++i) {
      const auto begin = content.begin() + static_cast<std::ptrdiff_t>(i * protocol::kChunkBytes);
      const auto size = std::min(protocol::kChunkBytes, content.size() - i * protocol::kChunkBytes);
      out.push_back(PutChunk{sha256(content), content.size(), i, Bytes(begin, begin + static_cast<std::ptrdiff_t>(size))});
    }
    return out;
  }
  std::filesystem::path file(const Hash& hash, const char* ending = "") const {
    return folder.path() / "content" / (hash.hex() + ending);
  }
  TempFolder folder;
  SeededRandom random{5};
};

TEST_F(StoreTest, an_epoch_is_made_once) {
  const Uuid first = load().epoch;
  EXPECT_FALSE(first.is_nil());
  EXPECT_EQ(load().epoch, first);
}

TEST_F(StoreTest, values_rows_and_marks_survive) {
  const SettledKey key{sha256("occurrence"), ClusterId::make(from_unix_ms(5), random)};
  auto store = open();
  ASSERT_TRUE(write(*store, {PutValue{"root", {1, 0, 255}}, PutValue{"mail", {}}, AppendRows{{row(1), row(2)}},
                             Settle{key, from_unix_ms(100)}}));
  store.reset();
  const Snapshot kept = load();
  EXPECT_EQ(kept.values.at("root"), (Bytes{1, 0, 255}));
  EXPECT_EQ(kept.values.at("mail"), Bytes{});
  EXPECT_EQ(kept.last_seq, 2);
  EXPECT_EQ(kept.acknowledged, 0);
  EXPECT_THAT(kept.settled, testing::ElementsAre(key));
  EXPECT_EQ(open()->read_rows(1, 100'000).rows.size(), 2u);
}

TEST_F(StoreTest, values_are_replaced_and_dropped_as_a_whole) {
  auto store = open();
  ASSERT_TRUE(write(*store, {PutValue{"root", {1}}, PutValue{"root.next", {2}}}));
  ASSERT_TRUE(write(*store, {PutValue{"root", {2}}, DropValue{"root.next"}}));
  store.reset();
  EXPECT_THAT(load().values, testing::ElementsAre(testing::Pair("root", Bytes{2})));
}

TEST_F(StoreTest, acknowledged_rows_leave_and_the_sequence_does_not_begin_anew) {
  auto store = open();
  ASSERT_TRUE(write(*store, {AppendRows{{row(1), row(2), row(3)}}}));
  ASSERT_TRUE(write(*store, {DeleteRowsUpTo{3}}));
  store.reset();
  const Snapshot kept = load();
  EXPECT_EQ(kept.last_seq, 3);
  EXPECT_EQ(kept.acknowledged, 3);
  EXPECT_THAT(open()->read_rows(1, 100'000).rows, IsEmpty());
}

TEST_F(StoreTest, rows_come_back_from_a_sequence_and_within_a_size) {
  auto store = open();
  std::vector<protocol::JournalRow> rows;
  for (std::int64_t i = 1; i <= 50; ++i) rows.push_back(row(i));
  ASSERT_TRUE(write(*store, {AppendRows{rows}}));
  const auto some = store->read_rows(11, 1000).rows;
  ASSERT_FALSE(some.empty());
  EXPECT_EQ(some.front().seq, 11);
  EXPECT_LT(some.size(), 40u);
  EXPECT_THAT(store->read_rows(1, 1).rows, SizeIs(1)) << "one row at least, however long";
  EXPECT_EQ(store->read_rows(50, 100'000).rows.back().cause, "cluster.line_open");
}

TEST_F(StoreTest, a_merged_row_takes_the_place_of_its_range) {
  auto store = open();
  ASSERT_TRUE(write(*store, {AppendRows{{row(1), row(2), row(3), row(4), row(5)}}}));
  auto merged = row(4);
  merged.from = 2;
  ASSERT_TRUE(write(*store, {ReplaceRows{{merged}}}));
  store.reset();
  store = open();
  const auto kept = store->load();
  ASSERT_TRUE(kept.has_value());
  EXPECT_EQ(kept->journal_rows, 3);
  EXPECT_EQ(kept->last_seq, 5);
  const auto rows = store->read_rows(1, 100'000).rows;
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_EQ(rows[1].from, 2);
  EXPECT_EQ(rows[1].seq, 4);
  EXPECT_THAT(store->read_rows(3, 100'000).rows, SizeIs(2)) << "asked from inside of it: it comes whole";
  merged.from = 1;
  merged.seq = 5;
  ASSERT_TRUE(write(*store, {ReplaceRows{{merged}}}));
  EXPECT_THAT(store->read_rows(1, 100'000).rows, SizeIs(1));
}

TEST_F(StoreTest, a_row_out_of_turn_fails_the_whole_write) {
  auto store = open();
  ASSERT_TRUE(write(*store, {AppendRows{{row(1)}}}));
  EXPECT_FALSE(write(*store, {PutValue{"root", {9}}, AppendRows{{row(1)}}}));
  EXPECT_FALSE(store->load()->values.contains("root")) << "all or nothing";
  EXPECT_TRUE(write(*store, {AppendRows{{row(2)}}}));
}

TEST_F(StoreTest, marks_older_than_asked_go_and_those_told_for_good_stay) {
  const ClusterId cluster = ClusterId::make(from_unix_ms(5), random);
  auto store = open();
  ASSERT_TRUE(write(*store, {Settle{{sha256("old"), cluster}, from_unix_ms(100)}, Settle{{sha256("new"), cluster}, from_unix_ms(300)},
                             Settle{{sha256("document"), ClusterId{}}, from_unix_ms(100)}}));
  ASSERT_TRUE(write(*store, {ForgetSettledBefore{from_unix_ms(200)}}));
  store.reset();
  EXPECT_EQ(load().settled, (std::set<SettledKey>{{sha256("new"), cluster}, {sha256("document"), ClusterId{}}}));
}

TEST_F(StoreTest, chunks_survive_with_their_bitmap_and_seal_by_the_whole_hash) {
  const Bytes content = random_bytes(300'000, 1);
  auto store = open();
  ASSERT_TRUE(write(*store, chunks(content, 1, 3)));
  store.reset();
  store = open();
  const Snapshot kept = *store->load();
  const StoredContent& stored = kept.contents.at(sha256(content));
  EXPECT_FALSE(stored.complete);
  EXPECT_EQ(stored.held.ones(), 2u);
  EXPECT_TRUE(stored.held.test(1) && stored.held.test(2));
  ASSERT_TRUE(write(*store, chunks(content, 0, 1)));
  ASSERT_TRUE(write(*store, chunks(content, 3)));
  EXPECT_TRUE(store->seal({sha256(content)}).matches);
  EXPECT_EQ(store->read(sha256(content)).bytes, content);
  store.reset();
  EXPECT_TRUE(load().contents.at(sha256(content)).complete);
}

TEST_F(StoreTest, units_are_read_from_part_and_whole_alike) {
  const Bytes content = random_bytes(100'000, 2);
  auto store = open();
  ASSERT_TRUE(write(*store, chunks(content)));
  const auto unit = store->read_unit(sha256(content), 5);
  EXPECT_TRUE(unit.held);
  EXPECT_EQ(unit.bytes, Bytes(content.begin() + 5 * 16384, content.begin() + 6 * 16384));
  ASSERT_TRUE(store->seal({sha256(content)}).matches);
  EXPECT_EQ(store->read_unit(sha256(content), 5).bytes, unit.bytes);
  EXPECT_EQ(store->read_unit(sha256(content), 6).bytes.size(), 100'000u - 6 * 16384);
  EXPECT_FALSE(store->read_unit(sha256(content), 7).held);
}

TEST_F(StoreTest, a_seal_by_unit_list_reads_just_the_chunks_that_were_not_checked_on_their_way_in) {
  const Bytes content = random_bytes(200'000, 9);
  audio::UnitList list;
  list.size = content.size();
  for (std::size_t at = 0; at < content.size(); at += audio::kUnitBytes) {
    list.units.push_back({sha256(ByteSpan(content).subspan(at, std::min(audio::kUnitBytes, content.size() - at))), 0, 0});
  }
  const auto shared = std::make_shared<const audio::UnitList>(list);
  const auto sealed = [&](std::uint32_t flipped, std::uint32_t unchecked) {
    auto ops = chunks(content);
    std::get<PutChunk>(ops[flipped]).bytes[7] ^= 1;
    auto store = open();
    EXPECT_TRUE(write(*store, std::move(ops)));
    protocol::Bitmap bitmap(4);
    bitmap.set(unchecked, true);
    return store->seal({sha256(content), shared, bitmap}).matches;
  };
  EXPECT_FALSE(sealed(2, 2));
  EXPECT_FALSE(sealed(3, 3));
  EXPECT_TRUE(sealed(2, 1)) << "chunk 2 was checked before it came here";
}

TEST_F(StoreTest, bytes_that_fit_no_name_are_gone_after_the_seal) {
  Bytes content = random_bytes(100'000, 3);
  const Hash name = sha256(content);
  auto ops = chunks(content);
  std::get<PutChunk>(ops[1]).bytes[7] ^= 1;
  auto store = open();
  ASSERT_TRUE(write(*store, std::move(ops)));
  EXPECT_FALSE(store->seal({name}).matches);
  EXPECT_FALSE(std::filesystem::exists(file(name)));
  EXPECT_FALSE(std::filesystem::exists(file(name, ".part")));
  store.reset();
  EXPECT_THAT(load().contents, IsEmpty());
}

TEST_F(StoreTest, what_is_evicted_leaves_no_file_and_can_be_had_again) {
  const Bytes content = random_bytes(100'000, 4);
  auto store = open();
  ASSERT_TRUE(write(*store, chunks(content)));
  ASSERT_TRUE(store->seal({sha256(content)}).matches);
  ASSERT_TRUE(write(*store, {EvictContent{sha256(content)}}));
  EXPECT_FALSE(std::filesystem::exists(file(sha256(content))));
  ASSERT_TRUE(write(*store, chunks(content)));
  EXPECT_TRUE(store->seal({sha256(content)}).matches);
}

TEST_F(StoreTest, a_file_deleted_shortened_or_strange_is_found_at_the_next_start) {
  const Bytes gone = random_bytes(70'000, 5), cut = random_bytes(70'000, 6);
  auto store = open();
  for (const Bytes* content : {&gone, &cut}) {
    ASSERT_TRUE(write(*store, chunks(*content)));
    ASSERT_TRUE(store->seal({sha256(*content)}).matches);
  }
  store.reset();
  std::filesystem::remove(file(sha256(gone)));
  std::filesystem::resize_file(file(sha256(cut)), 1000);
  std::ofstream(folder.path() / "content" / "stranger.part") << "x";
  std::ofstream(file(sha256("nobody wants it"))) << "x";
  EXPECT_THAT(load().contents, IsEmpty());
  EXPECT_TRUE(std::filesystem::is_empty(folder.path() / "content"));
}

TEST_F(StoreTest, a_kill_between_rename_and_commit_of_a_seal_is_healed) {
  const Bytes content = random_bytes(100'000, 7);
  auto store = open();
  ASSERT_TRUE(write(*store, chunks(content)));
  store.reset();
  std::filesystem::rename(file(sha256(content), ".part"), file(sha256(content)));
  store = open();
  const Snapshot kept = *store->load();
  EXPECT_EQ(kept.contents.at(sha256(content)).held.ones(), 2u);
  EXPECT_TRUE(store->seal({sha256(content)}).matches);
  EXPECT_EQ(store->read(sha256(content)).bytes, content);
}

TEST_F(StoreTest, a_group_of_writes_is_answered_each_by_its_token) {
  auto store = open();
  const auto answers = store->perform({Write{7, {PutValue{"a", {1}}}}, Write{9, {PutValue{"b", {2}}}}});
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_EQ(answers[0].token, 7);
  EXPECT_EQ(answers[1].token, 9);
  EXPECT_TRUE(answers[0].held && answers[1].held);
}

TEST_F(StoreTest, a_newer_schema_is_refused_in_one_line) {
  open();
  const std::vector<sql::Migration> later = {{1, {}}, {2, {"create table later (x integer)"}}};
  ASSERT_TRUE(sql::Database::open(folder.path() / "agent.db", later).has_value());
  const auto opened = SqlStore::open(folder.path(), from_unix_ms(1), random);
  ASSERT_FALSE(opened.has_value());
  const std::string line = to_line(opened.error());
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_NE(line.find("agent.db"), std::string::npos) << line;
}

TEST_F(StoreTest, a_folder_that_cannot_be_made_is_refused_in_one_line) {
  std::ofstream(folder.path() / "content") << "a file where the folder should be";
  const auto opened = SqlStore::open(folder.path(), from_unix_ms(1), random);
  ASSERT_FALSE(opened.has_value());
  const std::string line = to_line(opened.error());
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_NE(line.find("content"), std::string::npos) << line;
}

TEST_F(StoreTest, a_database_that_is_a_folder_or_no_database_is_refused_in_one_line) {
  std::ofstream(folder.path() / "agent.db") << std::string(8192, 'x');
  const auto opened = SqlStore::open(folder.path(), from_unix_ms(1), random);
  ASSERT_FALSE(opened.has_value());
  EXPECT_NE(to_line(opened.error()).find("agent.db"), std::string::npos) << to_line(opened.error());
}

TEST(PartFile, a_piece_outside_an_unwritable_place_is_an_error_and_not_a_crash) {
  EXPECT_FALSE(write_piece("/nonexistent-loa/x.part", 10, 0, Bytes(10)).has_value());
  EXPECT_FALSE(read_piece("/nonexistent-loa/x", 0, 10).has_value());
  EXPECT_FALSE(hash_file("/nonexistent-loa/x").has_value());
  EXPECT_FALSE(rename_durably("/nonexistent-loa/x", "/nonexistent-loa/y").has_value());
  EXPECT_EQ(file_size_of("/nonexistent-loa/x"), 0u);
}

TEST(PartFile, pieces_in_any_order_make_the_whole) {
  TempFolder folder;
  const Bytes content = random_bytes(150'000, 8);
  const auto path = folder.path() / "x.part";
  for (const std::size_t at : {131072u, 0u, 65536u}) {
    const auto size = std::min<std::size_t>(65536, content.size() - at);
    ASSERT_TRUE(write_piece(path, content.size(), at, ByteSpan(content).subspan(at, size)).has_value());
    EXPECT_EQ(file_size_of(path), content.size());
  }
  EXPECT_EQ(*hash_file(path), sha256(content));
  EXPECT_EQ(read_piece(path, 149'000, 16384)->size(), 1000u);
}

}  // namespace
}  // namespace loa::agent
