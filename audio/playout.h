// The last stage before a device: a ring filled by the loop and emptied by the audio thread, a gain that ramps, fades where
// sound starts or runs out, and a level meter. pull() is real-time safe (no lock, allocation, log, exception).
#pragma once

#include "audio/device.h"
#include "audio/spsc_ring.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <span>

namespace loa::audio {

struct Levels {
  float peak_dbfs = -120.0F;  // highest sample since the last levels() call
  float rms_dbfs = -120.0F;   // mean over the same time
};

class Playout final : public AudioPull {
 public:
  explicit Playout(std::size_t ring_samples = 48000);

  // Loop side.
  std::size_t write(std::span<const std::int16_t> samples) noexcept { return ring_.write(samples); }
  std::size_t writable() const noexcept { return ring_.writable(); }
  std::size_t buffered() const noexcept { return ring_.readable(); }
  void set_gain(float linear) noexcept;  // 0..4, reached over 10 ms
  // Fade out over 10 ms and throw away what is buffered. Write nothing new until cutting() is false again.
  void cut() noexcept { cut_.store(true, std::memory_order_release); }
  bool cutting() const noexcept { return cut_.load(std::memory_order_acquire); }
  Levels levels() noexcept;  // one caller
  std::uint64_t samples_played() const noexcept { return played_.load(std::memory_order_relaxed); }
  std::uint64_t samples_silent() const noexcept { return silent_.load(std::memory_order_relaxed); }
  // Times the ring ran dry while sound was going out; the end of a programme counts as one too.
  std::uint64_t dry_spells() const noexcept { return dry_spells_.load(std::memory_order_relaxed); }

  // Audio thread.
  void pull(std::span<std::int16_t> out) noexcept override;

 private:
  void apply_gain(std::span<std::int16_t> sound) noexcept;
  void fade(std::span<std::int16_t> sound, std::size_t wanted) noexcept;
  void meter(std::span<const std::int16_t> out) noexcept;

  SpscRing<std::int16_t> ring_;
  std::atomic<float> target_gain_{1.0F};
  std::atomic<bool> cut_{false};
  std::atomic<std::uint64_t> played_{0};
  std::atomic<std::uint64_t> silent_{0};
  std::atomic<std::uint64_t> dry_spells_{0};
  std::atomic<int> peak_{0};
  std::atomic<std::uint64_t> square_sum_{0};
  std::atomic<std::uint64_t> metered_{0};
  float gain_ = 1.0F;             // audio thread only
  std::size_t fade_in_done_ = 0;  // audio thread only: samples since sound began, up to the fade's length
};

}  // namespace loa::audio
