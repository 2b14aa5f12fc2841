// libopus, mono 48 kHz, 20 ms frames. State can be copied: an encoder that went wrong is put back to where it was.
#pragma once

#include "core/bytes.h"
#include "core/error.h"

#include <opus/opus.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace loa::audio {

constexpr std::size_t kFrameSamples = 960;
using AudioFrame = std::array<float, kFrameSamples>;

// Encoder and decoder that see the same packets. libopus promises that its state is one flat block.
class OpusPair {
 public:
  OpusPair(int bits_per_second, int complexity);

  // Packet of `in`, and what a listener will hear of it (late by pre_skip samples). "audio.encode".
  Status code(const AudioFrame& in, Bytes& packet, AudioFrame& heard);
  int pre_skip() const;

 private:
  OpusEncoder* encoder() { return reinterpret_cast<OpusEncoder*>(encoder_.data()); }
  OpusDecoder* decoder() { return reinterpret_cast<OpusDecoder*>(decoder_.data()); }

  std::vector<std::max_align_t> encoder_;
  std::vector<std::max_align_t> decoder_;
};

}  // namespace loa::audio
