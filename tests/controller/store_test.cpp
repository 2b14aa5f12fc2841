#include "controller/store/schema.h"
#include "controller/store/store.h"
#include "tests/world/world.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace loa::controller {
namespace {

class StoreTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("loa_store_" + std::to_string(SystemRandom().u64()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::unique_ptr<Store> open() {
    auto opened = Store::open(folder_ / "controller.db");
    EXPECT_TRUE(opened) << to_line(opened.error());
    return std::move(*opened);
  }

  std::filesystem::path folder_;
};

TEST_F(StoreTest, a_newer_schema_is_refused_in_one_line) {
  open();
  auto newer = controller_migrations();
  newer.push_back({static_cast<int>(newer.size()) + 1, {"create table of_tomorrow(id integer)"}});
  ASSERT_TRUE(sql::Database::open(folder_ / "controller.db", newer));
  auto refused = Store::open(folder_ / "controller.db");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "store.newer_schema");
  EXPECT_EQ(to_line(refused.error()).find('\n'), std::string::npos);
}

TEST_F(StoreTest, a_file_that_cannot_be_written_is_refused_in_one_line) {
  auto refused = Store::open("/proc/nowhere/controller.db");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "store.unwritable");
}

TEST_F(StoreTest, agents_put_together_are_stored_together_or_not_at_all) {
  test::World world;
  const auto record = [&](const UnitId& unit, std::int64_t root) {
    AgentRecord agent;
    agent.id = AgentId::make(world.now(), world.random());
    agent.unit = unit;
    agent.root_version = root;
    return agent;
  };
  const UnitId own = world.site(0).unit, foreign = world.site(1).unit;
  std::vector<AgentRecord> agents{record(own, 1), record(foreign, 1), record(own, 1)};
  auto store = open();
  const auto refused = store->fleet.put_agents(AreaScope::of({own}), agents);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "store.scope");
  EXPECT_TRUE(store->fleet.agents(AreaScope::whole())->empty()) << "not even the one before the failure";
  ASSERT_TRUE(store->fleet.put_agents(AreaScope::whole(), agents));
  for (auto& agent : agents) agent.root_version = 2;
  EXPECT_FALSE(store->fleet.put_agents(AreaScope::of({own}), agents));
  const auto kept = *store->fleet.agents(AreaScope::whole());
  ASSERT_EQ(kept.size(), 3u);
  for (const auto& agent : kept) EXPECT_EQ(agent.root_version, 1);
}

TEST_F(StoreTest, documents_and_ratchets_survive) {
  test::World world;
  protocol::Register registry(world.genesis());
  const Bytes trust = world.trust();
  auto admission = registry.examine(trust, world.now());
  ASSERT_TRUE(admission) << to_line(admission.error());
  {
    auto store = open();
    ASSERT_TRUE(store->documents.add(AreaScope::whole(), *admission, world.now(), "lan"));
    EXPECT_NE(store->audit.entry(1).find("\"actor\":\"lan\""), std::string::npos) << store->audit.entry(1);
    ASSERT_TRUE(store->documents.add(AreaScope::whole(), *admission, world.now()));
    EXPECT_EQ(store->audit.entry(2).find("\"actor\":\"controller\""), std::string::npos) << "whoever signed it";
    EXPECT_FALSE(store->documents.add(AreaScope::of({}), *admission, world.now()));
  }
  auto store = open();
  const auto documents = *store->documents.all(AreaScope::whole());
  ASSERT_EQ(documents.size(), 1u);
  EXPECT_EQ(documents[0].envelope, trust);
  EXPECT_EQ(store->documents.ratchets(AreaScope::whole())->size(), admission->ratchets.size());
  EXPECT_TRUE(store->audit.verify().empty());
}

TEST_F(StoreTest, the_same_event_is_counted) {
  auto store = open();
  Event event;
  event.at = from_unix_ms(1'000'000);
  event.level = "alarm";
  event.what = fail("agent.offline", {{"agent", "Xã A"}});
  ASSERT_TRUE(store->events.add(AreaScope::whole(), event));
  event.at = from_unix_ms(1'060'000);
  EXPECT_EQ(store->events.add(AreaScope::whole(), event)->count, 2);
  event.at = from_unix_ms(9'000'000);
  EXPECT_EQ(store->events.add(AreaScope::whole(), event)->count, 1);
  EXPECT_EQ(store->events.newest(AreaScope::whole(), 10)->size(), 2u);
}

}  // namespace
}  // namespace loa::controller
