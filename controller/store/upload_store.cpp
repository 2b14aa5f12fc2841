#include "controller/store/upload_store.h"

#include "controller/store/rows.h"

namespace loa::controller {

Status UploadStore::put(const AreaScope&, const Upload& upload) {
  return at_edge([&] {
    const std::string id = upload.id.text(), account = upload.account.text();
    const long long length = upload.length, offset = upload.offset, created = to_unix_ms(upload.created),
                    touched = to_unix_ms(upload.touched);
    database_.session() << "insert into uploads(id, account, name, length, at, created, touched) values(:i, :a, :n, :l, :o, :c, :t)"
                           " on conflict(id) do update set at = excluded.at, touched = excluded.touched",
        soci::use(id), soci::use(account), soci::use(upload.name), soci::use(length), soci::use(offset), soci::use(created),
        soci::use(touched);
  });
}

Status UploadStore::remove(const AreaScope&, const UploadId& id) {
  return at_edge([&] {
    const std::string text = id.text();
    database_.session() << "delete from uploads where id = :i", soci::use(text);
  });
}

Result<std::vector<Upload>> UploadStore::all(const AreaScope&) {
  return at_edge([&] {
    std::vector<Upload> out;
    std::string id, account, name;
    long long length = 0, offset = 0, created = 0, touched = 0;
    soci::statement st = (database_.session().prepare << "select id, account, name, length, at, created, touched from uploads",
                          soci::into(id), soci::into(account), soci::into(name), soci::into(length), soci::into(offset),
                          soci::into(created), soci::into(touched));
    st.execute();
    while (st.fetch())
      out.push_back({id_of<UploadId>(id), id_of<AccountId>(account), name, length, offset, from_unix_ms(created), from_unix_ms(touched)});
    return out;
  });
}

Result<std::vector<DictionaryRow>> DictionaryStore::all(const AreaScope&) {
  return at_edge([&] {
    std::vector<DictionaryRow> out;
    DictionaryRow row;
    soci::statement st = (database_.session().prepare << "select written, spoken, place, note from dictionary order by written, place",
                          soci::into(row.written), soci::into(row.spoken), soci::into(row.scope), soci::into(row.note));
    st.execute();
    while (st.fetch()) out.push_back(row);
    return out;
  });
}

Status DictionaryStore::put(const AreaScope& scope, const DictionaryRow& row, const std::string& by, UtcTime now) {
  if (!scope.is_whole()) return fail("store.scope", {});
  return at_edge([&] {
    soci::transaction transaction(database_.session());
    database_.session() << "insert into dictionary(written, place, spoken, note) values(:w, :p, :s, :n)"
                           " on conflict(written, place) do update set spoken = excluded.spoken, note = excluded.note",
        soci::use(row.written), soci::use(row.scope), soci::use(row.spoken), soci::use(row.note);
    audit_.append(now, by, "dictionary.put", json::object{{"written", row.written}, {"scope", row.scope}, {"spoken", row.spoken}});
    transaction.commit();
  });
}

Status DictionaryStore::remove(const AreaScope& scope, const std::string& written, const std::string& where, const std::string& by,
                               UtcTime now) {
  if (!scope.is_whole()) return fail("store.scope", {});
  return at_edge([&] {
    soci::transaction transaction(database_.session());
    int held = 0;
    database_.session() << "select count(*) from dictionary where written = :w and place = :p", soci::use(written), soci::use(where),
        soci::into(held);
    if (held == 0) throw ErrorException(fail("controller.entry_unknown", {}));
    database_.session() << "delete from dictionary where written = :w and place = :p", soci::use(written), soci::use(where);
    audit_.append(now, by, "dictionary.removed", json::object{{"written", written}, {"scope", where}});
    transaction.commit();
  });
}

}  // namespace loa::controller
