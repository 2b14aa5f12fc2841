#include "audio/transcode/true_peak.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loa::audio {
namespace {

// Taps of the three phases between two samples, in the order of a window that starts with the oldest sample.
using Phases = std::array<std::array<float, 16>, 3>;

Phases make_phases() {
  constexpr int kLength = 49;
  Phases phases{};
  for (int j = 0; j < kLength; ++j) {
    if (j % 4 == 0) continue;
    const double m = (j - 24) * std::numbers::pi / 4;
    const double window = 0.5 * (1 - std::cos(2 * std::numbers::pi * j / (kLength - 1)));
    phases[static_cast<std::size_t>(j % 4 - 1)][static_cast<std::size_t>(12 - j / 4)] = static_cast<float>(std::sin(m) / m * window);
  }
  return phases;
}

const Phases kPhases = make_phases();

}  // namespace

float interpolated_peak(const float* window) {
  float highest = std::abs(window[6]);
  for (const auto& taps : kPhases) {
    float sum = 0;
    for (std::size_t i = 0; i < 13; ++i) sum += taps[i] * window[i];
    highest = std::max(highest, std::abs(sum));
  }
  return highest;
}

float TruePeak::process(std::span<const float> samples) {
  float highest = 0;
  std::array<float, 2 * 64 + kPeakTaps> window;
  while (!samples.empty()) {
    const auto count = std::min<std::size_t>(samples.size(), 128);
    std::copy(history_.begin(), history_.end(), window.begin());
    std::copy_n(samples.begin(), count, window.begin() + kPeakTaps);
    float plain = 0;
    for (std::size_t i = 0; i < count + kPeakTaps; ++i) plain = std::max(plain, std::abs(window[i]));
    if (plain <= floor_) highest = std::max(highest, plain);
    else
      for (std::size_t i = 0; i < count; ++i) highest = std::max(highest, interpolated_peak(&window[i]));
    std::copy_n(window.begin() + static_cast<std::ptrdiff_t>(count), kPeakTaps, history_.begin());
    samples = samples.subspan(count);
  }
  highest_ = std::max(highest_, highest);
  return highest;
}

double to_db(double linear) { return linear <= 1e-6 ? -120.0 : 20 * std::log10(linear); }
double from_db(double decibel) { return std::pow(10.0, decibel / 20); }

}  // namespace loa::audio
