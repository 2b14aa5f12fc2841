// Idempotency-Key: the answer to a POST is kept for a day and given again to the same request; a second one that comes while
// the first still runs is refused. Answers over 64 KiB and server errors are not kept. Loop thread.
#pragma once

#include "controller/services/api_router.h"
#include "controller/services/context.h"

#include <set>

namespace loa::controller {

class AnswerKeeper final : public AnswerMemory {
 public:
  explicit AnswerKeeper(Context& context) : context_(context) {}
  asio::awaitable<Result<std::optional<net::HttpResponse>>> begin(std::string key, Hash request) override;
  asio::awaitable<void> keep(std::string key, Hash request, net::HttpResponse answer) override;

 private:
  Context& context_;
  std::set<std::string> running_;
};

}  // namespace loa::controller
