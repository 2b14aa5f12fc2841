#include "controller/store/draft_store.h"

#include "controller/domain/draft_json.h"
#include "controller/store/rows.h"
#include "controller/store/search_words.h"

#include <charconv>

namespace loa::controller {
namespace {

constexpr std::size_t kIndexedText = 20'000;  // bytes of each text that are searched
constexpr long long kNever = 1'000'000;       // days: no end

long long day_number(const std::optional<CivilDay>& day) {
  return day ? static_cast<long long>(day->time_since_epoch().count()) : kNever;
}

std::string languages_of(const Draft& draft) {
  std::string out;
  for (const auto& version : draft.versions) out += (out.empty() ? "" : " ") + version.language;
  return out;
}

std::string searched_text(const Draft& draft) {
  std::string text = draft.title + "\n" + draft.folder + "\n" + draft.audience + "\n" + draft.author_name;
  if (draft.law) text += "\n" + draft.law->number + "\n" + draft.law->title + "\n" + draft.law->agency + "\n" + draft.law->field;
  for (const auto& version : draft.versions) {
    std::string_view body = version.text;
    if (body.size() > kIndexedText) body = body.substr(0, body.rfind(' ', kIndexedText));
    text += "\n" + version.title + "\n" + std::string(body);
  }
  return fold_words(text);
}

// Where a page ended: time of the last change and row.
struct Cursor {
  long long updated = 0, seq = 0;
};
std::string cursor_text(const Cursor& cursor) { return std::to_string(cursor.updated) + "-" + std::to_string(cursor.seq); }
Result<Cursor> read_cursor(const std::string& text) {
  Cursor out;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, out.updated);
  if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '-') return fail("api.cursor_bad", {});
  const auto second = std::from_chars(first.ptr + 1, end, out.seq);
  if (second.ec != std::errc{} || second.ptr != end) return fail("api.cursor_bad", {});
  return out;
}

// The conditions of a search as SQL with named values; what is not asked for is not in it.
struct Conditions {
  std::string sql;
  std::vector<std::string> texts;

  void text(const char* column, const std::string& value) {
    sql += std::string(" and ") + column + " = :t" + std::to_string(texts.size());
    texts.push_back(value);
  }
};

Conditions conditions_of(const AreaScope& scope, const DraftQuery& query) {
  Conditions out{scope_sql(scope, "unit"), {}};
  if (query.unit) out.text("unit", query.unit->text());
  if (query.folder) out.text("folder", *query.folder);
  if (query.state) out.text("state", std::string(to_text(*query.state)));
  if (query.kind) out.text("kind", std::string(to_text(*query.kind)));
  if (query.form) out.text("form", std::string(to_text(*query.form)));
  if (query.account) out.text("account", query.account->text());
  if (!query.law_number.empty()) out.text("law_number", query.law_number);
  if (query.topic != 0) out.sql += " and topic = " + std::to_string(query.topic);
  return out;
}

}  // namespace

void DraftStore::write(const Draft& draft, bool is_new) {
  const std::string id = draft.id.text(), unit = draft.unit.text(), kind(to_text(draft.kind)), form(to_text(draft.form)),
                    state(to_text(draft.state)), author = draft.author.text(), account = draft.account.text(),
                    law = draft.law ? draft.law->number : std::string(), languages = languages_of(draft), body = write_draft(draft);
  const int topic = draft.topic;
  const long long created = to_unix_ms(draft.created), updated = to_unix_ms(draft.updated), expires = day_number(draft.expires),
                  version = draft.version;
  const char* insert = "insert into drafts(id, unit, kind, form, state, topic, folder, title, author, account, law_number, languages,"
                       " created, updated, expires, version, body) values(:i, :u, :k, :f, :s, :t, :d, :n, :a, :c, :l, :g, :cr, :up, :x, :v, :b)";
  const char* update = "update drafts set id = :i, unit = :u, kind = :k, form = :f, state = :s, topic = :t, folder = :d, title = :n,"
                       " author = :a, account = :c, law_number = :l, languages = :g, created = :cr, updated = :up, expires = :x,"
                       " version = :v, body = :b where id = :i";
  database_.session() << (is_new ? insert : update), soci::use(id, "i"), soci::use(unit, "u"), soci::use(kind, "k"),
      soci::use(form, "f"), soci::use(state, "s"), soci::use(topic, "t"), soci::use(draft.folder, "d"), soci::use(draft.title, "n"),
      soci::use(author, "a"), soci::use(account, "c"), soci::use(law, "l"), soci::use(languages, "g"), soci::use(created, "cr"),
      soci::use(updated, "up"), soci::use(expires, "x"), soci::use(version, "v"), soci::use(body, "b");
  write_texts(draft);
  index_words(draft);
}

