#include "audio/transcode/transcode.h"

#include "audio/transcode/encode_pass.h"
#include "audio/transcode/input_decoder.h"
#include "audio/transcode/loudness.h"
#include "audio/transcode/pcm_cache.h"
#include "audio/transcode/true_peak.h"

#include <cmath>
#include <numbers>
#include <string>

namespace loa::audio {
namespace {

constexpr double kSilenceLufs = -60;
constexpr double kMostGainDb = 30;
constexpr std::int64_t kShortestMs = 500;
constexpr double kHighPassHz = 100;
constexpr double kOpusLossDb = 0.4;  // what coding usually takes off speech at 32 kb/s

// Second-order Butterworth high-pass (RBJ cookbook): horns give nothing below the speech band, the amplifier only heat.
class HighPass {
 public:
  HighPass() {
    const double w = 2 * std::numbers::pi * kHighPassHz / 48000;
    const double alpha = std::sin(w) / std::numbers::sqrt2;
    const double a0 = 1 + alpha;
    b0_ = (1 + std::cos(w)) / 2 / a0;
    a1_ = -2 * std::cos(w) / a0;
    a2_ = (1 - alpha) / a0;
  }
  float operator()(float in) {
    const double out = b0_ * in + z1_;
    z1_ = -2 * b0_ * in - a1_ * out + z2_;
    z2_ = b0_ * in - a2_ * out;
    return static_cast<float>(out);
  }

 private:
  double b0_, a1_, a2_;
  double z1_ = 0, z2_ = 0;
};

// Pass 1.
class Measure {
 public:
  explicit Measure(PcmCache& cache) : cache_(cache) {}

  Status operator()(std::span<const float> samples) {
    filtered_.assign(samples.begin(), samples.end());
    for (float& sample : filtered_) sample = std::isfinite(sample) ? high_pass_(sample) : 0.0F;
    loudness_.add(filtered_);
    peak_.process(filtered_);
    return cache_.append(filtered_);
  }
  double loudness() const { return loudness_.lufs(); }
  double true_peak() const { return to_db(peak_.highest()); }

 private:
  PcmCache& cache_;
  HighPass high_pass_;
  Loudness loudness_;
  TruePeak peak_{0.25F};
  std::vector<float> filtered_;
};

std::string text(double value) { return std::to_string(static_cast<int>(std::lround(value))); }

Result<EncodeResult> encode(PcmCache& cache, const TranscodeJob& job, TranscodeReport& report) {
  EncodeSettings settings;
  settings.progress = job.progress;
  LOA_TRY(const GainPlan plan, plan_gain(cache, report.loudness_before, report.true_peak_before, kTargetLufs + kOpusLossDb, settings.ceiling_dbtp));
  settings.gain_db = std::min(plan.gain_db, kMostGainDb);
  LOA_TRY(EncodeResult result, encode_pass(cache, job.out_fd, settings));
  const double missing = kTargetLufs - result.loudness;
  // Opus itself rarely moves loudness by half a decibel; when it does, one more pass with the gain corrected.
  if (std::abs(missing) > 0.8 && std::abs(plan.loudness - kTargetLufs) < 1 && settings.gain_db + missing <= kMostGainDb) {
    settings.gain_db += missing;
    if (::ftruncate(job.out_fd, 0) != 0 || ::lseek(job.out_fd, 0, SEEK_SET) != 0) return fail("file.write", {{"path", "output"}, {"why", std::strerror(errno)}});
    LOA_TRY(result, encode_pass(cache, job.out_fd, settings));
  }
  report.gain_db = settings.gain_db;
  if (std::abs(kTargetLufs - result.loudness) > 1) report.reasons.emplace_back(plan.gain_db > kMostGainDb ? "gain_limit" : "peaks_limit");
  return result;
}

}  // namespace

Result<TranscodeReport> transcode(const TranscodeJob& job) {
  PcmCache cache(job.cache_fd);
  Measure measure(cache);
  const InputLimits limits{.max_duration_s = job.max_duration_s};
  LOA_TRY(const DecodedInput input, decode_input(job.in_fd, limits, std::ref(measure)));
  LOA_TRY_OK(cache.flush());
  TranscodeReport report;
  report.input_format = input.format;
  report.duration_ms = cache.total_samples() / 48;
  report.loudness_before = measure.loudness();
  report.true_peak_before = measure.true_peak();
  if (report.duration_ms < kShortestMs) return fail("audio.too_short", {{"limit_ms", std::to_string(kShortestMs)}});
  if (report.loudness_before < kSilenceLufs) return fail("audio.silent", {{"loudness", text(report.loudness_before)}});
  LOA_TRY(const EncodeResult result, encode(cache, job, report));
  if (result.true_peak > kLimitDbtp) return fail("audio.true_peak", {{"limit", text(kLimitDbtp)}});
  report.loudness_after = result.loudness;
  report.true_peak_after = result.true_peak;
  report.size = static_cast<std::int64_t>(result.size);
  report.sha256 = result.sha256;
  report.waveform = result.waveform;
  return report;
}

}  // namespace loa::audio
