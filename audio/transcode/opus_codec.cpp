#include "audio/transcode/opus_codec.h"

#include "core/check.h"

namespace loa::audio {
namespace {

std::vector<std::max_align_t> block(int bytes) {
  return std::vector<std::max_align_t>((static_cast<std::size_t>(bytes) + sizeof(std::max_align_t) - 1) / sizeof(std::max_align_t));
}

}  // namespace

OpusPair::OpusPair(int bits_per_second, int complexity) : encoder_(block(opus_encoder_get_size(1))), decoder_(block(opus_decoder_get_size(1))) {
  CHECK(opus_encoder_init(encoder(), 48000, 1, OPUS_APPLICATION_AUDIO) == OPUS_OK);
  CHECK(opus_decoder_init(decoder(), 48000, 1) == OPUS_OK);
  opus_encoder_ctl(encoder(), OPUS_SET_BITRATE(bits_per_second));
  opus_encoder_ctl(encoder(), OPUS_SET_VBR(1));
  opus_encoder_ctl(encoder(), OPUS_SET_COMPLEXITY(complexity));
  opus_encoder_ctl(encoder(), OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE));
}

Status OpusPair::code(const AudioFrame& in, Bytes& packet, AudioFrame& heard) {
  packet.resize(1276);
  const auto length = opus_encode_float(encoder(), in.data(), kFrameSamples, packet.data(), static_cast<opus_int32>(packet.size()));
  if (length <= 0) return fail("audio.encode", {{"why", opus_strerror(length)}});
  packet.resize(static_cast<std::size_t>(length));
  const int got = opus_decode_float(decoder(), packet.data(), length, heard.data(), kFrameSamples, 0);
  if (got != static_cast<int>(kFrameSamples)) return fail("audio.encode", {{"why", opus_strerror(got)}});
  return ok();
}

int OpusPair::pre_skip() const {
  opus_int32 samples = 0;
  opus_encoder_ctl(const_cast<OpusPair*>(this)->encoder(), OPUS_GET_LOOKAHEAD(&samples));
  return samples;
}

}  // namespace loa::audio
