// Takes documents (văn bản) in: one at a time each is judged, stored, applied, so that what one changes is known to the
// judgement of the next and nothing refused stays in the store. Loop thread.
#pragma once

#include "controller/services/desk.h"

#include <functional>
#include <memory>

namespace loa::controller {

class DocumentDesk {
 public:
  DocumentDesk(Context& context, Desk& desk);
  ~DocumentDesk();

  // Returns when the document is durable, applied and heard; one that is held already is not stored again. `by`: the account
  // that hands it in, for the audit log; empty: whoever signed it does so in person. Errors: those of Register::examine,
  // "store.*", "queue.full" (256 wait). Gauge: loa_queue_documents_depth.
  asio::awaitable<Result<protocol::Admission>> take(Bytes envelope, std::string by = {});
  // Called for every document that was taken, also for one held already: a stop may have come between taking and hearing.
  using Hear = std::function<asio::awaitable<void>(protocol::Admission)>;
  void on_taken(Hear hear) { hear_ = std::move(hear); }

 private:
  struct Line;
  class Turn;
  asio::awaitable<Result<protocol::Admission>> take_in_turn(Bytes envelope, std::string by);
  asio::awaitable<Result<protocol::Admission>> take_now(const Bytes& envelope, const std::string& by);

  Context& context_;
  Desk& desk_;
  std::shared_ptr<Line> line_;
  Hear hear_;
};

}  // namespace loa::controller
