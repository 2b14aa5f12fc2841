// A sound output, pulled by the device's own clock. Drivers live in firmware-bridge; this folder knows only the roles.
#pragma once

#include "core/error.h"

#include <cstdint>
#include <span>
#include <string>

namespace loa::audio {

// What a device pulls from. pull() runs on the audio thread: no lock, allocation, log or exception.
class AudioPull {
 public:
  virtual ~AudioPull() = default;
  virtual void pull(std::span<std::int16_t> out) noexcept = 0;  // fills all of `out`, 48 kHz mono
};

class AudioDevice {
 public:
  virtual ~AudioDevice() = default;
  virtual std::string name() const = 0;
  // Starts the device's clock; it calls source.pull() until stop() returns. `source` outlives that. "audio.device" on failure.
  virtual Status start(AudioPull& source) = 0;
  virtual void stop() = 0;
  // Samples handed over to be heard since start(); goes on as the device's clock does. Any thread.
  virtual std::uint64_t samples_out() const noexcept = 0;
  // How long a sample pulled now waits before it is heard.
  virtual std::int64_t latency_us() const noexcept = 0;
};

}  // namespace loa::audio
