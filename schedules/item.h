// An item of the schedule (mục phát): a rule that says what should sound where and when, in civil time of the site's zone.
// Plain values; no thread rules. Approval is not known here: the proof travels beside the plan (protocol).
#pragma once

#include "core/broadcast_class.h"
#include "core/hash.h"
#include "core/id.h"
#include "core/time.h"
#include "schedules/calendar_rules.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loa::schedules {

enum class ItemKind { programme, relay, playlist, live };  // chương trình, tiếp sóng, danh sách phát, trực tiếp
enum class OwnerLevel { national, province, commune };
// What happens at the planned start of another item of the same rung while this one is sounding:
// cut = it yields with a fade to a stronger one; finish = it plays to its end and the other one comes late;
// push = it plays to its end and the other one is moved whole behind it.
enum class Overrun { cut, finish, push };
enum class Late { join, skip };  // join at the wall-clock offset, or not at all

std::string_view to_text(ItemKind kind);
std::string_view to_text(OwnerLevel level);
std::string_view to_text(Overrun overrun);
std::string_view to_text(Late late);
std::optional<ItemKind> item_kind_from(std::string_view text);
std::optional<OwnerLevel> owner_level_from(std::string_view text);
std::optional<Overrun> overrun_from(std::string_view text);
std::optional<Late> late_from(std::string_view text);

// Exactly one of the three is meant, as `kind` says.
struct Target {
  enum class Kind { unit, group, cluster };
  Kind kind = Kind::unit;
  UnitId unit;        // with all units below it
  std::string group;  // NFC name; every cluster of the document that carries it
  ClusterId cluster;

  bool operator==(const Target&) const = default;
  static Target of(UnitId id) { return {Kind::unit, id, {}, {}}; }
  static Target of(ClusterId id) { return {Kind::cluster, {}, {}, id}; }
  static Target of_group(std::string name) { return {Kind::group, {}, std::move(name), {}}; }
};

inline constexpr Millis kMaxItemDuration = std::chrono::hours(24);
inline constexpr std::size_t kMaxTargets = 200;
inline constexpr std::size_t kMaxDates = 400;
inline constexpr std::size_t kMaxSeasons = 12;
inline constexpr std::size_t kMaxPlaylist = 100;
inline constexpr std::size_t kMaxSource = 120;
inline constexpr Millis kMinPlaylistEntry = std::chrono::seconds(1);

// One programme of a playlist (danh sách phát): each sounds once, right behind the one before it.
struct PlaylistEntry {
  ProgrammeId programme;
  std::int64_t revision = 0;
  Hash manifest;
  Millis duration{};  // >= kMinPlaylistEntry
  std::string title;  // NFC, <= 300 bytes; empty = the item's

  bool operator==(const PlaylistEntry&) const = default;
};

struct Item {
  ItemId id;
  ItemKind kind = ItemKind::programme;
  ProgrammeId programme;      // nil for relay, live and a playlist with entries
  std::int64_t revision = 0;
  Hash manifest;              // zero for relay, live and a playlist with entries
  std::string title;          // NFC, <= 300 bytes
  BroadcastClass cls = BroadcastClass::normal;
  OwnerLevel level = OwnerLevel::commune;
  std::vector<Target> targets;
  CivilTime start{};          // first occurrence
  std::string rrule;          // RFC 5545 without "RRULE:"; empty = once
  std::optional<LunarRule> lunar;  // instead of rrule
  std::vector<Season> seasons;     // only inside one of them; none = all year
  HolidayRule holidays;            // only on, or never on, public holidays
  std::vector<CivilDay> exdates;   // none of its starts on these days
  std::vector<CivilTime> rdates;   // these starts beside the rule, whatever the season
  std::vector<PlaylistEntry> playlist;  // of kind playlist; their durations make `duration`
  std::string source;         // of kind relay: which station or stream is taken over (nguồn tiếp âm), e.g. "vov1"
  Millis duration{};          // planned; > 0, <= kMaxItemDuration
  Overrun overrun = Overrun::cut;
  Late late = Late::join;
  int order = 100;            // explicit order inside a rung: the smaller is the stronger
  int volume = 100;           // percent before the policy's caps
  UtcTime created{};

  bool operator==(const Item&) const = default;
};

// What a playlist's entries last together.
Millis total_duration(const std::vector<PlaylistEntry>& playlist);

// Limits and sense of one item, its rule included. Errors: "schedule.item_bad" (field, why), "schedule.rrule_bad".
Status check(const Item& item);

}  // namespace loa::schedules
