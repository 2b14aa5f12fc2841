// A device without hardware: pulls 20 ms frames on its own thread, paced by the steady clock, and hands them to a derived
// class. The thread exists only between start() and stop(), so an idle bridge is not woken for it.
#pragma once

#include "core/clock.h"
#include "firmware-bridge/drivers/driver.h"

#include <atomic>
#include <span>
#include <thread>

namespace loa::bridge {

class PacedDriver : public ClusterDriver {
 public:
  explicit PacedDriver(const Clock& clock) : clock_(clock) {}
  ~PacedDriver() override { stop(); }  // a derived class whose hear() uses its members stops in its own destructor first

  Status start(audio::AudioPull& source) override;
  void stop() override;
  std::uint64_t samples_out() const noexcept override { return samples_.load(std::memory_order_relaxed); }
  std::int64_t latency_us() const noexcept override { return 0; }
  SteadyTime started_at() const override { return started_at_; }
  void set_amplifier(bool on) override { amplifier_.store(on, std::memory_order_relaxed); }
  void set_volume(int) override {}

 protected:
  virtual void begin(SteadyTime at) = 0;                                   // before the first frame, caller's thread
  virtual void hear(std::span<const std::int16_t> samples) noexcept = 0;  // device thread
  bool amplifier() const { return amplifier_.load(std::memory_order_relaxed); }
  bool running() const { return thread_.joinable(); }

  const Clock& clock_;

 private:
  void run(audio::AudioPull& source);

  std::thread thread_;
  std::atomic<bool> stop_{false};
  std::atomic<bool> amplifier_{false};
  std::atomic<std::uint64_t> samples_{0};
  SteadyTime started_at_{};
};

}  // namespace loa::bridge
