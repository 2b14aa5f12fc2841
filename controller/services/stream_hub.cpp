#include "controller/services/stream_hub.h"

#include "controller/services/api_json.h"

#include <boost/asio/steady_timer.hpp>

#include <charconv>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 200ms;
constexpr auto kOverviewGap = 500ms;
constexpr auto kOverviewAlways = 10s;
constexpr auto kWatchAgain = 5s;
constexpr auto kWatchFor = 15s;
constexpr std::size_t kTold = 500;

}  // namespace

StreamHub::StreamHub(Context& context, const Desk& desk, Overview overview, std::function<void(UtcTime)> watch_levels)
    : context_(context), desk_(desk), overview_(std::move(overview)), watch_levels_(std::move(watch_levels)),
      epoch_(std::to_string(context.random.u64() % 1'000'000'000)) {}

void StreamHub::start() { context_.tasks.spawn("stream", run()); }

std::string StreamHub::id_line(std::int64_t number) const { return "id: " + epoch_ + "-" + std::to_string(number) + "\n"; }

net::HttpResponse StreamHub::open(Area area, std::string last_event_id) {
  net::HttpResponse response;
  response.content_type = "text/event-stream";
  response.headers.emplace_back("Cache-Control", "no-cache");
  response.stream = [this, area = std::move(area), last = std::move(last_event_id)](std::shared_ptr<net::EventStream> stream) {
    join(std::move(stream), area, last);
  };
  return response;
}

void StreamHub::join(std::shared_ptr<net::EventStream> stream, Area area, const std::string& last_event_id) {
  const auto scope = area();
  if (!scope) return;
  streams_.push_back({std::move(stream), std::move(area), *scope, true});
  replay(streams_.back(), last_event_id);
  watched_at_.reset();
}

void StreamHub::replay(Open& joined, const std::string& last_event_id) {
  const auto prefix = epoch_ + "-";
  if (!last_event_id.starts_with(prefix)) return;
  std::int64_t last = 0;
  const char* end = last_event_id.data() + last_event_id.size();
  if (std::from_chars(last_event_id.data() + prefix.size(), end, last).ptr != end || last > number_) return;
  joined.wants_overview = overview_number_ > last;
  for (const auto& told : told_) {
    if (told.number > last && joined.scope.covers(told.unit)) joined.stream->push(told.text);
  }
}

void StreamHub::tell(const Event& event) {
  Told told{++number_, {}, event_unit(desk_, event)};
  told.text = id_line(told.number) + "event: event\ndata: " + write_json(event_json(event)) + "\n\n";
  for (const auto& open : streams_) {
    if (open.scope.covers(told.unit)) open.stream->push(told.text);
  }
  told_.push_back(std::move(told));
  if (told_.size() > kTold) told_.pop_front();
}

// One overview an area, however many streams look at it.
asio::awaitable<void> StreamHub::push_overview(bool to_all) {
  if (to_all) {
    overview_due_ = false;
    overview_at_ = context_.steady();
    overview_number_ = ++number_;
  }
  std::vector<std::pair<AreaScope, std::vector<std::shared_ptr<net::EventStream>>>> groups;
  for (auto& open : streams_) {
    if (!to_all && !open.wants_overview) continue;
    open.wants_overview = false;
    auto group = std::ranges::find(groups, open.scope, [](const auto& g) { return g.first; });
    if (group == groups.end()) group = groups.insert(groups.end(), {open.scope, {}});
    group->second.push_back(open.stream);
  }
  const auto id = id_line(overview_number_);
  for (auto& [scope, streams] : groups) {
    const std::string text = id + "event: overview\ndata: " + co_await overview_(scope) + "\n\n";
    for (auto& stream : streams) stream->push(text);
  }
}

void StreamHub::push_levels(SteadyTime now) {
  levels_due_ = false;
  for (const auto& open : streams_) {
    open.stream->push("event: levels\ndata: " + write_json(levels_json(desk_, now, open.scope)) + "\n\n");
  }
}

// Whoever left, and whoever's session or rights ended.
void StreamHub::drop_ended() {
  for (auto& open : streams_) {
    const auto scope = open.area();
    if (!scope) {
      open.stream.reset();
    } else {
      open.scope = *scope;
    }
  }
  std::erase_if(streams_, [](const auto& open) { return !open.stream || open.stream->closed(); });
}

asio::awaitable<void> StreamHub::run() {
  asio::steady_timer timer(context_.loop);
  for (;;) {
    timer.expires_after(kTick);
    co_await timer.async_wait(asio::use_awaitable);
    drop_ended();
    if (streams_.empty()) continue;
    const SteadyTime now = context_.steady();
    if (!watched_at_ || now - *watched_at_ >= kWatchAgain) {
      watched_at_ = now;
      watch_levels_(context_.now() + kWatchFor);
    }
    const auto age = overview_at_ ? now - *overview_at_ : SteadyTime::duration(1h);
    const bool to_all = (overview_due_ && age >= kOverviewGap) || age >= kOverviewAlways;
    const bool newcomer = std::ranges::any_of(streams_, [](const auto& open) { return open.wants_overview; });
    if (to_all || newcomer) co_await push_overview(to_all);
    if (levels_due_) push_levels(now);
  }
}

}  // namespace loa::controller
