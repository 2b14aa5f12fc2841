#include "agent/domain/documents.h"

#include "agent/domain/judging_time.h"
#include "agent/domain/value_keys.h"
#include "core/json.h"
#include "protocol/limits.h"
#include "protocol/messages.h"

#include <algorithm>
#include <chrono>

namespace loa::agent {
namespace {

using protocol::Part;
using protocol::PartName;

constexpr auto kRetryStore = std::chrono::seconds(5);
constexpr std::size_t kMaxWaitingMail = 2;
// Trust once more behind the map: a suspension comes with trust and is judged by the map.
constexpr std::array<Part, 5> kSignedParts = {Part::trust, Part::map, Part::trust, Part::policy, Part::place};

const PartName& name_of(const protocol::Root& root, Part part) { return root.parts[static_cast<std::size_t>(part)]; }

bool signed_by_officers(protocol::DocumentType type) {
  return type != protocol::DocumentType::root && type != protocol::DocumentType::time;
}

}  // namespace

Documents::Documents(AgentId agent, protocol::Genesis genesis, Journal& journal)
    : agent_(agent), journal_(journal), register_(std::move(genesis)) {}

void Documents::restore(Step& step, const Snapshot& snapshot) {
  const auto value = [&snapshot](const char* key) -> const Bytes* {
    const auto found = snapshot.values.find(key);
    return found == snapshot.values.end() ? nullptr : &found->second;
  };
  for (const auto& [document, cluster] : snapshot.settled) {
    if (cluster.is_nil()) refused_.insert(document);
  }
  if (const Bytes* ratchets = value(kRatchetsKey)) {
    if (auto read = protocol::read_ratchets(as_text(*ratchets))) register_.restore_ratchets(std::move(*read));
  }
  const auto held = [&value](const char* key) -> std::optional<Held> {
    const Bytes* bytes = value(key);
    if (!bytes) return std::nullopt;
    const auto envelope = protocol::decode_envelope(*bytes);
    if (!envelope) return std::nullopt;
    auto root = protocol::read_payload<protocol::Root>(envelope->payload);
    if (!root) return std::nullopt;
    return Held{std::move(*root), *bytes};
  };
  current_ = held(kRootKey);
  pending_ = held(kPendingKey);
  if (const Bytes* mail = value(kMailKey)) await(*mail);
  resume(step);
}

const Bytes* Documents::bytes_of(const PartName& name) const {
  static const Bytes kEmpty;
  if (name.size == 0) return &kEmpty;
  const auto found = parts_.find(name.hash);
  return found == parts_.end() ? nullptr : &found->second;
}

const Bytes* Documents::part(Part part) const {
  return current_ ? bytes_of(name_of(current_->root, part)) : nullptr;
}

bool Documents::complete(const Held& held) const {
  return std::all_of(held.root.parts.begin(), held.root.parts.end(),
                     [this](const PartName& name) { return bytes_of(name) != nullptr; });
}

std::int64_t Documents::root_seen() const {
  if (pending_) return pending_->root.version;
  return current_ ? current_->root.version : 0;
}

std::vector<std::string> Documents::missing_parts() const {
  std::vector<std::string> out;
  const Held* newest = pending_ ? &*pending_ : current_ ? &*current_ : provisional_ ? &*provisional_ : nullptr;
  if (!newest) return out;
  for (int i = 0; i < protocol::kPartCount; ++i) {
    if (!bytes_of(newest->root.parts[static_cast<std::size_t>(i)])) out.emplace_back(to_text(static_cast<Part>(i)));
  }
  return out;
}

std::map<Hash, std::uint64_t> Documents::wanted_parts() const {
  std::map<Hash, std::uint64_t> out;
  const auto want = [&out](const PartName& name) {
    if (name.size > 0 && static_cast<std::size_t>(name.size) <= protocol::kMaxPart) {
      out[name.hash] = static_cast<std::uint64_t>(name.size);
    }
  };
  for (const auto* held : {&current_, &pending_}) {
    if (*held) std::for_each((*held)->root.parts.begin(), (*held)->root.parts.end(), want);
  }
  if (provisional_) want(name_of(provisional_->root, Part::trust));
  return out;
}

bool Documents::needs(const Hash& hash) const {
  return !parts_.contains(hash) && wanted_parts().contains(hash);
}

void Documents::on_root(Step& step, ByteSpan bytes) {
  const auto envelope = protocol::decode_envelope(bytes);
  if (!envelope || envelope->type != protocol::DocumentType::root) {
    const Error error = envelope ? fail("document.bad", {}, "root") : envelope.error();
    return refuse(step, {sha256(bytes), "root", error});
  }
  const Hash hash = protocol::document_hash(register_.network(), *envelope);
  const auto admission = register_.examine(bytes, judging_time(step, bytes));
  auto root = protocol::read_payload<protocol::Root>(envelope->payload);
  if (!root) return refuse(step, {hash, "root", root.error()});
  if (root->agent != agent_) return refuse(step, {hash, "root", fail("agent.foreign_root", {{"agent", root->agent.text()}})});
  Held held{std::move(*root), Bytes(bytes.begin(), bytes.end())};
  if (admission) return propose(step, std::move(held), *admission);
  // A signer not yet known may be named by the trust document that this very root brings.
  const bool trust_may_help = admission.error().code.starts_with("trust.") &&
                              name_of(held.root, Part::trust).hash != trust_used_;
  if (!trust_may_help) return refuse(step, {hash, "root", admission.error()});
  provisional_ = std::move(held);
  ++parts_revision_;
  look_at_provisional(step);
}

void Documents::look_at_provisional(Step& step) {
  if (!provisional_ || !bytes_of(name_of(provisional_->root, Part::trust))) return;
  const Held held = *std::exchange(provisional_, std::nullopt);
  use_trust(step, held);
  on_root(step, held.envelope);
}

void Documents::propose(Step& step, Held held, const protocol::Admission& admission) {
  if (held.root.version <= root_seen()) return;
  register_.accept(admission);
  pending_ = std::move(held);
  ++parts_revision_;
  store(step, {PutValue{kPendingKey, pending_->envelope}});
  resume(step);
}

void Documents::use_trust(Step& step, const Held& held) {
  const PartName& name = name_of(held.root, Part::trust);
  if (name.hash == trust_used_ || !bytes_of(name)) return;
  trust_used_ = name.hash;
  admit_part(step, held, Part::trust);
  ++parts_revision_;
  judge_mail_again();  // new officers
  store(step, {});
}

void Documents::on_part(Step& step, const Hash& hash, Bytes bytes) {
  if (!needs(hash)) return;
  parts_[hash] = std::move(bytes);
  look_at_provisional(step);
  resume(step);
}

void Documents::resume(Step& step) {
  if (current_ && !used_ && complete(*current_)) {
    used_ = true;
    for (const Part part : kSignedParts) admit_part(step, *current_, part);
    trust_used_ = name_of(current_->root, Part::trust).hash;
    admit_library(step, *current_);
    ++parts_revision_;
  }
  if (pending_) use_trust(step, *pending_);
  if (pending_ && complete(*pending_) && (used_ || !current_ || !complete(*current_))) {
    adopt(step, *std::exchange(pending_, std::nullopt));
  }
  if (!used_) return;
  for (const Bytes& waiting : std::exchange(mail_waiting_, {})) on_mail(step, waiting);
}

// What was on the disk stays first: a newer mailbox adds to it.
void Documents::await(Bytes mail) {
  if (mail_waiting_.size() >= kMaxWaitingMail) mail_waiting_.pop_back();
  mail_waiting_.push_back(std::move(mail));
}

// What was refused may hold now: by a newer trust document, a newer map, a template that came after the alert.
void Documents::judge_mail_again() {
  if (!mail_wire_.empty()) await(std::exchange(mail_wire_, {}));
}

void Documents::adopt(Step& step, Held held) {
  current_ = std::move(held);
  used_ = true;
  use_trust(step, *current_);
  for (const Part part : kSignedParts) admit_part(step, *current_, part);
  admit_library(step, *current_);
  judge_mail_again();
  forget_unused();
  ++parts_revision_;
  step.emit(Level::info, "root.adopted", {{"version", std::to_string(current_->root.version)}});
  store(step, {PutValue{kRootKey, current_->envelope}, DropValue{kPendingKey}});
}

void Documents::forget_unused() {
  const auto wanted = wanted_parts();
  std::erase_if(parts_, [&wanted](const auto& part) { return !wanted.contains(part.first); });
}

void Documents::admit_part(Step& step, const Held& held, Part part) {
  const PartName& name = name_of(held.root, part);
  const Bytes& bytes = *bytes_of(name);
  if (bytes.empty()) return;
  const auto envelopes = protocol::decode_envelope_list(bytes, protocol::kMaxPart);
  if (!envelopes) return refuse(step, {name.hash, std::string(to_text(part)), envelopes.error()});
  admit(step, *envelopes);
}

void Documents::admit_library(Step& step, const Held& held) {
  const PartName& name = name_of(held.root, Part::library);
  const Bytes& bytes = *bytes_of(name);
  if (bytes.empty()) return;
  const auto library = protocol::read_library(as_text(bytes));
  if (!library) return refuse(step, {name.hash, "library", library.error()});
  admit(step, library->approvals);
  admit(step, library->templates);
}

void Documents::admit(Step& step, const std::vector<Bytes>& envelopes) {
  const auto result = register_.admit_all(envelopes, judging_time(step, envelopes));
  for (const protocol::Refusal& refusal : result.refused) {
    if (refusal.error.code == "map.missing" && !register_.tree()) continue;  // judged again once the map is here
    refuse(step, refusal);
  }
  for (const protocol::Admission& admission : result.admitted) {
    if (!signed_by_officers(admission.type)) continue;
    newest_officer_word_ = std::max(newest_officer_word_.value_or(admission.issued), admission.issued);
  }
}

void Documents::on_mail(Step& step, ByteSpan wire) {
  if (wire.size() > protocol::kMaxMail || std::equal(wire.begin(), wire.end(), mail_wire_.begin(), mail_wire_.end())) return;
  // A letter is judged with all the parts of a root: without the map every officer lacks scope, without the library an
  // alert by template has none, and a refusal would stand.
  if (!used_) return await(Bytes(wire.begin(), wire.end()));
  const auto mail = protocol::decode_mail(wire);
  if (!mail) return refuse(step, {sha256(wire), "mail", mail.error()});
  mail_wire_.assign(wire.begin(), wire.end());
  for (const Bytes& envelope : mail->envelopes) {
    const auto decoded = protocol::decode_envelope(envelope);
    if (decoded && mail_.contains(protocol::document_hash(register_.network(), *decoded))) continue;
    const auto result = register_.admit_all({envelope}, judging_time(step, ByteSpan(envelope)));
    for (const protocol::Refusal& refusal : result.refused) refuse(step, refusal);
    for (const protocol::Admission& admission : result.admitted) {
      mail_[admission.document] = envelope;
      newest_officer_word_ = std::max(newest_officer_word_.value_or(admission.issued), admission.issued);
    }
  }
  forget_old_mail(step, *mail);
  mail_taken_ = {mail->version, mail_taken_.count + 1};
  store(step, {PutValue{kMailKey, encode_held_mail(mail->version)}}, mail_taken_);
}

// Absence from a mailbox ends nothing: what may still be in force stays until nothing could refer to it any more.
void Documents::forget_old_mail(Step& step, const protocol::Mail& newest) {
  const auto too_old = [&](const auto& held) {
    if (std::find(newest.envelopes.begin(), newest.envelopes.end(), held.second) != newest.envelopes.end()) return false;
    const auto envelope = protocol::decode_envelope(held.second);
    const auto value = parse_json(envelope->payload);
    if (!value) return true;
    JsonFields fields(*value);
    return step.time_known() && fields.utc("issued") + std::chrono::hours(48) < step.utc();
  };
  std::erase_if(mail_, too_old);
}

Bytes Documents::encode_held_mail(std::int64_t version) const {
  protocol::Mail mail{version, {}};
  for (const auto& [unused, envelope] : mail_) mail.envelopes.push_back(envelope);
  return protocol::encode_mail(mail);
}

Bytes Documents::mail() const { return encode_held_mail(mail_version_); }

void Documents::refuse(Step& step, const protocol::Refusal& refusal) {
  if (!refused_.insert(refusal.document).second) return;
  protocol::JournalRow row;
  row.kind = protocol::RowKind::refused;
  row.at = step.utc();
  row.cause = refusal.error.code;
  row.params = refusal.error.params;
  row.params.emplace_back("type", refusal.type);
  row.params.emplace_back("document", refusal.document.hex());
  step.emit(Level::warn, "document.refused",
            {{"type", refusal.type}, {"document", refusal.document.hex()}, {"code", refusal.error.code}});
  journal_.add(step, {{std::move(row)}, {Settle{{refusal.document, ClusterId{}}, step.utc()}}, {}});
}

void Documents::store(Step& step, std::vector<WriteOp> ops, std::optional<MailMark> mail) {
  ops.emplace_back(PutValue{kRatchetsKey, to_bytes(protocol::write_ratchets(register_.ratchets()))});
  ++writes_;
  step.write(std::move(ops), [this, mail](Step& later, bool held) { on_stored(later, held, mail); });
}

// An alert is not silenced by a disk without space; that it is held is said only once it is.
void Documents::on_stored(Step& step, bool held, const std::optional<MailMark>& mail) {
  --writes_;
  if (mail) mail_revision_ = mail->count;
  if (held) {
    if (mail) mail_version_ = mail->version;
    return;
  }
  step.emit(Level::error, "documents.not_stored");
  retry_at_ = step.steady() + kRetryStore;
}

void Documents::store_all(Step& step) {
  std::vector<WriteOp> ops;
  if (current_) ops.emplace_back(PutValue{kRootKey, current_->envelope});
  if (pending_) {
    ops.emplace_back(PutValue{kPendingKey, pending_->envelope});
  } else {
    ops.emplace_back(DropValue{kPendingKey});
  }
  std::optional<MailMark> mail;
  if (mail_taken_.count > 0) {
    mail = mail_taken_;
    ops.emplace_back(PutValue{kMailKey, encode_held_mail(mail->version)});
  }
  store(step, std::move(ops), mail);
}

void Documents::tick(Step& step) {
  if (!retry_at_ || step.steady() < *retry_at_) return;
  retry_at_.reset();
  store_all(step);
}

}  // namespace loa::agent
