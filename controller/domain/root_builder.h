// Makes each agent's root (gốc): from the seven parts' bytes and the mailbox's version to one signed envelope. The version
// is max(last + 1, unix milliseconds); after a restore it goes on from the highest an agent reported + 1. The same parts
// and mailbox make no new root. The key stays behind Signer. Pure; one thread.
#pragma once

#include "core/random.h"
#include "protocol/documents.h"

#include <array>
#include <map>
#include <optional>

namespace loa::controller {

using PartBytes = std::array<Bytes, protocol::kPartCount>;

struct BuiltRoot {
  AgentId agent;
  std::int64_t version = 0;
  Bytes envelope;
  std::array<protocol::PartName, protocol::kPartCount> parts;
};
struct BuiltMail {
  std::int64_t version = 0;
  Bytes wire;
};

class RootBuilder {
 public:
  RootBuilder(protocol::NetworkId network, const protocol::Signer& signer, Random& random);

  void restore_root(const AgentId& agent, const BuiltRoot& root);
  void restore_mail(const AgentId& agent, std::int64_t version, const Bytes& wire);
  // What an agent says it has seen; a higher version than ours means that we were restored from a backup: the next root
  // or mailbox goes above it. True when one must be made anew.
  bool note_reported(const AgentId& agent, std::int64_t root, std::int64_t mail);

  // Nothing when nothing changed. Errors: "controller.part_too_large" (part), "controller.root_too_large".
  Result<std::optional<BuiltRoot>> build(const AgentId& agent, const PartBytes& parts, UtcTime now);
  std::optional<BuiltMail> build_mail(const AgentId& agent, std::vector<Bytes> envelopes, UtcTime now);

  std::int64_t root_version(const AgentId& agent) const;
  std::int64_t mail_version(const AgentId& agent) const;
  const Bytes* root(const AgentId& agent) const;
  const Bytes* mail(const AgentId& agent) const;
  // The parts an agent may fetch: those of its newest root.
  bool names_part(const AgentId& agent, const Hash& hash) const;

 private:
  struct Entry {
    std::array<protocol::PartName, protocol::kPartCount> parts;
    std::int64_t root_version = 0, root_seen = 0;
    std::int64_t mail_in_root = -1;
    Bytes root;
    std::int64_t mail_version = 0, mail_seen = 0;
    Bytes mail_body;  // the envelope list, without the version
    Bytes mail;
  };

  protocol::NetworkId network_;
  const protocol::Signer& signer_;
  Random& random_;
  std::map<AgentId, Entry> entries_;
};

}  // namespace loa::controller
