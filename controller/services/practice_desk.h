// Practice sessions: sandboxes in memory, one a learner, gone after twelve hours. All that leaves a sandbox is the note that
// somebody finished all lessons. Loop thread.
#pragma once

#include "controller/domain/practice.h"
#include "controller/services/context.h"

#include <map>

namespace loa::controller {

using PracticeId = Id<struct PracticeTag>;

struct PracticeSession {
  PracticeId id;
  std::string name;
  UnitId unit;            // where the learner works; not the sandbox's
  bool online = true;
  std::string by;         // the account it runs under
  UtcTime begun;
  bool noted = false;     // its completion is stored
  PracticeStation station;
};

class PracticeDesk {
 public:
  explicit PracticeDesk(Context& context) : context_(context) {}

  Result<PracticeSession*> start(std::string name, UnitId unit, bool online, std::string by);  // "practice.busy"
  PracticeSession* find(const PracticeId& id, const std::string& by);                          // null: none of this account

 private:
  Context& context_;
  std::map<PracticeId, PracticeSession> sessions_;
};

}  // namespace loa::controller
