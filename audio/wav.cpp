#include "audio/wav.h"

#include "audio/byte_order.h"
#include "core/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

namespace loa::audio {
namespace {

constexpr std::size_t kHeadBytes = 44;
constexpr std::uint64_t kMaxSamples = (0xffffffffULL - kHeadBytes) / 2;

Error write_error(const std::filesystem::path& path) {
  return fail("file.write", {{"path", path.string()}, {"why", std::strerror(errno)}});
}
Error bad(const std::filesystem::path& path) { return fail("audio.wav_bad", {{"file", path.string()}}); }

Bytes header(std::uint32_t rate, std::uint64_t samples) {
  const std::uint64_t data_bytes = samples * 2;
  Bytes out = to_bytes("RIFF");
  put_le(out, data_bytes + kHeadBytes - 8, 4);
  for (const char c : std::string_view("WAVEfmt ")) out.push_back(static_cast<std::uint8_t>(c));
  put_le(out, 16, 4);        // length of this chunk
  put_le(out, 1, 2);         // PCM
  put_le(out, 1, 2);         // mono
  put_le(out, rate, 4);
  put_le(out, rate * 2, 4);  // bytes a second
  put_le(out, 2, 2);         // bytes a frame
  put_le(out, 16, 2);        // bits
  for (const char c : std::string_view("data")) out.push_back(static_cast<std::uint8_t>(c));
  put_le(out, data_bytes, 4);
  return out;
}

bool write_at(int fd, ByteSpan bytes, std::uint64_t offset) {
  while (!bytes.empty()) {
    const auto done = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(done));
    offset += static_cast<std::uint64_t>(done);
  }
  return true;
}

}  // namespace

WavWriter::WavWriter(int fd, std::filesystem::path path, std::uint32_t rate, std::uint64_t samples)
    : fd_(fd), path_(std::move(path)), rate_(rate), samples_(samples) {}
WavWriter::WavWriter(WavWriter&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)), rate_(other.rate_), samples_(other.samples_),
      header_samples_(other.header_samples_) {}
WavWriter& WavWriter::operator=(WavWriter&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(path_, other.path_);
  std::swap(rate_, other.rate_);
  std::swap(samples_, other.samples_);
  std::swap(header_samples_, other.header_samples_);
  return *this;
}
WavWriter::~WavWriter() { static_cast<void>(close()); }

Result<WavWriter> WavWriter::create(const std::filesystem::path& path, std::uint32_t rate) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return write_error(path);
  WavWriter writer(fd, path, rate, 0);
  LOA_TRY_OK(writer.write_header());
  return writer;
}

Result<WavWriter> WavWriter::resume(const std::filesystem::path& path, std::uint32_t rate) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return write_error(path);
  WavWriter writer(fd, path, rate, 0);
  struct stat info{};
  if (::fstat(fd, &info) != 0) return write_error(path);
  const auto length = static_cast<std::uint64_t>(info.st_size);
  if (length >= kHeadBytes) {
    Bytes found(kHeadBytes);
    const Bytes expected = header(rate, 0);
    const bool whole = ::pread(fd, found.data(), kHeadBytes, 0) == static_cast<ssize_t>(kHeadBytes);
    const bool ours = whole && std::equal(found.begin() + 8, found.begin() + 40, expected.begin() + 8);
    if (!ours) {
      ::close(std::exchange(writer.fd_, -1));  // its header is not ours to rewrite
      return bad(path);
    }
    writer.samples_ = (length - kHeadBytes) / 2;
  }
  LOA_TRY_OK(writer.write_header());
  return writer;
}

Status WavWriter::append(std::span<const std::int16_t> samples) {
  if (samples.size() > kMaxSamples - samples_) return fail("audio.too_large", {{"limit", "4294967295"}});
  const ByteSpan bytes{reinterpret_cast<const std::uint8_t*>(samples.data()), samples.size_bytes()};
  if (!write_at(fd_, bytes, kHeadBytes + samples_ * 2)) return write_error(path_);
  samples_ += samples.size();
  return samples_ - header_samples_ >= rate_ ? write_header() : ok();
}

Status WavWriter::append_silence(std::uint64_t samples) {
  static constexpr std::array<std::int16_t, 4800> kSilence{};
  while (samples > 0) {
    const auto count = std::min<std::uint64_t>(samples, kSilence.size());
    LOA_TRY_OK(append(std::span(kSilence).first(count)));
    samples -= count;
  }
  return ok();
}

Status WavWriter::write_header() {
  header_samples_ = samples_;
  return write_at(fd_, header(rate_, samples_), 0) ? ok() : Status(write_error(path_));
}
Status WavWriter::flush() { return write_header(); }

Status WavWriter::close() {
  if (fd_ < 0) return ok();
  auto written = write_header();
  if (::close(std::exchange(fd_, -1)) != 0 && written) return write_error(path_);
  return written;
}

Result<WavAudio> parse_wav(ByteSpan bytes) {
  const auto word = [&](std::size_t at, int size) { return static_cast<std::uint32_t>(get_le(&bytes[at], size)); };
  if (bytes.size() < 12 || as_text(bytes.first(4)) != "RIFF" || as_text(bytes.subspan(8, 4)) != "WAVE") return bad({});
  WavAudio audio;
  for (std::size_t at = 12; bytes.size() - at >= 8;) {
    const auto kind = as_text(bytes.subspan(at, 4));
    const std::size_t length = word(at + 4, 4);
    at += 8;
    const std::size_t here = std::min(length, bytes.size() - at);
    if (kind == "fmt ") {
      if (here < 16 || word(at, 2) != 1 || word(at + 14, 2) != 16 || word(at + 2, 2) == 0) return bad({});
      audio.channels = static_cast<std::uint16_t>(word(at + 2, 2));
      audio.rate = word(at + 4, 4);
    }
    if (kind == "data" && audio.channels != 0) {
      audio.samples.resize(here / 2);
      if (here >= 2) std::memcpy(audio.samples.data(), bytes.data() + at, audio.samples.size() * 2);
      return audio;
    }
    at += std::min(length + length % 2, bytes.size() - at);
  }
  return bad({});
}

Result<WavAudio> read_wav(const std::filesystem::path& path, std::size_t max_bytes) {
  LOA_TRY(const Bytes bytes, read_file(path, max_bytes));
  auto audio = parse_wav(bytes);
  if (!audio) return bad(path);
  return audio;
}

}  // namespace loa::audio
