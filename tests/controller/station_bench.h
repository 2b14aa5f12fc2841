// A controller without its broker for the tests of the station's screens: real HTTP, store, register, planner; the caller is
// named by a test token, so that several people of several communes can act.
#pragma once

#include "controller/services/console_api.h"
#include "controller/services/station_api.h"
#include "core/net/http_client.h"
#include "core/net/http_server.h"
#include "tests/world/world.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>

#include <atomic>
#include <filesystem>
#include <future>
#include <thread>

namespace loa::controller {
using namespace std::chrono_literals;

// Stands still, so that undo and previews are a matter of minutes said, not of the machine's speed.
class HandClock final : public Clock {
 public:
  explicit HandClock(UtcTime now) : now_(to_unix_ms(now)) {}
  UtcTime system_utc() const override { return from_unix_ms(now_); }
  SteadyTime steady() const override { return real_.steady(); }
  std::string boot_id() const override { return "boot"; }
  void set(UtcTime now) { now_ = to_unix_ms(now); }

 private:
  SystemClock real_;
  std::atomic<std::int64_t> now_;
};

// "Bearer machine", or "Bearer <name>" of a person that a test put in.
class NamedDoor final : public Doorkeeper {
 public:
  struct Person {
    AccountId account;
    std::vector<RoleGrant> grants;
  };
  NamedDoor(const Desk& desk, const Clock& clock) : desk_(desk), clock_(clock) {}
  Result<Caller> recognise(const net::HttpRequest& request) override {
    const auto given = request.headers.find("authorization");
    const auto name = given == request.headers.end() || given->second.size() < 7 ? std::string() : given->second.substr(7);
    Caller caller;
    caller.name = name;
    if (name == "machine") {
      caller.machine = true;
      caller.access = Access::everything();
      return caller;
    }
    const auto found = people.find(name);
    if (found == people.end()) return fail("access.sign_in");
    caller.account = found->second.account;
    caller.access = Access::of(found->second.grants, desk_.registry.tree(), clock_.system_utc());
    return caller;
  }
  Status own_page(const net::HttpRequest&) override { return ok(); }

  std::map<std::string, Person> people;

 private:
  const Desk& desk_;
  const Clock& clock_;
};

struct StationBench {
  StationBench(asio::io_context& io, test::World& world, const std::filesystem::path& folder)
      : clock(world.now()), log(make_null_log()), tasks(io, [](const std::string& name, const std::string& why) {
          ADD_FAILURE() << name << ": " << why;
        }),
        store(*Store::open(folder / "controller.db")), thread(io, *store, metrics),
        context{io, tasks, clock, random, *log, metrics, Zone::vietnam(), thread, folder},
        desk(world.genesis(), *world.controller().key(), random), events(context, [] {}),
        publisher(context, desk, events, [](const Republish&) {}, [] {}), uplink(context, desk, events, publisher, [] {}, [] {}),
        importer(context, desk, events, folder / "no-transcoder", [] {}), schedule(context, desk),
        stream(context, desk, [this](AreaScope scope) { return console.overview_text(std::move(scope)); }, [](UtcTime) {}),
        console({context, desk, events, publisher, uplink, importer, schedule, stream, [](UtcTime) {}, {}}),
        items(context, desk, publisher, schedule), practice(context),
        station({context, desk, events, publisher, uplink, schedule, items, practice}),
        signing({context, desk, events, console.documents(), [] {}, "https://ky.test"}), door(desk, clock),
        api(*ApiDocument::of({"core", "station"}), door, *log, {folder / "upload", true, nullptr}), server(io, {}, metrics, *log) {
    console.register_calls(api);
    station.sign_at(signing);
    station.register_calls(api);
    auto mounted = api.mount(server);
    EXPECT_TRUE(mounted) << to_line(mounted.error());
  }

