#include "deploy/demo/demo.h"

#include "core/files.h"
#include "core/net/free_port.h"

#include <fmt/format.h>

#include <cstdio>

namespace loa::demo {
namespace {

namespace fs = std::filesystem;

}  // namespace

Demo::Demo(boost::asio::io_context& loop, const Options& options, const Clock& clock, Random& random, Log& log)
    : loop_(loop), options_(options), clock_(clock), random_(random), started_at_(clock.system_utc()),
      processes_(loop, log), horns_(options.folder / "run" / "horns") {}

void Demo::say(const std::string& line) const {
  const double seconds = static_cast<double>((clock_.system_utc() - started_at_).count()) / 1000.0;
  fmt::print("[{:6.1f} s] {}\n", seconds, line);
  std::fflush(stdout);
}

Status Demo::open_lines() {
  for (const auto& station : network_.stations) {
    auto& lines = lines_[station.label];
    lines.broker = std::make_unique<net::FaultProxy>(loop_, "127.0.0.1", ports_.broker);
    lines.https = std::make_unique<net::FaultProxy>(loop_, "127.0.0.1", ports_.device_https);
    LOA_TRY_OK(lines.broker->start());
    LOA_TRY_OK(lines.https->start());
    ports_.broker_for_agent[station.label] = lines.broker->port();
    ports_.https_for_agent[station.label] = lines.https->port();
  }
  return ok();
}

void Demo::add_processes(const deploy::ProgramFiles& files) {
  const auto logs = run_folder() / "log";
  const auto add = [&](const std::string& name, std::vector<std::string> command, std::string vi, std::string en) {
    processes_.add(ChildProcess(name, std::move(command), logs / (name + ".log")), std::move(vi), std::move(en));
  };
  const auto program = [&](const char* path) { return (options_.bin / path).string(); };
  add("broker", {"mosquitto", "-c", files.mosquitto.string()}, "Máy chủ MQTT", "MQTT broker");
  add("controller", {program("controller/loa-controller"), "--config", files.controller.string()}, "Bộ điều khiển tỉnh", "Controller");
  for (const auto& station : network_.stations) {
    add("bridge-" + station.label, {program("firmware-bridge/loa-bridge"), "--config", files.bridges.at(station.label).string()},
        "Bộ cầu loa " + station.unit_name, "Bridge " + station.unit_name);
    add("agent-" + station.label, {program("agent/loa-agent"), "--config", files.agents.at(station.label).string()},
        "Tác tử " + station.unit_name, "Agent " + station.unit_name);
  }
}

Status Demo::start() {
  LOA_TRY_OK(require_writable_folder(run_folder() / "log"));
  LOA_TRY(network_, deploy::open_or_make_network(options_.folder / "network", started_at_, random_));
  quiet_ = deploy::demo_quiet_window(started_at_, Zone::vietnam());
  LOA_TRY(const auto ports, net::free_ports(loop_, random_, 4));
  ports_.broker = ports[0], ports_.device_https = ports[1], ports_.console = ports[2], ports_.signer = ports[3];
  const auto built = fs::absolute(options_.source) / "controller" / "console";
  if (fs::exists(built / "dist-signer" / "BUNDLE.json")) ports_.signer_dir = built / "dist-signer";
  if (fs::exists(built / "dist" / "index.html")) ports_.web_dir = built / "dist";
  LOA_TRY_OK(open_lines());
  LOA_TRY(auto files, deploy::write_program_files(network_, ports_, run_folder(), options_.bin / "audio" / "transcode" / "loa-transcode"));
  for (const auto& station : network_.stations) {
    for (const auto& cluster : station.clusters) LOA_TRY_OK(horns_.cut(cluster.id, false));
  }
  api_ = std::make_unique<ControllerApi>(ports_.console, run_folder() / "controller" / "api.token");
  broadcast_ = std::make_unique<Broadcast>(loop_, network_, *api_, clock_, random_, [this](std::string line) { say(line); });
  add_processes(files);
  LOA_TRY_OK(processes_.start_all());
  say(fmt::format("Mạng mô phỏng \"{}\": {} xã, {} cụm loa; mã mạng {}", network_.genesis.name, network_.stations.size(),
                  network_.stations.size() * 3, network_.genesis.network().short_hex()));
  return ok();
}

void Demo::stop() {
  for (auto& [label, lines] : lines_) {
    lines.broker->stop();
    lines.https->stop();
  }
  processes_.stop_all();
}

Status Demo::cut_network(const std::string& agent_label, bool cut) {
  const auto found = lines_.find(agent_label);
  if (found == lines_.end()) return fail("demo.agent_unknown", {{"agent", agent_label}});
  net::FaultProfile profile;
  profile.cut = cut;
  found->second.broker->set(profile);
  found->second.https->set(profile);
  found->second.cut = cut;
  return ok();
}

bool Demo::network_is_cut(const std::string& agent_label) const {
  const auto found = lines_.find(agent_label);
  return found != lines_.end() && found->second.cut;
}

const deploy::Station* Demo::station_of(const AgentId& agent) const {
  for (const auto& station : network_.stations) {
    if (station.agent == agent) return &station;
  }
  return nullptr;
}

}  // namespace loa::demo
