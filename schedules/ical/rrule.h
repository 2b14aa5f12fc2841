// RFC 5545 recurrence in floating civil time through libical's iterator. The zone never enters the expansion, so a rule
// keeps its wall-clock hour over a change of offset; conversion to UTC is the planner's (gap: forward, fold: first).
#pragma once

#include "core/error.h"
#include "core/time.h"

#include <string_view>
#include <vector>

namespace loa::schedules {

inline constexpr std::size_t kMaxOccurrencesPerCall = 10'000;

struct Recurrence {
  CivilTime start{};
  std::string_view rrule;  // empty = once
  const std::vector<CivilDay>* exdates = nullptr;
  const std::vector<CivilTime>* rdates = nullptr;
};

// Error "schedule.rrule_bad" (rule, position 1-based in the text, why). FREQ from HOURLY up to YEARLY.
Status check_rrule(std::string_view rrule);

// Civil starts in [from, until), ascending, without duplicates. UNTIL given as a date includes that whole day; UNTIL in UTC
// is read in `zone`. EXDATE removes all starts of a day, RDATE adds. An impossible date (31st of a short month, 29 February)
// has no occurrence. Errors: "schedule.rrule_bad", "schedule.rrule_too_many" (limit).
Result<std::vector<CivilTime>> expand(const Recurrence& rule, CivilDay from, CivilDay until, const Zone& zone);

}  // namespace loa::schedules
