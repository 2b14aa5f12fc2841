#include "firmware-bridge/app/bridge_app.h"

#include "config/secret_key_file.h"
#include "core/files.h"
#include "firmware-bridge/drivers/file_driver.h"
#include "firmware-bridge/drivers/simulated_driver.h"
#include "firmware-bridge/services/bridge_service.h"

#include <boost/asio/signal_set.hpp>

#include <csignal>

namespace loa::bridge {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kMaxGenesis = 64 * 1024;
constexpr std::int64_t kClockFloorMs = 1'764'547'200'000;  // 2025-12-01: no device of this release is older

Result<protocol::Genesis> load_genesis(const std::filesystem::path& path) {
  LOA_TRY(const Bytes bytes, read_file(path, kMaxGenesis));
  auto genesis = protocol::read_genesis(as_text(bytes));
  if (!genesis) {
    Error error = genesis.error();
    error.place = path.string();
    return error;
  }
  return *genesis;
}

Result<std::unique_ptr<ClusterDriver>> open_driver(const config::ClusterConfig& cluster, const Clock& clock) {
  if (cluster.driver == config::ClusterDriver::file) {
    LOA_TRY(std::unique_ptr<ClusterDriver> driver, FileDriver::open(cluster.id, cluster.output_dir, clock));
    return driver;
  }
  LOA_TRY(std::unique_ptr<ClusterDriver> driver, SimulatedDriver::open(cluster.id, cluster.output_dir, clock));
  return driver;
}

template <class T>
T value_or_throw(Result<T> result) {
  if (!result) throw ErrorException(result.error());
  return std::move(*result);
}

Horns open_horns(const config::BridgeConfig& config, const Clock& clock) {
  Horns out;
  for (const auto& cluster : config.clusters) out[cluster.id].driver = value_or_throw(open_driver(cluster, clock));
  return out;
}

}  // namespace

Status check_bridge(const config::BridgeConfig& config) {
  LOA_TRY_OK(load_genesis(config.genesis_file));
  LOA_TRY_OK(config::read_seed_file(config.key_file));
  LOA_TRY_OK(Zone::locate(config.zone));
  return require_writable_folder(config.data_dir);
}

void run_bridge(const config::BridgeConfig& config, Log& log) {
  const SystemClock clock;
  SystemRandom random;
  Metrics metrics;
  const auto key = protocol::make_signer(value_or_throw(config::read_seed_file(config.key_file)));
  BridgeService::Parts parts;
  parts.setup = {.genesis = value_or_throw(load_genesis(config.genesis_file)), .bridge = config.bridge_id, .clusters = {},
                 .zone = value_or_throw(Zone::locate(config.zone)), .boot_id = clock.boot_id(),
                 .build_time = from_unix_ms(kClockFloorMs), .software = "loa-bridge", .key = key.get(), .random = &random};
  for (const auto& cluster : config.clusters) parts.setup.clusters.push_back({cluster.id, cluster.volume_cap});
  parts.horns = open_horns(config, clock);
  parts.socket = config.bridge_socket;

  asio::io_context loop(1);
  net::TaskScope tasks(loop, [&](const std::string& task, const std::string& what) {
    log.error("task.failed", {{"task", task}, {"what", what}});
    loop.stop();
  });
  Store store(config.data_dir, loop);
  BridgeService service(loop, tasks, store, clock, log, metrics);
  if (const auto started = service.start(std::move(parts)); !started) throw ErrorException(started.error());
  log.info("bridge.ready", {{"bridge", config.bridge_id.text()}, {"clusters", std::to_string(config.clusters.size())}});

  asio::signal_set signals(loop, SIGTERM, SIGINT);
  signals.async_wait([&](boost::system::error_code error, int) {
    if (error) return;
    service.stop();
    tasks.cancel();
  });
  loop.run();
}

}  // namespace loa::bridge
