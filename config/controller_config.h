// Configuration of loa-controller (one YAML file). Relative paths are taken from the file's folder; an unknown key or
// a value outside its limits is an error with file:line. Opens no file but the YAML itself.
#pragma once

#include "config/link_config.h"

#include <optional>
#include <vector>

namespace loa::config {

// The signing page: its own listener and its own origin, so that no page of the console can reach an officer's key.
struct SignerConfig {
  ListenConfig listen;                  // plain HTTP; officers' phones need a reverse proxy with trusted HTTPS in front
  std::string origin;                   // as browsers see it, "https://ky.example.vn"; empty: http://localhost:<port>
  std::optional<std::filesystem::path> bundle_dir;  // built signing page; absent: none is served
  std::string release_key;              // Ed25519 public key, 64 hex digits; empty: none
  bool unsigned_bundle = false;         // serve a page without a release signature; demo networks may anyway
};

// Who is told outside the console; nothing is sent unless it stands here.
struct NotifyConfig {
  std::string webhook;                    // http(s) address that takes a POST of JSON: an SMS or Zalo gateway
  std::filesystem::path webhook_ca;       // PEM of the authorities to trust; the system's unless given
  std::vector<std::string> mail_command;  // takes a message on stdin and the recipients from it, like msmtp -t
  std::string mail_from;
  std::vector<std::string> mail_to;
};

// Which machine voice reads drafts aloud; without the key espeak-ng with its three Vietnamese voices.
struct SpeechConfig {
  std::string engine = "espeak";          // espeak | command | http
  std::vector<std::string> command;       // of command: {voice}, {speed}, {length_scale}, {out} are replaced (audio/README.md)
  std::string url;                        // of http
  std::filesystem::path ca;               // of http: authorities to trust; the system's unless given
  std::vector<std::string> voices;        // of command and http: names the engine knows, the usual one first
};

struct ControllerConfig {
  std::filesystem::path data_dir;
  std::filesystem::path genesis_file;
  std::filesystem::path key_file;  // Ed25519 seed, hex, mode 0400: read it with config/secret_key_file.h
  LinkConfig mqtt;
  TlsListenConfig device_https;
  ListenConfig console;             // plain HTTP; put a reverse proxy in front for anything but loopback
  SignerConfig signer;              // without the key: 127.0.0.1 and a free port
  NotifyConfig notify;
  SpeechConfig speech;
  std::filesystem::path transcoder;  // loa-transcode
  std::string zone;                  // "Asia/Ho_Chi_Minh" unless given
  std::optional<std::filesystem::path> web_dir;  // built console; absent: none is served
};

// Errors: those of core/yaml.h and config/link_config.h.
Result<ControllerConfig> load_controller_config(const std::filesystem::path& file);

}  // namespace loa::config
