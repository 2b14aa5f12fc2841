#include "audio/playout.h"

#include <gtest/gtest.h>

#include <numeric>
#include <thread>
#include <vector>

namespace loa::audio {
namespace {

TEST(SpscRing, KeepsOrderAcrossThreads) {
  SpscRing<int> ring(64);
  constexpr int kCount = 200000;
  std::thread writer([&] {
    for (int next = 0; next < kCount;) next += static_cast<int>(ring.write(std::span<const int>(&next, 1)));
  });
  int expected = 0;
  std::array<int, 17> got;
  while (expected < kCount) {
    const auto count = ring.read(got);
    for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(got[i], expected++);
  }
  writer.join();
  EXPECT_EQ(ring.readable(), 0U);
}

TEST(SpscRing, TakesNoMoreThanItHolds) {
  SpscRing<int> ring(8);
  const std::vector<int> ten(10, 7);
  EXPECT_EQ(ring.write(ten), 8U);
  EXPECT_EQ(ring.writable(), 0U);
  EXPECT_EQ(ring.discard(), 8U);
  EXPECT_EQ(ring.writable(), 8U);
}

std::vector<std::int16_t> pulled(Playout& playout, std::size_t samples) {
  std::vector<std::int16_t> out(samples, 99);
  playout.pull(out);
  return out;
}

TEST(Playout, FadesInPassesSamplesThroughAndFillsWithSilence) {
  Playout playout;
  const std::vector<std::int16_t> sound(960 * 3, 1000);
  ASSERT_EQ(playout.write(sound), sound.size());
  const auto first = pulled(playout, 960);
  EXPECT_EQ(first[0], 0);
  EXPECT_EQ(first[240], 500);
  EXPECT_EQ(first[480], 1000);
  EXPECT_EQ(pulled(playout, 960), std::vector<std::int16_t>(960, 1000));
  const auto last = pulled(playout, 1920);
  EXPECT_EQ(last[479], 1000);
  EXPECT_EQ(last[959], 0);
  EXPECT_EQ(last[960], 0);
  EXPECT_EQ(last[1919], 0);
  EXPECT_EQ(playout.samples_played(), 2880U);
  EXPECT_EQ(playout.samples_silent(), 960U);
  EXPECT_EQ(playout.dry_spells(), 1U);
  EXPECT_EQ(pulled(playout, 960), std::vector<std::int16_t>(960, 0));
  EXPECT_EQ(playout.dry_spells(), 1U);
}

TEST(Playout, GainRampsAndClips) {
  Playout playout;
  playout.write(std::vector<std::int16_t>(4800, 20000));
  pulled(playout, 960);
  playout.set_gain(0.5F);
  const auto ramp = pulled(playout, 960);
  for (std::size_t i = 1; i < ramp.size(); ++i) EXPECT_LE(std::abs(ramp[i] - ramp[i - 1]), 60);
  EXPECT_EQ(ramp.back(), 10000);
  playout.set_gain(4);
  pulled(playout, 1920);
  EXPECT_EQ(pulled(playout, 480).back(), 32767);
}

TEST(Playout, CutFadesAndForgetsWhatWasBuffered) {
  Playout playout;
  playout.write(std::vector<std::int16_t>(9600, 8000));
  pulled(playout, 960);
  playout.cut();
  EXPECT_TRUE(playout.cutting());
  const auto out = pulled(playout, 960);
  EXPECT_EQ(out[479], 0);
  EXPECT_EQ(std::accumulate(out.begin() + 480, out.end(), 0), 0);
  EXPECT_FALSE(playout.cutting());
  EXPECT_EQ(playout.buffered(), 0U);
}

TEST(Playout, MetersPeakAndMean) {
  Playout playout;
  EXPECT_EQ(playout.levels().peak_dbfs, -120.0F);
  playout.write(std::vector<std::int16_t>(9600, 16384));
  pulled(playout, 960);
  static_cast<void>(playout.levels());
  pulled(playout, 960);
  const auto levels = playout.levels();
  EXPECT_NEAR(levels.peak_dbfs, -6.02, 0.01);
  EXPECT_NEAR(levels.rms_dbfs, -6.02, 0.01);
}

}  // namespace
}  // namespace loa::audio
