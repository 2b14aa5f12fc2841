// When an item starts: its rule (RRULE, lunar or once) inside its seasons and its holiday rule, plus the extra dates, minus the
// exceptions. Extra dates are said by hand, so seasons and holidays do not take them away; an exception takes anything.
#pragma once

#include "schedules/calendar_rules.h"
#include "schedules/item.h"

namespace loa::schedules {

// Civil starts in [from, until), ascending, without duplicates. Errors: "schedule.rrule_bad", "schedule.rrule_too_many".
// `calendar` remembers lunar months from item to item.
Result<std::vector<CivilTime>> starts_of(const Item& item, CivilDay from, CivilDay until, const Zone& zone, DayCalendar& calendar);
Result<std::vector<CivilTime>> starts_of(const Item& item, CivilDay from, CivilDay until, const Zone& zone);

}  // namespace loa::schedules
