// The clocks of a device enter through this interface. What a device believes to be the time is protocol/time_estimate.h.
#pragma once

#include "core/time.h"

#include <string>

namespace loa {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual UtcTime system_utc() const = 0;      // the operating system's wall clock; may be wrong
  virtual SteadyTime steady() const = 0;       // CLOCK_BOOTTIME: survives a process restart, not a reboot
  virtual std::string boot_id() const = 0;     // changes at each boot of the device
};

class SystemClock final : public Clock {
 public:
  UtcTime system_utc() const override;
  SteadyTime steady() const override;
  std::string boot_id() const override;
};

}  // namespace loa
