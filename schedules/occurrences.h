// The occurrences of one item, before any regulation or conflict. Internal to schedules.
#pragma once

#include "schedules/recurrence.h"
#include "schedules/timeline.h"

namespace loa::schedules {

// Of the starts in [from, until), ascending. A playlist gives one occurrence for each entry, so that each is a row of the ledger
// with its own programme and manifest; the first has the item's civil start, the others the second in which they are due.
// Errors: those of starts_of().
Result<std::vector<Occurrence>> occurrences_of(const Item& item, CivilDay from, CivilDay until, const Zone& zone, DayCalendar& calendar);

}  // namespace loa::schedules
