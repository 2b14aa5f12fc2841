#include "controller/services/answer_keeper.h"

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr auto kKept = 24h;
constexpr std::size_t kMostBytes = 64 * 1024;

}  // namespace

asio::awaitable<Result<std::optional<net::HttpResponse>>> AnswerKeeper::begin(std::string key, Hash request) {
  if (!running_.insert(key).second) co_return fail("api.key_running");
  auto work = [key, since = context_.now() - kKept](Store& store) { return store.answers.find(key, since); };
  auto found = co_await context_.store.run(std::move(work));
  if (found && !*found) co_return std::optional<net::HttpResponse>();
  running_.erase(key);
  if (!found) co_return found.error();
  if ((*found)->request != request) co_return fail("api.key_other", {}, "Idempotency-Key");
  net::HttpResponse again;
  again.status = (*found)->status;
  again.content_type = (*found)->content_type;
  again.body = (*found)->body;
  again.headers.emplace_back("Idempotency-Replayed", "true");
  co_return std::optional(std::move(again));
}

asio::awaitable<void> AnswerKeeper::keep(std::string key, Hash request, net::HttpResponse answer) {
  const bool keeps = answer.status < 500 && answer.body.size() <= kMostBytes && !answer.stream && answer.file.empty();
  if (keeps) {
    const UtcTime now = context_.now();
    auto work = [key, kept = KeptAnswer{request, answer.status, answer.content_type, answer.body}, now](Store& store) {
      return store.answers.put(key, kept, now, now - kKept);
    };
    auto stored = co_await context_.store.run(std::move(work));
    if (!stored) context_.log.error("api.answer_not_kept", {{"why", to_line(stored.error())}});
  }
  running_.erase(key);
}

}  // namespace loa::controller
