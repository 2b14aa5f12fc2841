#include "audio/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>
#include <utility>

extern char** environ;

namespace loa::audio {
namespace {

constexpr std::size_t kMaxErrorText = 4096;

// One end of a pipe, closed with its owner.
struct End {
  int fd = -1;
  End() = default;
  End(const End&) = delete;
  End& operator=(const End&) = delete;
  ~End() { close(); }
  void close() {
    if (fd >= 0) ::close(std::exchange(fd, -1));
  }
};

struct Pipe {
  End read;
  End write;
  bool open() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    read.fd = ends[0];
    write.fd = ends[1];
    return true;
  }
};

std::int64_t monotonic_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

class Running {
 public:
  explicit Running(const ProcessRun& run) : run_(run) {}
  ~Running() {
    if (pid_ > 0) kill_and_wait();
  }

  Result<ProcessEnd> run() {
    LOA_TRY_OK(start());
    const auto deadline = monotonic_ms() + run_.time_limit.count();
    while (out_.read.fd >= 0 || err_.read.fd >= 0) {
      const auto left = deadline - monotonic_ms();
      if (left <= 0) return fail("audio.process_time", {{"program", run_.argv[0]}, {"seconds", std::to_string(run_.time_limit.count() / 1000)}});
      LOA_TRY_OK(pump(static_cast<int>(left)));
    }
    return wait_until(deadline);
  }

 private:
  Status start() {
    if (!in_.open() || !out_.open() || !err_.open()) return start_error(errno);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, in_.read.fd, 0);
    ::posix_spawn_file_actions_adddup2(&actions, out_.write.fd, 1);
    ::posix_spawn_file_actions_adddup2(&actions, err_.write.fd, 2);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, 3);  // Asio's sockets have no close-on-exec
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t defaults;
    ::sigemptyset(&defaults);
    ::sigaddset(&defaults, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes, &defaults);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    std::vector<char*> argv;
    for (const auto& argument : run_.argv) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    const int failed = ::posix_spawnp(&pid_, argv[0], &actions, &attributes, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (failed != 0) return pid_ = -1, start_error(failed);
    in_.read.close();
    out_.write.close();
    err_.write.close();
    ::fcntl(in_.write.fd, F_SETFL, O_NONBLOCK);
    if (run_.input.empty()) in_.write.close();
    return ok();
  }

  Status start_error(int code) const {
    return fail("audio.process_start", {{"program", run_.argv.empty() ? "" : run_.argv[0]}, {"why", std::strerror(code)}});
  }

  // Moves what can be moved within the time.
  Status pump(int timeout_ms) {
    std::array<pollfd, 3> fds{{{out_.read.fd, POLLIN, 0}, {err_.read.fd, POLLIN, 0}, {in_.write.fd, POLLOUT, 0}}};
    if (::poll(fds.data(), fds.size(), timeout_ms) < 0 && errno != EINTR) return start_error(errno);
    if (fds[0].revents != 0) {
      const auto got = read_some(out_.read);
      if (end_.output.size() + got > run_.max_output)
        return fail("audio.process_output", {{"program", run_.argv[0]}, {"limit", std::to_string(run_.max_output)}});
      end_.output.insert(end_.output.end(), buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(got));
    }
    if (fds[1].revents != 0) {
      const auto got = read_some(err_.read);
      end_.errors.append(reinterpret_cast<const char*>(buffer_.data()), std::min(got, kMaxErrorText - end_.errors.size()));
    }
    if (fds[2].revents != 0) feed();
    return ok();
  }

  std::size_t read_some(End& end) {
    const auto got = ::read(end.fd, buffer_.data(), buffer_.size());
    if (got < 0 && errno == EINTR) return 0;
    if (got <= 0) return end.close(), 0;
    return static_cast<std::size_t>(got);
  }

  void feed() {
    // A program that stops listening must not kill this one; Linux gives no MSG_NOSIGNAL for pipes.
    sigset_t pipe_signal;
    sigset_t before;
    ::sigemptyset(&pipe_signal);
    ::sigaddset(&pipe_signal, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    const auto done = ::write(in_.write.fd, run_.input.data() + fed_, run_.input.size() - fed_);
    const bool broken = done < 0 && errno != EAGAIN && errno != EINTR;
    if (done < 0 && errno == EPIPE) {
      const timespec none{};
      ::sigtimedwait(&pipe_signal, nullptr, &none);
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (done > 0) fed_ += static_cast<std::size_t>(done);
    if (broken || fed_ == run_.input.size()) in_.write.close();
  }

  // Its output is closed; it may still be running.
  Result<ProcessEnd> wait_until(std::int64_t deadline) {
    in_.write.close();
    int status = 0;
    while (true) {
      const auto ended = ::waitpid(pid_, &status, WNOHANG);
      if (ended == pid_) break;
      if (ended < 0 && errno != EINTR) return pid_ = -1, start_error(errno).error();
      if (monotonic_ms() >= deadline)
        return fail("audio.process_time", {{"program", run_.argv[0]}, {"seconds", std::to_string(run_.time_limit.count() / 1000)}});
      ::poll(nullptr, 0, 2);
    }
    pid_ = -1;
    end_.exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return std::move(end_);
  }

  void kill_and_wait() {
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
  }

  const ProcessRun& run_;
  Pipe in_, out_, err_;
  pid_t pid_ = -1;
  std::size_t fed_ = 0;
  ProcessEnd end_;
  std::array<std::uint8_t, 65536> buffer_;
};

}  // namespace

Result<ProcessEnd> run_process(const ProcessRun& run) {
  if (run.argv.empty()) return fail("audio.process_start", {{"program", ""}, {"why", "no program"}});
  return Running(run).run();
}

}  // namespace loa::audio
