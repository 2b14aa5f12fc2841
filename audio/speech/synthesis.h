// From sentences to one WAV, sentence by sentence through a cache on disk: after a word was respelt, only the sentences
// whose spoken text changed are made again. A file's name is the hash of engine, voice, speed and spoken text, so an old
// file is never wrong, only unused. Blocks: bounded pool only; one cache folder may be shared by several threads.
#pragma once

#include "audio/speech/announce.h"
#include "audio/speech/engine.h"
#include "core/error.h"
#include "core/hash.h"
#include "core/time.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <vector>

namespace loa::speech {

struct SynthesisSettings {
  std::filesystem::path cache;           // made when missing
  Millis sentence_pause{450};
  Millis paragraph_pause{900};
  std::size_t max_sentences = 5'000;
  Millis max_length{4 * 3'600'000};      // of the joined sound, as loa-transcode takes it
};

struct PlannedSentence {
  std::size_t sentence = 0;    // index in Announcement::sentences
  std::string spoken;
  bool ends_paragraph = false;
  Hash key;
  std::filesystem::path file;  // in the cache, there or to be made
  bool is_new = false;
};

struct SynthesisPlan {
  std::vector<PlannedSentence> sentences;  // those with something to say, in order
  std::size_t new_count = 0;               // distinct files to be made
};

// "speech.questions_open" {count, first}: synthesis stops while abbreviations are unknown; "speech.nothing_to_say";
// "speech.too_many_sentences" {limit, count}; "speech.voice_bad".
Result<SynthesisPlan> plan_synthesis(const Announcement& announcement, const Engine& engine, const VoiceChoice& voice,
                                     const SynthesisSettings& settings);

// For a karaoke view: when each sentence sounds in the joined file.
struct SentenceTiming {
  std::size_t sentence = 0;
  Millis start{0};
  Millis end{0};  // without the pause after it
};

struct Speech {
  std::vector<SentenceTiming> timings;
  Millis length{0};
  std::size_t made = 0;    // files made now
  std::size_t reused = 0;  // sentences taken from the cache
};

// Called before each new sentence with those done and all to be made; false stops with "speech.cancelled".
using SpeechProgress = std::function<bool(std::size_t done, std::size_t total)>;

// Makes what is missing, then writes `wav` (16-bit mono) whole or not at all. What was made before a failure stays in the
// cache. Errors of the engine, with the sentence (1-based) as place; "speech.rates_differ", "speech.too_long_sound", "file.*".
Result<Speech> synthesise(const SynthesisPlan& plan, const Engine& engine, const VoiceChoice& voice,
                          const SynthesisSettings& settings, const std::filesystem::path& wav, const SpeechProgress& progress = {});

// Removes the files unused for longest until the cache holds at most `max_bytes`; those of `keep` stay. Bytes left.
Result<std::uintmax_t> trim_cache(const std::filesystem::path& cache, std::uintmax_t max_bytes, const SynthesisPlan& keep = {});

}  // namespace loa::speech
