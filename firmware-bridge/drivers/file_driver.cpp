#include "firmware-bridge/drivers/file_driver.h"

#include "core/files.h"

#include <algorithm>

namespace loa::bridge {

Result<std::unique_ptr<FileDriver>> FileDriver::open(const ClusterId& cluster, const std::filesystem::path& folder, const Clock& clock) {
  LOA_TRY_OK(require_writable_folder(folder));
  LOA_TRY(audio::WavWriter file, audio::WavWriter::resume(folder / (cluster.text() + ".wav")));
  return std::make_unique<FileDriver>(cluster, std::move(file), clock);
}

FileDriver::FileDriver(const ClusterId& cluster, audio::WavWriter file, const Clock& clock)
    : PacedDriver(clock), cluster_(cluster), file_(std::move(file)) {}

void FileDriver::begin(SteadyTime) { sounded_ = false; }

void FileDriver::hear(std::span<const std::int16_t> samples) noexcept {
  sounded_ = sounded_ || std::any_of(samples.begin(), samples.end(), [](std::int16_t sample) { return sample != 0; });
  // A disk that is full must not stop the device's clock.
  if (sounded_) static_cast<void>(file_.append(samples));
}

}  // namespace loa::bridge
