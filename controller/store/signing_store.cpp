#include "controller/store/signing_store.h"

#include "controller/store/rows.h"

namespace loa::controller {
namespace {

constexpr const char* kApproval = "approval";
constexpr const char* kEnrolment = "enrolment";

void require(const AreaScope& scope, const std::vector<UnitId>& units) {
  for (const auto& unit : units)
    if (!scope.covers(unit)) throw ErrorException(fail("store.scope"));
}

template <class Type>
std::optional<Type> first_of(std::vector<Type> list) {
  if (list.empty()) return std::nullopt;
  return std::move(list.front());
}

json::object summary(const RequestRecord& record) {
  return {{"request", record.request.id.text()},
          {"programme", record.request.programme.text()},
          {"revision", record.request.revision},
          {"state", record.state},
          {"document", hash_text(record.document)},
          {"reason", record.reason},
          {"evidence", record.evidence}};
}

json::object summary(const EnrolmentRecord& record) {
  return {{"enrolment", record.id.text()}, {"person", record.person.text()}, {"name", record.name},
          {"label", record.label},         {"state", record.state},          {"key", record.key},
          {"quick_key", record.quick_key}};
}

}  // namespace

void SigningStore::put_link(const SigningLinkRecord& link) {
  const std::string token = link.token.hex(), subject = link.subject.text(), person = link.person.text(),
                    kind = link.kind == LinkKind::approval ? kApproval : kEnrolment;
  long long expires = to_unix_ms(link.expires);
  database_.session() << "insert into signing_links(token, kind, subject, person, expires) values(:t, :k, :s, :p, :e)",
      soci::use(token), soci::use(kind), soci::use(subject), soci::use(person), soci::use(expires);
}

Status SigningStore::add_request(const AreaScope& scope, const RequestRecord& record, const SigningLinkRecord& link,
                                 UtcTime now) {
  return at_edge([&] {
    require(scope, record.request.units);
    soci::transaction transaction(database_.session());
    auto& session = database_.session();
    const std::string id = record.request.id.text(), body = write_request(record.request);
    long long opened = to_unix_ms(record.opened);
    session << "insert into signing_requests(id, body, state, opened, decided, by_name, document, reason, evidence)"
               " values(:i, :b, 'open', :o, 0, '', '', '', '')",
        soci::use(id), soci::use(body), soci::use(opened);
    for (const auto& each : record.request.units) {
      const std::string unit = each.text();
      session << "insert into signing_units(request, unit) values(:r, :u) on conflict do nothing", soci::use(id), soci::use(unit);
    }
    put_link(link);
    audit_.append(now, record.request.author.text(), "signing.opened", summary(record));
    transaction.commit();
  });
}

Status SigningStore::add_link(const AreaScope& scope, const SigningLinkRecord& link) {
  if (!scope.is_whole()) return fail("store.scope");
  return at_edge([&] { put_link(link); });
}

Result<std::optional<SigningLinkRecord>> SigningStore::link(const AreaScope& scope, const Hash& token) {
  if (!scope.is_whole()) return fail("store.scope");
  return at_edge([&]() -> std::optional<SigningLinkRecord> {
    const std::string hash = token.hex();
    std::string kind, subject, person;
    long long expires = 0;
    database_.session() << "select kind, subject, person, expires from signing_links where token = :t", soci::use(hash),
        soci::into(kind), soci::into(subject), soci::into(person), soci::into(expires);
    if (!database_.session().got_data()) return std::nullopt;
    return SigningLinkRecord{token, kind == kApproval ? LinkKind::approval : LinkKind::enrolment,
                             id_of<SigningId>(subject).uuid, id_of<PersonId>(person), from_unix_ms(expires)};
  });
}

std::vector<RequestRecord> SigningStore::select_requests(const AreaScope& scope, const std::string& where) {
  std::vector<RequestRecord> out;
  std::string body, state, by, document, reason, evidence;
  long long opened = 0, decided = 0;
  soci::statement st = (database_.session().prepare << "select body, state, opened, decided, by_name, document, reason, evidence"
                                                       " from signing_requests where " + where + " order by opened, id",
                        soci::into(body), soci::into(state), soci::into(opened), soci::into(decided), soci::into(by),
                        soci::into(document), soci::into(reason), soci::into(evidence));
  st.execute();
  while (st.fetch()) {
    auto request = read_request(body);
    if (!request) throw ErrorException(request.error());
    bool seen = true;
    for (const auto& unit : request->units) seen = seen && scope.covers(unit);
    if (!seen) continue;
    out.push_back({std::move(*request), state, from_unix_ms(opened), from_unix_ms(decided), by, hash_of(document), reason, evidence});
  }
  return out;
}

// Ids are formatted UUIDs, never outside text.
Result<std::optional<RequestRecord>> SigningStore::request(const AreaScope& scope, const SigningId& id) {
  return at_edge([&] { return first_of(select_requests(scope, "id = '" + id.text() + "'")); });
}

Result<std::vector<RequestRecord>> SigningStore::open_requests(const AreaScope& scope) {
  return at_edge([&] { return select_requests(scope, "state = 'open'"); });
}

Status SigningStore::decide(const AreaScope& scope, const RequestRecord& record, UtcTime now) {
  return at_edge([&] {
    require(scope, record.request.units);
    soci::transaction transaction(database_.session());
    const std::string id = record.request.id.text(), document = hash_text(record.document);
    long long decided = to_unix_ms(now);
    soci::statement st = (database_.session().prepare
                              << "update signing_requests set state = :s, decided = :d, by_name = :b, document = :h,"
                                 " reason = :r, evidence = :e where id = :i and state = 'open'",
                          soci::use(record.state), soci::use(decided), soci::use(record.by), soci::use(document),
                          soci::use(record.reason), soci::use(record.evidence), soci::use(id));
    st.execute(true);
    if (st.get_affected_rows() != 1) throw ErrorException(fail("signing.decided"));
    audit_.append(now, record.by, "signing." + record.state, summary(record));
    transaction.commit();
  });
}

Status SigningStore::add_enrolment(const AreaScope& scope, const EnrolmentRecord& record, const SigningLinkRecord& link,
                                   UtcTime now) {
  return at_edge([&] {
    require(scope, {record.unit});
    soci::transaction transaction(database_.session());
    const std::string id = record.id.text(), person = record.person.text(), unit = record.unit.text();
    long long invited = to_unix_ms(record.invited);
    database_.session() << "insert into enrolments(id, person, name, unit, label, state, public_key, quick_key, challenge,"
                           " invited, registered, tested, granted) values(:i, :p, :n, :u, '', 'invited', '', '', '', :at, 0, 0, 0)",
        soci::use(id), soci::use(person), soci::use(record.name), soci::use(unit), soci::use(invited);
    put_link(link);
    audit_.append(now, record.name, "officer.invited", summary(record));
    transaction.commit();
  });
}

Status SigningStore::move_enrolment(const AreaScope& scope, const EnrolmentRecord& r, const std::string& from, UtcTime now) {
  return at_edge([&] {
    require(scope, {r.unit});
    soci::transaction transaction(database_.session());
    const std::string id = r.id.text();
    long long registered = to_unix_ms(r.registered), tested = to_unix_ms(r.tested), granted = to_unix_ms(r.granted);
    soci::statement st = (database_.session().prepare
                              << "update enrolments set label = :l, state = :s, public_key = :k, quick_key = :q, challenge = :c,"
                                 " registered = :r, tested = :t, granted = :g where id = :i and state = :f",
                          soci::use(r.label), soci::use(r.state), soci::use(r.key), soci::use(r.quick_key),
                          soci::use(r.challenge), soci::use(registered), soci::use(tested), soci::use(granted), soci::use(id),
                          soci::use(from));
    st.execute(true);
    if (st.get_affected_rows() != 1) throw ErrorException(fail("signing.enrolment_moved"));
    audit_.append(now, r.name, "officer." + r.state, summary(r));
    transaction.commit();
  });
}

std::vector<EnrolmentRecord> SigningStore::select_enrolments(const std::string& where) {
  std::vector<EnrolmentRecord> out;
  std::string id, person, name, unit, label, state, key, quick, challenge;
  long long invited = 0, registered = 0, tested = 0, granted = 0;
  soci::statement st = (database_.session().prepare
                            << "select id, person, name, unit, label, state, public_key, quick_key, challenge, invited,"
                               " registered, tested, granted from enrolments where " + where + " order by invited desc, id",
                        soci::into(id), soci::into(person), soci::into(name), soci::into(unit), soci::into(label),
                        soci::into(state), soci::into(key), soci::into(quick), soci::into(challenge), soci::into(invited),
                        soci::into(registered), soci::into(tested), soci::into(granted));
  st.execute();
  while (st.fetch())
    out.push_back({id_of<EnrolmentId>(id), id_of<PersonId>(person), name, id_of<UnitId>(unit), label, state, key, quick,
                   challenge, from_unix_ms(invited), from_unix_ms(registered), from_unix_ms(tested), from_unix_ms(granted)});
  return out;
}

Result<std::optional<EnrolmentRecord>> SigningStore::enrolment(const AreaScope& scope, const EnrolmentId& id) {
  return at_edge([&] { return first_of(select_enrolments("id = '" + id.text() + "' and " + scope_sql(scope, "unit"))); });
}

Result<std::vector<EnrolmentRecord>> SigningStore::enrolments(const AreaScope& scope) {
  return at_edge([&] { return select_enrolments(scope_sql(scope, "unit")); });
}

}  // namespace loa::controller
