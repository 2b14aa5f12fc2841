// The console's calls over real HTTP, with the real store, register and planner; only the broker is absent.
#include "tests/controller/desktop.h"

namespace loa::controller {
namespace {

TEST_F(ApiTest, without_the_token_nothing_is_said) {
  EXPECT_EQ(call("GET", "/api/v1/overview", {}, false).status, 401);
  EXPECT_EQ(call("POST", "/api/v1/documents", "x", false).status, 401);
  EXPECT_EQ(call("GET", "/api/v1/overview").status, 200);
}

TEST_F(ApiTest, a_forged_document_is_refused_and_seen) {
  found();
  auto place = world_.place_document(world_.site());
  const Bytes forged = world_.sign(place, {world_.stranger().key()});
  EXPECT_EQ(post(forged), 422);
  EXPECT_TRUE(eventually([&] {
    return call("GET", "/api/v1/events").body.find("document.refused") != std::string::npos;
  }));
}

TEST_F(ApiTest, a_suspension_stands_after_a_restart) {
  found();
  const auto programme = imported();
  protocol::Suspension suspension{world_.header(), world_.approver().key()->id(), world_.now() + 24h};
  ASSERT_EQ(post(world_.sign(suspension, {world_.renewer().key()})), 201);
  ASSERT_EQ(post(world_.approval(programme, {world_.site().unit})), 422);
  stop();
  start();
  EXPECT_EQ(post(world_.approval(programme, {world_.site().unit})), 422);
}

TEST_F(ApiTest, a_slot_outside_the_regulation_is_refused_with_the_document_cited) {
  found();
  const auto programme = imported();
  const auto refused = call("POST", "/api/v1/items", item(programme, "2026-11-25T22:00:00"));
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("policy.outside_window"), std::string::npos) << refused.body;
  EXPECT_NE(refused.body.find("12/QĐ-UBND"), std::string::npos) << refused.body;
  EXPECT_TRUE(get("/api/v1/items").at("items").as_array().empty());
}

std::string schedule_file(const std::string& first_start, const std::string& second_start) {
  return "version: 1\nitems:\n"
         "  - title: Bản tin sáng\n    programme: Luật Đất đai\n    start: " + first_start +
         "\n    rrule: FREQ=DAILY\n    targets:\n      - unit: Tỉnh thử nghiệm\n"
         "  - title: Bản tin chiều\n    programme: Luật Đất đai\n    start: " + second_start +
         "\n    targets:\n      - unit: Tỉnh thử nghiệm\n";
}

TEST_F(ApiTest, a_schedule_file_is_taken_whole_or_not_at_all) {
  found();
  const auto programme = imported();
  const std::string province = desktop_->desk.registry.tree()->find(world_.province())->name;
  const auto with_name = [&](std::string text) {
    for (auto at = text.find("Tỉnh thử nghiệm"); at != text.npos; at = text.find("Tỉnh thử nghiệm")) {
      text.replace(at, std::string("Tỉnh thử nghiệm").size(), province);
    }
    return text;
  };
  const auto count = [&] { return get("/api/v1/items").at("items").as_array().size(); };

  auto bad_key = with_name(schedule_file("2026-11-25 06:00", "2026-11-25 17:00"));
  bad_key += "    colour: red\n";
  const auto unknown = call("POST", "/api/v1/schedules?name=lich.yaml", bad_key);
  EXPECT_EQ(unknown.status, 422);
  EXPECT_NE(unknown.body.find("lich.yaml:14"), std::string::npos) << unknown.body;
  EXPECT_NE(unknown.body.find("colour"), std::string::npos);
  EXPECT_EQ(count(), 0u);

  // The second item lies in the quiet hours: the first is not saved either.
  const auto breach = call("POST", "/api/v1/schedules?name=lich.yaml", with_name(schedule_file("2026-11-25 06:00", "2026-11-25 23:00")));
  EXPECT_EQ(breach.status, 422);
  EXPECT_NE(breach.body.find("Bản tin chiều"), std::string::npos) << breach.body;
  EXPECT_EQ(count(), 0u);

  // The second collides with the first of the same file.
  const auto within = call("POST", "/api/v1/schedules/check", with_name(schedule_file("2026-11-25 06:00", "2026-11-25 06:00")));
  EXPECT_EQ(within.status, 200);
  EXPECT_NE(within.body.find("\"choices\""), std::string::npos) << within.body;

  const auto taken = call("POST", "/api/v1/schedules", with_name(schedule_file("2026-11-25 06:00", "2026-11-25 17:00")));
  EXPECT_EQ(taken.status, 201) << taken.body;
  EXPECT_EQ(count(), 2u);
  stop();
  start();
  EXPECT_EQ(count(), 2u);
}

TEST_F(ApiTest, an_item_becomes_one_planned_row_per_cluster_and_survives_a_restart) {
  found();
  const auto programme = imported();
  const auto saved = call("POST", "/api/v1/items", item(programme, "2026-11-25T17:00:00"));
  ASSERT_EQ(saved.status, 201) << saved.body;
  EXPECT_NE(saved.body.find("item.not_approved"), std::string::npos);
  const auto rows = [&] { return get("/api/v1/ledger").at("rows").as_array().size(); };
  EXPECT_TRUE(eventually([&] { return rows() == world_.site().clusters.size(); }));
  EXPECT_TRUE(get("/api/v1/ledger/verify").at("ok").as_bool());
  stop();
  start();
  EXPECT_EQ(get("/api/v1/items").at("items").as_array().size(), 1u);
  EXPECT_EQ(get("/api/v1/overview").at("agents").as_array().size(), 2u);
}

TEST_F(ApiTest, an_approval_reaches_the_library_of_the_covered_agent_alone) {
  found();
  const auto programme = imported();
  ASSERT_EQ(post(world_.approval(programme, {world_.site(0).unit})), 201);
  const auto journey = [&] {
    return get("/api/v1/overview").at("programmes").as_array().at(0).at("journey").at("delivered").at("of").as_int64();
  };
  EXPECT_TRUE(eventually([&] { return journey() == 1; }));
  std::promise<std::pair<std::size_t, std::size_t>> entries;
  asio::post(*loop_, [&] {
    auto& desk = desktop_->desk;
    const auto view = desk.view();
    const PlanSources sources{desk.registry, desk.shelf, view.programmes, view.items, Zone::vietnam()};
    const auto count = [&](const AgentId& agent) {
      return library_for(sources, *desk.place_of(agent), desk.days, world_.now()).entries.size();
    };
    entries.set_value({count(world_.site(0).agent), count(world_.site(1).agent)});
  });
  EXPECT_EQ(entries.get_future().get(), (std::pair<std::size_t, std::size_t>{1, 0}));
}

TEST_F(ApiTest, an_import_that_fails_leaves_nothing) {
  found();
  const auto taken = call("POST", "/api/v1/programmes?title=x&author=" + world_.author().text() + "&voice=file&name=a.mp3",
                          "this is text, not sound");
  ASSERT_EQ(taken.status, 202) << taken.body;
  const std::string task(parse_json(taken.body)->at("task").as_string());
  ASSERT_TRUE(eventually([&] { return get("/api/v1/tasks/" + task).at("state").as_string() == "failed"; }));
  EXPECT_FALSE(get("/api/v1/tasks/" + task).at("errors").as_array().empty());
  EXPECT_TRUE(get("/api/v1/programmes").at("programmes").as_array().empty());
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "content"));
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "upload"));
}

TEST_F(ApiTest, bad_queries_name_the_field) {
  const auto refused = call("POST", "/api/v1/programmes?title=x&author=nobody&voice=file", "bytes");
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("author"), std::string::npos);
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "upload"));
  EXPECT_EQ(call("POST", "/api/v1/items", "{\"programme\":3}").status, 422);
}

}  // namespace
}  // namespace loa::controller
