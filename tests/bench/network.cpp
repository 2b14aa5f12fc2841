#include "tests/bench/network.h"

#include "core/files.h"
#include "deploy/network/certificates.h"
#include "tests/bench/command.h"
#include "tests/bench/speech.h"

#include <fmt/format.h>

#include <signal.h>

#include <future>
#include <thread>

namespace loa::bench {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto kStartLimit = 120s;
constexpr int kCertificateDays = 30;
constexpr std::size_t kPostsAtOnce = 16;
constexpr const char* kHandOver =
    "#!/bin/sh\n"
    "while [ $# -gt 0 ]; do\n"
    "  case $1 in --in) in=$2; shift ;; --out) out=$2; shift ;; esac\n"
    "  shift\n"
    "done\n"
    "cp \"$in\" \"$out\" && cat '";

deploy::Station make_station(std::size_t number, UtcTime now, Random& random) {
  deploy::Station station;
  station.label = std::to_string(number);
  station.agent = AgentId::make(now, random);
  station.bridge = BridgeId::make(now, random);
  station.unit = UnitId::make(now, random);
  station.unit_name = "Xã " + station.label;
  station.unit_kind = "commune";
  station.unit_code = std::to_string(90000 + number);
  station.clusters = {{ClusterId::make(now, random), "Cụm loa " + station.label}};
  return station;
}

struct Posting {
  demo::ControllerApi& api;
  const std::vector<Bytes>& documents;
  std::size_t next = 0;
};

// One of several that take turns at the list, which outlives them.
boost::asio::awaitable<void> post_each(Posting* list) {
  while (list->next < list->documents.size()) {
    const auto& document = list->documents[list->next++];
    must(co_await list->api.post("/api/v1/documents", std::string(as_text(document))));
  }
}

}  // namespace

Network::Network(const Ground& ground, const NetworkPlan& plan)
    : ground_(ground), plan_(plan), folder_(ground.scratch / fmt::format("net-{}", plan.stations)), run_(folder_ / "run") {
  must(require_writable_folder(run_ / "log"));
  network_ = must(deploy::open_or_make_network(folder_ / "network", clock_.system_utc(), random_));
  make_stations(plan.stations);
  ports_.broker = free_port();
  ports_.device_https = free_port();
  ports_.console = free_port();
  open_wires(plan.slow);
  api_ = std::make_unique<demo::ControllerApi>(ports_.console, run_ / "controller" / "api.token");
  broadcast_ = std::make_unique<demo::Broadcast>(loop_, network_, *api_, clock_, random_, [](const std::string&) {});
}

Network::~Network() {
  for (auto& process : processes_) process.signal(SIGTERM);
  for (int round = 0; round < 50; ++round) {
    bool running = false;
    for (auto& process : processes_) {
      process.reap();
      running = running || process.running();
    }
    if (!running) return;
    std::this_thread::sleep_for(100ms);
  }
  for (auto& process : processes_) process.signal(SIGKILL);
}

// The demo's own two stations are the first two, with their three clusters each.
void Network::make_stations(std::size_t count) {
  std::vector<std::string> names;
  if (network_.stations.size() > count) network_.stations.resize(count);
  while (network_.stations.size() < count) {
    auto station = make_station(network_.stations.size() + 1, clock_.system_utc(), random_);
    std::array<std::uint8_t, 32> seed;
    random_.fill(seed);
    must(protocol::write_key_file((network_.folder / "keys" / ("bridge-" + station.label + ".key")).string(), seed));
    names.push_back(station.agent.text());
    network_.stations.push_back(std::move(station));
  }
  must(deploy::make_certificates(network_.folder / "tls", names, kCertificateDays));
}

void Network::open_wires(std::size_t slow) {
  to_broker_ = wires_.open(ports_.broker);
  to_https_ = wires_.open(ports_.device_https);
  for (const auto& station : network_.stations) {
    ports_.broker_for_agent[station.label] = ports_.broker;
    ports_.https_for_agent[station.label] = wires_.port(to_https_);
    if (slow_broker_.size() >= slow) continue;
    slow_broker_.push_back(wires_.open(ports_.broker));
    slow_https_.push_back(wires_.open(wires_.port(to_https_)));
    ports_.broker_for_agent[station.label] = wires_.port(slow_broker_.back());
    ports_.https_for_agent[station.label] = wires_.port(slow_https_.back());
  }
}

fs::path Network::transcoder() {
  const auto script = folder_ / "hand-over";
  const auto text = kHandOver + speech_opus(ground_).report.string() + "'\n";
  must(write_file_durably(script, as_bytes(text), 0755));
  return script;
}

// Trust and map first, one after the other; then two documents a station, many at a time.
void Network::found() {
  const auto quiet = deploy::demo_quiet_window(clock_.system_utc(), Zone::vietnam());
  const auto documents = must(deploy::founding_documents(network_, clock_.system_utc(), quiet, random_));
  Posting list{*api_, documents};
  for (; list.next < 2; ++list.next) {
    must(finish(api_->post("/api/v1/documents", std::string(as_text(documents[list.next])))));
  }
  std::vector<std::future<void>> posting;
  for (std::size_t i = 0; i < kPostsAtOnce; ++i) {
    posting.push_back(boost::asio::co_spawn(loop_, post_each(&list), boost::asio::use_future));
  }
  loop_.restart();
  loop_.run();
  for (auto& one : posting) one.get();
}

