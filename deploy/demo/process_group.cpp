#include "deploy/demo/process_group.h"

#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <signal.h>

#include <chrono>
#include <thread>

namespace loa::demo {
namespace {

using namespace std::chrono_literals;
constexpr auto kRestartDelay = 3s;
constexpr auto kLookEvery = 100ms;
constexpr int kStopRounds = 20;

}  // namespace

ProcessGroup::ProcessGroup(boost::asio::io_context& loop, Log& log) : loop_(loop), log_(log) {}

void ProcessGroup::add(ChildProcess process, std::string label_vi, std::string label_en) {
  members_.push_back({std::move(process), std::move(label_vi), std::move(label_en)});
}

Status ProcessGroup::start_all() {
  for (auto& member : members_) LOA_TRY_OK(member.process.start());
  return ok();
}

Status ProcessGroup::kill(const std::string& name) {
  for (auto& member : members_) {
    if (member.process.name() != name) continue;
    if (!member.process.running()) return fail("demo.process_down", {{"name", name}});
    member.process.signal(SIGKILL);
    return ok();
  }
  std::string known;
  for (const auto& each : names()) known += (known.empty() ? "" : ", ") + each;
  return fail("demo.process_unknown", {{"name", name}, {"known", known}});
}

void ProcessGroup::look_at(Member& member) {
  if (member.process.reap()) {
    log_.warn("process_ended", {{"name", member.process.name()}});
    member.waiting = true;
    member.restart_at = std::chrono::steady_clock::now() + kRestartDelay;
  }
  if (member.waiting && std::chrono::steady_clock::now() >= member.restart_at) {
    member.waiting = false;
    ++member.restarts;
    if (auto started = member.process.start(); !started) log_.error("process_not_started", {{"why", to_line(started.error())}});
  }
}

boost::asio::awaitable<void> ProcessGroup::watch() {
  boost::asio::steady_timer timer(loop_);
  for (;;) {
    for (auto& member : members_) look_at(member);
    timer.expires_after(kLookEvery);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
}

void ProcessGroup::stop_all() {
  for (auto member = members_.rbegin(); member != members_.rend(); ++member) member->process.signal(SIGTERM);
  for (int round = 0; round < kStopRounds; ++round) {
    bool running = false;
    for (auto& member : members_) {
      member.process.reap();
      running = running || member.process.running();
    }
    if (!running) return;
    std::this_thread::sleep_for(kLookEvery);
  }
  for (auto& member : members_) member.process.signal(SIGKILL);
}

std::vector<ProcessState> ProcessGroup::states() const {
  std::vector<ProcessState> out;
  for (const auto& member : members_) {
    const char* state = member.process.running() ? "running" : member.waiting ? "restarting" : "stopped";
    out.push_back({member.process.name(), member.label_vi, member.label_en, state, member.restarts});
  }
  return out;
}

std::vector<std::string> ProcessGroup::names() const {
  std::vector<std::string> out;
  for (const auto& member : members_) out.push_back(member.process.name());
  return out;
}

}  // namespace loa::demo
