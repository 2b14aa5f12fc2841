#include "deploy/demo/horn_audio.h"

#include "audio/match.h"
#include "audio/opus_player.h"
#include "audio/wav.h"
#include "core/files.h"
#include "core/json.h"

#include <algorithm>

namespace loa::demo {
namespace {

constexpr std::int64_t kRate = 48000;
constexpr std::size_t kMaxOpus = 512u * 1024 * 1024;
constexpr double kEnough = 0.9;

std::int64_t samples_between(UtcTime from, UtcTime until) { return (until - from).count() * kRate / 1000; }

}  // namespace

std::filesystem::path HornFolder::wav(const ClusterId& cluster) const { return folder_ / (cluster.text() + ".wav"); }

Result<UtcTime> HornFolder::begins(const ClusterId& cluster) const {
  LOA_TRY(auto text, read_file(folder_ / (cluster.text() + ".json"), 4096));
  LOA_TRY(auto value, parse_json(as_text(text)));
  JsonFields fields(value, cluster.text() + ".json");
  const auto begins = fields.utc("t0_ms");
  LOA_TRY_OK(fields.status());
  return begins;
}

Result<HornRecording> HornFolder::read(const ClusterId& cluster) const {
  LOA_TRY(auto begins, begins(cluster));
  LOA_TRY(auto audio, audio::read_wav(wav(cluster)));
  return HornRecording{begins, std::move(audio.samples)};
}

Status HornFolder::cut(const ClusterId& cluster, bool cut) const {
  const auto file = folder_ / (cluster.text() + ".fault");
  if (cut) return write_file_durably(file, as_bytes("cut"));
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
  return ok();
}

bool HornFolder::is_cut(const ClusterId& cluster) const {
  return std::filesystem::exists(folder_ / (cluster.text() + ".fault"));
}

Status HornFolder::export_from(const ClusterId& cluster, UtcTime from, UtcTime until, const std::filesystem::path& file) const {
  LOA_TRY(auto recording, read(cluster));
  const auto skip = samples_between(recording.begins, from);
  auto& samples = recording.samples;
  if (skip > 0) {
    samples.erase(samples.begin(), samples.begin() + std::min<std::int64_t>(skip, static_cast<std::int64_t>(samples.size())));
  } else {
    samples.insert(samples.begin(), static_cast<std::size_t>(-skip), 0);
  }
  const auto least = samples_between(from, until);
  if (static_cast<std::int64_t>(samples.size()) < least) samples.resize(static_cast<std::size_t>(least), 0);
  std::filesystem::remove(file);
  LOA_TRY(auto writer, audio::WavWriter::create(file));
  LOA_TRY_OK(writer.append(samples));
  return writer.close();
}

Result<std::vector<std::int16_t>> decode_opus(const std::filesystem::path& file) {
  LOA_TRY(auto bytes, read_file(file, kMaxOpus));
  return audio::decode_ogg_opus(bytes);
}

Heard listen_for(const HornRecording& recording, const std::vector<std::int16_t>& programme, UtcTime at, Millis offset,
                 Millis length, double tolerance_s) {
  const auto first = std::min<std::size_t>(static_cast<std::size_t>(offset.count() * kRate / 1000), programme.size());
  const auto count = std::min<std::size_t>(static_cast<std::size_t>(length.count() * kRate / 1000), programme.size() - first);
  const std::span<const std::int16_t> reference(programme.data() + first, count);
  const double expected = static_cast<double>((at - recording.begins).count()) / 1000.0;
  const auto match = audio::find_at(reference, recording.samples, {expected, tolerance_s});
  return {match.score >= kEnough && match.covered >= kEnough, match.score, match.offset_s - expected};
}

}  // namespace loa::demo
