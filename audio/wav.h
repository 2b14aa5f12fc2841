// 16-bit mono PCM WAV (RIFF). The writer keeps the file readable through kill -9: the header is rewritten every second of
// sound, and resume() trusts the file's length, not its header. One thread.
#pragma once

#include "core/bytes.h"
#include "core/error.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace loa::audio {

class WavWriter {
 public:
  static Result<WavWriter> create(const std::filesystem::path& path, std::uint32_t rate = 48000);
  // Opens an existing file (or makes one) and goes on after its last whole sample. "audio.wav_bad" for another format.
  static Result<WavWriter> resume(const std::filesystem::path& path, std::uint32_t rate = 48000);
  WavWriter(WavWriter&& other) noexcept;
  WavWriter& operator=(WavWriter&& other) noexcept;
  ~WavWriter();

  Status append(std::span<const std::int16_t> samples);  // "file.write"; refused beyond 4 GiB: "audio.too_large"
  Status append_silence(std::uint64_t samples);
  Status flush();  // header now right
  Status close();
  std::uint64_t samples() const { return samples_; }

 private:
  WavWriter(int fd, std::filesystem::path path, std::uint32_t rate, std::uint64_t samples);
  Status write_header();

  int fd_ = -1;
  std::filesystem::path path_;
  std::uint32_t rate_ = 0;
  std::uint64_t samples_ = 0;
  std::uint64_t header_samples_ = 0;
};

struct WavAudio {
  std::uint32_t rate = 0;
  std::uint16_t channels = 0;
  std::vector<std::int16_t> samples;  // interleaved
};
// 16-bit PCM only; a data chunk longer than the file (streamed WAV) means "to the end". "audio.wav_bad".
Result<WavAudio> parse_wav(ByteSpan bytes);
Result<WavAudio> read_wav(const std::filesystem::path& path, std::size_t max_bytes = std::size_t{1} << 30);

}  // namespace loa::audio
