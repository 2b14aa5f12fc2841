#include "audio/transcode/encode_pass.h"

#include "audio/transcode/limited_stream.h"
#include "audio/transcode/ogg_opus_writer.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>

namespace loa::audio {
namespace {

constexpr std::int64_t kCheckpointFrames = 25;
constexpr std::size_t kCheckpoints = 3;
constexpr std::int64_t kReach = 4;       // frames before a peak that are turned down with it
constexpr float kLeastTrim = 0.1F;       // -20 dB
constexpr std::size_t kWaveformPoints = 1000;
constexpr double kMostLimiting = 16;     // dB, of the highest peak
constexpr double kNoCeiling = 60;        // dBTP

class EncodePass {
 public:
  EncodePass(PcmSource& source, int fd, const EncodeSettings& settings)
      : settings_(settings), stream_(source, settings.gain_db, settings.ceiling_dbtp), codec_(settings.bits_per_second, settings.complexity),
        pre_skip_(codec_.pre_skip()), total_(source.total_samples()), frames_((total_ + pre_skip_ + 959) / 960),
        limit_(static_cast<float>(from_db(settings.limit_dbtp))), peak_(limit_ * 0.45F), writer_(fd, pre_skip_, settings.max_bytes) {
    result_.waveform.assign(kWaveformPoints, 0);
  }

  Result<EncodeResult> run() {
    LOA_TRY_OK(writer_.begin());
    for (std::int64_t frame = 0; frame < frames_;) {
      if (frame % kCheckpointFrames == 0) LOA_TRY_OK(checkpoint(frame));
      LOA_TRY(const float peak, code(frame));
      if (peak <= limit_) {
        ++frame;
        continue;
      }
      LOA_TRY_OK(turn_down(frame, peak));
      frame = roll_back(frame);
    }
    while (!pending_.empty()) LOA_TRY_OK(commit());
    LOA_TRY_OK(writer_.finish(total_));
    result_.loudness = loudness_.lufs();
    result_.true_peak = to_db(highest_);
    result_.size = writer_.size();
    result_.sha256 = writer_.sha256();
    return std::move(result_);
  }

 private:
  struct Checkpoint {
    std::int64_t frame;
    OpusPair codec;
    TruePeak peak;
  };
  struct Coded {
    AudioFrame in;  // limited, not trimmed: kept to be coded again
    Bytes packet;
    AudioFrame heard;
    float peak = 0;
    float trim = 1;  // at the frame's middle
  };

  Status checkpoint(std::int64_t frame) {
    if (!checkpoints_.empty() && checkpoints_.back().frame == frame) return ok();
    checkpoints_.push_back({frame, codec_, peak_});
    if (checkpoints_.size() <= kCheckpoints) return ok();
    checkpoints_.pop_front();
    while (first_pending_ + kReach + 1 < checkpoints_.front().frame) LOA_TRY_OK(commit());
    if (settings_.progress) settings_.progress(static_cast<int>(frame * 100 / frames_));
    return ok();
  }

  Result<float> code(std::int64_t frame) {
    while (first_pending_ + static_cast<std::int64_t>(pending_.size()) <= frame + 1) {
      pending_.emplace_back();
      LOA_TRY_OK(stream_.next(pending_.back().in));
    }
    Coded& now = at(frame);
    const AudioFrame trimmed = apply_trim(frame);
    LOA_TRY_OK(codec_.code(trimmed, now.packet, now.heard));
    return now.peak = peak_.process(now.heard);
  }

  Coded& at(std::int64_t frame) { return pending_[static_cast<std::size_t>(frame - first_pending_)]; }

  // Trims stand at the middles of frames and go straight from one to the next.
  AudioFrame apply_trim(std::int64_t frame) {
    const Coded& now = at(frame);
    const float before = frame > first_pending_ ? at(frame - 1).trim : last_trim_;
    const float after = at(frame + 1).trim;
    AudioFrame out = now.in;
    if (before == 1 && now.trim == 1 && after == 1) return out;
    constexpr auto kHalf = kFrameSamples / 2;
    for (std::size_t i = 0; i < kFrameSamples; ++i) {
      const float away = (static_cast<float>(i) - static_cast<float>(kHalf)) / static_cast<float>(kFrameSamples);
      const float other = away < 0 ? before : after;
      out[i] *= now.trim + (other - now.trim) * std::abs(away);
    }
    return out;
  }

  // What is heard in this frame was put into it and the one before; the next one shares its end.
  Status turn_down(std::int64_t frame, float peak) {
    const float factor = limit_ / peak * 0.97F;
    for (std::int64_t f = std::max(first_pending_, frame - kReach / 2); f <= frame + 1; ++f) at(f).trim *= factor;
    ++result_.repairs;
    if (at(frame).trim < kLeastTrim) return fail("audio.true_peak", {{"limit", std::to_string(settings_.limit_dbtp)}});
    return ok();
  }

