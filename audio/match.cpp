#include "audio/match.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace loa::audio {
namespace {

constexpr std::int64_t kRate = 48000;
constexpr std::int64_t kCoarseHop = 480;              // 10 ms envelope
constexpr std::int64_t kFineHop = 6;                  // 8 kHz
constexpr std::int64_t kFineRate = kRate / kFineHop;  // samples in one judged second
constexpr std::size_t kCoarseLength = 12000;          // at most two minutes decide where to look
constexpr std::size_t kCandidates = 8;
constexpr double kSegmentMatch = 0.8;
constexpr double kSoundRms = 60;  // about -55 dBFS

std::vector<float> averaged(std::span<const std::int16_t> samples, std::int64_t hop, bool magnitude) {
  std::vector<float> out(samples.size() / static_cast<std::size_t>(hop));
  for (std::size_t i = 0; i < out.size(); ++i) {
    float sum = 0;
    for (const std::int16_t sample : samples.subspan(i * static_cast<std::size_t>(hop), static_cast<std::size_t>(hop)))
      sum += magnitude ? std::abs(static_cast<float>(sample)) : static_cast<float>(sample);
    out[i] = sum / static_cast<float>(hop);
  }
  return out;
}

// Normalised correlation of `reference` with `recording` from `lag` on; what lies outside the recording is silence.
double correlate(std::span<const float> reference, std::span<const float> recording, std::int64_t lag, float mean_reference = 0,
                 float mean_recording = 0) {
  const auto from = std::max<std::int64_t>(0, -lag);
  const auto to = std::min<std::int64_t>(static_cast<std::int64_t>(reference.size()), static_cast<std::int64_t>(recording.size()) - lag);
  if (to <= from) return 0;
  const float* a = reference.data() + from;
  const float* b = recording.data() + from + lag;
  double product = 0;
  double energy_a = 0;
  double energy_b = 0;
  for (std::int64_t at = 0; at < to - from; at += 1024) {  // float sums in the block, for speed; double across
    float p = 0, ea = 0, eb = 0;
    for (std::int64_t i = at; i < std::min(at + 1024, to - from); ++i) {
      const float x = a[i] - mean_reference;
      const float y = b[i] - mean_recording;
      p += x * y;
      ea += x * x;
      eb += y * y;
    }
    product += p;
    energy_a += ea;
    energy_b += eb;
  }
  const double scale = std::sqrt(energy_a * energy_b);
  const double overlap = static_cast<double>(to - from) / static_cast<double>(reference.size());
  return scale <= 0 ? 0 : product / scale * std::sqrt(overlap);
}

// Lags (in envelope steps) whose envelope fits best, apart from each other.
std::vector<std::int64_t> coarse_lags(std::span<const float> reference, std::span<const float> recording, std::int64_t from, std::int64_t to) {
  const auto head = reference.first(std::min(reference.size(), kCoarseLength));
  const auto mean = [](std::span<const float> v) {
    return v.empty() ? 0.0F : std::accumulate(v.begin(), v.end(), 0.0F) / static_cast<float>(v.size());
  };
  const float mean_reference = mean(head);
  const float mean_recording = mean(recording);
  std::vector<std::pair<double, std::int64_t>> scored;
  for (std::int64_t lag = from; lag <= to; ++lag) scored.emplace_back(correlate(head, recording, lag, mean_reference, mean_recording), lag);
  std::sort(scored.begin(), scored.end(), std::greater<>());
  std::vector<std::int64_t> out;
  for (const auto& [score, lag] : scored) {
    const bool apart = std::none_of(out.begin(), out.end(), [&](std::int64_t taken) { return std::abs(taken - lag) < 3; });
    if (apart) out.push_back(lag);
    if (out.size() == kCandidates) break;
  }
  return out;
}

// The starts (8 kHz) of the reference's seconds that carry sound.
std::vector<std::size_t> sounding_seconds(std::span<const float> reference) {
  std::vector<std::size_t> out;
  const std::size_t length = std::min<std::size_t>(kFineRate, reference.size());
  for (std::size_t at = 0; length > 0 && at + length <= reference.size(); at += length) {
    double energy = 0;
    for (const float x : reference.subspan(at, length)) energy += static_cast<double>(x) * x;
    if (std::sqrt(energy / static_cast<double>(length)) >= kSoundRms) out.push_back(at);
  }
  return out;
}

class FineMatch {
 public:
  FineMatch(std::span<const std::int16_t> reference, std::span<const std::int16_t> recording)
      : reference_(averaged(reference, kFineHop, false)), recording_(averaged(recording, kFineHop, false)), seconds_(sounding_seconds(reference_)) {}

  // Looks around a coarse lag; the seconds tried first are spread over the whole reference.
  std::int64_t refine(std::int64_t coarse) const {
    const std::int64_t centre = coarse * (kCoarseHop / kFineHop);
    std::int64_t best = centre;
    double best_score = -1;
    for (std::int64_t lag = centre - 100; lag <= centre + 100; ++lag) {
      const double score = mean_score(lag, std::max<std::size_t>(1, seconds_.size() / 4)).score;
      if (score > best_score) best_score = score, best = lag;
    }
    return best;
  }

  Match mean_score(std::int64_t lag, std::size_t stride) const {
    Match match{.offset_s = static_cast<double>(lag) / kFineRate};
    std::size_t judged = 0;
    for (std::size_t i = 0; i < seconds_.size(); i += stride, ++judged) {
      const auto second = std::span(reference_).subspan(seconds_[i], std::min<std::size_t>(kFineRate, reference_.size()));
      const double score = std::max(0.0, correlate(second, recording_, lag + static_cast<std::int64_t>(seconds_[i])));
      match.score += score;
      match.covered += score >= kSegmentMatch ? 1 : 0;
    }
    if (judged == 0) return match;
    match.score /= static_cast<double>(judged);
    match.covered /= static_cast<double>(judged);
    return match;
  }

 private:
  std::vector<float> reference_;
  std::vector<float> recording_;
  std::vector<std::size_t> seconds_;
};

Match find_between(std::span<const std::int16_t> reference, std::span<const std::int16_t> recording, std::int64_t from, std::int64_t to) {
  const auto reference_envelope = averaged(reference, kCoarseHop, true);
  const auto recording_envelope = averaged(recording, kCoarseHop, true);
  const FineMatch fine(reference, recording);
  Match best;
  for (const std::int64_t coarse : coarse_lags(reference_envelope, recording_envelope, from, to)) {
    const Match match = fine.mean_score(fine.refine(coarse), 1);
    if (match.score > best.score) best = match;
    if (best.score > 0.95) break;
  }
  return best;
}

}  // namespace

Match find_at(std::span<const std::int16_t> reference, std::span<const std::int16_t> recording, MatchWindow window) {
  const auto steps = [](double seconds) { return std::llround(seconds * (kRate / kCoarseHop)); };
  return find_between(reference, recording, steps(window.expected_s - window.tolerance_s), steps(window.expected_s + window.tolerance_s));
}

Match find_anywhere(std::span<const std::int16_t> reference, std::span<const std::int16_t> recording) {
  const auto last = static_cast<std::int64_t>(recording.size()) / kCoarseHop;
  return find_between(reference, recording, -static_cast<std::int64_t>(std::min(reference.size(), std::size_t{10} * kRate)) / kCoarseHop, last);
}

}  // namespace loa::audio
