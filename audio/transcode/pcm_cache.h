// Keeps the mono sound of pass 1 in a file as 16-bit samples at half level: 6 dB of headroom, noise at -92 dBFS.
#pragma once

#include "audio/transcode/pcm_source.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <vector>

namespace loa::audio {

class PcmCache final : public PcmSource {
 public:
  explicit PcmCache(int fd) : fd_(fd) {}

  Status append(std::span<const float> samples) {
    for (const float sample : samples) pending_.push_back(static_cast<std::int16_t>(std::lrintf(std::clamp(sample * kScale, -32768.0F, 32767.0F))));
    return pending_.size() >= kBlock ? flush() : ok();
  }
  Status flush() {
    const char* at = reinterpret_cast<const char*>(pending_.data());
    for (std::size_t left = pending_.size() * sizeof(std::int16_t); left > 0;) {
      const auto done = ::pwrite(fd_, at, left, written_);
      if (done <= 0) return fail("file.write", {{"path", "sound cache"}, {"why", std::strerror(errno)}});
      at += done;
      written_ += done;
      left -= static_cast<std::size_t>(done);
    }
    total_ += static_cast<std::int64_t>(pending_.size());
    pending_.clear();
    return ok();
  }

  std::int64_t total_samples() const override { return total_; }
  Status read(std::int64_t at, std::span<float> out) override {
    for (float& sample : out) {
      if (at < block_at_ || at >= block_at_ + static_cast<std::int64_t>(block_.size())) LOA_TRY_OK(load(at));
      sample = block_.empty() ? 0.0F : static_cast<float>(block_[static_cast<std::size_t>(at - block_at_)]) * (1.0F / kScale);
      ++at;
    }
    return ok();
  }

 private:
  static constexpr float kScale = 16384;
  static constexpr std::size_t kBlock = 65536;

  Status load(std::int64_t at) {
    const auto count = std::clamp<std::int64_t>(total_ - at, 0, kBlock);
    block_.resize(static_cast<std::size_t>(count));
    block_at_ = at;
    const auto bytes = count * static_cast<std::int64_t>(sizeof(std::int16_t));
    if (::pread(fd_, block_.data(), static_cast<std::size_t>(bytes), at * 2) == bytes) return ok();
    return fail("file.read", {{"path", "sound cache"}, {"why", std::strerror(errno)}});
  }

  int fd_;
  off_t written_ = 0;
  std::int64_t total_ = 0;
  std::vector<std::int16_t> pending_;
  std::vector<std::int16_t> block_;
  std::int64_t block_at_ = 0;
};

}  // namespace loa::audio
