#include "config/agent_config.h"
#include "config/bridge_config.h"
#include "config/controller_config.h"
#include "config/secret_key_file.h"

#include "tests/core/temp_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace loa::config {
namespace {

using test::TempFolder;

const std::string kController = R"(data_dir: data
genesis_file: genesis.json
key_file: /etc/loa/key
mqtt: {host: broker.lan, port: 8883, ca: tls/ca.pem, certificate: tls/c.pem, key: tls/c.key}
device_https: {address: 0.0.0.0, port: 8443, ca: tls/ca.pem, certificate: tls/c.pem, key: tls/c.key}
console: {port: 8080}
transcoder: bin/loa-transcode
)";
const std::string kAgent = R"(agent_id: 017f22e2-79b0-7000-8000-000000000001
data_dir: data
genesis_file: genesis.json
mqtt: {host: 127.0.0.1, port: 1883}
controller: {host: localhost, port: 8443, ca: ca.pem, certificate: c.pem, key: c.key}
bridge_socket: run/bridge.sock
)";
const std::string kBridge = R"(bridge_id: 017f22e2-79b0-7000-8000-000000000002
data_dir: data
genesis_file: genesis.json
key_file: receipt.key
bridge_socket: run/bridge.sock
clusters:
  - {id: 017f22e2-79b0-7000-8000-000000000003, driver: simulated}
  - {id: 017f22e2-79b0-7000-8000-000000000004, driver: file, output_dir: out, volume_cap: 60}
)";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), with);
}

class ConfigTest : public testing::Test {
 protected:
  template <class Load>
  Error error_of(Load load, const std::string& text) {
    const auto config = load(folder.write("c.yaml", text));
    return config ? Error() : config.error();
  }
  std::string place(int line) { return (folder.path() / "c.yaml").string() + ":" + std::to_string(line); }

  TempFolder folder;
};

TEST_F(ConfigTest, ReadsTheControllersAndResolvesPathsAgainstTheFile) {
  const auto config = load_controller_config(folder.write("c.yaml", kController)).value();
  EXPECT_EQ(config.data_dir, folder.path() / "data");
  EXPECT_EQ(config.key_file, "/etc/loa/key");
  EXPECT_EQ(config.mqtt.host, "broker.lan");
  EXPECT_EQ(config.mqtt.ca, folder.path() / "tls/ca.pem");
  EXPECT_EQ(config.device_https.address, "0.0.0.0");
  EXPECT_EQ(config.console.address, "127.0.0.1");
  EXPECT_EQ(config.console.port, 8080);
  EXPECT_EQ(config.zone, "Asia/Ho_Chi_Minh");
  EXPECT_FALSE(config.web_dir);
}

TEST_F(ConfigTest, ReadsWhoIsToldAndWhichVoiceReads) {
  const auto plain = load_controller_config(folder.write("c.yaml", kController)).value();
  EXPECT_EQ(plain.speech.engine, "espeak");
  EXPECT_TRUE(plain.notify.webhook.empty());
  const auto config = load_controller_config(folder.write("c.yaml", kController +
      "notify: {webhook: 'https://sms.example.vn/gui', webhook_ca: tls/sms.pem, mail_command: [msmtp, -t], mail_to: [duyet@example.vn]}\n"
      "speech: {engine: command, command: [piper, --length_scale, '{length_scale}'], voices: [vi_VN-vais1000]}\n")).value();
  EXPECT_EQ(config.notify.webhook_ca, folder.path() / "tls/sms.pem");
  EXPECT_EQ(config.notify.mail_command, (std::vector<std::string>{"msmtp", "-t"}));
  EXPECT_EQ(config.speech.command.size(), 3u);
  EXPECT_EQ(config.speech.voices, std::vector<std::string>{"vi_VN-vais1000"});
  EXPECT_EQ(error_of(load_controller_config, kController + "speech: {engine: robot}\n").code, "config.engine");
  EXPECT_EQ(error_of(load_controller_config, kController + "notify: {webook: x}\n").code, "yaml.unknown_key");
}

TEST_F(ConfigTest, ReadsTheAgents) {
  const auto config = load_agent_config(folder.write("c.yaml", kAgent + "cache_limit_mb: 64\nzone: Etc/UTC\n")).value();
  EXPECT_EQ(config.agent_id.text(), "017f22e2-79b0-7000-8000-000000000001");
  EXPECT_FALSE(config.mqtt.tls());
  EXPECT_TRUE(config.controller.tls());
  EXPECT_EQ(config.bridge_socket, folder.path() / "run/bridge.sock");
  EXPECT_EQ(config.cache_limit_mb, 64);
  EXPECT_EQ(config.zone, "Etc/UTC");
}

