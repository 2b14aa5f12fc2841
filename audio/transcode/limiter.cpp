#include "audio/transcode/limiter.h"

#include <algorithm>
#include <cmath>

namespace loa::audio {
namespace {
constexpr float kReleaseStep = 1.0F / (0.060F * 48000);
constexpr std::size_t kMean = Limiter::kLookAhead;
}  // namespace

Limiter::Limiter(float ceiling) : ceiling_(ceiling), sum_(kMean) { held_.fill(1); }

// Of the sample kPeakDelay ago.
float Limiter::needed_gain(float sample) {
  std::copy(window_.begin() + 1, window_.end(), window_.begin());
  window_.back() = sample;
  const float magnitude = std::abs(sample);
  // Falls slowly enough to cover the window: a cheap bound on its highest sample.
  window_peak_ = std::max(magnitude, window_peak_ * 0.98F);
  if (window_peak_ < ceiling_ * 0.45F) return 1;
  const float peak = interpolated_peak(window_.data());
  return peak <= ceiling_ ? 1 : ceiling_ / peak;
}

// Lowest of the last kLookAhead + 1 needs, slow to rise, then a mean of the same length: reaches each need in time.
float Limiter::smoothed(float needed) {
  while (candidates_end_ > candidates_begin_ && candidates_[(candidates_end_ - 1) % kRing].gain >= needed) --candidates_end_;
  candidates_[candidates_end_++ % kRing] = {at_, needed};
  if (candidates_[candidates_begin_ % kRing].at + kLookAhead < at_) ++candidates_begin_;
  const float lowest = candidates_[candidates_begin_ % kRing].gain;
  release_ = std::min(lowest, release_ + (1.0F - release_) * kReleaseStep);
  if (release_ > 0.9999F) release_ = std::min(lowest, 1.0F);
  sum_ += static_cast<double>(release_) - static_cast<double>(held_[(at_ - kMean) % kRing]);
  held_[at_ % kRing] = release_;
  return static_cast<float>(sum_ / kMean);
}

void Limiter::process(std::span<float> samples) {
  for (float& sample : samples) {
    const float gain = std::min(1.0F, smoothed(needed_gain(sample)));
    delayed_[at_ % kRing] = sample;
    sample = delayed_[(at_ - kDelay) % kRing] * gain;
    deepest_ = std::min(deepest_, gain);
    ++at_;
  }
}

}  // namespace loa::audio
