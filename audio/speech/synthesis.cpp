#include "audio/speech/synthesis.h"

#include "audio/speech/voice_file.h"
#include "audio/wav.h"
#include "core/files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <set>

namespace loa::speech {
namespace {

constexpr std::size_t kMaxSentenceFile = std::size_t{256} * 1024 * 1024;

Hash key_of(const Engine& engine, const VoiceChoice& voice, const std::string& spoken) {
  const auto head = "loa-speech-1\n" + engine.identity() + "\n" + voice.name + "\n" + std::to_string(voice.speed_percent) + "\n";
  return sha256(head + spoken);
}

bool is_made(const std::filesystem::path& file) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(file, ignored);
}

// Its time tells trim_cache that it is in use.
void touch(const std::filesystem::path& file) { static_cast<void>(::utimensat(AT_FDCWD, file.c_str(), nullptr, 0)); }

Error at_sentence(Error error, const PlannedSentence& planned) {
  error.place = std::to_string(planned.sentence + 1);
  return error;
}

Status make_missing(const SynthesisPlan& plan, const Engine& engine, const VoiceChoice& voice, const SpeechProgress& progress, Speech& out) {
  std::set<Hash> missing;
  for (const auto& planned : plan.sentences)
    if (!is_made(planned.file)) missing.insert(planned.key);
  const auto total = missing.size();
  for (const auto& planned : plan.sentences) {
    if (missing.erase(planned.key) == 0) {
      ++out.reused;
      continue;
    }
    if (progress && !progress(out.made, total)) return fail("speech.cancelled", {});
    if (auto spoken = engine.speak(planned.spoken, voice, planned.file); !spoken) return at_sentence(spoken.error(), planned);
    ++out.made;
  }
  if (progress) progress(out.made, total);
  return ok();
}

// A file that a full disk or a hand has damaged is made once more.
Result<audio::WavAudio> read_sentence(const PlannedSentence& planned, const Engine& engine, const VoiceChoice& voice) {
  touch(planned.file);
  auto read = audio::read_wav(planned.file, kMaxSentenceFile);
  if (read && read->channels == 1) return read;
  if (auto spoken = engine.speak(planned.spoken, voice, planned.file); !spoken) return at_sentence(spoken.error(), planned);
  return audio::read_wav(planned.file, kMaxSentenceFile);
}

class Joiner {
 public:
  Joiner(const SynthesisSettings& settings, std::filesystem::path part) : settings_(settings), part_(std::move(part)) {}

  Status add(const PlannedSentence& planned, const audio::WavAudio& audio, Speech& out) {
    if (!writer_) {
      LOA_TRY(writer_, audio::WavWriter::create(part_, audio.rate));
      rate_ = audio.rate;
    }
    if (audio.rate != rate_) return fail("speech.rates_differ", {{"first", std::to_string(rate_)}, {"other", std::to_string(audio.rate)}}, std::to_string(planned.sentence + 1));
    LOA_TRY_OK(writer_->append_silence(samples(pause_)));
    const auto start = position();
    LOA_TRY_OK(writer_->append(audio.samples));
    out.timings.push_back({planned.sentence, start, position()});
    out.length = position();
    if (out.length > settings_.max_length) return fail("speech.too_long_sound", {{"limit_s", std::to_string(settings_.max_length.count() / 1000)}});
    pause_ = planned.ends_paragraph ? settings_.paragraph_pause : settings_.sentence_pause;
    return ok();
  }

  Status close_as(const std::filesystem::path& wav) {
    LOA_TRY_OK(writer_->close());
    std::error_code error;
    std::filesystem::rename(part_, wav, error);
    if (error) return fail("file.write", {{"path", wav.string()}, {"why", error.message()}});
    return ok();
  }

  ~Joiner() {
    std::error_code ignored;
    std::filesystem::remove(part_, ignored);
  }

 private:
  std::uint64_t samples(Millis time) const { return static_cast<std::uint64_t>(time.count()) * rate_ / 1000; }
  Millis position() const { return Millis(static_cast<std::int64_t>(writer_->samples() * 1000 / rate_)); }

