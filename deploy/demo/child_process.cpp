#include "deploy/demo/child_process.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace loa::demo {

ChildProcess::ChildProcess(std::string name, std::vector<std::string> command, std::filesystem::path log)
    : name_(std::move(name)), command_(std::move(command)), log_(std::move(log)) {}

Status ChildProcess::start() {
  std::vector<char*> arguments;
  for (auto& word : command_) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t parent = getpid();
  const int log = open(log_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (log < 0) return fail("demo.start", {{"name", name_}, {"why", std::strerror(errno)}}, log_.string());
  const pid_t child = fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
    // A group of its own: Ctrl-C reaches the supervisor alone, which then stops the others in order.
    setpgid(0, 0);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    const int null = open("/dev/null", O_RDONLY);
    dup2(null, STDIN_FILENO);
    // A socket of the supervisor's proxies that lived on in a child would keep a cut line open.
    close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  close(log);
  if (child < 0) return fail("demo.start", {{"name", name_}, {"why", std::strerror(errno)}});
  pid_ = child;
  return ok();
}

void ChildProcess::signal(int number) const {
  if (pid_ > 0) kill(pid_, number);
}

bool ChildProcess::reap() {
  if (pid_ <= 0) return false;
  int status = 0;
  if (waitpid(pid_, &status, WNOHANG) != pid_) return false;
  pid_ = -1;
  return true;
}

}  // namespace loa::demo
