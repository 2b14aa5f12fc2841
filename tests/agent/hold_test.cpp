// AgentService in front of a disk slower than the network: the bulk connection is held, no chunk has to come twice.
#include "agent/services/agent_service.h"
#include "tests/agent/fake_controller.h"
#include "tests/core/temp_folder.h"

#include <gtest/gtest.h>

#include <deque>

namespace loa::test {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;

class WorldClock final : public Clock {
 public:
  explicit WorldClock(UtcTime now) : now_(now), begin_(real_.steady()) {}
  UtcTime system_utc() const override { return now_ + std::chrono::duration_cast<Millis>(steady() - begin_); }
  SteadyTime steady() const override { return real_.steady(); }
  std::string boot_id() const override { return "boot"; }

 private:
  SystemClock real_;
  UtcTime now_;
  SteadyTime begin_;
};

// A connection to a broker that keeps what a held receiver does not take.
class Line final : public protocol::Transport {
 public:
  Line(asio::io_context& loop, std::function<void(protocol::Publication)> publish)
      : loop_(loop), publish_(std::move(publish)) {}
  void start(protocol::TransportHandlers handlers) override {
    handlers_ = std::move(handlers);
    up_ = true;
    held_ = false;
    ++starts;
    asio::post(loop_, [this] { if (up_) handlers_.on_up(); });
  }
  void stop() override { up_ = false; }
  bool up() const override { return up_; }
  Status subscribe(const std::vector<std::pair<std::string, int>>&) override { return ok(); }
  Result<int> publish(protocol::Publication publication) override {
    publish_(std::move(publication));
    return 1;
  }
  std::size_t unacknowledged() const override { return 0; }
  void hold(bool on) override {
    held_ = on;
    holds.push_back(on);
    if (!on) asio::post(loop_, [this] { flow(); });
  }
  void bring(std::string topic, Bytes payload) { waiting_.emplace_back(std::move(topic), std::move(payload)); }
  // All that waits, in one go: nothing the disk has done meanwhile is known to the agent.
  void flow() {
    while (up_ && !held_ && !waiting_.empty()) {
      const auto [topic, payload] = std::move(waiting_.front());
      waiting_.pop_front();
      handlers_.on_message(topic, payload);
    }
  }
  std::vector<bool> holds;
  int starts = 0;

 private:
  asio::io_context& loop_;
  std::function<void(protocol::Publication)> publish_;
  protocol::TransportHandlers handlers_;
  std::deque<std::pair<std::string, Bytes>> waiting_;
  bool up_ = false, held_ = false;
};

class HoldTest : public testing::Test {
 protected:
  HoldTest() {
    controller.plan.from = date::floor<date::days>(Zone::vietnam().to_civil(world.now())) - date::days(1);
    controller.plan.until = controller.plan.from + date::days(40);
    auto store = agent::SqlStore::open(folder.path(), world.now(), random);
    EXPECT_TRUE(store.has_value());
    auto snapshot = (*store)->load();
    auto commands = std::make_unique<Line>(loop, [this](protocol::Publication p) { said(std::move(p)); });
    auto bulk = std::make_unique<Line>(loop, [](protocol::Publication) {});
    commands_ = commands.get(), bulk_ = bulk.get();
    agent::AgentSettings settings;
    settings.agent = world.site().agent;
    settings.genesis = world.genesis();
    settings.boot_id = "boot";
    settings.build_time = world.genesis().issued - 24h;
    settings.cache_limit = std::uint64_t{1} << 30;
    service = std::make_unique<agent::AgentService>(
        std::move(settings),
        agent::AgentWorld{loop, clock, random, metrics, *log, std::move(*store), std::move(*snapshot), std::move(commands),
                          std::move(bulk), std::nullopt, folder.path() / "no.sock"},
        [] { ADD_FAILURE() << "fatal"; });
  }
  ~HoldTest() override {
    service->stop();
    loop.restart();
    loop.run_for(50ms);
  }
  void answer(std::vector<agent::Event> events) {
    asio::post(loop, [this, events = std::move(events)] {
      for (const auto& event : events) {
        if (const auto* m = std::get_if<agent::MessageIn>(&event)) commands_->bring(agent_topic(world.site().agent, m->leaf), m->payload);
        if (const auto* c = std::get_if<agent::ChunkIn>(&event)) bulk_->bring(protocol::content_topic(c->content), c->wire);
      }
      commands_->flow();
      bulk_->flow();
    });
  }
  void said(protocol::Publication publication) {
    const auto topic = protocol::parse_agent_topic(publication.topic);
    if (topic && topic->leaf == protocol::Leaf::link) return answer(controller.on_connect());
    answer(controller.on_publication(publication, clock.system_utc()));
  }
  bool wait(std::chrono::seconds limit, const std::function<bool()>& until) {
    const auto deadline = clock.steady() + limit;
    while (!until() && clock.steady() < deadline) loop.restart(), loop.run_for(10ms);
    return until();
  }

  World world;
  TempFolder folder;
  asio::io_context loop{1};
  WorldClock clock{world.now()};
  SystemRandom random;
  Metrics metrics;
  std::unique_ptr<Log> log = make_null_log();
  FakeController controller{world, 0};
  Line* commands_ = nullptr;
  Line* bulk_ = nullptr;
  std::unique_ptr<agent::AgentService> service;
};

TEST_F(HoldTest, the_bulk_connection_is_held_while_the_disk_is_behind_and_no_chunk_comes_twice) {
  const auto made = world.light_programme(30min);
  ASSERT_GT(made.audio.size(), 100 * protocol::kChunkBytes) << "more than the agent takes at once";
  controller.library.entries.push_back({made.manifest_hash, static_cast<std::int64_t>(made.manifest_bytes.size()), world.now() + 1h, false});
  controller.library.approvals.push_back(world.approval(made, {world.site().unit}));
  controller.publish();
  service->start();
  ASSERT_TRUE(wait(60s, [&] { return controller.reported.ready == std::vector<Hash>{made.manifest_hash}; }));
  const auto& holds = bulk_->holds;
  EXPECT_NE(std::find(holds.begin(), holds.end(), true), holds.end());
  EXPECT_FALSE(holds.back()) << "let go in the end";
  const auto root = protocol::read_payload<protocol::Root>(protocol::decode_envelope(controller.root_envelope)->payload);
  std::uint32_t chunks = 0;
  for (const auto& part : root->parts) chunks += protocol::chunk_count(static_cast<std::uint64_t>(part.size));
  for (const Bytes* one : {&made.manifest_bytes, &made.unit_list, &made.audio}) chunks += protocol::chunk_count(one->size());
  EXPECT_LE(static_cast<std::uint32_t>(controller.chunks_sent), chunks + 8) << "wants that crossed on the way";
}

}  // namespace
}  // namespace loa::test
