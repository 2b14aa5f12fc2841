// Randomness enters through this interface so that the simulation can seed it.
#pragma once

#include "core/bytes.h"

#include <cstdint>
#include <span>

namespace loa {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;

  std::uint64_t u64();
  std::uint64_t below(std::uint64_t limit);  // uniform in [0, limit); limit > 0
};

// The kernel's generator.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

// splitmix64: for simulations and tests only.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> out) override;

 private:
  std::uint64_t state_;
};

}  // namespace loa
