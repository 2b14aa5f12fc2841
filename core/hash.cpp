// The streaming form without OpenSSL's providers: a plain state that can be copied, and the processor's SHA instructions,
// five times what libsodium's portable code reaches. Content is hashed twice on its way, so this is what devices do most.
#define OPENSSL_API_COMPAT 0x10100000L

#include "core/hash.h"

#include "core/check.h"

#include <openssl/sha.h>
#include <sodium.h>

#include <algorithm>

namespace loa {
namespace {

static_assert(sizeof(SHA256_CTX) <= 128);
static_assert(SHA256_DIGEST_LENGTH == 32);

auto* as_state(std::array<std::uint8_t, 128>& buffer) { return reinterpret_cast<SHA256_CTX*>(buffer.data()); }

// Every signature is preceded by a hash of its key: libsodium is ready by then.
void start_sodium() {
  static const int started = ::sodium_init();
  CHECK(started >= 0);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr int kBase64 = sodium_base64_VARIANT_ORIGINAL;

}  // namespace

std::string Hash::hex() const { return to_hex(bytes); }
std::string Hash::short_hex() const { return hex().substr(0, 12); }

Hash sha256(ByteSpan data) {
  Sha256 hash;
  hash.update(data);
  return hash.finish();
}

Result<Hash> parse_hash(std::string_view hex) {
  // One spelling only: a hash is a name, and names are compared as text in topics and file names.
  const bool lower = std::ranges::none_of(hex, [](char c) { return c >= 'A' && c <= 'F'; });
  const auto bytes = from_hex(hex);
  if (!lower || !bytes || bytes->size() != 32) return fail("hash.bad", {{"text", std::string(hex.substr(0, 80))}});
  Hash out;
  std::ranges::copy(*bytes, out.bytes.begin());
  return out;
}

Sha256::Sha256() {
  start_sodium();
  ::SHA256_Init(as_state(state_));
}

void Sha256::update(ByteSpan data) { ::SHA256_Update(as_state(state_), data.data(), data.size()); }

Hash Sha256::finish() {
  Hash out;
  ::SHA256_Final(out.bytes.data(), as_state(state_));
  return out;
}

std::string to_hex(ByteSpan data) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(data.size() * 2);
  for (const auto byte : data) {
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

Result<Bytes> from_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) return fail("hex.bad");
  Bytes out;
  out.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = hex_digit(hex[i]);
    const int low = hex_digit(hex[i + 1]);
    if (high < 0 || low < 0) return fail("hex.bad");
    out.push_back(static_cast<std::uint8_t>(high << 4 | low));
  }
  return out;
}

std::string to_base64(ByteSpan data) {
  std::string out(sodium_base64_ENCODED_LEN(data.size(), kBase64), '\0');
  ::sodium_bin2base64(out.data(), out.size(), data.data(), data.size(), kBase64);
  out.pop_back();  // the terminating zero that libsodium counts
  return out;
}

Result<Bytes> from_base64(std::string_view text) {
  Bytes out(text.size() / 4 * 3 + 3);
  std::size_t size = 0;
  if (::sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &size, nullptr, kBase64) != 0)
    return fail("base64.bad");
  out.resize(size);
  return out;
}

}  // namespace loa
