#include "controller/services/events.h"

#include <algorithm>

namespace loa::controller {

namespace {

constexpr std::size_t kShown = 500;

}  // namespace

EventDesk::EventDesk(Context& context, std::function<void()> on_change)
    : context_(context), on_change_(std::move(on_change)) {}

void EventDesk::tell(const std::string& level, Error what, About about) {
  const auto line = {LogField{"code", what.code}, LogField{"text", to_line(what)},
                     LogField{"agent", about.agent ? about.agent->text() : ""},
                     LogField{"cluster", about.cluster ? about.cluster->text() : ""}, LogField{"trace", about.trace}};
  context_.log.write(level == "info" ? Level::info : Level::warn, "event", line);
  Event event;
  event.at = context_.now();
  event.level = level;
  event.what = std::move(what);
  event.agent = about.agent;
  event.cluster = about.cluster;
  event.unit = about.unit;
  event.trace = about.trace;
  context_.tasks.spawn("event", keep(std::move(event)));
}

void EventDesk::load(std::vector<Event> newest) { events_.assign(newest.begin(), newest.end()); }

asio::awaitable<void> EventDesk::keep(Event event) {
  auto work = [event](Store& store) { return store.events.add(AreaScope::whole(), event); };
  auto stored = co_await context_.store.run(std::move(work));
  if (!stored) {
    context_.log.error("event.not_stored", {{"why", to_line(stored.error())}});
    co_return;
  }
  std::erase_if(events_, [&](const Event& held) { return held.id == stored->id; });
  events_.push_front(*stored);
  if (events_.size() > kShown) events_.pop_back();
  if (listener_) listener_(*stored);
  on_change_();
}

}  // namespace loa::controller
