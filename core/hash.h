// SHA-256 (FIPS 180-4) names for content, documents and keys.
#pragma once

#include "core/bytes.h"
#include "core/error.h"

#include <array>
#include <compare>
#include <string>
#include <string_view>

namespace loa {

struct Hash {
  std::array<std::uint8_t, 32> bytes{};

  auto operator<=>(const Hash&) const = default;
  bool is_zero() const { return *this == Hash{}; }
  std::string hex() const;        // 64 lower-case characters
  std::string short_hex() const;  // first 12, for logs only
};

Hash sha256(ByteSpan data);
inline Hash sha256(std::string_view text) { return sha256(as_bytes(text)); }
Result<Hash> parse_hash(std::string_view hex);  // error "hash.bad"

// Streaming form. Not copyable while in use by two owners; cheap to copy otherwise.
class Sha256 {
 public:
  Sha256();
  void update(ByteSpan data);
  Hash finish();

 private:
  alignas(64) std::array<std::uint8_t, 128> state_{};
};

std::string to_hex(ByteSpan data);
Result<Bytes> from_hex(std::string_view hex);
std::string to_base64(ByteSpan data);
Result<Bytes> from_base64(std::string_view text);

}  // namespace loa

template <>
struct std::hash<loa::Hash> {
  std::size_t operator()(const loa::Hash& h) const noexcept {
    std::size_t out;
    __builtin_memcpy(&out, h.bytes.data(), sizeof out);
    return out;
  }
};
