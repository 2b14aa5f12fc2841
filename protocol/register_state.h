// What a Register holds, and the questions its checks ask. Internal to protocol.
#pragma once

#include "protocol/register.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace loa::protocol {

struct Signed {
  Hash document;
  std::vector<KeyId> signers;
  std::vector<std::string> names;
};

template <class Document>
struct Held : Signed {
  Document value;
};

struct HeldPolicy {
  PolicyHead head;
  std::string payload;
};

// What a signer must hold a grant for. Units are judged by the tree; an empty list asks for the action alone.
struct Right {
  Action action;
  std::vector<UnitId> units;
  std::optional<BroadcastClass> cls;
};

struct Register::State {
  Genesis genesis;
  NetworkId network;
  Ratchets ratchets;
  std::set<Hash> seen;  // documents accepted in this object's life
  std::optional<Held<Trust>> trust;
  std::optional<UtcTime> renewed_until;
  std::map<std::pair<KeyId, KeyId>, Held<Suspension>> suspensions;  // suspended, suspender
  std::optional<UnitTree> tree;
  std::map<AgentId, Held<Place>> places;
  std::map<UnitId, Held<HeldPolicy>> policies;
  std::map<Hash, Held<Approval>> approvals;
  std::map<Hash, Held<Template>> templates;
  std::map<DocumentId, Held<Alert>> alerts;
  std::multimap<DocumentId, Held<Stop>> stops;  // by the alert they name, one a signer
  std::map<UnitId, Held<Hush>> hushes;

  // --- keys and rights, always judged now
  std::optional<PublicKey> find_key(const KeyId& key, DocumentType type) const;
  std::string name_of(const KeyId& key) const;
  PersonId person_of(const KeyId& key) const;  // nil for machines and unknown keys
  std::size_t distinct_persons(const std::vector<KeyId>& keys) const;
  bool revoked(const KeyId& key, const Hash& document) const;
  // Over every unit the key is granted; over the whole tree when its grants name none.
  std::optional<Right> suspension_right(const KeyId& key) const;
  bool suspended(const KeyId& key, UtcTime now) const;
  Status usable(const KeyId& key, const Hash& document, UtcTime now) const;  // not revoked, not suspended
  Status holds(const KeyId& key, const Right& right, UtcTime now) const;
  Status all_hold(const Signed& document, const Right& right, UtcTime now) const;
  bool trust_expired(UtcTime now) const;

  // --- the moment of sound
  const Place* placed(const ClusterId& cluster) const;
  Result<std::vector<UnitId>> units_of(const PlayRequest& request, UtcTime now) const;
  bool superseded(const Held<Approval>& held, const UnitId& unit) const;
  bool covered(const std::vector<UnitId>& areas, const UnitId& unit) const;
  std::optional<UtcTime> hushed_until(const UnitId& unit, UtcTime now) const;
  Status policies_stand(const UnitId& unit, UtcTime now) const;
  bool stopped(const Held<Alert>& alert, UtcTime now) const;
  bool in_force(const Held<Alert>& alert, UtcTime now) const;
  Right alert_right(const Held<Alert>& alert) const;
  const Held<Template>* template_of(const Alert& alert, UtcTime now) const;
};

// The rules of one document type, after the signatures hold: fills id, issued and ratchets of the admission.
Status examine_payload(const Register::State& state, const Envelope& envelope, Admission& admission, UtcTime now);
void accept_payload(Register::State& state, const Envelope& envelope, const Admission& admission);

}  // namespace loa::protocol
