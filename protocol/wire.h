// Big-endian integers and byte runs, written and read with bounds. Internal to protocol.
#pragma once

#include "core/bytes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace loa::protocol {

class WireWriter {
 public:
  WireWriter& u8(std::uint8_t v) { return integer(v, 1); }
  WireWriter& u16(std::uint16_t v) { return integer(v, 2); }
  WireWriter& u32(std::uint32_t v) { return integer(v, 4); }
  WireWriter& u64(std::uint64_t v) { return integer(v, 8); }
  WireWriter& bytes(ByteSpan b) {
    out_.insert(out_.end(), b.begin(), b.end());
    return *this;
  }
  WireWriter& text(std::string_view t) { return bytes(as_bytes(t)); }
  Bytes take() { return std::move(out_); }

 private:
  WireWriter& integer(std::uint64_t v, int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) out_.push_back(static_cast<std::uint8_t>(v >> shift));
    return *this;
  }
  Bytes out_;
};

// After a read past the end good() is false and every value is zero or empty.
class WireReader {
 public:
  explicit WireReader(ByteSpan in) : in_(in) {}
  bool good() const { return good_; }
  bool done() const { return good_ && in_.empty(); }
  std::size_t left() const { return in_.size(); }
  ByteSpan rest() { return bytes(in_.size()); }
  ByteSpan bytes(std::size_t n) {
    if (!good_ || n > in_.size()) {
      good_ = false;
      return {};
    }
    const auto out = in_.first(n);
    in_ = in_.subspan(n);
    return out;
  }
  template <std::size_t N>
  std::array<std::uint8_t, N> array() {
    std::array<std::uint8_t, N> out{};
    const auto b = bytes(N);
    std::copy(b.begin(), b.end(), out.begin());
    return out;
  }
  std::uint8_t u8() { return static_cast<std::uint8_t>(integer(1)); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(integer(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(integer(4)); }
  std::uint64_t u64() { return integer(8); }

 private:
  std::uint64_t integer(std::size_t n) {
    std::uint64_t v = 0;
    for (const auto b : bytes(n)) v = v << 8 | b;
    return v;
  }
  ByteSpan in_;
  bool good_ = true;
};

}  // namespace loa::protocol
