#include "core/random.h"

#include "core/check.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace loa {

std::uint64_t Random::u64() {
  std::array<std::uint8_t, 8> bytes{};
  fill(bytes);
  std::uint64_t out = 0;
  for (const auto byte : bytes) out = out << 8 | byte;
  return out;
}

std::uint64_t Random::below(std::uint64_t limit) {
  CHECK(limit > 0);
  const auto skip = (0 - limit) % limit;  // 2^64 mod limit: the values that would favour small results
  for (;;) {
    const auto value = u64();
    if (value >= skip) return value % limit;
  }
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
  CHECK(::sodium_init() >= 0);
  ::randombytes_buf(out.data(), out.size());
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
  for (std::size_t at = 0; at < out.size();) {
    auto z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    z ^= z >> 31;
    for (int i = 0; i < 8 && at < out.size(); ++i, ++at) out[at] = static_cast<std::uint8_t>(z >> (8 * i));
  }
}

}  // namespace loa
