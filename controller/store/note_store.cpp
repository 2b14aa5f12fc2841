#include "controller/store/note_store.h"

#include "controller/store/rows.h"

namespace loa::controller {

std::optional<Note> NoteStore::held(const std::string& kind, const std::string& id) {
  std::string unit, body, by;
  long long at = 0;
  database_.session() << "select unit, body, by_name, at from notes where kind = :k and id = :i", soci::use(kind), soci::use(id),
      soci::into(unit), soci::into(body), soci::into(by), soci::into(at);
  if (!database_.session().got_data()) return std::nullopt;
  return Note{kind, id, id_of<UnitId>(unit), body, by, from_unix_ms(at)};
}

void NoteStore::write(const Note& note) {
  const std::string unit = note.unit.text();
  long long at = to_unix_ms(note.at);
  database_.session() << "insert into notes(kind, id, unit, body, by_name, at) values(:k, :i, :u, :b, :n, :t)"
                         " on conflict(kind, id) do update set unit = excluded.unit, body = excluded.body,"
                         " by_name = excluded.by_name, at = excluded.at",
      soci::use(note.kind), soci::use(note.id), soci::use(unit), soci::use(note.body), soci::use(note.by), soci::use(at);
  audit_.append(note.at, note.by, note.kind + ".noted", {{"id", note.id}, {"unit", unit}, {"sha256", sha256(note.body).hex()}});
}

Status NoteStore::put(const AreaScope& scope, const Note& note) {
  return at_edge([&] {
    soci::transaction transaction(database_.session());
    const auto before = held(note.kind, note.id);
    if (!scope.covers(note.unit) || (before && !scope.covers(before->unit))) throw ErrorException(fail("store.scope"));
    write(note);
    transaction.commit();
  });
}

Result<bool> NoteStore::add(const AreaScope& scope, const Note& note) {
  return at_edge([&] {
    soci::transaction transaction(database_.session());
    if (!scope.covers(note.unit)) throw ErrorException(fail("store.scope"));
    if (held(note.kind, note.id)) return false;
    write(note);
    transaction.commit();
    return true;
  });
}

Result<bool> NoteStore::remove(const AreaScope& scope, const std::string& kind, const std::string& id, const std::string& by,
                               UtcTime now) {
  return at_edge([&] {
    soci::transaction transaction(database_.session());
    const auto before = held(kind, id);
    if (!before) return false;
    if (!scope.covers(before->unit)) throw ErrorException(fail("store.scope"));
    database_.session() << "delete from notes where kind = :k and id = :i", soci::use(kind), soci::use(id);
    audit_.append(now, by, kind + ".removed", {{"id", id}, {"unit", before->unit.text()}});
    transaction.commit();
    return true;
  });
}

Result<std::optional<Note>> NoteStore::find(const AreaScope& scope, const std::string& kind, const std::string& id) {
  return at_edge([&] {
    auto note = held(kind, id);
    if (note && !scope.covers(note->unit)) note.reset();
    return note;
  });
}

Result<std::vector<Note>> NoteStore::list(const AreaScope& scope, const std::string& kind) {
  return at_edge([&] {
    std::vector<Note> out;
    std::string id, unit, body, by;
    long long at = 0;
    soci::statement st = (database_.session().prepare << "select id, unit, body, by_name, at from notes where kind = :k and " +
                                                             scope_sql(scope, "unit") + " order by at, id",
                          soci::use(kind), soci::into(id), soci::into(unit), soci::into(body), soci::into(by), soci::into(at));
    st.execute();
    while (st.fetch()) out.push_back({kind, id, id_of<UnitId>(unit), body, by, from_unix_ms(at)});
    return out;
  });
}

}  // namespace loa::controller
