#include "deploy/network/program_files.h"

#include "core/files.h"

#include <fmt/format.h>

namespace loa::deploy {
namespace {

namespace fs = std::filesystem;

Status write(const fs::path& path, const std::string& text) { return write_file_durably(path, as_bytes(text)); }

std::string mosquitto_conf(const DemoNetwork& network, const Ports& ports, const fs::path& acl) {
  const auto tls = network.folder / "tls";
  return fmt::format(
      "listener {} 127.0.0.1\n"
      "cafile {}\ncertfile {}\nkeyfile {}\n"
      "require_certificate true\nuse_identity_as_username true\nallow_anonymous false\n"
      "acl_file {}\n"
      "set_tcp_nodelay true\npersistence false\n"
      "max_packet_size 135168\nmax_queued_messages 1000\nmax_inflight_messages 4\nmax_keepalive 120\n"
      "check_retain_source true\nlog_dest stderr\nlog_type error\nlog_type warning\nlog_type notice\n"
      "connection_messages true\nuser root\n",
      ports.broker, (tls / "ca.crt").string(), (tls / "broker.crt").string(), (tls / "broker.key").string(), acl.string());
}

// One block for the controller, patterns for every device: a merger of communes changes nothing here.
constexpr const char* kAccess =
    "user controller\n"
    "topic write loa/1/agent/+/root\ntopic write loa/1/agent/+/mail\ntopic write loa/1/agent/+/ack\n"
    "topic write loa/1/agent/+/watch\ntopic write loa/1/agent/+/beacon\ntopic write loa/1/content/+\n"
    "topic read loa/1/agent/+/reported\ntopic read loa/1/agent/+/link\ntopic read loa/1/agent/+/journal\n"
    "topic read loa/1/agent/+/now\ntopic read loa/1/agent/+/want\ntopic read loa/1/agent/+/time\n"
    "\n"
    "pattern read loa/1/agent/%u/root\npattern read loa/1/agent/%u/mail\npattern read loa/1/agent/%u/ack\n"
    "pattern read loa/1/agent/%u/watch\npattern read loa/1/agent/%u/beacon\npattern read loa/1/content/+\n"
    "pattern write loa/1/agent/%u/reported\npattern write loa/1/agent/%u/link\npattern write loa/1/agent/%u/journal\n"
    "pattern write loa/1/agent/%u/now\npattern write loa/1/agent/%u/want\npattern write loa/1/agent/%u/time\n";

std::string link_yaml(const char* name, unsigned short port, const fs::path& tls, const std::string& identity) {
  return fmt::format("{}:\n  host: localhost\n  port: {}\n  ca: {}\n  certificate: {}\n  key: {}\n", name, port,
                     (tls / "ca.crt").string(), (tls / (identity + ".crt")).string(), (tls / (identity + ".key")).string());
}

// The demo's genesis lets an unsigned page pass: nothing signed here is valid elsewhere.
std::string signer_yaml(const Ports& ports) {
  std::string text = fmt::format("signer:\n  address: 127.0.0.1\n  port: {}\n", ports.signer);
  if (!ports.signer_dir.empty()) text += fmt::format("  bundle_dir: {}\n", ports.signer_dir.string());
  return text;
}

std::string web_yaml(const Ports& ports) {
  return ports.web_dir.empty() ? std::string() : fmt::format("web_dir: {}\n", ports.web_dir.string());
}

std::string controller_yaml(const DemoNetwork& network, const Ports& ports, const fs::path& run, const fs::path& transcoder) {
  const auto tls = network.folder / "tls";
  return fmt::format(
      "data_dir: {}\ngenesis_file: {}\nkey_file: {}\n{}"
      "device_https:\n  address: 127.0.0.1\n  port: {}\n  ca: {}\n  certificate: {}\n  key: {}\n"
      "console:\n  address: 127.0.0.1\n  port: {}\n"
      "{}{}transcoder: {}\nzone: Asia/Ho_Chi_Minh\n",
      (run / "controller").string(), (network.folder / "genesis.json").string(), network.controller.key_file.string(),
      link_yaml("mqtt", ports.broker, tls, "controller"), ports.device_https, (tls / "ca.crt").string(),
      (tls / "controller.crt").string(), (tls / "controller.key").string(), ports.console, signer_yaml(ports), web_yaml(ports),
      transcoder.string());
}

std::string agent_yaml(const DemoNetwork& network, const Station& station, const Ports& ports, const fs::path& run) {
  const auto tls = network.folder / "tls";
  return fmt::format("agent_id: {}\ndata_dir: {}\ngenesis_file: {}\n{}{}bridge_socket: {}\nzone: Asia/Ho_Chi_Minh\ncache_limit_mb: 512\n",
                     station.agent.text(), (run / ("agent-" + station.label)).string(),
                     (network.folder / "genesis.json").string(),
                     link_yaml("mqtt", ports.broker_for_agent.at(station.label), tls, station.agent.text()),
                     link_yaml("controller", ports.https_for_agent.at(station.label), tls, station.agent.text()),
                     (run / ("bridge-" + station.label + ".sock")).string());
}

std::string bridge_yaml(const DemoNetwork& network, const Station& station, const fs::path& run) {
  std::string text = fmt::format(
      "bridge_id: {}\ndata_dir: {}\ngenesis_file: {}\nkey_file: {}\nbridge_socket: {}\nzone: Asia/Ho_Chi_Minh\nclusters:\n",
      station.bridge.text(), (run / ("bridge-" + station.label)).string(), (network.folder / "genesis.json").string(),
      (network.folder / "keys" / ("bridge-" + station.label + ".key")).string(),
      (run / ("bridge-" + station.label + ".sock")).string());
  for (const auto& cluster : station.clusters) {
    text += fmt::format("  - id: {}\n    driver: simulated\n    output_dir: {}\n    volume_cap: 100\n", cluster.id.text(),
                        (run / "horns").string());
  }
  return text;
}

}  // namespace

Result<ProgramFiles> write_program_files(const DemoNetwork& network, const Ports& ports, const fs::path& run,
                                         const fs::path& transcoder) {
  LOA_TRY_OK(require_writable_folder(run / "config"));
  LOA_TRY_OK(require_writable_folder(run / "horns"));
  ProgramFiles files;
  files.mosquitto = run / "config" / "mosquitto.conf";
  files.controller = run / "config" / "controller.yaml";
  const auto acl = run / "config" / "access.acl";
  LOA_TRY_OK(write(acl, kAccess));
  LOA_TRY_OK(write(files.mosquitto, mosquitto_conf(network, ports, acl)));
  LOA_TRY_OK(write(files.controller, controller_yaml(network, ports, run, transcoder)));
  for (const auto& station : network.stations) {
    files.agents[station.label] = run / "config" / ("agent-" + station.label + ".yaml");
    files.bridges[station.label] = run / "config" / ("bridge-" + station.label + ".yaml");
    LOA_TRY_OK(write(files.agents[station.label], agent_yaml(network, station, ports, run)));
    LOA_TRY_OK(write(files.bridges[station.label], bridge_yaml(network, station, run)));
  }
  return files;
}

}  // namespace loa::deploy
