#include "controller/store/document_store.h"

#include "controller/store/rows.h"

namespace loa::controller {

namespace {

json::array names_json(const std::vector<std::string>& names) {
  json::array out;
  for (const auto& name : names) out.push_back(json::value(name));
  return out;
}

std::string actor_of(const protocol::Admission& admission, const std::string& by) {
  if (!by.empty()) return by;
  return admission.signer_names.empty() ? "controller" : admission.signer_names.front();
}

void require_whole(const AreaScope& scope) {
  if (!scope.is_whole()) throw ErrorException(fail("store.scope"));
}

}  // namespace

Status DocumentStore::add(const AreaScope& scope, const protocol::Admission& admission, UtcTime now, const std::string& by) {
  return at_edge([&] {
    require_whole(scope);
    soci::transaction transaction(database_.session());
    auto& session = database_.session();
    const std::string hash = admission.document.hex(), type(to_text(admission.type)), id = admission.id.text(),
                      signers = write_json(names_json(admission.signer_names)), envelope = bytes_text(admission.envelope);
    long long issued = to_unix_ms(admission.issued), accepted = to_unix_ms(now);
    session << "insert into documents(hash, type, document_id, issued, accepted, signers, envelope)"
               " values(:h, :t, :d, :i, :a, :s, :e) on conflict(hash) do nothing",
        soci::use(hash), soci::use(type), soci::use(id), soci::use(issued), soci::use(accepted), soci::use(signers),
        soci::use(envelope);
    for (const auto& [key, value] : admission.ratchets) {
      const std::string key_type(to_text(key.type)), document = value.document.hex();
      long long version = value.version;
      session << "insert into ratchets(type, subject, version, document) values(:t, :s, :v, :d)"
                 " on conflict(type, subject) do update set version = excluded.version, document = excluded.document",
          soci::use(key_type), soci::use(key.subject), soci::use(version), soci::use(document);
    }
    json::object body;
    body["document"] = hash;
    body["type"] = type;
    body["signers"] = names_json(admission.signer_names);
    audit_.append(now, actor_of(admission, by), "document.accepted", body);
    transaction.commit();
  });
}

Result<std::vector<StoredDocument>> DocumentStore::all(const AreaScope& scope) {
  return at_edge([&] {
    require_whole(scope);
    std::vector<StoredDocument> out;
    std::string envelope;
    long long accepted = 0;
    soci::statement st = (database_.session().prepare << "select envelope, accepted from documents order by seq",
                          soci::into(envelope), soci::into(accepted));
    st.execute();
    while (st.fetch()) out.push_back({bytes_of(envelope), from_unix_ms(accepted)});
    return out;
  });
}

Result<protocol::Ratchets> DocumentStore::ratchets(const AreaScope& scope) {
  return at_edge([&] {
    require_whole(scope);
    protocol::Ratchets out;
    std::string type, subject, document;
    long long version = 0;
    soci::statement st = (database_.session().prepare << "select type, subject, version, document from ratchets",
                          soci::into(type), soci::into(subject), soci::into(version), soci::into(document));
    st.execute();
    while (st.fetch()) {
      auto known = protocol::document_type_from(type);
      if (known) out[{*known, subject}] = {version, hash_of(document)};
    }
    return out;
  });
}

}  // namespace loa::controller
