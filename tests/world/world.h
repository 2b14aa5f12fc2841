// A small network with real keys and really signed documents, for every test that needs one: an authority of three, its
// officers, a controller, a province of communes and one agent with one bridge per commune. Deterministic for one seed.
// Nothing here is a stand-in: what the builders return passes (or fails) the same checks as documents of a real network.
#pragma once

#include "core/random.h"
#include "protocol/documents.h"
#include "protocol/envelope.h"
#include "protocol/manifest.h"
#include "protocol/messages.h"
#include "protocol/register.h"
#include "schedules/policy.h"

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace loa::test {

using Seed = std::array<std::uint8_t, 32>;

// Somebody (or some machine) with a key.
struct KeyHolder {
  PersonId person;  // nil for machines
  std::string name;
  Seed seed{};
  std::unique_ptr<protocol::Signer> signer;

  const protocol::Signer* key() const { return signer.get(); }
};

// One commune: its unit, its agent, its bridge and the clusters in front of it.
struct Site {
  UnitId unit;
  std::string name;
  AgentId agent;
  BridgeId bridge;
  KeyHolder bridge_key;
  std::vector<ClusterId> clusters;
};

// A programme as content: manifest, unit list and audio, each named by its hash in World::contents().
struct Programme {
  ProgrammeId id;
  std::int64_t revision = 1;
  protocol::Manifest manifest;
  Bytes manifest_bytes;
  Hash manifest_hash;
  Bytes unit_list;
  Bytes audio;
};

// The seven parts of one agent's root, in the order of protocol::Part.
struct PartSet {
  std::array<Bytes, protocol::kPartCount> bytes;

  const Bytes& of(protocol::Part part) const { return bytes[static_cast<std::size_t>(part)]; }
  Bytes& of(protocol::Part part) { return bytes[static_cast<std::size_t>(part)]; }
};

struct WorldOptions {
  UtcTime now;  // 2026-11-24T08:00:00+07:00 when left out
  std::uint64_t seed = 1;
  int communes = 2;
  int clusters_per_commune = 3;
};

class World {
 public:
  explicit World(WorldOptions options = {});

  // --- who
  const protocol::Genesis& genesis() const { return genesis_; }
  protocol::NetworkId network() const { return genesis_.network(); }
  const KeyHolder& authority(std::size_t index) const { return authority_[index]; }
  const KeyHolder& approver() const { return holder("approver"); }
  const KeyHolder& duty_one() const { return holder("duty_one"); }
  const KeyHolder& duty_two() const { return holder("duty_two"); }
  const KeyHolder& technician() const { return holder("technician"); }
  const KeyHolder& policy_owner() const { return holder("policy_owner"); }
  const KeyHolder& renewer() const { return holder("renewer"); }
  const KeyHolder& controller() const { return holder("controller"); }
  const KeyHolder& stranger() const { return holder("stranger"); }  // a key nobody granted anything
  const KeyHolder& holder(const std::string& role) const { return holders_.at(role); }
  PersonId author() const { return author_; }  // of every programme made here; no key
  UnitId province() const { return province_; }
  Site& site(std::size_t index = 0) { return sites_[index]; }
  std::vector<Site>& sites() { return sites_; }

  // --- when
  UtcTime now() const { return now_; }
  void set_now(UtcTime now) { now_ = now; }
  protocol::Header header();    // fresh id, issued now
  std::int64_t next_version();  // max(last + 1, unix milliseconds), as the wire's ratchets want
  Random& random() { return random_; }

  // --- documents as structs with everything right in them: change what the test is about, then sign
  protocol::Trust trust_document();
  protocol::Map map_document();
  protocol::Place place_document(const Site& site);
  protocol::Approval approval_document(const Programme& programme, std::vector<UnitId> units);
  protocol::Alert alert_document(const Programme& programme, std::vector<UnitId> units, Millis length);
  protocol::Hush hush_document(UnitId unit, Millis length);
  protocol::Root root_document(const Site& site, const PartSet& parts);
  protocol::Time time_document(std::array<std::uint8_t, 16> nonce, UtcTime now, std::int64_t root, std::int64_t trust);

  template <class Document>
  Bytes sign(const Document& document, const std::vector<const protocol::Signer*>& signers) const {
    return protocol::seal(network(), type_of(document), protocol::write_payload(document), signers);
  }
  // Signed by whoever must sign such a document.
  Bytes trust();
  Bytes trust(const protocol::Trust& document) const { return sign(document, {authority(0).key(), authority(1).key()}); }
  Bytes map();
  Bytes place(const Site& site);
  Bytes policy(const schedules::Policy& regulation);
  Bytes approval(const Programme& programme, std::vector<UnitId> units);
  Bytes root(const Site& site, const PartSet& parts);
  Bytes time(std::array<std::uint8_t, 16> nonce, UtcTime now, std::int64_t root, std::int64_t trust);
  Hash document_hash(const Bytes& envelope) const;

  // --- parts
  // Trust, map, place and the wide policy for every unit; library as given; empty plan and config.
  PartSet parts(const Site& site, const protocol::Library& library);
  static Bytes part_of(const std::vector<Bytes>& envelopes) { return protocol::encode_envelope_list(envelopes); }
  static protocol::PartName name_of(const Bytes& part);
  // Every hour of every day, full volume.
  schedules::Policy wide_regulation(UnitId unit) const;
  // [from, until) in minutes of every day, with a limit of minutes a day and of volume.
  schedules::Policy regulation(UnitId unit, int from_minute, int until_minute, int minutes_per_day, int volume_cap) const;

  // --- programmes
  // Real Opus of a voice-like signal.
  Programme programme(Millis duration, std::uint64_t voice = 1);
  // Right manifest and unit list over random bytes: for tests that never decode.
  Programme light_programme(Millis duration);
  Programme light_revision(const Programme& before, Millis duration);  // the same programme, next revision
  const std::map<Hash, Bytes>& contents() const { return contents_; }

  static protocol::DocumentType type_of(const protocol::Trust&) { return protocol::DocumentType::trust; }
  static protocol::DocumentType type_of(const protocol::Renewal&) { return protocol::DocumentType::renewal; }
  static protocol::DocumentType type_of(const protocol::Suspension&) { return protocol::DocumentType::suspend; }
  static protocol::DocumentType type_of(const protocol::Map&) { return protocol::DocumentType::map; }
  static protocol::DocumentType type_of(const protocol::Place&) { return protocol::DocumentType::place; }
  static protocol::DocumentType type_of(const protocol::Approval&) { return protocol::DocumentType::approval; }
  static protocol::DocumentType type_of(const protocol::Template&) { return protocol::DocumentType::template_; }
  static protocol::DocumentType type_of(const protocol::Alert&) { return protocol::DocumentType::alert; }
  static protocol::DocumentType type_of(const protocol::Stop&) { return protocol::DocumentType::stop; }
  static protocol::DocumentType type_of(const protocol::Hush&) { return protocol::DocumentType::hush; }
  static protocol::DocumentType type_of(const protocol::Root&) { return protocol::DocumentType::root; }
  static protocol::DocumentType type_of(const protocol::Time&) { return protocol::DocumentType::time; }
  static protocol::DocumentType type_of(const protocol::Receipt&) { return protocol::DocumentType::receipt; }

 private:
  KeyHolder make_holder(const std::string& name, bool person);
  void make_people();
  void make_sites(const WorldOptions& options);
  protocol::Grant grant(const KeyHolder& holder, std::vector<protocol::Action> actions) const;
  Programme bind(Programme out, Bytes audio, Bytes unit_list, Millis duration);
  Programme fresh();
  Programme light(Programme out, Millis duration);

  SeededRandom random_;
  UtcTime now_;
  std::int64_t last_version_ = 0;
  std::vector<KeyHolder> authority_;
  std::map<std::string, KeyHolder> holders_;
  PersonId author_;
  UnitId province_;
  std::vector<Site> sites_;
  protocol::Genesis genesis_;
  std::map<Hash, Bytes> contents_;
};

}  // namespace loa::test
