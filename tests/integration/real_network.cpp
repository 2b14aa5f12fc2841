#include "tests/integration/real_network.h"

#include "audio/wav.h"
#include "core/check.h"
#include "core/files.h"
#include "core/net/free_port.h"
#include "deploy/network/certificates.h"
#include "tests/world/opus_maker.h"

#include <fmt/format.h>

#include <signal.h>

#include <algorithm>

namespace loa::test {
namespace {

namespace fs = std::filesystem;

}  // namespace

RealNetwork::RealNetwork(std::size_t stations) {
  ::signal(SIGPIPE, SIG_IGN);
  make_network(stations);
  const auto chosen = net::free_ports(loop, random, 3);
  CHECK(chosen.has_value());
  broker_port_ = chosen->at(0);
  deploy::Ports ports;
  ports.device_https = chosen->at(1);
  ports.console = chosen->at(2);
  open_lines(ports);
  const fs::path bin = LOA_BINARY_DIR;
  auto files = deploy::write_program_files(network, ports, run_folder(), bin / "audio" / "transcode" / "loa-transcode");
  CHECK(files.has_value());
  move_broker_behind_line(files->mosquitto, ports.broker);
  fs::create_directories(run_folder() / "log");
  add_processes(*files);
  api = std::make_unique<demo::ControllerApi>(ports.console, run_folder() / "controller" / "api.token");
  broadcast = std::make_unique<demo::Broadcast>(loop, network, *api, clock, random, [](const std::string&) {});
  horns = std::make_unique<demo::HornFolder>(run_folder() / "horns");
}

RealNetwork::~RealNetwork() {
  for (auto& process : processes_) process->signal(SIGKILL);
  for (auto& process : processes_) {
    while (process->running()) {
      process->reap();
      idle(5ms);
    }
  }
  for (auto& [label, lines] : lines_) lines.broker->stop(), lines.https->stop();
  controller_line_->stop();
  idle(10ms);
}

void RealNetwork::make_network(std::size_t stations) {
  auto made = deploy::open_or_make_network(folder.path() / "network", clock.system_utc(), random);
  CHECK(made.has_value());
  network = std::move(*made);
  while (network.stations.size() < stations) add_station();
  network.stations.resize(stations);
}

void RealNetwork::add_station() {
  const auto now = clock.system_utc();
  deploy::Station station = network.stations.front();
  station.label = std::to_string(network.stations.size() + 1);
  station.agent = AgentId::make(now, random);
  station.bridge = BridgeId::make(now, random);
  station.unit = UnitId::make(now, random);
  station.unit_name = "Xã " + station.label;
  station.unit_code = "9000" + station.label;
  for (auto& cluster : station.clusters) cluster.id = ClusterId::make(now, random);
  std::array<std::uint8_t, 32> seed;
  random.fill(seed);
  CHECK(protocol::write_key_file((network.folder / "keys" / ("bridge-" + station.label + ".key")).string(), seed).has_value());
  CHECK(deploy::make_certificates(network.folder / "tls", {station.agent.text()}, 30).has_value());
  network.stations.push_back(station);
}

void RealNetwork::open_lines(deploy::Ports& ports) {
  controller_line_ = std::make_unique<net::FaultProxy>(loop, "127.0.0.1", broker_port_);
  CHECK(controller_line_->start().has_value());
  ports.broker = controller_line_->port();
  for (const auto& station : network.stations) {
    Lines& lines = lines_[station.label];
    lines.broker = std::make_unique<net::FaultProxy>(loop, "127.0.0.1", broker_port_);
    lines.https = std::make_unique<net::FaultProxy>(loop, "127.0.0.1", ports.device_https);
    CHECK(lines.broker->start().has_value() && lines.https->start().has_value());
    ports.broker_for_agent[station.label] = lines.broker->port();
    ports.https_for_agent[station.label] = lines.https->port();
  }
}

// The configuration writer knows one port for broker and controller; here a line lies between the two.
void RealNetwork::move_broker_behind_line(const fs::path& conf, unsigned short line) {
  std::string text = slurp(conf);
  const std::string written = fmt::format("listener {} ", line);
  const auto at = text.find(written);
  CHECK(at != std::string::npos);
  text.replace(at, written.size(), fmt::format("listener {} ", broker_port_));
  CHECK(write_file_durably(conf, as_bytes(text)).has_value());
}

void RealNetwork::add_processes(const deploy::ProgramFiles& files) {
  const fs::path bin = LOA_BINARY_DIR;
  const auto add = [&](const std::string& name, std::vector<std::string> command) {
    processes_.push_back(std::make_unique<demo::ChildProcess>(name, std::move(command), run_folder() / "log" / (name + ".log")));
  };
  add("broker", {"mosquitto", "-c", files.mosquitto.string()});
  add("controller", {(bin / "controller/loa-controller").string(), "--config", files.controller.string()});
  for (const auto& station : network.stations) {
    add("bridge-" + station.label, {(bin / "firmware-bridge/loa-bridge").string(), "--config", files.bridges.at(station.label).string()});
    add("agent-" + station.label, {(bin / "agent/loa-agent").string(), "--config", files.agents.at(station.label).string()});
  }
}

// --- processes

demo::ChildProcess& RealNetwork::process(const std::string& name) {
  for (auto& process : processes_) {
    if (process->name() == name) return *process;
  }
  CHECK(!"a process of this name");
  return *processes_.front();
}

void RealNetwork::start(const std::string& name) { CHECK(process(name).start().has_value()); }

void RealNetwork::start_all() {
  for (auto& process : processes_) start(process->name());
}

void RealNetwork::kill(const std::string& name) {
  auto& child = process(name);
  child.signal(SIGKILL);
  while (child.running() && !child.reap()) idle(2ms);
}

void RealNetwork::signal(const std::string& name, int number) { process(name).signal(number); }

bool RealNetwork::running(const std::string& name) {
  process(name).reap();
  return process(name).running();
}

std::string RealNetwork::log_of(const std::string& name) const { return slurp(run_folder() / "log" / (name + ".log")); }

void RealNetwork::cut(const std::string& label, bool cut) {
  net::FaultProfile profile;
  profile.cut = cut;
  lines_.at(label).broker->set(profile);
  lines_.at(label).https->set(profile);
}

bool RealNetwork::wait(std::chrono::seconds limit, const std::function<bool()>& until) {
  const auto deadline = clock.steady() + limit;
  while (clock.steady() < deadline) {
    if (until()) return true;
    idle(50ms);
  }
  return until();
}

// --- the controller's interface

json::value RealNetwork::get(const std::string& target) {
  auto answer = run(api->get(target));
  return answer ? std::move(*answer) : json::value{};
}

std::vector<json::object> RealNetwork::ledger() {
  std::vector<json::object> out;
  const auto answer = get("/api/v1/ledger?limit=1000");
  if (!answer.is_object()) return out;
  for (const auto& row : answer.as_object().at("rows").as_array()) out.push_back(row.as_object());
  return out;
}

std::vector<std::string> RealNetwork::event_codes() {
  std::vector<std::string> out;
  const auto answer = get("/api/v1/events?limit=200");
  const auto* list = answer.is_object() ? answer.as_object().if_contains("events") : nullptr;
  if (!list || !list->is_array()) return out;
  for (const auto& event : list->as_array()) out.emplace_back(event.as_object().at("code").as_string());
  return out;
}

json::object RealNetwork::agent_state(const std::string& label) {
  const auto answer = get("/api/v1/overview");
  if (!answer.is_object()) return {};
  for (const auto& station : network.stations) {
    if (station.label != label) continue;
    for (const auto& agent : answer.as_object().at("agents").as_array()) {
      if (agent.as_object().at("id").as_string() == station.agent.text()) return agent.as_object();
    }
  }
  return {};
}

bool RealNetwork::ready(const std::string& label) {
  const auto agent = agent_state(label);
  if (agent.empty()) return false;
  const auto yes = [&](const char* key) { return agent.at(key).is_bool() && agent.at(key).as_bool(); };
  return yes("time_known") && yes("bridge_linked") && yes("bridge_current") && agent.at("root_held") == agent.at("root_wanted");
}

Status RealNetwork::post_document(const Bytes& envelope) {
  auto sent = run(api->post("/api/v1/documents", std::string(as_text(envelope))));
  if (!sent) return sent.error();
  return ok();
}

// --- programmes

std::vector<const deploy::Station*> RealNetwork::all_stations() const {
  std::vector<const deploy::Station*> out;
  for (const auto& station : network.stations) out.push_back(&station);
  return out;
}

std::vector<UnitId> RealNetwork::all_units() const {
  std::vector<UnitId> out;
  for (const auto& station : network.stations) out.push_back(station.unit);
  return out;
}

Result<demo::Uploaded> RealNetwork::upload(std::chrono::milliseconds length, std::uint64_t voice) {
  const auto file = folder.path() / fmt::format("voice-{}.wav", voice);
  {
    LOA_TRY(auto writer, audio::WavWriter::create(file));
    LOA_TRY_OK(writer.append(voice_like(static_cast<std::size_t>(length.count()) * 48, voice)));
    LOA_TRY_OK(writer.close());
  }
  return run(broadcast->upload(file, fmt::format("Bản tin {}", voice), "recorded"));
}

Result<demo::Uploaded> RealNetwork::delivered_programme(std::chrono::milliseconds length) {
  LOA_TRY_OK(run(broadcast->wait_for_controller(60s)));
  LOA_TRY_OK(run(broadcast->found(deploy::demo_quiet_window(clock.system_utc(), Zone::vietnam()))));
  LOA_TRY(auto programme, upload(length));
  LOA_TRY_OK(run(broadcast->approve(programme, all_units())));
  LOA_TRY_OK(run(broadcast->wait_until_delivered(programme, 90s)));
  return programme;
}

demo::Heard RealNetwork::heard(const ClusterId& cluster, const demo::Uploaded& programme, UtcTime at) {
  auto reply = run(api->pass("GET", "/api/v1/programmes/" + programme.id.text() + "/audio", {}));
  const auto file = folder.path() / "reference.opus";
  if (!reply || !write_file_durably(file, as_bytes(reply->body))) return {};
  const auto sound = demo::decode_opus(file);
  const auto recording = horns->read(cluster);
  if (!sound || !recording) return {};
  return demo::listen_for(*recording, *sound, at, Millis{0}, programme.duration, 1.5);
}

bool RealNetwork::silent(const ClusterId& cluster) {
  const auto recording = horns->read(cluster);
  if (!recording) return true;  // not even a file
  return std::all_of(recording->samples.begin(), recording->samples.end(), [](std::int16_t sample) { return std::abs(sample) < 8; });
}

// --- as somebody with a certificate

protocol::MosquittoOptions RealNetwork::client(const std::string& identity, const std::string& client_id) const {
  protocol::MosquittoOptions options;
  options.host = "localhost";
  options.port = broker_port_;
  options.ca = tls("ca.crt");
  options.certificate = tls(identity + ".crt");
  options.key = tls(identity + ".key");
  options.client_id = client_id;
  options.retry_cap = 500ms;
  return options;
}

std::unique_ptr<protocol::Transport> RealNetwork::transport(protocol::MosquittoOptions options) {
  return protocol::make_mosquitto_transport(loop, std::move(options), metrics, *log, random);
}

}  // namespace loa::test
