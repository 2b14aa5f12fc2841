#include "audio/unit_list.h"

#include "audio/byte_order.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace loa::audio {
namespace {

constexpr std::string_view kMagic = "LOAU1";
constexpr std::size_t kHeadBytes = 5 + 8 + 4 + 2 + 8 + 4;
constexpr std::size_t kEntryBytes = 44;

Error bad(std::string_view what) { return fail("audio.unit_list_bad", {{"what", std::string(what)}}); }

// The table must be usable as it stands: offsets inside their unit, granules that never fall.
bool consistent(const UnitList& list) {
  std::int64_t granule = 0;
  for (std::size_t i = 0; i < list.units.size(); ++i) {
    const Unit& unit = list.units[i];
    if (unit.fresh_page_offset == kNoFreshPage) continue;
    if (unit.fresh_page_offset / kUnitBytes != i || unit.fresh_page_offset < list.header_bytes || unit.fresh_page_offset >= list.size) return false;
    if (unit.granule_before < granule || unit.granule_before > list.total_samples + list.pre_skip) return false;
    granule = unit.granule_before;
  }
  return list.header_bytes > 0 && list.header_bytes <= kUnitBytes && list.header_bytes < list.size && list.total_samples > 0;
}

}  // namespace

std::size_t unit_size(const UnitList& list, std::uint32_t index) {
  const std::uint64_t start = std::uint64_t{index} * kUnitBytes;
  return start >= list.size ? 0 : static_cast<std::size_t>(std::min<std::uint64_t>(kUnitBytes, list.size - start));
}

Bytes write_unit_list(const UnitList& list) {
  Bytes out = to_bytes(kMagic);
  out.reserve(kHeadBytes + list.units.size() * kEntryBytes);
  put_be(out, list.size, 8);
  put_be(out, list.header_bytes, 4);
  put_be(out, list.pre_skip, 2);
  put_be(out, static_cast<std::uint64_t>(list.total_samples), 8);
  put_be(out, list.units.size(), 4);
  for (const Unit& unit : list.units) {
    out.insert(out.end(), unit.sha256.bytes.begin(), unit.sha256.bytes.end());
    put_be(out, unit.fresh_page_offset, 4);
    put_be(out, static_cast<std::uint64_t>(unit.granule_before), 8);
  }
  return out;
}

Result<UnitList> read_unit_list(ByteSpan bytes) {
  if (bytes.size() < kHeadBytes || as_text(bytes.first(5)) != kMagic) return bad("magic");
  UnitList list;
  list.size = get_be(&bytes[5], 8);
  list.header_bytes = static_cast<std::uint32_t>(get_be(&bytes[13], 4));
  list.pre_skip = static_cast<std::uint16_t>(get_be(&bytes[17], 2));
  list.total_samples = static_cast<std::int64_t>(get_be(&bytes[19], 8));
  const auto count = get_be(&bytes[27], 4);
  if (list.size == 0 || list.size > kMaxUnits * kUnitBytes || count != (list.size + kUnitBytes - 1) / kUnitBytes) return bad("count");
  if (bytes.size() != kHeadBytes + count * kEntryBytes) return bad("length");
  if (list.total_samples > (std::int64_t{1} << 40)) return bad("total_samples");
  list.units.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t* at = &bytes[kHeadBytes + i * kEntryBytes];
    std::copy_n(at, 32, list.units[i].sha256.bytes.begin());
    list.units[i].fresh_page_offset = static_cast<std::uint32_t>(get_be(at + 32, 4));
    list.units[i].granule_before = static_cast<std::int64_t>(get_be(at + 36, 8));
  }
  if (!consistent(list)) return bad("order");
  return list;
}

Status check_unit(const UnitList& list, std::uint32_t index, ByteSpan unit) {
  const ErrorParams params{{"unit", std::to_string(index)}};
  if (index >= list.units.size()) return fail("audio.unit_unknown", params);
  if (unit.size() != unit_size(list, index)) return fail("audio.unit_size", params);
  if (sha256(unit) != list.units[index].sha256) return fail("audio.unit_hash", params);
  return ok();
}

}  // namespace loa::audio
