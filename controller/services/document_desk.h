// Takes documents (văn bản) in: one at a time each is judged, stored, applied, so that what one changes is known to the
// judgement of the next and nothing refused stays in the store. Loop thread.
#pragma once

#include "controller/services/desk.h"

#include <memory>

namespace loa::controller {

class DocumentDesk {
 public:
  DocumentDesk(Context& context, Desk& desk);
  ~DocumentDesk();

  // Returns when the document is durable and applied; one that is held already is not stored again. Errors: those of
  // Register::examine, "store.*", "queue.full" (256 wait). Gauge: loa_queue_documents_depth.
  asio::awaitable<Result<protocol::Admission>> take(Bytes envelope);

 private:
  struct Line;
  class Turn;
  asio::awaitable<Result<protocol::Admission>> take_now(const Bytes& envelope);

  Context& context_;
  Desk& desk_;
  std::shared_ptr<Line> line_;
};

}  // namespace loa::controller
