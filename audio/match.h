// Finds a reference in a recording by normalised cross-correlation (48 kHz mono): proof that a horn's recording contains
// its programme. Blind to gain; tolerates fades and a few lost frames.
#pragma once

#include <cstdint>
#include <span>

namespace loa::audio {

struct Match {
  double score = 0;     // 0..1: mean over the reference's seconds that carry sound; above 0.9 is a match
  double offset_s = 0;  // where the reference's first sample lies in the recording
  double covered = 0;   // share of those seconds that match by themselves
};

struct MatchWindow {
  double expected_s = 0;   // where it should start; may be negative (joined late)
  double tolerance_s = 2;  // searched on both sides
};

Match find_at(std::span<const std::int16_t> reference, std::span<const std::int16_t> recording, MatchWindow window);
// Searches the whole recording.
Match find_anywhere(std::span<const std::int16_t> reference, std::span<const std::int16_t> recording);

}  // namespace loa::audio
