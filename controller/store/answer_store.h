// Answers given under an Idempotency-Key, so that a call sent twice is done once. Store thread only.
#pragma once

#include "controller/store/audit_log.h"
#include "core/hash.h"

#include <optional>

namespace loa::controller {

struct KeptAnswer {
  Hash request;
  int status = 0;
  std::string content_type, body;
};

class AnswerStore {
 public:
  explicit AnswerStore(sql::Database& database) : database_(database) {}

  Result<std::optional<KeptAnswer>> find(const std::string& key, UtcTime not_before);
  // Older ones than not_before leave, and the oldest beyond 10,000.
  Status put(const std::string& key, const KeptAnswer& answer, UtcTime now, UtcTime not_before);

 private:
  sql::Database& database_;
};

}  // namespace loa::controller
