// Requests to sign, officers' enrolments, and the links that lead to them. Of a link's token only its SHA-256 is kept. A
// caller's scope must cover every unit of a request, and the unit of an enrolment ("store.scope"). Store thread only.
#pragma once

#include "controller/domain/area_scope.h"
#include "controller/domain/signing_request.h"
#include "controller/store/audit_log.h"

#include <optional>
#include <string>
#include <vector>

namespace loa::controller {

enum class LinkKind { approval, enrolment };
struct SigningLinkRecord {
  Hash token;               // SHA-256 of the token's text
  LinkKind kind = LinkKind::approval;
  Uuid subject;             // SigningId or EnrolmentId
  PersonId person;          // nil: whoever may approve
  UtcTime expires;
};

struct RequestRecord {
  SigningRequest request;
  std::string state = "open";  // open | approved | rejected | closed
  UtcTime opened, decided;
  std::string by;              // name of whoever decided
  Hash document;               // of the approval
  std::string reason;          // of the rejection
  std::string evidence;        // JSON: what was listened to
};

using EnrolmentId = Id<struct EnrolmentTag>;
struct EnrolmentRecord {
  EnrolmentId id;
  PersonId person;
  std::string name;
  UnitId unit;                  // whose officer this is; nil: the province
  std::string label;            // of the device, as its owner named it
  std::string state = "invited";  // invited | pending | tested | granted | revoked
  std::string key, quick_key;   // public keys, hex; '' until the page made them
  std::string challenge;        // hex; to be signed after the page was closed and opened again
  UtcTime invited, registered, tested, granted;
};

class SigningStore {
 public:
  SigningStore(sql::Database& database, AuditLog& audit) : database_(database), audit_(audit) {}

  Status add_request(const AreaScope& scope, const RequestRecord& request, const SigningLinkRecord& link, UtcTime now);
  Status add_link(const AreaScope& scope, const SigningLinkRecord& link);
  Result<std::optional<SigningLinkRecord>> link(const AreaScope& scope, const Hash& token);
  Result<std::optional<RequestRecord>> request(const AreaScope& scope, const SigningId& id);
  // Only an open request is decided: "signing.decided" otherwise.
  Status decide(const AreaScope& scope, const RequestRecord& decided, UtcTime now);
  Result<std::vector<RequestRecord>> open_requests(const AreaScope& scope);

  Status add_enrolment(const AreaScope& scope, const EnrolmentRecord& enrolment, const SigningLinkRecord& link, UtcTime now);
  // Moves an enrolment on from the state it was read in: "signing.enrolment_moved" when somebody was faster.
  Status move_enrolment(const AreaScope& scope, const EnrolmentRecord& enrolment, const std::string& from, UtcTime now);
  Result<std::optional<EnrolmentRecord>> enrolment(const AreaScope& scope, const EnrolmentId& id);
  Result<std::vector<EnrolmentRecord>> enrolments(const AreaScope& scope);  // newest first

 private:
  void put_link(const SigningLinkRecord& link);
  std::vector<EnrolmentRecord> select_enrolments(const std::string& where);
  std::vector<RequestRecord> select_requests(const AreaScope& scope, const std::string& where);

  sql::Database& database_;
  AuditLog& audit_;
};

}  // namespace loa::controller
