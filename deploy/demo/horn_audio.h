// What the simulated horns got: recordings by the bridges (folder/<cluster>.wav, its first sample's instant in
// folder/<cluster>.json), the switch that cuts a horn (folder/<cluster>.fault) and the comparison with a programme.
#pragma once

#include "core/id.h"
#include "core/time.h"

#include <filesystem>
#include <vector>

namespace loa::demo {

struct HornRecording {
  UtcTime begins;
  std::vector<std::int16_t> samples;  // 48 kHz mono
};

class HornFolder {
 public:
  explicit HornFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::filesystem::path wav(const ClusterId& cluster) const;
  Result<UtcTime> begins(const ClusterId& cluster) const;
  Result<HornRecording> read(const ClusterId& cluster) const;
  Status cut(const ClusterId& cluster, bool cut) const;
  bool is_cut(const ClusterId& cluster) const;
  // Writes what the horn got from `from` on, silence as zeros, at least until `until`.
  Status export_from(const ClusterId& cluster, UtcTime from, UtcTime until, const std::filesystem::path& file) const;

 private:
  std::filesystem::path folder_;
};

// The whole decoded sound of an Ogg Opus file.
Result<std::vector<std::int16_t>> decode_opus(const std::filesystem::path& file);

struct Heard {
  bool contains = false;
  double score = 0;           // 0..1
  double start_error_s = 0;   // against the planned instant
};
// Whether the recording contains the programme from `offset` on, starting at `at` give or take `tolerance_s`.
Heard listen_for(const HornRecording& recording, const std::vector<std::int16_t>& programme, UtcTime at, Millis offset,
                 Millis length, double tolerance_s);

}  // namespace loa::demo
