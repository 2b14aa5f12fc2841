#include "controller/store/schema.h"

namespace loa::controller {

namespace {

// Times are unix milliseconds (0: none), hashes lower-case hex, ids UUID text, bytes base64; '' is none.
sql::Migration first_schema() {
  return {1,
          {
              "create table documents(seq integer primary key autoincrement, hash text not null unique, type text not null,"
              " document_id text not null, issued bigint not null, accepted bigint not null, signers text not null,"
              " envelope text not null)",
              "create table ratchets(type text not null, subject text not null, version bigint not null,"
              " document text not null, primary key(type, subject))",
              "create table programmes(id text primary key, title text not null, author text not null, voice text not null,"
              " unit text not null, created bigint not null)",
              "create table revisions(programme text not null references programmes(id), revision bigint not null,"
              " manifest text not null, audio text not null, size bigint not null, duration_ms bigint not null,"
              " loudness bigint not null, true_peak bigint not null, unit_list text not null, report text not null,"
              " transcoded bigint not null, primary key(programme, revision))",
              "create table contents(hash text primary key, size bigint not null, kind text not null, created bigint not null)",
              "create table items(id text primary key, body text not null, created bigint not null)",
              "create table item_units(item text not null references items(id) on delete cascade, unit text not null,"
              " primary key(item, unit))",
              "create table agents(id text primary key, unit text not null, last_seen bigint not null, reported text not null,"
              " root_version bigint not null, root text not null, mail_version bigint not null, mail text not null)",
              "create table journal(agent text not null, epoch text not null, upto bigint not null,"
              " primary key(agent, epoch))",
              "create table audit(seq integer primary key, entry text not null, prev text not null, hash text not null)",
              "create table ledger(id integer primary key autoincrement, occurrence text not null, cluster text not null,"
              " cluster_name text not null, unit text not null, unit_name text not null, unit_code text not null,"
              " item text not null, programme text not null, title text not null, planned_start bigint not null,"
              " planned_end bigint not null, state text not null, heard integer not null, cause text not null,"
              " cause_params text not null, approved_by text not null, approval text not null, sort_at bigint not null,"
              " seal_seq bigint not null, unique(occurrence, cluster))",
              "create index ledger_by_time on ledger(sort_at)",
              "create index ledger_by_unit on ledger(unit, sort_at)",
              "create index ledger_by_code on ledger(unit_code, sort_at)",
              "create table segments(row integer not null references ledger(id) on delete cascade, start_at bigint not null,"
              " end_at bigint not null, offset_ms bigint not null, heard integer not null, ended_by text not null,"
              " receipt text not null, receipt_envelope text not null, receipt_good integer not null,"
              " start_error_ms bigint not null)",
              "create index segments_by_row on segments(row)",
              "create table events(id integer primary key autoincrement, at bigint not null, first_at bigint not null,"
              " level text not null, code text not null, params text not null, agent text not null, cluster text not null,"
              " unit text not null, trace text not null, count bigint not null)",
              "create index events_by_time on events(at)",
          }};
}

}  // namespace

const std::vector<sql::Migration>& controller_migrations() {
  static const std::vector<sql::Migration> all{first_schema(), signing_schema(2), accounts_schema(3), station_schema(4),
                                               programmes_schema(5)};
  return all;
}

}  // namespace loa::controller
