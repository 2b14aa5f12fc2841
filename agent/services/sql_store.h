// The agent's durable memory: SQLite (synchronous=FULL) for values, rows, bitmaps and marks; files by hash for content.
// perform() makes a group of writes durable with one fdatasync per touched file and one commit. Chunks are on disk before
// the bitmap says so; a content is renamed to its name only after its hash was checked; whatever a crash leaves between
// two steps is repaired by load(). Blocking; one thread at a time (StoreWorker's).
#pragma once

#include "agent/domain/event.h"
#include "core/random.h"
#include "core/sql/database.h"

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace loa::agent {

class SqlStore {
 public:
  // Errors: those of require_writable_folder and Database::open, "store.failed".
  static Result<std::unique_ptr<SqlStore>> open(const std::filesystem::path& folder, UtcTime now, Random& random);

  Result<Snapshot> load();
  std::vector<Written> perform(const std::vector<Write>& group);
  Sealed seal(const SealContent& order);
  ContentRead read(const Hash& content);
  UnitRead read_unit(const Hash& content, std::uint32_t index);
  RowsRead read_rows(std::int64_t from, std::size_t max_bytes);

 private:
  struct Partial {
    std::uint64_t size = 0;
    protocol::Bitmap held;
  };
  SqlStore(std::filesystem::path folder, std::unique_ptr<sql::Database> database);

  bool verified(const SealContent& order, const std::filesystem::path& file) const;
  std::filesystem::path whole(const Hash& content) const { return folder_ / content.hex(); }
  std::filesystem::path part(const Hash& content) const { return folder_ / (content.hex() + ".part"); }
  void make_epoch(UtcTime now, Random& random);
  void load_values(Snapshot& out);
  void load_contents(Snapshot& out);
  void load_settled(Snapshot& out);
  void remove_orphans(const Snapshot& snapshot);
  Status put_chunks(const Write& write, std::set<Hash>& touched);
  Status sync_chunks(const std::set<Hash>& touched);
  void commit(const std::vector<const Write*>& writes);
  void apply(const WriteOp& op);
  void put_value(const std::string& key, const std::string& text);
  void append(const AppendRows& op);
  void replace(const ReplaceRows& op);
  void keep_bitmap(const Hash& content);
  void remove_files(const std::vector<const Write*>& writes);

  std::filesystem::path folder_;  // content files
  std::unique_ptr<sql::Database> database_;
  std::map<Hash, Partial> partials_;
  std::set<Hash> changed_bitmaps_;
};

}  // namespace loa::agent
