// The two passes: decode once and measure; then gain, limit, encode, listening to the result.
#pragma once

#include "audio/transcode_report.h"

#include <cstdint>
#include <functional>

namespace loa::audio {

struct TranscodeJob {
  int in_fd = -1;
  int out_fd = -1;    // empty, opened for writing
  int cache_fd = -1;  // an unlinked file, opened for reading and writing: 96 kB a second of sound
  std::int64_t max_duration_s = 14400;
  std::function<void(int percent)> progress;
};

constexpr double kTargetLufs = -16;
constexpr double kLimitDbtp = -2;

// Errors: those of decode_input and encode_pass, "audio.silent", "audio.too_short".
Result<TranscodeReport> transcode(const TranscodeJob& job);

}  // namespace loa::audio