void Network::launch(const std::string& name, std::vector<std::string> command) {
  processes_.emplace_back(name, std::move(command), run_ / "log" / (name + ".log"));
  must(processes_.back().start());
}

// Written twice: the controller's file names the counting proxy as its broker, the broker's own file the real port.
void Network::add_processes() {
  const auto script = transcoder();
  auto counted = ports_;
  counted.broker = wires_.port(to_broker_);
  const auto first = must(deploy::write_program_files(network_, counted, run_, script));
  const auto controller = run_ / "config" / "controller-counted.yaml";
  fs::rename(first.controller, controller);
  const auto files = must(deploy::write_program_files(network_, ports_, run_, script));
  launch("broker", {"mosquitto", "-c", files.mosquitto.string()});
  launch("controller", {ground_.program("controller/loa-controller").string(), "--config", controller.string()});
  must(finish(broadcast_->wait_for_controller(30s)));
  found();
  for (const auto& station : network_.stations) {
    const auto& label = station.label;
    if (plan_.bridges) {
      launch("bridge-" + label, {ground_.program("firmware-bridge/loa-bridge").string(), "--config", files.bridges.at(label).string()});
    }
    launch("agent-" + label, {ground_.program("agent/loa-agent").string(), "--config", files.agents.at(label).string()});
  }
}

json::value Network::overview() { return must(finish(api_->get("/api/v1/overview"))); }

bool Network::settled() {
  const auto shown = overview();
  std::size_t good = 0;
  JsonFields fields(shown);
  for (const auto& each : fields.array_or_empty("agents", 100'000)) {
    JsonFields agent(each);
    const auto wanted = agent.integer("root_wanted", 0, INT64_MAX);
    const bool held = wanted > 0 && wanted == agent.integer("root_held", 0, INT64_MAX);
    const bool bridge = !plan_.bridges || agent.boolean("bridge_current", false);
    if (held && bridge && agent.boolean("online", false) && agent.boolean("time_known", false)) ++good;
  }
  return good == network_.stations.size();
}

void Network::start() {
  say(fmt::format("a network of {} agents", network_.stations.size()));
  add_processes();
  const auto deadline = std::chrono::steady_clock::now() + kStartLimit;
  while (!settled()) {
    if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("the network did not settle");
    std::this_thread::sleep_for(500ms);
  }
}

demo::Uploaded Network::import(const fs::path& opus, const std::string& title) {
  return must(finish(broadcast_->upload(opus, title, "file")));
}

void Network::approve(const demo::Uploaded& programme) { must(finish(broadcast_->approve(programme, {network_.province}))); }

void Network::schedule(const demo::Uploaded& programme, std::chrono::seconds from_now) {
  std::vector<const deploy::Station*> stations;
  for (const auto& station : network_.stations) stations.push_back(&station);
  must(finish(broadcast_->schedule(programme, stations, clock_.system_utc() + from_now)));
}

std::size_t Network::ready(const demo::Uploaded& programme) {
  const auto shown = overview();
  JsonFields fields(shown);
  for (const auto& each : fields.array_or_empty("programmes", 10'000)) {
    JsonFields row(each);
    if (row.text("id") != programme.id.text()) continue;
    return static_cast<std::size_t>(each.at("journey").at("delivered").at("done").as_int64());
  }
  return 0;
}

std::string Network::cluster_state(std::size_t station) {
  const auto shown = overview();
  JsonFields fields(shown);
  for (const auto& each : fields.array_or_empty("clusters", 100'000)) {
    JsonFields cluster(each);
    if (cluster.text("id") == network_.stations[station].clusters[0].id.text()) return cluster.text("state");
  }
  return {};
}

fs::path Network::content_file(std::size_t station, const Hash& content) const {
  return run_ / ("agent-" + network_.stations[station].label) / "content" / content.hex();
}

pid_t Network::pid(const std::string& name) const {
  for (const auto& process : processes_) {
    if (process.name() == name) return process.pid();
  }
  throw std::runtime_error("no process " + name);
}

double Network::cpu_s() const {
  double sum = 0;
  for (const auto& process : processes_) sum += cpu_seconds(process.pid());
  return sum;
}

void Network::narrow(std::uint64_t bytes_per_second) {
  for (const auto wire : slow_broker_) wires_.limit(wire, bytes_per_second);
  for (const auto wire : slow_https_) wires_.limit(wire, bytes_per_second);
}

std::uint64_t Network::bytes_from_controller() { return wires_.bytes_up(to_broker_) + wires_.bytes_down(to_https_); }

std::uint64_t Network::https_bytes_to_slow() {
  std::uint64_t sum = 0;
  for (const auto wire : slow_https_) sum += wires_.bytes_down(wire);
  return sum;
}

}  // namespace loa::bench
