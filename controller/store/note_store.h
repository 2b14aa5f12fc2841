// Small things people note down beside the schedule, each a JSON body under a kind and an id, owned by a unit: power cuts,
// offers and their answers, closed inbox entries, drafts of regulations, quiet requests, practice completions. Every write is
// in the audit log. Store thread only.
#pragma once

#include "controller/domain/area_scope.h"
#include "controller/store/audit_log.h"

#include <optional>

namespace loa::controller {

struct Note {
  std::string kind, id;
  UnitId unit;
  std::string body;  // JSON
  std::string by;
  UtcTime at;
};

class NoteStore {
 public:
  NoteStore(sql::Database& database, AuditLog& audit) : database_(database), audit_(audit) {}

  Status put(const AreaScope& scope, const Note& note);        // replaces; "store.scope"
  Result<bool> add(const AreaScope& scope, const Note& note);  // false: there is one of that kind and id already
  Result<bool> remove(const AreaScope& scope, const std::string& kind, const std::string& id, const std::string& by, UtcTime now);
  Result<std::optional<Note>> find(const AreaScope& scope, const std::string& kind, const std::string& id);
  Result<std::vector<Note>> list(const AreaScope& scope, const std::string& kind);  // oldest first

 private:
  std::optional<Note> held(const std::string& kind, const std::string& id);
  void write(const Note& note);

  sql::Database& database_;
  AuditLog& audit_;
};

}  // namespace loa::controller
