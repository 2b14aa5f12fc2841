#include "tests/bench/speech.h"

#include "core/files.h"

#include <fmt/format.h>

#include <fstream>

namespace loa::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kSpeeds[] = {135, 150, 165};  // words a minute
constexpr int kPitches[] = {40, 50, 60};

void speak(const fs::path& text, int speed, int pitch, const fs::path& wav) {
  run({{"espeak-ng", "-v", "vi", "-s", std::to_string(speed), "-p", std::to_string(pitch), "-f", text.string(), "-w",
        wav.string()}, {}});
}

// ffmpeg's list of files to be joined.
fs::path all_voices(const Ground& ground) {
  const auto folder = ground.scratch / "voices";
  fs::create_directories(folder);
  const auto list = folder / "list";
  std::ofstream out(list);
  for (const int pitch : kPitches) {
    for (const int speed : kSpeeds) {
      for (const auto& text : fs::directory_iterator(ground.source / "audio" / "samples")) {
        if (text.path().extension() != ".txt") continue;
        const auto wav = folder / fmt::format("{}-{}-{}.wav", text.path().stem().string(), speed, pitch);
        speak(text.path(), speed, pitch, wav);
        out << "file '" << wav.string() << "'\n";
      }
    }
  }
  return list;
}

}  // namespace

fs::path speech_wav(const Ground& ground) {
  const auto wav = ground.scratch / "speech.wav";
  if (fs::exists(wav)) return wav;
  say("espeak-ng speaks half an hour");
  const auto list = all_voices(ground);
  run({{"ffmpeg", "-v", "error", "-stream_loop", "-1", "-f", "concat", "-safe", "0", "-i", list.string(), "-t",
        std::to_string(kSpeechSeconds), wav.string()}, {}});
  return wav;
}

Encoded speech_opus(const Ground& ground) {
  static std::optional<Finished> made;
  Encoded out{ground.scratch / "speech.opus", ground.scratch / "speech.json", {}};
  if (!made) {
    const auto wav = speech_wav(ground);
    say("loa-transcode: half an hour");
    made = run({{ground.program("audio/transcode/loa-transcode").string(), "--in", wav.string(), "--out", out.opus.string()}, {}});
    must(write_file_durably(out.report, as_bytes(made->output)));
  }
  out.made = *made;
  return out;
}

fs::path same_sound(const Ground& ground, const std::string& comment) {
  const auto encoded = speech_opus(ground);
  const auto out = ground.scratch / (comment + ".opus");
  run({{"ffmpeg", "-v", "error", "-y", "-i", encoded.opus.string(), "-c", "copy", "-metadata", "comment=" + comment, out.string()}, {}});
  return out;
}

}  // namespace loa::bench
