// A controller without its broker: real HTTP, store, register and planner, on a loop of its own thread.
#pragma once

#include "controller/services/accounts_api.h"
#include "controller/services/answer_keeper.h"
#include "controller/services/console_api.h"
#include "controller/services/document_desk.h"
#include "controller/services/draft_inbox.h"
#include "controller/services/editorial.h"
#include "controller/services/officer_api.h"
#include "controller/services/station_api.h"
#include "controller/services/web_headers.h"
#include "core/net/http_client.h"
#include "core/net/http_server.h"
#include "tests/world/world.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>

#include <filesystem>
#include <future>
#include <thread>

namespace loa::controller {
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
  Desktop(asio::io_context& io, test::World& made, const std::filesystem::path& folder, UtcTime now)
      : world(made), clock(now), log(make_null_log()), tasks(io, [](const std::string& name, const std::string& why) {
          ADD_FAILURE() << name << ": " << why;
        }),
        store(*Store::open(folder / "controller.db")), thread(io, *store, metrics),
        context{io, tasks, clock, random, *log, metrics, Zone::vietnam(), thread, folder},
        desk(made.genesis(), *made.controller().key(), random), events(context, [] {}),
        publisher(context, desk, events, [](const Republish&) {}, [] {}),
        uplink(context, desk, events, publisher, [] {}, [] {}),
        importer(context, desk, events, folder / "no-transcoder", [] {}), schedule(context, desk),
        stream(context, desk, [this](AreaScope scope) { return console.overview_text(std::move(scope)); }, [](UtcTime) {}),
        console({context, desk, events, publisher, uplink, importer, schedule, stream, [](UtcTime) {}, {}}),
        items(context, desk, publisher, schedule), practice(context),
        station({context, desk, events, publisher, uplink, schedule, items, practice}),
        accounts(context, desk, "secret", {1, 8192}), accounts_api(context, desk, accounts), answers(context),
        signing({context, desk, events, console.documents(), [] {}, "https://ky.test"}), officers(desk, signing),
        editorial(context, desk, events, importer, signing, *espeak_speech(folder / "speech"), {}), inbox(context, editorial.drafts()),
        api(*ApiDocument::whole(), accounts, *log, {folder / "upload", true, &answers}),
        server(io, {"127.0.0.1", 0, nullptr, 2000, {}, security_headers()}, metrics, *log) {
    events.listen([this](const Event& event) { stream.tell(event); });
    console.register_calls(api);
    station.register_calls(api);
    station.add_source(inbox);
    officers.register_calls(api);
    editorial.register_calls(api);
    accounts_api.register_calls(api);
    auto loaded = store->accounts.load();
    EXPECT_TRUE(loaded) << to_line(loaded.error());
    if (loaded) accounts.load(std::move(*loaded));
    auto mounted = api.mount(server);
    EXPECT_TRUE(mounted) << to_line(mounted.error());
    console.mount_pages(server);
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
  ItemDesk items;
  PracticeDesk practice;
  StationApi station;
  AccountDesk accounts;
  AccountsApi accounts_api;
  AnswerKeeper answers;
  SigningDesk signing;
  OfficerApi officers;
  Editorial editorial;
  DraftInbox inbox;
  ApiRouter api;
  net::HttpServer server;
};

class ApiTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("loa_api_" + std::to_string(SystemRandom().u64()));
    std::filesystem::create_directories(folder_ / "content");
    std::filesystem::create_directories(folder_ / "upload");
    std::filesystem::create_directories(folder_ / "uploads");
    start();
  }
  void TearDown() override {
    stop();
    std::filesystem::remove_all(folder_);
  }
  void start() {
    loop_ = std::make_unique<asio::io_context>(1);
    desktop_ = std::make_unique<Desktop>(*loop_, world_, folder_, std::max(world_.now(), stopped_));
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
    stopped_ = desktop_->clock.system_utc();
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
    stop();  // the running one writes on a thread of its own
    {
      const auto store = Store::open(folder_ / "controller.db");
      EXPECT_TRUE(store && (*store)->library.add_revision(AreaScope::whole(), programme, revision, contents, world_.now()));
    }
    start();
    return made;
  }
  std::string item(const test::Programme& programme, const std::string& start) {
    return "{\"programme\":\"" + programme.id.text() + "\",\"targets\":{\"units\":[\"" + world_.site().unit.text() +
           "\"],\"clusters\":[],\"groups\":[]},\"start\":\"" + start +
           "\",\"rrule\":\"\",\"class\":\"normal\",\"late\":\"join\",\"overrun\":\"cut\",\"volume\":70}";
  }
  // A draft of a unit as it is after it was handed in or, a voice note, sent in.
  Draft draft_of(const UnitId& unit, DraftKind kind, const std::string& title) {
    Draft out;
    out.id = DraftId::make(world_.now(), world_.random());
    out.unit = unit;
    out.kind = kind;
    out.title = title;
    out.author = world_.author();
    out.account = AccountId::make(world_.now(), world_.random());
    out.created = out.updated = world_.now();
    (*version_for(out, "vi"))->sound = DraftSound{.programme = {}, .manifest = {}, .voice = "file", .source = {}};
    if (kind == DraftKind::voice_note) return out;
    out.state = DraftState::submitted;
    out.submission = Submission{};
    out.submission->units = {unit};
    const auto today = date::floor<date::days>(Zone::vietnam().to_civil(world_.now()));
    out.submission->days.from = today + date::days(1);
    out.submission->days.until = today + date::days(3);
    out.submission->at = world_.now();
    return out;
  }
  template <class Work>
  void in_store(Work work) {
    std::promise<Status> done;
    asio::co_spawn(*loop_, desktop_->thread.run([work](Store& store) -> Status { return work(store); }),
                   [&](std::exception_ptr failed, Status answer) {
                     EXPECT_FALSE(failed);
                     done.set_value(std::move(answer));
                   });
    const auto status = done.get_future().get();
    EXPECT_TRUE(status) << (status ? "" : to_line(status.error()));
  }
  void keep(const Draft& draft) {
    in_store([draft](Store& store) { return store.drafts.add(AreaScope::whole(), draft, "test"); });
  }
  // Runs something on the controller's loop and waits for its answer.
  template <class Work>
  auto on_loop(Work work) -> decltype(work()) {
    std::promise<decltype(work())> answer;
    asio::post(*loop_, [&] { answer.set_value(work()); });
    return answer.get_future().get();
  }
  // On the store's own connection: a temporary trigger ends with it.
  void sql(const std::string& statement) {
    std::promise<Status> done;
    asio::co_spawn(*loop_, desktop_->thread.run([statement](Store& store) -> Status {
      store.database().session() << statement;
      return {};
    }), [&](std::exception_ptr failed, Status answer) {
      EXPECT_FALSE(failed);
      done.set_value(std::move(answer));
    });
    EXPECT_TRUE(done.get_future().get());
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
  UtcTime stopped_{};  // a restart goes on from here: a clock that went back would undo grants given before it
  std::filesystem::path folder_;
  std::unique_ptr<asio::io_context> loop_;
  std::unique_ptr<asio::executor_work_guard<asio::io_context::executor_type>> guard_;
  std::unique_ptr<Desktop> desktop_;
  std::thread thread_;
};

}  // namespace loa::controller