void DraftStore::write_texts(const Draft& draft) {
  const std::string id = draft.id.text();
  auto& session = database_.session();
  session << "delete from draft_texts where draft = :d", soci::use(id);
  session << "delete from draft_requests where draft = :d", soci::use(id);
  for (const auto& version : draft.versions) {
    const std::string respellings = write_respellings(version.respellings);
    session << "insert into draft_texts(draft, language, text, respellings, sentences) values(:d, :l, :t, :r, :s)", soci::use(id),
        soci::use(version.language), soci::use(version.text), soci::use(respellings), soci::use(version.sentences);
  }
  for (const auto& waiting : draft.submission ? draft.submission->waiting : std::vector<DraftWaiting>{}) {
    if (waiting.request.is_nil()) continue;
    const std::string request = waiting.request.text();
    session << "insert into draft_requests(request, draft) values(:r, :d)", soci::use(request), soci::use(id);
  }
}

void DraftStore::index_words(const Draft& draft) {
  const std::string id = draft.id.text(), words = searched_text(draft);
  long long seq = 0;
  auto& session = database_.session();
  session << "select seq from drafts where id = :i", soci::use(id), soci::into(seq);
  session << "delete from draft_words where rowid = :s", soci::use(seq);
  session << "insert into draft_words(rowid, words) values(:s, :w)", soci::use(seq), soci::use(words);
}

void DraftStore::tell(const Draft& draft, const std::string& by, UtcTime now) {
  audit_.append(now, by, "draft.state",
                json::object{{"draft", draft.id.text()}, {"revision", draft.revision}, {"state", to_text(draft.state)}});
}

Status DraftStore::add(const AreaScope& scope, const Draft& draft, const std::string& by) {
  return at_edge([&] {
    if (!scope.covers(draft.unit)) throw ErrorException(fail("store.scope", {}));
    soci::transaction transaction(database_.session());
    write(draft, true);
    tell(draft, by, draft.created);
    transaction.commit();
  });
}

Draft DraftStore::load(const AreaScope& scope, const DraftId& id) {
  const std::string text = id.text();
  std::string body;
  database_.session() << "select body from drafts where id = :i and " + scope_sql(scope, "unit"), soci::use(text), soci::into(body);
  if (body.empty()) throw ErrorException(fail("controller.draft_unknown", {}));
  auto draft = read_draft(body);
  if (!draft) throw ErrorException(draft.error());
  load_texts(*draft);
  return std::move(*draft);
}

void DraftStore::load_texts(Draft& draft) {
  const std::string id = draft.id.text();
  std::string language, text, respellings, sentences;
  soci::statement st = (database_.session().prepare << "select language, text, respellings, sentences from draft_texts where draft = :d",
                        soci::use(id), soci::into(language), soci::into(text), soci::into(respellings), soci::into(sentences));
  st.execute();
  while (st.fetch()) {
    auto* version = draft.find(language);
    auto list = read_respellings(respellings);
    if (!version || !list) continue;
    version->text = text;
    version->respellings = std::move(*list);
    version->sentences = sentences;
  }
}

Result<Draft> DraftStore::find(const AreaScope& scope, const DraftId& id) {
  return at_edge([&] { return load(scope, id); });
}

