// What loa-transcode reports, and how a program runs it. Any outside audio file passes through that process only.
#pragma once

#include "core/error.h"
#include "core/hash.h"
#include "core/time.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace loa::audio {

struct TranscodeReport {
  std::int64_t duration_ms = 0;
  std::string input_format;    // as the demuxer names it, e.g. "mp3"
  double loudness_before = 0;  // LUFS, EBU R128 integrated, after mono and the speech-band filter
  double true_peak_before = 0; // dBTP
  double gain_db = 0;
  double loudness_after = 0;   // of the decoded Opus
  double true_peak_after = 0;  // of the decoded Opus, never above -2
  std::vector<std::string> reasons;  // why it is not at -16 +- 1 LUFS: "peaks_limit", "gain_limit"
  std::int64_t size = 0;
  Hash sha256;
  std::vector<int> waveform;   // 1000 peaks, 0..100
};

// The text loa-transcode prints: a report, or the error inside it.
Result<TranscodeReport> parse_transcode_report(std::string_view json_text);
std::string write_transcode_report(const TranscodeReport& report);
std::string write_transcode_error(const Error& error);  // {"error":{"code","params"}}

struct TranscodeRun {
  std::filesystem::path program;  // loa-transcode
  std::filesystem::path in;
  std::filesystem::path out;      // appears only when all went well
  std::int64_t max_duration_s = 14400;
  Millis time_limit{900'000};
};
// Blocks: bounded pool only. Errors: those of loa-transcode (core/texts/audio.def), "audio.transcode_died", "audio.process_*".
Result<TranscodeReport> run_transcode(const TranscodeRun& run);

}  // namespace loa::audio
