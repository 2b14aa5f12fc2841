#include "audio/transcode/input_decoder.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
}

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <string_view>
#include <vector>

namespace loa::audio {
namespace {

constexpr int kOutputRate = 48000;
constexpr int kMaxChannels = 8;
constexpr int kBufferBytes = 64 * 1024;
constexpr std::array<std::string_view, 7> kFormats{"mp3", "wav", "flac", "ogg", "aac", "mov,mp4,m4a,3gp,3g2,mj2", "aiff"};
constexpr const char* kFormatList = "mp3,wav,flac,ogg,aac,mov,mp4,m4a,aiff";
constexpr const char* kCodecList =
    "mp3float,mp3,flac,vorbis,opus,libopus,aac,alac,pcm_u8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,"
    "pcm_f32be,pcm_f64le,pcm_alaw,pcm_mulaw,adpcm_ms,adpcm_ima_wav,gsm_ms";

template <auto free>
struct FreeByAddress {
  template <class T>
  void operator()(T* pointer) const {
    free(&pointer);
  }
};
using Format = std::unique_ptr<AVFormatContext, FreeByAddress<avformat_close_input>>;
using Codec = std::unique_ptr<AVCodecContext, FreeByAddress<avcodec_free_context>>;
using Frame = std::unique_ptr<AVFrame, FreeByAddress<av_frame_free>>;
using Packet = std::unique_ptr<AVPacket, FreeByAddress<av_packet_free>>;
using Resampler = std::unique_ptr<SwrContext, FreeByAddress<swr_free>>;

struct FreeIo {
  void operator()(AVIOContext* io) const {
    av_freep(&io->buffer);
    avio_context_free(&io);
  }
};
using Io = std::unique_ptr<AVIOContext, FreeIo>;

int read_callback(void* opaque, std::uint8_t* out, int count) {
  const auto got = ::read(static_cast<int>(reinterpret_cast<std::intptr_t>(opaque)), out, static_cast<std::size_t>(count));
  return got > 0 ? static_cast<int>(got) : got == 0 ? AVERROR_EOF : AVERROR(errno);
}

std::int64_t seek_callback(void* opaque, std::int64_t offset, int whence) {
  const int fd = static_cast<int>(reinterpret_cast<std::intptr_t>(opaque));
  if ((whence & AVSEEK_SIZE) != 0) {
    const auto here = ::lseek(fd, 0, SEEK_CUR);
    const auto size = ::lseek(fd, 0, SEEK_END);
    ::lseek(fd, here, SEEK_SET);
    return size;
  }
  const auto at = ::lseek(fd, offset, whence & ~AVSEEK_FORCE);
  return at < 0 ? AVERROR(errno) : at;
}

// A playlist, a reference in a mov, a cue: libav asks here to open another file. Never.
int refuse_to_open(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) { return AVERROR(EPERM); }

std::string words(int code) {
  std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
  av_strerror(code, text.data(), text.size());
  return text.data();
}

Error av_error(int code) {
  if (code == AVERROR(ENOMEM)) return fail("audio.out_of_memory");
  return fail("audio.not_audio", {{"why", words(code)}});
}

class InputDecoder {
 public:
  InputDecoder(int fd, const InputLimits& limits, const SampleSink& sink) : limits_(limits), sink_(sink) {
    auto* buffer = static_cast<unsigned char*>(av_malloc(kBufferBytes));
    auto* opaque = reinterpret_cast<void*>(static_cast<std::intptr_t>(fd));
    io_.reset(avio_alloc_context(buffer, kBufferBytes, 0, opaque, &read_callback, nullptr, &seek_callback));
  }

  Result<DecodedInput> run() {
    LOA_TRY_OK(open_format());
    LOA_TRY_OK(open_codec());
    if (!packet_ || !frame_) return fail("audio.out_of_memory");
    int code = 0;
    while ((code = av_read_frame(format_.get(), packet_.get())) >= 0) {
      if (packet_->stream_index == stream_) LOA_TRY_OK(decode(packet_.get()));
      av_packet_unref(packet_.get());
    }
    if (code == AVERROR(ENOMEM)) return av_error(code);
    LOA_TRY_OK(decode(nullptr));
    LOA_TRY_OK(resample(nullptr));
    if (input_.samples == 0) return fail("audio.not_audio", {{"why", "no sound could be decoded"}});
    if (errors_ > frames_) return fail("audio.damaged", {{"errors", std::to_string(errors_)}});
    return std::move(input_);
  }

 private:
  Status open_format() {
    const AVInputFormat* kind = nullptr;
    const int score = av_probe_input_buffer2(io_.get(), &kind, "", nullptr, 0, 0);
    if (score < 0 || kind == nullptr) return fail("audio.not_audio", {{"why", "no known audio format"}});
    input_.format = kind->name;
    if (std::find(kFormats.begin(), kFormats.end(), input_.format) == kFormats.end())
      return fail("audio.format_refused", {{"format", input_.format}});
    input_.format = input_.format.substr(0, input_.format.find(','));
    AVFormatContext* raw = avformat_alloc_context();
    if (raw == nullptr) return fail("audio.out_of_memory");
    raw->pb = io_.get();
    raw->io_open = &refuse_to_open;
    raw->flags |= AVFMT_FLAG_CUSTOM_IO;
    AVDictionary* options = nullptr;
    av_dict_set(&options, "protocol_whitelist", "none", 0);
    av_dict_set(&options, "format_whitelist", kFormatList, 0);
    av_dict_set(&options, "codec_whitelist", kCodecList, 0);
    const int code = avformat_open_input(&raw, "", kind, &options);  // frees the context when it fails
    av_dict_free(&options);
    if (code < 0) return av_error(code);
    format_.reset(raw);
    return choose_stream();
  }

