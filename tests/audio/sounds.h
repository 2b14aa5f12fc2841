// Sounds and files made on the spot for the audio tests.
#pragma once

#include "audio/ogg_page.h"
#include "audio/transcode/ogg_opus_writer.h"
#include "audio/transcode/opus_codec.h"
#include "core/files.h"
#include "core/random.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <numbers>
#include <vector>

namespace loa::audio::test {

struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "loa-audio-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
};

// Something like speech: a gliding tone in bursts with a little noise; never twice the same second.
inline std::vector<float> babble(std::size_t samples, std::uint64_t seed = 1, float level = 0.3F) {
  SeededRandom random(seed);
  std::vector<float> out(samples);
  double phase = 0;
  double pitch = 150;
  double loud = 1;
  for (std::size_t i = 0; i < samples; ++i) {
    if (i % 7200 == 0) {
      pitch = 120 + static_cast<double>(random.below(300));
      loud = random.below(5) == 0 ? 0.02 : 0.3 + static_cast<double>(random.below(70)) / 100;
    }
    phase += 2 * std::numbers::pi * pitch / 48000;
    const double noise = static_cast<double>(random.below(2000)) / 1000 - 1;
    out[i] = level * static_cast<float>(loud * (0.6 * std::sin(phase) + 0.3 * std::sin(3 * phase) + 0.1 * noise));
  }
  return out;
}

inline std::vector<std::int16_t> to_int16(std::span<const float> in) {
  std::vector<std::int16_t> out;
  for (const float sample : in) out.push_back(static_cast<std::int16_t>(std::lrintf(sample * 32767)));
  return out;
}

inline Bytes encode_opus(std::span<const float> sound) {
  const Folder folder;
  const auto path = folder.path / "x.opus";
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT, 0600);
  OpusPair codec(32000, 5);
  OggOpusWriter writer(fd, codec.pre_skip(), 1 << 28);
  EXPECT_TRUE(writer.begin());
  const auto frames = (sound.size() + static_cast<std::size_t>(codec.pre_skip()) + 959) / 960;
  Bytes packet;
  AudioFrame heard;
  for (std::size_t f = 0; f < frames; ++f) {
    AudioFrame in{};
    for (std::size_t i = 0; i < 960 && f * 960 + i < sound.size(); ++i) in[i] = sound[f * 960 + i];
    EXPECT_TRUE(codec.code(in, packet, heard));
    EXPECT_TRUE(writer.add(packet));
  }
  EXPECT_TRUE(writer.finish(static_cast<std::int64_t>(sound.size())));
  ::close(fd);
  return *read_file(path, 1 << 28);
}

// The file with one byte of its first page changed and the checksum made right again.
inline Bytes with_head_byte(const Bytes& file, std::size_t at_in_body, std::uint8_t value) {
  const auto page = *read_ogg_page(file, 0);
  Bytes body(page.body.begin(), page.body.end());
  body[at_in_body] = value;
  OggPage changed = page;
  changed.body = body;
  Bytes out = write_ogg_page(changed);
  out.insert(out.end(), file.begin() + static_cast<std::ptrdiff_t>(page.size), file.end());
  return out;
}

}  // namespace loa::audio::test
