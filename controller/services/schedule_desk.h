// Items of the schedule checked by the planner's own rules before they are saved (item_desk.h saves them). Loop thread.
#pragma once

#include "controller/services/publisher.h"

namespace loa::controller {

struct CheckedItem {
  ItemRecord record;
  std::vector<schedules::Conflict> conflicts;
  std::vector<Error> warnings;  // such as a programme nobody approved yet
  std::vector<Error> unusual;   // hours that need a second person
};

class ScheduleDesk {
 public:
  ScheduleDesk(Context& context, Desk& desk) : context_(context), desk_(desk) {}

  // Errors: "item.no_clusters", "schedule.item_bad", "schedule.rrule_bad".
  // An item as the planner may have it, beside others that are not saved yet. Only the clusters it reaches are planned.
  Result<CheckedItem> check_parsed(schedules::Item item, const std::vector<schedules::Item>& beside) const;
  schedules::Item resolve(schedules::Item item) const;  // with its programme's revision, duration and title
  schedules::Explanation explain(const ClusterId& cluster, UtcTime at) const;

 private:
  void warn_unapproved(CheckedItem& checked) const;

  Context& context_;
  Desk& desk_;
};

bool is_breach(const schedules::Conflict& conflict);  // of policy or of its own rule: cannot be saved
json::object conflict_json(const schedules::Conflict& conflict);

}  // namespace loa::controller
