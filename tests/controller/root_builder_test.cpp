#include "controller/domain/root_builder.h"

#include "protocol/messages.h"
#include "tests/world/world.h"

#include <gtest/gtest.h>

namespace loa::controller {
namespace {

class RootBuilderTest : public testing::Test {
 protected:
  protocol::Root read(const Bytes& wire) {
    auto envelope = protocol::decode_envelope(wire);
    return *protocol::read_payload<protocol::Root>(envelope->payload);
  }
  PartBytes parts(const std::string& plan) {
    PartBytes out;
    for (auto& part : out) part = to_bytes("x");
    out[static_cast<std::size_t>(protocol::Part::plan)] = to_bytes(plan);
    return out;
  }

  test::World world_;
  RootBuilder builder_{world_.network(), *world_.controller().key(), world_.random()};
  AgentId agent_ = world_.site().agent;
};

TEST_F(RootBuilderTest, the_same_parts_make_no_new_root) {
  auto first = builder_.build(agent_, parts("a"), world_.now());
  ASSERT_TRUE(first && *first);
  EXPECT_EQ((*first)->version, to_unix_ms(world_.now()));
  auto again = builder_.build(agent_, parts("a"), world_.now());
  ASSERT_TRUE(again);
  EXPECT_FALSE(*again);
}

TEST_F(RootBuilderTest, a_clock_that_went_back_still_raises_the_version) {
  auto first = builder_.build(agent_, parts("a"), world_.now());
  auto second = builder_.build(agent_, parts("b"), world_.now() - std::chrono::hours(1));
  EXPECT_EQ((*second)->version, (*first)->version + 1);
}

TEST_F(RootBuilderTest, after_a_restore_it_goes_on_from_the_highest_reported) {
  auto first = builder_.build(agent_, parts("a"), world_.now());
  const std::int64_t seen = (*first)->version + 100'000'000;
  EXPECT_TRUE(builder_.note_reported(agent_, seen, 0));
  auto next = builder_.build(agent_, parts("a"), world_.now());
  ASSERT_TRUE(next && *next);
  EXPECT_EQ((*next)->version, seen + 1);
  EXPECT_FALSE(builder_.note_reported(agent_, seen, 0));
}

TEST_F(RootBuilderTest, a_restart_with_the_same_parts_keeps_the_root) {
  auto first = builder_.build(agent_, parts("a"), world_.now());
  RootBuilder again(world_.network(), *world_.controller().key(), world_.random());
  again.restore_root(agent_, **first);
  auto none = again.build(agent_, parts("a"), world_.now() + std::chrono::hours(1));
  ASSERT_TRUE(none);
  EXPECT_FALSE(*none);
}

TEST_F(RootBuilderTest, new_mail_makes_a_new_root_that_names_it) {
  builder_.build(agent_, parts("a"), world_.now());
  auto mail = builder_.build_mail(agent_, {to_bytes("letter")}, world_.now());
  ASSERT_TRUE(mail);
  auto root = builder_.build(agent_, parts("a"), world_.now());
  ASSERT_TRUE(root && *root);
  EXPECT_EQ(read((*root)->envelope).mail, mail->version);
  EXPECT_FALSE(builder_.build_mail(agent_, {to_bytes("letter")}, world_.now()));
}

}  // namespace
}  // namespace loa::controller
