// Writes packets of 20 ms into an Ogg Opus file (RFC 7845): one link, mono, header gain 0, a page a second.
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "core/hash.h"

#include <cstdint>

namespace loa::audio {

class OggOpusWriter {
 public:
  // `fd` is written from its present position and not closed. More than `max_bytes` is "audio.too_large".
  OggOpusWriter(int fd, int pre_skip, std::uint64_t max_bytes);

  Status begin();
  Status add(ByteSpan packet);
  Status finish(std::int64_t total_samples);  // last page, end trimmed to this many playable samples

  std::uint64_t size() const { return size_; }
  Hash sha256() { return hash_.finish(); }  // once, after finish()

 private:
  Status write_page(std::uint8_t flags, std::int64_t granule);
  void add_to_page(ByteSpan packet);

  int fd_;
  int pre_skip_;
  std::uint64_t max_bytes_;
  std::uint64_t size_ = 0;
  Sha256 hash_;
  std::uint32_t sequence_ = 0;
  std::int64_t granule_ = 0;
  Bytes lacing_;
  Bytes body_;
  int packets_ = 0;
};

}  // namespace loa::audio
