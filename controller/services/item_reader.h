// Items of the schedule as the console writes and shows them (controller/api/station.yaml, ItemDraft and Item).
#pragma once

#include "controller/domain/item_version.h"
#include "core/json.h"

namespace loa::controller {

struct ItemDraft {
  schedules::Item item;               // id and created are left to the caller
  std::optional<ItemId> edit_of;
  bool accept_conflicts = false;
  std::vector<ItemId> replace;
};
// Errors: json.* with the field path.
Result<ItemDraft> read_item_draft(const json::value& body);
json::object item_json(const ItemVersion& version, bool movable);
json::object targets_json(const std::vector<schedules::Target>& targets);

}  // namespace loa::controller