  const SynthesisSettings& settings_;
  std::filesystem::path part_;
  std::optional<audio::WavWriter> writer_;
  std::uint32_t rate_ = 0;
  Millis pause_{0};
};

struct CacheFile {
  std::filesystem::file_time_type used;
  std::filesystem::path path;
  std::uintmax_t bytes = 0;
};

Result<std::vector<CacheFile>> list_cache(const std::filesystem::path& cache) {
  std::vector<CacheFile> out;
  std::error_code error;
  for (std::filesystem::directory_iterator it(cache, error), end; !error && it != end; it.increment(error)) {
    std::error_code gone;
    const auto bytes = it->file_size(gone);
    const auto used = it->last_write_time(gone);
    if (!gone && it->path().extension() == ".wav") out.push_back({used, it->path(), bytes});
  }
  if (error) return fail("file.read", {{"path", cache.string()}, {"why", error.message()}});
  std::ranges::sort(out, {}, &CacheFile::used);
  return out;
}

}  // namespace

Result<SynthesisPlan> plan_synthesis(const Announcement& announcement, const Engine& engine, const VoiceChoice& voice,
                                     const SynthesisSettings& settings) {
  if (!announcement.questions.empty())
    return fail("speech.questions_open", {{"count", std::to_string(announcement.questions.size())}, {"first", announcement.questions[0].written}},
                std::to_string(announcement.questions[0].sentence + 1));
  LOA_TRY_OK(check_voice(voice));
  SynthesisPlan plan;
  std::set<Hash> fresh;
  for (std::size_t k = 0; k < announcement.sentences.size(); ++k) {
    const auto& sentence = announcement.sentences[k];
    if (sentence.spoken.empty()) {
      if (sentence.ends_paragraph && !plan.sentences.empty()) plan.sentences.back().ends_paragraph = true;
      continue;
    }
    const auto key = key_of(engine, voice, sentence.spoken);
    const auto file = settings.cache / (key.hex() + ".wav");
    const bool is_new = !is_made(file);
    if (is_new) fresh.insert(key);
    plan.sentences.push_back({k, sentence.spoken, sentence.ends_paragraph, key, file, is_new});
  }
  plan.new_count = fresh.size();
  if (plan.sentences.empty()) return fail("speech.nothing_to_say", {});
  if (plan.sentences.size() > settings.max_sentences)
    return fail("speech.too_many_sentences", {{"limit", std::to_string(settings.max_sentences)}, {"count", std::to_string(plan.sentences.size())}});
  return plan;
}

Result<Speech> synthesise(const SynthesisPlan& plan, const Engine& engine, const VoiceChoice& voice, const SynthesisSettings& settings,
                          const std::filesystem::path& wav, const SpeechProgress& progress) {
  if (plan.sentences.empty()) return fail("speech.nothing_to_say", {});
  LOA_TRY_OK(require_writable_folder(settings.cache));
  Speech out;
  LOA_TRY_OK(make_missing(plan, engine, voice, progress, out));
  Joiner joiner(settings, unique_part(wav));
  for (const auto& planned : plan.sentences) {
    LOA_TRY(const auto audio, read_sentence(planned, engine, voice));
    LOA_TRY_OK(joiner.add(planned, audio, out));
  }
  LOA_TRY_OK(joiner.close_as(wav));
  return out;
}

Result<std::uintmax_t> trim_cache(const std::filesystem::path& cache, std::uintmax_t max_bytes, const SynthesisPlan& keep) {
  LOA_TRY(const auto files, list_cache(cache));
  std::set<std::filesystem::path> kept;
  for (const auto& planned : keep.sentences) kept.insert(planned.file);
  std::uintmax_t bytes = 0;
  for (const auto& file : files) bytes += file.bytes;
  for (const auto& file : files) {
    if (bytes <= max_bytes) break;
    if (kept.contains(file.path)) continue;
    std::error_code error;
    if (std::filesystem::remove(file.path, error)) bytes -= file.bytes;
  }
  return bytes;
}

}  // namespace loa::speech
