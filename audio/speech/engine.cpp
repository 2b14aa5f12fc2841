// The engines that are programs.
#include "audio/speech/engine.h"

#include "audio/process.h"
#include "audio/speech/voice_file.h"
#include "audio/wav.h"
#include "core/files.h"
#include "core/unicode.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>

namespace loa::speech {
namespace {

constexpr std::size_t kMaxSound = std::size_t{256} * 1024 * 1024;
constexpr std::size_t kMaxArguments = 64;
constexpr std::array<std::string_view, 3> kEspeakVoices{"vi", "vi-vn-x-central", "vi-vn-x-south"};

Error engine_error(const std::string& engine, const Error& cause) {
  const auto value = [&](std::string_view name) {
    for (const auto& [key, text] : cause.params)
      if (key == name) return text;
    return std::string{};
  };
  if (cause.code == "audio.process_time") return fail("speech.engine_time", {{"engine", engine}, {"seconds", value("seconds")}});
  if (cause.code == "audio.process_output") return fail("speech.engine_output", {{"engine", engine}, {"limit", value("limit")}});
  return fail("speech.engine_missing", {{"engine", engine}, {"why", value("program") + ": " + value("why")}});
}

Result<Bytes> run_engine(const std::string& engine, const audio::ProcessRun& run) {
  auto end = audio::run_process(run);
  if (!end) return engine_error(engine, end.error());
  if (end->exit_code == 0) return std::move(end->output);
  const auto said = first_line(end->errors);
  const std::string exit = "exit " + std::to_string(end->exit_code);
  return fail("speech.engine_failed", {{"engine", engine}, {"why", said.empty() ? exit : exit + ": " + said}});
}

class EspeakEngine final : public Engine {
 public:
  explicit EspeakEngine(EspeakSettings settings) : settings_(std::move(settings)) {}
  std::string kind() const override { return "espeak"; }
  std::string identity() const override { return "espeak\n" + settings_.program + "\n" + std::to_string(settings_.words_per_minute); }

  Status speak(const std::string& spoken, const VoiceChoice& voice, const std::filesystem::path& wav) const override {
    LOA_TRY_OK(check_voice(voice));
    // espeak-ng takes an unknown voice for English and says nothing.
    if (std::ranges::find(kEspeakVoices, voice.name) == kEspeakVoices.end()) return fail("speech.voice_bad", {{"field", "voice"}, {"value", voice.name}});
    const auto speed = std::to_string(settings_.words_per_minute * voice.speed_percent / 100);
    const audio::ProcessRun run{.argv = {settings_.program, "-v", voice.name, "-s", speed, "-b", "1", "--stdin", "--stdout"},
                                .input = spoken + "\n",
                                .time_limit = settings_.time_limit,
                                .max_output = kMaxSound};
    LOA_TRY(const Bytes sound, run_engine(settings_.program, run));
    return write_voice_file(settings_.program, sound, wav);
  }

 private:
  EspeakSettings settings_;
};

void replace(std::string& text, std::string_view name, const std::string& value) {
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size())) text.replace(at, name.size(), value);
}

std::string length_scale(int speed_percent) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f", 100.0 / speed_percent);
  return text.data();
}

// Removes the file it names, whatever way the scope is left.
struct TemporaryFile {
  std::filesystem::path path;
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
};

class CommandEngine final : public Engine {
 public:
  explicit CommandEngine(CommandSettings settings) : settings_(std::move(settings)) {
    to_file_ = std::ranges::any_of(settings_.argv, [](const auto& argument) { return argument.find("{out}") != std::string::npos; });
  }
  std::string kind() const override { return "command"; }
  std::string identity() const override {
    std::string out = "command";
    for (const auto& argument : settings_.argv) out += "\n" + argument;
    return out;
  }

  Status speak(const std::string& spoken, const VoiceChoice& voice, const std::filesystem::path& wav) const override {
    LOA_TRY_OK(check_voice(voice));
    const TemporaryFile out{unique_part(wav)};
    const audio::ProcessRun run{.argv = arguments(voice, out.path.string()), .input = spoken + "\n", .time_limit = settings_.time_limit,
                                .max_output = settings_.max_output};
    LOA_TRY(Bytes sound, run_engine(settings_.argv[0], run));
    if (to_file_) {
      auto read = read_file(out.path, settings_.max_output);
      if (!read) return file_error(read.error());
      sound = std::move(*read);
    }
    return write_voice_file(settings_.argv[0], sound, wav);
  }

 private:
  std::vector<std::string> arguments(const VoiceChoice& voice, const std::string& out) const {
    auto argv = settings_.argv;
    for (std::size_t k = 1; k < argv.size(); ++k) {
      replace(argv[k], "{voice}", voice.name);
      replace(argv[k], "{speed}", std::to_string(voice.speed_percent));
      replace(argv[k], "{length_scale}", length_scale(voice.speed_percent));
      replace(argv[k], "{out}", out);
    }
    return argv;
  }

