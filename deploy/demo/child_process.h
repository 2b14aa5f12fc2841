// One child process: started with its output in a log file, ended by pid, gone when this process is gone.
#pragma once

#include "core/error.h"

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace loa::demo {

class ChildProcess {
 public:
  ChildProcess(std::string name, std::vector<std::string> command, std::filesystem::path log);

  Status start();       // "demo.start" (name, why)
  void signal(int number) const;
  // Reaps without waiting; true when it has ended since the last call.
  bool reap();
  bool running() const { return pid_ > 0; }
  pid_t pid() const { return pid_; }
  const std::string& name() const { return name_; }
  const std::filesystem::path& log() const { return log_; }

 private:
  std::string name_;
  std::vector<std::string> command_;
  std::filesystem::path log_;
  pid_t pid_ = -1;
};

}  // namespace loa::demo
