// loa-transcode beside ffmpeg doing the same in two runs: measure; then gain, limit and encode. The judge of both results is
// ffmpeg's own EBU R128 meter on the decoded sound.
#include "tests/bench/speech.h"

#include "audio/transcode_report.h"

#include <fmt/format.h>

namespace loa::bench {
namespace {

namespace fs = std::filesystem;

constexpr double kTarget = -16;       // LUFS
constexpr const char* kFilters = "aresample=48000,pan=mono|c0=c0,highpass=f=100";

struct Measured {
  double loudness = 0, true_peak = 0;
  Finished run;
};

// The number behind `key` in the summary ebur128 prints at its end.
double summary(const std::string& text, const std::string& key) {
  const auto from = text.rfind("Summary:");
  const auto at = from == text.npos ? from : text.find(key, from);
  if (at == text.npos) throw std::runtime_error("ffmpeg's ebur128 printed no " + key);
  return std::stod(text.substr(at + key.size()));
}

Measured measure(const fs::path& file, const std::string& before) {
  auto finished = run({{"ffmpeg", "-hide_banner", "-nostats", "-i", file.string(), "-af", before + "ebur128=peak=true", "-f",
                        "null", "-"}, {}});
  return {summary(finished.errors, "I:"), summary(finished.errors, "Peak:"), finished};
}

struct TwoRuns {
  fs::path opus;
  double wall_s = 0, cpu_s = 0;
};

TwoRuns ffmpeg_two_runs(const Ground& ground, const fs::path& wav) {
  const auto first = measure(wav, std::string(kFilters) + ",");
  TwoRuns out{ground.scratch / "peer.opus", 0, 0};
  const auto chain = fmt::format("{},volume={:.2f}dB,alimiter=limit=0.708:level=disabled", kFilters, kTarget - first.loudness);
  const auto second = run({{"ffmpeg", "-v", "error", "-y", "-i", wav.string(), "-af", chain, "-c:a", "libopus", "-b:a", "32k",
                            "-ac", "1", out.opus.string()}, {}});
  out.wall_s = first.run.wall_s + second.wall_s;
  out.cpu_s = first.run.cpu_s + second.cpu_s;
  return out;
}

}  // namespace

Rows bench_transcode(const Ground& ground) {
  const auto wav = speech_wav(ground);
  const auto ours = speech_opus(ground);
  say("ffmpeg: the same in two runs");
  const auto peer = ffmpeg_two_runs(ground, wav);
  say("ffmpeg measures both results");
  const auto our_sound = measure(ours.opus, "");
  const auto peer_sound = measure(peer.opus, "");
  return {ratio_at_most("transcode.wall", "s", ours.made.wall_s, {"ffmpeg, two runs", peer.wall_s}, 1.1),
          ratio_at_most("transcode.cpu", "s", ours.made.cpu_s, {"ffmpeg, two runs", peer.cpu_s}, 1.1),
          within("transcode.loudness", "LUFS", our_sound.loudness, Peer{"ffmpeg, two runs", peer_sound.loudness}, kTarget, 1),
          at_most("transcode.true_peak", "dBTP", our_sound.true_peak, Peer{"ffmpeg, two runs", peer_sound.true_peak}, -2)};
}

}  // namespace loa::bench
