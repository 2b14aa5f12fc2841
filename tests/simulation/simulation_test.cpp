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

// What the faults would hide: in a world without them the schedule is heard.
TEST(Simulation, WithoutFaultsEverythingApprovedSounds) {
  const Options options{.seed = 1, .days = 2, .faults = 0};
  const Outcome outcome = simulate(options);
  EXPECT_FALSE(outcome.violation) << report(options, outcome);
  EXPECT_GT(outcome.plays, 40);
  for (const char* cause : {"agent.no_proof", "agent.off", "agent.bridge", "time.unknown", "ledger.untold"})
    EXPECT_EQ(outcome.figures.find(std::string("missed ") + cause), std::string::npos) << outcome.figures;
}

class Seeds : public testing::TestWithParam<Options> {};

TEST_P(Seeds, BreakNoRuleAndComeToRest) {
  const Outcome outcome = simulate(GetParam());
  EXPECT_FALSE(outcome.violation) << report(GetParam(), outcome);
  EXPECT_GT(outcome.plays, 10);
  EXPECT_GT(outcome.faults, 10);
}

INSTANTIATE_TEST_SUITE_P(Weeks, Seeds,
                         testing::Values(Options{.seed = 11, .days = 7}, Options{.seed = 12, .days = 7, .agents = 6}, Options{.seed = 13, .days = 7, .agents = 5},
                                         Options{.seed = 14, .days = 7, .agents = 5, .faults = 2}, Options{.seed = 15, .days = 14, .agents = 4},
                                         Options{.seed = 16, .days = 7, .agents = 5, .faults = 0.4}, Options{.seed = 17, .days = 28, .agents = 3}),
                         [](const auto& info) { return "Seed" + std::to_string(info.param.seed); });

}  // namespace
}  // namespace loa::sim
