#include "tests/simulation/mischief.h"

namespace loa::sim {
namespace {

using namespace std::chrono_literals;

}  // namespace

Mischief::Mischief(Stage& stage, Fleet& fleet) : stage_(stage), fleet_(fleet), chance_(stage.options.seed, 2) {}

void Mischief::every(Micros mean, std::function<void(int)> fault) {
  if (stage_.options.faults <= 0) return;
  const Micros rarer{static_cast<std::int64_t>(static_cast<double>(mean.count()) / stage_.options.faults)};
  TrueTime at = stage_.now() + chance_.wait(rarer);
  if (chance_.happens(0.5)) at = std::max(at, stage_.attention.next(at) + chance_.time(0s, 100s));
  if (at >= until_) return;
  stage_.loop.at(at, [this, mean, fault = std::move(fault)] {
    ++count_;
    fault(some());
    every(mean, fault);
  });
}

void Mischief::later(Micros wait, std::function<void()> repair) {
  stage_.loop.after(wait, [this, repair = std::move(repair)] {
    if (!healed_) repair();
  });
}

void Mischief::begin(TrueTime until) {
  until_ = until;
  const auto agents = stage_.options.agents;
  for (int i = 0; i < agents; ++i)
    if (chance_.happens(0.3)) fleet_.net.close_https(i);
  every(4h * 10 / agents, [this](int i) { crash(commune(i).agent, i); });
  every(4h * 10 / agents, [this](int i) { crash(commune(i).bridge, i); });
  every(16h, [this](int) { crash_controller(); });
  every(12h * 10 / agents, [this](int i) { power_cut(commune(i).agent, i); });
  every(12h * 10 / agents, [this](int i) { power_cut(commune(i).bridge, i); });
  every(18h, [this](int) { amnesia(); });
  every(8h * 10 / agents, [this](int i) { cut(i); });
  every(60h, [this](int) { cut_controller(); });
  every(90h, [this](int) { close_controller(); });
  every(10h * 10 / agents, [this](int i) { cut_link(i); });
  every(20h * 10 / agents, [this](int i) { wrong_wall(commune(i).agent.device()); });
  every(20h * 10 / agents, [this](int i) { wrong_wall(commune(i).bridge.device()); });
  every(30h * 10 / agents, [this](int i) { fill_disk(i); });
}

// Half of the crashes wait for the next write and come while it is under way.
template <class Process>
void Mischief::crash(Process& process, int index) {
  fleet_.interrupted(index);
  if (!process.up()) return;
  if (chance_.happens(0.6)) return process.arm();
  process.crash();
  later(chance_.time(500ms, 60s), [&process] { process.resume(); });
}

template <class Process>
void Mischief::power_cut(Process& process, int index) {
  fleet_.interrupted(index);
  if (!process.device().powered()) return;
  stage_.note("power.cut", index, 0);
  process.crash();
  process.device().power(false);
  later(chance_.skewed(20s, 30h), [this, &process] {
    process.device().power(true);
    process.device().boot(stage_.now());
    wrong_wall(process.device());
    process.resume();
  });
}

// What a real-time clock with an old battery shows; the network's time may mend it later.
void Mischief::wrong_wall(Device& device) {
  static constexpr std::array<std::int64_t, 8> kWrongSeconds{0, 0, 1, -20, 40, 3600, -3600, -20LL * 365 * 86400};
  device.set_wall(stage_.now(), Millis{chance_.one_of(kWrongSeconds) * 1000 + chance_.between(-300, 300)});
  later(chance_.skewed(10s, 6h), [this, &device] { device.set_wall(stage_.now(), Millis{chance_.between(-100, 100)}); });
}

void Mischief::crash_controller() {
  fleet_.interrupted_all();
  if (!fleet_.controller.up()) return;
  if (chance_.happens(0.6)) return fleet_.controller.arm();
  fleet_.controller.crash();
  later(chance_.time(500ms, 60s), [this] { fleet_.controller.resume(); });
}

void Mischief::close_controller() {
  fleet_.interrupted_all();
  fleet_.controller.crash();
  fleet_.controller.power(false);
  later(chance_.skewed(5min, 20h), [this] {
    fleet_.controller.power(true);
    fleet_.controller.resume();
  });
}

void Mischief::amnesia() {
  fleet_.interrupted_all();
  stage_.note("broker.amnesia", -1, 0);
  fleet_.net.lose_memory();
}

void Mischief::cut(int index) {
  fleet_.interrupted(index);
  stage_.note("net.cut", index, 0);
  fleet_.net.cut(index, true);
  later(chance_.skewed(5s, 72h), [this, index] { fleet_.net.cut(index, false); });
}

void Mischief::cut_controller() {
  fleet_.interrupted_all();
  stage_.note("net.cut_controller", -1, 0);
  fleet_.net.cut_controller(true);
  later(chance_.skewed(20s, 24h), [this] { fleet_.net.cut_controller(false); });
}

void Mischief::cut_link(int index) {
  fleet_.interrupted(index);
  stage_.note("link.cut", index, 0);
  commune(index).link.cut(true);
  later(chance_.skewed(2s, 6h), [this, index] { commune(index).link.cut(false); });
}

void Mischief::fill_disk(int index) {
  fleet_.interrupted(index);
  stage_.note("disk.full", index, 0);
  commune(index).agent.fill_disk(true);
  later(chance_.skewed(10s, 3h), [this, index] { commune(index).agent.fill_disk(false); });
}

void Mischief::heal() {
  healed_ = true;
  fleet_.net.calm();
  fleet_.net.cut_controller(false);
  fleet_.controller.power(true);
  fleet_.controller.resume();
  for (int i = 0; i < stage_.options.agents; ++i) {
    fleet_.net.cut(i, false);
    Commune& here = commune(i);
    here.link.cut(false);
    here.agent.fill_disk(false);
    for (Device* device : {&here.agent.device(), &here.bridge.device()}) {
      if (!device->powered()) device->boot(stage_.now());
      device->power(true);
      device->set_wall(stage_.now(), Millis{0});
    }
    here.agent.resume();
    here.bridge.resume();
  }
}

}  // namespace loa::sim
