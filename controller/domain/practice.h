// Trạm thực hành: a commune that exists in memory only, with simulated horns and the real planner and regulation rules. It knows
// no desk, no agent and no store, so nothing done in it can be heard or reach the ledger. Its lessons check themselves. Pure.
#pragma once

#include "core/random.h"
#include "schedules/explain.h"

#include <map>
#include <set>

namespace loa::controller {

enum class Lesson { write, propose, quiet_slot, approve, why, quiet_spell };
inline constexpr int kLessons = 6;
std::string_view to_text(Lesson lesson);
const std::vector<Lesson>& all_lessons();        // in the order they are taken

enum class PracticePerson { operator_, approver };
enum class PracticeItemState { draft, proposed, approved, aired, missed };
std::string_view to_text(PracticePerson person);
std::string_view to_text(PracticeItemState state);

struct PracticeItem {
  std::string id;                                // "1", "2" …
  std::string title, text;
  PracticeItemState state = PracticeItemState::draft;
  PracticePerson author = PracticePerson::operator_;
  std::optional<CivilTime> start;
  std::vector<Error> why;                        // of missed
};
struct PracticeHorn {
  ClusterId id;
  std::string name;
  bool broken = false;
};
struct PracticeAction {
  std::string action, title, text, item, reason;
  std::optional<CivilTime> start, until;
};

class PracticeStation {
 public:
  PracticeStation(CivilDay today, Random& random);

  // What came of it, in words; errors of the learner are words too ("practice.*", policy.*), for they are what is learnt.
  // Error "practice.action" for what no button does.
  Result<std::vector<Error>> act(const PracticeAction& action);

  bool done(Lesson lesson) const { return done_.contains(lesson); }
  bool complete() const { return done_.size() == kLessons; }
  PracticePerson person() const { return person_; }
  CivilTime clock() const { return clock_; }
  const std::vector<PracticeItem>& items() const { return items_; }
  const std::vector<PracticeHorn>& horns() const { return horns_; }
  std::optional<CivilTime> quiet_until() const { return quiet_until_; }

 private:
  using Words = std::vector<Error>;
  Words write(const PracticeAction& action);
  Words propose(const PracticeAction& action);
  Words approve(const PracticeAction& action);
  Words switch_person();
  Words run_day();
  Words explain(const PracticeAction& action);
  Words quiet(const PracticeAction& action);
  Words end_quiet();

  PracticeItem* find(const std::string& id);
  void play(PracticeItem& item);
  schedules::Item planned(const PracticeItem& item) const;
  schedules::PlanDocument plan() const;
  std::map<UnitId, schedules::PolicyPath> policies() const;

  UnitId unit_;
  std::vector<ItemId> ids_;                      // of items_, in their order
  std::vector<PracticeHorn> horns_;
  std::vector<PracticeItem> items_;
  PracticePerson person_ = PracticePerson::operator_;
  CivilTime clock_;
  std::optional<CivilTime> quiet_until_;
  std::string quiet_reason_;
  std::set<Lesson> done_;
  Random& random_;
};

}  // namespace loa::controller
