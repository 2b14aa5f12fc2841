#include "agent/services/sql_store.h"

#include "agent/services/part_file.h"
#include "core/files.h"
#include "protocol/limits.h"

#include <algorithm>
#include <exception>

namespace loa::agent {
namespace {

constexpr char kEpochKey[] = "store.epoch";
constexpr char kAcknowledgedKey[] = "store.acknowledged";
constexpr char kLastSeqKey[] = "store.last_seq";

const std::vector<sql::Migration>& migrations() {
  static const std::vector<sql::Migration> kMigrations = {
      {1,
       {"create table kept (name text primary key, body text not null) without rowid",
        "create table journal (seq integer primary key, body text not null)",
        "create table content (hash text primary key, size integer not null, complete integer not null, "
        "held text not null) without rowid",
        "create table settled (subject text not null, cluster text not null, at integer not null, "
        "primary key (subject, cluster)) without rowid",
        "create index settled_at on settled (at)"}}};
  return kMigrations;
}

}  // namespace

SqlStore::SqlStore(std::filesystem::path folder, std::unique_ptr<sql::Database> database)
    : folder_(std::move(folder)), database_(std::move(database)) {}

Result<std::unique_ptr<SqlStore>> SqlStore::open(const std::filesystem::path& folder, UtcTime now, Random& random) {
  LOA_TRY_OK(require_writable_folder(folder));
  LOA_TRY_OK(require_writable_folder(folder / "content"));
  LOA_TRY(auto database, sql::Database::open(folder / "agent.db", migrations()));
  std::unique_ptr<SqlStore> store(new SqlStore(folder / "content", std::move(database)));
  try {
    store->make_epoch(now, random);
  } catch (const std::exception& e) {
    return fail("store.failed", {{"why", e.what()}});
  }
  return store;
}

void SqlStore::make_epoch(UtcTime now, Random& random) {
  const std::string epoch = make_uuid_v7(now, random).text();
  const std::string key = kEpochKey;
  database_->session() << "insert into kept (name, body) values (:name, :body) on conflict (name) do nothing",
      soci::use(key, "name"), soci::use(epoch, "body");
}

Result<Snapshot> SqlStore::load() {
  try {
    Snapshot out;
    load_values(out);
    load_contents(out);
    load_settled(out);
    database_->session() << "select count(*) from journal", soci::into(out.journal_rows);
    remove_orphans(out);
    return out;
  } catch (const std::exception& e) {
    return fail("store.failed", {{"why", e.what()}});
  }
}

void SqlStore::load_values(Snapshot& out) {
  const soci::rowset<soci::row> rows = (database_->session().prepare << "select name, body from kept");
  for (const soci::row& row : rows) {
    const auto name = row.get<std::string>(0);
    const auto body = row.get<std::string>(1);
    if (name == kEpochKey) {
      if (const auto epoch = parse_uuid(body)) out.epoch = *epoch;
    } else if (name == kAcknowledgedKey) {
      out.acknowledged = std::stoll(body);
    } else if (name == kLastSeqKey) {
      out.last_seq = std::stoll(body);
    } else if (const auto bytes = from_base64(body)) {
      out.values[name] = *bytes;
    }
  }
}

void SqlStore::load_contents(Snapshot& out) {
  partials_.clear();
  const soci::rowset<soci::row> rows =
      (database_->session().prepare << "select hash, cast(size as text), complete, held from content");
  for (const soci::row& row : rows) {
    const auto hash = parse_hash(row.get<std::string>(0));
    if (!hash) continue;
    StoredContent stored;
    stored.size = std::stoull(row.get<std::string>(1));
    stored.complete = row.get<int>(2) != 0;
    const std::uint32_t chunks = protocol::chunk_count(stored.size);
    stored.held = protocol::Bitmap(chunks);
    if (stored.complete) {
      if (file_size_of(whole(*hash)) != stored.size) continue;  // gone behind our back: to be had again
    } else {
      const auto held = protocol::Bitmap::from_base64(row.get<std::string>(3), chunks);
      const bool there = file_size_of(part(*hash)) == stored.size || file_size_of(whole(*hash)) == stored.size;
      if (held && there) stored.held = *held;
      partials_[*hash] = {stored.size, stored.held};
    }
    out.contents[*hash] = std::move(stored);
  }
}

void SqlStore::load_settled(Snapshot& out) {
  const soci::rowset<soci::row> rows = (database_->session().prepare << "select subject, cluster from settled");
  for (const soci::row& row : rows) {
    const auto subject = parse_hash(row.get<std::string>(0));
    const auto cluster = ClusterId::parse(row.get<std::string>(1));
    if (subject && cluster) out.settled.insert({*subject, *cluster});
  }
}

void SqlStore::remove_orphans(const Snapshot& snapshot) {
  std::error_code ignored;
  for (const auto& file : std::filesystem::directory_iterator(folder_, ignored)) {
    const auto hash = parse_hash(file.path().stem().string());
    const auto known = hash ? snapshot.contents.find(*hash) : snapshot.contents.end();
    const bool is_part = file.path().extension() == ".part";
    if (known == snapshot.contents.end() || (is_part && known->second.complete)) {
      std::filesystem::remove(file.path(), ignored);
    }
  }
}

Status SqlStore::put_chunks(const Write& write, std::set<Hash>& touched) {
  for (const WriteOp& op : write.ops) {
    const auto* chunk = std::get_if<PutChunk>(&op);
    if (!chunk) continue;
    touched.insert(chunk->content);
    const std::uint64_t offset = std::uint64_t{chunk->index} * protocol::kChunkBytes;
    LOA_TRY_OK(write_piece(part(chunk->content), chunk->size, offset, chunk->bytes));
  }
  return ok();
}

Status SqlStore::sync_chunks(const std::set<Hash>& touched) {
  if (touched.empty()) return ok();
  bool fresh = false;
  for (const Hash& content : touched) {
    LOA_TRY_OK(sync_data(part(content)));
    fresh = fresh || !partials_.contains(content);
  }
  return fresh ? sync_folder(folder_) : ok();
}

std::vector<Written> SqlStore::perform(const std::vector<Write>& group) {
  std::vector<Written> out;
  std::vector<const Write*> good;
  std::set<Hash> touched;
  for (const Write& write : group) {
    const auto status = put_chunks(write, touched);
    out.push_back({write.token, static_cast<bool>(status), status ? "" : to_line(status.error())});
    if (status) good.push_back(&write);
  }
  Status status = sync_chunks(touched);
  if (status) {
    try {
      commit(good);
      remove_files(good);
    } catch (const std::exception& e) {
      status = fail("store.failed", {{"why", e.what()}});
    }
  }
  if (!status) {
    static_cast<void>(load());  // memory may be ahead of the disk: read back what is really there
    for (Written& written : out) written = {written.token, false, to_line(status.error())};
  }
  return out;
}

void SqlStore::commit(const std::vector<const Write*>& writes) {
  changed_bitmaps_.clear();
  soci::transaction transaction(database_->session());
  for (const Write* write : writes) {
    for (const WriteOp& op : write->ops) apply(op);
  }
  for (const Hash& content : changed_bitmaps_) keep_bitmap(content);
  transaction.commit();
}

void SqlStore::put_value(const std::string& key, const std::string& text) {
  database_->session() << "insert into kept (name, body) values (:name, :body) "
                          "on conflict (name) do update set body = excluded.body",
      soci::use(key, "name"), soci::use(text, "body");
}

void SqlStore::append(const AppendRows& op) {
  std::int64_t seq = 0;
  std::string body;
  soci::statement insert = (database_->session().prepare << "insert into journal (seq, body) values (:seq, :body)",
                            soci::use(seq, "seq"), soci::use(body, "body"));
  for (const protocol::JournalRow& row : op.rows) {
    seq = row.seq;
    body = protocol::write_journal_row(row);
    insert.execute(true);
  }
  if (!op.rows.empty()) put_value(kLastSeqKey, std::to_string(seq));
}

void SqlStore::replace(const ReplaceRows& op) {
  for (const protocol::JournalRow& row : op.rows) {
    const std::int64_t from = protocol::first_seq(row), upto = row.seq;
    const std::string body = protocol::write_journal_row(row);
    database_->session() << "delete from journal where seq between :from and :upto", soci::use(from, "from"), soci::use(upto, "upto");
    database_->session() << "insert into journal (seq, body) values (:seq, :body)", soci::use(upto, "seq"), soci::use(body, "body");
  }
}

void SqlStore::apply(const WriteOp& op) {
  soci::session& sql = database_->session();
  if (const auto* value = std::get_if<PutValue>(&op)) {
    put_value(value->key, to_base64(value->bytes));
  } else if (const auto* drop = std::get_if<DropValue>(&op)) {
    sql << "delete from kept where name = :name", soci::use(drop->key, "name");
  } else if (const auto* chunk = std::get_if<PutChunk>(&op)) {
    Partial& partial = partials_[chunk->content];
    if (partial.size != chunk->size) partial = {chunk->size, protocol::Bitmap(protocol::chunk_count(chunk->size))};
    partial.held.set(chunk->index, true);
    changed_bitmaps_.insert(chunk->content);
  } else if (const auto* rows = std::get_if<AppendRows>(&op)) {
    append(*rows);
  } else if (const auto* merged = std::get_if<ReplaceRows>(&op)) {
    replace(*merged);
  } else if (const auto* upto = std::get_if<DeleteRowsUpTo>(&op)) {
    sql << "delete from journal where seq <= :seq", soci::use(upto->seq, "seq");
    put_value(kAcknowledgedKey, std::to_string(upto->seq));
  } else if (const auto* settle = std::get_if<Settle>(&op)) {
    const std::string subject = settle->key.first.hex();
    const std::string cluster = settle->key.second.text();
    const std::int64_t at = to_unix_ms(settle->at);
    sql << "insert into settled (subject, cluster, at) values (:subject, :cluster, :at) "
           "on conflict (subject, cluster) do update set at = excluded.at",
        soci::use(subject, "subject"), soci::use(cluster, "cluster"), soci::use(at, "at");
  } else if (const auto* forget = std::get_if<ForgetSettledBefore>(&op)) {
    const std::int64_t at = to_unix_ms(forget->at);
    const std::string nil = ClusterId{}.text();
    // Refused documents and delivered programmes are told once for good: a retained message brings them back for weeks.
    sql << "delete from settled where at < :at and cluster <> :nil", soci::use(at, "at"), soci::use(nil, "nil");
  } else if (const auto* evict = std::get_if<EvictContent>(&op)) {
    const std::string hash = evict->content.hex();
    sql << "delete from content where hash = :hash", soci::use(hash, "hash");
    partials_.erase(evict->content);
    changed_bitmaps_.erase(evict->content);
  }
}

void SqlStore::keep_bitmap(const Hash& content) {
  const Partial& partial = partials_.at(content);
  const std::string hash = content.hex();
  const auto size = static_cast<std::int64_t>(partial.size);
  const std::string held = partial.held.base64();
  database_->session() << "insert into content (hash, size, complete, held) values (:hash, :size, 0, :held) "
                          "on conflict (hash) do update set size = excluded.size, complete = 0, held = excluded.held",
      soci::use(hash, "hash"), soci::use(size, "size"), soci::use(held, "held");
}

void SqlStore::remove_files(const std::vector<const Write*>& writes) {
  std::error_code ignored;  // what stays behind is an orphan, removed at the next start
  for (const Write* write : writes) {
    for (const WriteOp& op : write->ops) {
      const auto* evict = std::get_if<EvictContent>(&op);
      if (!evict || partials_.contains(evict->content)) continue;
      std::filesystem::remove(part(evict->content), ignored);
      std::filesystem::remove(whole(evict->content), ignored);
    }
  }
}

bool SqlStore::verified(const SealContent& order, const std::filesystem::path& file) const {
  if (!order.list) {
    const auto hash = hash_file(file);
    return hash && *hash == order.content;
  }
  if (file_size_of(file) != order.list->size) return false;
  constexpr std::uint32_t kUnits = protocol::kChunkBytes / protocol::kUnitBytes;
  for (std::uint32_t unit = 0; unit < order.list->units.size(); ++unit) {
    if (!order.unchecked.test(unit / kUnits)) continue;
    const auto bytes = read_piece(file, std::uint64_t{unit} * protocol::kUnitBytes, protocol::kUnitBytes);
    if (!bytes || !audio::check_unit(*order.list, unit, *bytes)) return false;
  }
  return true;
}

Sealed SqlStore::seal(const SealContent& order) {
  const Hash& content = order.content;
  const bool in_part = std::filesystem::exists(part(content));
  const std::filesystem::path file = in_part ? part(content) : whole(content);
  const std::string name = content.hex();
  try {
    if (!verified(order, file)) {
      database_->session() << "delete from content where hash = :hash", soci::use(name, "hash");
      partials_.erase(content);
      std::error_code ignored;
      std::filesystem::remove(file, ignored);
      return {content, false};
    }
    if (in_part && !rename_durably(file, whole(content))) return {content, false};
    database_->session() << "update content set complete = 1, held = '' where hash = :hash", soci::use(name, "hash");
    partials_.erase(content);
    return {content, true};
  } catch (const std::exception&) {
    return {content, false};
  }
}

ContentRead SqlStore::read(const Hash& content) {
  const auto bytes = read_file(whole(content), protocol::kMaxPart);
  return bytes ? ContentRead{content, true, *bytes} : ContentRead{content, false, {}};
}

UnitRead SqlStore::read_unit(const Hash& content, std::uint32_t index) {
  const std::uint64_t offset = std::uint64_t{index} * protocol::kUnitBytes;
  auto bytes = read_piece(whole(content), offset, protocol::kUnitBytes);
  if (!bytes) bytes = read_piece(part(content), offset, protocol::kUnitBytes);
  return bytes && !bytes->empty() ? UnitRead{content, index, true, std::move(*bytes)} : UnitRead{content, index, false, {}};
}

RowsRead SqlStore::read_rows(std::int64_t from, std::size_t max_bytes) {
  RowsRead out;
  std::size_t used = 0;
  try {
    const soci::rowset<soci::row> rows =
        (database_->session().prepare << "select body from journal where seq >= :seq order by seq limit 1000",
         soci::use(from, "seq"));
    for (const soci::row& row : rows) {
      const auto body = row.get<std::string>(0);
      used += body.size() + 1;
      if (used > max_bytes && !out.rows.empty()) break;
      auto read = protocol::read_journal_row(body);
      if (!read) break;
      out.rows.push_back(std::move(*read));
    }
  } catch (const std::exception&) {
    out.rows.clear();
  }
  return out;
}

}  // namespace loa::agent
