// Accounts (tài khoản), what they may, and what opens them. Secrets come here as hashes. Each change writes its audit entry
// in the same transaction. Store thread only.
#pragma once

#include "controller/domain/access.h"
#include "controller/store/audit_log.h"
#include "core/hash.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace loa::controller {

struct AccountGrant {
  RoleGrant grant;
  std::string given_by;            // login of whoever gave it
};
struct AccountRecord {
  AccountId id;
  std::string login, name;
  PersonId person;                 // nil: tied to nobody of the trust document
  std::string state = "invited";   // invited | active | disabled
  std::string password;            // crypto_pwhash_str; '' until the invite was taken
  Bytes totp;                      // empty: no second factor
  std::int64_t totp_step = 0;      // the last one used
  std::set<std::string> recovery;  // hashes, hex; one use each
  std::vector<AccountGrant> grants;
  UtcTime created;
  std::int64_t version = 0;        // 1, 2, 3 … one a change
};
struct SessionRecord {
  Hash token;                      // SHA-256 of the cookie
  AccountId account;
  UtcTime created, seen;
  std::string address, browser;
};
struct DeviceRecord { Hash token; AccountId account; UtcTime created; };
struct InviteRecord { Hash token; AccountId account; UtcTime expires; bool resets_code = false; };

struct AuditNote {
  std::string actor, action;
  json::object body;
};

struct AccountsLoaded {
  std::vector<AccountRecord> accounts;
  std::vector<SessionRecord> sessions;
  std::vector<DeviceRecord> devices;
  std::vector<InviteRecord> invites;
};

class AccountStore {
 public:
  AccountStore(sql::Database& database, AuditLog& audit) : database_(database), audit_(audit) {}

  Result<AccountsLoaded> load();
  // New, or the successor of version - 1: "api.match_failed" when somebody was faster; "account.login_taken".
  // `ended`: sessions that end with the change.
  Status save(const AccountRecord& account, const std::vector<Hash>& ended, const AuditNote& note, UtcTime now);
  // The account and what one event does beside it, all or none: an invite goes, sessions end.
  Status take_invite(const AccountRecord& account, const Hash& invite, const AuditNote& note, UtcTime now);
  Status put_invite(const InviteRecord& invite, const AuditNote& note, UtcTime now);  // replaces the account's others
  // `ended`: the sessions that leave with it (the one it replaces, those that expired).
  Status put_session(const SessionRecord& session, const std::optional<DeviceRecord>& device, const std::vector<Hash>& ended,
                     const AuditNote& note, UtcTime now);
  Status touch_session(const Hash& token, UtcTime seen);
  Status end_sessions(const std::vector<Hash>& tokens, const AuditNote& note, UtcTime now);
  Status note(const AuditNote& note, UtcTime now);

 private:
  void write(const AccountRecord& account);
  void remove_sessions(const std::vector<Hash>& tokens);
  std::vector<AccountRecord> select_accounts();

  sql::Database& database_;
  AuditLog& audit_;
};

}  // namespace loa::controller
