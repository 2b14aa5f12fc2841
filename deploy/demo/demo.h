// The whole demo in one object: network, ports, fault proxies, processes, controller interface. Everything a page, a
// single run or a verification needs to watch and to disturb it.
#pragma once

#include "core/clock.h"
#include "core/net/fault_proxy.h"
#include "deploy/demo/broadcast.h"
#include "deploy/demo/horn_audio.h"
#include "deploy/demo/options.h"
#include "deploy/demo/process_group.h"
#include "deploy/network/program_files.h"

#include <map>
#include <memory>

namespace loa::demo {

class Demo {
 public:
  Demo(boost::asio::io_context& loop, const Options& options, const Clock& clock, Random& random, Log& log);

  // Opens or makes the network, finds free ports, writes configuration, starts proxies and processes.
  Status start();
  // Proxies closed, processes stopped in reverse order. Blocks at most a few seconds.
  void stop();

  Status cut_network(const std::string& agent_label, bool cut);
  bool network_is_cut(const std::string& agent_label) const;
  const deploy::Station* station_of(const AgentId& agent) const;

  const deploy::DemoNetwork& network() const { return network_; }
  const deploy::QuietWindow& quiet() const { return quiet_; }
  ProcessGroup& processes() { return processes_; }
  ControllerApi& api() { return *api_; }
  Broadcast& broadcast() { return *broadcast_; }
  const HornFolder& horns() const { return horns_; }
  std::filesystem::path run_folder() const { return options_.folder / "run"; }
  const Options& options() const { return options_; }
  const Clock& clock() const { return clock_; }
  Random& random() { return random_; }
  UtcTime started_at() const { return started_at_; }
  unsigned short broker_port() const { return ports_.broker; }
  std::string console_origin() const { return "http://127.0.0.1:" + std::to_string(ports_.console); }

  void say(const std::string& line) const;  // to the terminal, with seconds since the start

 private:
  struct Lines {
    std::unique_ptr<net::FaultProxy> broker, https;
    bool cut = false;
  };
  Status open_lines();
  void add_processes(const deploy::ProgramFiles& files);

  boost::asio::io_context& loop_;
  Options options_;
  const Clock& clock_;
  Random& random_;
  UtcTime started_at_;
  deploy::DemoNetwork network_;
  deploy::QuietWindow quiet_;
  deploy::Ports ports_;
  std::map<std::string, Lines> lines_;
  ProcessGroup processes_;
  std::unique_ptr<ControllerApi> api_;
  std::unique_ptr<Broadcast> broadcast_;
  HornFolder horns_;
};

}  // namespace loa::demo
