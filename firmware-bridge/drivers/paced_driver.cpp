#include "firmware-bridge/drivers/paced_driver.h"

#include <array>
#include <system_error>

namespace loa::bridge {
namespace {
constexpr std::size_t kFrame = 960;
constexpr std::chrono::microseconds kFrameTime{20'000};
}  // namespace

Status PacedDriver::start(audio::AudioPull& source) {
  stop();
  stop_.store(false, std::memory_order_relaxed);
  samples_.store(0, std::memory_order_relaxed);
  started_at_ = clock_.steady();
  begin(started_at_);
  try {
    thread_ = std::thread([this, &source] { run(source); });
  } catch (const std::system_error& error) {
    return fail("audio.device", {{"device", name()}, {"why", error.what()}});
  }
  return ok();
}

void PacedDriver::stop() {
  stop_.store(true, std::memory_order_relaxed);
  if (thread_.joinable()) thread_.join();
}

void PacedDriver::run(audio::AudioPull& source) {
  std::array<std::int16_t, kFrame> frame;
  SteadyTime due = started_at_;
  while (!stop_.load(std::memory_order_relaxed)) {
    source.pull(frame);
    hear(frame);
    samples_.fetch_add(kFrame, std::memory_order_relaxed);
    due += kFrameTime;
    const auto ahead = due - clock_.steady();
    if (ahead > ahead.zero()) std::this_thread::sleep_for(ahead);
  }
}

}  // namespace loa::bridge
