// The dictionary's rules, the engines, and speech made sentence by sentence.
#include "audio/speech/builtin_words.h"
#include "audio/speech/dictionary.h"
#include "audio/speech/synthesis.h"
#include "audio/wav.h"
#include "core/files.h"
#include "tests/audio/speech_texts.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <fstream>

namespace loa::speech {
namespace {

struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "loa-speech-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string script(const std::string& name, const std::string& body) const {
    const auto file = path / name;
    std::ofstream(file) << "#!/bin/sh\n" << body << "\n";
    ::chmod(file.c_str(), 0755);
    return file.string();
  }
};

// 1,000 samples a letter; counts what it is asked.
class CountingEngine final : public Engine {
 public:
  std::string kind() const override { return "counting"; }
  std::string identity() const override { return "counting " + std::to_string(rate); }
  Status speak(const std::string& spoken, const VoiceChoice&, const std::filesystem::path& wav) const override {
    asked.push_back(spoken);
    if (spoken == refuse) return fail("speech.engine_failed", {{"engine", "counting"}, {"why", "test"}});
    LOA_TRY(auto writer, audio::WavWriter::create(wav, rate));
    LOA_TRY_OK(writer.append(std::vector<std::int16_t>(spoken.size() * 10, 1000)));
    return writer.close();
  }
  mutable std::vector<std::string> asked;
  std::uint32_t rate = 10'000;
  std::string refuse;
};

struct World {
  Folder folder;
  CountingEngine engine;
  SynthesisSettings settings{.cache = folder.path / "cache"};
  std::filesystem::path wav = folder.path / "out.wav";

  Result<Speech> make(std::string_view text, const AnnounceOptions& options = {}, const SpeechProgress& progress = {}) {
    const auto announced = announce(text, options).value();
    LOA_TRY(const auto plan, plan_synthesis(announced, engine, {}, settings));
    return synthesise(plan, engine, {}, settings, wav, progress);
  }
};

TEST(SpeechDictionary, goes_through_json_unchanged) {
  const std::vector<DictionaryEntry> entries{{"TDP", "tổ dân phố", EntryScope::anywhere, "xã Hòa Bình"}, {"VX", "văn xã", EntryScope::document_number, ""}};
  const auto dictionary = Dictionary::make(entries).value();
  EXPECT_EQ(Dictionary::from_json(dictionary.to_json()).value().entries(), entries);
  EXPECT_EQ(Dictionary::from_json("{\"version\":2,\"entries\":[]}").error().code, "json.field_bad");
  EXPECT_EQ(Dictionary::from_json("{\"version\":1,\"entries\":[{\"written\":\"a\",\"spoken\":\"b\",\"x\":1}]}").error().code, "json.unknown_field");
}

TEST(SpeechDictionary, refuses_readings_that_cannot_be_said) {
  const auto error = Dictionary::make({{"A1", "a một", {}, {}}, {"TDP", "TDP số 5", {}, {}}}).error();
  EXPECT_EQ(error.code, "speech.entry_bad");
  EXPECT_EQ(error.place, "entries[1].spoken");
  EXPECT_EQ(Dictionary::make({{"", "a", {}, {}}}).error().place, "entries[0].written");
  EXPECT_EQ(Dictionary::make({{"x", "xã", {}, {}}, {"x", "xóm", {}, {}}}).error().code, "speech.entry_twice");
  EXPECT_TRUE(Dictionary::make({{"x", "xã", {}, {}}, {"x", "xóm", EntryScope::document_number, {}}}).has_value());
}

TEST(SpeechDictionary, the_longest_entry_wins_over_the_built_in_list) {
  const auto own = Dictionary::make({{"UBND xã Mai", "ủy ban Mai", {}, {}}, {"UBND", "ủy ban", {}, {}}}).value();
  EXPECT_EQ(say("UBND xã Mai", {.dictionary = &own}), "ủy ban Mai");
  EXPECT_EQ(say("UBND xã Na", {.dictionary = &own}), "ủy ban xã Na");
  EXPECT_EQ(say("TP.HCM", {.dictionary = &own}), "Thành phố Hồ Chí Minh");
}

