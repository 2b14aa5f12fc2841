#include "audio/ogg_page.h"

#include "audio/byte_order.h"

#include <array>
#include <cstring>
#include <numeric>

namespace loa::audio {
namespace {

constexpr std::size_t kHeadBytes = 27;
constexpr std::size_t kCrcAt = 22;

std::array<std::array<std::uint32_t, 256>, 4> make_crc_tables() {
  std::array<std::array<std::uint32_t, 256>, 4> tables{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i << 24;
    for (int bit = 0; bit < 8; ++bit) value = (value & 0x80000000U) != 0 ? value << 1 ^ 0x04c11db7U : value << 1;
    tables[0][i] = value;
  }
  for (std::size_t t = 1; t < tables.size(); ++t)
    for (std::uint32_t i = 0; i < 256; ++i) tables[t][i] = tables[t - 1][i] << 8 ^ tables[0][tables[t - 1][i] >> 24];
  return tables;
}

const auto kCrcTables = make_crc_tables();

}  // namespace

std::uint32_t ogg_crc(ByteSpan bytes, std::uint32_t crc) {
  std::size_t i = 0;
  for (; i + 4 <= bytes.size(); i += 4) {
    crc ^= static_cast<std::uint32_t>(get_be(&bytes[i], 4));
    crc = kCrcTables[3][crc >> 24] ^ kCrcTables[2][crc >> 16 & 0xff] ^ kCrcTables[1][crc >> 8 & 0xff] ^ kCrcTables[0][crc & 0xff];
  }
  for (; i < bytes.size(); ++i) crc = crc << 8 ^ kCrcTables[0][(crc >> 24 ^ bytes[i]) & 0xff];
  return crc;
}

std::optional<OggPage> read_ogg_page(ByteSpan file, std::size_t offset) {
  if (offset > file.size() || file.size() - offset < kHeadBytes) return std::nullopt;
  const ByteSpan rest = file.subspan(offset);
  if (std::memcmp(rest.data(), "OggS", 4) != 0 || rest[4] != 0) return std::nullopt;
  const std::size_t segments = rest[26];
  if (rest.size() < kHeadBytes + segments) return std::nullopt;
  OggPage page;
  page.lacing = rest.subspan(kHeadBytes, segments);
  const auto body = std::accumulate(page.lacing.begin(), page.lacing.end(), std::size_t{0});
  page.size = kHeadBytes + segments + body;
  if (rest.size() < page.size) return std::nullopt;
  page.body = rest.subspan(kHeadBytes + segments, body);
  page.flags = rest[5];
  page.granule = static_cast<std::int64_t>(get_le(&rest[6], 8));
  page.serial = static_cast<std::uint32_t>(get_le(&rest[14], 4));
  page.sequence = static_cast<std::uint32_t>(get_le(&rest[18], 4));
  const std::array<std::uint8_t, 4> no_crc{};
  auto crc = ogg_crc(rest.first(kCrcAt));
  crc = ogg_crc(no_crc, crc);
  crc = ogg_crc(rest.subspan(kCrcAt + 4, page.size - kCrcAt - 4), crc);
  if (crc != get_le(&rest[kCrcAt], 4)) return std::nullopt;
  return page;
}

Bytes write_ogg_page(const OggPage& page) {
  Bytes out = to_bytes("OggS");
  out.push_back(0);
  out.push_back(page.flags);
  put_le(out, static_cast<std::uint64_t>(page.granule), 8);
  put_le(out, page.serial, 4);
  put_le(out, page.sequence, 4);
  put_le(out, 0, 4);
  out.push_back(static_cast<std::uint8_t>(page.lacing.size()));
  out.insert(out.end(), page.lacing.begin(), page.lacing.end());
  out.insert(out.end(), page.body.begin(), page.body.end());
  const auto crc = ogg_crc(out);
  for (std::size_t i = 0; i < 4; ++i) out[kCrcAt + i] = static_cast<std::uint8_t>(crc >> (8 * i));
  return out;
}

}  // namespace loa::audio
