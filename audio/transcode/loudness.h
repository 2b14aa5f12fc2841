// EBU R128 integrated loudness of a mono 48 kHz stream (libebur128).
#pragma once

#include <ebur128.h>

#include <span>

namespace loa::audio {

class Loudness {
 public:
  Loudness();
  ~Loudness();
  Loudness(const Loudness&) = delete;
  Loudness& operator=(const Loudness&) = delete;

  void add(std::span<const float> samples);
  double lufs() const;  // -120 when nothing passes the gate

 private:
  ebur128_state* state_;
};

}  // namespace loa::audio
