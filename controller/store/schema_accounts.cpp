#include "controller/store/schema.h"

namespace loa::controller {

// Of every secret that opens something (session, device, invite, recovery code) only the SHA-256 is kept.
sql::Migration accounts_schema(int number) {
  return {number,
          {
              "create table accounts(id text primary key, login text not null unique, name text not null, person text not null,"
              " state text not null, password text not null, totp text not null, totp_step bigint not null,"
              " created bigint not null, version bigint not null)",
              "create table account_grants(account text not null references accounts(id) on delete cascade, role text not null,"
              " unit text not null, from_at bigint not null, until_at bigint not null, given_by text not null)",
              "create index account_grants_by_account on account_grants(account)",
              "create table account_recovery(account text not null references accounts(id) on delete cascade,"
              " code text not null, primary key(account, code))",
              "create table account_sessions(token text primary key, account text not null references accounts(id)"
              " on delete cascade, created bigint not null, seen bigint not null, address text not null, browser text not null)",
              "create table account_devices(token text primary key, account text not null references accounts(id)"
              " on delete cascade, created bigint not null)",
              "create table account_invites(token text primary key, account text not null references accounts(id)"
              " on delete cascade, expires bigint not null, resets_code integer not null)",
              "create table kept_answers(key text primary key, request text not null, status integer not null,"
              " content_type text not null, body text not null, created bigint not null)",
              "create index kept_answers_by_time on kept_answers(created)",
          }};
}

}  // namespace loa::controller
