// One step of the agent: the moment it happens in, what is known of the time, and the actions it gathers. Lives for one
// call of AgentCore::step.
#pragma once

#include "agent/domain/action.h"
#include "agent/domain/event.h"
#include "protocol/time_keeper.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace loa::agent {

class Step;
using WriteDone = std::function<void(Step&, bool held)>;

// Writes that have been asked for and not yet answered.
class WriteBook {
 public:
  std::int64_t open(WriteDone done);
  void close(Step& step, std::int64_t token, bool held);
  std::size_t waiting() const { return waiting_.size(); }

 private:
  std::int64_t next_ = 1;
  std::map<std::int64_t, WriteDone> waiting_;
};

class Step {
 public:
  Step(const Moment& now, protocol::TimeEstimate time, WriteBook& book) : now_(now), time_(time), book_(book) {}

  SteadyTime steady() const { return now_.steady; }
  UtcTime system_utc() const { return now_.system_utc; }
  UtcTime utc() const { return time_.now; }               // best guess, also when unknown
  bool time_known() const { return time_.known; }
  Millis time_error() const { return time_.error; }
  void learn(protocol::TimeEstimate time) { time_ = time; }

  void act(Action action) { actions_.push_back(std::move(action)); }
  // done runs in the step of the answer; nothing may be acknowledged before it.
  void write(std::vector<WriteOp> ops, WriteDone done = {});
  void emit(Level level, std::string event, std::vector<std::pair<std::string, std::string>> fields = {});
  std::vector<Action> take() { return std::move(actions_); }

 private:
  Moment now_;
  protocol::TimeEstimate time_;
  WriteBook& book_;
  std::vector<Action> actions_;
};

}  // namespace loa::agent
