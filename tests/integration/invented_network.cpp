#include "tests/integration/invented_network.h"

#include "core/check.h"
#include "core/files.h"
#include "deploy/network/certificates.h"
#include "schedules/timeline.h"

#include <fmt/format.h>

#include <signal.h>

namespace loa::test {
namespace {

namespace fs = std::filesystem;

}  // namespace

InventedNetwork::InventedNetwork() {
  const CivilDay today = date::floor<date::days>(Zone::vietnam().to_civil(now()));
  controller.plan.from = today - date::days(1);
  controller.plan.until = today + date::days(40);
  for (const ClusterId& cluster : world.site().clusters) {
    controller.plan.clusters.push_back({cluster, world.site().unit, {world.site().unit, world.province()}, {}});
  }
  CHECK(deploy::make_certificates(net_.network.folder / "tls", {world.site().agent.text()}, 30).has_value());
  write_files();
}

InventedNetwork::~InventedNetwork() {
  transport_.reset();
  for (auto* process : {agent_.get(), bridge_.get()}) {
    process->signal(SIGKILL);
    while (process->running() && !process->reap()) net_.idle(2ms);
  }
}

void InventedNetwork::write_files() {
  const TempFolder& folder = net_.folder;
  const Site& site = world.site();
  folder.write("genesis.json", world.genesis().bytes);
  CHECK(write_file_durably(folder.path() / "key", as_bytes(to_hex(site.bridge_key.seed)), 0400).has_value());
  std::string bridge = fmt::format("bridge_id: {}\ndata_dir: bridge\ngenesis_file: genesis.json\nkey_file: key\nbridge_socket: b.sock\nclusters:\n",
                                   site.bridge.text());
  for (const auto& cluster : site.clusters) {
    bridge += fmt::format("  - id: {}\n    driver: simulated\n    output_dir: {}\n", cluster.text(), (net_.run_folder() / "horns").string());
  }
  const std::string identity = site.agent.text();
  const auto link = [&](const char* name, unsigned short port) {
    return fmt::format("{}:\n  host: localhost\n  port: {}\n  ca: {}\n  certificate: {}\n  key: {}\n", name, port, net_.tls("ca.crt").string(),
                       net_.tls(identity + ".crt").string(), net_.tls(identity + ".key").string());
  };
  const std::string agent = fmt::format("agent_id: {}\ndata_dir: agent\ngenesis_file: genesis.json\n{}{}bridge_socket: b.sock\n", identity,
                                        link("mqtt", net_.broker_port()), link("controller", net_.lines("1").https->port()));
  const fs::path bin = LOA_BINARY_DIR;
  const auto process = [&](const std::string& name, const fs::path& program, const std::string& yaml) {
    const auto config = folder.write(name + ".yaml", yaml);
    return std::make_unique<demo::ChildProcess>(name, std::vector<std::string>{(bin / program).string(), "--config", config.string()},
                                                folder.path() / (name + ".log"));
  };
  bridge_ = process("bridge", "firmware-bridge/loa-bridge", bridge);
  agent_ = process("agent", "agent/loa-agent", agent);
}

bool InventedNetwork::start() {
  publish();
  net_.start("broker");
  transport_ = net_.transport(net_.client("controller", "controller"));
  protocol::TransportHandlers handlers;
  handlers.on_up = [this] {
    std::vector<std::pair<std::string, int>> filters;
    for (const char* leaf : {"time", "want", "reported", "journal"}) filters.emplace_back(std::string("loa/1/agent/+/") + leaf, 1);
    CHECK(transport_->subscribe(filters).has_value());
    send(controller.on_connect());
  };
  handlers.on_down = [](std::string) {};
  handlers.on_message = [this](const std::string& topic, ByteSpan payload) { on_message(topic, payload); };
  handlers.on_published = [](int) {};
  transport_->start(std::move(handlers));
  if (!bridge_->start() || !agent_->start()) return false;
  return wait(60s, [this] {
    const auto& reported = controller.reported;
    return reported.root == controller.root_version && reported.bridge_current && reported.time_known;
  });
}

void InventedNetwork::publish() {
  world.set_now(now());
  controller.publish();
  if (transport_ && transport_->up()) send(controller.on_connect());
}

void InventedNetwork::on_message(const std::string& topic, ByteSpan payload) {
  world.set_now(now());
  send(controller.on_publication({topic, Bytes(payload.begin(), payload.end()), 1, false}, now()));
}

void InventedNetwork::send(const std::vector<agent::Event>& events) {
  for (const auto& event : events) {
    if (const auto* message = std::get_if<agent::MessageIn>(&event)) {
      const bool retained = message->leaf == protocol::Leaf::root || message->leaf == protocol::Leaf::mail;
      static_cast<void>(transport_->publish({protocol::agent_topic(world.site().agent, message->leaf), message->payload, 1, retained}));
    } else if (const auto* chunk = std::get_if<agent::ChunkIn>(&event)) {
      static_cast<void>(transport_->publish({protocol::content_topic(chunk->content), chunk->wire, 1, false}));
    }
  }
}

Programme InventedNetwork::programme(Millis length, std::uint64_t voice) {
  Programme made = world.programme(length, voice);
  controller.library.entries.push_back({made.manifest_hash, static_cast<std::int64_t>(made.manifest_bytes.size()), now() + 1h, false});
  return made;
}

Hash InventedNetwork::plan(const Programme& programme, UtcTime start) {
  schedules::Item item;
  item.id = ItemId::make(now(), world.random());
  item.programme = programme.id;
  item.revision = programme.revision;
  item.manifest = programme.manifest_hash;
  item.title = "Bản tin";
  for (const auto& cluster : world.site().clusters) item.targets.push_back(schedules::Target::of(cluster));
  item.start = Zone::vietnam().to_civil(date::ceil<std::chrono::seconds>(start));
  item.duration = programme.manifest.duration;
  item.volume = 80;
  item.created = now();
  controller.plan.items.push_back(item);
  return schedules::occurrence_id(item.id, item.start);
}

bool InventedNetwork::silent(const ClusterId& cluster) { return net_.silent(cluster); }

}  // namespace loa::test
