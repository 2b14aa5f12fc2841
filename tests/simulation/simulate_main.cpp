// loa-simulate: long runs by hand. Prints a line per 100 seeds and every seed that breaks a rule; exit code 1 when one did.
#include "tests/simulation/options.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace loa::sim {
namespace {

struct Command {
  Options options;
  std::int64_t seeds = 1;
  bool verbose = false;
};

constexpr const char* kUsage =
    "loa-simulate [--seeds N] [--from SEED] [--weeks N | --days N] [--agents N] [--faults FACTOR] [--defect NAME] [--verbose] [--echo]\n";

bool read_defect(std::string_view name, Defect& out) {
  for (const auto& [defect, known] : defect_names()) {
    if (known != name) continue;
    out = defect;
    return true;
  }
  return false;
}

bool read(int count, char** words, Command& out) {
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    if (word == "--verbose" || word == "--echo") {
      (word == "--echo" ? out.options.echo : out.verbose) = true;
      continue;
    }
    if (i + 1 >= count) return false;
    const char* value = words[++i];
    if (word == "--seeds") out.seeds = std::atoll(value);
    else if (word == "--from") out.options.seed = std::strtoull(value, nullptr, 10);
    else if (word == "--weeks") out.options.days = 7 * std::atoi(value);
    else if (word == "--days") out.options.days = std::atoi(value);
    else if (word == "--agents") out.options.agents = std::atoi(value);
    else if (word == "--faults") out.options.faults = std::atof(value);
    else if (word == "--defect") {
      if (!read_defect(value, out.options.defect)) return false;
    } else return false;
  }
  return out.options.days > 0 && out.options.agents > 0;
}

int run(const Command& command) {
  std::int64_t broken = 0;
  const auto began = std::chrono::steady_clock::now();
  for (std::int64_t i = 0; i < command.seeds; ++i) {
    Options options = command.options;
    options.seed += static_cast<std::uint64_t>(i);
    const Outcome outcome = simulate(options);
    if (outcome.violation) {
      ++broken;
      std::printf("%s\n", report(options, outcome).c_str());
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    if (command.verbose)
      std::printf("seed %llu: hash %016llx, %llu events, %lld stretches, %lld rows, %lld faults, %.1f s\n  %s\n",
                  static_cast<unsigned long long>(options.seed), static_cast<unsigned long long>(outcome.hash),
                  static_cast<unsigned long long>(outcome.events), static_cast<long long>(outcome.plays),
                  static_cast<long long>(outcome.rows), static_cast<long long>(outcome.faults), seconds, outcome.figures.c_str());
    if ((i + 1) % 100 == 0 || i + 1 == command.seeds)
      std::printf("%lld seeds, %lld broken, %.0f s\n", static_cast<long long>(i + 1), static_cast<long long>(broken), seconds);
    std::fflush(stdout);
  }
  return broken == 0 ? 0 : 1;
}

}  // namespace
}  // namespace loa::sim

int main(int count, char** words) {
  loa::sim::Command command;
  if (!loa::sim::read(count, words, command)) {
    std::fputs(loa::sim::kUsage, stderr);
    return 2;
  }
  return loa::sim::run(command);
}
