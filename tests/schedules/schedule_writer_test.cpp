#include "random_items.h"

namespace loa::schedules {
namespace {
using namespace test;

// What a file by people does not carry.
Item without_identity(Item item) {
  item.id = {};
  item.created = {};
  return item;
}

TEST(ScheduleWriter, RandomSchedulesComeBackAsTheyWere) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const auto items = RandomItems(seed).several(25);
    const TestNames names(items);
    const auto text = write_schedule(items, names);
    const auto back = read_schedule(text, "lich.yaml", names);
    ASSERT_TRUE(back) << "seed " << seed << " " << to_line(back.error()) << "\n" << text;
    ASSERT_EQ(back->size(), items.size());
    for (std::size_t i = 0; i < items.size(); ++i) ASSERT_TRUE((*back)[i] == without_identity(items[i])) << "seed " << seed << " item " << i << "\n" << text;
    ASSERT_EQ(write_schedule(*back, names), text);
  }
}

TEST(ScheduleWriter, IsReadableByPeople) {
  auto one = item(1, civil(kDay, 5, 30), 15min);
  one.lunar = *parse_lunar_rule("DAYS=1,15");
  one.seasons = {*parse_season("04-16/10-15")};
  EXPECT_EQ(write_schedule({one}, TestNames({one})), R"(version: 1
items:
  - title: "Bản tin 1"
    kind: programme
    programme: "Chương trình của Bản tin 1"
    start: "2026-11-25 05:30"
    duration: "00:15:00"
    lunar: "DAYS=1,15;LEAP=BOTH"
    seasons: ["04-16/10-15"]
    targets:
      - unit: "Xã Đông Hòa, tỉnh \"X\""
    class: normal
    level: commune
    overrun: cut
    late: join
    order: 100
    volume: 100
)");
}

TEST(ScheduleWriter, AnEmptyScheduleIsAFileToo) {
  const auto back = read_schedule(write_schedule({}, TestNames({})), "lich.yaml", TestNames({}));
  ASSERT_TRUE(back) << to_line(back.error());
  EXPECT_TRUE(back->empty());
}

TEST(ScheduleFileRules, ABadRuleNamesItsLine) {
  const auto refusal = [](const std::string& line) {
    const auto got = read_schedule("version: 1\nitems:\n  - title: x\n    kind: live\n    start: 2026-11-25 05:30\n    duration: 00:10:00\n    targets: [{group: x}]\n    " +
                                       line + "\n", "lich.yaml", TestNames({}));
    return got ? std::string("ok") : got.error().code + " " + got.error().place;
  };
  EXPECT_EQ(refusal("lunar: DAYS=1"), "ok");
  EXPECT_EQ(refusal("lunar: DAYS=0"), "schedule.calendar_bad lich.yaml:8");
  EXPECT_EQ(refusal("holidays: SOMETIMES"), "schedule.calendar_bad lich.yaml:8");
  EXPECT_EQ(refusal("seasons: [04-16/13-01]"), "schedule.calendar_bad lich.yaml:8");
  EXPECT_EQ(refusal("source: vov1"), "yaml.unknown_key lich.yaml:8");  // a live slot has none
}

}  // namespace
}  // namespace loa::schedules
