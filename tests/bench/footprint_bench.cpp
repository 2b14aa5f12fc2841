// What a commune station costs: loa-agent and loa-bridge of a demo network, idle and playing half an hour of speech to three
// simulated clusters, beside mpd playing the same file to its null output.
#include "tests/bench/mpd_peer.h"
#include "tests/bench/network.h"
#include "tests/bench/speech.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>

namespace loa::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto kCalm = 10s;       // after the start, before anything is measured
constexpr auto kWindow = 30s;
constexpr auto kLead = 8s;        // from the order to the first sound
constexpr auto kWarmUp = 5s;      // of playing
constexpr auto kPlayLimit = 60s;

struct Cost {
  double agent = 0, bridge = 0, mpd = 0;
};
struct Span {
  Cost cpu_percent;  // of one core
  Cost rss_mb, pss_mb;
};

template <class Figure>
Cost each(const Network& network, const MpdPeer& mpd, Figure figure) {
  return {figure(network.pid("agent-1")), figure(network.pid("bridge-1")), figure(mpd.pid())};
}

Span look(const Network& network, const MpdPeer& mpd) {
  const auto begin = std::chrono::steady_clock::now();
  const auto before = each(network, mpd, cpu_seconds);
  std::this_thread::sleep_for(kWindow);
  const auto after = each(network, mpd, cpu_seconds);
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const auto percent = [&](double from, double to) { return (to - from) / wall * 100; };
  return {{percent(before.agent, after.agent), percent(before.bridge, after.bridge), percent(before.mpd, after.mpd)},
          each(network, mpd, [](pid_t p) { return memory_of(p).rss_mb; }),
          each(network, mpd, [](pid_t p) { return memory_of(p).pss_mb; })};
}

void wait_until_playing(Network& network) {
  const auto deadline = std::chrono::steady_clock::now() + kPlayLimit;
  while (network.cluster_state(0) != "playing") {
    if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("nothing plays");
    std::this_thread::sleep_for(500ms);
  }
}

void play(const Ground& ground, Network& network, MpdPeer& mpd) {
  const auto programme = network.import(speech_opus(ground).opus, "Nửa giờ tiếng nói");
  network.approve(programme);
  while (network.ready(programme) == 0) std::this_thread::sleep_for(500ms);
  network.schedule(programme, kLead);
  mpd.play();
  wait_until_playing(network);
  std::this_thread::sleep_for(kWarmUp);
}

}  // namespace

Rows bench_footprint(const Ground& ground) {
  Network network(ground, {.stations = 1, .slow = 0, .bridges = true});
  network.start();
  MpdPeer mpd(ground, speech_opus(ground).opus);
  std::this_thread::sleep_for(kCalm);
  say("  idle for half a minute");
  const auto idle = look(network, mpd);
  play(ground, network, mpd);
  say("  playing for half a minute");
  const auto playing = look(network, mpd);
  const auto both = [](const Cost& cost) { return cost.agent + cost.bridge; };
  const auto beside = [](double figure) { return Peer{"mpd, null output", figure}; };
  return {at_most("footprint.agent_rss_idle", "MB", idle.rss_mb.agent, beside(idle.rss_mb.mpd), 20),
          at_most("footprint.agent_rss_playing", "MB", playing.rss_mb.agent, beside(playing.rss_mb.mpd), 20),
          at_most("footprint.agent_pss_playing", "MB", playing.pss_mb.agent, beside(playing.pss_mb.mpd), 20),
          at_most("footprint.bridge_rss_playing", "MB", playing.rss_mb.bridge, beside(playing.rss_mb.mpd), 20),
          at_most("footprint.cpu_idle", "%", both(idle.cpu_percent), beside(idle.cpu_percent.mpd), 0.5),
          at_most("footprint.cpu_playing", "%", both(playing.cpu_percent), beside(playing.cpu_percent.mpd), 2)};
}

}  // namespace loa::bench
