#include "audio/opus_player.h"

#include "audio/ogg_scan.h"
#include "audio/tts.h"
#include "audio/wav.h"
#include "tests/audio/sounds.h"

#include <fstream>

namespace loa::audio::test {
namespace {

class StoppedClock final : public Clock {
 public:
  UtcTime system_utc() const override { return {}; }
  SteadyTime steady() const override { return now; }
  std::string boot_id() const override { return "test"; }
  SteadyTime now{};
};

// Real (machine) speech: an endless tone would keep the decoder's long-term predictor ringing past any pre-roll.
std::vector<float> speech() {
  const Folder folder;
  std::ifstream text(LOA_SOURCE_DIR "/audio/samples/luat-xu-ly-vi-pham-tieng-on.txt");
  const std::string words{std::istreambuf_iterator<char>(text), {}};
  EXPECT_TRUE(synthesise(words, {}, folder.path / "a.wav"));
  const auto wav = *read_wav(folder.path / "a.wav");
  std::vector<float> out(48000 * 40 + 777);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double at = static_cast<double>(i) * wav.rate / 48000;
    const auto whole = static_cast<std::size_t>(at);
    const double part = at - static_cast<double>(whole);
    out[i] = static_cast<float>((wav.samples[whole] * (1 - part) + wav.samples[whole + 1] * part) / 32768 * 0.7);
  }
  return out;
}

struct Programme {
  Bytes file = encode_opus(speech());
  UnitList list = *scan_ogg_opus(file);
  std::vector<std::int16_t> pcm = *decode_ogg_opus(file);
  Bytes unit(std::uint32_t i) const {
    const auto bytes = ByteSpan(file).subspan(std::size_t{i} * kUnitBytes, unit_size(list, i));
    return {bytes.begin(), bytes.end()};
  }
};
const Programme& programme() {
  static const Programme made;
  return made;
}

// Answers every request, now and then with a flipped bit.
void answer(PrefetchBuffer& buffer, std::set<std::uint32_t>* spoil = nullptr) {
  for (const auto index : buffer.take_requests()) {
    Bytes unit = programme().unit(index);
    if (spoil != nullptr && spoil->erase(index) > 0) unit[unit.size() / 2] ^= 1;
    static_cast<void>(buffer.give(index, std::move(unit)));
  }
}

std::vector<std::int16_t> play(std::int64_t from, std::set<std::uint32_t> spoil, std::size_t fade) {
  const StoppedClock clock;
  PrefetchBuffer buffer(programme().list, join_point(programme().list, from).unit);
  OpusPlayer player(programme().list, buffer, clock, {.start_sample = from, .fade_samples = fade});
  std::vector<std::int16_t> out;
  std::array<std::int16_t, 960> frame;
  for (int turns = 0; turns < 100000 && player.state() != PlayerState::ended && player.state() != PlayerState::failed; ++turns) {
    const auto got = player.read(frame);
    out.insert(out.end(), frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(got));
    answer(buffer, &spoil);
    EXPECT_LE(buffer.held(), 5U);
  }
  EXPECT_EQ(player.state(), PlayerState::ended) << to_line(player.cause());
  EXPECT_EQ(player.position(), player.total_samples());
  return out;
}

TEST(OpusPlayer, PlaysThroughTheBufferLikeStraightDecoding) {
  EXPECT_EQ(static_cast<std::int64_t>(programme().pcm.size()), programme().list.total_samples);
  EXPECT_EQ(play(0, {}, kFadeSamples), programme().pcm);
}

TEST(OpusPlayer, JoinsBitIdenticalAtAnyOffset) {
  for (const double second : {0.01, 0.5, 3.0, 7.123, 15.0, 22.2222, 31.9, 39.5}) {
    const auto from = static_cast<std::int64_t>(second * 48000);
    const std::vector<std::int16_t> expected(programme().pcm.begin() + from, programme().pcm.end());
    EXPECT_TRUE(play(from, {}, 0) == expected) << second;
  }
}

TEST(OpusPlayer, FadesInOnlyAtTheJoin) {
  const std::int64_t from = 48000 * 20;
  const auto out = play(from, {}, kFadeSamples);
  const auto& pcm = programme().pcm;
  EXPECT_EQ(out[0], 0);
  EXPECT_NE(std::vector(out.begin(), out.begin() + 480), std::vector(pcm.begin() + from, pcm.begin() + from + 480));
  EXPECT_TRUE(std::equal(out.begin() + 480, out.end(), pcm.begin() + from + 480));
}

TEST(OpusPlayer, ARefusedUnitThatComesGoodLosesNothing) {
  EXPECT_TRUE(play(0, {0, 3, 5}, kFadeSamples) == programme().pcm);
  const std::int64_t from = 48000 * 25;
  const auto unit = join_point(programme().list, from).unit;
  EXPECT_TRUE(play(from, {0, unit, unit + 1}, 0) == play(from, {}, 0));
}

TEST(OpusPlayer, StopsWithTheCauseAfterItsPatience) {
  for (const bool refused : {true, false}) {
    StoppedClock clock;
    PrefetchBuffer buffer(programme().list);
    OpusPlayer player(programme().list, buffer, clock, {.patience = Millis{3000}});
    std::vector<std::int16_t> out(960);
    EXPECT_EQ(player.read(out), 0U);
    for (const auto index : buffer.take_requests())
      if (refused) EXPECT_FALSE(buffer.give(index, Bytes(kUnitBytes)));
    EXPECT_EQ(player.read(out), 0U);
    EXPECT_EQ(player.state(), PlayerState::starving);
    clock.now += std::chrono::milliseconds(2999);
    player.read(out);
    EXPECT_EQ(player.state(), PlayerState::starving);
    clock.now += std::chrono::milliseconds(1);
    player.read(out);
    EXPECT_EQ(player.state(), PlayerState::failed);
    EXPECT_EQ(player.cause().code, refused ? "audio.unit_refused" : "audio.starved");
    EXPECT_EQ(player.read(out), 0U);
  }
}

TEST(OpusPlayer, CutFadesOutAndEnds) {
  const StoppedClock clock;
  WholeFileSource source(programme().file);
  OpusPlayer player(programme().list, source, clock);
  std::vector<std::int16_t> out(48000);
  ASSERT_EQ(player.read(out), out.size());
  player.cut();
  EXPECT_EQ(player.read(out), kFadeSamples);
  EXPECT_EQ(out[kFadeSamples - 1], 0);
  EXPECT_EQ(player.state(), PlayerState::ended);
  EXPECT_EQ(player.read(out), 0U);
}

TEST(OpusPlayer, RefusesAFileThatIsShorterThanItsList) {
  const StoppedClock clock;
  UnitList longer = programme().list;
  longer.total_samples += 48000;
  WholeFileSource source(programme().file);
  OpusPlayer player(longer, source, clock);
  std::vector<std::int16_t> out(programme().pcm.size() + 960);
  player.read(out);
  EXPECT_EQ(player.state(), PlayerState::failed);
  EXPECT_EQ(player.cause().code, "audio.cut_short");
}

TEST(PrefetchBuffer, AsksForTheUnitBeingReadTheNextTwoAndTheHeaders) {
  PrefetchBuffer buffer(programme().list, 4);
  EXPECT_EQ(buffer.take_requests(), (std::vector<std::uint32_t>{0, 4, 5, 6}));
  EXPECT_TRUE(buffer.take_requests().empty());
  buffer.lost(5);
  EXPECT_EQ(buffer.take_requests(), (std::vector<std::uint32_t>{5}));
  ByteSpan unit;
  EXPECT_EQ(buffer.pull(4, unit), Pull::wait);
  EXPECT_FALSE(buffer.give(4, programme().unit(5)));
  EXPECT_EQ(buffer.pull(4, unit), Pull::refused);
  EXPECT_EQ(buffer.take_requests(), (std::vector<std::uint32_t>{4}));
  EXPECT_TRUE(buffer.give(4, programme().unit(4)));
  EXPECT_EQ(buffer.pull(4, unit), Pull::ready);
  EXPECT_EQ(buffer.pull(5, unit), Pull::wait);
  EXPECT_EQ(buffer.take_requests(), (std::vector<std::uint32_t>{7}));
}

}  // namespace
}  // namespace loa::audio::test
