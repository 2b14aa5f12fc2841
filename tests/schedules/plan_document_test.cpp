#include "world.h"

namespace loa::schedules {
namespace {
using namespace test;

PlanDocument rich() {
  auto a = item(1, civil(kDay, 5, 30), 15min, "FREQ=DAILY;UNTIL=20261231");
  a.targets = {Target::of(kProvince), Target::of_group("chợ"), Target::of(kSouth)};
  a.exdates = {kDay + date::days{1}};
  a.rdates = {civil(kDay, 17, 0)};
  a.overrun = Overrun::push;
  a.late = Late::skip;
  a.cls = BroadcastClass::priority;
  a.order = -5;
  a.volume = 70;
  auto b = item(2, civil(kDay, 6, 0), 30min);
  b.kind = ItemKind::relay;
  b.manifest = {};
  b.programme = {};
  return document({a, b});
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

TEST(PlanDocument, RoundTrip) {
  const auto text = write_plan(rich());
  const auto back = read_plan(text);
  ASSERT_TRUE(back) << to_line(back.error());
  EXPECT_EQ(*back, rich());
  EXPECT_EQ(write_plan(*back), text);
}

TEST(PlanDocument, DecomposedGroupsAndTitlesMeanTheSame) {
  auto plan = rich();
  plan.items[0].title = "Luật Đất đai";
  plan.clusters[0].groups = {"chợ"};
  auto text = write_plan(plan);
  for (const auto& [whole, parts] : {std::pair<std::string, std::string>{"chợ", "cho\u031b\u0323"}, {"Luật", "Lua\u0302\u0323t"}})
    for (auto at = text.find(whole); at != std::string::npos; at = text.find(whole)) text.replace(at, whole.size(), parts);
  ASSERT_NE(text, write_plan(plan));
  const auto back = read_plan(text);
  ASSERT_TRUE(back) << to_line(back.error());
  EXPECT_EQ(*back, plan);
}

TEST(PlanDocument, RefusalsNameTheField) {
  const auto text = write_plan(rich());
  const std::vector<std::tuple<std::string, std::string, std::string, std::string>> bad{
      {"\"cut\"", "\"chop\"", "json.field_bad", "items[1].overrun"},
      {"FREQ=DAILY", "FREQ=DALLY", "schedule.rrule_bad", "items[0]"},
      {"\"duration_ms\":900000", "\"duration_ms\":0", "json.field_bad", "items[0].duration_ms"},
      {"\"volume\":70", "\"volume\":170", "json.field_bad", "items[0].volume"},
      {"Asia/Ho_Chi_Minh", "Asia/Saigonn", "time.zone_unknown", ""},
      {id<ItemId>(2).text(), id<ItemId>(1).text(), "schedule.plan_bad", "items[1]"},
      {id<ClusterId>(12).text() + "\",\"path", id<ClusterId>(11).text() + "\",\"path", "schedule.plan_bad", "clusters[1]"},
      {"2026-11-25T05:30:00", "2026-11-31T05:30:00", "time.bad", "items[0].start"},
      {"\"v\":1", "\"v\":9", "json.field_bad", "v"}};
  for (const auto& [what, by, code, place] : bad) {
    const auto got = read_plan(replaced(text, what, by));
    ASSERT_FALSE(got) << what;
    EXPECT_EQ(got.error().code, code) << what;
    if (!place.empty()) { EXPECT_EQ(got.error().place, place) << what; }
    EXPECT_TRUE(in_catalogue(got.error().code));
  }
}

TEST(PlanDocument, SizeIsLimited) {
  EXPECT_EQ(read_plan(std::string(kMaxPlanBytes + 1, ' ')).error().code, "json.too_large");
}

}  // namespace
}  // namespace loa::schedules
