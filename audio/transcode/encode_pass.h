// Gain -> true-peak limiter -> Opus -> Ogg, listening to every packet as it is made. Where the decoded sound would pass the
// limit, the encoder is put back a little, the place is turned down, and coding goes on from there: one pass, no peak above.
#pragma once

#include "audio/transcode/loudness.h"
#include "audio/transcode/pcm_source.h"
#include "core/hash.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace loa::audio {

struct EncodeSettings {
  double gain_db = 0;
  double ceiling_dbtp = -3;   // of the limiter, before Opus
  double limit_dbtp = -2.2;   // of the decoded sound; a little under the promise, as interpolators differ
  int bits_per_second = 32000;
  int complexity = 10;
  std::uint64_t max_bytes = std::uint64_t{1} << 30;
  std::function<void(int percent)> progress;
};

struct EncodeResult {
  double loudness = 0;   // LUFS of the decoded sound
  double true_peak = 0;  // dBTP of the decoded sound
  std::uint64_t size = 0;
  Hash sha256;
  std::vector<int> waveform;  // 1000 peaks, 0..100
  std::int64_t repairs = 0;   // places turned down
};

// Writes to `fd` from its present position. Errors: "audio.encode", "audio.true_peak", "audio.too_large", "file.write".
Result<EncodeResult> encode_pass(PcmSource& source, int fd, const EncodeSettings& settings);

struct GainPlan {
  double gain_db = 0;
  double loudness = 0;  // expected after the limiter
};
// The gain that brings the limited sound to `target` LUFS; found without encoding. Limiting is pushed by 16 dB at most.
Result<GainPlan> plan_gain(PcmSource& source, double loudness_before, double true_peak_before, double target, double ceiling_dbtp);

}  // namespace loa::audio
