// What the bridge holds and has verified: root, parts, mailbox, and whether that is what the network says is current.
// The root is good when a key granted `root` signed it, it is this bridge's (by the signed place), and every part it
// names is here with that hash. Documents stand on their own signatures and ratchets; the root only completes them.
// Order expected from the agent: root first, then the parts it names (trust may come first on an empty store).
// Store files: "root", "part-<sha256>", "ratchets", "mail", "current". Written parts, then root, then ratchets: after a
// crash in between the older, complete set is found again.
#pragma once

#include "firmware-bridge/domain/gate_types.h"
#include "protocol/register.h"

#include <array>

namespace loa::bridge {

inline constexpr std::array kHeldParts = {protocol::Part::trust, protocol::Part::map, protocol::Part::policy,
                                          protocol::Part::place, protocol::Part::library};

class Holdings {
 public:
  Holdings(const GateSetup& setup, WriteTokens& tokens);

  // `best`: time to check documents by; `time_known`: false lets a document's own issue time count (its signers vouch).
  struct Look { UtcTime best; bool time_known = false; SteadyTime steady; };

  void restore(const StoredFiles& stored, const Look& look, Notes& notes);
  void on_root(ByteSpan envelope, const Look& look, Actions& out, Notes& notes);
  void on_part(protocol::Part part, Bytes bytes, const Look& look, Actions& out, Notes& notes);
  void on_mail(ByteSpan mail, const Look& look, Actions& out, Notes& notes);
  void on_written(std::uint64_t token);
  // A beacon with the bridge's own nonce and a good signature.
  void on_beacon(const protocol::Time& beacon, const Look& look, Actions& out, Notes& notes);

  const protocol::Register& reg() const { return register_; }
  bool current() const { return current_; }
  std::int64_t root_version() const { return root_durable_ ? root_.version : 0; }
  std::int64_t trust_version() const;
  // Newest issue time of an officer's document accepted since the last call.
  std::optional<UtcTime> take_officer_time() { return std::exchange(officer_time_, std::nullopt); }
  // True once after documents were accepted: what plays must be checked again.
  bool take_changed() { return std::exchange(changed_, false); }

 private:
  struct Letter { DocumentId id; Bytes envelope; UtcTime keep_until; };

  bool waits_for_map(const Error& error) const { return error.code == "map.missing" && !register_.tree(); }
  bool admit(const Bytes& envelope, const Look& look, Notes& notes);
  void admit_part(protocol::Part part, ByteSpan bytes, const Look& look, Notes& notes);
  void keep_letter(const protocol::Admission& admission);
  void try_pending(const Look& look, Actions& out, Notes& notes);
  void take_named_parts(const Look& look, Actions& out, Notes& notes);
  void complete(const Look& look, Actions& out, Notes& notes);
  Status belongs_here(const protocol::Root& root) const;
  void store_ratchets(Actions& out);
  void store_mail(UtcTime now, Actions& out);
  bool holds(const protocol::Root& root) const;

  const GateSetup& setup_;
  WriteTokens& tokens_;
  protocol::Register register_;
  protocol::Root root_;                        // complete; version 0: none
  Bytes root_envelope_;
  bool root_durable_ = false;
  std::uint64_t root_token_ = 0;
  std::optional<protocol::Root> next_root_;    // verified, parts still missing
  Bytes next_envelope_;
  Bytes pending_root_;                         // cannot be verified before a newer trust is here
  std::array<Hash, protocol::kPartCount> admitted_{};  // hash of the part admitted last
  std::map<protocol::Part, Bytes> loose_;      // came before a root named them; one of each
  std::set<Hash> stored_parts_;
  std::vector<Bytes> waiting_for_map_;         // refused only because the map part is not here yet
  std::vector<Letter> letters_;
  bool current_ = false;
  std::optional<SteadyTime> behind_since_;
  std::optional<UtcTime> officer_time_;
  bool changed_ = false;
};

}  // namespace loa::bridge
