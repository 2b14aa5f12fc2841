// Items as iCalendar (RFC 5545) and back. What iCalendar lacks stands in X-LOA-… (README.md); events of other programs, which have
// none of them, become programmes named by SUMMARY on the default targets. All or nothing; the first error names file:line and
// property. Text is NFC on the way in.
#pragma once

#include "schedules/schedule_file.h"

namespace loa::schedules {

inline constexpr std::size_t kMaxIcalEvents = 5000;

// Times are those of `zone`. Deterministic; events in the order of the items.
std::string write_ical(const std::vector<Item>& items, const NameSource& names, const Zone& zone);

struct IcalDefaults {
  std::vector<Target> targets;  // of an event without X-LOA-TARGET
};

// Times in UTC or with another TZID are moved into `zone`; floating ones are taken as they are. `id` is nil and `created` zero
// unless the event says them. Cancelled events are left out; RECURRENCE-ID and EXRULE are refused, for leaving them out would put
// something on air that the calendar took away. Errors: "schedule.ical_bad" (property, why), "schedule.ical_too_large",
// "schedule.ical_too_many" (limit), "schedule.file_name_unknown", "schedule.item_bad", "schedule.rrule_bad",
// "schedule.calendar_bad", each with file:line.
Result<std::vector<Item>> read_ical(std::string_view text, const std::string& file, const NameResolver& names, const Zone& zone,
                                    const IcalDefaults& defaults = {});

}  // namespace loa::schedules
