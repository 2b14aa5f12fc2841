#include "controller/services/stream_hub.h"

#include <boost/asio/steady_timer.hpp>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 200ms;
constexpr auto kOverviewGap = 500ms;
constexpr auto kOverviewAlways = 10s;
constexpr auto kWatchAgain = 5s;
constexpr auto kWatchFor = 15s;

}  // namespace

StreamHub::StreamHub(Context& context, const Desk& desk, std::function<asio::awaitable<std::string>()> overview,
                     std::function<void(UtcTime)> watch_levels)
    : context_(context), desk_(desk), overview_(std::move(overview)), watch_levels_(std::move(watch_levels)) {}

void StreamHub::start() { context_.tasks.spawn("stream", run()); }

net::HttpResponse StreamHub::open() {
  net::HttpResponse response;
  response.content_type = "text/event-stream";
  response.headers.emplace_back("Cache-Control", "no-cache");
  response.stream = [this](std::shared_ptr<net::EventStream> stream) {
    streams_.push_back(std::move(stream));
    overview_due_ = true;
    overview_at_.reset();
    watched_at_.reset();
  };
  return response;
}

void StreamHub::push(const std::string& text) {
  std::erase_if(streams_, [&](const auto& stream) { return stream->closed() || !stream->push(text); });
}

asio::awaitable<void> StreamHub::push_overview() {
  overview_due_ = false;
  overview_at_ = context_.steady();
  const std::string text = co_await overview_();
  push("event: overview\ndata: " + text + "\n\n");
}

asio::awaitable<void> StreamHub::run() {
  asio::steady_timer timer(context_.loop);
  for (;;) {
    timer.expires_after(kTick);
    co_await timer.async_wait(asio::use_awaitable);
    std::erase_if(streams_, [](const auto& stream) { return stream->closed(); });
    if (streams_.empty()) continue;
    const SteadyTime now = context_.steady();
    if (!watched_at_ || now - *watched_at_ >= kWatchAgain) {
      watched_at_ = now;
      watch_levels_(context_.now() + kWatchFor);
    }
    const auto age = overview_at_ ? now - *overview_at_ : SteadyTime::duration(1h);
    if ((overview_due_ && age >= kOverviewGap) || age >= kOverviewAlways) co_await push_overview();
    if (levels_due_) {
      levels_due_ = false;
      push("event: levels\ndata: " + write_json(levels_json(desk_, now)) + "\n\n");
    }
  }
}

}  // namespace loa::controller
