// Look-ahead true-peak limiter: its output never passes the ceiling between samples either, up to the interpolator's error.
// Gain needed = ceiling / true peak; held over 4 ms ahead, released over 60 ms, smoothed by a 4 ms mean, so no step is heard.
#pragma once

#include "audio/transcode/true_peak.h"

#include <array>
#include <cstdint>
#include <span>

namespace loa::audio {

class Limiter {
 public:
  static constexpr std::size_t kLookAhead = 192;                     // 4 ms
  static constexpr std::size_t kDelay = kLookAhead + kPeakDelay;     // output lags input by this

  explicit Limiter(float ceiling);

  // In place; what comes out is the input of kDelay samples before. Feed kDelay zeros at the end.
  void process(std::span<float> samples);
  float deepest() const { return deepest_; }  // lowest gain applied

 private:
  float needed_gain(float sample);
  float smoothed(float needed);

  static constexpr std::size_t kRing = 256;  // a power of two above kDelay
  static_assert(kRing > kDelay);

  float ceiling_;
  float release_ = 1;
  float deepest_ = 1;
  double sum_;
  std::uint64_t at_ = 0;
  std::array<float, 13> window_{};
  float window_peak_ = 0;
  std::array<float, kRing> delayed_{};
  std::array<float, kRing> held_;
  // Sliding minimum over kLookAhead + 1 values: a queue of rising candidates.
  struct Candidate {
    std::uint64_t at;
    float gain;
  };
  std::array<Candidate, kRing> candidates_{};
  std::uint64_t candidates_begin_ = 0;
  std::uint64_t candidates_end_ = 0;
};

}  // namespace loa::audio
