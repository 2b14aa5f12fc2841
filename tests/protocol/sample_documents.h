// One filled-in document of every type, every optional member present, from fixed seeds: for round trips and vectors.
#pragma once

#include "tests/world/world.h"

#include <gtest/gtest.h>

#include <set>

namespace loa::test {

using namespace std::chrono_literals;

class SampleDocuments {
 public:
  protocol::Header header() const { return {id<DocumentId>(1), now(), "4bf92f3577b34da6a3ce929d0e0e4736"}; }
  UnitId unit(int n = 1) const { return id<UnitId>(10 + n); }
  static UtcTime now() { return from_unix_ms(1795482000000); }

  protocol::Trust trust() const {
    protocol::Trust out{header(), 1795482000000, now() + 24h * 45, {}, {}};
    out.grants.push_back({id<PersonId>(1), "Nguyễn Thị Duyệt", key(1), {protocol::Action::approve, protocol::Action::hush},
                          {unit(), unit(2)}, {BroadcastClass::normal, BroadcastClass::priority}, now(), now() + 24h * 400});
    out.grants.push_back({{}, "controller", key(2), {protocol::Action::root, protocol::Action::time}, {}, {}, now(), now() + 24h});
    out.revocations.push_back({protocol::key_id(key(1)), now(), now() + 24h * 400, {sha256("kept"), sha256("kept too")}});
    return out;
  }
  protocol::Renewal renewal() const { return {header(), 1795482000000, now() + 24h * 45}; }
  protocol::Suspension suspension() const { return {header(), protocol::key_id(key(1)), now() + 24h * 7}; }
  protocol::Map map() const {
    protocol::Unit province{unit(), "Tỉnh Thử", "province", {}, now(), {}, {}, {{"99", now(), {}}}};
    protocol::Unit old{unit(2), "Xã Cũ", "former_commune", unit(), now(), now() + 24h, {unit(3)}, {{"99001", now(), now() + 24h}}};
    protocol::Unit fresh{unit(3), "Xã Mới", "commune", unit(), now(), {}, {}, {}};
    return {header(), 1795482000000, {province, old, fresh}};
  }
  protocol::Place place() const {
    return {header(), 1795482000000, id<AgentId>(1), id<BridgeId>(1), key(3),
            {{id<ClusterId>(1), unit(), "Cụm chợ", {"chợ", "trường học"}, "DEV-1"}}};
  }
  protocol::Approval approval() const {
    protocol::Approval out;
    out.header = header();
    out.version = 1795482000000;
    out.programme = id<ProgrammeId>(1);
    out.revision = 2;
    out.author = id<PersonId>(9);
    out.manifest = sha256("manifest");
    out.law = sha256("law");
    out.units = {unit(), unit(2)};
    out.cls = BroadcastClass::priority;
    out.from = now();
    out.until = now() + 24h * 90;
    out.airings_per_day = 3;
    return out;
  }
  protocol::Approval relay_approval() const {
    auto out = approval();
    out.manifest = {};
    out.withdrawn = true;
    out.source = "https://radio.example/vov1";
    out.max_volume = 60;
    return out;
  }
  protocol::Template template_document() const {
    return {header(), 1795482000000, id<ProgrammeId>(1), sha256("manifest"), {unit()}, now() + 24h * 365};
  }
  protocol::Alert alert() const {
    return {header(), sha256("manifest"), sha256("template"), {unit(), unit(2)}, now(), now() + 10min, 2};
  }
  protocol::Stop stop() const { return {header(), id<DocumentId>(7)}; }
  protocol::Hush hush() const { return {header(), unit(), now() + 12h, true}; }
  protocol::Live live() const { return {header(), "vov1", key(4), id<ItemId>(1), {unit()}, now() + 1h}; }
  protocol::Root root() const {
    protocol::Root out{header(), 1795482000000, id<AgentId>(1), {}, 1795482000001};
    for (std::size_t i = 0; i < out.parts.size(); ++i) out.parts[i] = {sha256(std::to_string(i)), static_cast<std::int64_t>(i + 1)};
    return out;
  }
  protocol::Time time() const { return {header(), {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}, now(), 1, 2, 3}; }
  protocol::Receipt receipt() const {
    return {header(), id<BridgeId>(1), id<ClusterId>(1), sha256("occurrence"), sha256("manifest"), sha256("approval"),
            now(), now() + 60s, 480, 2880000, true, "finished"};
  }

  // Ids that are easy to tell apart; version and variant as UUIDv7 wants them.
  template <class IdType>
  static IdType id(int n) {
    IdType out;
    out.uuid.bytes = {0x01, 0x9a, 0xb3, 0x6f, 0x2c, 0x80, 0x70, 0, 0x80};
    out.uuid.bytes[15] = static_cast<std::uint8_t>(n);
    return out;
  }
  static protocol::PublicKey key(std::uint8_t fill) { return signer(fill)->public_key(); }
  static std::unique_ptr<protocol::Signer> signer(std::uint8_t fill) {
    Seed seed;
    seed.fill(fill);
    return protocol::make_signer(seed);
  }
};

}  // namespace loa::test
