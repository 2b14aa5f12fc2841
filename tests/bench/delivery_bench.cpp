// A file of half an hour (7 MB) to a hundred agents, each a real process with its own connections and its own disk, beside
// nginx giving it to a hundred client processes; then the same with ten of the agents on lines of 256 kb/s.
// Ours counts from the officer's approval reaching the controller to the file under its name on the last agent: root, library,
// manifest and unit list are fetched and verified on the way.
#include "tests/bench/network.h"
#include "tests/bench/nginx_peer.h"
#include "tests/bench/speech.h"

#include "core/files.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>

namespace loa::bench {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::size_t kAgents = 100;
constexpr std::size_t kSlow = 10;
constexpr std::uint64_t kSlowLine = 256'000 / 8;  // bytes per second
constexpr int kRepetitions = 3;
constexpr std::size_t kMaxFile = 64 * 1024 * 1024;
constexpr auto kLook = 10ms;
constexpr auto kGiveUp = 120s;
constexpr auto kSlowGiveUp = 420s;

using Clock = std::chrono::steady_clock;

struct Parcel {
  fs::path file;
  Hash hash;
  std::uint64_t size = 0;
  demo::Uploaded programme;
};

Parcel import(const Ground& ground, Network& network, const std::string& name) {
  Parcel parcel;
  parcel.file = same_sound(ground, name);
  const auto bytes = must(read_file(parcel.file, kMaxFile));
  parcel.hash = sha256(bytes);
  parcel.size = bytes.size();
  parcel.programme = network.import(parcel.file, name);
  return parcel;
}

// Until every station of [first, kAgents) has the file; seconds since `begin`.
double wait_for_files(const Network& network, const Parcel& parcel, std::size_t first, std::size_t end, Clock::time_point begin,
                      std::chrono::seconds limit) {
  for (std::size_t station = first; station < end;) {
    if (fs::exists(network.content_file(station, parcel.hash))) {
      ++station;
      continue;
    }
    if (Clock::now() - begin > limit) throw std::runtime_error(fmt::format("agent {} never had the file", station + 1));
    std::this_thread::sleep_for(kLook);
  }
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

struct Figures {
  std::vector<double> all, cpu, others, others_beside_slow, bytes_ratio, nginx, nginx_cpu;
  double slowest = 0;       // the last slow agent, of the run in which the lines stayed narrow
  double https_share = 0;   // of the slow agents' bytes
  double broker_mb = 0;
  double file = 0;
};

void deliver(const Ground& ground, Network& network, int number, Figures& out) {
  const auto parcel = import(ground, network, fmt::format("plain-{}", number));
  const auto before = network.bytes_from_controller();
  const double spent = network.cpu_s();
  const auto begin = Clock::now();
  network.approve(parcel.programme);
  out.others.push_back(wait_for_files(network, parcel, kSlow, kAgents, begin, kGiveUp));
  out.all.push_back(wait_for_files(network, parcel, 0, kSlow, begin, kGiveUp));
  out.bytes_ratio.push_back(static_cast<double>(network.bytes_from_controller() - before) / static_cast<double>(parcel.size));
  out.cpu.push_back(network.cpu_s() - spent);
  out.file = static_cast<double>(parcel.size);
  say(fmt::format("  {} agents: {:.2f} s, {:.2f} s of processor, {:.2f} files left the controller", kAgents, out.all.back(),
                  out.cpu.back(), out.bytes_ratio.back()));
}

void deliver_beside_slow(const Ground& ground, Network& network, int number, bool to_the_end, Figures& out) {
  const auto parcel = import(ground, network, fmt::format("slow-{}", number));
  const auto https = network.https_bytes_to_slow();
  network.narrow(kSlowLine);
  const auto begin = Clock::now();
  network.approve(parcel.programme);
  out.others_beside_slow.push_back(wait_for_files(network, parcel, kSlow, kAgents, begin, kGiveUp));
  say(fmt::format("  {} agents beside {} slow ones: {:.2f} s", kAgents - kSlow, kSlow, out.others_beside_slow.back()));
  if (to_the_end) say("  waiting for the slow ones at 256 kb/s (about four minutes)");
  if (!to_the_end) network.narrow(0);
  const double slowest = wait_for_files(network, parcel, 0, kSlow, begin, kSlowGiveUp);
  network.narrow(0);
  if (!to_the_end) return;
  out.slowest = slowest;
  out.https_share = static_cast<double>(network.https_bytes_to_slow() - https) / static_cast<double>(kSlow * parcel.size);
}

void beside_nginx(const Ground& ground, NginxPeer& nginx, int number, Figures& out) {
  const auto file = same_sound(ground, fmt::format("peer-{}", number));
  const auto served = nginx.serve(file, sha256(must(read_file(file, kMaxFile))), kAgents);
  out.nginx.push_back(served.wall_s);
  out.nginx_cpu.push_back(served.cpu_s);
  say(fmt::format("  nginx: {:.2f} s, {:.2f} s of processor", served.wall_s, served.cpu_s));
}

Rows delivery_rows(const Figures& figures) {
  const double bytes = median(figures.bytes_ratio) * figures.file;
  return {ratio_at_most("delivery.wall", "s", median(figures.all), {"nginx, TLS, 100 clients", median(figures.nginx)}, 2),
          ratio_at_most("delivery.cpu", "s", median(figures.cpu), {"nginx, TLS, 100 clients", median(figures.nginx_cpu)}, 2),
          ratio_at_most("delivery.bytes_out", "MB", bytes / 1e6, {"the file's size", figures.file / 1e6}, 1.1)};
}

Rows slow_rows(const Figures& figures) {
  const double floor = figures.file / static_cast<double>(kSlowLine);
  return {ratio_at_most("slow.others_wall", "s", median(figures.others_beside_slow), {"the same 90, no slow ones", median(figures.others)}, 1.2),
          ratio_at_most("slow.slowest_wall", "s", figures.slowest, {"the file at 256 kb/s", floor}, 1.5),
          at_least("slow.by_https", "share", figures.https_share, std::nullopt, 0.5),
          at_most("slow.broker_rss_peak", "MB", figures.broker_mb, std::nullopt, 64)};
}

}  // namespace

Rows bench_delivery(const Ground& ground) {
  Network network(ground, {.stations = kAgents, .slow = kSlow, .bridges = false});
  network.start();
  NginxPeer nginx(ground, network.network());
  Figures figures;
  for (int i = 1; i <= kRepetitions; ++i) {
    deliver(ground, network, i, figures);
    if (ground.wants("delivery")) beside_nginx(ground, nginx, i, figures);
    if (ground.wants("slow")) deliver_beside_slow(ground, network, i, i == kRepetitions, figures);
  }
  figures.broker_mb = peak_rss_mb(network.pid("broker"));
  Rows rows;
  if (ground.wants("delivery")) rows = delivery_rows(figures);
  if (ground.wants("slow")) {
    for (auto& row : slow_rows(figures)) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace loa::bench
