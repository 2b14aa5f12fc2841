// The pure parts behind the station's screens: readiness, item history, usual hours, make-good, practice station.
#include "controller/domain/item_version.h"
#include "controller/domain/make_good.h"
#include "controller/domain/practice.h"
#include "controller/domain/readiness.h"
#include "controller/domain/usual_hours.h"
#include "schedules/recurrence.h"
#include "tests/world/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <tuple>

namespace loa::controller {
namespace {

using namespace std::chrono_literals;

CivilTime civil(const char* text) { return *parse_civil(text); }
UtcTime at(const char* text) { return *Zone::vietnam().to_utc(civil(text)); }

// A network in which everything is right for tomorrow 05:30: each test breaks one thing.
class ReadyWorld {
 public:
  explicit ReadyWorld(test::WorldOptions options = {}) : world(options), registry(world.genesis()) {
    take(world.trust());
    take(world.map());
    take(world.policy(world.wide_regulation(world.province())));
    for (auto& site : world.sites()) {
      take(world.policy(world.regulation(site.unit, 330, 1200, 600, 80)));
      places.push_back(world.place_document(site));
    }
    programme = world.light_programme(60s);
    when = at("2026-11-25T05:30:00");
    add_slots();
    describe_agents();
  }

  void take(const Bytes& document) {
    auto admission = registry.examine(document, world.now());
    ASSERT_TRUE(admission) << to_line(admission.error());
    registry.accept(*admission);
  }
  void approve() {
    std::vector<UnitId> units{world.province()};
    take(world.approval(programme, units));
  }
  void add_slots() {
    const Hash occurrence = sha256("occurrence");
    for (const auto& place : places) {
      for (const auto& cluster : place.clusters) {
        days.slots.push_back({occurrence, cluster.id, ItemId::make(world.now(), world.random()), programme.id, programme.manifest_hash,
                              "Luật Đất đai", BroadcastClass::normal, when, when + 60s});
      }
    }
    days.from = world.now();
    days.until = world.now() + 72h;
  }
  void describe_agents() {
    reported.resize(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
      auto& r = reported[i];
      r.root = 7;
      r.ready = {programme.manifest_hash};
      r.time_known = r.bridge_linked = r.bridge_current = true;
      r.time_error_ms = 20;
      r.at = world.now();
      for (const auto& cluster : places[i].clusters) {
        protocol::ClusterHealth health;
        health.id = cluster.id;
        health.state = "ready";
        r.clusters.push_back(health);
      }
    }
    for (std::size_t i = 0; i < places.size(); ++i) agents[places[i].agent] = {true, &reported[i], 7, world.now()};
  }
  AgentCondition& agent(std::size_t i = 0) { return agents[places[i].agent]; }
  Readiness look(AreaScope area = AreaScope::whole()) const {
    return readiness({registry, places, days, agents, cuts}, {world.now(), when, area, {}});
  }

