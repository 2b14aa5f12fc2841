// loa-transcode: the one process that touches outside audio. The parent opens the files, waits and renames; the child is
// sandboxed before it reads the first byte.
#include "audio/transcode/command_line.h"
#include "audio/transcode/input_decoder.h"
#include "audio/transcode/sandbox.h"
#include "audio/transcode/transcode.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

namespace {

using namespace loa;
using namespace loa::audio;

constexpr int kExitFailed = 2;

void print(int fd, const std::string& text) {
  if (::write(fd, (text + "\n").c_str(), text.size() + 1) < 0) std::_Exit(kExitFailed);
}

struct Files {
  int in = -1;
  int out = -1;
  int cache = -1;
  int report = STDOUT_FILENO;
  std::string part;
};

Error open_error(const std::string& path) { return fail("audio.file", {{"path", path}, {"why", std::strerror(errno)}}); }

Result<Files> open_files(const CommandLine& command) {
  Files files;
  files.part = command.out + ".part";
  files.in = ::open(command.in.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (files.in < 0) return open_error(command.in);
  files.out = ::open(files.part.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (files.out < 0) return open_error(files.part);
  std::string cache = command.out + ".pcm.XXXXXX";
  files.cache = ::mkostemp(cache.data(), O_CLOEXEC);
  if (files.cache < 0) return open_error(cache);
  ::unlink(cache.c_str());
  if (command.report.empty()) return files;
  files.report = ::open(command.report.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (files.report < 0) return open_error(command.report);
  return files;
}

Result<TranscodeReport> work(const CommandLine& command, const Files& files) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  prepare_decoder();
  const auto cpu = static_cast<std::uint64_t>(120 + command.max_duration_s / 8);
  const auto pcm = static_cast<std::uint64_t>(command.max_duration_s) * 96000 + (std::uint64_t{64} << 20);
  if (!command.unsafe_no_sandbox) LOA_TRY_OK(enter_sandbox({.file_bytes = pcm, .cpu_seconds = cpu}));
  TranscodeJob job{.in_fd = files.in, .out_fd = files.out, .cache_fd = files.cache, .max_duration_s = command.max_duration_s, .progress = {}};
  if (command.progress) job.progress = [](int percent) { print(STDERR_FILENO, std::to_string(percent)); };
  return transcode(job);
}

[[noreturn]] void child(const CommandLine& command, const Files& files) {
  try {
    const auto report = work(command, files);
    print(files.report, report ? write_transcode_report(*report) : write_transcode_error(report.error()));
    std::_Exit(report && ::fdatasync(files.out) == 0 ? 0 : kExitFailed);
  } catch (const std::bad_alloc&) {
    print(files.report, write_transcode_error(fail("audio.out_of_memory")));
    std::_Exit(kExitFailed);
  }
}

int finish(const CommandLine& command, const Files& files, int status) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && ::rename(files.part.c_str(), command.out.c_str()) == 0) return 0;
  ::unlink(files.part.c_str());
  if (WIFSIGNALED(status)) print(files.report, write_transcode_error(fail("audio.transcode_died", {{"status", std::to_string(128 + WTERMSIG(status))}})));
  return kExitFailed;
}

}  // namespace

int main(int argc, char** argv) {
  ::close_range(3, ~0U, 0);  // whatever the caller forgot to keep: nothing of it is for the decoder
  const auto command = read_command_line({argv + 1, argv + argc});
  if (!command) return print(STDOUT_FILENO, write_transcode_error(command.error())), 64;
  const auto files = open_files(*command);
  if (!files) return print(STDOUT_FILENO, write_transcode_error(files.error())), kExitFailed;
  const pid_t pid = ::fork();
  if (pid == 0) child(*command, *files);
  int status = 0;
  while (pid > 0 && ::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return pid > 0 ? finish(*command, *files, status) : kExitFailed;
}