  Status choose_stream() {
    const int known = avformat_find_stream_info(format_.get(), nullptr);
    if (known < 0) return av_error(known);
    stream_ = av_find_best_stream(format_.get(), AVMEDIA_TYPE_AUDIO, -1, -1, &decoder_, 0);
    if (stream_ < 0 || decoder_ == nullptr) return fail("audio.not_audio", {{"why", "no audio stream"}});
    for (unsigned i = 0; i < format_->nb_streams; ++i)
      if (static_cast<int>(i) != stream_) format_->streams[i]->discard = AVDISCARD_ALL;
    if (format_->duration != AV_NOPTS_VALUE && format_->duration > limits_.max_duration_s * AV_TIME_BASE) return too_long();
    return ok();
  }

  Status open_codec() {
    codec_.reset(avcodec_alloc_context3(decoder_));
    if (!codec_) return fail("audio.out_of_memory");
    avcodec_parameters_to_context(codec_.get(), format_->streams[stream_]->codecpar);
    codec_->pkt_timebase = format_->streams[stream_]->time_base;
    codec_->thread_count = 1;
    av_opt_set(codec_.get(), "codec_whitelist", kCodecList, 0);
    const int code = avcodec_open2(codec_.get(), decoder_, nullptr);
    return code < 0 ? Status(av_error(code)) : ok();
  }

  // What a file changes in mid-stream (rate, channels) gets a new resampler.
  Status open_resampler(const AVFrame& frame) {
    AVChannelLayout in{};
    if (frame.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC) av_channel_layout_default(&in, frame.ch_layout.nb_channels);
    else av_channel_layout_copy(&in, &frame.ch_layout);
    if (in.nb_channels < 1 || in.nb_channels > kMaxChannels || frame.sample_rate < 4000 || frame.sample_rate > 384000)
      return fail("audio.not_audio", {{"why", "unusual rate or channels"}});
    if (resampler_) LOA_TRY_OK(resample(nullptr));
    AVChannelLayout mono{};
    av_channel_layout_default(&mono, 1);
    SwrContext* raw = nullptr;
    int code = swr_alloc_set_opts2(&raw, &mono, AV_SAMPLE_FMT_FLT, kOutputRate, &in, static_cast<AVSampleFormat>(frame.format), frame.sample_rate, 0, nullptr);
    resampler_.reset(raw);
    if (code >= 0) code = swr_init(raw);
    av_channel_layout_uninit(&in);
    rate_ = frame.sample_rate;
    channels_ = frame.ch_layout.nb_channels;
    sample_format_ = frame.format;
    return code < 0 ? Status(av_error(code)) : ok();
  }

  Status decode(AVPacket* packet) {
    int code = avcodec_send_packet(codec_.get(), packet);
    if (code == AVERROR(ENOMEM)) return av_error(code);
    if (code < 0 && packet != nullptr) ++errors_;
    while ((code = avcodec_receive_frame(codec_.get(), frame_.get())) >= 0) {
      ++frames_;
      LOA_TRY_OK(resample(frame_.get()));
      av_frame_unref(frame_.get());
    }
    return code == AVERROR(ENOMEM) ? Status(av_error(code)) : ok();
  }

  // Null drains what the resampler still holds.
  Status resample(const AVFrame* frame) {
    if (frame != nullptr && (frame->sample_rate != rate_ || frame->ch_layout.nb_channels != channels_ || frame->format != sample_format_))
      LOA_TRY_OK(open_resampler(*frame));
    if (!resampler_) return ok();
    const int most = swr_get_out_samples(resampler_.get(), frame != nullptr ? frame->nb_samples : 0);
    if (most <= 0) return ok();
    samples_.resize(static_cast<std::size_t>(most));
    auto* out = reinterpret_cast<std::uint8_t*>(samples_.data());
    const auto** in = frame != nullptr ? const_cast<const std::uint8_t**>(frame->extended_data) : nullptr;
    const int got = swr_convert(resampler_.get(), &out, most, in, frame != nullptr ? frame->nb_samples : 0);
    if (got < 0) return av_error(got);
    input_.samples += got;
    if (input_.samples > limits_.max_duration_s * kOutputRate) return too_long();
    return sink_(std::span(samples_).first(static_cast<std::size_t>(got)));
  }

  Error too_long() const { return fail("audio.too_long", {{"limit_s", std::to_string(limits_.max_duration_s)}}); }

  const InputLimits& limits_;
  const SampleSink& sink_;
  Io io_;
  Format format_;
  Codec codec_;
  Resampler resampler_;
  Packet packet_{av_packet_alloc()};
  Frame frame_{av_frame_alloc()};
  const AVCodec* decoder_ = nullptr;
  int stream_ = -1;
  int rate_ = 0;
  int channels_ = 0;
  int sample_format_ = -1;
  std::int64_t frames_ = 0;
  std::int64_t errors_ = 0;
  std::vector<float> samples_;
  DecodedInput input_;
};

}  // namespace

void prepare_decoder() { av_log_set_level(AV_LOG_QUIET); }

Result<DecodedInput> decode_input(int fd, const InputLimits& limits, const SampleSink& sink) { return InputDecoder(fd, limits, sink).run(); }

}  // namespace loa::audio
