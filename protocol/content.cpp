#include "protocol/content.h"

#include "core/json.h"
#include "protocol/wire.h"

#include <bit>

namespace loa::protocol {
namespace {

constexpr std::size_t kMaxWants = 512;
constexpr JsonLimits kWantLimits{kMaxPacket, 8, false};

bool consistent(const Chunk& chunk) {
  if (chunk.size == 0 || chunk.size > kMaxContent || chunk.count != chunk_count(chunk.size)) return false;
  if (chunk.index >= chunk.count) return false;
  const bool last = chunk.index + 1 == chunk.count;
  return chunk.bytes.size() == (last ? chunk.size - std::uint64_t{chunk.index} * kChunkBytes : kChunkBytes);
}

}  // namespace

Bytes encode_chunk(const Chunk& chunk) {
  return WireWriter().u32(chunk.index).u32(chunk.count).u64(chunk.size).bytes(chunk.bytes).take();
}

Result<Chunk> decode_chunk(ByteSpan wire) {
  WireReader in(wire);
  Chunk chunk;
  chunk.index = in.u32();
  chunk.count = in.u32();
  chunk.size = in.u64();
  chunk.bytes = in.rest();
  if (!in.good() || !consistent(chunk)) return fail("chunk.bad");
  return chunk;
}

Bitmap::Bitmap(std::uint32_t count, bool value)
    : count_(count), bits_((std::size_t{count} + 7) / 8, value ? 0xff : 0x00) {
  if (value && count % 8 != 0) bits_.back() = static_cast<std::uint8_t>(0xff << (8 - count % 8));
}

bool Bitmap::test(std::uint32_t i) const { return i < count_ && (bits_[i / 8] >> (7 - i % 8) & 1) != 0; }

void Bitmap::set(std::uint32_t i, bool value) {
  if (i >= count_) return;
  const auto mask = static_cast<std::uint8_t>(0x80 >> (i % 8));
  if (value) bits_[i / 8] |= mask;
  else bits_[i / 8] &= static_cast<std::uint8_t>(~mask);
}

std::uint32_t Bitmap::ones() const {
  std::uint32_t n = 0;
  for (const auto byte : bits_) n += static_cast<std::uint32_t>(std::popcount(byte));
  return n;
}

Bitmap& Bitmap::operator|=(const Bitmap& other) {
  if (other.count_ != count_) return *this;
  for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] |= other.bits_[i];
  return *this;
}

std::string Bitmap::base64() const { return to_base64(bits_); }

Result<Bitmap> Bitmap::from_base64(std::string_view text, std::uint32_t count) {
  auto bytes = loa::from_base64(text);
  Bitmap out(count);
  if (!bytes || bytes->size() != out.bits_.size()) return fail("bitmap.bad");
  out.bits_ = std::move(*bytes);
  if (count % 8 != 0 && (out.bits_.back() & (0xff >> (count % 8))) != 0) return fail("bitmap.bad");
  return out;
}

std::string write_want(const Want& want) {
  json::array contents;
  for (const auto& [hash, wanted] : want.contents)
    contents.push_back({{"hash", hash.hex()},
                        {"size", wanted.size},
                        {"needed_by", to_unix_ms(wanted.needed_by)},
                        {"urgent", wanted.urgent},
                        {"missing", wanted.missing.base64()}});
  return write_json(json::object{{"receive_rate", want.receive_rate}, {"contents", std::move(contents)}});
}

Result<Want> read_want(std::string_view text) {
  LOA_TRY(const auto value, parse_json(text, kWantLimits));
  JsonFields fields(value);
  Want want;
  want.receive_rate = fields.integer("receive_rate", 0, std::int64_t{1} << 40);
  for (const auto& item : fields.array("contents", kMaxWants)) {
    JsonFields one(item, "contents");
    Wanted wanted;
    const auto hash = one.hash("hash");
    wanted.size = static_cast<std::uint64_t>(one.integer("size", 1, kMaxContent));
    wanted.needed_by = one.utc("needed_by");
    wanted.urgent = one.boolean("urgent", false);
    const auto missing = one.text("missing", 4096);
    LOA_TRY_OK(one.status());
    LOA_TRY(wanted.missing, Bitmap::from_base64(missing, chunk_count(wanted.size)));
    want.contents.insert_or_assign(hash, std::move(wanted));
  }
  LOA_TRY_OK(fields.status());
  return want;
}

}  // namespace loa::protocol
