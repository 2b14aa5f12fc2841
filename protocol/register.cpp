#include "protocol/register.h"

#include "core/json.h"
#include "protocol/limits.h"
#include "protocol/register_state.h"

#include <algorithm>
#include <array>

namespace loa::protocol {
namespace {

constexpr std::size_t kMaxSeen = 50'000;  // forgetting only means accepting the same document once more
constexpr std::size_t kMaxRatchetFile = 64 * 1024 * 1024;
constexpr std::int64_t kMaxNumber = (std::int64_t{1} << 53) - 1;

// Grounds first: trust before what it grants, the tree before what names units, templates before alerts.
constexpr std::array kOrder = {DocumentType::trust,     DocumentType::map,      DocumentType::renewal,
                               DocumentType::suspend,   DocumentType::place,    DocumentType::policy,
                               DocumentType::template_, DocumentType::approval, DocumentType::stop};

int rank(const Bytes& wire) {
  const auto envelope = decode_envelope(wire);
  return envelope ? Register::admission_rank(envelope->type) : static_cast<int>(kOrder.size()) + 1;
}

Status verify_all(const Register::State& state, const Envelope& envelope, Admission& admission, UtcTime now) {
  const auto message = signed_bytes(state.network, envelope.type, envelope.payload);
  for (const auto& signature : envelope.signatures) {
    const auto key = state.find_key(signature.key, envelope.type);
    if (!key) return fail("trust.unknown_key", {{"key", signature.key.short_hex()}, {"name", "?"}});
    if (!signature_holds(*key, message, signature.bytes))
      return fail("envelope.bad_signature", {{"key", signature.key.short_hex()}});
    admission.signers.push_back(signature.key);
    admission.signer_names.push_back(state.name_of(signature.key));
  }
  for (const auto& key : admission.signers) {
    LOA_TRY_OK(state.usable(key, admission.document, now));
  }
  return ok();
}

bool needs_trust(DocumentType type) { return type != DocumentType::trust && type != DocumentType::map; }

}  // namespace

std::string write_ratchets(const Ratchets& ratchets) {
  json::array out;
  for (const auto& [key, value] : ratchets)
    out.push_back({{"type", to_text(key.type)},
                   {"subject", key.subject},
                   {"version", value.version},
                   {"document", value.document.hex()}});
  return write_json(json::object{{"v", 1}, {"ratchets", std::move(out)}});
}

Result<Ratchets> read_ratchets(std::string_view text) {
  LOA_TRY(const auto value, parse_json(text, {kMaxRatchetFile, 8, false}));
  JsonFields fields(value);
  Ratchets out;
  fields.integer("v", 1, 1);
  for (const auto& item : fields.array("ratchets", 1'000'000)) {
    JsonFields one(item, "ratchets");
    const auto type = document_type_from(one.text("type", 32));
    const auto subject = one.text("subject", 128);
    const RatchetValue held{one.integer("version", 0, kMaxNumber), one.hash("document")};
    LOA_TRY_OK(one.status());
    if (!type) return fail("envelope.type_unknown");
    out.insert_or_assign({*type, subject}, held);
  }
  LOA_TRY_OK(fields.status());
  return out;
}

Register::Register(Genesis genesis) : state_(std::make_unique<State>()) {
  state_->network = genesis.network();
  state_->genesis = std::move(genesis);
}
Register::~Register() = default;
Register::Register(Register&&) noexcept = default;
Register& Register::operator=(Register&&) noexcept = default;

const NetworkId& Register::network() const { return state_->network; }
const Genesis& Register::genesis() const { return state_->genesis; }
void Register::restore_ratchets(Ratchets ratchets) { state_->ratchets = std::move(ratchets); }
const Ratchets& Register::ratchets() const { return state_->ratchets; }

Result<Admission> Register::examine(ByteSpan wire, UtcTime now) const {
  LOA_TRY(const auto envelope, decode_envelope(wire));
  Admission admission;
  admission.envelope.assign(wire.begin(), wire.end());
  admission.document = document_hash(state_->network, envelope);
  admission.type = envelope.type;
  if (needs_trust(envelope.type) && !state_->trust) return fail("trust.missing");
  LOA_TRY_OK(verify_all(*state_, envelope, admission, now));
  LOA_TRY_OK(examine_payload(*state_, envelope, admission, now));
  admission.already_held = state_->seen.contains(admission.document);
  return admission;
}

void Register::accept(const Admission& admission) {
  const auto envelope = decode_envelope(admission.envelope);
  if (!envelope) return;
  for (const auto& [key, value] : admission.ratchets) {
    auto& held = state_->ratchets[key];
    if (value.version >= held.version) held = value;
  }
  if (state_->seen.size() >= kMaxSeen) state_->seen.clear();
  state_->seen.insert(admission.document);
  accept_payload(*state_, *envelope, admission);
}

int Register::admission_rank(DocumentType type) {
  return static_cast<int>(std::find(kOrder.begin(), kOrder.end(), type) - kOrder.begin());
}

Register::PartResult Register::admit_all(const std::vector<Bytes>& envelopes, UtcTime now) {
  std::vector<const Bytes*> ordered;
  for (const auto& one : envelopes) ordered.push_back(&one);
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const Bytes* a, const Bytes* b) { return rank(*a) < rank(*b); });
  PartResult result;
  for (const auto* wire : ordered) {
    auto admission = examine(*wire, now);
    if (admission) {
      accept(*admission);
      result.admitted.push_back(std::move(*admission));
      continue;
    }
    Refusal refusal{{}, {}, admission.error()};
    if (const auto envelope = decode_envelope(*wire)) {
      refusal.document = document_hash(state_->network, *envelope);
      refusal.type = to_text(envelope->type);
    }
    result.refused.push_back(std::move(refusal));
  }
  return result;
}

Result<std::vector<std::string>> Register::policies_on_path(const UnitId& unit) const {
  if (!state_->tree) return fail("map.missing");
  std::vector<std::string> out;
  for (const auto& above : state_->tree->path(unit)) {
    const auto at = state_->policies.find(above);
    if (at == state_->policies.end()) return fail("policy.missing", {{"unit", state_->tree->find(above)->name}});
    out.push_back(at->second.value.payload);
  }
  if (out.empty()) return fail("policy.missing", {{"unit", unit.text()}});
  return out;
}

const Trust* Register::trust() const { return state_->trust ? &state_->trust->value : nullptr; }

std::optional<UtcTime> Register::trust_until() const {
  if (!state_->trust) return std::nullopt;
  const auto until = state_->trust->value.until;
  return std::max(until, state_->renewed_until.value_or(until));
}

const UnitTree* Register::tree() const { return state_->tree ? &*state_->tree : nullptr; }

const Place* Register::place(const AgentId& agent) const {
  const auto at = state_->places.find(agent);
  return at == state_->places.end() ? nullptr : &at->second.value;
}

const Place* Register::place_of_cluster(const ClusterId& cluster) const { return state_->placed(cluster); }

std::vector<const Approval*> Register::approvals() const {
  std::vector<const Approval*> out;
  for (const auto& [hash, held] : state_->approvals) out.push_back(&held.value);
  return out;
}

std::string Register::name_of_key(const KeyId& key) const { return state_->name_of(key); }

}  // namespace loa::protocol
