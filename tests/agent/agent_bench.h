// A whole agent on virtual time: AgentCore with a disk, a network, a controller and a bridge around it, each of which a
// test may turn bad. Time goes from event to event; no real clock, no thread.
#pragma once

#include "agent/domain/agent_core.h"
#include "tests/agent/fake_bridge.h"
#include "tests/agent/fake_controller.h"
#include "tests/agent/fake_disk.h"

#include <functional>
#include <map>
#include <memory>

namespace loa::test {

using namespace std::chrono_literals;

class AgentBench {
 public:
  explicit AgentBench(std::uint64_t seed = 1);

  // --- the device
  void boot();                           // a process with what the disk kept
  void kill();                           // kill -9: what was not performed is lost; the bridge lives on
  void restart() { kill(), boot(); }
  void reboot();                         // power cut of the whole box: bridge too, steady time begins anew
  void run(Millis span);
  void run_until(UtcTime at) { run(at - utc); }
  void broker(bool up);
  void https(bool up) { https_ = up; }
  void bridge_link(bool up);
  void inject(const agent::Event& event) { step(event); }

  // --- what the province wants
  Programme programme(Millis duration);  // in the library, not yet approved
  Bytes approve(const Programme& programme);
  schedules::Item plan(const Programme& programme, UtcTime start, std::vector<ClusterId> clusters = {});
  Hash occurrence(const schedules::Item& item) const;
  // Documents published, agent booted and connected, time known, content held.
  void ready();

  agent::AgentCore& core() { return *core_; }
  std::int64_t steady_us() const { return steady_us_; }
  bool alive() const { return core_ != nullptr; }
  Site& site() { return world.site(); }
  std::size_t count(const std::string& event) const;   // emitted events of this name
  std::vector<Sounded> sounded(const Hash& occurrence) const;

  World world;
  UtcTime utc;                // the true time
  Millis system_clock_off{0}; // of the operating system's clock
  FakeDisk disk;
  FakeController controller;
  FakeBridge bridge;
  std::vector<agent::Emit> emitted;
  std::uint64_t cache_limit = std::uint64_t{1} << 30;
  std::size_t journal_rows = protocol::kMaxJournalRows;
  // kill -9 right after (or right before) the n-th durable write from now; 0: never.
  int kill_after_write = 0, kill_before_write = 0;
  bool disk_stalls = false;   // writes are taken and never answered
  int appends_waiting = 0, most_appends_waiting = 0;   // journal writes under way
  std::vector<agent::HttpRequest> http_asked;
  std::vector<agent::SubscribeContent> subscriptions;
  std::vector<agent::SealContent> seals;
  std::vector<std::string> published;                  // leaf words, in order

 private:
  struct Due { std::uint64_t life; std::function<void()> happen; };
  void after(Millis delay, std::function<void()> happen);         // dies with the process
  void deliver(Millis delay, agent::Event event);
  void deliver_all(Millis delay, std::vector<agent::Event> events);
  void step(const agent::Event& event);
  void perform(agent::Action action);
  void perform_write(agent::Write write);
  void publish(agent::Publish publish);
  void subscribe(agent::SubscribeContent contents);
  void follow_bulk();
  void ask_http(agent::HttpRequest request);
  void poll();
  void listen_to_bridge();
  SteadyTime steady() const { return SteadyTime{SteadyTime::duration(steady_us_)}; }
  std::int64_t next_event_us(std::int64_t horizon) const;

  SeededRandom random_;
  std::unique_ptr<agent::AgentCore> core_;
  std::multimap<std::int64_t, Due> queue_;   // by steady time
  std::int64_t steady_us_ = 1'000'000'000;
  std::uint64_t life_ = 0;
  int boots_ = 1;
  bool broker_ = true, https_ = true, bulk_ = false;
};

}  // namespace loa::test
