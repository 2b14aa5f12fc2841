#include "audio/match.h"

#include "audio/opus_player.h"
#include "tests/audio/sounds.h"

namespace loa::audio::test {
namespace {

struct Scene {
  std::vector<std::int16_t> reference = to_int16(babble(48000 * 20, 5));
  std::vector<std::int16_t> recording = std::vector<std::int16_t>(48000 * 60);
  void place(std::size_t at, double gain) {
    for (std::size_t i = 0; i < reference.size(); ++i) recording[at + i] = static_cast<std::int16_t>(reference[i] * gain);
  }
};

TEST(Match, FindsTheProgrammeAtAnyGain) {
  Scene scene;
  scene.place(48000 * 17 + 1234, 0.2);
  const double at = 17 + 1234.0 / 48000;
  const auto near = find_at(scene.reference, scene.recording, {.expected_s = 16.5});
  EXPECT_GT(near.score, 0.98);
  EXPECT_EQ(near.covered, 1);
  EXPECT_NEAR(near.offset_s, at, 0.0005);
  const auto anywhere = find_anywhere(scene.reference, scene.recording);
  EXPECT_GT(anywhere.score, 0.98);
  EXPECT_NEAR(anywhere.offset_s, at, 0.0005);
}

TEST(Match, DoesNotFindWhatIsNotThere) {
  Scene scene;
  EXPECT_LT(find_anywhere(scene.reference, scene.recording).score, 0.01);
  const auto other = to_int16(babble(48000 * 60, 77));
  EXPECT_LT(find_anywhere(scene.reference, other).score, 0.5);
  scene.place(48000 * 30, 1);
  EXPECT_LT(find_at(scene.reference, scene.recording, {.expected_s = 10}).score, 0.5);
}

TEST(Match, TellsHowMuchWasHeardWhenJoinedLate) {
  Scene scene;
  scene.place(48000 * 10, 1);
  std::fill_n(scene.recording.begin(), 48000 * 15, std::int16_t{0});
  const auto match = find_at(scene.reference, scene.recording, {.expected_s = 10});
  EXPECT_NEAR(match.offset_s, 10, 0.001);
  EXPECT_NEAR(match.covered, 0.75, 0.06);
}

TEST(Match, HoldsThroughOpus) {
  const auto sound = babble(48000 * 10, 9);
  const auto match = find_anywhere(to_int16(sound), *decode_ogg_opus(encode_opus(sound)));
  EXPECT_GT(match.score, 0.9);
  EXPECT_NEAR(match.offset_s, 0, 0.002);
}

}  // namespace
}  // namespace loa::audio::test
