// Machine voice (giọng máy): espeak-ng run as a process (GPL-3, so never linked), text on stdin, WAV out. Blocks.
#pragma once

#include "core/error.h"
#include "core/time.h"

#include <filesystem>
#include <string>

namespace loa::audio {

struct Voice {
  std::string program = "espeak-ng";
  std::string name = "vi";  // also vi-vn-x-central, vi-vn-x-south
  int words_per_minute = 150;
  Millis time_limit{60'000};
};

constexpr std::size_t kMaxTtsBytes = 64 * 1024;

// Writes `wav` whole or not at all. "audio.tts_text" (empty, too long), "audio.tts_failed" (why), "audio.process_*".
Status synthesise(const std::string& text, const Voice& voice, const std::filesystem::path& wav);

}  // namespace loa::audio
