// Accepted documents, in the order they were accepted, and the ratchets they moved. Store thread only.
#pragma once

#include "controller/domain/area_scope.h"
#include "controller/store/audit_log.h"
#include "protocol/register.h"

#include <vector>

namespace loa::controller {

struct StoredDocument {
  Bytes envelope;
  UtcTime accepted;
};

class DocumentStore {
 public:
  DocumentStore(sql::Database& database, AuditLog& audit) : database_(database), audit_(audit) {}

  // Document, ratchets and audit entry in one transaction. The network's documents belong to the whole province: a
  // narrower scope may read none and write none ("store.scope"). `by`: the account that handed it in; empty: nobody but
  // whoever signed it.
  Status add(const AreaScope& scope, const protocol::Admission& admission, UtcTime now, const std::string& by = {});
  Result<std::vector<StoredDocument>> all(const AreaScope& scope);
  Result<protocol::Ratchets> ratchets(const AreaScope& scope);

 private:
  sql::Database& database_;
  AuditLog& audit_;
};

}  // namespace loa::controller