  test::World world;
  protocol::Register registry;
  std::vector<protocol::Place> places;
  test::Programme programme;
  UtcTime when;
  PlannedDays days;
  std::vector<protocol::Reported> reported;
  std::map<AgentId, AgentCondition> agents;
  std::vector<PowerCut> cuts;
};

std::vector<std::string> codes(const Readiness& board) {
  std::vector<std::string> out;
  for (const auto& finding : board.findings) out.push_back(finding.what.code);
  std::ranges::sort(out);
  return out;
}

TEST(Readiness, nothing_wrong_finds_nothing_and_counts_all_ready) {
  ReadyWorld ready;
  ready.approve();
  const auto board = ready.look();
  EXPECT_EQ(codes(board), std::vector<std::string>{});
  EXPECT_EQ(board.communes.ready, 2);
  EXPECT_EQ(board.clusters.ready, 6);
  EXPECT_EQ(board.planned, 6);
}

struct Fault {
  const char* code;
  Severity severity;
  std::function<void(ReadyWorld&)> make;
};

class EachFinding : public testing::TestWithParam<Fault> {};

// One thing broken at one commune: that finding and no other, and only there.
TEST_P(EachFinding, shows_up_and_only_then) {
  ReadyWorld ready;
  ready.approve();
  GetParam().make(ready);
  const auto board = ready.look();
  ASSERT_EQ(codes(board), std::vector<std::string>{GetParam().code});
  const auto& finding = board.findings.front();
  EXPECT_EQ(finding.severity, GetParam().severity);
  EXPECT_EQ(finding.commune, ready.world.site(0).unit);
  EXPECT_FALSE(finding.remedy.code.empty());
  const bool good = finding.severity == Severity::notice;
  EXPECT_EQ(board.communes.ready, good ? 2 : 1);
  EXPECT_EQ(board.communes.needs_action, finding.severity <= Severity::risks ? 1 : 0);
  EXPECT_EQ(board.communes.unknown, finding.severity == Severity::unknown ? 1 : 0);
}

void take_offline(ReadyWorld& w) { w.agent().online = false; }
void drop(ReadyWorld& w, const char* cause) {
  auto& slots = w.days.slots;
  const auto& own = w.places[0].clusters;
  for (const auto& cluster : own) {
    auto found = std::ranges::find(slots, cluster.id, &Slot::cluster);
    found->cause = fail(cause);
    w.days.dropped.push_back(*found);
    slots.erase(found);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, EachFinding,
    testing::Values(
        Fault{"readiness.content_coming", Severity::risks, [](ReadyWorld& w) { w.reported[0].ready.clear(); }},
        Fault{"readiness.device_fault", Severity::blocks, [](ReadyWorld& w) { w.reported[0].clusters[1].state = "fault"; }},
        Fault{"readiness.bridge_absent", Severity::blocks, [](ReadyWorld& w) { w.reported[0].bridge_linked = false; }},
        Fault{"readiness.bridge_stale", Severity::risks, [](ReadyWorld& w) { w.reported[0].bridge_current = false; }},
        Fault{"readiness.clock_unknown", Severity::blocks, [](ReadyWorld& w) { w.reported[0].time_known = false; }},
        Fault{"readiness.clock_unsure", Severity::risks, [](ReadyWorld& w) { w.reported[0].time_error_ms = 2500; }},
        Fault{"readiness.plan_pending", Severity::risks, [](ReadyWorld& w) { w.agent().root_wanted = 8; }},
        Fault{"readiness.cluster_untold", Severity::unknown, [](ReadyWorld& w) { w.reported[0].clusters.pop_back(); }},
        Fault{"readiness.never_seen", Severity::unknown, [](ReadyWorld& w) { w.agent().reported = nullptr; }},
        Fault{"readiness.offline_holds", Severity::notice, take_offline},
        Fault{"readiness.offline_old_plan", Severity::risks, [](ReadyWorld& w) { take_offline(w); w.agent().root_wanted = 8; }},
        Fault{"readiness.power_cut", Severity::blocks,
              [](ReadyWorld& w) { w.cuts.push_back({{}, w.world.site(0).unit, {}, w.when - 1h, w.when + 5min, "Điện lực", ""}); }},
        Fault{"readiness.breach", Severity::blocks, [](ReadyWorld& w) { drop(w, "policy.outside_window"); }},
        Fault{"readiness.quiet", Severity::notice, [](ReadyWorld& w) { drop(w, "policy.quiet_spell"); }},
        Fault{"readiness.conflict", Severity::risks, [](ReadyWorld& w) { drop(w, "schedule.lost_order"); }},
        Fault{"readiness.hushed", Severity::blocks, [](ReadyWorld& w) {  // a hush lasts hours, not days
                w.when = w.world.now() + 1h;
                for (auto& slot : w.days.slots) std::tie(slot.start, slot.end) = std::pair(w.when, w.when + 60s);
                w.take(w.world.sign(w.world.hush_document(w.world.site(0).unit, 2h), {w.world.duty_one().key()}));
              }}),
    [](const auto& info) { return std::string(info.param.code).substr(10); });

TEST(Readiness, without_an_approval_every_cluster_is_named) {
  ReadyWorld ready;
  const auto board = ready.look();
  EXPECT_EQ(codes(board), (std::vector<std::string>{"readiness.no_approval", "readiness.no_approval"}));
  EXPECT_EQ(board.clusters.needs_action, 6);
  EXPECT_EQ(board.findings.front().clusters.size(), 3u);
}

TEST(Readiness, an_approval_that_ends_before_is_told_as_such) {
  ReadyWorld ready;
  auto approval = ready.world.approval_document(ready.programme, {ready.world.province()});
  approval.until = ready.when - 1h;
  ready.take(ready.world.sign(approval, {ready.world.approver().key()}));
  EXPECT_EQ(codes(ready.look()).front(), "readiness.approval_ends");
}

TEST(Readiness, offline_without_the_content_is_silent) {
  ReadyWorld ready;
  ready.approve();
  take_offline(ready);
  ready.reported[0].ready.clear();
  const auto board = ready.look();
  EXPECT_EQ(board.findings.front().what.code, "readiness.content_missing");
  EXPECT_EQ(board.communes.needs_action, 1);
}

// 100 ppm from 20 ms: past 30 s after three and a half days.
TEST(Readiness, the_clock_of_an_agent_long_out_of_reach_is_lost) {
  ReadyWorld ready;
  ready.approve();
  take_offline(ready);
  ready.reported[0].at = ready.when - 83h;
  EXPECT_EQ(codes(ready.look()), std::vector<std::string>{"readiness.offline_holds"});
  ready.reported[0].at = ready.when - 84h;
  EXPECT_EQ(codes(ready.look()), (std::vector<std::string>{"readiness.clock_lost", "readiness.offline_holds"}));
}

TEST(Readiness, an_area_sees_only_itself) {
  ReadyWorld ready;
  ready.reported[1].bridge_linked = false;
  ready.approve();
  EXPECT_EQ(ready.look(AreaScope::of({ready.world.site(0).unit})).findings.size(), 0u);
  EXPECT_EQ(ready.look(AreaScope::of({ready.world.site(1).unit})).findings.size(), 1u);
}

TEST(Readiness, a_fleet_of_ten_thousand) {
  ReadyWorld ready({.now = {}, .seed = 3, .communes = 99, .clusters_per_commune = 102});
  ready.approve();
  for (std::size_t i = 0; i < ready.reported.size(); i += 3) ready.reported[i].bridge_linked = false;
  const auto begin = std::chrono::steady_clock::now();
  const auto board = ready.look();
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  std::cout << "readiness of " << board.clusters.total << " clusters: " << took.count() << " ms\n";
  EXPECT_EQ(board.clusters.total, 99 * 102);
  EXPECT_EQ(board.communes.needs_action, 33);
  EXPECT_EQ(board.communes.ready, 66);
}

// --- history of items

schedules::Item daily(const char* start) {
  schedules::Item item;
  item.id = ItemId::make(from_unix_ms(1), *std::make_unique<SeededRandom>(4));
  item.title = "Bản tin";
  item.start = civil(start);
  item.rrule = "FREQ=DAILY";
  item.duration = 10min;
  return item;
}
std::vector<CivilTime> starts(const schedules::Item& item, const char* from, const char* until) {
  return *schedules::starts_of(item, *parse_day(from), *parse_day(until), Zone::vietnam());
}
const UtcTime kNoon = at("2026-11-24T12:00:00");

TEST(ItemVersion, an_edit_leaves_what_began) {
  const auto held = daily("2026-11-20T05:30:00");
  auto wanted = held;
  wanted.start = civil("2026-11-20T06:00:00");
  const auto after = standing(&held, wanted, kNoon, Zone::vietnam());
  ASSERT_TRUE(after) << to_line(after.error());
  EXPECT_EQ(starts(*after, "2026-11-24", "2026-11-26"), (std::vector{civil("2026-11-24T05:30:00"), civil("2026-11-25T06:00:00")}));
}

TEST(ItemVersion, an_edit_of_the_sound_makes_no_past) {
  const auto held = daily("2026-11-20T05:30:00");
  auto wanted = held;
  wanted.duration = 20min;
  const auto after = standing(&held, wanted, kNoon, Zone::vietnam());
  ASSERT_TRUE(after);
  EXPECT_EQ(starts(*after, "2026-11-23", "2026-11-26"), (std::vector{civil("2026-11-25T05:30:00")}));
}

TEST(ItemVersion, what_sounds_is_not_changed_under_its_listeners) {
  const auto held = daily("2026-11-20T05:30:00");
  auto wanted = held;
  wanted.duration = 20min;
  const auto during = at("2026-11-24T05:35:00");
  const auto refused = standing(&held, wanted, during, Zone::vietnam());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "item.sounding");
  const auto tail = remains(held, during, Zone::vietnam());
  ASSERT_TRUE(tail);
  EXPECT_EQ(starts(*tail, "2026-11-20", "2026-12-01"), (std::vector{civil("2026-11-24T05:30:00")}));
  EXPECT_FALSE(remains(held, kNoon, Zone::vietnam()));
}

TEST(ItemVersion, a_count_goes_on_where_it_is) {
  auto held = daily("2026-11-20T05:30:00");
  held.rrule = "FREQ=DAILY;COUNT=7";
  auto wanted = held;
  wanted.volume = 50;
  const auto after = standing(&held, wanted, kNoon, Zone::vietnam());
  ASSERT_TRUE(after) << to_line(after.error());
  EXPECT_EQ(starts(*after, "2026-11-25", "2026-12-10").back(), civil("2026-11-26T05:30:00"));
  held.rrule = wanted.rrule = "FREQ=DAILY;COUNT=5";
  EXPECT_EQ(standing(&held, wanted, kNoon, Zone::vietnam()).error().code, "item.past");
}

TEST(ItemVersion, every_second_week_keeps_its_weeks) {
  auto wanted = daily("2026-11-02T05:30:00");
  wanted.rrule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR";
  const auto before = starts(wanted, "2026-11-24", "2027-01-10");
  const auto after = standing(nullptr, wanted, kNoon, Zone::vietnam());
  ASSERT_TRUE(after);
  EXPECT_EQ(starts(*after, "2026-11-01", "2027-01-10"), before);
}

TEST(ItemVersion, a_start_that_is_over_is_refused) {
  auto once = daily("2026-11-24T05:30:00");
  once.rrule.clear();
  EXPECT_EQ(standing(nullptr, once, kNoon, Zone::vietnam()).error().code, "item.past");
  EXPECT_TRUE(standing(nullptr, once, at("2026-11-24T05:20:00"), Zone::vietnam()));
}

TEST(UsualHours, only_other_hours_need_a_second_person) {
  const UnitId unit = UnitId::make(from_unix_ms(5), *std::make_unique<SeededRandom>(6));
  schedules::PlanDocument plan;
  plan.clusters.push_back({ClusterId{{{1}}}, unit, {unit}, {}});
  auto item = daily("2026-11-25T05:30:00");
  item.targets = {schedules::Target::of(unit)};
  EXPECT_TRUE(unusual_hours(item, plan, Zone::vietnam()).empty());
  item.start = civil("2026-11-25T13:00:00");
  ASSERT_EQ(unusual_hours(item, plan, Zone::vietnam()).size(), 1u);
  EXPECT_EQ(unusual_hours(item, plan, Zone::vietnam()).front().code, "item.unusual");
  auto known = daily("2026-11-20T12:40:00");
  known.id = ItemId{{{9}}};
  known.targets = item.targets;
  plan.items.push_back(known);
  EXPECT_TRUE(unusual_hours(item, plan, Zone::vietnam()).empty());
  plan.items.front().id = item.id;  // its own earlier version proves nothing
  EXPECT_EQ(unusual_hours(item, plan, Zone::vietnam()).size(), 1u);
}

// --- practice

PracticeAction action(const char* what) { return {what, {}, {}, {}, {}, {}, {}}; }

TEST(Practice, all_lessons_check_themselves) {
  SeededRandom random(8);
  PracticeStation station(*parse_day("2026-11-24"), random);
  auto write = action("write");
  write.title = "Thông báo";
  EXPECT_EQ(station.act(write)->front().code, "practice.text_short");
  EXPECT_FALSE(station.done(Lesson::write));
  write.text = "Ngày mai họp thôn lúc tám giờ.";
  ASSERT_EQ(station.act(write)->front().code, "practice.written");
  auto propose = action("propose");
  propose.item = "1";
  propose.start = civil("2026-11-24T22:00:00");
  EXPECT_EQ(station.act(propose)->front().code, "policy.outside_window");
  EXPECT_TRUE(station.done(Lesson::quiet_slot));
  EXPECT_FALSE(station.done(Lesson::propose));
  propose.start = civil("2026-11-24T17:05:00");
  EXPECT_EQ(station.act(propose)->front().code, "practice.proposed");
  auto approve = action("approve");
  approve.item = "1";
  EXPECT_EQ(station.act(approve)->front().code, "approval.own_author");
  EXPECT_FALSE(station.done(Lesson::approve));
  ASSERT_TRUE(station.act(action("switch_person")));
  EXPECT_EQ(station.act(approve)->front().code, "practice.approved");
  auto why = action("explain");
  why.item = "1";
  EXPECT_EQ(station.act(why)->front().code, "practice.not_yet");
  ASSERT_TRUE(station.act(action("run_day")));
  EXPECT_EQ(station.act(why)->front().code, "practice.horn_broken");
  EXPECT_FALSE(station.complete());
  auto quiet = action("quiet");
  quiet.until = civil("2026-11-30T00:00:00");
  EXPECT_EQ(station.act(quiet)->front().code, "practice.no_reason");
  quiet.reason = "Tang lễ";
  EXPECT_EQ(station.act(quiet)->front().code, "practice.quiet");
  EXPECT_TRUE(station.complete());
}

TEST(Practice, nobody_is_heard_without_approval_or_in_a_quiet_spell) {
  SeededRandom random(8);
  PracticeStation station(*parse_day("2026-11-24"), random);
  auto write = action("write");
  write.title = "Thông báo";
  write.text = "Ngày mai họp thôn lúc tám giờ.";
  station.act(write);
  auto propose = action("propose");
  propose.item = "1";
  propose.start = civil("2026-11-24T17:05:00");
  station.act(propose);
  station.act(action("run_day"));
  EXPECT_EQ(station.items()[0].state, PracticeItemState::missed);
  EXPECT_EQ(station.items()[0].why.front().code, "play.no_approval");
  auto quiet = action("quiet");
  quiet.until = civil("2026-11-28T00:00:00");
  quiet.reason = "Tang lễ";
  station.act(quiet);
  station.act(write);
  propose.item = "2";
  propose.start = civil("2026-11-26T17:05:00");
  EXPECT_EQ(station.act(propose)->front().code, "policy.quiet_spell");
}

}  // namespace
}  // namespace loa::controller
