// Roots of many agents go to the disk together, and to the agents only from there.
#include "tests/controller/desktop.h"

#include <limits>

namespace loa::controller {
namespace {

class PublisherTest : public ApiTest {
 protected:
  std::int64_t root_of(std::size_t site) {
    return on_loop([&] { return desktop_->desk.roots.root_version(world_.site(site).agent); });
  }
  // A reconciler with something to say about the agent has been told to publish its root.
  bool desired(std::size_t site) {
    return on_loop([&] {
      auto probe = desktop_->desk.reconciler;
      const AgentId agent = world_.site(site).agent;
      probe.reported(agent, std::numeric_limits<std::int64_t>::max(), 0);
      return probe.agrees(agent, Channel::root);
    });
  }
  long with_root() {
    const auto store = *Store::open(folder_ / "controller.db");
    const auto agents = store->fleet.agents(AreaScope::whole());
    EXPECT_TRUE(agents);
    return std::count_if(agents->begin(), agents->end(), [](const auto& agent) { return agent.root_version != 0; });
  }
};

TEST_F(PublisherTest, roots_of_many_agents_are_stored_in_one_transaction) {
  // The second of two refuses: alone the first would have been stored.
  const AgentId last = std::max(world_.site(0).agent, world_.site(1).agent);
  sql("create temp trigger no_root before insert on agents when new.id = '" + last.text() + "' and new.root_version > 0"
      " begin select raise(abort, 'no'); end");
  found();
  ASSERT_TRUE(eventually([&] { return root_of(0) != 0 && root_of(1) != 0; }));
  ASSERT_TRUE(eventually([&] { return call("GET", "/api/v1/events").body.find("store.failed") != std::string::npos; }));
  EXPECT_EQ(with_root(), 0);
}

TEST_F(PublisherTest, what_is_not_on_disk_is_not_published_until_it_is) {
  sql("create temp trigger no_root before insert on agents when new.root_version > 0 begin select raise(abort, 'no'); end");
  found();
  ASSERT_TRUE(eventually([&] { return call("GET", "/api/v1/events").body.find("store.failed") != std::string::npos; }));
  EXPECT_FALSE(desired(0));
  EXPECT_FALSE(desired(1));
  sql("drop trigger no_root");
  on_loop([&] { return desktop_->publisher.touch(), true; });  // as the next change, or five seconds, would
  EXPECT_TRUE(eventually([&] { return desired(0) && desired(1); }));
  EXPECT_EQ(with_root(), 2);
}

}  // namespace
}  // namespace loa::controller
