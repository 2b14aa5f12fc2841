// Debian's mpd with its null output (which takes samples at the pace of a sound card), told what to play over its own socket.
#pragma once

#include "deploy/demo/child_process.h"
#include "tests/bench/ground.h"

#include <memory>

namespace loa::bench {

class MpdPeer {
 public:
  MpdPeer(const Ground& ground, const std::filesystem::path& opus);
  ~MpdPeer();

  void play();
  pid_t pid() const { return mpd_->pid(); }

 private:
  // Throws when mpd answers with anything but OK.
  void tell(const std::string& command);

  std::filesystem::path folder_;
  std::unique_ptr<demo::ChildProcess> mpd_;
};

}  // namespace loa::bench
