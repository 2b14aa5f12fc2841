// One SQLite database through SOCI: WAL, synchronous=FULL, foreign keys, busy timeout; numbered migrations in one
// transaction each; refuses to run on a schema newer than it knows. Single writer thread; throws soci errors inward,
// callers at the store's edge turn them into Error "store.failed".
#pragma once

#include "core/error.h"

#include <soci/soci.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace loa::sql {

struct Migration {
  int number;                           // 1, 2, 3 ... without gaps
  std::vector<std::string> statements;  // executed in order, in one transaction
};

class Database {
 public:
  // Errors: "store.unwritable" (path, why; in one line with the remedy), "store.newer_schema" (found, known),
  // "store.corrupt".
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path, const std::vector<Migration>& migrations);

  soci::session& session() { return session_; }
  int schema_version() const { return version_; }

 private:
  Database() = default;
  soci::session session_;
  int version_ = 0;
};

}  // namespace loa::sql
