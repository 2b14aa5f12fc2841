// Events that people see (sự kiện): one log line with its trace, one stored row (deduplicated with a count), one nudge to the
// page. Loop thread.
#pragma once

#include "controller/services/context.h"

#include <deque>
#include <functional>

namespace loa::controller {

class EventDesk {
 public:
  EventDesk(Context& context, std::function<void()> on_change);

  struct About {
    std::optional<AgentId> agent;
    std::optional<ClusterId> cluster;
    UnitId unit;
    std::string trace;
  };
  void tell(const std::string& level, Error what, About about = {});
  // Called with every event once it is stored; one listener.
  void listen(std::function<void(const Event&)> listener) { listener_ = std::move(listener); }
  void load(std::vector<Event> newest);             // newest first
  const std::deque<Event>& newest() const { return events_; }  // newest first, at most 500

 private:
  asio::awaitable<void> keep(Event event);

  Context& context_;
  std::function<void()> on_change_;
  std::function<void(const Event&)> listener_;
  std::deque<Event> events_;
};

}  // namespace loa::controller
