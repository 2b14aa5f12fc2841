// True peak by four-fold oversampling (ITU-R BS.1770-4 annex 2), with the 49-tap windowed sinc that libebur128 uses, so
// that the two agree; computed only where the samples are high enough for it to matter.
#pragma once

#include <array>
#include <span>

namespace loa::audio {

constexpr std::size_t kPeakTaps = 12;
constexpr std::size_t kPeakDelay = 6;  // samples between a peak and the moment it is seen

// Highest interpolated magnitude around the middle of 13 samples, oldest first.
float interpolated_peak(const float* window);

class TruePeak {
 public:
  // Below `floor` (linear) the samples themselves stand for the peak.
  explicit TruePeak(float floor = 0) : floor_(floor) {}
  // Highest true peak (linear) that becomes known with these samples.
  float process(std::span<const float> samples);
  float highest() const { return highest_; }

 private:
  float floor_;
  float highest_ = 0;
  std::array<float, kPeakTaps> history_{};
};

double to_db(double linear);    // -120 for silence
double from_db(double decibel);

}  // namespace loa::audio
