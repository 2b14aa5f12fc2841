// A simulated cluster: what its horn gets is recorded in "<cluster id>.wav", aligned to wall time from the first start on
// (wall_wav.h). A file "<cluster id>.fault" containing "cut" is a cut line: the horn gets nothing and the line sense says so.
#pragma once

#include "firmware-bridge/drivers/paced_driver.h"
#include "firmware-bridge/drivers/wall_wav.h"

namespace loa::bridge {

class SimulatedDriver final : public PacedDriver {
 public:
  // Empty folder: nothing is recorded. Errors: "file.write", "file.folder_unwritable".
  static Result<std::unique_ptr<SimulatedDriver>> open(const ClusterId& cluster, const std::filesystem::path& folder, const Clock& clock);
  SimulatedDriver(const ClusterId& cluster, std::filesystem::path fault_file, std::unique_ptr<WallWav> recording, const Clock& clock);
  ~SimulatedDriver() override { stop(); }

  std::string name() const override { return "simulated " + cluster_.text(); }
  Senses senses() override;
  void idle() override;

 protected:
  void begin(SteadyTime at) override;
  void hear(std::span<const std::int16_t> samples) noexcept override;

 private:
  ClusterId cluster_;
  std::filesystem::path fault_file_;
  std::unique_ptr<WallWav> recording_;
  std::atomic<bool> cut_{false};
  std::uint64_t position_ = 0;  // device thread while it runs
};

}  // namespace loa::bridge
