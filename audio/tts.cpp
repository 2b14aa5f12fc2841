#include "audio/tts.h"

#include "audio/process.h"
#include "audio/wav.h"
#include "core/files.h"

#include <algorithm>

namespace loa::audio {
namespace {

// espeak-ng on stdout cannot know its length, so its header promises 2 GiB: write a true one.
Status write_true_wav(const Bytes& streamed, const std::filesystem::path& wav) {
  LOA_TRY(const WavAudio audio, parse_wav(streamed));
  if (audio.channels != 1 || audio.samples.empty()) return fail("audio.tts_failed", {{"why", "no sound"}});
  const std::filesystem::path part = wav.string() + ".part";
  LOA_TRY(WavWriter writer, WavWriter::create(part, audio.rate));
  LOA_TRY_OK(writer.append(audio.samples));
  LOA_TRY_OK(writer.close());
  std::error_code error;
  std::filesystem::rename(part, wav, error);
  if (error) return fail("file.write", {{"path", wav.string()}, {"why", error.message()}});
  return ok();
}

}  // namespace

Status synthesise(const std::string& text, const Voice& voice, const std::filesystem::path& wav) {
  const bool blank = text.find_first_not_of(" \t\r\n") == std::string::npos;
  if (blank || text.size() > kMaxTtsBytes) return fail("audio.tts_text", {{"limit", std::to_string(kMaxTtsBytes)}});
  const ProcessRun run{.argv = {voice.program, "-v", voice.name, "-s", std::to_string(voice.words_per_minute), "--stdin", "--stdout"},
                       .input = text,
                       .time_limit = voice.time_limit,
                       .max_output = std::size_t{256} * 1024 * 1024};
  LOA_TRY(const ProcessEnd end, run_process(run));
  if (end.exit_code != 0) return fail("audio.tts_failed", {{"why", end.errors.empty() ? "exit " + std::to_string(end.exit_code) : end.errors}});
  return write_true_wav(end.output, wav);
}

}  // namespace loa::audio
