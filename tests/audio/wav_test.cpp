#include "audio/wav.h"

#include "audio/process.h"
#include "audio/tts.h"

#include "tests/audio/sounds.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace loa::audio::test {
namespace {

TEST(Wav, WritesAndReadsBack) {
  const Folder folder;
  auto writer = WavWriter::create(folder.path / "a.wav");
  ASSERT_TRUE(writer);
  const auto sound = to_int16(babble(100000));
  ASSERT_TRUE(writer->append(sound));
  ASSERT_TRUE(writer->append_silence(5000));
  ASSERT_TRUE(writer->close());
  const auto back = read_wav(folder.path / "a.wav");
  ASSERT_TRUE(back);
  EXPECT_EQ(back->rate, 48000U);
  EXPECT_EQ(back->channels, 1);
  ASSERT_EQ(back->samples.size(), 105000U);
  EXPECT_TRUE(std::equal(sound.begin(), sound.end(), back->samples.begin()));
}

TEST(Wav, IsReadableAndCanGoOnAfterAKill) {
  const Folder folder;
  const auto path = folder.path / "a.wav";
  const auto sound = to_int16(babble(48000 * 3 + 100));
  const pid_t pid = ::fork();
  if (pid == 0) {
    auto writer = WavWriter::create(path);
    for (std::size_t at = 0; at < sound.size(); at += 960)
      if (!writer->append(std::span(sound).subspan(at, std::min<std::size_t>(960, sound.size() - at)))) std::_Exit(1);
    ::raise(SIGKILL);
  }
  ::waitpid(pid, nullptr, 0);
  const auto torn = read_wav(path);
  ASSERT_TRUE(torn);
  EXPECT_GE(torn->samples.size(), 48000U * 3 - 960);
  auto writer = WavWriter::resume(path);
  ASSERT_TRUE(writer);
  EXPECT_EQ(writer->samples(), sound.size());
  ASSERT_TRUE(writer->append(sound));
  ASSERT_TRUE(writer->close());
  const auto whole = read_wav(path);
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->samples.size(), sound.size() * 2);
  EXPECT_TRUE(std::equal(sound.begin(), sound.end(), whole->samples.begin()));
}

TEST(Wav, RefusesOtherFiles) {
  const Folder folder;
  const auto path = folder.path / "a.wav";
  ASSERT_TRUE(write_file_durably(path, as_bytes(std::string(100, 'x'))));
  EXPECT_EQ(read_wav(path).error().code, "audio.wav_bad");
  EXPECT_EQ(WavWriter::resume(path).error().code, "audio.wav_bad");
  EXPECT_EQ(*read_file(path, 1000), to_bytes(std::string(100, 'x')));
  EXPECT_FALSE(parse_wav(as_bytes("RIFF")));
}

TEST(Tts, SpeaksVietnamese) {
  const Folder folder;
  const auto status = synthesise("Kính thưa bà con, đây là giọng máy.", {}, folder.path / "a.wav");
  ASSERT_TRUE(status) << to_line(status.error());
  const auto wav = read_wav(folder.path / "a.wav");
  ASSERT_TRUE(wav);
  EXPECT_GT(wav->samples.size(), wav->rate);
  EXPECT_EQ(synthesise(" \n", {}, folder.path / "b.wav").error().code, "audio.tts_text");
  EXPECT_EQ(synthesise("a", {.program = "no-such-voice"}, folder.path / "b.wav").error().code, "audio.process_start");
  EXPECT_FALSE(std::filesystem::exists(folder.path / "b.wav"));
}

TEST(Process, HandsDownNothingButTheThreeStandardDescriptors) {
  std::vector<int> held;
  for (int i = 0; i < 40; ++i) held.push_back(::dup(STDERR_FILENO));
  const auto listed = run_process({.argv = {"ls", "/proc/self/fd"}, .input = {}});
  for (const int fd : held) ::close(fd);
  ASSERT_TRUE(listed);
  EXPECT_EQ(as_text(listed->output), "0\n1\n2\n3\n");  // the fourth is ls's own
}

TEST(Process, LimitsTimeAndOutputAndPassesInput) {
  const auto echoed = run_process({.argv = {"cat"}, .input = std::string(300000, 'a')});
  ASSERT_TRUE(echoed);
  EXPECT_EQ(echoed->output.size(), 300000U);
  EXPECT_EQ(run_process({.argv = {"sleep", "20"}, .input = {}, .time_limit = Millis{100}}).error().code, "audio.process_time");
  EXPECT_EQ(run_process({.argv = {"yes"}, .input = {}, .max_output = 10000}).error().code, "audio.process_output");
  const auto deaf = run_process({.argv = {"false"}, .input = std::string(1000000, 'a')});
  ASSERT_TRUE(deaf);
  EXPECT_EQ(deaf->exit_code, 1);
}

}  // namespace
}  // namespace loa::audio::test
