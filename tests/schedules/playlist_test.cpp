#include "world.h"

namespace loa::schedules {
namespace {
using namespace test;
using Lines = std::vector<std::string>;

PlaylistEntry entry(int n, Millis duration) {
  return {id<ProgrammeId>(n), n, sha256("entry" + std::to_string(n)), duration, "Mục " + std::to_string(n)};
}

Item playlist(CivilTime start, std::vector<PlaylistEntry> entries) {
  auto out = item(1, start, total_duration(entries), "FREQ=DAILY");
  out.kind = ItemKind::playlist;
  out.programme = {}, out.manifest = {}, out.revision = 0;
  out.playlist = std::move(entries);
  return out;
}

TEST(Playlist, EachEntryIsAnOccurrenceOfItsOwn) {
  const auto list = playlist(civil(kDay, 5, 30), {entry(1, 10min), entry(2, 90s), entry(3, 5min)});
  ASSERT_TRUE(check(list));
  const auto timeline = plan(document({list}), policies(), kDay);
  EXPECT_EQ(lines(timeline), (Lines{"Mục 1 05:30-05:40", "Mục 2 05:40-05:41", "Mục 3 05:41-05:46"}));
  ASSERT_EQ(timeline.occurrences.size(), 3U);
  for (const auto& [occurrence, o] : timeline.occurrences) {
    EXPECT_EQ(o.manifest, sha256("entry" + std::to_string(o.part + 1)));
    EXPECT_EQ(o.programme, id<ProgrammeId>(o.part + 1));
    EXPECT_EQ(occurrence, occurrence_id(list.id, o.civil_start));
  }
  EXPECT_TRUE(timeline.occurrences.contains(occurrence_id(list.id, civil(kDay, 5, 30))));
}

TEST(Playlist, AHalfSecondDoesNotMakeTwoEntriesOne) {
  const auto timeline = plan(document({playlist(civil(kDay, 5, 30), {entry(1, 1500ms), entry(2, 1000ms), entry(3, 1400ms)})}), policies(), kDay);
  EXPECT_EQ(timeline.occurrences.size(), 3U);
  EXPECT_EQ(timeline.planned.size(), 6U);
}

TEST(Playlist, PushedItMovesAsAWholeAndInOrder) {
  auto before = item(9, civil(kDay, 5, 25), 10min);
  before.overrun = Overrun::push;
  const auto p = policies(policy({window(5, 0, 7, 0)}));
  const auto timeline = plan(document({before, playlist(civil(kDay, 5, 30), {entry(1, 10min), entry(2, 5min)})}), p, kDay);
  EXPECT_EQ(lines(timeline), (Lines{"Bản tin 9 05:25-05:35", "Mục 1 05:35-05:45", "Mục 2 05:45-05:50"}));
  for (const auto& segment : timeline.planned) EXPECT_EQ(segment.start, segment.origin);  // no entry loses its beginning
}

TEST(Playlist, OverMidnightEachEntryBelongsToItsOwnDay) {
  const auto doc = document({playlist(civil(kDay, 23, 50), {entry(1, 10min), entry(2, 5min)})});
  EXPECT_EQ(lines(plan(doc, all_day(), kDay)), (Lines{"Mục 1 23:50-00:00"}));
  EXPECT_EQ(lines(plan(doc, all_day(), kDay + date::days{1})), (Lines{"Mục 2 00:00-00:05", "Mục 1 23:50-00:00"}));
}

TEST(Playlist, IsOneThingInTheWayAndMovesAsOne) {
  const auto list = playlist(civil(kDay, 5, 30), {entry(1, 10min), entry(2, 10min)});
  auto other = item(5, civil(kDay, 5, 35), 10min);
  const auto found = check_item(document({list}), policies(), other, kDay, kDay + date::days{1});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().other, list.id);
  EXPECT_EQ(found.front().after, civil(kDay, 5, 50));
  const auto around = check_item(document({other}), policies(), list, kDay, kDay + date::days{1});
  ASSERT_EQ(around.size(), 1U);
  EXPECT_EQ(around.front().at, civil(kDay, 5, 30));
  EXPECT_EQ(around.front().after, civil(kDay, 5, 45));
}

TEST(Playlist, IsChecked) {
  auto list = playlist(civil(kDay, 5, 30), {entry(1, 10min), entry(2, 5min)});
  const auto field = [](const Item& i) { const auto s = check(i); return s ? std::string("ok") : s.error().params.front().second; };
  EXPECT_EQ(field(list), "ok");
  list.duration += 1ms;
  EXPECT_EQ(field(list), "duration");
  list.playlist[1].manifest = {};
  EXPECT_EQ(field(list), "playlist");
  list = playlist(civil(kDay, 5, 30), {entry(1, 999ms)});
  EXPECT_EQ(field(list), "playlist");
  list = playlist(civil(kDay, 5, 30), std::vector<PlaylistEntry>(kMaxPlaylist + 1, entry(1, 1min)));
  EXPECT_EQ(field(list), "playlist");
  list = playlist(civil(kDay, 5, 30), {entry(1, 1min)});
  list.kind = ItemKind::programme;
  EXPECT_EQ(field(list), "playlist");
}

TEST(Playlist, OnTheWire) {
  const auto list = playlist(civil(kDay, 5, 30), {entry(1, 10min), entry(2, 90s)});
  auto relay = item(2, civil(kDay, 6, 0), 30min);
  relay.kind = ItemKind::relay;
  relay.programme = {}, relay.manifest = {}, relay.revision = 0;
  relay.source = "vov1";
  const auto back = read_plan(write_plan(document({list, relay})));
  ASSERT_TRUE(back) << to_line(back.error());
  EXPECT_EQ(back->items, (std::vector<Item>{list, relay}));
}

TEST(Relay, TheOccurrenceNamesItsSource) {
  auto relay = item(2, civil(kDay, 6, 0), 30min);
  relay.kind = ItemKind::relay;
  relay.source = "vov1";
  const auto timeline = plan(document({relay}), policies(), kDay);
  ASSERT_EQ(timeline.occurrences.size(), 1U);
  EXPECT_EQ(timeline.occurrences.begin()->second.source, "vov1");
  const auto said = explain(document({relay}), policies(), kNorth, utc(6, 5));
  ASSERT_FALSE(said.reasons.empty());
  EXPECT_EQ(said.reasons.front().words.code, "schedule.explain_relay");
  EXPECT_NE(describe(said.reasons.front().words, Language::vi).find("vov1"), std::string::npos);
  relay.kind = ItemKind::programme;
  EXPECT_FALSE(check(relay));
}

}  // namespace
}  // namespace loa::schedules
