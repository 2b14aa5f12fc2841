// Bulk re-time: many items moved by some minutes, or to one new hour, with a look at what comes of it before anything is saved.
// Pure. Undo is saving the `before` versions again as new revisions.
#pragma once

#include "schedules/explain.h"

#include <set>

namespace loa::schedules {

struct Retime {
  std::optional<std::chrono::minutes> shift;    // exactly one of the two
  std::optional<MinuteOfDay> new_time;          // of the day; seconds become zero
};

struct Retimed {
  Item before;
  std::optional<Item> after;        // none: it cannot be moved, see `refusal`
  Error refusal;                    // "schedule.shift_days" (its rule would give other days), "schedule.item_bad"
  std::vector<Conflict> conflicts;  // of `after` beside all others as they will be, on the days asked for
};

inline constexpr int kRetimeCheckedDays = 400;  // on which an item must keep its days

// The items of the document whose ids are given, in the document's order; ids it does not know are passed over. Start and extra
// dates move; exceptions are whole days and stay. An item with a rule must keep its days: a move over midnight, or a rule with
// hours of its own (BYHOUR …) is refused. Conflicts are looked for on [from, until), never more than kMaxCheckedDays.
std::vector<Retimed> shift_items(const PlanDocument& document, const std::map<UnitId, PolicyPath>& policies,
                                 const std::set<ItemId>& items, const Retime& retime, CivilDay from, CivilDay until);

}  // namespace loa::schedules
