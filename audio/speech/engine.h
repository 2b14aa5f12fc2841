// What turns one sentence into sound: espeak-ng, any program, or a server. Each blocks: bounded pool only, one engine may
// be used by several threads at once. Engines get the spoken text of announce.h, never the written one.
#pragma once

#include "core/error.h"
#include "core/time.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace loa::speech {

struct VoiceChoice {
  std::string name = "vi";  // espeak-ng: vi, vi-vn-x-central, vi-vn-x-south; others: their own names
  int speed_percent = 100;  // 50-200
};

class Engine {
 public:
  virtual ~Engine() = default;
  virtual std::string kind() const = 0;  // "espeak", "command", "http"
  // Changes whenever the same words could sound otherwise (program, arguments, address): part of the cache key.
  virtual std::string identity() const = 0;
  // Writes a 16-bit mono WAV whole or not at all. Errors name the engine: "speech.engine_failed" {engine, why: exit and
  // first line of stderr, or status}, "speech.engine_time" {engine, seconds}, "speech.engine_output" {engine, limit},
  // "speech.engine_missing" {engine, why}, "speech.engine_sound" {engine}, "speech.voice_bad" {field, value}.
  virtual Status speak(const std::string& spoken, const VoiceChoice& voice, const std::filesystem::path& wav) const = 0;
};

struct EspeakSettings {
  std::string program = "espeak-ng";
  int words_per_minute = 150;  // at 100 %
  Millis time_limit{60'000};
};

// Any program without a shell: text on stdin, WAV on stdout, or in the file that {out} in an argument names. {voice}, and
// {speed} (percent) or {length_scale} (1.00 at 100 %, 0.50 at 200 %), are replaced inside arguments.
struct CommandSettings {
  std::vector<std::string> argv;
  Millis time_limit{120'000};
  std::size_t max_output = 256 * 1024 * 1024;
};

// POST to url; the answer's body is the WAV.
struct HttpSettings {
  std::string url;             // http:// or https:// with host, optional port, path
  bool json = true;            // {"text","voice","speed"} (speed in percent), else the text as text/plain
  std::vector<std::pair<std::string, std::string>> headers;  // e.g. Authorization
  std::filesystem::path ca;    // https: PEM of the authority to trust; required
  Millis time_limit{120'000};
  std::size_t max_output = 64 * 1024 * 1024;
};

Result<std::unique_ptr<Engine>> make_espeak(EspeakSettings settings = {});
Result<std::unique_ptr<Engine>> make_command(CommandSettings settings);  // "speech.engine_settings" {engine, field, why}
Result<std::unique_ptr<Engine>> make_http(HttpSettings settings);        // "speech.engine_settings"

}  // namespace loa::speech
