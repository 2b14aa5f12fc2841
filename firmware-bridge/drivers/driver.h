// One speaker cluster's hardware: a sound output paced by its own clock, an amplifier, and what senses it has.
// Loop thread, except that the device pulls on a thread of its own between start() and stop().
#pragma once

#include "audio/device.h"
#include "core/time.h"
#include "firmware-bridge/domain/gate_types.h"

namespace loa::bridge {

class ClusterDriver : public audio::AudioDevice {
 public:
  virtual void set_amplifier(bool on) = 0;
  virtual void set_volume(int percent) = 0;  // already within all caps; the samples are scaled by the caller
  virtual Senses senses() = 0;               // cheap; asked every two seconds
  virtual SteadyTime started_at() const = 0; // instant of the first sample pulled since start()
  virtual void idle() {}                     // called with senses(): time to bring slow outputs up to date
};

}  // namespace loa::bridge
