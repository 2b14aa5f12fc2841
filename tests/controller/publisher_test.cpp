// Roots of many agents go to the disk together, and to the agents only from there.
#include "tests/controller/desktop.h"

#include <limits>

namespace loa::controller {
namespace {

class PublisherTest : public ApiTest {
 protected:
  std::map<AgentId, std::int64_t> stored_roots() {
    using Agents = Result<std::vector<AgentRecord>>;
    std::promise<Agents> read;
    asio::co_spawn(*loop_, desktop_->thread.run([](Store& store) { return store.fleet.agents(AreaScope::whole()); }),
                   [&](std::exception_ptr failed, Agents agents) {
                     EXPECT_FALSE(failed);
                     read.set_value(std::move(agents));
                   });
    const auto agents = read.get_future().get();
    EXPECT_TRUE(agents);
    std::map<AgentId, std::int64_t> out;
    for (const auto& agent : agents ? *agents : std::vector<AgentRecord>{}) {
      if (agent.root_version != 0) out[agent.id] = agent.root_version;
    }
    return out;
  }
  bool store_failed() { return call("GET", "/api/v1/events").body.find("store.failed") != std::string::npos; }
  // A root the reconciler was told to publish is one it can agree about.
  bool desired(std::size_t site) {
    return on_loop([&] {
      auto probe = desktop_->desk.reconciler;
      const AgentId agent = world_.site(site).agent;
      probe.reported(agent, std::numeric_limits<std::int64_t>::max(), 0);
      return probe.agrees(agent, Channel::root);
    });
  }
};

TEST_F(PublisherTest, roots_of_many_agents_are_stored_in_one_transaction) {
  found();
  ASSERT_TRUE(eventually([&] { return stored_roots().size() == 2; }));
  // The last one's newer root is refused: stored one by one, the other's would have been kept.
  const AgentId last = std::max(world_.site(0).agent, world_.site(1).agent);
  sql("create temp trigger no_root before insert on agents when new.id = '" + last.text() + "' and new.root_version >"
      " (select root_version from agents where id = new.id) begin select raise(abort, 'no'); end");
  const auto before = stored_roots();
  ASSERT_EQ(post(world_.policy(world_.wide_regulation(world_.province()))), 201);  // for both
  ASSERT_TRUE(eventually([&] { return store_failed(); }));
  EXPECT_EQ(stored_roots(), before);
}

TEST_F(PublisherTest, what_is_not_on_disk_is_not_published_until_it_is) {
  sql("create temp trigger no_root before insert on agents when new.root_version > 0 begin select raise(abort, 'no'); end");
  found();
  ASSERT_TRUE(eventually([&] { return store_failed(); }));
  EXPECT_FALSE(desired(0));
  EXPECT_FALSE(desired(1));
  sql("drop trigger no_root");
  on_loop([&] { return desktop_->publisher.touch(), true; });  // as the next change, or five seconds, would
  EXPECT_TRUE(eventually([&] { return desired(0) && desired(1); }));
  EXPECT_EQ(stored_roots().size(), 2u);
}

}  // namespace
}  // namespace loa::controller
