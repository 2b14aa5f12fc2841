#include "controller/services/document_desk.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>

namespace loa::controller {

namespace {

constexpr std::size_t kMaxWaiting = 256;

}  // namespace

struct DocumentDesk::Line {
  explicit Line(Gauge& gauge) : depth(gauge) {}
  void tell() { depth.set(static_cast<std::int64_t>(waiting.size())); }
  Gauge& depth;
  std::deque<asio::steady_timer*> waiting;  // the first has its turn when the one before it is done
  bool busy = false;
};

// Held while one document is judged and stored. Whoever goes calls the next; who goes last of all may outlive the desk.
class DocumentDesk::Turn {
 public:
  Turn(asio::io_context& loop, const std::shared_ptr<Line>& line)
      : line_(line), timer_(loop, asio::steady_timer::time_point::max()) {}
  ~Turn() {
    const auto line = line_.lock();
    if (!line) return;
    std::erase(line->waiting, &timer_);
    if (mine_) line->busy = false;
    if (!line->busy && !line->waiting.empty()) line->waiting.front()->cancel();
    line->tell();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  asio::awaitable<void> come(Line& line) {
    line.waiting.push_back(&timer_);
    line.tell();
    while (line.busy || line.waiting.front() != &timer_) {
      boost::system::error_code ignored;
      co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    line.waiting.pop_front();
    line.busy = mine_ = true;
    line.tell();
  }

 private:
  std::weak_ptr<Line> line_;
  asio::steady_timer timer_;
  bool mine_ = false;
};

DocumentDesk::DocumentDesk(Context& context, Desk& desk)
    : context_(context), desk_(desk), line_(std::make_shared<Line>(context.metrics.gauge("loa_queue_documents_depth"))) {}
DocumentDesk::~DocumentDesk() = default;

asio::awaitable<Result<protocol::Admission>> DocumentDesk::take(Bytes envelope, std::string by) {
  auto admission = co_await take_in_turn(std::move(envelope), std::move(by));
  if (admission && hear_) co_await hear_(*admission);
  co_return admission;
}

asio::awaitable<Result<protocol::Admission>> DocumentDesk::take_in_turn(Bytes envelope, std::string by) {
  if (line_->waiting.size() >= kMaxWaiting) co_return fail("queue.full", {{"queue", "documents"}});
  Turn turn(context_.loop, line_);
  co_await turn.come(*line_);
  co_return co_await take_now(envelope, by);
}

asio::awaitable<Result<protocol::Admission>> DocumentDesk::take_now(const Bytes& envelope, const std::string& by) {
  const UtcTime now = context_.now();
  auto admission = desk_.registry.examine(envelope, now);
  if (!admission) co_return admission;
  if (!admission->already_held) {
    auto work = [held = *admission, now, by](Store& store) { return store.documents.add(AreaScope::whole(), held, now, by); };
    auto stored = co_await context_.store.run(std::move(work));
    if (!stored) co_return stored.error();
  }
  desk_.registry.accept(*admission);
  if (!desk_.shelf.by_hash(admission->document)) desk_.shelf.put(*admission, now);
  refresh_places(desk_);
  co_return admission;
}

}  // namespace loa::controller