TEST_F(ConfigTest, ReadsTheBridges) {
  const auto config = load_bridge_config(folder.write("c.yaml", kBridge)).value();
  ASSERT_EQ(config.clusters.size(), 2u);
  EXPECT_EQ(config.clusters[0].driver, ClusterDriver::simulated);
  EXPECT_EQ(config.clusters[0].volume_cap, 100);
  EXPECT_EQ(config.clusters[1].output_dir, folder.path() / "out");
  EXPECT_EQ(config.clusters[1].volume_cap, 60);
}

TEST_F(ConfigTest, AnUnknownKeyIsAnErrorWithFileAndLine) {
  const auto error = error_of(load_agent_config, kAgent + "cache_limit: 5\n");
  EXPECT_EQ(error.code, "yaml.unknown_key");
  EXPECT_EQ(error.place, place(7));
  EXPECT_EQ(error_of(load_controller_config, replaced(kController, "{port: 8080}", "{port: 8080, tls: 1}")).place, place(6));
  EXPECT_EQ(error_of(load_bridge_config, replaced(kBridge, "driver: simulated", "driver: simulated, x: 1")).place, place(7));
}

TEST_F(ConfigTest, AliasesAndDeepNestingAreRefusedInEveryFile) {
  const auto bomb = "x: &a [1, 1]\ny: [*a, *a]\n";
  const auto deep = "x: " + std::string(40, '[') + std::string(40, ']') + "\n";
  EXPECT_EQ(error_of(load_agent_config, kAgent + bomb).code, "yaml.alias");
  EXPECT_EQ(error_of(load_agent_config, kAgent + bomb).place, place(7));
  EXPECT_EQ(error_of(load_bridge_config, kBridge + bomb).code, "yaml.alias");
  EXPECT_EQ(error_of(load_controller_config, kController + deep).code, "yaml.too_deep");
  EXPECT_EQ(error_of(load_bridge_config, kBridge + deep).code, "yaml.too_deep");
}

TEST_F(ConfigTest, LimitsAreErrorsWithFileAndLine) {
  EXPECT_EQ(error_of(load_agent_config, kAgent + "cache_limit_mb: 63\n").code, "yaml.out_of_range");
  EXPECT_EQ(error_of(load_agent_config, replaced(kAgent, "port: 1883", "port: 0")).code, "yaml.out_of_range");
  EXPECT_EQ(error_of(load_agent_config, replaced(kAgent, "port: 1883", "port: 70000")).place, place(4));
  EXPECT_EQ(error_of(load_bridge_config, replaced(kBridge, "volume_cap: 60", "volume_cap: 101")).place, place(8));
  EXPECT_EQ(error_of(load_agent_config, kAgent + "zone: Asia/Saigonn\n").code, "config.zone");
  EXPECT_EQ(error_of(load_agent_config, replaced(kAgent, "run/", std::string(100, 'r') + "/")).code, "config.socket_path");
  EXPECT_EQ(error_of(load_agent_config, replaced(kAgent, "017f", "xxxx")).code, "config.id");
}

TEST_F(ConfigTest, PlainLinksAreForLoopbackOnly) {
  EXPECT_EQ(error_of(load_agent_config, replaced(kAgent, "127.0.0.1", "10.0.0.1")).code, "config.plain_link");
  EXPECT_EQ(error_of(load_agent_config, replaced(kAgent, "127.0.0.1", "127.evil.example")).code, "config.plain_link");
  EXPECT_EQ(error_of(load_agent_config, replaced(kAgent, ", key: c.key", "")).code, "config.tls_files");
  EXPECT_EQ(error_of(load_agent_config, replaced(kAgent, "127.0.0.1", "'a b'")).code, "config.host");
}

TEST_F(ConfigTest, ClustersAreCheckedOneByOne) {
  EXPECT_EQ(error_of(load_bridge_config, replaced(kBridge, "000000000004", "000000000003")).code, "config.cluster_twice");
  EXPECT_EQ(error_of(load_bridge_config, replaced(kBridge, "driver: simulated", "driver: gpio")).code, "config.driver");
  EXPECT_EQ(error_of(load_bridge_config, replaced(kBridge, "output_dir: out, ", "")).code, "config.output_dir");
  EXPECT_EQ(error_of(load_bridge_config, kBridge.substr(0, kBridge.find("clusters")) + "clusters: []\n").code,
            "config.clusters");
}

TEST_F(ConfigTest, ReadsASeedOnlyFromAPrivateFile) {
  const auto path = folder.write("seed", std::string(64, 'a') + "\n");
  ::chmod(path.c_str(), 0644);
  EXPECT_EQ(read_seed_file(path).error().code, "config.key_mode");
  ::chmod(path.c_str(), 0400);
  EXPECT_EQ(read_seed_file(path).value()[0], 0xaa);
  const auto bad = folder.write("bad", "1234");
  ::chmod(bad.c_str(), 0400);
  EXPECT_EQ(read_seed_file(bad).error().code, "config.key_bad");
  EXPECT_EQ(read_seed_file(folder.path() / "none").error().code, "config.key_unreadable");
}

}  // namespace
}  // namespace loa::config
