#include "core/sql/database.h"

#include "tests/core/temp_folder.h"

#include <gtest/gtest.h>

#include <fstream>

namespace loa::sql {
namespace {

using test::TempFolder;

const std::vector<Migration> kTwo = {{1, {"create table a (x integer primary key)"}},
                                     {2, {"create table b (x integer references a(x))", "insert into a values (7)"}}};

int count(Database& database, const std::string& query) {
  int out = -1;
  database.session() << query, soci::into(out);
  return out;
}

TEST(Database, MakesItsFolderMigratesAndReopens) {
  TempFolder folder;
  const auto path = folder.path() / "data" / "loa.db";
  {
    auto database = Database::open(path, {kTwo[0]}).value();
    EXPECT_EQ(database->schema_version(), 1);
  }
  auto database = Database::open(path, kTwo).value();
  EXPECT_EQ(database->schema_version(), 2);
  EXPECT_EQ(count(*database, "select count(*) from a"), 1);
  EXPECT_EQ(Database::open(path, kTwo).value()->schema_version(), 2);
}

TEST(Database, IsDurableAndChecksForeignKeys) {
  TempFolder folder;
  auto database = Database::open(folder.path() / "loa.db", kTwo).value();
  EXPECT_EQ(count(*database, "pragma synchronous"), 2);
  EXPECT_EQ(count(*database, "pragma foreign_keys"), 1);
  EXPECT_EQ(count(*database, "pragma busy_timeout"), 5000);
  std::string mode;
  database->session() << "pragma journal_mode", soci::into(mode);
  EXPECT_EQ(mode, "wal");
  EXPECT_THROW(database->session() << "insert into b values (99)", soci::soci_error);
}

TEST(Database, AFailedMigrationLeavesNothingOfItself) {
  TempFolder folder;
  const auto path = folder.path() / "loa.db";
  const auto broken = Database::open(path, {kTwo[0], {2, {"create table half (x integer)", "no sql at all"}}});
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, "store.failed");
  auto database = Database::open(path, {kTwo[0]}).value();
  EXPECT_EQ(database->schema_version(), 1);
  EXPECT_EQ(count(*database, "select count(*) from sqlite_master where name = 'half'"), 0);
}

TEST(Database, RefusesANewerSchemaWithTheRemedyInOneLine) {
  TempFolder folder;
  const auto path = folder.path() / "loa.db";
  (void)Database::open(path, kTwo).value();
  const auto older = Database::open(path, {kTwo[0]});
  ASSERT_FALSE(older);
  EXPECT_EQ(older.error().code, "store.newer_schema");
  const auto line = to_line(older.error());
  EXPECT_NE(line.find("has schema 2, this program knows up to 1; install the newer program"), std::string::npos) << line;
  EXPECT_EQ(line.find('\n'), std::string::npos);
}

TEST(Database, RefusesAFileThatIsNoDatabase) {
  TempFolder folder;
  const auto path = folder.write("loa.db", std::string(8192, 'x'));
  EXPECT_EQ(Database::open(path, kTwo).error().code, "store.corrupt");
}

TEST(Database, RefusesADamagedPage) {
  TempFolder folder;
  const auto path = folder.path() / "loa.db";
  {
    auto database = Database::open(path, kTwo).value();
    for (int i = 100; i < 3000; ++i) database->session() << "insert into a values (:i)", soci::use(i);
    database->session() << "create table t as select x, hex(randomblob(200)) as y from a";
  }
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(5 * 4096);
  file << std::string(16 * 4096, '\xFF');
  file.close();
  const auto damaged = Database::open(path, kTwo);
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().code, "store.corrupt");
}

TEST(Database, NamesAnUnwritablePlaceInOneLine) {
  TempFolder folder;
  const auto blocked = Database::open(folder.write("file", "") / "loa.db", kTwo);
  ASSERT_FALSE(blocked);
  EXPECT_EQ(blocked.error().code, "store.unwritable");
  const auto line = to_line(blocked.error());
  EXPECT_NE(line.find("give the folder"), std::string::npos);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  std::filesystem::create_directories(folder.path() / "folder.db");
  EXPECT_EQ(Database::open(folder.path() / "folder.db", kTwo).error().code, "store.unwritable");
  EXPECT_EQ(Database::open("/proc/loa.db", kTwo).error().code, "store.unwritable");
}

}  // namespace
}  // namespace loa::sql
