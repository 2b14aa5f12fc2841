// Half an hour of Vietnamese speech, made by espeak-ng from the project's own two texts in nine voices, and the Opus file
// loa-transcode makes of it. Made once a run.
#pragma once

#include "tests/bench/command.h"
#include "tests/bench/ground.h"

#include <optional>

namespace loa::bench {

inline constexpr int kSpeechSeconds = 1800;

std::filesystem::path speech_wav(const Ground& ground);

struct Encoded {
  std::filesystem::path opus;
  std::filesystem::path report;    // what loa-transcode printed
  Finished made;                   // how long it took
};
Encoded speech_opus(const Ground& ground);

// The same sound as another content: one comment in the file's header differs.
std::filesystem::path same_sound(const Ground& ground, const std::string& comment);

}  // namespace loa::bench
