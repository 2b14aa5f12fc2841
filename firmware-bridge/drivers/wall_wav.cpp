#include "firmware-bridge/drivers/wall_wav.h"

#include "audio/byte_order.h"
#include "core/files.h"
#include "core/json.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace loa::bridge {
namespace {

constexpr std::uint64_t kHeadBytes = 44;
constexpr std::uint64_t kRate = 48000;
constexpr std::uint64_t kMaxData = 0xffffffffULL - kHeadBytes;

void put_text(Bytes& out, std::string_view text) { out.insert(out.end(), text.begin(), text.end()); }

Bytes wav_header(std::uint64_t samples) {
  const std::uint64_t data = std::min(samples * 2, kMaxData & ~std::uint64_t{1});
  Bytes out;
  put_text(out, "RIFF");
  audio::put_le(out, data + kHeadBytes - 8, 4);
  put_text(out, "WAVEfmt ");
  audio::put_le(out, 16, 4);
  audio::put_le(out, 1, 2);  // PCM
  audio::put_le(out, 1, 2);  // mono
  audio::put_le(out, kRate, 4);
  audio::put_le(out, kRate * 2, 4);
  audio::put_le(out, 2, 2);
  audio::put_le(out, 16, 2);
  put_text(out, "data");
  audio::put_le(out, data, 4);
  return out;
}

std::optional<UtcTime> read_t0(const std::filesystem::path& path) {
  const auto bytes = read_file(path, 4096);
  if (!bytes) return std::nullopt;
  const auto parsed = parse_json(as_text(*bytes));
  if (!parsed) return std::nullopt;
  JsonFields fields(*parsed);
  const auto t0 = fields.utc("t0_ms");
  return fields.status() ? std::optional(t0) : std::nullopt;
}

}  // namespace

Result<WallWav> WallWav::open(const std::filesystem::path& stem, const Clock& clock) {
  const auto wav = std::filesystem::path(stem).concat(".wav");
  const auto note = std::filesystem::path(stem).concat(".json");
  auto t0 = read_t0(note);
  if (!t0 || !std::filesystem::exists(wav)) {
    t0 = clock.system_utc();
    const json::object content{{"t0_ms", to_unix_ms(*t0)}, {"rate", kRate}};
    LOA_TRY_OK(write_file_durably(note, as_bytes(write_json(content))));
    std::error_code ignored;
    std::filesystem::remove(wav, ignored);
  }
  const int fd = ::open(wav.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return fail("file.write", {{"path", wav.string()}, {"why", std::strerror(errno)}});
  struct stat info {};
  ::fstat(fd, &info);
  const auto bytes = static_cast<std::uint64_t>(info.st_size);
  WallWav out(fd, *t0, clock, bytes <= kHeadBytes ? 0 : (bytes - kHeadBytes) / 2);
  out.extend(out.index_at(clock.steady()));
  out.refresh_header();
  return out;
}

WallWav::WallWav(int fd, UtcTime t0, const Clock& clock, std::uint64_t length)
    : fd_(fd), t0_(t0), utc_start_(clock.system_utc()), steady_start_(clock.steady()), length_(length) {}
WallWav::WallWav(WallWav&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), t0_(other.t0_), utc_start_(other.utc_start_), steady_start_(other.steady_start_),
      length_(other.length_.load()) {}
WallWav::~WallWav() {
  if (fd_ >= 0) ::close(fd_);
}

std::uint64_t WallWav::index_at(SteadyTime t) const {
  const auto us = (utc_start_ - t0_).count() * 1000 + (t - steady_start_).count();
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, us * 6 / 125));
}

void WallWav::write(std::uint64_t index, std::span<const std::int16_t> samples) noexcept {
  const auto offset = static_cast<off_t>(kHeadBytes + index * 2);
  if (::pwrite(fd_, samples.data(), samples.size_bytes(), offset) < 0) return;  // a full disk must not stop the horn
  length_.store(std::max(length_.load(std::memory_order_relaxed), index + samples.size()), std::memory_order_relaxed);
}

void WallWav::extend(std::uint64_t samples) noexcept {
  if (samples <= length_.load(std::memory_order_relaxed)) return;
  if (::ftruncate(fd_, static_cast<off_t>(kHeadBytes + samples * 2)) == 0) length_.store(samples, std::memory_order_relaxed);
}

void WallWav::refresh_header() noexcept {
  const Bytes head = wav_header(length_.load(std::memory_order_relaxed));
  [[maybe_unused]] const auto written = ::pwrite(fd_, head.data(), head.size(), 0);
}

}  // namespace loa::bridge
