#include "schedules/policy_tighter.h"

#include "world.h"

namespace loa::schedules {
namespace {
using namespace test;

const Zone kZone = Zone::vietnam();

Policy parent() {
  auto out = policy({window(5, 30, 7, 0), window(17, 0, 18, 30, 0x1f)});
  out.number = "7/QĐ-UBND";
  out.max_per_day = 120min;
  out.max_per_session = 45min;
  out.max_airings_per_day = 10;
  out.max_volume = 80;
  out.volume_bands = {{MinuteOfDay(330), MinuteOfDay(360), 60}};
  out.sensitive_areas = {{"Trường Tiểu học", {{"gần trường"}, {}}, 0min, 24h, 40}};
  return out;
}

Policy child() {
  auto out = parent();
  out.number = "12/QĐ-UBND";
  return out;
}

std::string told(const Policy& p, const Policy& c) {
  std::string out;
  for (const auto& breach : check_tighter(p, c)) {
    EXPECT_EQ(breach.parent_document, p.number);
    EXPECT_EQ(breach.child_document, c.number);
    for (const auto language : {Language::vi, Language::en}) {
      const auto words = describe(to_error(breach), language);
      EXPECT_NE(words.find(p.number), std::string::npos) << words;
      EXPECT_NE(words.find(c.number), std::string::npos) << words;
    }
    out += breach.field + " " + breach.child_value + " > " + breach.parent_value + "\n";
  }
  return out;
}

TEST(PolicyTighter, TheSameAndTheTighterPass) {
  EXPECT_EQ(told(parent(), child()), "");
  auto c = child();
  c.windows = {window(6, 0, 6, 30, 0x40)};
  c.max_per_day = 30min;
  c.max_per_session = 15min;
  c.max_airings_per_day = 2;
  c.max_volume = 50;
  c.volume_bands = {{MinuteOfDay(340), MinuteOfDay(350), 20}};
  EXPECT_EQ(told(parent(), c), "");
  c.windows.clear();
  c.max_per_day = {}, c.max_per_session = {}, c.max_airings_per_day = {};  // inherited
  c.volume_bands.clear();
  c.sensitive_areas.clear();
  EXPECT_EQ(told(parent(), c), "");
}

TEST(PolicyTighter, EachLooserFieldIsTold) {
  auto c = child();
  c.max_per_day = 121min;
  c.max_per_session = 45min + 1ms;
  c.max_airings_per_day = 11;
  c.max_volume = 81;
  c.volume_bands = {{MinuteOfDay(350), MinuteOfDay(400), 61}};
  c.sensitive_areas.front().max_volume = 41;
  EXPECT_EQ(told(parent(), c), "max_per_day 121 > 120\nmax_per_session 46 > 45\nmax_airings_per_day 11 > 10\nmax_volume 81 > 80\n"
                               "volume_bands 05:50-06:40 61 > 60\nsensitive_areas Trường Tiểu học 41 > Trường Tiểu học 40\n");
}

TEST(PolicyTighter, WindowsAreComparedMinuteByMinuteOverTheWeek) {
  auto c = child();
  c.windows = {window(5, 29, 7, 0, 0x01)};
  EXPECT_EQ(told(parent(), c), "windows T2 05:29-05:30 > 05:30-07:00, T2+T3+T4+T5+T6 17:00-18:30\n");
  c.windows = {window(17, 0, 18, 30)};  // the parent's evening knows no weekend
  EXPECT_EQ(check_tighter(parent(), c).size(), 2U);
  EXPECT_EQ(check_tighter(parent(), c).back().child_value, "CN 17:00-18:30");
  auto p = parent();
  p.windows = {window(5, 0, 6, 0), window(6, 0, 7, 0)};  // they meet
  c.windows = {window(5, 30, 6, 30)};
  EXPECT_EQ(told(p, c), "");
}

TEST(PolicyTighter, NightWindowsRunIntoTheNextDayAndSundayIntoMonday) {
  auto p = parent(), c = child();
  p.windows = {window(22, 0, 2, 0, 1U << 6)};
  c.windows = {window(23, 0, 1, 0, 1U << 6)};
  EXPECT_EQ(told(p, c), "");
  c.windows = {window(23, 0, 3, 0, 1U << 6)};
  ASSERT_EQ(check_tighter(p, c).size(), 1U);
  EXPECT_EQ(check_tighter(p, c).front().child_value, "T2 02:00-03:00");
  p.windows = {window(0, 0, 24, 0)};
  EXPECT_EQ(told(p, c), "");
}

// --- limits that the planner keeps -----------------------------------------------------------------------------------

TEST(PolicyLimits, MinutesOfASessionGoToTheStrongestOfThatSession) {
  auto p = policy();
  p.max_per_session = 30min;
  auto urgent = item(3, civil(kDay, 6, 30), 15min);
  urgent.cls = BroadcastClass::priority;
  const auto timeline = plan(document({item(1, civil(kDay, 5, 30), 15min), item(2, civil(kDay, 6, 0), 15min), urgent,
                                       item(4, civil(kDay, 17, 0), 30min)}), policies(p), kDay);
  EXPECT_EQ(lines(timeline), (std::vector<std::string>{"Bản tin 1 05:30-05:45", "Bản tin 3 06:30-06:45", "Bản tin 4 17:00-17:30"}));
  EXPECT_EQ(causes(timeline), (std::vector<std::string>{"policy.session"}));
  EXPECT_EQ(timeline.dropped.front().cause.params.front().second, "12/QĐ-UBND");
}

TEST(PolicyLimits, OneLongerThanASessionIsRefusedByItself) {
  auto p = policy();
  p.max_per_session = 30min;
  EXPECT_EQ(PolicyPath({p}).allows(utc(5, 30), 31min, BroadcastClass::normal, 0, 0ms, kZone).error().code, "policy.session");
  EXPECT_TRUE(PolicyPath({p}).allows(utc(5, 30), 31min, BroadcastClass::emergency, 0, 0ms, kZone));
}

TEST(PolicyLimits, AQuietSpellOfOneGroupLeavesTheOthers) {
  auto p = policy();
  p.quiet = {{utc(5, 0), utc(6, 0), "tang lễ ông Ba", QuietReason::funeral, {{"chợ"}, {}}}};
  const auto timeline = plan(document({item(1, civil(kDay, 5, 30), 15min)}), policies(p), kDay);
  EXPECT_EQ(causes(timeline, kNorth), (std::vector<std::string>{"policy.quiet_spell"}));  // it carries the group
  EXPECT_TRUE(causes(timeline, kSouth).empty());
  EXPECT_EQ(lines(timeline, kSouth).size(), 1U);
  p.quiet.front().reach = {{}, {kSouth}};
  EXPECT_EQ(causes(plan(document({item(1, civil(kDay, 5, 30), 15min)}), policies(p), kDay), kSouth), (std::vector<std::string>{"policy.quiet_spell"}));
  const auto path = PolicyPath({p}).of_cluster(kSouth, {});
  EXPECT_TRUE(path.allows(utc(5, 30), 5min, BroadcastClass::emergency, 100, 0ms, kZone));
  EXPECT_FALSE(path.closes_at(utc(5, 45), kZone));
  EXPECT_EQ(path.opens_for(utc(5, 45), 5min, kZone), utc(6, 0));
}

TEST(PolicyLimits, ASensitiveAreaIsQuieterOnItsClustersOnly) {
  auto p = policy();
  p.sensitive_areas = {{"Bệnh viện", {{"chợ"}, {}}, MinuteOfDay(0), MinuteOfDay(24 * 60), 30}};
  const auto timeline = plan(document({item(1, civil(kDay, 5, 30), 15min)}), policies(p), kDay);
  ASSERT_EQ(timeline.planned.size(), 2U);
  for (const auto& segment : timeline.planned) EXPECT_EQ(segment.volume, segment.cluster == kNorth ? 30 : 100);
}

TEST(PolicyLimits, JsonKeepsThemAndNamesWhatNarrows) {
  auto p = parent();
  p.quiet = {{utc(5, 0), utc(6, 0), "tang lễ", QuietReason::funeral, {{"chợ"}, {kSouth}}}, {utc(5, 0), utc(6, 0), "quốc tang", QuietReason::mourning, {}}};
  p.sensitive_areas.push_back({"Chùa", {{}, {kNorth}}, 4h, 6h, 0});
  const auto text = write_policy(p);
  const auto back = read_policy(text);
  ASSERT_TRUE(back) << to_line(back.error());
  EXPECT_EQ(*back, p);
  EXPECT_EQ(write_policy(*back), text);
  EXPECT_NE(text.find(R"("needs":["max_per_session_ms","sensitive_areas"])"), std::string::npos) << text;
  EXPECT_EQ(write_policy(policy()).find("needs"), std::string::npos);
}

TEST(PolicyLimits, JsonRefusals) {
  const auto code = [](std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    const auto got = read_policy(text.replace(at, what.size(), by));
    return got ? std::string("ok") : got.error().code;
  };
  auto p = parent();
  p.quiet = {{utc(5, 0), utc(6, 0), "tang lễ", QuietReason::funeral, {{"chợ"}, {kSouth}}}};
  const auto text = write_policy(p);
  EXPECT_EQ(code(text, "\"funeral\"", "\"party\""), "policy.bad");
  EXPECT_EQ(code(text, "[\"chợ\"]", "[1]"), "policy.bad");
  EXPECT_EQ(code(text, kSouth.text(), "x"), "policy.bad");
  EXPECT_EQ(code(text, ",\"groups\":[\"gần trường\"]", ""), "policy.bad");  // a sensitive area for all
  EXPECT_EQ(code(text, "\"max_per_session_ms\":2700000", "\"max_per_session_ms\":-1"), "json.field_bad");
  EXPECT_EQ(code(text, "\"needs\":[", "\"needs\":[\"max_horns\","), "document.needs");
}

}  // namespace
}  // namespace loa::schedules
