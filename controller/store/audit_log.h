// The audit log (nhật ký kiểm toán): a chain in which each entry's hash is SHA-256(previous hash || entry), so that no stored
// entry can be altered or taken out unnoticed. Calls run inside the caller's transaction, on the store's thread.
#pragma once

#include "core/json.h"
#include "core/sql/database.h"
#include "core/time.h"

#include <string>
#include <vector>

namespace loa::controller {

struct AuditEntry {
  std::int64_t seq = 0;
  std::string text;  // canonical JSON: {"at","actor","action","body"}
};
struct AuditFault {
  std::int64_t seq = 0;
  std::string why;  // catalogue code
};

class AuditLog {
 public:
  explicit AuditLog(sql::Database& database) : database_(database) {}

  // Throws as SOCI does. Returns the entry's number.
  std::int64_t append(UtcTime at, const std::string& actor, const std::string& action, const json::object& body);
  // Entries whose hash or link does not hold.
  std::vector<AuditFault> verify(std::int64_t* entries = nullptr);
  std::vector<AuditEntry> entries_of(const std::string& action);
  std::string entry(std::int64_t seq);  // '' when there is none
  std::string head();                   // hash of the newest entry, hex

 private:
  sql::Database& database_;
};

}  // namespace loa::controller