  std::int64_t roll_back(std::int64_t frame) {
    while (checkpoints_.size() > 1 && checkpoints_.back().frame > std::max<std::int64_t>(0, frame - kReach)) checkpoints_.pop_back();
    codec_ = checkpoints_.back().codec;
    peak_ = checkpoints_.back().peak;
    return checkpoints_.back().frame;
  }

  Status commit() {
    const Coded& oldest = pending_.front();
    if (first_pending_ < frames_) {
      LOA_TRY_OK(writer_.add(oldest.packet));
      listen(oldest.heard);
      highest_ = std::max(highest_, oldest.peak);
    }
    last_trim_ = oldest.trim;
    pending_.pop_front();
    ++first_pending_;
    return ok();
  }

  void listen(std::span<const float> heard) {
    const auto skip = std::clamp<std::int64_t>(pre_skip_ - decoded_, 0, kFrameSamples);
    const auto keep = std::clamp<std::int64_t>(total_ + pre_skip_ - decoded_ - skip, 0, static_cast<std::int64_t>(kFrameSamples) - skip);
    const auto playable = heard.subspan(static_cast<std::size_t>(skip), static_cast<std::size_t>(keep));
    loudness_.add(playable);
    std::int64_t sample_at = decoded_ + skip - pre_skip_;
    for (const float sample : playable) {
      int& point = result_.waveform[static_cast<std::size_t>(sample_at++ * static_cast<std::int64_t>(kWaveformPoints) / total_)];
      point = std::max(point, static_cast<int>(std::lround(std::min(1.0F, std::abs(sample)) * 100)));
    }
    decoded_ += kFrameSamples;
  }

  const EncodeSettings& settings_;
  LimitedStream stream_;
  OpusPair codec_;
  std::int64_t pre_skip_;
  std::int64_t total_;
  std::int64_t frames_;
  float limit_;
  TruePeak peak_;
  OggOpusWriter writer_;
  Loudness loudness_;
  float highest_ = 0;
  std::deque<Checkpoint> checkpoints_;
  std::deque<Coded> pending_;
  std::int64_t first_pending_ = 0;
  float last_trim_ = 1;
  std::int64_t decoded_ = 0;
  EncodeResult result_;
};

// Thirty pieces of ten seconds stand for a long programme: what the limiter takes away is the same to a tenth of a decibel.
class Excerpt final : public PcmSource {
 public:
  explicit Excerpt(PcmSource& whole) : whole_(whole) {}

  std::int64_t total_samples() const override { return std::min(whole_.total_samples(), kPieces * kPiece); }
  Status read(std::int64_t at, std::span<float> out) override {
    if (whole_.total_samples() <= kPieces * kPiece) return whole_.read(at, out);
    while (!out.empty()) {
      const auto count = std::min<std::int64_t>(static_cast<std::int64_t>(out.size()), kPiece - at % kPiece);
      const auto stride = (whole_.total_samples() - kPiece) / (kPieces - 1);
      LOA_TRY_OK(whole_.read(std::min(at / kPiece, kPieces - 1) * stride + at % kPiece, out.first(static_cast<std::size_t>(count))));
      out = out.subspan(static_cast<std::size_t>(count));
      at += count;
    }
    return ok();
  }

 private:
  static constexpr std::int64_t kPieces = 30;
  static constexpr std::int64_t kPiece = 480000;
  PcmSource& whole_;
};

Result<double> limited_loudness(PcmSource& source, double gain_db, double ceiling_dbtp) {
  LimitedStream stream(source, gain_db, ceiling_dbtp);
  Loudness loudness;
  AudioFrame frame;
  for (std::int64_t at = 0; at < source.total_samples(); at += kFrameSamples) {
    LOA_TRY_OK(stream.next(frame));
    loudness.add(std::span(frame).first(static_cast<std::size_t>(std::min<std::int64_t>(kFrameSamples, source.total_samples() - at))));
  }
  return loudness.lufs();
}

}  // namespace

Result<EncodeResult> encode_pass(PcmSource& source, int fd, const EncodeSettings& settings) { return EncodePass(source, fd, settings).run(); }

Result<GainPlan> plan_gain(PcmSource& source, double loudness_before, double true_peak_before, double target, double ceiling_dbtp) {
  GainPlan plan{.gain_db = target - loudness_before, .loudness = target};
  if (true_peak_before + plan.gain_db <= ceiling_dbtp) return plan;
  const double most = ceiling_dbtp - true_peak_before + kMostLimiting;
  plan.gain_db = std::min(plan.gain_db, most);
  Excerpt excerpt(source);
  LOA_TRY(const double unlimited, limited_loudness(excerpt, 0, kNoCeiling));
  for (int round = 0; round < 4; ++round) {
    LOA_TRY(const double limited, limited_loudness(excerpt, plan.gain_db, ceiling_dbtp));
    plan.loudness = loudness_before + limited - unlimited;
    const double missing = target - plan.loudness;
    if (std::abs(missing) < 0.3 || plan.gain_db >= most) break;
    plan.gain_db = std::min(plan.gain_db + missing * 1.2, most);
  }
  return plan;
}

}  // namespace loa::audio
