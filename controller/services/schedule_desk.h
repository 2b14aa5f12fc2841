// Items of the schedule: read from the console, checked by the planner's own rules before they are saved. Loop thread.
#pragma once

#include "controller/services/publisher.h"

namespace loa::controller {

struct CheckedItem {
  ItemRecord record;
  std::vector<schedules::Conflict> conflicts;
  std::vector<Error> warnings;  // such as a programme nobody approved yet
  std::vector<Error> unusual;   // hours that need a second person
  bool accept_conflicts = false;  // collisions only; a breach of policy is never saved
};

class ScheduleDesk {
 public:
  ScheduleDesk(Context& context, Desk& desk, Publisher& publisher) : context_(context), desk_(desk), publisher_(publisher) {}

  // Errors: json.* with the field, "controller.programme_unknown", "item.no_clusters", "schedule.item_bad", "schedule.rrule_bad".
  Result<CheckedItem> check(std::string_view body);
  // A schedule file (schedules/schedule_file.h), each item against the plan and against the items before it. Errors as above
  // and those of read_schedule(), with file:line.
  Result<std::vector<CheckedItem>> check_file(std::string_view yaml, const std::string& name);
  // An item as the planner may have it, beside others that are not saved yet. Only the clusters it reaches are planned.
  Result<CheckedItem> check_parsed(schedules::Item item, const std::vector<schedules::Item>& beside) const;
  schedules::Item resolve(schedules::Item item) const;  // with its programme's revision, duration and title
  asio::awaitable<Status> save(std::vector<ItemRecord> records, std::string actor);  // all or none
  asio::awaitable<Status> remove(ItemId item, std::string actor);
  schedules::Explanation explain(const ClusterId& cluster, UtcTime at) const;

 private:
  Result<schedules::Item> read(JsonFields& fields);
  void warn_unapproved(CheckedItem& checked) const;

  Context& context_;
  Desk& desk_;
  Publisher& publisher_;
};

bool is_breach(const schedules::Conflict& conflict);  // of policy or of its own rule: cannot be saved
json::object conflict_json(const schedules::Conflict& conflict);

}  // namespace loa::controller
