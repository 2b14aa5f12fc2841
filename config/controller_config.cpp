#include "config/controller_config.h"

#include "config/config_file.h"

namespace loa::config {
namespace {

constexpr std::size_t kMaxOrigin = 300;
constexpr std::size_t kKeyDigits = 64;
constexpr std::size_t kMaxWebhook = 1000;
constexpr std::size_t kMaxList = 50;
constexpr const char* kSystemAuthorities = "/etc/ssl/certs/ca-certificates.crt";

Result<std::string> text_or_empty(const YamlNode& map, std::string_view key, std::size_t max_bytes) {
  const auto node = map.find(key);
  if (!node) return std::string();
  return node->text(max_bytes);
}

bool is_origin(const std::string& text) {
  const auto at = text.find("://");
  if (at == text.npos || (!text.starts_with("https://") && !text.starts_with("http://"))) return false;
  return text.size() > at + 3 && text.find('/', at + 3) == text.npos;
}

bool is_key(const std::string& text) {
  return text.size() == kKeyDigits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

Result<SignerConfig> read_signer(const YamlNode& root, const std::filesystem::path& folder) {
  SignerConfig signer;
  const auto node = root.find("signer");
  if (!node) return signer;
  LOA_TRY(signer.listen, read_listen(*node));
  LOA_TRY(signer.origin, text_or_empty(*node, "origin", kMaxOrigin));
  if (!signer.origin.empty() && !is_origin(signer.origin))
    return fail("config.origin", {{"text", signer.origin}}, node->place());
  LOA_TRY(signer.release_key, text_or_empty(*node, "release_key", kKeyDigits));
  if (!signer.release_key.empty() && !is_key(signer.release_key)) return fail("config.release_key", {}, node->place());
  if (const auto dir = node->find("bundle_dir")) {
    LOA_TRY(signer.bundle_dir, read_path(*dir, folder));
  }
  if (const auto open = node->find("unsigned_bundle")) {
    LOA_TRY(signer.unsigned_bundle, open->boolean());
  }
  return signer;
}

Result<std::vector<std::string>> texts(const YamlNode& map, std::string_view key) {
  std::vector<std::string> out;
  const auto list = map.find(key);
  for (const auto& item : list ? list->items() : std::vector<YamlNode>{}) {
    if (out.size() >= kMaxList) return fail("config.list_long", {{"key", std::string(key)}, {"limit", std::to_string(kMaxList)}}, list->place());
    LOA_TRY(auto text, item.text(kMaxOrigin));
    out.push_back(std::move(text));
  }
  return out;
}

Result<NotifyConfig> read_notify(const YamlNode& root, const std::filesystem::path& folder) {
  NotifyConfig notify;
  notify.webhook_ca = kSystemAuthorities;
  const auto node = root.find("notify");
  if (!node) return notify;
  LOA_TRY(notify.webhook, text_or_empty(*node, "webhook", kMaxWebhook));
  if (const auto ca = node->find("webhook_ca")) {
    LOA_TRY(notify.webhook_ca, read_path(*ca, folder));
  }
  LOA_TRY(notify.mail_command, texts(*node, "mail_command"));
  LOA_TRY(notify.mail_from, text_or_empty(*node, "mail_from", kMaxOrigin));
  LOA_TRY(notify.mail_to, texts(*node, "mail_to"));
  return notify;
}

Result<SpeechConfig> read_speech(const YamlNode& root, const std::filesystem::path& folder) {
  SpeechConfig speech;
  speech.ca = kSystemAuthorities;
  const auto node = root.find("speech");
  if (!node) return speech;
  LOA_TRY(const auto engine, node->at("engine"));
  LOA_TRY(speech.engine, engine.text(kMaxOrigin));
  if (speech.engine != "espeak" && speech.engine != "command" && speech.engine != "http")
    return fail("config.engine", {{"text", speech.engine}}, engine.place());
  LOA_TRY(speech.command, texts(*node, "command"));
  LOA_TRY(speech.url, text_or_empty(*node, "url", kMaxWebhook));
  if (const auto ca = node->find("ca")) {
    LOA_TRY(speech.ca, read_path(*ca, folder));
  }
  LOA_TRY(speech.voices, texts(*node, "voices"));
  return speech;
}

}  // namespace

Result<ControllerConfig> load_controller_config(const std::filesystem::path& path) {
  LOA_TRY(const auto file, ConfigFile::open(path));
  ControllerConfig config;
  LOA_TRY(config.data_dir, file.path("data_dir"));
  LOA_TRY(config.genesis_file, file.path("genesis_file"));
  LOA_TRY(config.key_file, file.path("key_file"));
  LOA_TRY(config.mqtt, file.link("mqtt"));
  LOA_TRY(const auto device_https, file.root.at("device_https"));
  LOA_TRY(config.device_https, read_tls_listen(device_https, file.folder));
  LOA_TRY(const auto console, file.root.at("console"));
  LOA_TRY(config.console, read_listen(console));
  LOA_TRY(config.signer, read_signer(file.root, file.folder));
  LOA_TRY(config.notify, read_notify(file.root, file.folder));
  LOA_TRY(config.speech, read_speech(file.root, file.folder));
  LOA_TRY(config.transcoder, file.path("transcoder"));
  LOA_TRY(config.zone, read_zone(file.root));
  if (file.root.find("web_dir")) {
    LOA_TRY(config.web_dir, file.path("web_dir"));
  }
  LOA_TRY_OK(file.root.check_all_read());
  return config;
}

}  // namespace loa::config
