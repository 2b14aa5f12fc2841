#include "controller/store/schema.h"

namespace loa::controller {

sql::Migration signing_schema(int number) {
  return {number,
          {
              "create table signing_requests(id text primary key, body text not null, state text not null,"
              " opened bigint not null, decided bigint not null, by_name text not null, document text not null,"
              " reason text not null, evidence text not null)",
              "create index signing_requests_by_state on signing_requests(state, opened)",
              "create table signing_units(request text not null references signing_requests(id) on delete cascade,"
              " unit text not null, primary key(request, unit))",
              "create table signing_links(token text primary key, kind text not null, subject text not null,"
              " person text not null, expires bigint not null)",
              "create table enrolments(id text primary key, person text not null, name text not null, unit text not null,"
              " label text not null, state text not null, public_key text not null, quick_key text not null,"
              " challenge text not null, invited bigint not null, registered bigint not null, tested bigint not null,"
              " granted bigint not null)",
              "create index enrolments_by_key on enrolments(public_key)",
          }};
}

}  // namespace loa::controller