  Error file_error(const Error& cause) const {
    const auto& engine = settings_.argv[0];
    if (cause.code == "file.too_large") return fail("speech.engine_output", {{"engine", engine}, {"limit", std::to_string(settings_.max_output)}});
    return fail("speech.engine_failed", {{"engine", engine}, {"why", "{out}"}});
  }

  CommandSettings settings_;
  bool to_file_ = false;
};

Error settings_error(std::string engine, std::string field, std::string why) {
  return fail("speech.engine_settings", {{"engine", std::move(engine)}, {"field", std::move(field)}, {"why", std::move(why)}});
}

// A misspelt placeholder would be given to the program as it stands.
Status check_placeholders(const std::string& argument) {
  for (std::size_t at = argument.find('{'); at != std::string::npos; at = argument.find('{', at + 1)) {
    const auto rest = std::string_view(argument).substr(at);
    const std::array<std::string_view, 4> known{"{voice}", "{speed}", "{length_scale}", "{out}"};
    if (std::ranges::none_of(known, [&](auto name) { return rest.starts_with(name); })) return settings_error("command", "argv", argument);
  }
  return ok();
}

std::vector<std::int16_t> to_mono(const audio::WavAudio& audio) {
  if (audio.channels == 1) return audio.samples;
  std::vector<std::int16_t> out(audio.samples.size() / audio.channels);
  for (std::size_t k = 0; k < out.size(); ++k) {
    int sum = 0;
    for (std::size_t c = 0; c < audio.channels; ++c) sum += audio.samples[k * audio.channels + c];
    out[k] = static_cast<std::int16_t>(sum / audio.channels);
  }
  return out;
}

}  // namespace

Status check_voice(const VoiceChoice& voice) {
  const auto allowed = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' || c == '+'; };
  const bool named = !voice.name.empty() && voice.name.size() <= 64 && voice.name[0] != '-' && std::ranges::all_of(voice.name, allowed);
  if (!named) return fail("speech.voice_bad", {{"field", "voice"}, {"value", first_line(voice.name)}});
  if (voice.speed_percent < 50 || voice.speed_percent > 200)
    return fail("speech.voice_bad", {{"field", "speed"}, {"value", std::to_string(voice.speed_percent)}});
  return ok();
}

Status write_voice_file(const std::string& engine, ByteSpan sound, const std::filesystem::path& wav) {
  const auto audio = audio::parse_wav(sound);
  if (!audio || audio->rate < 8'000 || audio->rate > 192'000) return fail("speech.engine_sound", {{"engine", engine}});
  const auto samples = to_mono(*audio);
  if (samples.empty()) return fail("speech.engine_sound", {{"engine", engine}});
  const TemporaryFile part{unique_part(wav)};
  LOA_TRY(auto writer, audio::WavWriter::create(part.path, audio->rate));
  LOA_TRY_OK(writer.append(samples));
  LOA_TRY_OK(writer.close());
  std::error_code error;
  std::filesystem::rename(part.path, wav, error);
  if (error) return fail("file.write", {{"path", wav.string()}, {"why", error.message()}});
  return ok();
}

std::string first_line(std::string_view text) {
  auto line = text.substr(0, std::min<std::size_t>(text.find_first_of("\r\n"), 200));
  while (!line.empty() && !is_utf8(line) && line.size() > 196) line.remove_suffix(1);
  return is_utf8(line) ? std::string(line) : "?";
}

std::filesystem::path unique_part(const std::filesystem::path& wav) {
  static std::atomic<unsigned> counter{0};
  return wav.string() + "." + std::to_string(::getpid()) + "-" + std::to_string(counter++) + ".part";
}

Result<std::unique_ptr<Engine>> make_espeak(EspeakSettings settings) {
  if (settings.program.empty()) return settings_error("espeak", "program", "");
  if (settings.words_per_minute < 80 || settings.words_per_minute > 400) return settings_error("espeak", "words_per_minute", std::to_string(settings.words_per_minute));
  return std::unique_ptr<Engine>(std::make_unique<EspeakEngine>(std::move(settings)));
}

Result<std::unique_ptr<Engine>> make_command(CommandSettings settings) {
  if (settings.argv.empty() || settings.argv[0].empty() || settings.argv.size() > kMaxArguments) return settings_error("command", "argv", std::to_string(settings.argv.size()));
  for (const auto& argument : settings.argv) {
    if (argument.find('\0') != std::string::npos) return settings_error("command", "argv", "\\0");
    LOA_TRY_OK(check_placeholders(argument));
  }
  return std::unique_ptr<Engine>(std::make_unique<CommandEngine>(std::move(settings)));
}

}  // namespace loa::speech
