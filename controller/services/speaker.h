// Máy đọc (machine voice): reads a text as an announcer would and turns it into a programme's sound. Reading and speaking run
// on a pool of their own; the sentences made stay in data_dir/speech, so that a respelt word costs one sentence. Holds the
// province's dictionary. Loop thread.
#pragma once

#include "audio/speech/synthesis.h"
#include "controller/domain/draft.h"
#include "controller/services/importer.h"

#include <memory>

namespace loa::controller {

struct VoiceOffer {
  std::string name;             // as the engine knows it
  Error label;                  // text of the catalogue: voice.north, voice.central, voice.south, voice.named (name)
  speech::Region region = speech::Region::north;
};

struct SpeechOptions {
  std::string language = "vi";  // the one the engine speaks
  std::shared_ptr<const speech::Engine> engine;
  std::vector<VoiceOffer> voices;  // the first is the usual one; never empty
  std::filesystem::path cache;
  std::uintmax_t cache_bytes = 2ull * 1024 * 1024 * 1024;
};
// espeak-ng with its three Vietnamese voices.
Result<SpeechOptions> espeak_speech(const std::filesystem::path& cache);
// Another engine with the voices it knows (none named: one called "vi").
SpeechOptions engine_speech(std::unique_ptr<speech::Engine> engine, const std::vector<std::string>& voices,
                            const std::filesystem::path& cache);

struct SpeechText {
  std::string text;
  std::vector<DraftRespelling> respellings;
};

struct SpeechOrder {
  SpeechText text;
  std::string language;
  std::string voice;            // empty: the usual one
  int speed_percent = 100;
  ImportOrder import;           // upload is set here
  // Gets the sentences with their times (JSON) when the revision is stored.
  std::function<asio::awaitable<Status>(ImportTask, std::string)> then;
};
struct SpeechBegun {
  std::string task;
  std::size_t sentences = 0, new_sentences = 0;
};

class Speaker {
 public:
  Speaker(Context& context, Desk& desk, Importer& importer, SpeechOptions options);

  // From the store, at start. Errors: "store.*".
  asio::awaitable<Status> load_dictionary();
  const speech::Dictionary& dictionary() const { return *dictionary_; }
  // Errors: "speech.entry_bad", "speech.dictionary_too_large", "controller.entry_unknown", "store.*".
  asio::awaitable<Status> put_entry(speech::DictionaryEntry entry, std::string by);
  asio::awaitable<Status> remove_entry(std::string written, speech::EntryScope where, std::string by);

  const SpeechOptions& options() const { return options_; }
  // Errors: those of speech::announce.
  asio::awaitable<Result<speech::Announcement>> read(SpeechText text);
  // Errors: "speech.language_silent", "speech.voice_bad", those of speech::plan_synthesis ("speech.questions_open").
  asio::awaitable<Result<SpeechBegun>> begin(SpeechOrder order);

 private:
  struct Planned {
    speech::Announcement announcement;
    speech::SynthesisPlan plan;
  };
  const VoiceOffer* offer(const std::string& name) const;
  asio::awaitable<void> run(SpeechOrder order, Planned planned, speech::VoiceChoice voice);
  void failed(const std::string& task, const Error& why);
  void show(const std::string& task, std::size_t done, std::size_t total);

  Context& context_;
  Desk& desk_;
  Importer& importer_;
  SpeechOptions options_;
  speech::SynthesisSettings settings_;
  std::shared_ptr<const speech::Dictionary> dictionary_;
  WorkPool pool_;
};

// Respellings with byte ranges of this text.
std::vector<speech::Respelling> to_respellings(const SpeechText& text);
std::string sentences_json(const std::string& text, const speech::Announcement& announcement, const speech::Speech& speech);

}  // namespace loa::controller
