#include "audio/transcode/encode_pass.h"
#include "audio/transcode/limiter.h"
#include "audio/transcode/true_peak.h"

#include "audio/ogg_scan.h"
#include "audio/opus_player.h"
#include "tests/audio/sounds.h"

#include <ebur128.h>

namespace loa::audio::test {
namespace {

class Sound final : public PcmSource {
 public:
  explicit Sound(std::vector<float> samples) : samples_(std::move(samples)) {}
  std::int64_t total_samples() const override { return static_cast<std::int64_t>(samples_.size()); }
  Status read(std::int64_t at, std::span<float> out) override {
    for (float& sample : out) {
      sample = at < total_samples() ? samples_[static_cast<std::size_t>(at)] : 0;
      ++at;
    }
    return ok();
  }

 private:
  std::vector<float> samples_;
};

double library_true_peak(std::span<const float> samples) {
  ebur128_state* state = ebur128_init(1, 48000, EBUR128_MODE_TRUE_PEAK);
  ebur128_add_frames_float(state, samples.data(), samples.size());
  double peak = 0;
  ebur128_true_peak(state, 0, &peak);
  ebur128_destroy(&state);
  return peak;
}

std::vector<float> between_samples(float level) {  // a tone whose peaks fall between the samples
  std::vector<float> out(48000);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = level * static_cast<float>(std::sin(std::numbers::pi / 2 * static_cast<double>(i) + std::numbers::pi / 4));
  return out;
}

TEST(TruePeak, AgreesWithTheLibrary) {
  for (const auto& sound : {babble(48000), between_samples(0.8F), babble(48000, 3, 0.9F)}) {
    TruePeak peak;
    peak.process(sound);
    EXPECT_NEAR(to_db(peak.highest()), to_db(library_true_peak(sound)), 0.02);
  }
}

TEST(Limiter, KeepsTruePeaksUnderTheCeilingAndQuietSoundUntouched) {
  const auto ceiling = static_cast<float>(from_db(-3));
  for (auto sound : {babble(96000, 2, 3.0F), between_samples(1.5F)}) {
    Limiter limiter(ceiling);
    limiter.process(sound);
    EXPECT_LE(to_db(library_true_peak(std::span(sound).subspan(480))), -2.8);
    EXPECT_LT(limiter.deepest(), 0.8F);
  }
  const auto quiet = babble(48000, 2, 0.2F);
  auto out = quiet;
  Limiter limiter(ceiling);
  limiter.process(out);
  EXPECT_TRUE(std::equal(out.begin() + Limiter::kDelay, out.end(), quiet.begin()));
}

TEST(EncodePass, TurnsDownPlacesWhereOpusOvershoots) {
  const Folder folder;
  const int fd = ::open((folder.path / "x.opus").c_str(), O_RDWR | O_CREAT, 0600);
  Sound source(babble(48000 * 20, 4, 2.0F));
  EncodeSettings settings;
  settings.ceiling_dbtp = -2;  // no room left for the coder: it must overshoot
  settings.complexity = 1;
  const auto result = encode_pass(source, fd, settings);
  ::close(fd);
  ASSERT_TRUE(result) << to_line(result.error());
  EXPECT_GT(result->repairs, 0);
  EXPECT_LE(result->true_peak, -2.1);
  const auto file = *read_file(folder.path / "x.opus", 1 << 24);
  EXPECT_EQ(result->size, file.size());
  EXPECT_EQ(result->sha256, sha256(file));
  const auto pcm = decode_ogg_opus(file);
  ASSERT_TRUE(pcm) << to_line(pcm.error());
  EXPECT_EQ(pcm->size(), 48000U * 20);
  std::vector<float> heard;
  for (const auto sample : *pcm) heard.push_back(static_cast<float>(sample) / 32768);
  EXPECT_LE(to_db(library_true_peak(heard)), -2.0);
}

}  // namespace
}  // namespace loa::audio::test
