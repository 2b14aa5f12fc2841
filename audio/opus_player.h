// Decodes an approved Ogg Opus programme (libopusfile) from verified units, from the start or joined in the middle.
// Output is 48 kHz mono int16, dither off; after the fade-in it is bit-identical to straight decoding from the start.
// A missing or refused unit makes the player starve, not fail: a later good unit loses nothing. It fails when starving has
// lasted `patience`, with the cause. Not for the audio thread: read() may allocate; feed a Playout from the loop.
#pragma once

#include "audio/unit_source.h"
#include "core/clock.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace loa::audio {

// Decoded and thrown away before a join. 400 ms are inaudible from straight decoding but not identical to it (measured: up
// to 64 of 32768 for 1.2 s on SILK speech); after two seconds of speech the decoder has forgotten where it started (an
// unbroken tone never lets it: the difference stays, 60 dB down).
constexpr std::int64_t kPreRollSamples = 96000;
constexpr std::size_t kFadeSamples = 480;        // 10 ms

// Where decoding has to start to give `target` (samples at 48 kHz from the programme's start) exactly.
struct JoinPoint {
  std::uint32_t unit = 0;
  std::uint64_t page_offset = 0;
  std::int64_t drop_samples = 0;  // decoded and thrown away
};
JoinPoint join_point(const UnitList& list, std::int64_t target);

enum class PlayerState { playing, starving, ended, failed };

struct PlayerOptions {
  std::int64_t start_sample = 0;
  Millis patience{10'000};                  // longest starving before "audio.starved" or "audio.unit_refused"
  std::size_t fade_samples = kFadeSamples;  // at a join (start_sample > 0) and at a cut
};

class OpusPlayer {
 public:
  // `list`, `source` and `clock` outlive the player.
  OpusPlayer(const UnitList& list, UnitSource& source, const Clock& clock, PlayerOptions options = {});
  ~OpusPlayer();
  OpusPlayer(const OpusPlayer&) = delete;
  OpusPlayer& operator=(const OpusPlayer&) = delete;

  // Fills `out` as far as units allow; fewer samples than asked means starving, ended or failed: see state().
  std::size_t read(std::span<std::int16_t> out);
  // Fade out over the next samples read, then ended.
  void cut();

  PlayerState state() const;
  const Error& cause() const;        // set when failed
  std::int64_t position() const;     // programme sample that read() gives next
  std::int64_t total_samples() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Decodes a whole checked file from `start_sample`; for tests, tools and references. Errors as scan_ogg_opus.
Result<std::vector<std::int16_t>> decode_ogg_opus(ByteSpan file, std::int64_t start_sample = 0);

}  // namespace loa::audio
