// The signed envelope: LOA1 | u8 n | n x (key id, signature) | u16 type length | type | u32 payload length | payload.
// Signed bytes: LOA1 | network id | u16 type length | type | u32 payload length | payload. Integers big-endian.
// Ed25519 (RFC 8032, libsodium). Decoding checks sizes only; nothing is parsed before the signatures hold.
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "core/hash.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loa::protocol {

using NetworkId = Hash;  // SHA-256 of the genesis document's bytes
using KeyId = Hash;      // SHA-256 of the public key
using PublicKey = std::array<std::uint8_t, 32>;
using SignatureBytes = std::array<std::uint8_t, 64>;

enum class DocumentType {
  trust, renewal, suspend, map, place, policy, approval, template_, alert, stop, hush, live, root, time, receipt
};
std::string_view to_text(DocumentType type);
std::optional<DocumentType> document_type_from(std::string_view text);
std::size_t max_payload(DocumentType type);

struct Signature {
  KeyId key;
  SignatureBytes bytes;
};

struct Envelope {
  std::vector<Signature> signatures;
  DocumentType type;
  std::string payload;
};

// Errors: "envelope.too_large", "envelope.truncated", "envelope.magic", "envelope.signatures" (none,
// more than 8, or one key twice), "envelope.type_unknown", "envelope.trailing".
Result<Envelope> decode_envelope(ByteSpan wire);
Bytes encode_envelope(const Envelope& envelope);
Bytes signed_bytes(const NetworkId& network, DocumentType type, std::string_view payload);
// Over the signed bytes: what an approval, a ledger row or a log names a document by.
Hash document_hash(const NetworkId& network, const Envelope& envelope);

// A list of envelopes as one part or mailbox: u32 count, then count x (u32 length, envelope).
Bytes encode_envelope_list(const std::vector<Bytes>& envelopes);
Result<std::vector<Bytes>> decode_envelope_list(ByteSpan wire, std::size_t max_bytes);

KeyId key_id(const PublicKey& key);
// A canonical point of the prime-order group: no small-order key under which anybody's signature would hold.
bool is_sound_key(const PublicKey& key);
bool verify_signature(const PublicKey& key, ByteSpan message, const SignatureBytes& signature);
// The same at half the cost, for a key that is_sound_key() let pass before: every key read from a document is such a one.
bool signature_holds(const PublicKey& sound_key, ByteSpan message, const SignatureBytes& signature);

// Signs; the private key stays inside.
class Signer {
 public:
  virtual ~Signer() = default;
  virtual PublicKey public_key() const = 0;
  virtual SignatureBytes sign(ByteSpan message) const = 0;
  KeyId id() const { return key_id(public_key()); }
};

// A key held in memory (wiped at destruction), made from a 32-byte seed.
std::unique_ptr<Signer> make_signer(const std::array<std::uint8_t, 32>& seed);
// Key files: plain (hex seed, mode 0400, for machines) or encrypted with a passphrase (Argon2id + XSalsa20-Poly1305,
// for officers). Errors: "key.unreadable", "key.passphrase", "key.mode" (file readable by others).
Result<std::unique_ptr<Signer>> load_key_file(const std::string& path, const std::string& passphrase = {});
Status write_key_file(const std::string& path, const std::array<std::uint8_t, 32>& seed, const std::string& passphrase = {});

// Signs payload by all signers into wire bytes.
Bytes seal(const NetworkId& network, DocumentType type, std::string payload, const std::vector<const Signer*>& signers);

}  // namespace loa::protocol
