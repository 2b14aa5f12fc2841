// Programs of others and of ours, run to their end and measured by the kernel's own accounting; and what a running process
// holds and spends. Failures to run or to read throw std::runtime_error: a figure that could not be had is no figure.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace loa::bench {

struct Finished {
  double wall_s = 0;
  double cpu_s = 0;    // user and system, children included
  std::string output;  // stdout
  std::string errors;  // stderr
};

struct Command {
  std::vector<std::string> argv;        // argv[0] is looked up in PATH
  std::filesystem::path input;          // becomes stdin; empty: nothing to read
};
// Throws also when the program ends with anything but 0, with the end of its stderr.
Finished run(const Command& command);

double cpu_seconds(pid_t process);      // user and system since its start, all threads, ended ones too
double cpu_of_children(pid_t process);  // the sum over its living children
struct Memory {
  double rss_mb = 0;
  double pss_mb = 0;                    // shared pages divided among those who share them
};
Memory memory_of(pid_t process);
double peak_rss_mb(pid_t process);      // since its start

}  // namespace loa::bench
