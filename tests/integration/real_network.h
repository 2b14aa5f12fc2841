// A network of real processes on free loopback ports: mosquitto with TLS, loa-controller, loa-agent, loa-bridge, each
// reached through a fault proxy. The test's own thread runs the loop. Everything started here is ended by pid at the
// latest in the destructor, or by the kernel when the test dies.
#pragma once

#include "core/clock.h"
#include "core/net/fault_proxy.h"
#include "deploy/demo/broadcast.h"
#include "deploy/demo/child_process.h"
#include "deploy/demo/horn_audio.h"
#include "deploy/network/program_files.h"
#include "protocol/transport/mosquitto_transport.h"
#include "tests/core/temp_folder.h"

#include <boost/asio/co_spawn.hpp>

#include <functional>
#include <map>
#include <memory>

namespace loa::test {

using namespace std::chrono_literals;

class RealNetwork {
 public:
  explicit RealNetwork(std::size_t stations = 1);
  ~RealNetwork();
  RealNetwork(const RealNetwork&) = delete;
  RealNetwork& operator=(const RealNetwork&) = delete;

  // --- processes: "broker", "controller", "agent-1", "bridge-1" ...
  void start(const std::string& name);
  void start_all();
  void kill(const std::string& name);               // SIGKILL, reaped
  void signal(const std::string& name, int number);
  bool running(const std::string& name);

  // --- lines
  struct Lines { std::unique_ptr<net::FaultProxy> broker, https; };
  void cut(const std::string& label, bool cut);     // both lines of one agent
  net::FaultProxy& controller_line() { return *controller_line_; }  // controller -> broker
  Lines& lines(const std::string& label) { return lines_.at(label); }
  unsigned short broker_port() const { return broker_port_; }

  // --- time: runs the loop
  bool wait(std::chrono::seconds limit, const std::function<bool()>& until);
  void idle(std::chrono::milliseconds time) { loop.restart(), loop.run_for(time); }
  template <class T>
  T run(boost::asio::awaitable<T> work);

  // --- the controller's interface
  json::value get(const std::string& target);       // null while it does not answer
  std::vector<json::object> ledger();
  std::vector<std::string> event_codes();
  json::object agent_state(const std::string& label);   // of the overview; empty while unknown
  bool ready(const std::string& label);             // root held, time known, bridge current
  Status post_document(const Bytes& envelope);

  // --- programmes
  Result<demo::Uploaded> upload(std::chrono::milliseconds length, std::uint64_t voice = 1);
  Result<demo::Uploaded> delivered_programme(std::chrono::milliseconds length);  // uploaded, approved, held by all
  std::vector<const deploy::Station*> all_stations() const;
  std::vector<UnitId> all_units() const;
  demo::Heard heard(const ClusterId& cluster, const demo::Uploaded& programme, UtcTime at);
  bool silent(const ClusterId& cluster);            // the horn never got a sound

  // --- as somebody with a certificate
  protocol::MosquittoOptions client(const std::string& identity, const std::string& client_id) const;
  std::unique_ptr<protocol::Transport> transport(protocol::MosquittoOptions options);
  std::filesystem::path tls(const std::string& file) const { return network.folder / "tls" / file; }
  std::filesystem::path run_folder() const { return folder.path() / "run"; }
  std::string log_of(const std::string& name) const;

  TempFolder folder;
  boost::asio::io_context loop;
  SystemClock clock;
  SystemRandom random;
  Metrics metrics;
  std::unique_ptr<Log> log = make_null_log();
  deploy::DemoNetwork network;
  std::unique_ptr<demo::ControllerApi> api;
  std::unique_ptr<demo::Broadcast> broadcast;
  std::unique_ptr<demo::HornFolder> horns;

 private:
  void make_network(std::size_t stations);
  void add_station();
  void open_lines(deploy::Ports& ports);
  void move_broker_behind_line(const std::filesystem::path& conf, unsigned short line);
  void add_processes(const deploy::ProgramFiles& files);
  demo::ChildProcess& process(const std::string& name);

  unsigned short broker_port_ = 0;
  std::unique_ptr<net::FaultProxy> controller_line_;
  std::map<std::string, Lines> lines_;
  std::vector<std::unique_ptr<demo::ChildProcess>> processes_;
};

template <class T>
T RealNetwork::run(boost::asio::awaitable<T> work) {
  std::optional<T> out;
  boost::asio::co_spawn(loop, std::move(work), [&out](std::exception_ptr failed, T result) {
    if (failed) std::rethrow_exception(failed);
    out.emplace(std::move(result));
  });
  loop.restart();
  while (!out) loop.run_one_for(100ms);
  return std::move(*out);
}

}  // namespace loa::test
