// What the bridge is given, in which order: the root first, since it names the parts and a part nobody named is refused.
#include "tests/agent/agent_bench.h"

#include <gmock/gmock.h>

namespace loa::test {
namespace {

using testing::Each;
using testing::ElementsAre;

class BridgeFeedTest : public testing::Test {
 protected:
  // The root it has may be said again before the next one: once counts.
  std::vector<std::string> fed() const {
    auto out = bench.bridge.fed;
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }
  AgentBench bench;
};

TEST_F(BridgeFeedTest, the_root_goes_before_its_parts_and_trust_before_what_it_judges) {
  bench.ready();
  EXPECT_THAT(fed(), ElementsAre("root", "trust", "map", "policy", "place", "library"));
}

TEST_F(BridgeFeedTest, a_newer_root_goes_before_its_parts_too) {
  bench.ready();
  bench.bridge.fed.clear();
  bench.approve(bench.programme(30s));
  bench.controller.publish();
  bench.run(30s);
  EXPECT_THAT(fed(), ElementsAre("root", "trust", "map", "policy", "place", "library"));
  EXPECT_EQ(bench.bridge.roots.back(), bench.controller.root_version);
}

TEST_F(BridgeFeedTest, a_bridge_that_comes_back_is_given_everything_again_in_the_same_order) {
  bench.ready();
  bench.bridge.fed.clear();
  bench.bridge_link(false);
  bench.bridge_link(true);
  bench.run(5s);
  EXPECT_THAT(fed(), ElementsAre("root", "trust", "map", "policy", "place", "library"));
}

TEST_F(BridgeFeedTest, nothing_of_a_root_goes_before_all_of_its_parts_are_held) {
  bench.ready();
  bench.bridge.fed.clear();
  bench.approve(bench.programme(30s));
  bench.controller.publish();
  const auto root = protocol::read_payload<protocol::Root>(protocol::decode_envelope(bench.controller.root_envelope)->payload);
  const Hash library = root->parts[static_cast<std::size_t>(protocol::Part::library)].hash;
  bench.controller.never_by_mqtt.insert(library);
  bench.https(false);
  bench.broker(false);
  bench.broker(true);
  bench.run(60s);
  EXPECT_LT(bench.bridge.roots.back(), bench.controller.root_version);
  EXPECT_THAT(bench.bridge.fed, Each("root")) << "the one it has";
  bench.controller.never_by_mqtt.clear();
  bench.run(60s);
  EXPECT_THAT(fed(), ElementsAre("root", "trust", "map", "policy", "place", "library"));
}

}  // namespace
}  // namespace loa::test
