// What stands on the shelf: the accepted documents in force, as the bytes that travel, beside the Register that judged
// them. Newest per (type, subject) for ratcheted types; alerts, stops, hushes, suspensions and renewals by their id until
// they end. Pure; one thread.
#pragma once

#include "protocol/register.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace loa::controller {

struct ShelvedDocument {
  Hash document;
  protocol::DocumentType type = protocol::DocumentType::trust;
  Bytes envelope;
  std::string payload;
  UtcTime accepted;
  std::vector<std::string> signer_names;
  std::vector<protocol::KeyId> signers;
  // Read once: every root asks for them again.
  std::optional<protocol::Place> place;
  std::optional<protocol::Approval> approval;
};

// Everything agents are made from (the seven parts but for the plan) comes out of here.
class Shelf {
 public:
  void put(const protocol::Admission& admission, UtcTime accepted);

  std::vector<const ShelvedDocument*> of_type(protocol::DocumentType type) const;  // newest of each subject, once each
  const ShelvedDocument* by_hash(const Hash& document) const;
  std::vector<protocol::Place> places() const;

  Bytes trust_part(UtcTime now) const;  // trust, its renewals and running suspensions
  Bytes map_part() const;
  // Policies of every unit on the paths from the root to these units.
  Bytes policy_part(const protocol::UnitTree& tree, const std::vector<UnitId>& units) const;
  Bytes place_part(const AgentId& agent) const;
  // Alerts, stops and hushes that concern these units; over 64 KiB the oldest ended, then hushes leave first.
  std::vector<Bytes> mail_for(const protocol::UnitTree& tree, const std::vector<UnitId>& units, UtcTime now) const;
  void forget_ended(UtcTime now);

 private:
  void index(ShelvedDocument& held);
  void remove(const Hash& document);

  std::map<protocol::RatchetKey, Hash> newest_;
  std::map<Hash, ShelvedDocument> documents_;
  std::map<protocol::DocumentType, std::set<std::pair<UtcTime, Hash>>> by_type_;  // in the order of acceptance
  std::map<AgentId, std::set<Hash>> places_;
};

}  // namespace loa::controller