TEST(SpeechDictionary, capitals_match_exactly_and_small_letters_any_case) {
  const auto own = Dictionary::make({{"Nặm Cắn", "Nậm Cắn", {}, {}}, {"covid", "cô vi", {}, {}}}).value();
  EXPECT_EQ(say("Nặm Cắn, nặm cắn", {.dictionary = &own}), "Nậm Cắn, nặm cắn");
  EXPECT_EQ(say("dịch covid", {.dictionary = &own}), "dịch cô vi");
  const auto decomposed = Dictionary::make({{"Na\u0323\u0306m", "nậm", {}, {}}}).value();
  EXPECT_EQ(decomposed.entries()[0].written, "Nặm");
}

TEST(SpeechDictionary, scopes_part_document_numbers_from_text) {
  const auto own = Dictionary::make({{"BQL", "ban quản lý dự án", EntryScope::document_number, {}}}).value();
  EXPECT_EQ(say("Thông báo số 5/TB-BQL của BQL chợ", {.dictionary = &own}), "Thông báo số năm, thông báo ban quản lý dự án của ban quản lý chợ");
}

TEST(SpeechDictionary, an_answer_replaces_the_entry) {
  const auto one = Dictionary().with({"VEC", "vê e xê", {}, {}}).value();
  const auto two = one.with({"VEC", "công ty cao tốc", {}, {}}).value();
  ASSERT_EQ(two.entries().size(), 1u);
  EXPECT_EQ(say("VEC", {.dictionary = &two}), "công ty cao tốc");
}

TEST(SpeechDictionary, the_built_in_list_is_valid) { EXPECT_GT(builtin_dictionary().entries().size(), 200u); }

TEST(SpeechSynthesis, stops_while_an_abbreviation_is_unknown) {
  World world;
  const auto refused = world.make("Xã mời. Công ty VEC đến.");
  EXPECT_EQ(refused.error().code, "speech.questions_open");
  EXPECT_EQ(refused.error().place, "2");
  EXPECT_TRUE(world.engine.asked.empty());
}

TEST(SpeechSynthesis, joins_sentences_with_pauses_and_times_them) {
  World world;
  const auto speech = world.make("Xã mời. Xã họp.\r\nXã nghỉ.").value();
  ASSERT_EQ(speech.timings.size(), 3u);
  const auto first = static_cast<std::int64_t>(std::string("Xã mời.").size());
  EXPECT_EQ(speech.timings[0].start, Millis(0));
  EXPECT_EQ(speech.timings[0].end, Millis(first));
  EXPECT_EQ(speech.timings[1].start - speech.timings[0].end, world.settings.sentence_pause);
  EXPECT_EQ(speech.timings[2].start - speech.timings[1].end, world.settings.paragraph_pause);
  EXPECT_EQ(speech.timings[2].end, speech.length);
  const auto wav = audio::read_wav(world.wav).value();
  EXPECT_EQ(wav.samples.size(), static_cast<std::size_t>(speech.length.count()) * 10);
  EXPECT_EQ(wav.samples[static_cast<std::size_t>(first) * 10 + 5], 0);
}

TEST(SpeechSynthesis, makes_only_the_sentence_that_was_respelt) {
  World world;
  const std::string text = "Xã Đắk mời. Bà con họp. Xã Đắk nghỉ.";
  EXPECT_EQ(world.make(text).value().made, 3u);
  world.engine.asked.clear();
  const auto at = text.rfind("Đắk");
  const AnnounceOptions corrected{.respellings = {{{at, at + std::string("Đắk").size()}, "Đắk", "Đắc"}}};
  const auto speech = world.make(text, corrected).value();
  EXPECT_EQ(world.engine.asked, (std::vector<std::string>{"Xã Đắc nghỉ."}));
  EXPECT_EQ(speech.made, 1u);
  EXPECT_EQ(speech.reused, 2u);
}

