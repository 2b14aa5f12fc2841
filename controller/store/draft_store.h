// Drafts with their texts, found again by words without accents (FTS5 over folded text; SQLite is the only database behind
// SOCI here). A change reads, judges and writes in one transaction. Store thread only.
#pragma once

#include "controller/domain/draft.h"
#include "controller/store/audit_log.h"

#include <functional>
#include <string>
#include <vector>

namespace loa::controller {

struct DraftQuery {
  std::string words;                    // as typed
  std::optional<UnitId> unit;
  std::optional<std::string> folder;
  std::optional<DraftState> state;
  std::optional<DraftKind> kind;
  std::optional<DraftForm> form;
  int topic = 0;                        // 0: any
  std::string law_number;
  std::optional<AccountId> account;     // who began it
  std::string after;                    // cursor of the page before
  std::size_t limit = 50;
};
struct DraftPage {
  std::vector<Draft> drafts;            // without texts; last changed first
  std::string next;                     // cursor; empty: that was all
};
struct FolderCount { std::string name; std::int64_t count = 0; };

class DraftStore {
 public:
  DraftStore(sql::Database& database, AuditLog& audit) : database_(database), audit_(audit) {}

  // Errors: "store.scope".
  Status add(const AreaScope& scope, const Draft& draft, const std::string& by);
  // With texts. Errors: "controller.draft_unknown", also for one outside the scope.
  Result<Draft> find(const AreaScope& scope, const DraftId& id);
  // `work` judges and changes; its error changes nothing. `expected`: the version the caller saw; none: whichever is there.
  // Errors: "controller.draft_unknown", "api.match_failed", those of `work`.
  Result<Draft> change(const AreaScope& scope, const DraftId& id, std::optional<std::int64_t> expected,
                       const std::function<Status(Draft&)>& work, const std::string& by, UtcTime now);
  // Errors: "api.cursor_bad".
  Result<DraftPage> search(const AreaScope& scope, const DraftQuery& query);
  Result<std::vector<FolderCount>> folders(const AreaScope& scope);
  // Drafts whose last day is before `today` and that have not ended.
  Result<std::vector<DraftId>> overdue(const AreaScope& scope, CivilDay today);
  // The draft that waits for this request to sign.
  Result<std::optional<DraftId>> waiting_for(const AreaScope& scope, const SigningId& request);

 private:
  void write(const Draft& draft, bool is_new);
  void write_texts(const Draft& draft);
  void index_words(const Draft& draft);
  Draft load(const AreaScope& scope, const DraftId& id);
  void load_texts(Draft& draft);
  void tell(const Draft& draft, const std::string& by, UtcTime now);

  sql::Database& database_;
  AuditLog& audit_;
};

}  // namespace loa::controller
