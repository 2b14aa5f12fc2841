// The one way to change the schedule: every save is a change with a version of each item it touches, can be undone for fifteen
// minutes, and waits for a second person when the hour is unusual. What has begun stands. The machine account needs no second
// person. Loop thread.
#pragma once

#include "controller/services/api_router.h"
#include "controller/services/item_reader.h"
#include "controller/services/schedule_desk.h"

namespace loa::controller {

struct PreparedItem {
  ItemVersion version;                           // change, by, account, at are given by save()
  std::vector<schedules::Conflict> conflicts;
  std::vector<Error> warnings, unusual;
  bool has_breach() const { return std::ranges::any_of(conflicts, is_breach); }
};
struct SavedChange {
  ScheduleChange change;
  std::vector<ItemVersion> versions;
  std::vector<Error> warnings;
};
struct BulkOrder {
  std::string change;                            // shift | volume | remove | skip_day | copy_week
  std::vector<ItemId> items;                     // empty: all the caller may move inside `area`
  AreaScope area = AreaScope::whole();
  std::chrono::minutes shift{0};
  int volume = 0;
  CivilDay day{}, from{}, to{};
  bool accept_conflicts = false;
};
struct BulkRow {
  std::optional<ItemVersion> before;
  std::optional<PreparedItem> after;             // none: left out
  Error why;                                     // of left out
};
struct BulkPreview {
  std::string token;                             // empty: it cannot be applied
  UtcTime until;
  std::vector<BulkRow> rows;
};

class ItemDesk {
 public:
  ItemDesk(Context& context, Desk& desk, Publisher& publisher, ScheduleDesk& schedule)
      : context_(context), desk_(desk), publisher_(publisher), schedule_(schedule) {}

  // Null when there is none.
  const ItemVersion* newest(const ItemId& item) const;
  bool movable(const ItemVersion& version, const Caller& caller) const;
  // A new item, or the next version of `edit_of`. Nothing is saved. Errors: "controller.item_unknown", "item.immovable",
  // "item.level", "store.scope", "item.past", "item.sounding", those of ScheduleDesk::check.
  Result<PreparedItem> prepare(schedules::Item item, std::optional<ItemId> edit_of, const Caller& caller, const std::string& kind,
                               const std::vector<schedules::Item>& beside = {}) const;
  // Days on which `replace` items collide with it become exceptions of theirs.
  Result<std::vector<PreparedItem>> giving_way(const PreparedItem& item, const std::vector<ItemId>& replace, const Caller& caller) const;
  Result<PreparedItem> removal(const ItemId& item, const Caller& caller, const std::string& kind) const;

  asio::awaitable<Result<SavedChange>> save(std::vector<ItemVersion> versions, std::string kind, Caller caller,
                                            std::optional<ChangeId> undone = {});
  asio::awaitable<Result<SavedChange>> decide(ItemId item, bool confirm, std::string reason, Caller caller);
  // Errors: "change.unknown", "change.too_late", "change.newer".
  asio::awaitable<Result<SavedChange>> undo(ChangeId change, Caller caller);

  Result<BulkPreview> preview(const BulkOrder& order, const Caller& caller);
  // Exactly what was shown. Errors: "preview.unknown", "preview.changed".
  asio::awaitable<Result<SavedChange>> apply(std::string token, Caller caller);

 private:
  struct Kept {
    std::vector<ItemVersion> versions;
    AccountId account;
    std::string kind;
    std::int64_t stamp = 0;
    UtcTime until;
  };
  bool owns_network(const Caller& caller) const;
  Status allowed(const ItemVersion& version, const Caller& caller) const;
  Result<ItemVersion> reverted(const ItemVersion& now_held, const std::vector<ItemVersion>& history) const;
  std::vector<ItemId> chosen(const BulkOrder& order, const Caller& caller) const;
  BulkRow changed(const BulkOrder& order, const ItemId& item, const Caller& caller) const;
  void copy_week(const BulkOrder& order, const Caller& caller, BulkPreview& out) const;
  void keep(const BulkOrder& order, const Caller& caller, BulkPreview& out);
  void put(const ItemVersion& version);

  Context& context_;
  Desk& desk_;
  Publisher& publisher_;
  ScheduleDesk& schedule_;
  std::map<std::string, Kept> previews_;
  std::int64_t stamp_ = 0;                       // counts saves: a preview holds for one state of the schedule
};

json::object saved_json(const SavedChange& saved);
json::object prepared_json(const PreparedItem& prepared);

}  // namespace loa::controller
