// Today, make-good, inbox, regulations, quiet spells, practice station: over HTTP, as several people of several communes.
#include "tests/controller/station_bench.h"

#include "schedules/plan_document.h"

namespace loa::controller {
namespace {

class StationDeskTest : public StationTest {
 protected:
  std::size_t count(const std::string& table) {
    long long rows = 0;
    in_store([&](Store& store) -> Status {
      store.database().session() << "select count(*) from " + table, soci::into(rows);
      return {};
    });
    return static_cast<std::size_t>(rows);
  }
  // Three clusters were to sound at 08:05; the first two are known to have missed it.
  Hash missed_this_morning() {
    post(world_.approval(programme_, {world_.province()}));
    const auto item = ItemId::make(world_.now(), world_.random());
    const Hash occurrence = schedules::occurrence_id(item, *parse_civil("2026-11-24T08:05:00"));
    std::vector<PlannedRow> rows;
    std::map<ClusterId, UtcTime> told;
    const auto& site = world_.site();
    for (const auto& cluster : site.clusters) {
      PlannedRow row{{occurrence, cluster}, "cụm", site.unit, site.name, "99001", item, programme_.id, "Luật Đất đai",
                     world_.now() + 5min, world_.now() + 6min, {}, {}};
      rows.push_back(row);
      if (cluster != site.clusters.back()) told[cluster] = world_.now() + 30min;
    }
    const auto now = world_.now();
    in_store([=](Store& store) -> Status {
      LOA_TRY_OK(store.ledger.plan(AreaScope::whole(), rows, now - 8h, now + 16h, now));
      LOA_TRY_OK(store.ledger.close_untold(AreaScope::whole(), told, now + 1h));
      return {};
    });
    bench_->clock.set(world_.now() + 1h);
    return occurrence;
  }
  Bytes signed_policy(const json::value& to_sign) {
    return protocol::seal(world_.network(), protocol::DocumentType::policy, text(to_sign, "payload"), {world_.policy_owner().key()});
  }
  std::string state_at(std::size_t site, const std::string& day) {
    const auto days = get("machine", "/api/v1/occurrences?days=1&from=" + day + "&unit=" + world_.site(site).unit.text());
    const auto& all = days.at("days").as_array().at(0).at("occurrences").as_array();
    return all.empty() ? "none" : text(all[0], "state");
  }
  template <class Done>
  bool eventually(Done done) {
    for (int i = 0; i < 200; ++i) {
      if (done()) return true;
      std::this_thread::sleep_for(20ms);
    }
    return false;
  }
};

std::string order(const Hash& occurrence, const std::string& more = {}) {
  return "{\"occurrence\":\"" + occurrence.hex() + "\"" + more + "}";
}

TEST_F(StationDeskTest, a_make_good_is_lawful_reaches_who_missed_and_comes_once) {
  const auto occurrence = missed_this_morning();
  const auto today = get("lan", "/api/v1/today");
  ASSERT_EQ(today.at("missed").as_array().size(), 1u) << write_json(today);
  EXPECT_EQ(today.at("missed").as_array()[0].at("clusters").as_array().size(), 2u);
  EXPECT_EQ(text(today.at("missed").as_array()[0].at("why").as_array()[0], "code"), "ledger.untold");
  create("machine", "2026-11-24T09:10:00");  // in the way
  const auto shown = parsed(call("machine", "POST", "/api/v1/make-goods/preview", order(occurrence)));
  EXPECT_EQ(text(shown, "start"), "2026-11-24T09:15:00");
  EXPECT_EQ(shown.at("clusters").as_array().size(), 2u);
  EXPECT_EQ(call("machine", "POST", "/api/v1/make-goods", order(occurrence, ",\"start\":\"2026-11-24T09:10:00\"")).status, 409);
  const auto made = call("machine", "POST", "/api/v1/make-goods", order(occurrence, ",\"start\":\"2026-11-24T09:15:00\""));
  ASSERT_EQ(made.status, 201) << made.body;
  const auto held = item(text(parsed(made), "item"));
  EXPECT_EQ(text(held, "makes_good"), occurrence.hex());
  EXPECT_EQ(held.at("targets").at("clusters").as_array().size(), 2u);
  EXPECT_TRUE(held.at("targets").at("units").as_array().empty());
  const auto again = call("machine", "POST", "/api/v1/make-goods", order(occurrence));
  EXPECT_EQ(again.status, 409) << again.body;
  EXPECT_EQ(text(get("lan", "/api/v1/today").at("missed").as_array()[0], "made_good_by"), text(held, "id"));
}

TEST_F(StationDeskTest, a_make_good_that_undo_restores_holds_its_clusters) {
  const auto occurrence = missed_this_morning();
  const auto first = text(parsed(call("machine", "POST", "/api/v1/make-goods", order(occurrence))), "item");
  const auto remove = [&](const std::string& id) { return text(parsed(call("machine", "DELETE", "/api/v1/items/" + id)), "change"); };
  const auto undo = [&](const std::string& change) { return call("machine", "POST", "/api/v1/schedule-changes/" + change + "/undo"); };
  const auto removal = remove(first);
  ASSERT_EQ(undo(removal).status, 200);
  const auto twice = call("machine", "POST", "/api/v1/make-goods", order(occurrence));
  EXPECT_EQ(twice.status, 409) << twice.body;
  const auto again = remove(first);
  ASSERT_EQ(call("machine", "POST", "/api/v1/make-goods", order(occurrence)).status, 201) << "free again";
  const auto rival = undo(again);
  EXPECT_EQ(rival.status, 409) << rival.body;
  EXPECT_NE(rival.body.find("make_good.done"), std::string::npos);
  EXPECT_EQ(get("machine", "/api/v1/items").at("items").as_array().size(), 1u);
}

TEST_F(StationDeskTest, a_make_good_waits_for_the_window_and_for_nobodys_rows) {
  const auto occurrence = missed_this_morning();
  bench_->clock.set(*Zone::vietnam().to_utc(*parse_civil("2026-11-24T20:30:00")));
  const auto shown = parsed(call("lan", "POST", "/api/v1/make-goods/preview", order(occurrence)));
  EXPECT_EQ(text(shown, "start"), "2026-11-25T05:30:00");
  EXPECT_EQ(call("other", "POST", "/api/v1/make-goods/preview", order(occurrence)).status, 404);
}

TEST_F(StationDeskTest, a_quiet_spell_silences_exactly_its_unit) {
  post(world_.approval(programme_, {world_.province()}));
  const std::string body = "{\"programme\":\"" + programme_.id.text() + "\",\"targets\":{\"units\":[\"" + world_.province().text() +
                           "\"]},\"start\":\"2026-11-26T05:30:00\",\"rrule\":\"FREQ=DAILY\",\"volume\":70}";
  ASSERT_EQ(call("machine", "POST", "/api/v1/items", body).status, 201);
  const std::string wanted = "{\"unit\":\"" + world_.site(0).unit.text() +
                             "\",\"from\":\"2026-11-25T17:00:00Z\",\"until\":\"2026-11-26T17:00:00Z\",\"reason\":\"Tang lễ\",\"kind\":\"funeral\"}";
  const auto shown = parsed(call("province", "POST", "/api/v1/quiet-spells/preview", wanted));
  EXPECT_EQ(shown.at("silenced").as_array().size(), 1u) << write_json(shown);
  EXPECT_EQ(call("other", "POST", "/api/v1/quiet-spells", wanted).status, 403);
  const auto asked = call("province", "POST", "/api/v1/quiet-spells", wanted);
  ASSERT_EQ(asked.status, 201) << asked.body;
  EXPECT_EQ(state_at(0, "2026-11-26"), "planned");  // nobody signed
  post(signed_policy(parsed(asked).at("to_sign")));
  EXPECT_TRUE(eventually([&] { return state_at(0, "2026-11-26") == "dropped"; }));
  EXPECT_EQ(state_at(1, "2026-11-26"), "planned");
  EXPECT_EQ(state_at(0, "2026-11-27"), "planned");
  const auto list = get("lan", "/api/v1/quiet-spells").at("spells").as_array();
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(text(list[0], "state"), "coming");
  bench_->clock.set(world_.now() + 1s);  // versions count in milliseconds
  const auto ended = call("province", "POST", "/api/v1/quiet-spells/" + text(list[0], "id") + "/end", "{\"reason\":\"Đã xong\"}");
  ASSERT_EQ(ended.status, 200) << ended.body;
  post(signed_policy(parsed(ended)));
  EXPECT_TRUE(eventually([&] { return state_at(0, "2026-11-26") == "planned"; }));
  EXPECT_TRUE(get("lan", "/api/v1/quiet-spells").at("spells").as_array().empty());
}

TEST_F(StationDeskTest, what_is_to_be_signed_has_a_link_and_loses_no_spell) {
  const std::string unit = world_.site(0).unit.text();
  const auto wanted = [&](const std::string& day, const std::string& reason) {
    return "{\"unit\":\"" + unit + "\",\"from\":\"" + day + "T01:00:00Z\",\"until\":\"" + day + "T02:00:00Z\",\"reason\":\"" + reason + "\"}";
  };
  const auto first = parsed(call("province", "POST", "/api/v1/quiet-spells", wanted("2026-11-26", "Tang lễ")));
  const std::string draft = R"({"number":"6/QĐ-UBND","title":"Quy chế","valid_from":"2026-11-01","windows":[{"from":"05:30","until":"07:00"}],"max_volume":70})";
  ASSERT_EQ(call("province", "PUT", "/api/v1/policy-drafts/" + unit, draft).status, 200);
  post(signed_policy(first.at("to_sign")));
  const auto second = parsed(call("province", "POST", "/api/v1/quiet-spells", wanted("2026-11-27", "Kỳ thi")));
  const auto id = text(second.at("spell"), "id");
  EXPECT_EQ(call("other", "POST", "/api/v1/quiet-spells/" + id + "/sign").status, 404);
  EXPECT_EQ(call("province", "POST", "/api/v1/quiet-spells/none/sign").status, 404);
  const auto again = parsed(call("province", "POST", "/api/v1/quiet-spells/" + id + "/sign"));
  EXPECT_EQ(parse_json(text(again, "payload"), {.max_bytes = 65536, .max_depth = 12})->at("quiet").as_array().size(), 2u);
  bench_->clock.set(world_.now() + 1s);  // versions count in milliseconds
  const auto published = parsed(call("province", "POST", "/api/v1/policy-drafts/" + unit + "/publish"));
  const auto url = text(published, "url");
  ASSERT_TRUE(url.starts_with("https://ky.test/#p=")) << url;
  EXPECT_EQ(*on_loop([&] { return bench_->signing.paper(url.substr(url.size() - 32)); }), text(published, "payload"));
  post(signed_policy(published));
  const auto spells = get("lan", "/api/v1/quiet-spells").at("spells").as_array();
  ASSERT_EQ(spells.size(), 2u);
  for (const auto& one : spells) EXPECT_EQ(text(one, "state"), "coming");
}

TEST_F(StationDeskTest, a_looser_regulation_is_refused_with_both_documents) {
  auto province = world_.regulation(world_.province(), 330, 1200, 600, 80);
  province.number = "34/QĐ-UBND";
  post(world_.policy(province));
  const auto unit = world_.site().unit.text();
  const std::string loose = R"({"number":"5/QĐ-UBND","title":"Quy chế","valid_from":"2026-11-01","windows":[{"days":[1,2,3,4,5,6,7],"from":"04:00","until":"20:00"}],"max_volume":70})";
  const auto kept = call("province", "PUT", "/api/v1/policy-drafts/" + unit, loose);
  ASSERT_EQ(kept.status, 200) << kept.body;
  EXPECT_FALSE(parsed(kept).at("looser").as_array().empty());
  const auto refused = call("province", "POST", "/api/v1/policy-drafts/" + unit + "/publish");
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("34/QĐ-UBND"), std::string::npos) << refused.body;
  EXPECT_NE(refused.body.find("5/QĐ-UBND"), std::string::npos);
  const std::string tight = R"({"number":"5/QĐ-UBND","title":"Quy chế","valid_from":"2026-11-01","windows":[{"days":[1,2,3,4,5,6,7],"from":"05:30","until":"07:00"}],"max_volume":70})";
  ASSERT_EQ(call("province", "PUT", "/api/v1/policy-drafts/" + unit, tight).status, 200);
  const auto published = call("province", "POST", "/api/v1/policy-drafts/" + unit + "/publish");
  ASSERT_EQ(published.status, 200) << published.body;
  post(signed_policy(parsed(published)));
  const auto path = get("lan", "/api/v1/policies?unit=" + unit);
  ASSERT_EQ(path.at("path").as_array().size(), 2u);
  EXPECT_EQ(path.at("effective").at("max_volume").as_int64(), 70);
  EXPECT_EQ(text(path.at("effective").at("cites"), "max_volume"), "5/QĐ-UBND");
  EXPECT_EQ(call("other", "PUT", "/api/v1/policy-drafts/" + unit, tight).status, 403);
}

TEST_F(StationDeskTest, practice_touches_nothing_real_and_is_counted) {
  const auto rows = count("ledger"), items = count("items"), documents = count("documents");
  const auto unit = world_.site().unit.text();
  const auto begun = parsed(call("lan", "POST", "/api/v1/practice/sessions", "{\"name\":\"Chị Lan\",\"unit\":\"" + unit + "\",\"online\":false}"));
  const auto path = "/api/v1/practice/sessions/" + text(begun, "id");
  const auto day = text(begun, "clock").substr(0, 10);
  const std::vector<std::string> actions{
      R"({"action":"write","title":"Thông báo","text":"Ngày mai họp thôn lúc tám giờ."})",
      R"({"action":"propose","item":"1","start":")" + day + R"(T22:00:00"})", R"({"action":"propose","item":"1","start":")" + day + R"(T17:05:00"})",
      R"({"action":"switch_person"})", R"({"action":"approve","item":"1"})", R"({"action":"run_day"})", R"({"action":"explain","item":"1"})",
      R"({"action":"quiet","until":"2027-01-01T00:00:00","reason":"Kỳ thi"})"};
  json::value state;
  for (const auto& action : actions) {
    const auto reply = call("lan", "POST", path + "/act", action);
    ASSERT_EQ(reply.status, 200) << reply.body;
    state = parsed(reply);
  }
  EXPECT_TRUE(state.at("complete").as_bool()) << write_json(state);
  EXPECT_EQ(call("minh", "GET", path).status, 404);
  EXPECT_EQ(count("ledger"), rows);
  EXPECT_EQ(count("items"), items);
  EXPECT_EQ(count("documents"), documents);
  EXPECT_TRUE(on_loop([&] { return bench_->desk.items.empty() && bench_->desk.versions.empty(); }));
  const auto report = get("province", "/api/v1/practice/report");
  EXPECT_EQ(report.at("total").at("people").as_int64(), 1);
  EXPECT_EQ(report.at("total").at("online").as_int64(), 0);
  EXPECT_EQ(report.at("total").at("units_total").as_int64(), 2);
  EXPECT_EQ(text(report.at("units").as_array()[0].at("people").as_array()[0], "name"), "Chị Lan");
}

TEST_F(StationDeskTest, an_offer_reaches_its_units_and_is_answered_once) {
  post(world_.approval(programme_, {world_.province()}));
  const auto unit = world_.site(0).unit.text();
  const std::string body = "{\"programme\":\"" + programme_.id.text() + "\",\"units\":[\"" + unit + "\"],\"deadline\":\"2026-11-27T00:00:00Z\"}";
  EXPECT_EQ(call("lan", "POST", "/api/v1/offers", body).status, 403);
  const auto offer = parsed(call("province", "POST", "/api/v1/offers", body));
  const auto entries = get("lan", "/api/v1/inbox").at("entries").as_array();
  const auto found = std::ranges::find_if(entries, [](const auto& e) { return e.at("kind").as_string() == "offer"; });
  ASSERT_NE(found, entries.end());
  ASSERT_FALSE(found->at("slots").as_array().empty());
  EXPECT_EQ(call("other", "GET", "/api/v1/inbox").body.find("\"offer\""), std::string::npos);
  const auto answer = [&](const std::string& who, const std::string& start) {
    return call(who, "POST", "/api/v1/offers/" + text(offer, "id") + "/answer",
                "{\"unit\":\"" + unit + "\",\"answer\":\"accept\",\"start\":\"" + start + "\"}").status;
  };
  EXPECT_EQ(answer("lan", "2026-11-28T05:30:00"), 422);
  EXPECT_EQ(answer("other", "2026-11-25T05:30:00"), 403);
  EXPECT_EQ(answer("lan", "2026-11-25T05:30:00"), 201);
  EXPECT_EQ(answer("minh", "2026-11-25T17:30:00"), 409);
  EXPECT_EQ(get("lan", "/api/v1/items").at("items").as_array().size(), 1u);
  EXPECT_EQ(call("lan", "GET", "/api/v1/inbox").body.find("\"kind\":\"offer\""), std::string::npos);
}

TEST_F(StationDeskTest, an_entry_is_dismissed_with_a_reason) {
  create("lan", "2026-11-25T13:00:00");
  const auto entries = get("minh", "/api/v1/inbox").at("entries").as_array();
  const auto found = std::ranges::find_if(entries, [](const auto& e) { return e.at("kind").as_string() == "waiting_item"; });
  ASSERT_NE(found, entries.end());
  const auto before = get("minh", "/api/v1/inbox/count").at("open").as_int64();
  const auto path = "/api/v1/inbox/" + text(*found, "key") + "/close";
  EXPECT_EQ(call("minh", "POST", path, "{\"state\":\"dismissed\"}").status, 422);
  ASSERT_EQ(call("minh", "POST", path, "{\"state\":\"dismissed\",\"reason\":\"Trùng\"}").status, 204);
  EXPECT_EQ(get("minh", "/api/v1/inbox/count").at("open").as_int64(), before - 1);
  const auto gone = get("minh", "/api/v1/inbox?state=dismissed").at("entries").as_array();
  ASSERT_EQ(gone.size(), 1u);
  EXPECT_EQ(text(gone[0], "reason"), "Trùng");
}

TEST_F(StationDeskTest, readiness_speaks_of_the_callers_area) {
  ASSERT_TRUE(eventually([&] { return call("lan", "GET", "/api/v1/readiness").status == 200; }));  // once it is planned
  const auto board = get("lan", "/api/v1/readiness");
  EXPECT_EQ(board.at("communes").at("total").as_int64(), 1);
  EXPECT_EQ(board.at("communes").at("unknown").as_int64(), 1);
  EXPECT_EQ(text(board.at("findings").as_array()[0], "code"), "readiness.never_seen");
  EXPECT_EQ(get("province", "/api/v1/readiness").at("communes").at("total").as_int64(), 2);
  EXPECT_EQ(call("lan", "GET", "/api/v1/readiness?at=2027-01-01T00:00:00Z").status, 422);
}

}  // namespace
}  // namespace loa::controller
