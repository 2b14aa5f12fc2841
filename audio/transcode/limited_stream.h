// The source after gain and limiter, frame by frame, its delay taken off.
#pragma once

#include "audio/transcode/limiter.h"
#include "audio/transcode/opus_codec.h"
#include "audio/transcode/pcm_source.h"

#include <algorithm>
#include <span>

namespace loa::audio {

class LimitedStream {
 public:
  LimitedStream(PcmSource& source, double gain_db, double ceiling_dbtp)
      : source_(source), gain_(static_cast<float>(from_db(gain_db))), limiter_(static_cast<float>(from_db(ceiling_dbtp))) {}

  Status next(AudioFrame& frame) {
    if (at_ == 0) {
      std::array<float, Limiter::kDelay> head;
      LOA_TRY_OK(pull(head));
    }
    return pull(frame);
  }
  float deepest() const { return limiter_.deepest(); }

 private:
  Status pull(std::span<float> out) {
    LOA_TRY_OK(source_.read(at_, out));
    for (float& sample : out) sample *= gain_;
    limiter_.process(out);
    at_ += static_cast<std::int64_t>(out.size());
    return ok();
  }

  PcmSource& source_;
  float gain_;
  Limiter limiter_;
  std::int64_t at_ = 0;
};

}  // namespace loa::audio
