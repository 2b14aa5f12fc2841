// Ogg Opus files made in the test itself (libopus, RFC 7845), and a signal to put into them.
#pragma once

#include "core/bytes.h"

#include <cstdint>
#include <span>
#include <vector>

namespace loa::test {

// Syllables of changing pitch with pauses: every second differs from every other, so that a match finds one place only.
std::vector<std::int16_t> voice_like(std::size_t samples, std::uint64_t voice);
// 48 kHz mono, 32 kb/s, 20 ms packets, one page a second.
Bytes encode_ogg_opus(std::span<const std::int16_t> samples);

}  // namespace loa::test
