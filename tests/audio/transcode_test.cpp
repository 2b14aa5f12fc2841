#include "audio/ogg_scan.h"
#include "audio/opus_player.h"
#include "audio/process.h"
#include "audio/transcode_report.h"
#include "audio/tts.h"
#include "audio/wav.h"
#include "core/catalogue.h"
#include "tests/audio/sounds.h"

#include <ebur128.h>

#include <fstream>

namespace loa::audio::test {
namespace {

struct Heard {
  double loudness = 0;
  double true_peak_db = 0;
};

// By libebur128's own true-peak mode, on what a listener gets.
Heard listen(const std::filesystem::path& opus) {
  const auto pcm = decode_ogg_opus(*read_file(opus, 1 << 28));
  EXPECT_TRUE(pcm) << to_line(pcm.error());
  ebur128_state* state = ebur128_init(1, 48000, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
  ebur128_add_frames_short(state, pcm->data(), pcm->size());
  Heard heard;
  double peak = 0;
  ebur128_loudness_global(state, &heard.loudness);
  ebur128_true_peak(state, 0, &peak);
  ebur128_destroy(&state);
  heard.true_peak_db = 20 * std::log10(peak);
  return heard;
}

Result<TranscodeReport> transcode(const Folder& folder, const std::string& in, std::int64_t max_duration_s = 14400) {
  return run_transcode({.program = LOA_TRANSCODE, .in = folder.path / in, .out = folder.path / "out.opus", .max_duration_s = max_duration_s, .time_limit = Millis{120'000}});
}

void write_sound(const std::filesystem::path& path, std::span<const float> sound) {
  auto writer = WavWriter::create(path);
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer->append(to_int16(sound)));
}

void expect_refused(const Folder& folder, const std::string& in, const std::string& code, std::int64_t max_duration_s = 14400) {
  const auto report = transcode(folder, in, max_duration_s);
  ASSERT_FALSE(report) << in;
  EXPECT_EQ(report.error().code, code) << to_line(report.error());
  EXPECT_TRUE(in_catalogue(code));
  EXPECT_EQ(describe(report.error(), Language::vi).find('{'), std::string::npos) << describe(report.error(), Language::vi);
  for (const auto& entry : std::filesystem::directory_iterator(folder.path))
    EXPECT_NE(entry.path().string().find(in), std::string::npos) << "left behind: " << entry.path();
}

TEST(Transcode, BringsSpeechToLoudnessWithoutPeaks) {
  const Folder folder;
  std::ifstream text(LOA_SOURCE_DIR "/audio/samples/doi-mu-bao-hiem.txt");
  const std::string words{std::istreambuf_iterator<char>(text), {}};
  ASSERT_TRUE(synthesise(words, {}, folder.path / "in.wav"));
  const auto report = transcode(folder, "in.wav");
  ASSERT_TRUE(report) << to_line(report.error());
  const auto heard = listen(folder.path / "out.opus");
  EXPECT_NEAR(heard.loudness, -16, 1);
  EXPECT_LE(heard.true_peak_db, -2);
  EXPECT_NEAR(report->loudness_after, heard.loudness, 0.1);
  EXPECT_NEAR(report->true_peak_after, heard.true_peak_db, 0.1);
  EXPECT_TRUE(report->reasons.empty());
  const auto file = *read_file(folder.path / "out.opus", 1 << 24);
  EXPECT_EQ(report->sha256, sha256(file));
  EXPECT_EQ(report->size, static_cast<std::int64_t>(file.size()));
  EXPECT_NEAR(static_cast<double>(report->duration_ms), static_cast<double>(scan_ogg_opus(file)->total_samples) / 48, 1);
  EXPECT_EQ(report->waveform.size(), 1000U);
}

TEST(Transcode, QuietAndPeakySoundsComeOutRightOrSayWhy) {
  const Folder folder;
  const auto speech = babble(48000 * 10, 8, 0.04F);
  write_sound(folder.path / "in.wav", speech);
  const auto quiet = transcode(folder, "in.wav");
  ASSERT_TRUE(quiet) << to_line(quiet.error());
  EXPECT_NEAR(listen(folder.path / "out.opus").loudness, -16, 1);
  std::vector<float> clicks = speech;
  for (std::size_t i = 0; i < clicks.size(); i += 24000) clicks[i] = 0.99F;
  write_sound(folder.path / "in.wav", clicks);
  const auto peaky = transcode(folder, "in.wav");
  ASSERT_TRUE(peaky) << to_line(peaky.error());
  const auto heard = listen(folder.path / "out.opus");
  EXPECT_LE(heard.true_peak_db, -2);
  EXPECT_TRUE(std::abs(heard.loudness + 16) <= 1 || !peaky->reasons.empty()) << heard.loudness;
  write_sound(folder.path / "in.wav", babble(48000 * 10, 8, 0.008F));
  const auto faint = transcode(folder, "in.wav");
  ASSERT_TRUE(faint) << to_line(faint.error());
  EXPECT_EQ(faint->reasons, std::vector<std::string>{"gain_limit"});
}

TEST(Transcode, ReadsEveryPromisedFormat) {
  const Folder folder;
  write_sound(folder.path / "source.wav", babble(48000 * 3));
  for (const std::string name : {"in.mp3", "in.flac", "in.ogg", "in.m4a", "in.aac", "in.opus"}) {
    const auto made = run_process({.argv = {"ffmpeg", "-v", "error", "-y", "-i", (folder.path / "source.wav").string(), (folder.path / name).string()}, .input = {}});
    ASSERT_TRUE(made && made->exit_code == 0) << made->errors;
    const auto report = transcode(folder, name);
    ASSERT_TRUE(report) << name << " " << to_line(report.error());
    EXPECT_NEAR(static_cast<double>(report->duration_ms), 3000, 100) << name;
  }
}

TEST(Transcode, RefusesDisguises) {
  const std::string text = "day khong phai la am thanh\n";
  std::string much;
  for (int i = 0; i < 5000; ++i) much += text;
  const std::vector<std::pair<std::string, std::string>> disguises{
      {much, "audio.not_audio"},
      {"", "audio.not_audio"},
      {"ffconcat version 1.0\nfile other.wav\n", "audio.format_refused"},
      {"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n", "audio.format_refused"}};
  for (const auto& [content, code] : disguises) {
    const Folder folder;
    std::ofstream(folder.path / "in.mp3") << content;
    expect_refused(folder, "in.mp3", code);
  }
}

TEST(Transcode, RefusesSilenceShortAndMissing) {
  const Folder folder;
  write_sound(folder.path / "in.wav", std::vector<float>(48000 * 3));
  expect_refused(folder, "in.wav", "audio.silent");
  write_sound(folder.path / "in.wav", babble(4800));
  expect_refused(folder, "in.wav", "audio.too_short");
  std::filesystem::remove(folder.path / "in.wav");
  EXPECT_EQ(transcode(folder, "in.wav").error().code, "audio.file");
}

TEST(Transcode, RefusesATenHourBombAtOnce) {
  const Folder folder;
  const auto made = run_process({.argv = {"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "36000", "-c:a", "flac", (folder.path / "in.flac").string()},
                                 .input = {}, .time_limit = Millis{100'000}});
  ASSERT_TRUE(made && made->exit_code == 0);
  expect_refused(folder, "in.flac", "audio.too_long");
}

TEST(Transcode, StopsHardWhenTheFileLiesAboutItsLength) {
  const Folder folder;
  write_sound(folder.path / "source.wav", babble(48000 * 20));
  // A stream without a length in its header.
  const auto made = run_process({.argv = {"ffmpeg", "-v", "error", "-i", (folder.path / "source.wav").string(), "-f", "adts", (folder.path / "in.aac").string()}, .input = {}});
  ASSERT_TRUE(made && made->exit_code == 0);
  std::filesystem::remove(folder.path / "source.wav");
  expect_refused(folder, "in.aac", "audio.too_long", 5);
}

TEST(Transcode, SaysWhatIsWrongWithItsArguments) {
  const auto end = run_process({.argv = {LOA_TRANSCODE, "--in"}, .input = {}});
  ASSERT_TRUE(end);
  EXPECT_EQ(end->exit_code, 64);
  EXPECT_EQ(parse_transcode_report(as_text(end->output)).error().code, "audio.usage");
}

}  // namespace
}  // namespace loa::audio::test
