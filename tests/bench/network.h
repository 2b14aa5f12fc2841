// A demo network of any size out of real processes: mosquitto with the demo's access list and mutual TLS, loa-controller,
// loa-agent for each station and, where asked for, its loa-bridge. The controller reaches the broker, and the agents the
// controller's HTTPS, through counting proxies; the first `slow` stations have lines of their own that can be narrowed.
// The controller imports through a script that hands over an Opus file made before: transcoding is another benchmark.
#pragma once

#include "deploy/demo/broadcast.h"
#include "deploy/demo/child_process.h"
#include "deploy/network/program_files.h"
#include "tests/bench/ground.h"
#include "tests/bench/wires.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include <map>

namespace loa::bench {

struct NetworkPlan {
  std::size_t stations = 1;
  std::size_t slow = 0;     // stations with lines of their own
  bool bridges = false;
};

class Network {
 public:
  Network(const Ground& ground, const NetworkPlan& plan);
  ~Network();  // every process ended
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  // Returns when every agent is online, knows the time and holds its root (and its bridge is current, if there is one).
  void start();
  // Approved for the whole province: from here on every agent fetches it.
  void approve(const demo::Uploaded& programme);
  demo::Uploaded import(const std::filesystem::path& opus, const std::string& title);
  void schedule(const demo::Uploaded& programme, std::chrono::seconds from_now);
  // Stations whose agent reports the programme as held.
  std::size_t ready(const demo::Uploaded& programme);
  std::string cluster_state(std::size_t station);  // of its first cluster, as the console shows it

  std::filesystem::path content_file(std::size_t station, const Hash& content) const;
  const deploy::DemoNetwork& network() const { return network_; }
  pid_t pid(const std::string& name) const;  // "broker", "controller", "agent-1", "bridge-1"
  double cpu_s() const;                              // of all its processes so far
  void narrow(std::uint64_t bytes_per_second);       // the lines of the slow stations
  std::uint64_t bytes_from_controller();             // to the broker and by HTTPS, TLS included
  std::uint64_t https_bytes_to_slow();

 private:
  void make_stations(std::size_t count);
  void open_wires(std::size_t slow);
  void found();
  void add_processes();
  void launch(const std::string& name, std::vector<std::string> command);
  std::filesystem::path transcoder();
  bool settled();
  json::value overview();
  template <class T>
  T finish(boost::asio::awaitable<T> task) {
    auto result = boost::asio::co_spawn(loop_, std::move(task), boost::asio::use_future);
    loop_.restart();
    loop_.run();
    return result.get();
  }

  Ground ground_;
  NetworkPlan plan_;
  std::filesystem::path folder_, run_;
  SystemClock clock_;
  SystemRandom random_;
  boost::asio::io_context loop_;
  deploy::DemoNetwork network_;
  deploy::Ports ports_;
  Wires wires_;
  std::size_t to_broker_ = 0, to_https_ = 0;
  std::vector<std::size_t> slow_broker_, slow_https_;
  std::unique_ptr<demo::ControllerApi> api_;
  std::unique_ptr<demo::Broadcast> broadcast_;
  std::vector<demo::ChildProcess> processes_;
};

}  // namespace loa::bench
