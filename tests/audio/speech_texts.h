// What the tests of speech share.
#pragma once

#include "audio/speech/announce.h"

#include <string>

namespace loa::speech {

inline std::string all_spoken(const Announcement& announcement) {
  std::string out;
  for (const auto& sentence : announcement.sentences) {
    if (sentence.spoken.empty()) continue;
    if (!out.empty()) out += ' ';
    out += sentence.spoken;
  }
  return out;
}

inline std::string say(std::string_view text, const AnnounceOptions& options = {}) { return all_spoken(announce(text, options).value()); }

}  // namespace loa::speech
