#include "config/controller_config.h"

#include "config/config_file.h"

namespace loa::config {

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
  LOA_TRY(config.transcoder, file.path("transcoder"));
  LOA_TRY(config.zone, read_zone(file.root));
  if (file.root.find("web_dir")) {
    LOA_TRY(config.web_dir, file.path("web_dir"));
  }
  LOA_TRY_OK(file.root.check_all_read());
  return config;
}

}  // namespace loa::config
