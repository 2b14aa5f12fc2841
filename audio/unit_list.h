// The unit list of an Ogg Opus file: what a bridge needs to check 16 KiB at a time and to join in the middle.
// Binary form (big-endian, 44 bytes a unit): "LOAU1", u64 size, u32 header_bytes, u16 pre_skip, u64 total_samples, u32 n,
// n x (SHA-256, u32 fresh_page_offset, u64 granule_before). n is always ceil(size / 16 KiB).
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "core/hash.h"

#include <cstdint>
#include <vector>

namespace loa::audio {

constexpr std::size_t kUnitBytes = 16 * 1024;
constexpr std::uint32_t kSampleRate = 48000;
constexpr std::uint32_t kNoFreshPage = 0xffffffff;
constexpr std::size_t kMaxUnits = 64 * 1024;  // 1 GiB

struct Unit {
  Hash sha256;                                     // of the unit's bytes; the last unit is shorter
  std::uint32_t fresh_page_offset = kNoFreshPage;  // absolute offset of the first page in this unit that continues no packet
  std::int64_t granule_before = 0;                 // granule position at the end of the page before it, pre-skip included

  bool operator==(const Unit&) const = default;
};

struct UnitList {
  std::uint64_t size = 0;          // bytes of the file
  std::uint32_t header_bytes = 0;  // OpusHead and OpusTags pages: [0, header_bytes)
  std::uint16_t pre_skip = 0;      // samples at 48 kHz
  std::int64_t total_samples = 0;  // playable samples at 48 kHz, pre-skip taken off
  std::vector<Unit> units;

  bool operator==(const UnitList&) const = default;
};

std::size_t unit_size(const UnitList& list, std::uint32_t index);  // 0 past the end
Bytes write_unit_list(const UnitList& list);
Result<UnitList> read_unit_list(ByteSpan bytes);  // "audio.unit_list_bad"
// "audio.unit_unknown", "audio.unit_size", "audio.unit_hash".
Status check_unit(const UnitList& list, std::uint32_t index, ByteSpan unit);

}  // namespace loa::audio
