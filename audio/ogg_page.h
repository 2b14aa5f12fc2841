// One Ogg page (RFC 3533): reading its head, writing it whole, and its checksum.
#pragma once

#include "core/bytes.h"

#include <cstdint>
#include <optional>

namespace loa::audio {

constexpr std::uint8_t kPageContinued = 1;
constexpr std::uint8_t kPageFirst = 2;
constexpr std::uint8_t kPageLast = 4;

struct OggPage {
  std::uint8_t flags = 0;
  std::int64_t granule = 0;  // -1 when no packet ends on the page
  std::uint32_t serial = 0;
  std::uint32_t sequence = 0;
  ByteSpan lacing;  // segment table
  ByteSpan body;
  std::size_t size = 0;  // head, table and body
};

// The page that starts at `offset`; nothing when it is cut short, out of sync or its checksum is wrong.
std::optional<OggPage> read_ogg_page(ByteSpan file, std::size_t offset);
// `page` with size ignored and the checksum computed.
Bytes write_ogg_page(const OggPage& page);
std::uint32_t ogg_crc(ByteSpan bytes, std::uint32_t crc = 0);

}  // namespace loa::audio