TEST(SpeechSynthesis, the_plan_tells_what_is_new) {
  World world;
  const auto announced = announce("Một câu. Hai câu. Một câu.").value();
  const auto before = plan_synthesis(announced, world.engine, {}, world.settings).value();
  EXPECT_EQ(before.new_count, 2u);
  EXPECT_EQ(before.sentences[0].key, before.sentences[2].key);
  ASSERT_TRUE(synthesise(before, world.engine, {}, world.settings, world.wav).has_value());
  EXPECT_EQ(plan_synthesis(announced, world.engine, {}, world.settings).value().new_count, 0u);
  EXPECT_EQ(plan_synthesis(announced, world.engine, {.speed_percent = 120}, world.settings).value().new_count, 2u);
  EXPECT_EQ(plan_synthesis(announced, world.engine, {.name = "vi-vn-x-south"}, world.settings).value().new_count, 2u);
  world.engine.rate = 20'000;
  EXPECT_EQ(plan_synthesis(announced, world.engine, {}, world.settings).value().new_count, 2u);
}

TEST(SpeechSynthesis, an_engines_failure_names_the_sentence_and_keeps_the_rest) {
  World world;
  world.engine.refuse = "Hai câu.";
  const auto failed = world.make("Một câu. Hai câu.");
  EXPECT_EQ(failed.error().code, "speech.engine_failed");
  EXPECT_EQ(failed.error().place, "2");
  EXPECT_FALSE(std::filesystem::exists(world.wav));
  world.engine.refuse.clear();
  EXPECT_EQ(world.make("Một câu. Hai câu.").value().made, 1u);
}

TEST(SpeechSynthesis, can_be_stopped_and_is_bounded) {
  World world;
  const auto stopped = world.make("Một câu. Hai câu.", {}, [](std::size_t done, std::size_t) { return done == 0; });
  EXPECT_EQ(stopped.error().code, "speech.cancelled");
  EXPECT_EQ(world.engine.asked.size(), 1u);
  world.settings.max_sentences = 1;
  EXPECT_EQ(world.make("Một câu. Hai câu.").error().code, "speech.too_many_sentences");
  world.settings.max_sentences = 10;
  world.settings.max_length = Millis(5);
  EXPECT_EQ(world.make("Một câu. Hai câu.").error().code, "speech.too_long_sound");
  EXPECT_EQ(world.make("---").error().code, "speech.nothing_to_say");
}

TEST(SpeechSynthesis, a_damaged_file_of_the_cache_is_made_again) {
  World world;
  const auto plan = plan_synthesis(announce("Một câu.").value(), world.engine, {}, world.settings).value();
  ASSERT_TRUE(synthesise(plan, world.engine, {}, world.settings, world.wav).has_value());
  std::ofstream(plan.sentences[0].file) << "torn";
  EXPECT_TRUE(synthesise(plan, world.engine, {}, world.settings, world.wav).has_value());
  EXPECT_EQ(world.engine.asked.size(), 2u);
}

TEST(SpeechSynthesis, the_cache_is_trimmed_but_keeps_what_is_named) {
  World world;
  const auto plan = plan_synthesis(announce("Một câu. Hai câu. Ba câu.").value(), world.engine, {}, world.settings).value();
  ASSERT_TRUE(synthesise(plan, world.engine, {}, world.settings, world.wav).has_value());
  SynthesisPlan keep;
  keep.sentences.push_back(plan.sentences[1]);
  EXPECT_GT(trim_cache(world.settings.cache, 0, keep).value(), 0u);
  EXPECT_FALSE(std::filesystem::exists(plan.sentences[0].file));
  EXPECT_TRUE(std::filesystem::exists(plan.sentences[1].file));
}

// ---- engines

