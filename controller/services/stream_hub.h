// Server-sent events to the console, each stream in its caller's area: the overview on change (at most two a second, and every
// 10 s), levels (at most five a second), events one by one. Messages but levels carry an id; a stream that comes back with
// Last-Event-ID gets the events it missed (of the last 500), and the overview only when it changed. While a stream is open
// agents are asked for levels. Loop thread.
#pragma once

#include "controller/services/overview.h"
#include "core/net/http_server.h"

#include <functional>
#include <list>

namespace loa::controller {

class StreamHub {
 public:
  using Overview = std::function<asio::awaitable<std::string>(AreaScope)>;
  // The area of a stream's caller now; nothing: his session is over and so is the stream.
  using Area = std::function<std::optional<AreaScope>()>;

  StreamHub(Context& context, const Desk& desk, Overview overview, std::function<void(UtcTime)> watch_levels);

  void start();
  void changed() { overview_due_ = true; }
  void levels_changed() { levels_due_ = true; }
  void tell(const Event& event);
  net::HttpResponse open(Area area = [] { return std::optional(AreaScope::whole()); }, std::string last_event_id = {});

 private:
  struct Open {
    std::shared_ptr<net::EventStream> stream;
    Area area;
    AreaScope scope;
    bool wants_overview = true;
  };
  struct Told {
    std::int64_t number = 0;
    std::string text;
    UnitId unit;
  };
  asio::awaitable<void> run();
  asio::awaitable<void> push_overview(bool to_all);
  void push_levels(SteadyTime now);
  void join(std::shared_ptr<net::EventStream> stream, Area area, const std::string& last_event_id);
  void replay(Open& joined, const std::string& last_event_id);
  void drop_ended();
  std::string id_line(std::int64_t number) const;

  Context& context_;
  const Desk& desk_;
  Overview overview_;
  std::function<void(UtcTime)> watch_levels_;
  std::list<Open> streams_;
  std::deque<Told> told_;
  std::string epoch_;               // ids of an earlier process are not ours
  std::int64_t number_ = 0;         // of the newest message
  std::int64_t overview_number_ = 0;
  bool overview_due_ = true;
  bool levels_due_ = false;
  std::optional<SteadyTime> overview_at_, watched_at_;
};

}  // namespace loa::controller