  HandClock clock;
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
  SigningDesk signing;
  NamedDoor door;
  ApiRouter api;
  net::HttpServer server;
};

class StationTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("loa_station_" + std::to_string(SystemRandom().u64()));
    std::filesystem::create_directories(folder_ / "content");
    std::filesystem::create_directories(folder_ / "upload");
    start();
    found();
  }
  void TearDown() override {
    stop();
    std::filesystem::remove_all(folder_);
  }
  void start() {
    loop_ = std::make_unique<asio::io_context>(1);
    bench_ = std::make_unique<StationBench>(*loop_, world_, folder_);
    auto loaded = load_desk(bench_->desk, *bench_->store, folder_, world_.now());
    ASSERT_TRUE(loaded) << to_line(loaded.error());
    ASSERT_TRUE(load_power_cuts(bench_->desk, *bench_->store));
    add_people();
    ASSERT_TRUE(bench_->server.start());
    bench_->publisher.start();
    guard_ = std::make_unique<asio::executor_work_guard<asio::io_context::executor_type>>(loop_->get_executor());
    thread_ = std::thread([this] { loop_->run(); });
  }
  void stop() {
    asio::post(*loop_, [this] {
      bench_->server.stop();
      bench_->tasks.cancel();
    });
    guard_.reset();
    thread_.join();
    bench_.reset();
    loop_.reset();
  }
  void add_people() {
    const auto person = [&](const char* name, Role role, UnitId unit) {
      bench_->door.people[name] = {AccountId::make(world_.now(), world_.random()), {{role, unit, {}, {}}}};
    };
    person("lan", Role::commune_operator, world_.site(0).unit);
    person("minh", Role::commune_operator, world_.site(0).unit);
    person("other", Role::commune_operator, world_.site(1).unit);
    person("province", Role::province_controller, {});
    person("auditor", Role::auditor, world_.site(0).unit);
  }
  void found() {
    for (const auto& document : {world_.trust(), world_.map(), world_.policy(world_.wide_regulation(world_.province()))}) post(document);
    for (auto& site : world_.sites()) {
      post(world_.policy(world_.regulation(site.unit, 330, 1200, 600, 80)));
      post(world_.place(site));
    }
    programme_ = imported();
  }
  void post(const Bytes& document) {
    const auto reply = call("machine", "POST", "/api/v1/documents", std::string(as_text(document)));
    ASSERT_EQ(reply.status, 201) << reply.body;
  }
  // On the store's own thread, as everything is.
  template <class Work>
  void in_store(Work work) {
    std::promise<Status> done;
    asio::co_spawn(*loop_, bench_->thread.run([work](Store& store) -> Status { return work(store); }),
                   [&](std::exception_ptr failed, Status answer) {
                     EXPECT_FALSE(failed);
                     done.set_value(std::move(answer));
                   });
    const auto status = done.get_future().get();
    EXPECT_TRUE(status) << (status ? "" : to_line(status.error()));
  }
  test::Programme imported() {
    auto made = world_.light_programme(60s);
    ProgrammeRecord programme{made.id, "Luật Đất đai", world_.author(), "machine", {}, world_.now(), {}};
    Revision revision;
    revision.programme = made.id;
    revision.revision = 1;
    revision.manifest = made.manifest_hash;
    revision.audio = made.manifest.audio;
    revision.unit_list = made.manifest.unit_list;
    revision.size = made.manifest.size;
    revision.duration_ms = made.manifest.duration.count();
    revision.report = "{}";
    revision.transcoded = world_.now();
    const std::vector<ContentRecord> contents{{made.manifest_hash, static_cast<std::int64_t>(made.manifest_bytes.size()), "manifest"}};
    in_store([=, now = world_.now()](Store& store) { return store.library.add_revision(AreaScope::whole(), programme, revision, contents, now); });
    stop();
    start();
    return made;
  }

  net::HttpReply call(const std::string& who, const std::string& method, const std::string& target, std::string body = {},
                      const std::string& if_match = {}) {
    net::HttpCall http{method, target, {}, std::move(body), 15s, 8 * 1024 * 1024};
    http.headers.emplace_back("Authorization", "Bearer " + who);
    if (!if_match.empty()) http.headers.emplace_back("If-Match", if_match);
    auto reply = net::http_call_blocking({"127.0.0.1", bench_->server.port(), nullptr, {}}, http);
    EXPECT_TRUE(reply) << (reply ? "" : to_line(reply.error()));
    return reply ? *reply : net::HttpReply{};
  }
  static json::value parsed(const net::HttpReply& reply) {
    auto value = parse_json(reply.body, {.max_bytes = 8 * 1024 * 1024, .max_depth = 24, .allow_fractions = true});
    EXPECT_TRUE(value && reply.status < 300) << reply.status << " " << reply.body;
    return value ? *value : json::value();
  }
  json::value get(const std::string& who, const std::string& target) {
    const auto reply = call(who, "GET", target);
    EXPECT_EQ(reply.status, 200) << target << " " << reply.body;
    return parsed(reply);
  }
  std::string draft(const std::string& start, const std::string& rrule = {}, const std::string& more = {}) {
    return "{\"programme\":\"" + programme_.id.text() + "\",\"targets\":{\"units\":[\"" + world_.site().unit.text() +
           "\"]},\"start\":\"" + start + "\",\"rrule\":\"" + rrule + "\",\"volume\":70" + more + "}";
  }
  // The saved answer.
  json::value create(const std::string& who, const std::string& start, const std::string& rrule = {}, const std::string& more = {}) {
    const auto reply = call(who, "POST", "/api/v1/items", draft(start, rrule, more));
    EXPECT_EQ(reply.status, 201) << reply.body;
    return parsed(reply);
  }
  static std::string text(const json::value& value, const char* key) { return std::string(value.at(key).as_string()); }
  json::value item(const std::string& id) { return get("machine", "/api/v1/items/" + id); }
  template <class Work>
  auto on_loop(Work work) -> decltype(work()) {
    std::promise<decltype(work())> answer;
    asio::post(*loop_, [&] { answer.set_value(work()); });
    return answer.get_future().get();
  }
  // What the planner has of an item on a day, as civil starts.
  std::vector<std::string> planned(const std::string& id, const std::string& day) {
    std::vector<std::string> out;
    const auto days = get("machine", "/api/v1/occurrences?from=" + day + "&days=1&unit=" + world_.site().unit.text());
    for (const auto& one : days.at("days").as_array().at(0).at("occurrences").as_array()) {
      if (text(one, "item") == id && text(one, "state") == "planned") out.push_back(text(one, "start"));
    }
    return out;
  }

  test::World world_;
  test::Programme programme_;
  std::filesystem::path folder_;
  std::unique_ptr<asio::io_context> loop_;
  std::unique_ptr<asio::executor_work_guard<asio::io_context::executor_type>> guard_;
  std::unique_ptr<StationBench> bench_;
  std::thread thread_;
};

}  // namespace loa::controller
