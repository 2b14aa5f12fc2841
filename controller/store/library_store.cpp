#include "controller/store/library_store.h"

#include "controller/store/rows.h"
#include "schedules/plan_document.h"

#include <algorithm>
#include <map>

namespace loa::controller {

void LibraryStore::insert_revision(const Revision& revision) {
  const std::string programme = revision.programme.text(), manifest = revision.manifest.hex(), audio = revision.audio.hex(),
                    units = revision.unit_list.hex();
  long long number = revision.revision, size = revision.size, duration = revision.duration_ms,
            loudness = revision.loudness_centi_lufs, peak = revision.true_peak_centi_dbtp,
            transcoded = to_unix_ms(revision.transcoded);
  database_.session() << "insert into revisions(programme, revision, manifest, audio, size, duration_ms, loudness, true_peak,"
                         " unit_list, report, transcoded) values(:p, :r, :m, :a, :s, :d, :l, :t, :u, :j, :at)",
      soci::use(programme), soci::use(number), soci::use(manifest), soci::use(audio), soci::use(size),
      soci::use(duration), soci::use(loudness), soci::use(peak), soci::use(units), soci::use(revision.report),
      soci::use(transcoded);
}

Status LibraryStore::add_revision(const AreaScope& scope, const ProgrammeRecord& programme, const Revision& revision,
                                  const std::vector<ContentRecord>& contents, UtcTime now) {
  return at_edge([&] {
    if (!scope.covers(programme.unit)) throw ErrorException(fail("store.scope"));
    soci::transaction transaction(database_.session());
    auto& session = database_.session();
    const std::string id = programme.id.text(), author = programme.author.text(), unit = programme.unit.text();
    long long created = to_unix_ms(programme.created);
    session << "insert into programmes(id, title, author, voice, unit, created) values(:i, :t, :a, :v, :u, :c)"
               " on conflict(id) do update set title = excluded.title",
        soci::use(id), soci::use(programme.title), soci::use(author), soci::use(programme.voice), soci::use(unit),
        soci::use(created);
    insert_revision(revision);
    for (const auto& content : contents) {
      const std::string hash = content.hash.hex();
      long long size = content.size, at = to_unix_ms(now);
      session << "insert into contents(hash, size, kind, created) values(:h, :s, :k, :c) on conflict(hash) do nothing",
          soci::use(hash), soci::use(size), soci::use(content.kind), soci::use(at);
    }
    json::object body;
    body["programme"] = id;
    body["revision"] = revision.revision;
    body["manifest"] = revision.manifest.hex();
    audit_.append(now, author, "programme.imported", body);
    transaction.commit();
  });
}

Result<std::vector<ProgrammeRecord>> LibraryStore::programmes(const AreaScope& scope) {
  return at_edge([&] {
    std::vector<ProgrammeRecord> out;
    std::map<ProgrammeId, std::size_t> index;
    std::string id, title, author, voice, unit;
    long long created = 0;
    {
      soci::statement st = (database_.session().prepare
                                << "select id, title, author, voice, unit, created from programmes where " +
                                       scope_sql(scope, "unit") + " order by created, id",
                            soci::into(id), soci::into(title), soci::into(author), soci::into(voice), soci::into(unit),
                            soci::into(created));
      st.execute();
      while (st.fetch()) {
        index[id_of<ProgrammeId>(id)] = out.size();
        out.push_back({id_of<ProgrammeId>(id), title, id_of<PersonId>(author), voice, id_of<UnitId>(unit),
                       from_unix_ms(created), {}});
      }
    }
    std::string programme, manifest, audio, units, report;
    long long number = 0, size = 0, duration = 0, loudness = 0, peak = 0, transcoded = 0;
    soci::statement st = (database_.session().prepare
                              << "select programme, revision, manifest, audio, size, duration_ms, loudness, true_peak,"
                                 " unit_list, report, transcoded from revisions order by programme, revision",
                          soci::into(programme), soci::into(number), soci::into(manifest), soci::into(audio),
                          soci::into(size), soci::into(duration), soci::into(loudness), soci::into(peak), soci::into(units),
                          soci::into(report), soci::into(transcoded));
    st.execute();
    while (st.fetch()) {
      auto slot = index.find(id_of<ProgrammeId>(programme));
      if (slot == index.end()) continue;
      out[slot->second].revisions.push_back({slot->first, number, hash_of(manifest), hash_of(audio), hash_of(units), size,
                                             duration, loudness, peak, report, from_unix_ms(transcoded)});
    }
    return out;
  });
}

Result<std::string> LibraryStore::report(const AreaScope& scope, const ProgrammeId& programme, std::int64_t revision) {
  return at_edge([&] {
    const std::string id = programme.text(), nil = UnitId{}.text();
    long long number = revision;
    std::string report;
    database_.session() << "select r.report from revisions r join programmes p on p.id = r.programme where r.programme = :p and"
                           " r.revision = :r and (p.unit = :nil or " + scope_sql(scope, "p.unit") + ")",
        soci::use(id, "p"), soci::use(number, "r"), soci::use(nil, "nil"), soci::into(report);
    if (report.empty()) throw ErrorException(fail("controller.programme_unknown", {}));
    return report;
  });
}

Result<std::vector<ContentRecord>> LibraryStore::contents(const AreaScope&) {
  return at_edge([&] {
    std::vector<ContentRecord> out;
    std::string hash, kind;
    long long size = 0;
    soci::statement st = (database_.session().prepare << "select hash, size, kind from contents", soci::into(hash),
                          soci::into(size), soci::into(kind));
    st.execute();
    while (st.fetch()) out.push_back({hash_of(hash), size, kind});
    return out;
  });
}

Status LibraryStore::put_items(const AreaScope& scope, const std::vector<ItemRecord>& records, UtcTime now,
                               const std::string& actor) {
  return at_edge([&] {
    soci::transaction transaction(database_.session());
    for (const auto& record : records) put_item(scope, record, now, actor);
    transaction.commit();
  });
}

void LibraryStore::put_item(const AreaScope& scope, const ItemRecord& record, UtcTime now, const std::string& actor) {
  const bool inside = std::all_of(record.units.begin(), record.units.end(), [&](const auto& u) { return scope.covers(u); });
  if (!inside) throw ErrorException(fail("store.scope"));
  const std::string id = record.item.id.text(), text = write_json(schedules::item_fields(record.item));
  long long created = to_unix_ms(record.item.created);
  database_.session() << "insert into items(id, body, created) values(:i, :b, :c)"
                         " on conflict(id) do update set body = excluded.body",
      soci::use(id), soci::use(text), soci::use(created);
  for (const auto& unit : record.units) {
    const std::string unit_text = unit.text();
    database_.session() << "insert into item_units(item, unit) values(:i, :u) on conflict do nothing", soci::use(id),
        soci::use(unit_text);
  }
  json::object body;
  body["item"] = id;
  body["sha256"] = sha256(text).hex();
  audit_.append(now, actor, "item.saved", body);
}

Status LibraryStore::remove_item(const AreaScope& scope, const ItemId& item, UtcTime now, const std::string& actor) {
  return at_edge([&] {
    const std::string id = item.text();
    soci::transaction transaction(database_.session());
    int held = 0, inside = 0;
    database_.session() << "select count(*) from items where id = :i", soci::use(id), soci::into(held);
    database_.session() << "select count(*) from item_units where item = :i and not (" + scope_sql(scope, "unit") + ")",
        soci::use(id), soci::into(inside);
    if (held == 0) throw ErrorException(fail("controller.item_unknown"));
    if (inside != 0) throw ErrorException(fail("store.scope"));
    database_.session() << "delete from items where id = :i", soci::use(id);
    json::object body;
    body["item"] = id;
    audit_.append(now, actor, "item.removed", body);
    transaction.commit();
  });
}

Result<std::vector<ItemRecord>> LibraryStore::items(const AreaScope& scope) {
  return at_edge([&] {
    std::map<std::string, std::vector<UnitId>> units;
    std::string item, unit;
    {
      soci::statement st = (database_.session().prepare << "select item, unit from item_units order by item, unit",
                            soci::into(item), soci::into(unit));
      st.execute();
      while (st.fetch()) units[item].push_back(id_of<UnitId>(unit));
    }
    std::vector<ItemRecord> out;
    std::string body;
    soci::statement st = (database_.session().prepare << "select id, body from items order by created, id",
                          soci::into(item), soci::into(body));
    st.execute();
    while (st.fetch()) {
      const auto& reach = units[item];
      const bool visible = scope.is_whole() || std::any_of(reach.begin(), reach.end(), [&](const auto& u) { return scope.covers(u); });
      if (!visible) continue;
      auto value = parse_json(body);
      auto parsed = value ? schedules::read_item(*value, "items") : Result<schedules::Item>(value.error());
      if (parsed) out.push_back({std::move(*parsed), reach});
    }
    return out;
  });
}

}  // namespace loa::controller
