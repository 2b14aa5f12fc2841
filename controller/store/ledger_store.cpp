#include "controller/store/ledger_store.h"

#include "controller/store/rows.h"

#include <set>

namespace loa::controller {

namespace {

std::int64_t ms_or_zero(const std::optional<UtcTime>& time) { return time ? to_unix_ms(*time) : 0; }

std::optional<UtcTime> time_or_none(std::int64_t ms) {
  return ms == 0 ? std::nullopt : std::optional<UtcTime>(from_unix_ms(ms));
}

std::int64_t sort_time(const LedgerRow& row) {
  if (row.planned_start) return to_unix_ms(*row.planned_start);
  return row.segments.empty() ? 0 : to_unix_ms(row.segments.front().start);
}

// One row of the table, as columns.
struct Columns {
  long long id = 0, planned_start = 0, planned_end = 0, sort_at = 0, seal_seq = 0;
  int heard = -1;
  std::string occurrence, cluster, cluster_name, unit, unit_name, unit_code, item, programme, title, state, cause,
      cause_params, approved_by, approval;
};

Columns columns_of(const StoredRow& stored) {
  const LedgerRow& row = stored.row;
  Columns c;
  c.id = stored.id;
  c.occurrence = row.key.occurrence.hex();
  c.cluster = row.key.cluster.text();
  c.cluster_name = row.cluster_name;
  c.unit = row.unit.text();
  c.unit_name = row.unit_name;
  c.unit_code = row.unit_code;
  c.item = row.item.text();
  c.programme = row.programme.text();
  c.title = row.title;
  c.planned_start = ms_or_zero(row.planned_start);
  c.planned_end = ms_or_zero(row.planned_end);
  c.state = to_text(row.state);
  c.heard = row.heard ? (*row.heard ? 1 : 0) : -1;
  c.cause = row.cause;
  c.cause_params = params_text(row.cause_params);
  c.approved_by = row.approved_by;
  c.approval = hash_text(row.approval);
  c.sort_at = sort_time(row);
  return c;
}

StoredRow row_of(const Columns& c) {
  StoredRow stored;
  stored.id = c.id;
  stored.seal_seq = c.seal_seq;
  LedgerRow& row = stored.row;
  row.key = {hash_of(c.occurrence), id_of<ClusterId>(c.cluster)};
  row.cluster_name = c.cluster_name;
  row.unit = id_of<UnitId>(c.unit);
  row.unit_name = c.unit_name;
  row.unit_code = c.unit_code;
  row.item = id_of<ItemId>(c.item);
  row.programme = id_of<ProgrammeId>(c.programme);
  row.title = c.title;
  row.planned_start = time_or_none(c.planned_start);
  row.planned_end = time_or_none(c.planned_end);
  row.state = ledger_state_from(c.state);
  if (c.heard >= 0) row.heard = c.heard == 1;
  row.cause = c.cause;
  row.cause_params = params_of(c.cause_params);
  row.approved_by = c.approved_by;
  row.approval = hash_of(c.approval);
  return stored;
}

// Columns whose text is not what the program writes (say a state word nobody knows) must show too.
bool columns_are_canonical(const Columns& c, const StoredRow& stored) {
  const Columns back = columns_of(stored);
  return back.state == c.state && back.cause_params == c.cause_params && back.sort_at == c.sort_at &&
         back.heard == c.heard && back.approval == c.approval;
}

void save_segments(soci::session& session, long long id, const std::vector<LedgerSegment>& segments) {
  session << "delete from segments where row = :id", soci::use(id);
  for (const auto& s : segments) {
    long long start = to_unix_ms(s.start), end = to_unix_ms(s.end), offset = s.offset_ms, error = s.start_error_ms;
    int heard = s.heard ? 1 : 0, good = s.receipt_good ? 1 : 0;
    const std::string receipt = hash_text(s.receipt), envelope = bytes_text(s.receipt_envelope);
    session << "insert into segments(row, start_at, end_at, offset_ms, heard, ended_by, receipt, receipt_envelope,"
               " receipt_good, start_error_ms) values(:row, :s, :e, :o, :h, :by, :r, :re, :g, :err)",
        soci::use(id), soci::use(start), soci::use(end), soci::use(offset), soci::use(heard), soci::use(s.ended_by),
        soci::use(receipt), soci::use(envelope), soci::use(good), soci::use(error);
  }
}

}  // namespace

std::int64_t LedgerStore::next_id() {
  long long highest = 0;
  soci::indicator found = soci::i_null;
  database_.session() << "select max(seq) from sqlite_sequence where name = 'ledger'", soci::into(highest, found);
  return found == soci::i_ok ? highest + 1 : 1;
}

std::vector<StoredRow> LedgerStore::select(const std::string& where, std::size_t limit) {
  std::vector<StoredRow> out;
  Columns c;
  {
    soci::statement st =
        (database_.session().prepare
             << "select id, occurrence, cluster, cluster_name, unit, unit_name, unit_code, item, programme, title,"
                " planned_start, planned_end, state, heard, cause, cause_params, approved_by, approval, sort_at, seal_seq"
                " from ledger where " + where + " order by sort_at desc, id desc limit " + std::to_string(limit),
         soci::into(c.id), soci::into(c.occurrence), soci::into(c.cluster), soci::into(c.cluster_name), soci::into(c.unit),
         soci::into(c.unit_name), soci::into(c.unit_code), soci::into(c.item), soci::into(c.programme), soci::into(c.title),
         soci::into(c.planned_start), soci::into(c.planned_end), soci::into(c.state), soci::into(c.heard),
         soci::into(c.cause), soci::into(c.cause_params), soci::into(c.approved_by), soci::into(c.approval),
         soci::into(c.sort_at), soci::into(c.seal_seq));
    st.execute();
    while (st.fetch()) {
      out.push_back(row_of(c));
      out.back().row.title = c.title;
      load_segments(out.back());
      // A row that does not read back as written can never match its seal.
      if (!columns_are_canonical(c, out.back())) out.back().seal_seq = -1;
    }
  }
  return out;
}

void LedgerStore::load_segments(StoredRow& stored) {
  long long id = stored.id, start = 0, end = 0, offset = 0, error = 0;
  int heard = 0, good = 0;
  std::string by, receipt, envelope;
  soci::statement st = (database_.session().prepare
                            << "select start_at, end_at, offset_ms, heard, ended_by, receipt, receipt_envelope, receipt_good,"
                               " start_error_ms from segments where row = :id order by start_at, offset_ms, receipt",
                        soci::use(id), soci::into(start), soci::into(end), soci::into(offset), soci::into(heard),
                        soci::into(by), soci::into(receipt), soci::into(envelope), soci::into(good), soci::into(error));
  st.execute();
  while (st.fetch()) {
    stored.row.segments.push_back({from_unix_ms(start), from_unix_ms(end), offset, heard == 1, by, hash_of(receipt),
                                   bytes_of(envelope), good == 1, error});
  }
}

std::optional<StoredRow> LedgerStore::find(const LedgerKey& key) {
  auto rows = select("occurrence = '" + key.occurrence.hex() + "' and cluster = '" + key.cluster.text() + "'", 1);
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

void LedgerStore::save(StoredRow& stored, std::int64_t seal_seq) {
  stored.seal_seq = seal_seq;
  Columns c = columns_of(stored);
  c.seal_seq = seal_seq;
  database_.session()
      << "insert into ledger(id, occurrence, cluster, cluster_name, unit, unit_name, unit_code, item, programme, title,"
         " planned_start, planned_end, state, heard, cause, cause_params, approved_by, approval, sort_at, seal_seq)"
         " values(:id, :oc, :cl, :cn, :un, :unn, :uc, :it, :pr, :ti, :ps, :pe, :st, :he, :ca, :cp, :ab, :ap, :so, :se)"
         " on conflict(occurrence, cluster) do update set cluster_name = excluded.cluster_name, unit = excluded.unit,"
         " unit_name = excluded.unit_name, unit_code = excluded.unit_code, item = excluded.item,"
         " programme = excluded.programme, title = excluded.title, planned_start = excluded.planned_start,"
         " planned_end = excluded.planned_end, state = excluded.state, heard = excluded.heard, cause = excluded.cause,"
         " cause_params = excluded.cause_params, approved_by = excluded.approved_by, approval = excluded.approval,"
         " sort_at = excluded.sort_at, seal_seq = excluded.seal_seq",
      soci::use(c.id), soci::use(c.occurrence), soci::use(c.cluster), soci::use(c.cluster_name), soci::use(c.unit),
      soci::use(c.unit_name), soci::use(c.unit_code), soci::use(c.item), soci::use(c.programme), soci::use(c.title),
      soci::use(c.planned_start), soci::use(c.planned_end), soci::use(c.state), soci::use(c.heard), soci::use(c.cause),
      soci::use(c.cause_params), soci::use(c.approved_by), soci::use(c.approval), soci::use(c.sort_at), soci::use(c.seal_seq);
  save_segments(database_.session(), stored.id, stored.row.segments);
}

std::int64_t LedgerStore::seal(const std::vector<StoredRow>& rows, const std::vector<std::int64_t>& removed, UtcTime now) {
  json::array sealed;
  for (const auto& stored : rows) sealed.push_back(json::array{stored.id, seal_of(stored.row).hex()});
  for (auto id : removed) sealed.push_back(json::array{id, nullptr});
  json::object body;
  body["rows"] = std::move(sealed);
  return audit_.append(now, "controller", "ledger.sealed", body);
}

void LedgerStore::write_changed(std::vector<StoredRow>& changed, const std::vector<std::int64_t>& removed, UtcTime now) {
  if (changed.empty() && removed.empty()) return;
  std::int64_t next = next_id();
  for (auto& stored : changed) {
    if (stored.id == 0) {
      stored.id = next++;
    } else {
      check_before_write(*find(stored.row.key), now);
    }
  }
  const std::int64_t seq = seal(changed, removed, now);
  for (auto& stored : changed) save(stored, seq);
  for (long long id : removed) {
    database_.session() << "delete from segments where row = :id", soci::use(id);
    database_.session() << "delete from ledger where id = :id", soci::use(id);
  }
}

void LedgerStore::check_before_write(const StoredRow& stored, UtcTime now) {
  const std::string sealed = "[" + std::to_string(stored.id) + ",\"" + seal_of(stored.row).hex() + "\"]";
  if (audit_.entry(stored.seal_seq).find(sealed) != std::string::npos) return;
  json::object body;
  body["row"] = stored.id;
  audit_.append(now, "controller", "ledger.altered", body);
}

Result<bool> LedgerStore::plan(const AreaScope& scope, const std::vector<PlannedRow>& rows, UtcTime from, UtcTime until,
                               UtcTime now) {
  return at_edge([&] {
    soci::transaction transaction(database_.session());
    std::vector<StoredRow> changed;
    std::set<LedgerKey> wanted;
    for (const auto& planned : rows) {
      if (!scope.covers(planned.unit) || !wanted.insert(planned.key).second) continue;
      auto held = find(planned.key);
      if (!held) {
        changed.push_back({0, 0, make_row(planned)});
      } else if (merge_planned(held->row, planned)) {
        changed.push_back(std::move(*held));
      }
    }
    std::vector<std::int64_t> removed;
    const auto window = "planned_start > " + std::to_string(to_unix_ms(std::max(now, from))) + " and planned_start < " +
                        std::to_string(to_unix_ms(until)) + " and state in ('planned', 'delivered') and " +
                        scope_sql(scope, "unit");
    for (const auto& stored : select(window, 1'000'000)) {
      if (!wanted.contains(stored.row.key)) removed.push_back(stored.id);
    }
    write_changed(changed, removed, now);
    transaction.commit();
    return !changed.empty() || !removed.empty();
  });
}

Result<std::vector<LedgerKey>> LedgerStore::commit(const AreaScope& scope, const WriteRows& write,
                                                   const std::vector<LedgerFact>& facts,
                                                   const std::map<ClusterId, PlannedRow>& who, UtcTime now) {
  return at_edge([&] {
    soci::transaction transaction(database_.session());
    std::map<LedgerKey, StoredRow> touched;
    std::set<LedgerKey> altered;
    for (const auto& fact : facts) {
      if (!fact.row.occurrence || !fact.row.cluster) continue;
      const LedgerKey key{*fact.row.occurrence, *fact.row.cluster};
      auto slot = touched.find(key);
      if (slot == touched.end()) {
        auto held = find(key);
        if (!held) {
          auto named = who.find(key.cluster);
          held = StoredRow{};
          held->row.key = key;
          if (named != who.end()) {
            held->row.cluster_name = named->second.cluster_name;
            held->row.unit = named->second.unit;
            held->row.unit_name = named->second.unit_name;
            held->row.unit_code = named->second.unit_code;
          }
        }
        slot = touched.emplace(key, std::move(*held)).first;
      }
      if (!scope.covers(slot->second.row.unit)) continue;
      if (apply(slot->second.row, fact)) altered.insert(key);
    }
    std::vector<StoredRow> changed;
    for (const auto& key : altered) changed.push_back(std::move(touched.at(key)));
    write_changed(changed, {}, now);
    const std::string agent = write.agent.text(), epoch = write.epoch.text();
    long long upto = write.upto;
    database_.session() << "insert into journal(agent, epoch, upto) values(:a, :e, :u)"
                           " on conflict(agent, epoch) do update set upto = max(upto, excluded.upto)",
        soci::use(agent), soci::use(epoch), soci::use(upto);
    transaction.commit();
    return std::vector<LedgerKey>(altered.begin(), altered.end());
  });
}

Result<std::size_t> LedgerStore::close_untold(const AreaScope& scope, const std::map<ClusterId, UtcTime>& told, UtcTime now) {
  return at_edge([&] {
    soci::transaction transaction(database_.session());
    std::vector<StoredRow> changed;
    const auto open = "state in ('planned', 'delivered') and planned_end > 0 and planned_end < " + std::to_string(to_unix_ms(now)) +
                      " and " + scope_sql(scope, "unit");
    for (auto& stored : select(open, 1'000'000)) {
      const auto upto = told.find(stored.row.key.cluster);
      if (upto != told.end() && controller::close_untold(stored.row, upto->second)) changed.push_back(std::move(stored));
    }
    write_changed(changed, {}, now);
    transaction.commit();
    return changed.size();
  });
}

Result<std::vector<StoredRow>> LedgerStore::rows(const AreaScope& scope, const LedgerFilter& filter) {
  return at_edge([&] {
    std::string where = scope_sql(scope, "unit");
    if (filter.from) where += " and sort_at >= " + std::to_string(to_unix_ms(*filter.from));
    if (filter.until) where += " and sort_at < " + std::to_string(to_unix_ms(*filter.until));
    if (filter.cluster) where += " and cluster = '" + filter.cluster->text() + "'";
    if (filter.occurrence) where += " and occurrence = '" + filter.occurrence->hex() + "'";
    if (filter.unit_code) {
      std::string quoted;
      for (char c : *filter.unit_code) quoted += c == '\'' ? std::string("''") : std::string(1, c);
      where += " and unit_code = '" + quoted + "'";
    }
    return select(where, filter.limit);
  });
}

Result<std::vector<std::tuple<AgentId, Uuid, std::int64_t>>> LedgerStore::journal_positions(const AreaScope&) {
  return at_edge([&] {
    std::vector<std::tuple<AgentId, Uuid, std::int64_t>> out;
    std::string agent, epoch;
    long long upto = 0;
    soci::statement st = (database_.session().prepare << "select agent, epoch, upto from journal", soci::into(agent),
                          soci::into(epoch), soci::into(upto));
    st.execute();
    while (st.fetch()) {
      auto uuid = parse_uuid(epoch);
      if (uuid) out.emplace_back(id_of<AgentId>(agent), *uuid, upto);
    }
    return out;
  });
}

}  // namespace loa::controller
