// The trust document that lets an officer in or shuts a lost key out, judged by the register itself.
#include "controller/cli/trust_change.h"
#include "tests/world/world.h"

#include <gtest/gtest.h>

namespace loa::cli {
namespace {

using namespace std::chrono_literals;
using protocol::Action;

struct TrustChange : testing::Test {
  TrustChange() : reg(world.genesis()) {
    take(world.trust());
    take(world.map());
  }
  std::string take(const Bytes& envelope) {
    const auto admission = reg.examine(envelope, world.now());
    if (!admission) return admission.error().code;
    reg.accept(*admission);
    return "";
  }
  std::string put(const Result<protocol::Trust>& trust) { return trust ? take(world.trust(*trust)) : trust.error().code; }
  OfficerKeys officer(UnitId unit) {
    OfficerKeys out{PersonId::make(world.now(), random), "Lê Thị Mới", unit, main->public_key(), quick->public_key()};
    return out;
  }
  std::string approve(const protocol::Signer& key, UnitId unit) {
    return take(world.sign(world.approval_document(programme, {unit}), {&key}));
  }
  protocol::KeyId id_of(const protocol::Signer& key) { return protocol::key_id(key.public_key()); }

  test::World world;
  SeededRandom random{3};
  protocol::Register reg;
  std::unique_ptr<protocol::Signer> main = protocol::make_signer({9});
  std::unique_ptr<protocol::Signer> quick = protocol::make_signer({10});
  std::unique_ptr<protocol::Signer> fresh = protocol::make_signer({11});
  test::Programme programme = world.light_programme(30s);
};

TEST_F(TrustChange, a_new_officer_may_do_what_the_model_may_in_the_own_unit_alone) {
  const auto unit = world.site(0).unit;
  ASSERT_EQ(approve(*main, unit), "trust.unknown_key");
  ASSERT_EQ(put(with_officer(*reg.trust(), officer(unit), world.approver().person, 365, world.now(), random)), "");
  EXPECT_EQ(approve(*main, unit), "");
  EXPECT_EQ(approve(*main, world.site(1).unit), "trust.scope_unit");
  EXPECT_NE(approve(*quick, unit), "") << "the device-unlocked key approves nothing";
}

TEST_F(TrustChange, a_lost_key_goes_and_what_it_approved_stays) {
  const auto unit = world.site(0).unit;
  ASSERT_EQ(put(with_officer(*reg.trust(), officer(unit), world.approver().person, 365, world.now(), random)), "");
  const auto envelope = world.sign(world.approval_document(programme, {unit}), {main.get()});
  ASSERT_EQ(take(envelope), "");
  const auto kept = world.document_hash(envelope);
  auto next = without_key(*reg.trust(), id_of(*main), {kept}, world.now(), random);
  ASSERT_TRUE(next);
  auto successor = officer(unit);
  successor.key = fresh->public_key();
  successor.quick.reset();
  ASSERT_EQ(put(with_officer(*next, successor, world.approver().person, 365, world.now(), random)), "");
  EXPECT_TRUE(reg.approval_for(programme.manifest_hash, unit, world.now() + 1s)) << "nothing approved is lost";
  EXPECT_EQ(approve(*main, unit), "trust.revoked");
  EXPECT_EQ(approve(*fresh, unit), "");
}

TEST_F(TrustChange, without_keep_the_approval_falls_with_its_key) {
  const auto unit = world.site(0).unit;
  ASSERT_EQ(put(with_officer(*reg.trust(), officer(unit), world.approver().person, 365, world.now(), random)), "");
  ASSERT_EQ(approve(*main, unit), "");
  ASSERT_EQ(put(without_key(*reg.trust(), id_of(*main), {}, world.now(), random)), "");
  EXPECT_FALSE(reg.approval_for(programme.manifest_hash, unit, world.now() + 1s));
}

TEST_F(TrustChange, unknown_models_and_keys_are_told) {
  EXPECT_EQ(put(with_officer(*reg.trust(), officer({}), PersonId::make(world.now(), random), 365, world.now(), random)), "officer.unknown");
  EXPECT_EQ(put(without_key(*reg.trust(), id_of(*main), {}, world.now(), random)), "officer.unknown");
}

}  // namespace
}  // namespace loa::cli
