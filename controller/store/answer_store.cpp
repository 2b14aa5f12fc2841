#include "controller/store/answer_store.h"

#include "controller/store/rows.h"

namespace loa::controller {

Result<std::optional<KeptAnswer>> AnswerStore::find(const std::string& key, UtcTime not_before) {
  return at_edge([&]() -> std::optional<KeptAnswer> {
    KeptAnswer out;
    std::string request;
    const long long since = to_unix_ms(not_before);
    database_.session() << "select request, status, content_type, body from kept_answers where key = :key and created >= :since",
        soci::use(key), soci::use(since), soci::into(request), soci::into(out.status), soci::into(out.content_type),
        soci::into(out.body);
    if (!database_.session().got_data()) return std::nullopt;
    out.request = hash_of(request);
    return out;
  });
}

Status AnswerStore::put(const std::string& key, const KeptAnswer& answer, UtcTime now, UtcTime not_before) {
  return at_edge([&] {
    soci::transaction all(database_.session());
    const long long created = to_unix_ms(now), since = to_unix_ms(not_before);
    const auto request = hash_text(answer.request);
    database_.session() << "insert or replace into kept_answers values(:key, :request, :status, :type, :body, :created)",
        soci::use(key), soci::use(request), soci::use(answer.status), soci::use(answer.content_type), soci::use(answer.body),
        soci::use(created);
    database_.session() << "delete from kept_answers where created < :since", soci::use(since);
    database_.session() << "delete from kept_answers where rowid not in (select rowid from kept_answers order by created desc,"
                           " rowid desc limit 10000)";
    all.commit();
  });
}

}  // namespace loa::controller
