#include "tests/world/opus_maker.h"

#include "audio/byte_order.h"
#include "audio/ogg_page.h"
#include "core/check.h"
#include "core/random.h"

#include <opus.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

namespace loa::test {
namespace {

constexpr std::size_t kFrame = 960;
constexpr int kFramesPerPage = 50;
constexpr std::uint32_t kSerial = 0x10a;

void put_packet(Bytes& lacing, Bytes& body, ByteSpan packet) {
  for (std::size_t left = packet.size();; left -= 255) {
    lacing.push_back(static_cast<std::uint8_t>(std::min<std::size_t>(left, 255)));
    if (left < 255) break;
  }
  body.insert(body.end(), packet.begin(), packet.end());
}

class OggFile {
 public:
  void page(std::uint8_t flags, std::int64_t granule, const Bytes& lacing, const Bytes& body) {
    audio::OggPage page;
    page.flags = flags;
    page.granule = granule;
    page.serial = kSerial;
    page.sequence = sequence_++;
    page.lacing = lacing;
    page.body = body;
    const Bytes bytes = audio::write_ogg_page(page);
    file_.insert(file_.end(), bytes.begin(), bytes.end());
  }
  Bytes take() { return std::move(file_); }

 private:
  Bytes file_;
  std::uint32_t sequence_ = 0;
};

void write_headers(OggFile& file, int pre_skip) {
  Bytes head = to_bytes("OpusHead");
  head.push_back(1);
  head.push_back(1);
  audio::put_le(head, static_cast<std::uint64_t>(pre_skip), 2);
  audio::put_le(head, 48000, 4);
  audio::put_le(head, 0, 3);
  Bytes lacing, body;
  put_packet(lacing, body, head);
  file.page(audio::kPageFirst, 0, lacing, body);
  Bytes tags = to_bytes("OpusTags");
  audio::put_le(tags, 4, 4);
  for (const char c : std::string_view("loa!")) tags.push_back(static_cast<std::uint8_t>(c));
  audio::put_le(tags, 0, 4);
  lacing.clear();
  body.clear();
  put_packet(lacing, body, tags);
  file.page(0, 0, lacing, body);
}

}  // namespace

std::vector<std::int16_t> voice_like(std::size_t samples, std::uint64_t voice) {
  SeededRandom random(voice);
  std::vector<std::int16_t> out(samples);
  double phase = 0;
  double noise = 0;
  std::size_t at = 0;
  while (at < samples) {
    const std::size_t length = 4000 + random.below(9000);
    const bool pause = random.below(5) == 0;
    const double pitch = 110.0 + static_cast<double>(random.below(140));
    const double glide = (static_cast<double>(random.below(200)) - 100.0) / 48000.0;
    for (std::size_t i = 0; i < length && at < samples; ++i, ++at) {
      const double shape = std::sin(std::numbers::pi * static_cast<double>(i) / static_cast<double>(length));
      phase += 2.0 * std::numbers::pi * (pitch + glide * static_cast<double>(i)) / 48000.0;
      noise = 0.7 * noise + 0.3 * (static_cast<double>(random.below(2001)) - 1000.0) / 1000.0;
      const double tone = std::sin(phase) + 0.6 * std::sin(3 * phase) + 0.4 * std::sin(7 * phase) + 0.3 * noise;
      out[at] = static_cast<std::int16_t>(pause ? 0 : 6500.0 * shape * tone);
    }
  }
  return out;
}

Bytes encode_ogg_opus(std::span<const std::int16_t> samples) {
  int error = 0;
  std::unique_ptr<OpusEncoder, decltype(&opus_encoder_destroy)> encoder(
      opus_encoder_create(48000, 1, OPUS_APPLICATION_AUDIO, &error), &opus_encoder_destroy);
  CHECK(error == OPUS_OK);
  opus_encoder_ctl(encoder.get(), OPUS_SET_BITRATE(32000));
  opus_int32 pre_skip = 0;
  opus_encoder_ctl(encoder.get(), OPUS_GET_LOOKAHEAD(&pre_skip));
  OggFile file;
  write_headers(file, pre_skip);
  const std::size_t frames = (samples.size() + static_cast<std::size_t>(pre_skip) + kFrame - 1) / kFrame;
  Bytes lacing, body;
  std::array<std::uint8_t, 1500> packet;
  std::array<std::int16_t, kFrame> frame;
  for (std::size_t i = 0; i < frames; ++i) {
    frame.fill(0);
    const std::size_t from = std::min(i * kFrame, samples.size());
    std::copy_n(samples.begin() + static_cast<std::ptrdiff_t>(from), std::min(kFrame, samples.size() - from), frame.begin());
    const auto size = opus_encode(encoder.get(), frame.data(), kFrame, packet.data(), packet.size());
    CHECK(size > 0);
    put_packet(lacing, body, ByteSpan(packet).first(static_cast<std::size_t>(size)));
    const bool last = i + 1 == frames;
    if (!last && (i + 1) % kFramesPerPage != 0) continue;
    const auto granule = last ? samples.size() + static_cast<std::size_t>(pre_skip) : (i + 1) * kFrame;
    file.page(last ? audio::kPageLast : 0, static_cast<std::int64_t>(granule), lacing, body);
    lacing.clear();
    body.clear();
  }
  return file.take();
}

}  // namespace loa::test
