#include "audio/playout.h"

#include <algorithm>
#include <cmath>

namespace loa::audio {
namespace {

constexpr std::size_t kFade = 480;                // 10 ms
constexpr float kGainStep = 1.0F / kFade;         // full range in 10 ms

float to_dbfs(double linear) { return linear <= 1e-6 ? -120.0F : static_cast<float>(20.0 * std::log10(linear)); }

}  // namespace

Playout::Playout(std::size_t ring_samples) : ring_(ring_samples) {}

void Playout::set_gain(float linear) noexcept { target_gain_.store(std::clamp(linear, 0.0F, 4.0F), std::memory_order_relaxed); }

void Playout::pull(std::span<std::int16_t> out) noexcept {
  const bool cutting = cut_.load(std::memory_order_acquire);
  const auto wanted = cutting ? std::min(out.size(), kFade) : out.size();
  const auto sound = out.first(ring_.read(out.first(wanted)));
  apply_gain(sound);
  fade(sound, out.size());
  if (cutting) {
    ring_.discard();
    cut_.store(false, std::memory_order_release);
  }
  const auto silence = out.subspan(sound.size());
  std::fill(silence.begin(), silence.end(), std::int16_t{0});
  meter(out);
  played_.fetch_add(sound.size(), std::memory_order_relaxed);
  silent_.fetch_add(silence.size(), std::memory_order_relaxed);
}

void Playout::apply_gain(std::span<std::int16_t> sound) noexcept {
  const float target = target_gain_.load(std::memory_order_relaxed);
  if (gain_ == 1.0F && target == 1.0F) return;
  for (auto& sample : sound) {
    gain_ += std::clamp(target - gain_, -kGainStep, kGainStep);
    sample = static_cast<std::int16_t>(std::lrintf(std::clamp(static_cast<float>(sample) * gain_, -32768.0F, 32767.0F)));
  }
  // Between programmes there is no sound to ramp on, so the next one starts at its own gain.
  if (sound.empty()) gain_ = target;
}

// The device hears no step: sound that starts is faded in, sound that runs out within this block is faded out.
void Playout::fade(std::span<std::int16_t> sound, std::size_t wanted) noexcept {
  const bool was_sounding = fade_in_done_ > 0;
  for (std::size_t i = 0; i < sound.size() && fade_in_done_ < kFade; ++i)
    sound[i] = static_cast<std::int16_t>(sound[i] * static_cast<int>(fade_in_done_++) / static_cast<int>(kFade));
  if (sound.size() == wanted) return;
  const auto tail = sound.last(std::min(sound.size(), kFade));
  for (std::size_t i = 0; i < tail.size(); ++i)
    tail[i] = static_cast<std::int16_t>(tail[i] * static_cast<int>(tail.size() - 1 - i) / static_cast<int>(tail.size()));
  if (was_sounding || !sound.empty()) dry_spells_.fetch_add(1, std::memory_order_relaxed);
  fade_in_done_ = 0;
}

void Playout::meter(std::span<const std::int16_t> out) noexcept {
  int peak = 0;
  std::uint64_t squares = 0;
  for (const int sample : out) {
    peak = std::max(peak, std::abs(sample));
    squares += static_cast<std::uint64_t>(sample * sample);
  }
  if (peak > peak_.load(std::memory_order_relaxed)) peak_.store(peak, std::memory_order_relaxed);
  square_sum_.fetch_add(squares, std::memory_order_relaxed);
  metered_.fetch_add(out.size(), std::memory_order_relaxed);
}

Levels Playout::levels() noexcept {
  const int peak = peak_.exchange(0, std::memory_order_relaxed);
  const auto squares = square_sum_.exchange(0, std::memory_order_relaxed);
  const auto count = metered_.exchange(0, std::memory_order_relaxed);
  const double mean = count == 0 ? 0.0 : static_cast<double>(squares) / static_cast<double>(count);
  return {.peak_dbfs = to_dbfs(peak / 32768.0), .rms_dbfs = to_dbfs(std::sqrt(mean) / 32768.0)};
}

}  // namespace loa::audio
