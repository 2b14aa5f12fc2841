#include "tests/bench/command.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

extern char** environ;

namespace loa::bench {
namespace {

constexpr std::size_t kTold = 600;  // bytes of a failed program's stderr

// A file without a name: whatever a program writes fits, and nothing stays behind.
struct Output {
  Output() : file(std::tmpfile()) {
    if (!file) throw std::runtime_error("no temporary file");
  }
  ~Output() { std::fclose(file); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  std::string text() const {
    std::string out;
    char piece[4096];
    std::rewind(file);
    while (const std::size_t n = std::fread(piece, 1, sizeof piece, file)) out.append(piece, n);
    return out;
  }

  std::FILE* file;
};

pid_t spawn(const Command& command, const Output& output, const Output& errors) {
  std::vector<char*> words;
  for (const auto& word : command.argv) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  const std::string input = command.input.empty() ? "/dev/null" : command.input.string();
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, fileno(output.file), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(errors.file), STDERR_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  pid_t child = -1;
  const int failed = posix_spawnp(&child, words[0], &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error(fmt::format("{} does not start: {}", command.argv[0], std::strerror(failed)));
  return child;
}

double seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

// The number behind "Key:" in a file of /proc, in kB.
double kilobytes(const std::string& path, const std::string& key) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(key + ":")) return std::stod(line.substr(key.size() + 1));
  }
  throw std::runtime_error(path + ": no " + key);
}

std::string proc(pid_t process, const char* file) { return fmt::format("/proc/{}/{}", process, file); }

}  // namespace

Finished run(const Command& command) {
  const Output output, errors;
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = spawn(command, output, errors);
  int status = 0;
  rusage used{};
  if (wait4(child, &status, 0, &used) != child) throw std::runtime_error(command.argv[0] + ": lost");
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  Finished out{wall.count(), seconds(used.ru_utime) + seconds(used.ru_stime), output.text(), errors.text()};
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    const auto& told = out.errors;
    throw std::runtime_error(command.argv[0] + " failed: " + told.substr(told.size() > kTold ? told.size() - kTold : 0) +
                             out.output.substr(0, kTold));
  }
  return out;
}

double cpu_seconds(pid_t process) {
  clockid_t clock{};
  timespec time{};
  if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0)
    throw std::runtime_error(fmt::format("process {} has ended", process));
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double cpu_of_children(pid_t process) {
  std::ifstream children(fmt::format("/proc/{0}/task/{0}/children", process));
  double sum = 0;
  for (pid_t child = 0; children >> child;) sum += cpu_seconds(child);
  return sum;
}

Memory memory_of(pid_t process) {
  const auto path = proc(process, "smaps_rollup");
  return {kilobytes(path, "Rss") / 1024, kilobytes(path, "Pss") / 1024};
}

double peak_rss_mb(pid_t process) { return kilobytes(proc(process, "status"), "VmHWM") / 1024; }

}  // namespace loa::bench
