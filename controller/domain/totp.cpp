#include "controller/domain/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cstdio>

namespace loa::controller {

namespace {

constexpr std::int64_t kStepMs = 30'000;

std::string percent(std::string_view text) {
  std::string out;
  char piece[4];
  for (const unsigned char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_';
    std::snprintf(piece, sizeof piece, plain ? "%c" : "%%%02X", c);
    out += piece;
  }
  return out;
}

bool same_text(std::string_view a, std::string_view b) {
  unsigned difference = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) difference |= static_cast<unsigned>(a[i] ^ b[i]);
  return difference == 0;
}

}  // namespace

std::int64_t totp_step(UtcTime at) { return to_unix_ms(at) / kStepMs; }

std::string totp_code(ByteSpan secret, std::int64_t step, int digits) {
  std::array<std::uint8_t, 8> counter;
  for (int i = 7; i >= 0; --i, step >>= 8) counter[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(step & 0xff);
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> sum{};
  unsigned size = 0;
  ::HMAC(::EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(), sum.data(), &size);
  const std::size_t at = sum[19] & 0x0f;
  const std::uint32_t number = ((sum[at] & 0x7fu) << 24) | (sum[at + 1] << 16) | (sum[at + 2] << 8) | sum[at + 3];
  std::uint32_t modulus = 1;
  for (int i = 0; i < digits; ++i) modulus *= 10;
  char text[12];
  std::snprintf(text, sizeof text, "%0*u", digits, number % modulus);
  return text;
}

std::optional<std::int64_t> totp_match(ByteSpan secret, std::string_view code, UtcTime now, std::int64_t last_used) {
  const std::int64_t current = totp_step(now);
  for (const auto step : {current, current - 1, current + 1}) {
    if (step > last_used && same_text(totp_code(secret, step), code)) return step;
  }
  return std::nullopt;
}

std::string to_base32(ByteSpan data) {
  static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t held = 0;
  int bits = 0;
  for (const auto byte : data) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) out += kLetters[(held >> (bits - 5)) & 31];
  }
  if (bits > 0) out += kLetters[(held << (5 - bits)) & 31];
  return out;
}

std::string totp_uri(const std::string& network, const std::string& login, ByteSpan secret) {
  const auto issuer = percent("Loa " + network);
  return "otpauth://totp/" + issuer + ":" + percent(login) + "?secret=" + to_base32(secret) + "&issuer=" + issuer;
}

}  // namespace loa::controller
