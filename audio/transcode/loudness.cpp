#include "audio/transcode/loudness.h"

#include "core/check.h"

#include <algorithm>

namespace loa::audio {

Loudness::Loudness() : state_(ebur128_init(1, 48000, EBUR128_MODE_I | EBUR128_MODE_HISTOGRAM)) { CHECK(state_ != nullptr); }
Loudness::~Loudness() { ebur128_destroy(&state_); }

void Loudness::add(std::span<const float> samples) { ebur128_add_frames_float(state_, samples.data(), samples.size()); }

double Loudness::lufs() const {
  double value = -120;
  ebur128_loudness_global(state_, &value);
  return std::max(value, -120.0);
}

}  // namespace loa::audio
