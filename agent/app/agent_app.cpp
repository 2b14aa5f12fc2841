#include "agent/app/agent_app.h"

#include "agent/services/agent_service.h"
#include "config/agent_config.h"
#include "core/files.h"
#include "core/net/tls.h"
#include "protocol/limits.h"
#include "protocol/messages.h"
#include "protocol/transport/mosquitto_transport.h"

#include <boost/asio/signal_set.hpp>

#include <csignal>

namespace loa::agent {
namespace {

// 2026-11-01T00:00:00Z: nothing this program checks was signed before it was written.
constexpr std::int64_t kBuildTimeMs = 1'793'491'200'000;

template <class T>
T required(Result<T> result) {
  if (!result) throw ErrorException(result.error());
  return std::move(*result);
}

protocol::Genesis load_genesis(const config::AgentConfig& config) {
  const Bytes bytes = required(read_file(config.genesis_file, protocol::kMaxPayload));
  return required(protocol::read_genesis(as_text(bytes)));
}

protocol::MosquittoOptions mqtt_options(const config::AgentConfig& config, const std::string& suffix) {
  protocol::MosquittoOptions options;
  options.host = config.mqtt.host;
  options.port = config.mqtt.port;
  options.ca = config.mqtt.ca;
  options.certificate = config.mqtt.certificate;
  options.key = config.mqtt.key;
  options.client_id = config.agent_id.text() + suffix;
  return options;
}

net::HttpEndpoint controller_endpoint(const config::AgentConfig& config) {
  net::HttpEndpoint endpoint;
  endpoint.host = config.controller.host;
  endpoint.port = config.controller.port;
  if (config.controller.tls()) {
    endpoint.tls = required(net::make_client_tls({config.controller.ca, config.controller.certificate, config.controller.key}));
  }
  return endpoint;
}

struct Ground {
  asio::io_context loop{1};
  SystemClock clock;
  SystemRandom random;
  Metrics metrics;
  std::unique_ptr<Log> log = make_stderr_log("loa-agent");
};

AgentWorld make_world(Ground& ground, const config::AgentConfig& config) {
  auto store = required(SqlStore::open(config.data_dir, ground.clock.system_utc(), ground.random));
  Snapshot snapshot = required(store->load());
  auto commands = mqtt_options(config, "");
  const auto gone = protocol::write_link({false, ground.clock.boot_id()});
  commands.will = protocol::Publication{agent_topic(config.agent_id, protocol::Leaf::link), to_bytes(gone), 1, true};
  return {ground.loop, ground.clock, ground.random, ground.metrics, *ground.log, std::move(store), std::move(snapshot),
          make_mosquitto_transport(ground.loop, std::move(commands), ground.metrics, *ground.log, ground.random),
          make_mosquitto_transport(ground.loop, mqtt_options(config, "-bulk"), ground.metrics, *ground.log, ground.random),
          controller_endpoint(config), config.bridge_socket};
}

AgentSettings make_settings(const Ground& ground, const config::AgentConfig& config) {
  AgentSettings settings;
  settings.agent = config.agent_id;
  settings.genesis = load_genesis(config);
  settings.boot_id = ground.clock.boot_id();
  settings.build_time = from_unix_ms(kBuildTimeMs);
  settings.cache_limit = static_cast<std::uint64_t>(config.cache_limit_mb) << 20;
  return settings;
}

}  // namespace

void check_agent_config(const std::filesystem::path& file) {
  const auto config = required(config::load_agent_config(file));
  load_genesis(config);
  controller_endpoint(config);
}

int run_agent(const std::filesystem::path& file) {
  const auto config = required(config::load_agent_config(file));
  Ground ground;
  AgentSettings settings = make_settings(ground, config);
  int status = 0;
  asio::signal_set signals(ground.loop, SIGTERM, SIGINT);
  AgentService service(std::move(settings), make_world(ground, config), [&] {
    status = 1;
    ::raise(SIGTERM);
  });
  signals.async_wait([&](boost::system::error_code failed, int) {
    if (!failed) service.stop();
  });
  service.start();
  ground.log->info("agent.started", {{"agent", config.agent_id.text()}});
  ground.loop.run();
  ground.log->info("agent.stopped");
  return status;
}

}  // namespace loa::agent
