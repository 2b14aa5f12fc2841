#include "core/id.h"

#include "core/hash.h"

#include <algorithm>

namespace loa {
namespace {

constexpr std::size_t kDashes[] = {8, 13, 18, 23};

}  // namespace

std::string Uuid::text() const {
  auto out = to_hex(bytes);
  for (const auto at : kDashes) out.insert(at, 1, '-');
  return out;
}

Uuid make_uuid_v7(UtcTime now, Random& random) {
  Uuid out;
  random.fill(out.bytes);
  const auto ms = static_cast<std::uint64_t>(to_unix_ms(now));
  for (int i = 0; i < 6; ++i) out.bytes[i] = static_cast<std::uint8_t>(ms >> (8 * (5 - i)));
  out.bytes[6] = static_cast<std::uint8_t>(0x70 | (out.bytes[6] & 0x0f));
  out.bytes[8] = static_cast<std::uint8_t>(0x80 | (out.bytes[8] & 0x3f));
  return out;
}

Result<Uuid> parse_uuid(std::string_view text) {
  const auto bad = [&] { return fail("id.bad", {{"text", std::string(text.substr(0, 64))}}); };
  if (text.size() != 36) return bad();
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = std::ranges::find(kDashes, i) != std::end(kDashes);
    if (dash != (text[i] == '-')) return bad();
    if (!dash) digits.push_back(text[i]);
  }
  const auto bytes = from_hex(digits);
  if (!bytes) return bad();
  Uuid out;
  std::ranges::copy(*bytes, out.bytes.begin());
  return out;
}

}  // namespace loa
