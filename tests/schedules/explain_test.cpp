#include "world.h"

namespace loa::schedules {
namespace {
using namespace test;

bool says(const Explanation& e, std::string_view code) {
  return std::ranges::any_of(e.reasons, [&](const Reason& r) { return r.words.code == code; });
}

TEST(Explain, NamesTheWinnerTheLoserAndTheRule) {
  auto strong = item(1, civil(kDay, 5, 30), 10min), weak = item(2, civil(kDay, 5, 30), 10min);
  strong.order = 1;
  const auto e = explain(document({weak, strong}), policies(), kNorth, utc(5, 35));
  ASSERT_TRUE(e.chosen);
  EXPECT_EQ(e.chosen->item, strong.id);
  ASSERT_GE(e.reasons.size(), 2U);
  EXPECT_EQ(e.reasons[1].words.code, "schedule.lost_order");
  EXPECT_EQ(e.reasons[1].item, weak.id);
  EXPECT_EQ(describe(e.reasons[1].words, Language::vi), "“Bản tin 1” được xếp thứ tự trước “Bản tin 2”");
}

TEST(Explain, SilenceCitesTheRegulation) {
  const auto e = explain(document({item(1, civil(kDay, 3, 15), 10min)}), policies(), kNorth, utc(3, 20));
  EXPECT_FALSE(e.chosen);
  EXPECT_TRUE(says(e, "schedule.explain_silence"));
  EXPECT_TRUE(says(e, "policy.outside_window"));
}

TEST(Explain, KnowsYesterdaysNightItem) {
  const auto e = explain(document({item(1, civil(kDay - date::days{1}, 23, 30), 60min)}), all_day(), kNorth, utc(0, 15));
  EXPECT_TRUE(e.chosen);
}

TEST(Explain, EveryCodeHasWords) {
  for (const auto* code : {"schedule.lost_rung", "schedule.lost_sounding", "schedule.lost_order", "schedule.lost_specific",
                           "schedule.lost_created", "schedule.lost_id", "schedule.explain_chosen", "schedule.conflict",
                           "schedule.finished", "schedule.interrupted", "schedule.interrupted_alert", "schedule.withdrawn",
                           "schedule.interrupted_live", "schedule.hushed", "schedule.not_played", "schedule.late_skipped",
                           "schedule.live_never_came", "schedule.pushed_too_far", "policy.missing", "policy.not_yet",
                           "policy.quiet_spell", "policy.outside_window", "policy.minutes", "policy.airings", "policy.volume"})
    EXPECT_TRUE(in_catalogue(code)) << code;
}

TEST(CheckItem, ConflictOffersAfterAndReplace) {
  const auto existing = item(1, civil(kDay, 5, 30), 20min, "FREQ=DAILY");
  const auto behind = item(3, civil(kDay, 5, 50), 10min, "FREQ=DAILY");
  const auto proposed = item(2, civil(kDay, 5, 40), 5min);
  const auto conflicts = check_item(document({existing, behind}), policies(), proposed, kDay, kDay + date::days{1});
  ASSERT_EQ(conflicts.size(), 1U);
  EXPECT_EQ(conflicts[0].kind, Conflict::Kind::overlap);
  EXPECT_EQ(conflicts[0].other, existing.id);
  EXPECT_EQ(conflicts[0].after, civil(kDay, 6, 0));
  EXPECT_TRUE(conflicts[0].can_replace);
  EXPECT_EQ(conflicts[0].clusters, (std::vector<ClusterId>{kNorth, kSouth}));
}

TEST(CheckItem, ACommuneMayNotReplaceTheProvince) {
  auto existing = item(1, civil(kDay, 5, 30), 20min);
  existing.level = OwnerLevel::province;
  const auto conflicts = check_item(document({existing}), policies(), item(2, civil(kDay, 5, 40), 5min), kDay, kDay + date::days{1});
  ASSERT_EQ(conflicts.size(), 1U);
  EXPECT_FALSE(conflicts[0].can_replace);
}

// The incumbent skipped the last day of the range and every Sunday.
TEST(CheckItem, FindsConflictsOnSundayAndOnTheLastDay) {
  const auto sunday = kDay + date::days{4};
  const auto existing = item(1, civil(sunday, 5, 30), 20min);
  const auto proposed = item(2, civil(kDay, 5, 40), 5min, "FREQ=DAILY;UNTIL=20261129");
  const auto conflicts = check_item(document({existing}), policies(), proposed, kDay, sunday + date::days{1});
  ASSERT_EQ(conflicts.size(), 1U);
  EXPECT_EQ(conflicts[0].at, civil(sunday, 5, 40));
}

TEST(CheckItem, FindsAConflictAcrossMidnight) {
  const auto night = item(1, civil(kDay - date::days{1}, 23, 30), 60min);
  const auto conflicts = check_item(document({night}), all_day(), item(2, civil(kDay, 0, 15), 5min), kDay, kDay + date::days{1});
  ASSERT_EQ(conflicts.size(), 1U);
  EXPECT_EQ(conflicts[0].other, night.id);
}

TEST(CheckItem, TheQuietWindowIsCitedWithTheNextOpening) {
  const auto conflicts = check_item(document({}), policies(), item(2, civil(kDay, 3, 15), 10min), kDay, kDay + date::days{1});
  ASSERT_EQ(conflicts.size(), 1U);
  EXPECT_EQ(conflicts[0].kind, Conflict::Kind::policy);
  EXPECT_NE(describe(conflicts[0].error, Language::vi).find("12/QĐ-UBND"), std::string::npos);
  EXPECT_EQ(conflicts[0].after, civil(kDay, 5, 30));
  EXPECT_EQ(conflicts[0].clusters.size(), 2U);
}

TEST(CheckItem, AnEditedItemDoesNotConflictWithItself) {
  const auto existing = item(1, civil(kDay, 5, 30), 20min);
  auto edited = existing;
  edited.start = civil(kDay, 5, 40);
  EXPECT_TRUE(check_item(document({existing}), policies(), edited, kDay, kDay + date::days{1}).empty());
}

TEST(CheckItem, ABadRuleIsSaidFirst) {
  const auto conflicts = check_item(document({}), policies(), item(1, civil(kDay, 5, 30), 5min, "FREQ=OFTEN"), kDay, kDay + date::days{1});
  ASSERT_EQ(conflicts.size(), 1U);
  EXPECT_EQ(conflicts[0].kind, Conflict::Kind::rule);
}

}  // namespace
}  // namespace loa::schedules
