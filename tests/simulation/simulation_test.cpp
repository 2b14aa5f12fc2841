#include "tests/simulation/options.h"

#include <gtest/gtest.h>

namespace loa::sim {
namespace {

TEST(Simulation, OneSeedIsOneHistory) {
  const Options options{.seed = 7, .days = 2, .agents = 4};
  const Outcome first = simulate(options);
  const Outcome second = simulate(options);
  EXPECT_EQ(first.hash, second.hash);
  EXPECT_EQ(first.events, second.events);
  EXPECT_NE(first.hash, simulate({.seed = 8, .days = 2, .agents = 4}).hash);
}

TEST(Simulation, WithoutFaultsEverythingSounds) {
  const Options options{.seed = 1, .days = 2, .faults = 0};
  const Outcome outcome = simulate(options);
  EXPECT_FALSE(outcome.violation) << report(options, outcome);
  EXPECT_GT(outcome.plays, 20);
}

}  // namespace
}  // namespace loa::sim
