// What a device believes to be the time, under honest and lying beacons.
#include "protocol/time_keeper.h"

#include "protocol/limits.h"

#include <gtest/gtest.h>

namespace loa::test {
namespace {

using namespace protocol;
using namespace std::chrono_literals;

// One device on virtual time: its steady clock, the true time and what its operating system shows.
class Device : public testing::Test {
 protected:
  void pass(Millis span) {
    steady += span;
    utc += span;
  }
  // Asks now, is answered half a round trip later; lie is added to what the controller says.
  std::string beacon(Millis lie = 0ms, Millis round_trip = 100ms) {
    const auto sent = steady;
    pass(round_trip / 2);
    const auto said = utc + lie;
    pass(round_trip / 2);
    const auto status = keeper.on_beacon(said, sent, steady, utc + system_lie);
    return status ? "" : status.error().code;
  }
  bool known() const { return keeper.at(steady).known; }
  Millis off() const { return keeper.at(steady).now - utc; }
  Millis error() const { return keeper.at(steady).error; }
  void restart(const std::string& boot) {
    keeper = TimeKeeper(read_time_state(write_time_state(keeper.state())).value(), boot, build);
  }

  SteadyTime steady{1000s};
  UtcTime utc = from_unix_ms(1795482000000);
  UtcTime build = utc - 24h * 30;
  Millis system_lie{0};
  TimeKeeper keeper{TimeState{}, "boot-1", build};
};

TEST_F(Device, KnowsNothingBeforeTheFirstBeacon) {
  EXPECT_FALSE(known());
  EXPECT_EQ(keeper.at(steady).now, build);
  EXPECT_FALSE(keeper.steady_at(utc));
}

TEST_F(Device, KnowsTheTimeAfterOneWithinHalfARoundTrip) {
  EXPECT_EQ(beacon(), "");
  EXPECT_TRUE(known());
  EXPECT_EQ(off(), 0ms);
  EXPECT_EQ(error(), 50ms);
}

TEST_F(Device, ASlowAnswerDoesNotBlurWhatAQuickOneSaid) {
  ASSERT_EQ(beacon(0ms, 100ms), "");
  pass(60s);
  ASSERT_EQ(beacon(0ms, 4s), "");
  EXPECT_LE(error(), 100ms);
  pass(24h);
  ASSERT_EQ(beacon(0ms, 4s), "") << "by now the crystal's doubt is the larger one";
  EXPECT_EQ(error(), 2s);
}

TEST_F(Device, ErrorsGrowByAHundredPartsPerMillionUntilTheRateIsLearnt) {
  ASSERT_EQ(beacon(), "");
  pass(1h);
  EXPECT_EQ(error(), 50ms + 360ms);
  pass(23h);
  EXPECT_TRUE(known());
  EXPECT_EQ(error(), 50ms + 8640ms);
}

TEST_F(Device, ABoundOverThirtySecondsIsUnknownTime) {
  ASSERT_EQ(beacon(), "");
  pass(83h);
  EXPECT_TRUE(known());
  pass(1h);
  EXPECT_GT(error(), kUnknownTimeBound);
  EXPECT_FALSE(known());
  EXPECT_EQ(off(), 0ms) << "the guess goes on";
  EXPECT_EQ(beacon(), "");
  EXPECT_TRUE(known());
}

TEST_F(Device, RoundTripsOverFiveSecondsAreRefused) {
  EXPECT_EQ(beacon(0ms, 5002ms), "time.round_trip");
  EXPECT_FALSE(known());
  EXPECT_EQ(beacon(0ms, 5000ms), "");
  EXPECT_EQ(error(), 2500ms);
  EXPECT_EQ(keeper.on_beacon(utc, steady, steady - 1ms, utc).error().code, "time.round_trip");
}

TEST_F(Device, ALieOfTwoMinutesIsRefusedAndMakesTheTimeUnknown) {
  ASSERT_EQ(beacon(), "");
  for (const auto lie : {Millis(2min), Millis(-2min), Millis(1h), Millis(-1h), Millis(24h * 3650)}) {
    EXPECT_EQ(beacon(lie), "time.step") << lie.count();
    EXPECT_FALSE(known());
    EXPECT_EQ(off(), 0ms);
    ASSERT_EQ(beacon(), "") << "an honest one heals";
    EXPECT_TRUE(known());
  }
}

TEST_F(Device, NothingBeforeTheFloorIsTaken) {
  EXPECT_EQ(beacon(-24h * 31), "time.before_floor");
  ASSERT_EQ(beacon(), "");
  EXPECT_EQ(beacon(-24h * 3650), "time.before_floor");
  EXPECT_FALSE(known());
}

TEST_F(Device, AtBootABeaconFarFromTheSystemClockIsUnknownTime) {
  system_lie = -60s - 1ms;
  EXPECT_EQ(beacon(), "time.disagrees");
  EXPECT_FALSE(known());
  system_lie = -60s;
  EXPECT_EQ(beacon(), "");
  EXPECT_TRUE(known());
}

TEST_F(Device, ALiarAtBootIsSeenByTheSystemClock) {
  for (const auto lie : {Millis(2min), Millis(1h), Millis(24h * 3650)}) EXPECT_EQ(beacon(lie), "time.disagrees");
  EXPECT_FALSE(known());
}

TEST_F(Device, OnceTheClockRunsTheSystemClockCountsNoMore) {
  ASSERT_EQ(beacon(), "");
  system_lie = 24h;
  EXPECT_EQ(beacon(), "");
}

TEST_F(Device, StepsAddUpToSixtySecondsADay) {
  ASSERT_EQ(beacon(), "");
  for (int i = 1; i <= 6; ++i) {
    pass(1h);
    EXPECT_EQ(beacon(i * 10s), "") << i;
  }
  pass(1h);
  EXPECT_EQ(beacon(60s + 1ms), "time.step");
  EXPECT_FALSE(known());
  EXPECT_EQ(beacon(60s), "");
}

TEST_F(Device, OneBigStepIsNoBetterThanManySmallOnes) {
  ASSERT_EQ(beacon(), "");
  EXPECT_EQ(beacon(30s), "");
  EXPECT_EQ(beacon(61s), "time.step");
}

TEST_F(Device, ANewDayHasNewSteps) {
  ASSERT_EQ(beacon(), "");
  EXPECT_EQ(beacon(60s), "");
  pass(24h);
  EXPECT_EQ(beacon(60s), "");
  EXPECT_EQ(beacon(120s), "");
  EXPECT_EQ(beacon(121s), "time.step");
}

TEST_F(Device, JitterDoesNotAddUp) {
  ASSERT_EQ(beacon(), "");
  for (int i = 0; i < 500; ++i) {
    pass(30s);
    ASSERT_EQ(beacon(i % 2 ? 2s : -2s), "") << i;
  }
}

TEST_F(Device, SlowAnswersGiveALiarNoFreeSteps) {
  ASSERT_EQ(beacon(), "");
  int taken = 0;
  for (int i = 1; i <= 100; ++i) taken += beacon(i * 2s, 5000ms).empty() ? 1 : 0;
  EXPECT_LE(taken, 30);
}

TEST_F(Device, LearnsTheRateOfItsCrystal) {
  ASSERT_EQ(beacon(), "");
  for (int i = 0; i < 23; ++i) {
    steady += 1h;
    utc += 1h - 72ms;  // the crystal runs 20 ppm fast
    ASSERT_EQ(beacon(), "");
  }
  EXPECT_GE(keeper.state().rate_ppm, 20);
  EXPECT_LE(keeper.state().rate_ppm, 25);
  pass(10h);
  EXPECT_LT(error(), 1s);
}

TEST_F(Device, NeverTrustsACrystalBelowFiveParts) {
  ASSERT_EQ(beacon(), "");
  for (int i = 0; i < 23; ++i) {
    pass(1h);
    ASSERT_EQ(beacon(), "");
  }
  EXPECT_EQ(keeper.state().rate_ppm, 5);
}

TEST_F(Device, AShortSpanTeachesNoRate) {
  ASSERT_EQ(beacon(), "");
  pass(50min);
  ASSERT_EQ(beacon(1s), "");
  EXPECT_EQ(keeper.state().rate_ppm, 100);
}

TEST_F(Device, ARestartedProcessStillKnowsTheTime) {
  ASSERT_EQ(beacon(), "");
  pass(1h);
  restart("boot-1");
  EXPECT_TRUE(known());
  EXPECT_EQ(off(), 0ms);
  EXPECT_EQ(error(), 410ms);
}

TEST_F(Device, ARestartGivesNoNewSteps) {
  ASSERT_EQ(beacon(), "");
  ASSERT_EQ(beacon(50s), "");
  restart("boot-1");
  EXPECT_EQ(beacon(61s), "time.step");
}

TEST_F(Device, ARebootKeepsOnlyTheFloor) {
  ASSERT_EQ(beacon(), "");
  keeper.raise_floor(utc - 1h);
  restart("boot-2");
  EXPECT_FALSE(known());
  EXPECT_EQ(keeper.at(steady).now, utc - 1h - 10min);
  EXPECT_EQ(beacon(-2h), "time.before_floor");
  EXPECT_EQ(beacon(), "");
}

TEST_F(Device, TheFloorIsTheLaterOfDiskAndBuild) {
  keeper.raise_floor(build - 24h);
  EXPECT_EQ(keeper.at(steady).now, build);
  keeper.raise_floor(build + 24h);
  keeper.raise_floor(build + 1h);
  EXPECT_EQ(keeper.at(steady).now, build + 24h - 10min);
}

TEST_F(Device, AnOfficersClockTenMinutesAheadDoesNoHarm) {
  ASSERT_EQ(beacon(), "");
  keeper.raise_floor(utc + kMaxVersionLead);
  EXPECT_TRUE(known());
  EXPECT_EQ(off(), 0ms);
  EXPECT_EQ(beacon(), "");
}

// An officer signed something later than what the beacons say: somebody lies, and it is not known who.
TEST_F(Device, AFloorAboveTheClockMakesTheTimeUnknown) {
  ASSERT_EQ(beacon(), "");
  keeper.raise_floor(utc + 15min);
  EXPECT_FALSE(known());
  EXPECT_EQ(keeper.at(steady).now, utc + 5min);
  EXPECT_EQ(beacon(), "time.before_floor");
  pass(5min);
  EXPECT_EQ(beacon(), "");
  EXPECT_TRUE(known());
}

TEST_F(Device, InstantsAreFoundOnTheSteadyClock) {
  ASSERT_EQ(beacon(), "");
  EXPECT_EQ(keeper.steady_at(utc), steady);
  EXPECT_EQ(keeper.steady_at(utc + 90s), steady + 90s);
  EXPECT_EQ(keeper.at(*keeper.steady_at(utc + 90s)).now, utc + 90s);
}

TEST_F(Device, AbsurdInstantsOverflowNothing) {
  EXPECT_EQ(keeper.on_beacon(from_unix_ms(std::int64_t{1} << 53), steady, steady, utc).error().code, "time.step");
  ASSERT_EQ(beacon(), "");
  EXPECT_EQ(keeper.on_beacon(from_unix_ms(std::int64_t{1} << 53), steady, steady, utc).error().code, "time.step");
  keeper.raise_floor(from_unix_ms((std::int64_t{1} << 53) - 1));
  EXPECT_FALSE(known());
}

TEST(TimeStates, AreStrict) {
  EXPECT_TRUE(read_time_state(write_time_state({})));
  EXPECT_FALSE(read_time_state("{}"));
  EXPECT_FALSE(read_time_state(std::string(5000, ' ')));
  TimeState state;
  state.rate_ppm = 0;
  EXPECT_EQ(read_time_state(write_time_state(state)).error().place, "rate_ppm");
  state = {};
  state.beacon_utc_ms = std::int64_t{1} << 53;
  EXPECT_FALSE(read_time_state(write_time_state(state)));
}

}  // namespace
}  // namespace loa::test
