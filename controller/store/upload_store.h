// Uploads under way and the province's pronunciation dictionary. Store thread only.
#pragma once

#include "controller/domain/area_scope.h"
#include "controller/domain/upload.h"
#include "controller/store/audit_log.h"

#include <string>
#include <vector>

namespace loa::controller {

class UploadStore {
 public:
  explicit UploadStore(sql::Database& database) : database_(database) {}

  // Uploads belong to accounts, not to units: the scope says only that the caller has one (or is the controller itself).
  Status put(const AreaScope& scope, const Upload& upload);
  Status remove(const AreaScope& scope, const UploadId& id);
  Result<std::vector<Upload>> all(const AreaScope& scope);

 private:
  sql::Database& database_;
};

struct DictionaryRow {
  std::string written, spoken, scope, note;
};

class DictionaryStore {
 public:
  DictionaryStore(sql::Database& database, AuditLog& audit) : database_(database), audit_(audit) {}

  Result<std::vector<DictionaryRow>> all(const AreaScope& scope);  // by written form
  Status put(const AreaScope& scope, const DictionaryRow& row, const std::string& by, UtcTime now);
  // Error: "controller.entry_unknown".
  Status remove(const AreaScope& scope, const std::string& written, const std::string& where, const std::string& by, UtcTime now);

 private:
  sql::Database& database_;
  AuditLog& audit_;
};

}  // namespace loa::controller
