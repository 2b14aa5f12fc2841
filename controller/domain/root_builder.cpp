#include "controller/domain/root_builder.h"

#include "protocol/limits.h"
#include "protocol/messages.h"

#include <algorithm>

namespace loa::controller {

namespace {

constexpr std::size_t kMailHead = 8;  // the version in front of the envelope list

}  // namespace

RootBuilder::RootBuilder(protocol::NetworkId network, const protocol::Signer& signer, Random& random)
    : network_(network), signer_(signer), random_(random) {}

void RootBuilder::restore_root(const AgentId& agent, const BuiltRoot& root) {
  Entry& entry = entries_[agent];
  entry.parts = root.parts;
  entry.root_version = root.version;
  entry.root = root.envelope;
  auto envelope = protocol::decode_envelope(root.envelope);
  auto held = envelope ? protocol::read_payload<protocol::Root>(envelope->payload) : Result<protocol::Root>(envelope.error());
  if (held) entry.mail_in_root = held->mail;
}

void RootBuilder::restore_mail(const AgentId& agent, std::int64_t version, const Bytes& wire) {
  Entry& entry = entries_[agent];
  entry.mail_version = version;
  entry.mail = wire;
  if (wire.size() >= kMailHead) entry.mail_body.assign(wire.begin() + kMailHead, wire.end());
}

bool RootBuilder::note_reported(const AgentId& agent, std::int64_t root, std::int64_t mail) {
  Entry& entry = entries_[agent];
  entry.root_seen = std::max(entry.root_seen, root);
  entry.mail_seen = std::max(entry.mail_seen, mail);
  return entry.root_seen > entry.root_version || entry.mail_seen > entry.mail_version;
}

Result<std::optional<BuiltRoot>> RootBuilder::build(const AgentId& agent, const PartBytes& parts, UtcTime now) {
  Entry& entry = entries_[agent];
  std::array<protocol::PartName, protocol::kPartCount> names;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].size() > protocol::kMaxPart) {
      return fail("controller.part_too_large", {{"part", std::string(to_text(static_cast<protocol::Part>(i)))},
                                                {"size", std::to_string(parts[i].size())}});
    }
    names[i] = {sha256(parts[i]), static_cast<std::int64_t>(parts[i].size())};
  }
  const bool same = names == entry.parts && entry.mail_version == entry.mail_in_root;
  if (same && entry.root_seen <= entry.root_version && !entry.root.empty()) return std::optional<BuiltRoot>{};
  protocol::Root root;
  root.header.id = DocumentId::make(now, random_);
  root.header.issued = now;
  root.version = std::max({std::max(entry.root_version, entry.root_seen) + 1, to_unix_ms(now)});
  root.agent = agent;
  root.parts = names;
  root.mail = entry.mail_version;
  Bytes wire = protocol::seal(network_, protocol::DocumentType::root, protocol::write_payload(root), {&signer_});
  if (wire.size() > protocol::kMaxRoot) return fail("controller.root_too_large", {{"size", std::to_string(wire.size())}});
  entry.parts = names;
  entry.root_version = root.version;
  entry.mail_in_root = entry.mail_version;
  entry.root = wire;
  return std::optional<BuiltRoot>(BuiltRoot{agent, root.version, std::move(wire), names});
}

std::optional<BuiltMail> RootBuilder::build_mail(const AgentId& agent, std::vector<Bytes> envelopes, UtcTime now) {
  Entry& entry = entries_[agent];
  Bytes body = protocol::encode_envelope_list(envelopes);
  if (body == entry.mail_body && entry.mail_seen <= entry.mail_version) return std::nullopt;
  entry.mail_version = std::max(std::max(entry.mail_version, entry.mail_seen) + 1, to_unix_ms(now));
  entry.mail_body = std::move(body);
  entry.mail = protocol::encode_mail({entry.mail_version, std::move(envelopes)});
  return BuiltMail{entry.mail_version, entry.mail};
}

std::int64_t RootBuilder::root_version(const AgentId& agent) const {
  auto found = entries_.find(agent);
  return found == entries_.end() ? 0 : found->second.root_version;
}

std::int64_t RootBuilder::mail_version(const AgentId& agent) const {
  auto found = entries_.find(agent);
  return found == entries_.end() ? 0 : found->second.mail_version;
}

const Bytes* RootBuilder::root(const AgentId& agent) const {
  auto found = entries_.find(agent);
  return found == entries_.end() || found->second.root.empty() ? nullptr : &found->second.root;
}

const Bytes* RootBuilder::mail(const AgentId& agent) const {
  auto found = entries_.find(agent);
  return found == entries_.end() || found->second.mail.empty() ? nullptr : &found->second.mail;
}

bool RootBuilder::names_part(const AgentId& agent, const Hash& hash) const {
  auto found = entries_.find(agent);
  if (found == entries_.end()) return false;
  return std::any_of(found->second.parts.begin(), found->second.parts.end(), [&](const auto& p) { return p.hash == hash; });
}

}  // namespace loa::controller
