// What every benchmark stands on: where the built programs and the sources are, and a scratch folder of its own.
#pragma once

#include "core/error.h"
#include "tests/bench/row.h"

#include <filesystem>
#include <string>

namespace loa::bench {

struct Ground {
  std::filesystem::path bin;      // build folder of the release preset
  std::filesystem::path source;   // the clone
  std::filesystem::path scratch;  // removed at the end
  std::filesystem::path self;     // this program
  std::string only;               // a benchmark or a row; empty: all

  bool wants(const std::string& bench) const { return only.empty() || only.substr(0, only.find('.')) == bench; }
  std::filesystem::path program(const char* path) const { return bin / path; }
};

// Progress, on stderr, with seconds since the start.
void say(const std::string& line);

template <class T>
T must(Result<T> result) {
  if (!result) throw ErrorException(result.error());
  return std::move(*result);
}
inline void must(const Status& status) {
  if (!status) throw ErrorException(status.error());
}

// The benchmarks; each throws when it cannot measure.
Rows bench_transcode(const Ground& ground);
Rows bench_delivery(const Ground& ground);  // a file to 100 agents, and with ten of them held at 256 kb/s
Rows bench_footprint(const Ground& ground);
Rows bench_verification(const Ground& ground);
Rows bench_planner(const Ground& ground);

}  // namespace loa::bench