Result<Draft> DraftStore::change(const AreaScope& scope, const DraftId& id, std::optional<std::int64_t> expected,
                                 const std::function<Status(Draft&)>& work, const std::string& by, UtcTime now) {
  return at_edge([&] {
    soci::transaction transaction(database_.session());
    Draft draft = load(scope, id);
    if (expected && *expected != draft.version) throw ErrorException(fail("api.match_failed", {}));
    const auto before = std::pair(draft.state, draft.revision);
    auto done = work(draft);
    if (done) done = check_content(draft);
    if (!done) throw ErrorException(done.error());
    ++draft.version;
    draft.updated = now;
    write(draft, false);
    // Typing is no event; what becomes of the draft is.
    if (std::pair(draft.state, draft.revision) != before) tell(draft, by, now);
    transaction.commit();
    return draft;
  });
}

Result<DraftPage> DraftStore::search(const AreaScope& scope, const DraftQuery& query) {
  return at_edge([&] {
    auto where = conditions_of(scope, query);
    const std::string match = match_query(query.words);
    if (!match.empty()) where.sql += " and seq in (select rowid from draft_words where draft_words match :m)";
    if (!query.after.empty()) {
      const auto cursor = read_cursor(query.after);
      if (!cursor) throw ErrorException(cursor.error());
      where.sql += " and (updated, seq) < (" + std::to_string(cursor->updated) + ", " + std::to_string(cursor->seq) + ")";
    }
    Cursor at;
    std::string body;
    soci::statement st(database_.session());
    for (const auto& text : where.texts) st.exchange(soci::use(text, "t" + std::to_string(&text - where.texts.data())));
    if (!match.empty()) st.exchange(soci::use(match, "m"));
    st.exchange(soci::into(body));
    st.exchange(soci::into(at.updated));
    st.exchange(soci::into(at.seq));
    st.alloc();
    st.prepare("select body, updated, seq from drafts where " + where.sql + " order by updated desc, seq desc limit " +
               std::to_string(query.limit + 1));
    st.define_and_bind();
    st.execute();
    DraftPage page;
    Cursor last;
    while (st.fetch()) {
      if (page.drafts.size() == query.limit) {
        page.next = cursor_text(last);
        break;
      }
      auto draft = read_draft(body);
      if (!draft) throw ErrorException(draft.error());
      page.drafts.push_back(std::move(*draft));
      last = at;
    }
    return page;
  });
}

Result<std::vector<FolderCount>> DraftStore::folders(const AreaScope& scope) {
  return at_edge([&] {
    std::vector<FolderCount> out;
    std::string name;
    long long count = 0;
    soci::statement st = (database_.session().prepare << "select folder, count(*) from drafts where folder <> '' and " +
                                                             scope_sql(scope, "unit") + " group by folder order by folder",
                          soci::into(name), soci::into(count));
    st.execute();
    while (st.fetch()) out.push_back({name, count});
    return out;
  });
}

Result<std::vector<DraftId>> DraftStore::overdue(const AreaScope& scope, CivilDay today) {
  return at_edge([&] {
    std::vector<DraftId> out;
    std::string id;
    const long long day = day_number(today);
    soci::statement st = (database_.session().prepare << "select id from drafts where expires < :d and state in ('draft', 'submitted',"
                                                         " 'approved', 'rejected') and " + scope_sql(scope, "unit"),
                          soci::use(day), soci::into(id));
    st.execute();
    while (st.fetch()) out.push_back(id_of<DraftId>(id));
    return out;
  });
}

Result<std::optional<DraftId>> DraftStore::waiting_for(const AreaScope& scope, const SigningId& request) {
  return at_edge([&]() -> std::optional<DraftId> {
    const std::string text = request.text();
    std::string id;
    database_.session() << "select draft from draft_requests where request = :r and draft in (select id from drafts where " +
                               scope_sql(scope, "unit") + ")",
        soci::use(text), soci::into(id);
    if (id.empty()) return std::nullopt;
    return id_of<DraftId>(id);
  });
}

}  // namespace loa::controller
