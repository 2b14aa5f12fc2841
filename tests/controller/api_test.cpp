// The console's calls over real HTTP, with the real store, register and planner; only the broker is absent.
#include "controller/services/console_api.h"
#include "core/net/http_client.h"
#include "core/net/http_server.h"
#include "tests/world/world.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <thread>

namespace loa::controller {
namespace {

using namespace std::chrono_literals;

class FixedClock final : public Clock {
 public:
  explicit FixedClock(UtcTime now) : now_(now) {}
  UtcTime system_utc() const override { return now_ + std::chrono::duration_cast<Millis>(steady().time_since_epoch() - begin_); }
  SteadyTime steady() const override { return real_.steady(); }
  std::string boot_id() const override { return "boot"; }

 private:
  SystemClock real_;
  UtcTime now_;
  SteadyTime::duration begin_ = SystemClock().steady().time_since_epoch();
};

// The controller without its broker.
struct Desktop {
  Desktop(asio::io_context& io, test::World& made, const std::filesystem::path& folder)
      : world(made), clock(made.now()), log(make_null_log()), tasks(io, [](const std::string& name, const std::string& why) {
          ADD_FAILURE() << name << ": " << why;
        }),
        store(*Store::open(folder / "controller.db")), thread(io, *store, metrics),
        context{io, tasks, clock, random, *log, metrics, Zone::vietnam(), thread, folder},
        desk(made.genesis(), *made.controller().key(), random), events(context, [] {}),
        publisher(context, desk, events, [](const Republish&) {}, [] {}),
        uplink(context, desk, events, publisher, [] {}, [] {}),
        importer(context, desk, events, folder / "no-transcoder", [] {}), schedule(context, desk, publisher),
        stream(context, desk, [this] { return console.overview_text(); }, [](UtcTime) {}),
        console({context, desk, events, publisher, uplink, importer, schedule, stream, [](UtcTime) {}, "secret", {}}),
        server(io, {}, metrics, *log) {
    console.mount(server);
  }

  test::World& world;
  FixedClock clock;
  SystemRandom random;
  Metrics metrics;
  std::unique_ptr<Log> log;
  net::TaskScope tasks;
  std::unique_ptr<Store> store;
  StoreThread thread;
  Context context;
  Desk desk;
  EventDesk events;
  Publisher publisher;
  Uplink uplink;
  Importer importer;
  ScheduleDesk schedule;
  StreamHub stream;
  ConsoleApi console;
  net::HttpServer server;
};

class ApiTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("loa_api_" + std::to_string(SystemRandom().u64()));
    std::filesystem::create_directories(folder_ / "content");
    std::filesystem::create_directories(folder_ / "upload");
    start();
  }
  void TearDown() override {
    stop();
    std::filesystem::remove_all(folder_);
  }
  void start() {
    loop_ = std::make_unique<asio::io_context>(1);
    desktop_ = std::make_unique<Desktop>(*loop_, world_, folder_);
    auto loaded = load_desk(desktop_->desk, *desktop_->store, folder_, world_.now());
    ASSERT_TRUE(loaded) << to_line(loaded.error());
    ASSERT_TRUE(desktop_->server.start());
    desktop_->publisher.start();
    guard_ = std::make_unique<asio::executor_work_guard<asio::io_context::executor_type>>(loop_->get_executor());
    thread_ = std::thread([this] { loop_->run(); });
  }
  void stop() {
    asio::post(*loop_, [this] {
      desktop_->server.stop();
      desktop_->tasks.cancel();
    });
    guard_.reset();
    thread_.join();
    desktop_.reset();
    loop_.reset();
  }
  net::HttpReply call(const std::string& method, const std::string& target, std::string body = {}, bool token = true) {
    net::HttpCall http{method, target, {}, std::move(body), 15s, 4 * 1024 * 1024};
    if (token) http.headers.emplace_back("Authorization", "Bearer secret");
    auto reply = net::http_call_blocking({"127.0.0.1", desktop_->server.port(), nullptr, {}}, http);
    EXPECT_TRUE(reply) << (reply ? "" : to_line(reply.error()));
    return reply ? *reply : net::HttpReply{};
  }
  int post(const Bytes& document) { return call("POST", "/api/v1/documents", std::string(as_text(document))).status; }
  json::value get(const std::string& target) {
    auto value = parse_json(call("GET", target).body, {.max_bytes = 4 * 1024 * 1024, .max_depth = 16, .allow_fractions = true});
    EXPECT_TRUE(value);
    return value ? *value : json::value();
  }
  // Trust, map, regulations (05:30-20:00), places.
  void found() {
    ASSERT_EQ(post(world_.trust()), 201);
    ASSERT_EQ(post(world_.map()), 201);
    ASSERT_EQ(post(world_.policy(world_.wide_regulation(world_.province()))), 201);
    for (auto& site : world_.sites()) {
      ASSERT_EQ(post(world_.policy(world_.regulation(site.unit, 330, 1200, 600, 80))), 201);
      ASSERT_EQ(post(world_.place(site)), 201);
    }
  }
  // Puts a programme into store and desk as a finished import would.
  test::Programme imported() {
    auto made = world_.light_programme(60s);
    ProgrammeRecord programme{made.id, "Luật Đất đai", world_.author(), "machine", {}, world_.now(), {}};
    Revision revision{made.id, 1, made.manifest_hash, made.manifest.audio, made.manifest.unit_list, made.manifest.size,
                      made.manifest.duration.count(), -1600, -200, "{}", world_.now()};
    const std::vector<ContentRecord> contents{
        {made.manifest_hash, static_cast<std::int64_t>(made.manifest_bytes.size()), "manifest"}};
    EXPECT_TRUE(desktop_->store->library.add_revision(AreaScope::whole(), programme, revision, contents, world_.now()));
    stop();
    start();
    return made;
  }
  std::string item(const test::Programme& programme, const std::string& start) {
    return "{\"programme\":\"" + programme.id.text() + "\",\"targets\":{\"units\":[\"" + world_.site().unit.text() +
           "\"],\"clusters\":[],\"groups\":[]},\"start\":\"" + start +
           "\",\"rrule\":\"\",\"class\":\"normal\",\"late\":\"join\",\"overrun\":\"cut\",\"volume\":70}";
  }
  template <class Done>
  bool eventually(Done done) {
    for (int i = 0; i < 100; ++i) {
      if (done()) return true;
      std::this_thread::sleep_for(50ms);
    }
    return false;
  }

  test::World world_;
  std::filesystem::path folder_;
  std::unique_ptr<asio::io_context> loop_;
  std::unique_ptr<asio::executor_work_guard<asio::io_context::executor_type>> guard_;
  std::unique_ptr<Desktop> desktop_;
  std::thread thread_;
};

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
