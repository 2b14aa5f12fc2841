// Schedule: versions, undo, bulk changes, unusual hours, the province's blocks, files.
#include "tests/controller/station_bench.h"

namespace loa::controller {
namespace {

// The world's now is 24 November 2026, 08:00 in Vietnam.

TEST_F(StationTest, an_edit_is_a_new_version_and_needs_the_newest) {
  const auto id = text(create("lan", "2026-11-25T05:30:00", "FREQ=DAILY"), "item");
  const auto edit = draft("2026-11-25T06:00:00", "FREQ=DAILY");
  EXPECT_EQ(call("lan", "PUT", "/api/v1/items/" + id, edit).status, 428);
  EXPECT_EQ(call("lan", "PUT", "/api/v1/items/" + id, edit, "\"9\"").status, 412);
  const auto saved = call("lan", "PUT", "/api/v1/items/" + id, edit, "\"1\"");
  ASSERT_EQ(saved.status, 200) << saved.body;
  EXPECT_EQ(planned(id, "2026-11-26"), std::vector<std::string>{"2026-11-26T06:00:00"});
  const auto history = get("lan", "/api/v1/items/" + id + "/history").at("revisions").as_array();
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(text(history[0], "kind"), "edit");
  EXPECT_EQ(text(history[1].at("item"), "start"), "2026-11-25T05:30:00");
}

TEST_F(StationTest, what_has_aired_stands_after_an_edit_and_after_its_undo) {
  const auto id = text(create("lan", "2026-11-24T17:30:00", "FREQ=DAILY"), "item");
  bench_->clock.set(*Zone::vietnam().to_utc(*parse_civil("2026-11-24T18:00:00")));
  const auto saved = parsed(call("lan", "PUT", "/api/v1/items/" + id, draft("2026-11-24T17:10:00", "FREQ=DAILY"), "\"1\""));
  EXPECT_EQ(planned(id, "2026-11-24"), std::vector<std::string>{"2026-11-24T17:30:00"});
  EXPECT_EQ(planned(id, "2026-11-25"), std::vector<std::string>{"2026-11-25T17:10:00"});
  const auto undone = call("lan", "POST", "/api/v1/schedule-changes/" + text(saved, "change") + "/undo");
  ASSERT_EQ(undone.status, 200) << undone.body;
  EXPECT_EQ(planned(id, "2026-11-24"), std::vector<std::string>{"2026-11-24T17:30:00"});
  EXPECT_EQ(planned(id, "2026-11-25"), std::vector<std::string>{"2026-11-25T17:30:00"});
  EXPECT_EQ(item(id).at("revision").as_int64(), 3);
  EXPECT_EQ(call("lan", "POST", "/api/v1/schedule-changes/" + text(saved, "change") + "/undo").status, 409);
}

// Two programmes one after the other, as calendar, ledger and library know them.
TEST_F(StationTest, a_playlist_sounds) {
  const auto first = programme_, second = imported();
  for (const auto& made : {first, second}) post(world_.approval(made, {world_.province()}));
  const auto list = [](const ProgrammeId& one, const ProgrammeId& two) {
    return ",\"kind\":\"playlist\",\"playlist\":[{\"programme\":\"" + one.text() + "\"},{\"programme\":\"" + two.text() + "\"}]";
  };
  const auto order = [&](const std::string& more) {
    return "{\"targets\":{\"units\":[\"" + world_.site().unit.text() + "\"]},\"start\":\"2026-11-25T17:00:00\"" + more + "}";
  };
  const auto unknown = call("lan", "POST", "/api/v1/items", order(list(first.id, ProgrammeId::make(world_.now(), world_.random()))));
  EXPECT_NE(unknown.body.find("controller.programme_unknown"), std::string::npos) << unknown.body;
  const auto saved = call("lan", "POST", "/api/v1/items", order(list(first.id, second.id)));
  ASSERT_EQ(saved.status, 201) << saved.body;
  EXPECT_TRUE(parsed(saved).at("warnings").as_array().empty()) << saved.body;
  const auto id = text(parsed(saved), "item");
  EXPECT_EQ(item(id).at("duration_ms").as_int64(), 120'000);
  EXPECT_EQ(text(item(id).at("playlist").as_array().at(1), "programme"), second.id.text());
  EXPECT_EQ(planned(id, "2026-11-25"), (std::vector<std::string>{"2026-11-25T17:00:00", "2026-11-25T17:01:00"}));
  std::map<Hash, UtcTime> needed;
  std::map<ProgrammeId, Hash> rows;
  on_loop([&] {
    auto& desk = bench_->desk;
    const auto view = desk.view();
    const PlanSources sources{desk.registry, desk.shelf, view.programmes, view.items, Zone::vietnam()};
    const auto days = plan_days(plan_for(sources, desk.places, world_.now()), policy_paths(sources, desk.places), world_.now(), Zone::vietnam());
    for (const auto& entry : library_for(sources, *desk.place_of(world_.site().agent), days, world_.now()).entries) needed[entry.manifest] = entry.needed_by;
    for (const auto& row : ledger_rows(sources, desk.places, days, world_.now())) rows[row.programme] = row.approval;
    return true;
  });
  const auto start = *Zone::vietnam().to_utc(*parse_civil("2026-11-25T17:00:00"));
  EXPECT_EQ(needed[first.manifest_hash], start);
  EXPECT_EQ(needed[second.manifest_hash], start + 60s);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_FALSE(rows[first.id].is_zero() || rows[second.id].is_zero());
}

TEST_F(StationTest, undo_ends_after_a_quarter_of_an_hour) {
  const auto saved = create("lan", "2026-11-25T05:30:00");
  bench_->clock.set(world_.now() + 15min + 1ms);
  EXPECT_EQ(call("lan", "POST", "/api/v1/schedule-changes/" + text(saved, "change") + "/undo").status, 409);
  bench_->clock.set(world_.now() + 15min);
  ASSERT_EQ(call("lan", "POST", "/api/v1/schedule-changes/" + text(saved, "change") + "/undo").status, 200);
  EXPECT_EQ(text(item(text(saved, "item")), "state"), "removed");
}

TEST_F(StationTest, a_removed_item_comes_back_by_undo_and_after_a_restart) {
  const auto id = text(create("lan", "2026-11-25T05:30:00", "FREQ=DAILY"), "item");
  const auto removed = call("lan", "DELETE", "/api/v1/items/" + id);
  ASSERT_EQ(removed.status, 200) << removed.body;
  EXPECT_TRUE(planned(id, "2026-11-25").empty());
  EXPECT_TRUE(get("lan", "/api/v1/items").at("items").as_array().empty());
  ASSERT_EQ(call("lan", "POST", "/api/v1/schedule-changes/" + text(parsed(removed), "change") + "/undo").status, 200);
  stop();
  start();
  EXPECT_EQ(planned(id, "2026-11-25").size(), 1u);
  EXPECT_EQ(item(id).at("revision").as_int64(), 3);
}

TEST_F(StationTest, an_unusual_hour_waits_for_another_person) {
  const auto saved = create("lan", "2026-11-25T13:00:00");
  const auto id = text(saved, "item");
  EXPECT_EQ(text(saved, "state"), "waiting");
  EXPECT_TRUE(planned(id, "2026-11-25").empty());
  const std::string confirm = "{\"decision\":\"confirm\"}";
  EXPECT_EQ(call("lan", "POST", "/api/v1/items/" + id + "/decide", confirm).status, 409);
  EXPECT_EQ(call("other", "POST", "/api/v1/items/" + id + "/decide", confirm).status, 403);
  EXPECT_NE(call("minh", "GET", "/api/v1/inbox").body.find("waiting_item"), std::string::npos);
  EXPECT_EQ(call("lan", "GET", "/api/v1/inbox").body.find("waiting_item"), std::string::npos);
  EXPECT_TRUE(planned(id, "2026-11-25").empty());
  const auto confirmed = call("minh", "POST", "/api/v1/items/" + id + "/decide", confirm);
  ASSERT_EQ(confirmed.status, 200) << confirmed.body;
  EXPECT_EQ(planned(id, "2026-11-25"), std::vector<std::string>{"2026-11-25T13:00:00"});
}

TEST_F(StationTest, a_refused_edit_leaves_what_stood) {
  const auto id = text(create("lan", "2026-11-25T05:30:00", "FREQ=DAILY"), "item");
  const auto moved = parsed(call("lan", "PUT", "/api/v1/items/" + id, draft("2026-11-25T13:00:00", "FREQ=DAILY"), "\"1\""));
  ASSERT_EQ(text(moved, "state"), "waiting");
  EXPECT_EQ(planned(id, "2026-11-25"), std::vector<std::string>{"2026-11-25T05:30:00"});
  EXPECT_EQ(call("minh", "POST", "/api/v1/items/" + id + "/decide", "{\"decision\":\"refuse\"}").status, 422);
  ASSERT_EQ(call("minh", "POST", "/api/v1/items/" + id + "/decide", "{\"decision\":\"refuse\",\"reason\":\"Giờ ngủ trưa\"}").status, 200);
  EXPECT_EQ(text(item(id), "start"), "2026-11-25T05:30:00");
  EXPECT_EQ(planned(id, "2026-11-25"), std::vector<std::string>{"2026-11-25T05:30:00"});
}

TEST_F(StationTest, the_provinces_blocks_are_seen_and_not_moved) {
  const auto id = text(create("province", "2026-11-25T05:30:00", "FREQ=DAILY", ",\"level\":\"province\""), "item");
  const auto seen = get("lan", "/api/v1/items").at("items").as_array();
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_FALSE(seen[0].at("movable").as_bool());
  const auto refused = call("lan", "PUT", "/api/v1/items/" + id, draft("2026-11-25T06:00:00", "FREQ=DAILY"), "\"1\"");
  EXPECT_EQ(refused.status, 403);
  EXPECT_NE(refused.body.find("item.immovable"), std::string::npos);
  EXPECT_EQ(call("lan", "DELETE", "/api/v1/items/" + id).status, 403);
  EXPECT_EQ(call("lan", "POST", "/api/v1/items", draft("2026-11-25T06:00:00", "", ",\"level\":\"province\"")).status, 403);
  EXPECT_EQ(planned(id, "2026-11-25"), std::vector<std::string>{"2026-11-25T05:30:00"});
}

TEST_F(StationTest, foreign_communes_are_out_of_reach) {
  const auto id = text(create("lan", "2026-11-25T05:30:00"), "item");
  EXPECT_EQ(call("other", "GET", "/api/v1/items/" + id).status, 404);
  EXPECT_EQ(call("other", "GET", "/api/v1/items/" + id + "/history").status, 404);
  EXPECT_EQ(call("other", "DELETE", "/api/v1/items/" + id).status, 404);
  EXPECT_EQ(call("other", "POST", "/api/v1/items", draft("2026-11-25T06:00:00")).status, 403);
  EXPECT_EQ(call("auditor", "DELETE", "/api/v1/items/" + id).status, 403);
  EXPECT_TRUE(get("other", "/api/v1/items").at("items").as_array().empty());
  EXPECT_EQ(call("other", "GET", "/api/v1/readiness?unit=" + world_.site(0).unit.text()).status, 403);
}

TEST_F(StationTest, a_bulk_change_is_what_its_preview_showed) {
  const auto first = text(create("lan", "2026-11-25T05:30:00", "FREQ=DAILY"), "item");
  const auto second = text(create("lan", "2026-11-25T17:30:00", "FREQ=DAILY"), "item");
  const auto unit = world_.site().unit.text();
  const auto shown = parsed(call("lan", "POST", "/api/v1/schedule-previews", "{\"change\":\"shift\",\"minutes\":20,\"unit\":\"" + unit + "\"}"));
  ASSERT_EQ(shown.at("items").as_array().size(), 2u);
  EXPECT_EQ(text(item(first), "start"), "2026-11-25T05:30:00");
  const auto applied = call("lan", "POST", "/api/v1/schedule-previews/" + text(shown, "token") + "/apply");
  ASSERT_EQ(applied.status, 201) << applied.body;
  for (const auto& row : shown.at("items").as_array()) {
    EXPECT_EQ(text(item(text(row, "item")), "start"), text(row.at("after"), "start"));
  }
  EXPECT_EQ(text(item(second), "start"), "2026-11-25T17:50:00");
  EXPECT_EQ(call("lan", "POST", "/api/v1/schedule-previews/" + text(shown, "token") + "/apply").status, 404);
  ASSERT_EQ(call("lan", "POST", "/api/v1/schedule-changes/" + text(parsed(applied), "change") + "/undo").status, 200);
  EXPECT_EQ(text(item(first), "start"), "2026-11-25T05:30:00");
}

TEST_F(StationTest, a_preview_of_another_schedule_is_not_applied) {
  create("lan", "2026-11-25T05:30:00", "FREQ=DAILY");
  const auto shown = parsed(call("lan", "POST", "/api/v1/schedule-previews", "{\"change\":\"volume\",\"volume\":40}"));
  create("lan", "2026-11-25T17:30:00", "FREQ=DAILY");
  const auto refused = call("lan", "POST", "/api/v1/schedule-previews/" + text(shown, "token") + "/apply");
  EXPECT_EQ(refused.status, 409);
  EXPECT_NE(refused.body.find("preview.changed"), std::string::npos);
}

TEST_F(StationTest, last_week_is_copied) {
  create("lan", "2026-11-26T05:30:00");
  create("lan", "2026-11-27T17:15:00");
  const auto shown = parsed(call("lan", "POST", "/api/v1/schedule-previews", "{\"change\":\"copy_week\",\"from\":\"2026-11-23\",\"to\":\"2026-11-30\"}"));
  ASSERT_EQ(shown.at("items").as_array().size(), 2u) << write_json(shown);
  ASSERT_EQ(call("lan", "POST", "/api/v1/schedule-previews/" + text(shown, "token") + "/apply").status, 201);
  std::set<std::string> starts;
  const auto list = get("lan", "/api/v1/items");
  for (const auto& one : list.at("items").as_array()) starts.insert(text(one, "start"));
  EXPECT_TRUE(starts.contains("2026-12-03T05:30:00"));
  EXPECT_TRUE(starts.contains("2026-12-04T17:15:00"));
}

TEST_F(StationTest, a_collision_offers_its_two_choices_and_one_gives_way) {
  const auto first = text(create("lan", "2026-11-25T05:30:00", "FREQ=DAILY"), "item");
  const auto found = parsed(call("lan", "POST", "/api/v1/items/check", draft("2026-11-26T05:30:00")));
  ASSERT_EQ(found.at("conflicts").as_array().size(), 1u);
  EXPECT_EQ(found.at("conflicts").as_array()[0].at("choices").as_array().size(), 2u);
  EXPECT_EQ(call("lan", "POST", "/api/v1/items", draft("2026-11-26T05:30:00")).status, 422);
  const auto second = text(create("lan", "2026-11-26T05:30:00", "", ",\"replace\":[\"" + first + "\"]"), "change");
  EXPECT_TRUE(planned(first, "2026-11-26").empty());
  EXPECT_EQ(planned(first, "2026-11-27").size(), 1u);
  ASSERT_EQ(call("lan", "POST", "/api/v1/schedule-changes/" + second + "/undo").status, 200);
  EXPECT_EQ(planned(first, "2026-11-26").size(), 1u);
}

TEST_F(StationTest, a_planned_power_cut_warns) {
  const std::string body = "{\"unit\":\"" + world_.site().unit.text() +
                           "\",\"from\":\"2026-11-24T22:00:00Z\",\"until\":\"2026-11-24T23:00:00Z\",\"source\":\"Điện lực\"}";
  ASSERT_EQ(call("lan", "POST", "/api/v1/power-cuts", body).status, 201);
  EXPECT_EQ(call("other", "POST", "/api/v1/power-cuts", body).status, 403);
  const auto hit = call("lan", "POST", "/api/v1/items/check", draft("2026-11-25T05:30:00"));
  EXPECT_NE(hit.body.find("item.power_cut"), std::string::npos) << hit.body;
  const auto missed = call("lan", "POST", "/api/v1/items/check", draft("2026-11-25T06:00:00"));
  EXPECT_EQ(missed.body.find("item.power_cut"), std::string::npos);
  stop();
  start();
  EXPECT_EQ(get("lan", "/api/v1/power-cuts").at("power_cuts").as_array().size(), 1u);
}

TEST_F(StationTest, files_go_out_and_come_in_again) {
  create("lan", "2026-11-25T05:30:00", "FREQ=DAILY");
  for (const std::string format : {"yaml", "ics"}) {
    const auto file = call("lan", "GET", "/api/v1/schedules/export?format=" + format);
    ASSERT_EQ(file.status, 200);
    const auto checked = parsed(call("lan", "POST", "/api/v1/schedules/check?name=lich." + format, file.body));
    ASSERT_EQ(checked.at("items").as_array().size(), 1u) << format << " " << file.body;
    EXPECT_EQ(text(checked.at("items").as_array()[0], "start"), "2026-11-25T05:30:00");
    EXPECT_EQ(checked.at("items").as_array()[0].at("conflicts").as_array().empty(), false);
  }
}

TEST_F(StationTest, a_calendar_has_lunar_dates_and_windows) {
  const auto days = get("lan", "/api/v1/occurrences?from=2026-11-24&days=2&unit=" + world_.site().unit.text()).at("days").as_array();
  ASSERT_EQ(days.size(), 2u);
  EXPECT_EQ(text(days[0].at("lunar"), "text"), "16/10");
  ASSERT_EQ(days[1].at("windows").as_array().size(), 1u);
  EXPECT_EQ(text(days[1].at("windows").as_array()[0], "start"), "2026-11-25T05:30:00");
  EXPECT_EQ(text(days[1].at("windows").as_array()[0], "end"), "2026-11-25T20:00:00");
}

}  // namespace
}  // namespace loa::controller