TEST(SpeechEngines, espeak_speaks_and_is_named_when_missing) {
  Folder folder;
  const auto espeak = make_espeak().value();
  ASSERT_TRUE(espeak->speak("Ủy ban nhân dân xã thông báo.", {}, folder.path / "a.wav").has_value());
  ASSERT_TRUE(espeak->speak("Ủy ban nhân dân xã thông báo.", {.speed_percent = 200}, folder.path / "b.wav").has_value());
  const auto slow = audio::read_wav(folder.path / "a.wav").value(), fast = audio::read_wav(folder.path / "b.wav").value();
  EXPECT_GT(slow.samples.size(), fast.samples.size() * 5 / 4);
  const auto missing = make_espeak({.program = "/nonexistent/espeak"}).value();
  const auto error = missing->speak("xã", {}, folder.path / "c.wav").error();
  EXPECT_EQ(error.code, "speech.engine_missing");
  EXPECT_EQ(error.params[0].second, "/nonexistent/espeak");
  EXPECT_EQ(espeak->speak("xã", {.name = "no-such-voice"}, folder.path / "c.wav").error().code, "speech.voice_bad");
  EXPECT_EQ(espeak->speak("xã", {.name = "--path=/etc"}, folder.path / "c.wav").error().code, "speech.voice_bad");
  EXPECT_EQ(espeak->speak("xã", {.speed_percent = 20}, folder.path / "c.wav").error().code, "speech.voice_bad");
}

TEST(SpeechEngines, a_command_gives_sound_on_stdout_or_in_a_file) {
  World made;
  ASSERT_TRUE(made.make("Một câu.").has_value());
  Folder folder;
  const auto to_stdout = make_command({.argv = {folder.script("a", "cat >/dev/null; cat " + made.wav.string())}}).value();
  EXPECT_TRUE(to_stdout->speak("xã", {}, folder.path / "a.wav").has_value());
  const auto to_file = make_command({.argv = {folder.script("b", "cat > " + (folder.path / "text").string() + "; echo $1 $3 > " + (folder.path / "args").string() +
                                                                    "; cp " + made.wav.string() + " \"$2\""), "{voice}", "{out}", "{length_scale}"}}).value();
  EXPECT_TRUE(to_file->speak("xã họp; $(x)", {.name = "giong-1", .speed_percent = 200}, folder.path / "b.wav").has_value());
  EXPECT_EQ(as_text(read_file(folder.path / "text", 100).value()), "xã họp; $(x)\n");
  EXPECT_EQ(as_text(read_file(folder.path / "args", 100).value()), "giong-1 0.50\n");
  for (const auto& file : std::filesystem::directory_iterator(folder.path)) EXPECT_NE(file.path().extension(), ".part") << file.path();
}

TEST(SpeechEngines, a_commands_failures_name_exit_and_first_line) {
  Folder folder;
  const auto failing = make_command({.argv = {folder.script("f", "echo 'no model' >&2; echo second >&2; exit 3")}}).value();
  const auto error = failing->speak("xã", {}, folder.path / "a.wav").error();
  EXPECT_EQ(error.code, "speech.engine_failed");
  EXPECT_EQ(error.params[1].second, "exit 3: no model");
  const auto slow = make_command({.argv = {folder.script("s", "exec sleep 30")}, .time_limit = Millis(200)}).value();
  EXPECT_EQ(slow->speak("xã", {}, folder.path / "a.wav").error().code, "speech.engine_time");
  const auto loud = make_command({.argv = {folder.script("l", "exec head -c 100000 /dev/zero")}, .max_output = 5'000}).value();
  EXPECT_EQ(loud->speak("xã", {}, folder.path / "a.wav").error().code, "speech.engine_output");
  const auto noise = make_command({.argv = {folder.script("n", "echo no wav")}}).value();
  EXPECT_EQ(noise->speak("xã", {}, folder.path / "a.wav").error().code, "speech.engine_sound");
  EXPECT_FALSE(std::filesystem::exists(folder.path / "a.wav"));
  EXPECT_EQ(make_command({}).error().code, "speech.engine_settings");
  EXPECT_EQ(make_command({.argv = {"piper", "{output}"}}).error().code, "speech.engine_settings");
}

TEST(SpeechEngines, http_settings_are_checked) {
  EXPECT_TRUE(make_http({.url = "http://127.0.0.1:9/speak?x=1"}).has_value());
  EXPECT_EQ(make_http({.url = "ftp://host/x"}).error().code, "speech.engine_settings");
  EXPECT_EQ(make_http({.url = "speak"}).error().code, "speech.engine_settings");
  EXPECT_EQ(make_http({.url = "https://host/x"}).error().code, "speech.engine_settings");
}

}  // namespace
}  // namespace loa::speech
