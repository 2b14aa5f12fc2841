// A WAV file in which sample n belongs to the instant t0 + n / 48000 s of wall time, across restarts of the process.
// Silence is a hole in the file (sparse), not written zeros. t0 is kept beside it in "<name>.json".
// The header names at most 4 GiB (12 hours); readers that trust the file's length see all of it.
#pragma once

#include "core/clock.h"

#include <atomic>
#include <filesystem>
#include <span>

namespace loa::bridge {

class WallWav {
 public:
  // `stem`: path without extension. Errors: "file.write" (path, why).
  static Result<WallWav> open(const std::filesystem::path& stem, const Clock& clock);
  WallWav(WallWav&& other) noexcept;
  WallWav& operator=(WallWav&&) = delete;
  ~WallWav();

  std::uint64_t index_at(SteadyTime t) const;
  void write(std::uint64_t index, std::span<const std::int16_t> samples) noexcept;  // any one thread
  void extend(std::uint64_t samples) noexcept;  // silence up to there; not while another thread writes
  void refresh_header() noexcept;

 private:
  WallWav(int fd, UtcTime t0, const Clock& clock, std::uint64_t length);

  int fd_;
  UtcTime t0_;
  UtcTime utc_start_;
  SteadyTime steady_start_;
  std::atomic<std::uint64_t> length_;
};

}  // namespace loa::bridge
