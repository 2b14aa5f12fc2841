// What agents say before and after a place document names them.
#include "tests/controller/desktop.h"

namespace loa::controller {
namespace {

class UplinkTest : public ApiTest {
 protected:
  static constexpr std::int64_t kRoot = 41;
  std::string report() {
    protocol::Reported reported;
    reported.root_seen = kRoot;
    reported.at = world_.now();
    return protocol::write_reported(reported);
  }
  // As a device does when it connects.
  void connects(const AgentId& agent) {
    on_loop([&] {
      desktop_->uplink.link(agent, protocol::write_link({true, "boot"}));
      desktop_->uplink.reported(agent, report(), Uplink::Way::mqtt);
      return true;
    });
  }
  void watch() {
    on_loop([&] { return desktop_->uplink.start(), true; });
  }
  bool heard(const AgentId& agent) {
    return on_loop([&] {
      const auto found = desktop_->desk.agents.find(agent);
      if (found == desktop_->desk.agents.end()) return false;
      const AgentState& state = found->second;
      return state.link_online && state.reported && state.reported->root_seen == kRoot && desktop_->uplink.online(state);
    });
  }
  std::int64_t unplaced() { return desktop_->metrics.gauge("loa_agents_unplaced").value(); }
};

TEST_F(UplinkTest, a_device_heard_before_it_is_placed_is_heard_when_a_place_names_it) {
  watch();
  connects(world_.site(0).agent);
  found();
  EXPECT_TRUE(eventually([&] { return heard(world_.site(0).agent); }));
  EXPECT_FALSE(heard(world_.site(1).agent)) << "it said nothing";
}

TEST_F(UplinkTest, the_last_word_counts) {
  connects(world_.site(0).agent);
  on_loop([&] { return desktop_->uplink.link(world_.site(0).agent, protocol::write_link({false, "boot"})), true; });
  found();
  watch();
  EXPECT_TRUE(eventually([&] { return on_loop([&] { return desktop_->desk.agents[world_.site(0).agent].reported.has_value(); }); }));
  EXPECT_FALSE(heard(world_.site(0).agent)) << "its connection is gone";
}

TEST_F(UplinkTest, no_more_than_a_thousand_unplaced_devices_are_remembered) {
  const AgentId early = world_.site(0).agent, late = world_.site(1).agent;
  connects(early);
  for (int i = 0; i < 999; ++i) connects(AgentId::make(world_.now(), world_.random()));
  connects(late);
  connects(early);  // known already: its newer word is taken
  watch();
  EXPECT_TRUE(eventually([&] { return unplaced() == 1000; })) << unplaced();
  found();
  EXPECT_TRUE(eventually([&] { return heard(early); }));
  EXPECT_FALSE(heard(late));
  connects(late);  // it speaks again within a minute
  EXPECT_TRUE(heard(late));
  EXPECT_TRUE(eventually([&] { return unplaced() == 999; })) << unplaced();
}

}  // namespace
}  // namespace loa::controller
