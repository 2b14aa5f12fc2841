// Any accepted audio file to mono 48 kHz, through libav: the only place that includes it. Reads one open descriptor; libav
// can open nothing else (no protocols, io_open refused, formats and codecs on a short list).
#pragma once

#include "core/error.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace loa::audio {

struct InputLimits {
  std::int64_t max_duration_s = 14400;
};
struct DecodedInput {
  std::string format;
  std::int64_t samples = 0;
};
using SampleSink = std::function<Status(std::span<const float>)>;

// Loads what libav would otherwise load late; call before the sandbox.
void prepare_decoder();
// Errors: "audio.not_audio", "audio.format_refused", "audio.too_long", "audio.damaged", "audio.out_of_memory"; the sink's.
Result<DecodedInput> decode_input(int fd, const InputLimits& limits, const SampleSink& sink);

}  // namespace loa::audio
