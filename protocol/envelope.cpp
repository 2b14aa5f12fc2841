#include "protocol/envelope.h"

#include "protocol/limits.h"
#include "protocol/wire.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace loa::protocol {
namespace {

constexpr std::string_view kMagic = "LOA1";
constexpr std::array<std::string_view, 15> kTypes = {"trust", "renewal", "suspend", "map",  "place",
                                                     "policy", "approval", "template", "alert", "stop",
                                                     "hush", "live", "root", "time", "receipt"};
constexpr std::size_t kMaxEnvelopeOverhead = 4 + 1 + kMaxSignatures * 96 + 2 + 16 + 4;

bool read_signatures(WireReader& in, Envelope& envelope) {
  const auto count = in.u8();
  if (count == 0 || count > kMaxSignatures) return false;
  for (int i = 0; i < count; ++i) {
    Signature signature;
    signature.key.bytes = in.array<32>();
    signature.bytes = in.array<64>();
    for (const auto& other : envelope.signatures)
      if (in.good() && other.key == signature.key) return false;
    envelope.signatures.push_back(signature);
  }
  return true;
}

void write_tail(WireWriter& out, DocumentType type, std::string_view payload) {
  const auto name = to_text(type);
  out.u16(static_cast<std::uint16_t>(name.size())).text(name);
  out.u32(static_cast<std::uint32_t>(payload.size())).text(payload);
}

class MemorySigner final : public Signer {
 public:
  explicit MemorySigner(const std::array<std::uint8_t, 32>& seed) {
    crypto_sign_seed_keypair(public_.data(), secret_.data(), seed.data());
  }
  MemorySigner(const MemorySigner&) = delete;
  MemorySigner& operator=(const MemorySigner&) = delete;
  ~MemorySigner() override { sodium_memzero(secret_.data(), secret_.size()); }

  PublicKey public_key() const override { return public_; }
  SignatureBytes sign(ByteSpan message) const override {
    SignatureBytes out;
    crypto_sign_detached(out.data(), nullptr, message.data(), message.size(), secret_.data());
    return out;
  }

 private:
  PublicKey public_{};
  std::array<std::uint8_t, 64> secret_{};
};

}  // namespace

std::string_view to_text(DocumentType type) { return kTypes[static_cast<std::size_t>(type)]; }

std::optional<DocumentType> document_type_from(std::string_view text) {
  const auto at = std::find(kTypes.begin(), kTypes.end(), text);
  if (at == kTypes.end()) return std::nullopt;
  return static_cast<DocumentType>(at - kTypes.begin());
}

std::size_t max_payload(DocumentType type) {
  switch (type) {
    case DocumentType::trust:
    case DocumentType::map: return kMaxTrustPayload;
    case DocumentType::alert: return kMaxAlertPayload;
    case DocumentType::root: return kMaxRoot;
    default: return kMaxPayload;
  }
}

Result<Envelope> decode_envelope(ByteSpan wire) {
  const auto size = std::to_string(wire.size());
  if (wire.size() > kMaxTrustPayload + kMaxEnvelopeOverhead) return fail("envelope.too_large", {{"size", size}});
  WireReader in(wire);
  const auto magic = in.bytes(kMagic.size());
  if (!in.good()) return fail("envelope.truncated");
  if (as_text(magic) != kMagic) return fail("envelope.magic");
  Envelope envelope;
  const bool signatures = read_signatures(in, envelope);
  if (!in.good()) return fail("envelope.truncated");
  if (!signatures) return fail("envelope.signatures");
  const auto type_name = as_text(in.bytes(in.u16()));
  const auto length = in.u32();
  if (!in.good()) return fail("envelope.truncated");
  const auto type = document_type_from(type_name);
  if (!type) return fail("envelope.type_unknown");
  envelope.type = *type;
  if (length > max_payload(*type)) return fail("envelope.too_large", {{"size", std::to_string(length)}});
  envelope.payload = as_text(in.bytes(length));
  if (!in.good()) return fail("envelope.truncated");
  if (!in.done()) return fail("envelope.trailing");
  return envelope;
}

Bytes encode_envelope(const Envelope& envelope) {
  WireWriter out;
  out.text(kMagic).u8(static_cast<std::uint8_t>(envelope.signatures.size()));
  for (const auto& signature : envelope.signatures) out.bytes(signature.key.bytes).bytes(signature.bytes);
  write_tail(out, envelope.type, envelope.payload);
  return out.take();
}

Bytes signed_bytes(const NetworkId& network, DocumentType type, std::string_view payload) {
  WireWriter out;
  out.text(kMagic).bytes(network.bytes);
  write_tail(out, type, payload);
  return out.take();
}

Hash document_hash(const NetworkId& network, const Envelope& envelope) {
  return sha256(signed_bytes(network, envelope.type, envelope.payload));
}

Bytes encode_envelope_list(const std::vector<Bytes>& envelopes) {
  WireWriter out;
  out.u32(static_cast<std::uint32_t>(envelopes.size()));
  for (const auto& envelope : envelopes) out.u32(static_cast<std::uint32_t>(envelope.size())).bytes(envelope);
  return out.take();
}

Result<std::vector<Bytes>> decode_envelope_list(ByteSpan wire, std::size_t max_bytes) {
  if (wire.size() > max_bytes) return fail("envelope.too_large", {{"size", std::to_string(wire.size())}});
  WireReader in(wire);
  const auto count = in.u32();
  if (count > in.left() / 4) return fail("envelope.truncated");
  std::vector<Bytes> out;
  out.reserve(count);
  for (std::uint32_t i = 0; i < count && in.good(); ++i) {
    const auto one = in.bytes(in.u32());
    out.emplace_back(one.begin(), one.end());
  }
  if (!in.good()) return fail("envelope.truncated");
  if (!in.done()) return fail("envelope.trailing");
  return out;
}

KeyId key_id(const PublicKey& key) { return sha256(ByteSpan(key)); }

bool is_sound_key(const PublicKey& key) { return crypto_core_ed25519_is_valid_point(key.data()) == 1; }

bool verify_signature(const PublicKey& key, ByteSpan message, const SignatureBytes& signature) {
  return is_sound_key(key) && signature_holds(key, message, signature);
}

bool signature_holds(const PublicKey& sound_key, ByteSpan message, const SignatureBytes& signature) {
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), sound_key.data()) == 0;
}

std::unique_ptr<Signer> make_signer(const std::array<std::uint8_t, 32>& seed) {
  return std::make_unique<MemorySigner>(seed);
}

Bytes seal(const NetworkId& network, DocumentType type, std::string payload,
           const std::vector<const Signer*>& signers) {
  const auto message = signed_bytes(network, type, payload);
  Envelope envelope{{}, type, std::move(payload)};
  for (const auto* signer : signers) envelope.signatures.push_back({signer->id(), signer->sign(message)});
  return encode_envelope(envelope);
}

}  // namespace loa::protocol
