// Holds a playout back until its sample is due: the device may start early, the programme starts on its sample.
#pragma once

#include "audio/playout.h"

#include <atomic>
#include <limits>

namespace loa::bridge {

class TimedPull final : public audio::AudioPull {
 public:
  explicit TimedPull(audio::Playout& playout) : playout_(playout) {}

  // Samples of the device's clock after which the playout is heard; set once, before that moment. Loop thread.
  void set_lead(std::int64_t samples) noexcept { lead_.store(samples, std::memory_order_release); }

  void pull(std::span<std::int16_t> out) noexcept override {
    const auto left = lead_.load(std::memory_order_acquire) - pulled_;
    pulled_ += static_cast<std::int64_t>(out.size());
    const auto silent = static_cast<std::size_t>(std::clamp<std::int64_t>(left, 0, static_cast<std::int64_t>(out.size())));
    std::fill_n(out.begin(), silent, std::int16_t{0});
    if (silent < out.size()) playout_.pull(out.subspan(silent));
  }

 private:
  audio::Playout& playout_;
  std::atomic<std::int64_t> lead_{std::numeric_limits<std::int64_t>::max()};
  std::int64_t pulled_ = 0;  // audio thread
};

}  // namespace loa::bridge
