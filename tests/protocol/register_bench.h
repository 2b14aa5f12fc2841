// A register that holds what a World makes; every test changes one thing and looks at the code of the refusal.
#pragma once

#include "protocol/limits.h"
#include "protocol/register.h"
#include "tests/world/world.h"

#include <gtest/gtest.h>

namespace loa::test {

using namespace std::chrono_literals;
using protocol::Action;
using protocol::DocumentType;
using protocol::Signer;

inline protocol::Grant& grant_of(protocol::Trust& trust, const KeyHolder& holder) {
  for (auto& grant : trust.grants)
    if (grant.key == holder.signer->public_key()) return grant;
  throw std::runtime_error("no grant of " + holder.name);
}

// One more key, for a person who has one already or for a new one.
inline KeyHolder another_key(PersonId person, const std::string& name, std::uint8_t fill) {
  KeyHolder out;
  out.person = person;
  out.name = name;
  out.seed.fill(fill);
  out.signer = protocol::make_signer(out.seed);
  return out;
}

class RegisterBench : public testing::Test {
 protected:
  using Signers = std::vector<const Signer*>;

  // The error code, or "" when it was accepted. document.bad is told by its cause.
  std::string take(const Bytes& wire) { return code(examined(wire, true)); }
  std::string refusal(const Bytes& wire) { return code(examined(wire, false)); }
  Result<protocol::Admission> examined(const Bytes& wire, bool accept) {
    auto admission = reg.examine(wire, now);
    if (admission && accept) reg.accept(*admission);
    return admission;
  }
  static std::string code(const Result<protocol::Admission>& admission) {
    if (admission) return "";
    const auto& error = admission.error();
    for (const auto& [name, value] : error.params)
      if (error.code == "document.bad" && name == "cause") return value;
    return error.code;
  }

  void pass(Millis span) {
    now += span;
    world.set_now(now);
  }

  // Trust, map, places and a policy for every unit: ready to judge.
  void hold_everything() { hold_everything(world.trust_document()); }
  void hold_everything(const protocol::Trust& trust) {
    ASSERT_EQ(take(world.trust(trust)), "");
    ASSERT_EQ(take(world.map()), "");
    for (const auto& site : world.sites()) ASSERT_EQ(take(world.place(site)), "");
    ASSERT_EQ(take(world.policy(world.wide_regulation(world.province()))), "");
    for (const auto& site : world.sites()) ASSERT_EQ(take(world.policy(world.wide_regulation(site.unit))), "");
  }
  // The trust document as it stands now, changed and newer.
  protocol::Trust next_trust() {
    auto out = *reg.trust();
    out.header = world.header();
    out.version = world.next_version();
    out.until = now + protocol::kMaxTrustAge;
    return out;
  }
  void revoke(const KeyHolder& holder, std::vector<Hash> keep = {}) {
    auto trust = next_trust();
    trust.revocations.push_back({holder.key()->id(), now, now + 24h * 400, std::move(keep)});
    ASSERT_EQ(take(world.trust(trust)), "");
  }

  UnitId commune(std::size_t i = 0) { return world.site(i).unit; }
  Signers authority() { return {world.authority(0).key(), world.authority(1).key()}; }
  Signers both_duty() { return {world.duty_one().key(), world.duty_two().key()}; }

  Bytes stop_of(const protocol::Alert& alert, const KeyHolder& by) {
    return world.sign(protocol::Stop{world.header(), alert.header.id}, {by.key()});
  }
  Bytes suspend(const KeyHolder& whom, const KeyHolder& by, Millis length = 24h) {
    return world.sign(protocol::Suspension{world.header(), whom.key()->id(), now + length}, {by.key()});
  }
  Bytes renew(Millis length) {
    return world.sign(protocol::Renewal{world.header(), reg.trust()->version, now + length}, {world.renewer().key()});
  }
  Bytes live(const protocol::Live& document, Signers signers) {
    return protocol::seal(world.network(), DocumentType::live, protocol::write_payload(document), std::move(signers));
  }
  protocol::Template template_document(std::vector<UnitId> units) {
    return {world.header(), world.next_version(), programme.id, programme.manifest_hash, std::move(units), now + 24h * 30};
  }

  protocol::PlayRequest request(const Bytes& approval, std::size_t site = 0) {
    protocol::PlayRequest out;
    out.occurrence = sha256("occurrence");
    out.approval = world.document_hash(approval);
    out.manifest = programme.manifest_hash;
    out.start = now;
    out.end = now + 60s;
    out.clusters = {world.site(site).clusters[0]};
    out.volume = 70;
    return out;
  }
  protocol::PlayRequest request(const protocol::Alert& alert, std::size_t site = 0) {
    auto out = request(Bytes(world.map()), site);
    out.approval.reset();
    out.alert = alert.header.id;
    out.cls = BroadcastClass::emergency;
    return out;
  }
  std::string play(const protocol::PlayRequest& wanted) {
    const auto grant = reg.authorise(wanted, now);
    return grant ? "" : grant.error().code;
  }

  World world;
  Programme programme = world.light_programme(8s);
  UtcTime now = world.now();
  protocol::Register reg{world.genesis()};
};

}  // namespace loa::test
