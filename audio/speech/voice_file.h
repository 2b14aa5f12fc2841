// What an engine gave, made into the WAV the rest of Loa takes. Internal to the engines.
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "audio/speech/engine.h"

#include <filesystem>
#include <string>

namespace loa::speech {

Status check_voice(const VoiceChoice& voice);  // "speech.voice_bad": no options, paths or control characters in a name
// Reads a 16-bit WAV (streamed headers too), mixes it to mono and writes it whole or not at all. "speech.engine_sound".
Status write_voice_file(const std::string& engine, ByteSpan sound, const std::filesystem::path& wav);
std::string first_line(std::string_view text);  // at most 200 bytes, valid UTF-8 or "?"
std::filesystem::path unique_part(const std::filesystem::path& wav);  // a name beside `wav` that no other thread uses

}  // namespace loa::speech
