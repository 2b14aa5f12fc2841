#include "core/sql/database.h"

#include <soci/sqlite3/soci-sqlite3.h>
#include <sqlite3.h>
#include <unistd.h>

#include <system_error>

namespace loa::sql {
namespace {

Error unwritable(const std::filesystem::path& path, std::string why) {
  return fail("store.unwritable", {{"path", path.string()}, {"why", std::move(why)}});
}

Error corrupt(const std::filesystem::path& path, std::string why) {
  return fail("store.corrupt", {{"path", path.string()}, {"why", std::move(why)}});
}

// SQLite opens a database read-only without a word, so the rights are asked of the system first.
Status check_writable(const std::filesystem::path& path) {
  const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return unwritable(path, error.message());
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    return unwritable(path, std::generic_category().message(errno));
  if (::access(path.c_str(), F_OK) == 0 && ::access(path.c_str(), R_OK | W_OK) != 0)
    return unwritable(path, std::generic_category().message(errno));
  if (std::filesystem::is_directory(path, error)) return unwritable(path, "is a folder");
  return ok();
}

void set_pragmas(soci::session& session) {
  std::string mode;
  session.once << "pragma busy_timeout=5000";
  session << "pragma journal_mode=WAL", soci::into(mode);
  session.once << "pragma synchronous=FULL";
  session.once << "pragma foreign_keys=on";
}

// A page check of the whole file: a damaged database is better found at start than in the middle of an alert.
std::string quick_check(soci::session& session) {
  std::string verdict;
  session << "pragma quick_check(1)", soci::into(verdict);
  return verdict;
}

int read_version(soci::session& session) {
  session << "create table if not exists schema_version (number integer not null)";
  int version = 0;
  session << "select coalesce(max(number), 0) from schema_version", soci::into(version);
  return version;
}

void migrate(soci::session& session, const Migration& migration) {
  soci::transaction transaction(session);
  for (const auto& statement : migration.statements) session << statement;
  session << "delete from schema_version";
  session << "insert into schema_version (number) values (:number)", soci::use(migration.number);
  transaction.commit();
}

Error classify(const std::filesystem::path& path, const soci::soci_error& error) {
  const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
  const int result = sqlite ? sqlite->result() & 0xff : 0;
  if (result == SQLITE_CORRUPT || result == SQLITE_NOTADB) return corrupt(path, error.what());
  if (result == SQLITE_CANTOPEN || result == SQLITE_READONLY || result == SQLITE_FULL || result == SQLITE_IOERR ||
      result == SQLITE_PERM)
    return unwritable(path, error.what());
  const std::string_view text = error.what();
  if (text.find("not a database") != text.npos || text.find("malformed") != text.npos)
    return corrupt(path, error.what());
  return fail("store.failed", {{"why", error.what()}}, path.string());
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& path,
                                                 const std::vector<Migration>& migrations) {
  LOA_TRY_OK(check_writable(path));
  std::unique_ptr<Database> database(new Database);
  try {
    auto& session = database->session_;
    session.open(soci::sqlite3, "db=\"" + path.string() + "\"");
    set_pragmas(session);
    if (const auto verdict = quick_check(session); verdict != "ok") return corrupt(path, verdict);
    database->version_ = read_version(session);
    const int known = migrations.empty() ? 0 : migrations.back().number;
    if (database->version_ > known)
      return fail("store.newer_schema", {{"path", path.string()},
                                         {"found", std::to_string(database->version_)},
                                         {"known", std::to_string(known)}});
    for (const auto& migration : migrations) {
      if (migration.number <= database->version_) continue;
      migrate(session, migration);
      database->version_ = migration.number;
    }
  } catch (const soci::soci_error& error) {
    return classify(path, error);
  }
  return database;
}

}  // namespace loa::sql
