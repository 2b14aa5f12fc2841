#include "schedules/policy.h"

#include "world.h"

namespace loa::schedules {
namespace {
using namespace test;

const Zone kZone = Zone::vietnam();

std::string code(const Status& s) { return s ? "ok" : s.error().code; }
std::string code(const PolicyPath& path, UtcTime start, Millis duration, BroadcastClass cls = BroadcastClass::normal) {
  return code(path.allows(start, duration, cls, 50, 0ms, kZone));
}

TEST(Policy, WindowsAreHalfOpen) {
  const PolicyPath path({policy()});
  EXPECT_EQ(code(path, utc(5, 30), 90min), "ok");
  EXPECT_EQ(code(path, utc(5, 30), 90min + 1ms), "policy.outside_window");
  EXPECT_EQ(code(path, utc(5, 29, 59), 1min), "policy.outside_window");
  EXPECT_EQ(code(path, utc(7, 0), 1min), "policy.outside_window");
  EXPECT_EQ(code(path, utc(3, 15), 1min), "policy.outside_window");
}

TEST(Policy, ANightWindowBelongsToTheDayItStarts) {
  const unsigned wednesday = 1U << 2;
  const PolicyPath path({policy({window(22, 0, 2, 0, wednesday)})});
  EXPECT_EQ(code(path, utc(23, 30), 60min), "ok");
  EXPECT_EQ(code(path, utc(1, 0, 0, kDay + date::days{1}), 60min), "ok");
  EXPECT_EQ(code(path, utc(1, 0), 30min), "policy.outside_window");  // Wednesday 01:00 is Tuesday's night
  EXPECT_EQ(path.closes_at(utc(23, 0), kZone), utc(2, 0, 0, kDay + date::days{1}));
}

TEST(Policy, SundayWindow) {
  const auto sunday = kDay + date::days{4};
  const PolicyPath path({policy({window(5, 30, 7, 0, 1U << 6)})});
  EXPECT_EQ(code(path, utc(6, 0, 0, sunday), 10min), "ok");
  EXPECT_EQ(code(path, utc(6, 0, 0, sunday + date::days{1}), 10min), "policy.outside_window");
}

TEST(Policy, TheTightestOnThePathHolds) {
  auto province = policy({window(5, 0, 21, 0)});
  province.number = "7/QĐ-UBND";
  province.max_volume = 80;
  auto commune = policy();
  commune.max_per_day = 30min;
  commune.volume_bands = {{MinuteOfDay(17 * 60), MinuteOfDay(19 * 60), 60}};
  const PolicyPath path({province, commune});
  EXPECT_EQ(code(path, utc(12, 0), 10min), "policy.outside_window");
  EXPECT_EQ(code(path.allows(utc(6, 0), 20min, BroadcastClass::normal, 50, 11min, kZone)), "policy.minutes");
  EXPECT_EQ(code(path.allows(utc(6, 0), 20min, BroadcastClass::normal, 50, 10min, kZone)), "ok");
  EXPECT_EQ(path.volume_cap(utc(6, 0), kZone), 80);
  EXPECT_EQ(path.volume_cap(utc(17, 0), kZone), 60);
  EXPECT_EQ(path.volume_cap(utc(16, 30), 60min, kZone), 60);
  const auto loud = path.allows(utc(6, 0), 1min, BroadcastClass::normal, 81, 0ms, kZone);
  ASSERT_FALSE(loud);
  EXPECT_EQ(loud.error().code, "policy.volume");
  EXPECT_EQ(loud.error().params.front().second, "7/QĐ-UBND");
}

TEST(Policy, QuietSpellCitesTheDocumentAndOnlyEmergencyPasses) {
  auto p = policy();
  p.quiet = {{utc(6, 0), utc(6, 30), "quốc tang"}};
  const PolicyPath path({p});
  const auto refused = path.allows(utc(5, 50), 11min, BroadcastClass::priority, 50, 0ms, kZone);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "policy.quiet_spell");
  const auto words = describe(refused.error(), Language::vi);
  EXPECT_NE(words.find("12/QĐ-UBND"), std::string::npos) << words;
  EXPECT_NE(words.find("quốc tang"), std::string::npos) << words;
  EXPECT_EQ(code(path, utc(5, 50), 10min), "ok");
  EXPECT_EQ(code(path, utc(6, 30), 10min), "ok");
  EXPECT_EQ(code(path, utc(6, 0), 10min, BroadcastClass::emergency), "ok");
  EXPECT_EQ(path.closes_at(utc(5, 40), kZone), utc(6, 0));
  EXPECT_EQ(path.closes_at(utc(6, 10), kZone), std::nullopt);
}

TEST(Policy, MissingMeansEmergencyOnly) {
  const PolicyPath path;
  EXPECT_EQ(code(path, utc(6, 0), 1min), "policy.missing");
  EXPECT_EQ(code(path, utc(3, 0), 1min, BroadcastClass::emergency), "ok");
  EXPECT_EQ(path.volume_cap(utc(6, 0), kZone), 0);
  EXPECT_EQ(path.closes_at(utc(6, 0), kZone), std::nullopt);
}

TEST(Policy, NotYetInForce) {
  auto p = policy();
  p.valid_from = kDay + date::days{1};
  EXPECT_EQ(code(PolicyPath({p}), utc(6, 0), 1min), "policy.not_yet");
}

TEST(Policy, WindowsFollowTheWallClockOverADaylightChange) {
  const auto berlin = *Zone::locate("Europe/Berlin");
  const PolicyPath path({policy({window(1, 0, 4, 0)})});
  const CivilDay spring = date::local_days{2026_y / 3 / 29}, autumn = date::local_days{2026_y / 10 / 25};
  const auto open = [&](CivilDay day) {
    const auto from = *berlin.to_utc(civil(day, 1, 0));
    return *path.closes_at(from, berlin) - from;
  };
  EXPECT_EQ(open(spring), 2h);
  EXPECT_EQ(open(autumn), 4h);
}

TEST(Policy, OpensFor) {
  const PolicyPath path({policy()});
  EXPECT_EQ(path.opens_for(utc(3, 15), 10min, kZone), utc(5, 30));
  EXPECT_EQ(path.opens_for(utc(6, 55), 10min, kZone), utc(17, 0));
  EXPECT_EQ(path.opens_for(utc(6, 0), 24h, kZone), std::nullopt);
}

TEST(Policy, JsonRoundTripIgnoresTheEnvelopesMembers) {
  auto p = policy({window(22, 0, 2, 0, 0x41), window(0, 0, 24, 0)});
  p.max_per_day = 45min;
  p.max_airings_per_day = 2;
  p.max_volume = 90;
  p.volume_bands = {{MinuteOfDay(0), MinuteOfDay(360), 30}};
  p.quiet = {{utc(1, 0), utc(2, 0), "thi tốt nghiệp"}};
  auto fields = policy_fields(p);
  fields["v"] = 1;
  fields["version"] = 42;
  const auto back = read_policy(write_json(fields));
  ASSERT_TRUE(back) << to_line(back.error());
  EXPECT_EQ(*back, p);
}

TEST(Policy, AMemberThatNarrowsAndIsNotKnownIsRefused) {
  auto fields = policy_fields(policy({window(5, 30, 7, 0)}));
  fields["v"] = 1;
  fields["needs"] = json::array{"v", "windows", "max_volume"};
  EXPECT_TRUE(read_policy(write_json(fields)));
  fields["only_news"] = true;
  fields["needs"] = json::array{"only_news"};
  EXPECT_EQ(read_policy(write_json(fields)).error().code, "document.needs");
  fields["needs"] = json::array{};
  fields["windows"].as_array()[0].as_object()["needs"] = json::array{"holidays_only"};
  const auto window_refused = read_policy(write_json(fields)).error();
  EXPECT_EQ(window_refused.code, "document.needs");
  EXPECT_EQ(window_refused.place, "windows[0].needs");
}

TEST(Policy, JsonRefusesSundayAsZeroAndBadClocks) {
  auto text = write_policy(policy({window(5, 30, 7, 0, 0x40)}));
  text.replace(text.find("[7]"), 3, "[0]");
  EXPECT_EQ(code(read_policy(text) ? ok() : Status(read_policy(text).error())), "policy.bad");
  auto clock = write_policy(policy());
  clock.replace(clock.find("05:30"), 5, "25:30");
  const auto refused = read_policy(clock);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().place, "windows[0].from");
}

}  // namespace
}  // namespace loa::schedules
