// Runs one program to its end with its input, a time limit and a limit on its output; it gets the three standard
// descriptors and none else. Blocks: bounded pool only.
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "core/time.h"

#include <string>
#include <vector>

namespace loa::audio {

struct ProcessRun {
  std::vector<std::string> argv;  // argv[0] is looked up in PATH when it has no slash
  std::string input;              // given on stdin
  Millis time_limit{30'000};      // then SIGKILL and "audio.process_time"
  std::size_t max_output = 64 * 1024 * 1024;  // then SIGKILL and "audio.process_output"
};
struct ProcessEnd {
  int exit_code = 0;  // 128 + signal when killed
  Bytes output;       // stdout
  std::string errors; // stderr, first 4 KiB
};

// Only failures to run are errors: "audio.process_start" (program, why), "audio.process_time", "audio.process_output".
Result<ProcessEnd> run_process(const ProcessRun& run);

}  // namespace loa::audio
