#include "world.h"

#include "core/random.h"

namespace loa::schedules {
namespace {
using namespace test;
using Lines = std::vector<std::string>;

TEST(Planner, OccurrenceIdIsTheSameForEver) {
  EXPECT_EQ(occurrence_id(id<ItemId>(1), civil(kDay, 5, 30)),
            sha256("loa occurrence 1\n00000000-0000-7000-8000-000000000001\n2026-11-25T05:30:00"));
  EXPECT_NE(occurrence_id(id<ItemId>(1), civil(kDay, 5, 30)), occurrence_id(id<ItemId>(1), civil(kDay, 5, 31)));
}

TEST(Planner, AnOrdinaryMorning) {
  const auto timeline = plan(document({item(1, civil(kDay, 5, 30), 15min, "FREQ=DAILY"), item(2, civil(kDay, 5, 45), 15min)}), policies(), kDay);
  EXPECT_EQ(lines(timeline), (Lines{"Bản tin 1 05:30-05:45", "Bản tin 2 05:45-06:00"}));
  EXPECT_EQ(lines(timeline, kSouth), lines(timeline));
  EXPECT_TRUE(timeline.dropped.empty());
  EXPECT_TRUE(timeline.losses.empty());
  EXPECT_EQ(timeline.occurrences.at(timeline.planned.front().occurrence).clusters, (std::vector<ClusterId>{kNorth, kSouth}));
}

TEST(Planner, AHigherRungInterruptsAndTheLoserJoinsAgain) {
  auto low = item(1, civil(kDay, 5, 30), 60min);
  auto high = item(2, civil(kDay, 5, 40), 10min);
  high.cls = BroadcastClass::priority;
  const auto timeline = plan(document({low, high}), policies(), kDay);
  EXPECT_EQ(lines(timeline), (Lines{"Bản tin 1 05:30-05:40", "Bản tin 2 05:40-05:50", "Bản tin 1 05:50-06:30"}));
  const auto& rest = timeline.planned.back();
  EXPECT_EQ(rest.start - rest.origin, 20min);  // joined in progress, not resumed
  EXPECT_TRUE(rest.is_last);
  ASSERT_FALSE(timeline.losses.empty());
  EXPECT_EQ(timeline.losses.front().rule.code, "schedule.lost_rung");
}

TEST(Planner, WhoSkipsIsNotJoinedAgain) {
  auto low = item(1, civil(kDay, 5, 30), 60min);
  low.late = Late::skip;
  auto high = item(2, civil(kDay, 5, 40), 10min);
  high.cls = BroadcastClass::priority;
  EXPECT_EQ(lines(plan(document({low, high}), policies(), kDay)), (Lines{"Bản tin 1 05:30-05:40", "Bản tin 2 05:40-05:50"}));
}

TEST(Planner, TheLadder) {
  std::vector<Item> items;
  const auto add = [&](ItemKind kind, BroadcastClass cls, OwnerLevel level) {
    auto i = item(static_cast<int>(20 - items.size()), civil(kDay, 5, 30), 10min);
    i.kind = kind;
    i.cls = cls;
    i.level = level;
    items.push_back(i);
  };
  add(ItemKind::live, BroadcastClass::normal, OwnerLevel::commune);
  add(ItemKind::programme, BroadcastClass::priority, OwnerLevel::national);
  add(ItemKind::programme, BroadcastClass::priority, OwnerLevel::province);
  add(ItemKind::relay, BroadcastClass::priority, OwnerLevel::commune);
  add(ItemKind::relay, BroadcastClass::normal, OwnerLevel::commune);
  add(ItemKind::programme, BroadcastClass::normal, OwnerLevel::national);
  for (std::size_t i = 1; i < items.size(); ++i) {
    const auto timeline = plan(document({items[i], items[i - 1]}), policies(), kDay);
    ASSERT_EQ(lines(timeline).size(), 1U);
    EXPECT_EQ(lines(timeline).front().substr(0, items[i - 1].title.size()), items[i - 1].title);
    EXPECT_EQ(causes(timeline), (Lines{"schedule.lost_rung"}));
  }
}

TEST(Planner, InsideARungOrderThenTargetThenAgeThenId) {
  const auto winner = [](Item a, Item b) {
    const auto timeline = plan(document({b, a}), policies(), kDay);
    return lines(timeline).front().substr(0, a.title.size()) + " " + causes(timeline).front();
  };
  auto a = item(1, civil(kDay, 5, 30), 10min), b = item(2, civil(kDay, 5, 30), 10min);
  EXPECT_EQ(winner(a, b), "Bản tin 1 schedule.lost_created");
  b.created = a.created;
  EXPECT_EQ(winner(a, b), "Bản tin 1 schedule.lost_id");
  b.targets = {Target::of(kNorth)};
  EXPECT_EQ(winner(a, b), "Bản tin 2 schedule.lost_specific");
  a.targets = {Target::of_group("chợ")};
  EXPECT_EQ(winner(a, b), "Bản tin 2 schedule.lost_specific");
  a.order = 1;
  EXPECT_EQ(winner(a, b), "Bản tin 1 schedule.lost_order");
}

TEST(Planner, OverrunPolicies) {
  auto first = item(2, civil(kDay, 5, 30), 20min), second = item(1, civil(kDay, 5, 40), 20min);  // the second is stronger
  const auto with = [&](Overrun overrun) {
    first.overrun = overrun;
    return lines(plan(document({first, second}), policies(), kDay));
  };
  EXPECT_EQ(with(Overrun::cut), (Lines{"Bản tin 2 05:30-05:40", "Bản tin 1 05:40-06:00"}));
  EXPECT_EQ(with(Overrun::finish), (Lines{"Bản tin 2 05:30-05:50", "Bản tin 1 05:50-06:00"}));
  EXPECT_EQ(with(Overrun::push), (Lines{"Bản tin 2 05:30-05:50", "Bản tin 1 05:50-06:10"}));
}

TEST(Planner, APushStaysInsideTheRegulation) {
  auto first = item(2, civil(kDay, 6, 30), 20min), second = item(1, civil(kDay, 6, 40), 20min);
  first.overrun = Overrun::push;
  const auto timeline = plan(document({first, second}), policies(), kDay);  // 06:50 + 20 min is past 07:00
  EXPECT_EQ(lines(timeline), (Lines{"Bản tin 2 06:30-06:50"}));
  EXPECT_EQ(causes(timeline), (Lines{"policy.outside_window"}));
}

TEST(Planner, DailyMinutesGoToTheStrongest) {
  auto p = policy();
  p.max_per_day = 30min;
  auto early = item(1, civil(kDay, 5, 30), 20min), evening = item(2, civil(kDay, 17, 0), 20min);
  evening.cls = BroadcastClass::priority;
  const auto timeline = plan(document({early, evening}), policies(p), kDay);
  EXPECT_EQ(lines(timeline), (Lines{"Bản tin 2 17:00-17:20"}));
  EXPECT_EQ(causes(timeline), (Lines{"policy.minutes"}));
}

TEST(Planner, AiringsADay) {
  auto p = policy();
  p.max_airings_per_day = 1;
  const auto timeline = plan(document({item(1, civil(kDay, 5, 30), 5min), item(2, civil(kDay, 6, 0), 5min)}), policies(p), kDay);
  EXPECT_EQ(lines(timeline), (Lines{"Bản tin 1 05:30-05:35"}));
  EXPECT_EQ(causes(timeline), (Lines{"policy.airings"}));
}

TEST(Planner, AMissingPolicyIsSilence) {
  const auto timeline = plan(document({item(1, civil(kDay, 5, 30), 5min)}), {}, kDay);
  EXPECT_TRUE(timeline.planned.empty());
  EXPECT_EQ(causes(timeline), (Lines{"policy.missing"}));
  EXPECT_EQ(causes(timeline, kSouth), (Lines{"policy.missing"}));
}

TEST(Planner, AnEmergencyItemNeedsAnAlert) {
  auto e = item(1, civil(kDay, 3, 15), 5min);
  e.cls = BroadcastClass::emergency;
  EXPECT_EQ(causes(plan(document({e}), all_day(), kDay)), (Lines{"schedule.emergency_needs_alert"}));
}

TEST(Planner, VolumeIsLoweredToTheCap) {
  auto p = policy();
  p.max_volume = 60;
  const auto timeline = plan(document({item(1, civil(kDay, 5, 30), 5min)}), policies(p), kDay);
  ASSERT_EQ(timeline.planned.size(), 2U);
  EXPECT_EQ(timeline.planned.front().volume, 60);
}

TEST(Planner, MidnightIsNoSeam) {
  auto night = item(1, civil(kDay, 23, 30), 60min);
  auto early = item(2, civil(kDay + date::days{1}, 0, 10), 10min);
  early.cls = BroadcastClass::priority;
  const auto doc = document({night, early});
  EXPECT_EQ(lines(plan(doc, all_day(), kDay)), (Lines{"Bản tin 1 23:30-00:10", "Bản tin 1 00:20-00:30"}));
  EXPECT_EQ(lines(plan(doc, all_day(), kDay + date::days{1})), (Lines{"Bản tin 2 00:10-00:20"}));
}

TEST(Planner, TheDaysOfTheDocumentAreHalfOpen) {
  auto doc = document({item(1, civil(kDay, 5, 30), 5min, "FREQ=DAILY")});
  doc.from = kDay;
  doc.until = kDay + date::days{2};
  EXPECT_TRUE(plan(doc, policies(), kDay - date::days{1}).planned.empty());
  EXPECT_EQ(plan(doc, policies(), kDay + date::days{1}).planned.size(), 2U);
  EXPECT_TRUE(plan(doc, policies(), kDay + date::days{2}).planned.empty());
}

TEST(Planner, GapAndFoldOfADaylightZone) {
  const auto start_of = [](std::string zone, CivilDay day) {
    auto doc = document({item(1, civil(date::local_days{2026_y / 1 / 1}, 2, 30), 10min, "FREQ=DAILY")});
    doc.zone = zone;
    doc.from = date::local_days{2026_y / 1 / 1};
    doc.until = date::local_days{2027_y / 1 / 1};
    const auto timeline = plan(doc, all_day(), day);
    return timeline.planned.empty() ? std::string("none") : format_rfc3339(timeline.planned.front().start);
  };
  const CivilDay spring = date::local_days{2026_y / 3 / 29}, autumn = date::local_days{2026_y / 10 / 25};
  EXPECT_EQ(start_of("Europe/Berlin", spring - date::days{1}), "2026-03-28T01:30:00.000Z");
  EXPECT_EQ(start_of("Europe/Berlin", spring), "2026-03-29T01:00:00.000Z");                 // gap: first instant after it
  EXPECT_EQ(start_of("Europe/Berlin", spring + date::days{1}), "2026-03-30T00:30:00.000Z");  // still 02:30 on the wall
  EXPECT_EQ(start_of("Europe/Berlin", autumn), "2026-10-25T00:30:00.000Z");                 // fold: the first of the two
  EXPECT_EQ(start_of("Asia/Ho_Chi_Minh", spring), "2026-03-28T19:30:00.000Z");
}

Item random_item(int n, SeededRandom& random) {
  auto out = item(n, civil(kDay - date::days{static_cast<int>(random.below(3))}, static_cast<int>(random.below(24)),
                           static_cast<int>(random.below(4)) * 15),
                  std::chrono::minutes(5 + random.below(120)), random.below(2) ? "FREQ=DAILY" : "");
  out.kind = static_cast<ItemKind>(random.below(4));
  out.cls = random.below(3) ? BroadcastClass::normal : BroadcastClass::priority;
  out.level = static_cast<OwnerLevel>(random.below(3));
  out.overrun = static_cast<Overrun>(random.below(3));
  out.late = static_cast<Late>(random.below(2));
  out.order = static_cast<int>(random.below(2));
  out.created = from_unix_ms(static_cast<std::int64_t>(random.below(2)));
  if (random.below(3) == 0) out.targets = {Target::of(kNorth)};
  if (random.below(3) == 0) out.targets.push_back(Target::of_group("chợ"));
  return out;
}

// What holds for every plan whatever the items are.
void check_invariants(const Timeline& timeline) {
  for (const auto cluster : {kNorth, kSouth}) {
    UtcTime free_from{};
    std::set<OccurrenceId> sounding, dropped;
    for (const auto& p : timeline.planned) {
      if (p.cluster != cluster) continue;
      EXPECT_LT(p.start, p.end);
      EXPECT_LE(p.origin, p.start);
      EXPECT_GE(p.start, free_from) << "two sounds at once";
      free_from = p.end;
      sounding.insert(p.occurrence);
    }
    for (const auto& d : timeline.dropped)
      if (d.cluster == cluster) {
        EXPECT_TRUE(dropped.insert(d.occurrence).second);
        EXPECT_FALSE(sounding.contains(d.occurrence)) << "both planned and dropped";
      }
    for (const auto& [id, o] : timeline.occurrences)
      if (std::ranges::binary_search(o.clusters, cluster)) {
        EXPECT_TRUE(sounding.contains(id) || dropped.contains(id)) << o.title << " vanished without a cause";
      }
  }
}

TEST(Planner, AnyOrderOfTheDocumentsGivesTheSameTimeline) {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    SeededRandom random(seed);
    std::vector<Item> items;
    for (int n = 1; n <= 12; ++n) items.push_back(random_item(n, random));
    auto doc = document(items);
    auto p = policy({window(0, 0, 24, 0)});
    if (seed % 3 == 0) p.max_per_day = 5h;
    const auto first = plan(doc, policies(p), kDay);
    check_invariants(first);
    for (int round = 0; round < 4; ++round) {
      for (std::size_t i = doc.items.size(); i > 1; --i) std::swap(doc.items[i - 1], doc.items[random.below(i)]);
      std::swap(doc.clusters[0], doc.clusters[1]);
      ASSERT_TRUE(plan(doc, policies(p), kDay) == first) << "seed " << seed;
    }
    if (HasFailure()) FAIL() << "seed " << seed;
  }
}

}  // namespace
}  // namespace loa::schedules
