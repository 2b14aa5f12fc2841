// A program that speaks the bridge link and wants more than it may: hands over what the test made, serves units (altered
// where told), asks for what the test says. The bridge in front of it is the real loa-bridge.
#pragma once

#include "core/clock.h"
#include "deploy/demo/child_process.h"
#include "protocol/link.h"
#include "tests/core/temp_folder.h"
#include "tests/world/world.h"

#include <functional>
#include <set>

namespace loa::test {

using namespace std::chrono_literals;

class LyingAgent {
 public:
  LyingAgent();
  ~LyingAgent();

  bool start(std::vector<Bytes> approvals);  // bridge started, documents handed over, current
  void send(const protocol::LinkMessage& message);
  // Serves the bridge until `done` says so or the time is over.
  bool serve(Millis limit, const std::function<bool()>& done = [] { return false; });
  protocol::LinkPlay play(const Programme& programme, const Bytes& approval, UtcTime start);
  bool silent(const ClusterId& cluster) const;
  int count(const std::string& code) const;         // events of this code

  SystemClock clock;
  World world{{.now = clock.system_utc()}};
  std::set<Hash> alters;                            // contents whose units it changes
  std::vector<protocol::LinkEvent> events;
  std::vector<protocol::LinkRefused> refusals;

 private:
  bool connect();
  void answer(const protocol::LinkMessage& message);
  void serve_unit(const protocol::LinkPull& pull);

  TempFolder folder_;
  std::unique_ptr<demo::ChildProcess> bridge_;
  protocol::Root root_;
  std::int64_t trust_ = 0;
  protocol::LinkDecoder decoder_;
  bool current_ = false;
  int fd_ = -1;
};

}  // namespace loa::test
