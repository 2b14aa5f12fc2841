// The mono 48 kHz sound of the whole input, read more than once (decoded once, then kept).
#pragma once

#include "core/error.h"

#include <cstdint>
#include <span>

namespace loa::audio {

class PcmSource {
 public:
  virtual ~PcmSource() = default;
  virtual std::int64_t total_samples() const = 0;
  // Fills `out` from sample `at`; silence beyond the end.
  virtual Status read(std::int64_t at, std::span<float> out) = 0;
};

}  // namespace loa::audio
