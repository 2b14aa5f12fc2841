// Writes programme audio alone to "<cluster id>.wav", one programme after the other; has no senses.
#pragma once

#include "audio/wav.h"
#include "firmware-bridge/drivers/paced_driver.h"

namespace loa::bridge {

class FileDriver final : public PacedDriver {
 public:
  // Errors: "file.write", "file.folder_unwritable", "audio.wav_bad".
  static Result<std::unique_ptr<FileDriver>> open(const ClusterId& cluster, const std::filesystem::path& folder, const Clock& clock);
  FileDriver(const ClusterId& cluster, audio::WavWriter file, const Clock& clock);
  ~FileDriver() override { stop(); }

  std::string name() const override { return "file " + cluster_.text(); }
  Senses senses() override { return {}; }

 protected:
  void begin(SteadyTime at) override;
  void hear(std::span<const std::int16_t> samples) noexcept override;

 private:
  ClusterId cluster_;
  audio::WavWriter file_;
  bool sounded_ = false;  // silence before the first sound is the device's lead, not the programme's
};

}  // namespace loa::bridge
