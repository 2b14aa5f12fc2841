// The history of a schedule item (các bản của mục lịch): an edit, a removal and an undo are new versions, and what has begun
// stands. `wanted` is what a person said; `effective` is what the planner gets, with the past left as it was. Pure.
#pragma once

#include "controller/domain/access.h"
#include "schedules/item.h"

namespace loa::controller {

using ChangeId = Id<struct ChangeTag>;  // one saved change, of one item or of many

inline constexpr Millis kUndoTime = std::chrono::minutes(15);

enum class ItemState { live, waiting, removed, refused };  // waiting: for a second person
std::string_view to_text(ItemState state);
std::optional<ItemState> item_state_from(std::string_view text);

struct ItemVersion {
  schedules::Item wanted;
  std::optional<schedules::Item> effective;  // none: nothing of it is planned any more
  std::int64_t version = 1;                  // 1, 2, 3 … of one item
  ItemState state = ItemState::live;
  std::vector<UnitId> units;                 // whose clusters it reaches
  std::string by;
  AccountId account;                         // nil: the machine account
  UtcTime at;
  ChangeId change;
  std::string kind;                          // create | edit | remove | undo | bulk | copy | import | make_good | offer | confirm | refuse
  std::string reason;
  Hash makes_good;                           // occurrence it makes good; zero: none

  const ItemId& item() const { return wanted.id; }
};
struct ScheduleChange {
  ChangeId id;
  std::string kind, by;
  AccountId account;
  UtcTime at;
  bool undone = false;
  std::vector<ItemId> items;
};

// Starts of the item that began since yesterday's midnight.
std::vector<CivilTime> begun(const schedules::Item& item, UtcTime now, const Zone& zone);
// The end of what sounds of it now by its rule, if anything does.
std::optional<UtcTime> sounding_until(const schedules::Item& item, UtcTime now, const Zone& zone);

// The wanted item as the planner may have it: no start before now except those of `held` that began. `held` null: a new item.
// Errors: "item.past" (nothing of it lies ahead), "item.sounding" (until; its sound would change under it), "schedule.rrule_*".
Result<schedules::Item> standing(const schedules::Item* held, schedules::Item wanted, UtcTime now, const Zone& zone);
// What remains of a removed item: what sounds now ends by itself; nothing when nothing sounds.
std::optional<schedules::Item> remains(const schedules::Item& held, UtcTime now, const Zone& zone);

}  // namespace loa::controller
