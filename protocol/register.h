// The register (sổ đăng ký): what one device or the controller has verified and accepted, and the one function that
// decides whether a document is good and whether a sound may be made. Same code in controller, agent and bridge.
//
// Order of examine(): size -> signatures over raw bytes -> keys granted, not revoked or suspended, now -> parse ->
// each signer's grant covers action, unit, class -> threshold in distinct persons -> replay rule. The caller then
// stores durably and calls accept(). Pure: no I/O, no clock.
#pragma once

#include "protocol/documents.h"
#include "protocol/unit_tree.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace loa::protocol {

struct RatchetKey {
  DocumentType type;
  std::string subject;  // unit, programme/unit, agent ... ; empty for trust and map
  auto operator<=>(const RatchetKey&) const = default;
};
struct RatchetValue {
  std::int64_t version = 0;
  Hash document;
  bool operator==(const RatchetValue&) const = default;
};
using Ratchets = std::map<RatchetKey, RatchetValue>;
std::string write_ratchets(const Ratchets& ratchets);            // JSON, for files
Result<Ratchets> read_ratchets(std::string_view text);

struct Admission {
  Bytes envelope;
  Hash document;
  DocumentType type;
  DocumentId id;
  UtcTime issued;
  std::vector<KeyId> signers;
  std::vector<std::string> signer_names;
  std::vector<std::pair<RatchetKey, RatchetValue>> ratchets;  // to be stored with the document
  bool already_held = false;                                  // same document again: nothing to do
};

struct Refusal {
  Hash document;      // zero when not even an envelope
  std::string type;   // as far as known
  Error error;
};

// Everything a bridge must know to decide on one sound.
struct PlayRequest {
  Hash occurrence;
  std::optional<Hash> approval;      // document hash; one of approval, alert
  std::optional<DocumentId> alert;
  Hash manifest;
  UtcTime start, end;                // planned
  std::vector<ClusterId> clusters;
  BroadcastClass cls = BroadcastClass::normal;
  int volume = 0;                    // percent
};
struct PlayGrant {
  Hash document;                     // approval or alert that allows it
  ProgrammeId programme;
  std::int64_t revision = 0;
  std::vector<std::string> signer_names;
  int airings_per_day = 0;           // 0: unlimited (alerts)
  int max_volume = 100;              // percent, as the approval allows
  UtcTime valid_until;
  std::vector<UnitId> units;         // the unit of each requested cluster
  bool emergency = false;
};

class Register {
 public:
  explicit Register(Genesis genesis);
  ~Register();
  Register(Register&&) noexcept;
  Register& operator=(Register&&) noexcept;

  const NetworkId& network() const;
  const Genesis& genesis() const;

  void restore_ratchets(Ratchets ratchets);  // before the first document after a restart
  const Ratchets& ratchets() const;

  // now: best estimate; when the time is unknown the floor or the document's own issue time, the later, so that trust
  // can come before the first beacon (authorise() is never called then). Errors: "envelope.*",
  // "trust.unknown_key", "trust.revoked", "trust.suspended", "trust.expired", "trust.grant_expired",
  // "trust.scope_action", "trust.scope_unit", "trust.scope_class", "trust.threshold", "approval.own_author",
  // "approval.too_long", "ratchet.old", "ratchet.future", "ratchet.conflict", "document.bad", "alert.too_many" ...
  Result<Admission> examine(ByteSpan envelope, UtcTime now) const;
  void accept(const Admission& admission);

  // The order in which documents of a part or a store are judged: what others are judged by comes first.
  static int admission_rank(DocumentType type);

  // Examines and accepts every document of a part; the refused ones are told, the others stand. Parts without
  // signatures inside (plan, config) do not come here; library gives its approvals and templates.
  struct PartResult { std::vector<Admission> admitted; std::vector<Refusal> refused; };
  PartResult admit_all(const std::vector<Bytes>& envelopes, UtcTime now);

  // The check at the moment of sound; signers' grants are checked again, now. Errors as above and "play.no_approval",
  // "play.not_placed", "play.foreign_unit", "play.not_yet", "play.expired", "play.withdrawn", "play.no_alert",
  // "play.class", "play.manifest", "play.hushed", "map.missing", "place.missing", "trust.missing".
  Result<PlayGrant> authorise(const PlayRequest& request, UtcTime now) const;

  // Policies from the root of the tree to the unit, as signed payloads. Errors: "policy.missing" (unit name).
  Result<std::vector<std::string>> policies_on_path(const UnitId& unit) const;

  const Trust* trust() const;
  std::optional<UtcTime> trust_until() const;   // with renewals
  const UnitTree* tree() const;
  const Place* place(const AgentId& agent) const;
  const Place* place_of_cluster(const ClusterId& cluster) const;
  std::vector<const Approval*> approvals() const;
  struct HeldApproval { Approval approval; Hash document; std::vector<std::string> signer_names; std::vector<KeyId> signers; };
  // The newest valid approval under which this manifest may sound on the unit, if any.
  std::optional<HeldApproval> approval_for(const Hash& manifest, const UnitId& unit, UtcTime at) const;
  std::vector<Alert> alerts_in_force(UtcTime now) const;      // not stopped, from <= now < until
  std::optional<UtcTime> hushed_until(const UnitId& unit, UtcTime now) const;
  std::string name_of_key(const KeyId& key) const;

  struct State;  // register_state.h, for the files of this class alone

 private:
  std::unique_ptr<State> state_;
};

}  // namespace loa::protocol
