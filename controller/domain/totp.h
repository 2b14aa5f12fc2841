// One-time codes of an authenticator app (TOTP, RFC 6238: HMAC-SHA-1, 30 s steps, 6 digits). Pure.
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "core/time.h"

#include <optional>
#include <string>
#include <string_view>

namespace loa::controller {

std::int64_t totp_step(UtcTime at);
std::string totp_code(ByteSpan secret, std::int64_t step, int digits = 6);
// The step whose code this is: the current one or a neighbour, and later than `last_used`, so that a code overheard once is
// worth nothing.
std::optional<std::int64_t> totp_match(ByteSpan secret, std::string_view code, UtcTime now, std::int64_t last_used);

std::string to_base32(ByteSpan data);                         // RFC 4648 without padding
// otpauth://totp/… as authenticator apps read it from a QR code.
std::string totp_uri(const std::string& network, const std::string& login, ByteSpan secret);

}  // namespace loa::controller
