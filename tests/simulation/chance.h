// Seeded luck. Every part of the simulation has its own, so that one more throw in one part does not change the others.
#pragma once

#include "core/random.h"
#include "tests/simulation/loop.h"

#include <cmath>

namespace loa::sim {

class Chance {
 public:
  Chance(std::uint64_t seed, std::uint64_t part) : random_(mixed(mixed(seed) + part)) {}

  bool happens(double probability) { return unit() < probability; }
  std::int64_t between(std::int64_t low, std::int64_t high) {  // both included
    return low + static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(high - low + 1)));
  }
  Micros time(Micros low, Micros high) { return Micros{between(low.count(), high.count())}; }
  // Waiting time of something that happens once in `mean` on average.
  Micros wait(Micros mean) { return Micros{static_cast<std::int64_t>(-std::log(1.0 - unit()) * static_cast<double>(mean.count()))}; }
  // Mostly short, sometimes near `high`: how long faults last.
  Micros skewed(Micros low, Micros high) {
    const double power = unit();
    const double ratio = static_cast<double>(high.count()) / static_cast<double>(low.count());
    return Micros{static_cast<std::int64_t>(static_cast<double>(low.count()) * std::pow(ratio, power))};
  }
  template <class Items>
  const typename Items::value_type& one_of(const Items& items) {
    return items[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(items.size()) - 1))];
  }
  Random& random() { return random_; }

 private:
  // Neighbouring seeds of the generator give the same numbers one step apart: they are thrown far from each other first.
  static std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ value >> 31) * 0xbf58476d1ce4e5b9U + 0x632be59bd9b4e019U;
    value = (value ^ value >> 29) * 0x94d049bb133111ebU;
    return value ^ value >> 32;
  }
  double unit() { return static_cast<double>(random_.u64() >> 11) * 0x1.0p-53; }

  SeededRandom random_;
};

}  // namespace loa::sim
