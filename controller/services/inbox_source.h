// Where entries of the inbox come from (hộp việc) beside the station itself: programmes that wait for approval, letters of
// neighbourhood heads. A source answers with what waits for this caller, in the caller's area only.
#pragma once

#include "controller/services/api_router.h"

namespace loa::controller {

struct InboxEntry {
  std::string key;                  // names the cause: the same cause gives the same key
  std::string kind;                 // offer | draft | voice_note | waiting_item | fault | approval_ending | trust_ending | signature
  bool urgent = false;
  UnitId unit;
  Error what;
  UtcTime at;
  std::optional<UtcTime> deadline;
  std::vector<std::pair<std::string, std::string>> link;  // offer, draft, item, programme, approval, unit
  json::array slots;                // of an offer
};

class InboxSource {
 public:
  virtual ~InboxSource() = default;
  virtual asio::awaitable<Result<std::vector<InboxEntry>>> waiting(const Caller& caller, const AreaScope& area) = 0;
};

}  // namespace loa::controller
