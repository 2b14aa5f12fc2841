// What editors' desks leave in the inbox (hộp việc): drafts that wait for this caller's approval, and voice notes that
// neighbourhood heads sent, for whoever may make a programme of them. At most 1,000 of each, last changed first. Loop thread.
#pragma once

#include "controller/services/draft_desk.h"
#include "controller/services/inbox_source.h"

namespace loa::controller {

class DraftInbox final : public InboxSource {
 public:
  DraftInbox(Context& context, DraftDesk& drafts) : context_(context), drafts_(drafts) {}
  // Errors: "store.*".
  asio::awaitable<Result<std::vector<InboxEntry>>> waiting(const Caller& caller, const AreaScope& area) override;

 private:
  asio::awaitable<Result<std::vector<Draft>>> all(DraftQuery query, AreaScope scope);
  std::optional<InboxEntry> to_approve(const Draft& draft, const Caller& caller, const AreaScope& area) const;
  std::optional<InboxEntry> received(const Draft& note, const Caller& caller, const AreaScope& area) const;

  Context& context_;
  DraftDesk& drafts_;
};

}  // namespace loa::controller
