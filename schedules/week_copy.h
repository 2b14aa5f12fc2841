// "Copy last week": what was put on air by hand in one week, proposed for another. Pure; nothing is saved here.
#pragma once

#include "schedules/item.h"

namespace loa::schedules {

struct CopyProposal {
  enum class Kind {
    add,            // `item` is to be saved: the same without rule, exceptions and extra dates, at to_start
    already_there,  // the other week has it
    repeats,        // its own rule goes on by itself; nothing to copy
    left_out        // see `why`
  };
  Kind kind = Kind::add;
  ItemId from;
  CivilTime from_start{}, to_start{};
  std::optional<Item> item;  // of add; id nil and created zero: the caller gives both
  Error why;                 // of left_out and already_there: "schedule.copy_holiday", "…_exception", "…_season", "…_lunar", "…_there"
};

struct CopyRequest {
  CivilDay from{}, to{};         // first days of the two weeks, which need not be Mondays
  bool skip_holidays = true;     // leave out what would fall on a public holiday and does not ask for it
};

inline constexpr int kDaysOfWeek = 7;
inline constexpr std::size_t kMaxProposals = 2000;

// One proposal for each start in [from, from + 7 days) of the items, by time then item; items with a rule that still goes on
// after the other week has begun give one `repeats` each. An exception (EXDATE) of the item on the other day, its season and its
// holiday rule leave it out; a lunar rule never copies. An item of `items` with the same title, programme, targets and start in
// the other week is there already. Items that cannot be expanded are passed over: check() has refused them before.
std::vector<CopyProposal> copy_week(const std::vector<Item>& items, const CopyRequest& request, const Zone& zone);

}  // namespace loa::schedules
