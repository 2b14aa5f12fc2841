#include "schedules/schedule_file.h"

#include "world.h"

namespace loa::schedules {
namespace {
using namespace test;

class Names final : public NameResolver {
 public:
  std::optional<UnitId> unit(std::string_view name) const override { return name == "Xã Đông Hòa" ? std::optional(kCommune) : std::nullopt; }
  std::optional<ClusterId> cluster(std::string_view name) const override { return name == "DH-01" ? std::optional(kNorth) : std::nullopt; }
  std::optional<ProgrammeRef> programme(std::string_view name) const override {
    if (name != "Luật Đất đai") return std::nullopt;
    return ProgrammeRef{id<ProgrammeId>(7), 3, sha256("luat"), 15min};
  }
};

const std::string kGood = R"(version: 1
items:
  - title: Tìm hiểu Luật Đất đai
    programme: Luật Đất đai
    start: 2026-11-25 05:30
    rrule: FREQ=WEEKLY;BYDAY=MO,WE,SU
    exdates: [2026-12-02]
    targets:
      - unit: Xã Đông Hòa
      - group: chợ
      - cluster: DH-01
    late: skip
    overrun: push
    order: 5
    volume: 80
  - title: Tiếp sóng VOV
    kind: relay
    start: 2026-11-25T05:00:00
    duration: 00:30:00
    rrule: FREQ=DAILY
    targets: [{unit: Xã Đông Hòa}]
)";

Error refusal(const std::string& what, const std::string& by) {
  auto text = kGood;
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos);
  const auto got = read_schedule(text.replace(at, what.size(), by), "lich.yaml", Names());
  EXPECT_FALSE(got) << by;
  return got ? Error{} : got.error();
}

TEST(ScheduleFile, ReadsItems) {
  const auto items = read_schedule(kGood, "lich.yaml", Names());
  ASSERT_TRUE(items) << to_line(items.error());
  ASSERT_EQ(items->size(), 2U);
  const auto& first = items->front();
  EXPECT_EQ(first.programme, id<ProgrammeId>(7));
  EXPECT_EQ(first.revision, 3);
  EXPECT_EQ(first.duration, 15min);
  EXPECT_EQ(first.start, civil(kDay, 5, 30));
  EXPECT_EQ(first.targets, (std::vector<Target>{Target::of(kCommune), Target::of_group("chợ"), Target::of(kNorth)}));
  EXPECT_EQ(first.late, Late::skip);
  EXPECT_EQ(first.overrun, Overrun::push);
  EXPECT_EQ(first.exdates.size(), 1U);
  EXPECT_EQ(items->back().kind, ItemKind::relay);
  EXPECT_EQ(items->back().duration, 30min);
}

TEST(ScheduleFile, DecomposedTextMeansTheSame) {
  auto decomposed = kGood;
  for (const auto& [composed, parts] : {std::pair<std::string, std::string>{"Xã Đông Hòa", "Xa\u0303 Đo\u0302ng Ho\u0300a"},
                                        {"chợ", "cho\u031b\u0323"}, {"Luật", "Lua\u0302\u0323t"}})
    for (auto at = decomposed.find(composed); at != std::string::npos; at = decomposed.find(composed))
      decomposed.replace(at, composed.size(), parts);
  ASSERT_NE(decomposed, kGood);
  const auto a = read_schedule(kGood, "a", Names()), b = read_schedule(decomposed, "b", Names());
  ASSERT_TRUE(b) << to_line(b.error());
  EXPECT_EQ(*a, *b);
}

TEST(ScheduleFile, ErrorsNameFileAndLine) {
  const std::vector<std::tuple<std::string, std::string, std::string, std::string>> bad{
      {"late: skip", "lte: skip", "yaml.unknown_key", "lich.yaml:12"},
      {"05:30", "25:30", "schedule.file_value", "lich.yaml:5"},
      {"BYDAY=MO,WE,SU", "BYDAY=T2", "schedule.rrule_bad", "lich.yaml:6"},
      {"unit: Xã Đông Hòa\n", "unit: Xã Không Có\n", "schedule.file_name_unknown", "lich.yaml:9"},
      {"programme: Luật Đất đai", "programme: Luật Lạ", "schedule.file_name_unknown", "lich.yaml:4"},
      {"overrun: push", "overrun: shove", "schedule.file_value", "lich.yaml:13"},
      {"volume: 80", "volume: 180", "yaml.out_of_range", "lich.yaml:15"},
      {"duration: 00:30:00", "duration: 30m", "schedule.file_value", "lich.yaml:19"},
      {"[2026-12-02]", "[2026-13-02]", "schedule.file_value", "lich.yaml:7"},
      {"version: 1", "version: 2", "yaml.out_of_range", "lich.yaml:1"}};
  for (const auto& [what, by, code, place] : bad) {
    const auto error = refusal(what, by);
    EXPECT_EQ(error.code, code) << by;
    EXPECT_EQ(error.place, place) << by;
    EXPECT_TRUE(in_catalogue(error.code)) << error.code;
  }
}

TEST(ScheduleFile, MissingKeysAndAliasBombs) {
  EXPECT_EQ(refusal("    start: 2026-11-25 05:30\n", "").code, "yaml.missing_key");
  EXPECT_EQ(refusal("    duration: 00:30:00\n", "").code, "yaml.missing_key");
  EXPECT_EQ(refusal("order: 5", "order: &a 5").code, "yaml.alias");
}

}  // namespace
}  // namespace loa::schedules
