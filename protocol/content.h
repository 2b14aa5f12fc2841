// Content travels in chunks of 64 KiB over MQTT, topic loa/1/content/{sha256}: u32 index, u32 count, u64 size, bytes.
// Receivers say what they miss as bitmaps.
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "core/hash.h"
#include "core/time.h"
#include "protocol/limits.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace loa::protocol {

struct Chunk {
  std::uint32_t index = 0;
  std::uint32_t count = 0;
  std::uint64_t size = 0;  // of the whole content
  ByteSpan bytes;
};
Bytes encode_chunk(const Chunk& chunk);
Result<Chunk> decode_chunk(ByteSpan wire);  // "chunk.bad"; the span points into wire
inline std::uint32_t chunk_count(std::uint64_t size) {
  return static_cast<std::uint32_t>((size + kChunkBytes - 1) / kChunkBytes);
}

// One bit per chunk, most significant bit first; set = missing (in a want) .
class Bitmap {
 public:
  Bitmap() = default;
  explicit Bitmap(std::uint32_t count, bool value = false);
  std::uint32_t count() const { return count_; }
  bool test(std::uint32_t i) const;
  void set(std::uint32_t i, bool value);
  std::uint32_t ones() const;
  Bitmap& operator|=(const Bitmap& other);  // counts must agree
  std::string base64() const;
  static Result<Bitmap> from_base64(std::string_view text, std::uint32_t count);

 private:
  std::uint32_t count_ = 0;
  std::vector<std::uint8_t> bits_;
};

struct Wanted { std::uint64_t size = 0; UtcTime needed_by; bool urgent = false; Bitmap missing; };
struct Want {                             // agent -> controller
  std::map<Hash, Wanted> contents;
  std::int64_t receive_rate = 0;          // bytes per second over the last seconds; 0 unknown
};
std::string write_want(const Want& want);
Result<Want> read_want(std::string_view json);

}  // namespace loa::protocol
