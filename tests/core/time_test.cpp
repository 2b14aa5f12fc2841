#include "core/clock.h"
#include "core/time.h"

#include <gtest/gtest.h>

namespace loa {
namespace {

TEST(Time, Rfc3339RoundTrips) {
  EXPECT_EQ(format_rfc3339(*parse_rfc3339("2026-11-24T05:30:00.007Z")), "2026-11-24T05:30:00.007Z");
  EXPECT_EQ(format_rfc3339(*parse_rfc3339("2026-11-24T05:30:00+07:00")), "2026-11-23T22:30:00.000Z");
  EXPECT_EQ(format_rfc3339(*parse_rfc3339("2026-11-24T05:30:00.1239-01:30")), "2026-11-24T07:00:00.123Z");
  EXPECT_EQ(format_rfc3339(from_unix_ms(-1)), "1969-12-31T23:59:59.999Z");
}

TEST(Time, RefusesImpossibleTimes) {
  for (const auto* bad : {"", "2026-11-24", "2026-02-29T00:00:00Z", "2026-11-24T24:00:00Z", "2026-11-24T05:60:00Z",
                          "2026-11-24T05:30:00", "2026-11-24T05:30:00.Z", "2026-11-24T05:30:00Zx",
                          "2026-11-24 05:30:00Z", "2026-13-01T00:00:00Z", "2026-11-24T05:30:00+7"})
    EXPECT_FALSE(parse_rfc3339(bad)) << bad;
}

TEST(Time, CivilTimesAndDaysRoundTrip) {
  EXPECT_EQ(format_civil(*parse_civil("2026-11-24T05:30:09")), "2026-11-24T05:30:09");
  EXPECT_EQ(format_day(*parse_day("2028-02-29")), "2028-02-29");
  EXPECT_FALSE(parse_day("2026-2-9"));
  EXPECT_FALSE(parse_civil("2026-11-24T05:30:09Z"));
}

TEST(Zone, VietnamIsSevenHoursAhead) {
  const auto zone = Zone::vietnam();
  EXPECT_EQ(format_civil(zone.to_civil(*parse_rfc3339("2026-11-23T22:30:00Z"))), "2026-11-24T05:30:00");
  EXPECT_EQ(format_rfc3339(*zone.to_utc(*parse_civil("2026-11-24T05:30:00"))), "2026-11-23T22:30:00.000Z");
}

TEST(Zone, GapsAndFoldsFollowThePolicy) {
  const auto berlin = *Zone::locate("Europe/Berlin");
  const auto gap = *parse_civil("2026-03-29T02:30:00");
  EXPECT_EQ(format_rfc3339(*berlin.to_utc(gap)), "2026-03-29T01:00:00.000Z");
  EXPECT_EQ(berlin.to_utc(gap, GapPolicy::skip).error().code, "time.gap");
  const auto fold = *parse_civil("2026-10-25T02:30:00");
  EXPECT_EQ(format_rfc3339(*berlin.to_utc(fold)), "2026-10-25T00:30:00.000Z");
  EXPECT_EQ(format_rfc3339(*berlin.to_utc(fold, GapPolicy::forward, FoldPolicy::second)), "2026-10-25T01:30:00.000Z");
}

TEST(Zone, AnUnknownNameIsAnError) { EXPECT_EQ(Zone::locate("Asia/Atlantis").error().code, "time.zone_unknown"); }

TEST(SystemClock, SteadyNeverGoesBackAndTheBootHasAName) {
  const SystemClock clock;
  const auto before = clock.steady();
  EXPECT_LE(before, clock.steady());
  EXPECT_EQ(clock.boot_id().size(), 36u);
  EXPECT_EQ(clock.boot_id(), clock.boot_id());
}

}  // namespace
}  // namespace loa
