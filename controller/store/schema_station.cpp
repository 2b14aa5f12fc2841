#include "controller/store/schema.h"

namespace loa::controller {

// Versions hold both what a person wanted and what the planner got. Items made before this have one version each.
sql::Migration station_schema(int number) {
  return {number,
          {
              "create table item_versions(item text not null, version bigint not null, state text not null,"
              " wanted text not null, effective text not null, units text not null, by_name text not null,"
              " account text not null, at bigint not null, change text not null, kind text not null, reason text not null,"
              " makes_good text not null, primary key(item, version))",
              "create index item_versions_by_change on item_versions(change)",
              "create table schedule_changes(id text primary key, kind text not null, by_name text not null,"
              " account text not null, at bigint not null, undone integer not null)",
              "create index schedule_changes_by_time on schedule_changes(at)",
              "create table make_goods(occurrence text not null, cluster text not null, item text not null,"
              " primary key(occurrence, cluster))",
              "create table notes(kind text not null, id text not null, unit text not null, body text not null,"
              " by_name text not null, at bigint not null, primary key(kind, id))",
              "create index notes_by_unit on notes(kind, unit)",
              "insert into item_versions select id, 1, 'live', body, body, coalesce((select '[\"' ||"
              " group_concat(unit, '\",\"') || '\"]' from item_units where item = items.id), '[]'), '', '', created, '',"
              " 'create', '', '' from items",
          }};
}

}  // namespace loa::controller
