// The root, its seven parts and the mailbox: what this agent has verified and uses.
// A newer root waits as `pending` until all its parts are held; its trust part is used as soon as it is there, so that a
// revocation never waits for a library. A root whose signer is not yet known may only fetch its trust part. Documents
// are in the register at once, but versions are reported and the mailbox is passed on only after the durable write. When
// the disk refuses it, all is written again each 5 s: until then an alert is passed on but nothing is reported as held.
// The mailbox waits until a root's parts are in use, and what was refused of it is judged again with every newer root.
// One refused row per refused document, ever.
#pragma once

#include "agent/domain/journal.h"
#include "agent/domain/step.h"
#include "protocol/documents.h"
#include "protocol/register.h"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace loa::agent {

class Documents {
 public:
  Documents(AgentId agent, protocol::Genesis genesis, Journal& journal);

  void restore(Step& step, const Snapshot& snapshot);
  void on_root(Step& step, ByteSpan envelope);
  void on_mail(Step& step, ByteSpan wire);
  void on_part(Step& step, const Hash& hash, Bytes bytes);
  void tick(Step& step);

  const protocol::Register& reg() const { return register_; }
  const protocol::Root* current() const { return current_ ? &current_->root : nullptr; }
  const Bytes* root_envelope() const { return current_ ? &current_->envelope : nullptr; }
  const Bytes* part(protocol::Part part) const;  // of the current root; null while not held
  Bytes mail() const;                            // encoded, with everything that may still be in force
  std::int64_t mail_version() const { return mail_version_; }
  std::int64_t root_seen() const;
  std::vector<std::string> missing_parts() const;
  std::map<Hash, std::uint64_t> wanted_parts() const;  // with sizes; those already read are among them
  bool needs(const Hash& hash) const;                  // a part not yet read
  bool settled() const { return writes_ == 0; }        // no write is under way
  bool stored() const { return writes_ == 0 && !retry_at_; }  // what is used is durable
  SteadyTime next_wake() const { return retry_at_.value_or(SteadyTime::max()); }
  std::uint64_t parts_revision() const { return parts_revision_; }  // current parts or root changed
  std::uint64_t mail_revision() const { return mail_revision_; }
  std::optional<UtcTime> newest_officer_word() const { return newest_officer_word_; }

 private:
  struct Held {
    protocol::Root root;
    Bytes envelope;
  };
  bool complete(const Held& held) const;
  const Bytes* bytes_of(const protocol::PartName& name) const;
  void propose(Step& step, Held held, const protocol::Admission& admission);
  void look_at_provisional(Step& step);
  void use_trust(Step& step, const Held& held);
  void adopt(Step& step, Held held);
  void admit_part(Step& step, const Held& held, protocol::Part part);
  void admit_library(Step& step, const Held& held);
  void admit(Step& step, const std::vector<Bytes>& envelopes);
  void await(Bytes mail);
  void judge_mail_again();
  void forget_old_mail(Step& step, const protocol::Mail& newest);
  Bytes encode_held_mail(std::int64_t version) const;
  void refuse(Step& step, const protocol::Refusal& refusal);
  struct MailMark { std::int64_t version = 0; std::uint64_t count = 0; };  // count: of mailboxes taken, versions may repeat
  void store(Step& step, std::vector<WriteOp> ops, std::optional<MailMark> mail = {});
  void store_all(Step& step);
  void on_stored(Step& step, bool held, const std::optional<MailMark>& mail);
  void resume(Step& step);
  void forget_unused();

  AgentId agent_;
  Journal& journal_;
  protocol::Register register_;
  std::optional<Held> current_, pending_, provisional_;
  bool used_ = false;                      // current_'s parts are in the register
  std::map<Hash, Bytes> parts_;            // bytes of every part read
  Hash trust_used_;
  std::map<Hash, Bytes> mail_;             // envelopes by document hash
  Bytes mail_wire_;                        // newest mailbox as it came
  std::vector<Bytes> mail_waiting_;        // until there are parts to check it with
  std::int64_t mail_version_ = 0;          // durable
  MailMark mail_taken_;
  std::optional<SteadyTime> retry_at_;
  std::set<Hash> refused_;
  std::optional<UtcTime> newest_officer_word_;
  int writes_ = 0;
  std::uint64_t parts_revision_ = 0;
  std::uint64_t mail_revision_ = 0;        // the count of the newest passed on
};

}  // namespace loa::agent
