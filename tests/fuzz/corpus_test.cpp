// The fuzz targets over a small corpus of changed vectors: the same inputs at every run, so that they never rot.
#include "tests/fuzz/seeds.h"
#include "tests/fuzz/targets.h"

#include <gtest/gtest.h>

#include <set>

namespace loa::fuzz {
namespace {

// Dear targets get fewer rounds: whole registers, audio files, files on disk, calendar rules.
int rounds(std::string_view target) {
  if (target == "judged" || target == "ogg") return 150;
  if (target == "config" || target == "schedule" || target == "rrule" || target == "plan" || target == "chunk") return 250;
  return 1500;
}

class Corpus : public testing::TestWithParam<Target> {};

TEST_P(Corpus, EveryInputIsAnswered) {
  const auto& target = GetParam();
  const auto seeds = seeds_of(target.name);
  ASSERT_FALSE(seeds.empty());
  SeededRandom random(2026);
  target.run({});
  for (const auto& seed : seeds) target.run(seed);
  for (int i = 0; i < rounds(target.name); ++i) {
    const auto& seed = seeds[random.below(seeds.size())];
    target.run(mutated(seed, seeds[random.below(seeds.size())], random));
  }
}

INSTANTIATE_TEST_SUITE_P(Fuzz, Corpus, testing::ValuesIn(all_targets()),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(Mutations, AreTheSameAtEveryRunAndDiffer) {
  const auto seed = to_bytes(R"({"a":1,"b":"text","c":[1,2,3]})");
  std::set<Bytes> made;
  for (int run = 0; run < 2; ++run) {
    SeededRandom random(5);
    for (int i = 0; i < 200; ++i) made.insert(mutated(seed, seed, random));
  }
  EXPECT_GT(made.size(), 150u);
  EXPECT_LE(made.size(), 200u);
}

}  // namespace
}  // namespace loa::fuzz
