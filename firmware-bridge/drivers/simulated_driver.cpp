#include "firmware-bridge/drivers/simulated_driver.h"

#include "core/files.h"

namespace loa::bridge {

Result<std::unique_ptr<SimulatedDriver>> SimulatedDriver::open(const ClusterId& cluster, const std::filesystem::path& folder,
                                                               const Clock& clock) {
  if (folder.empty()) return std::make_unique<SimulatedDriver>(cluster, std::filesystem::path(), nullptr, clock);
  LOA_TRY_OK(require_writable_folder(folder));
  LOA_TRY(WallWav recording, WallWav::open(folder / cluster.text(), clock));
  return std::make_unique<SimulatedDriver>(cluster, folder / (cluster.text() + ".fault"),
                                           std::make_unique<WallWav>(std::move(recording)), clock);
}

SimulatedDriver::SimulatedDriver(const ClusterId& cluster, std::filesystem::path fault_file, std::unique_ptr<WallWav> recording,
                                 const Clock& clock)
    : PacedDriver(clock), cluster_(cluster), fault_file_(std::move(fault_file)), recording_(std::move(recording)) {}

Senses SimulatedDriver::senses() {
  const auto content = fault_file_.empty() ? Result<Bytes>(Bytes{}) : read_file(fault_file_, 64);
  const bool cut = content && as_text(*content).starts_with("cut");
  cut_.store(cut, std::memory_order_relaxed);
  return {.line_ok = !cut, .amplifier_on = amplifier(), .mains = true, .temperature_c = std::nullopt};
}

void SimulatedDriver::idle() {
  if (!recording_) return;
  if (!running()) recording_->extend(recording_->index_at(clock_.steady()));
  recording_->refresh_header();
}

void SimulatedDriver::begin(SteadyTime at) {
  if (!recording_) return;
  position_ = recording_->index_at(at);
  recording_->extend(position_);
}

void SimulatedDriver::hear(std::span<const std::int16_t> samples) noexcept {
  const bool sound = amplifier() && !cut_.load(std::memory_order_relaxed);
  if (recording_ && sound) recording_->write(position_, samples);
  position_ += samples.size();
}

}  // namespace loa::bridge
