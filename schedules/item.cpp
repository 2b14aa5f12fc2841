#include "schedules/item.h"

#include "core/unicode.h"
#include "schedules/ical/rrule.h"

#include <array>
#include <utility>

namespace loa::schedules {
namespace {

template <class Enum, std::size_t N>
using Names = std::array<std::pair<Enum, std::string_view>, N>;

constexpr Names<ItemKind, 4> kKinds{{{ItemKind::programme, "programme"}, {ItemKind::relay, "relay"},
                                     {ItemKind::playlist, "playlist"}, {ItemKind::live, "live"}}};
constexpr Names<OwnerLevel, 3> kLevels{{{OwnerLevel::national, "national"}, {OwnerLevel::province, "province"},
                                        {OwnerLevel::commune, "commune"}}};
constexpr Names<Overrun, 3> kOverruns{{{Overrun::cut, "cut"}, {Overrun::finish, "finish"}, {Overrun::push, "push"}}};
constexpr Names<Late, 2> kLates{{{Late::join, "join"}, {Late::skip, "skip"}}};

template <class Enum, std::size_t N>
std::string_view name_in(const Names<Enum, N>& names, Enum value) {
  for (const auto& [v, name] : names)
    if (v == value) return name;
  return names[0].second;
}
template <class Enum, std::size_t N>
std::optional<Enum> value_in(const Names<Enum, N>& names, std::string_view text) {
  for (const auto& [v, name] : names)
    if (name == text) return v;
  return std::nullopt;
}

Error bad(std::string field, std::string why) {
  return fail("schedule.item_bad", {{"field", std::move(field)}, {"why", std::move(why)}});
}

Status check_targets(const Item& item) {
  if (item.targets.empty()) return bad("targets", "empty");
  if (item.targets.size() > kMaxTargets) return bad("targets", "more than " + std::to_string(kMaxTargets));
  for (const auto& t : item.targets) {
    const bool named = t.kind == Target::Kind::unit ? !t.unit.is_nil()
                     : t.kind == Target::Kind::group ? !t.group.empty() && t.group.size() <= 120
                                                     : !t.cluster.is_nil();
    if (!named) return bad("targets", "no name");
  }
  return ok();
}

Status check_playlist(const Item& item) {
  if (item.playlist.empty()) return ok();
  if (item.kind != ItemKind::playlist) return bad("playlist", "only of kind playlist");
  if (item.playlist.size() > kMaxPlaylist) return bad("playlist", "more than " + std::to_string(kMaxPlaylist));
  for (const auto& entry : item.playlist) {
    if (entry.manifest.is_zero()) return bad("playlist", "an entry without a manifest");
    if (entry.duration < kMinPlaylistEntry || entry.duration > kMaxItemDuration) return bad("playlist", "an entry lasts 1 s .. 24 h");
    if (entry.title.size() > 300 || !is_utf8(entry.title)) return bad("playlist", "a title of at most 300 bytes of UTF-8");
  }
  if (total_duration(item.playlist) != item.duration) return bad("duration", "not the sum of the playlist");
  return ok();
}

Status check_calendar(const Item& item) {
  if (item.exdates.size() > kMaxDates) return bad("exdates", "more than " + std::to_string(kMaxDates));
  if (item.rdates.size() > kMaxDates) return bad("rdates", "more than " + std::to_string(kMaxDates));
  if (item.seasons.size() > kMaxSeasons) return bad("seasons", "more than " + std::to_string(kMaxSeasons));
  if (item.lunar && !item.rrule.empty()) return bad("lunar", "excludes rrule");
  if (item.lunar && item.lunar->days.empty()) return bad("lunar", "no day");
  return ok();
}

Status check_source(const Item& item) {
  if (item.source.empty()) return ok();
  if (item.kind != ItemKind::relay) return bad("source", "only of kind relay");
  return item.source.size() <= kMaxSource && is_utf8(item.source) ? ok() : Status(bad("source", "at most 120 bytes of UTF-8"));
}

}  // namespace

Millis total_duration(const std::vector<PlaylistEntry>& playlist) {
  Millis total{0};
  for (const auto& entry : playlist) total += entry.duration;
  return total;
}

std::string_view to_text(ItemKind kind) { return name_in(kKinds, kind); }
std::string_view to_text(OwnerLevel level) { return name_in(kLevels, level); }
std::string_view to_text(Overrun overrun) { return name_in(kOverruns, overrun); }
std::string_view to_text(Late late) { return name_in(kLates, late); }
std::optional<ItemKind> item_kind_from(std::string_view text) { return value_in(kKinds, text); }
std::optional<OwnerLevel> owner_level_from(std::string_view text) { return value_in(kLevels, text); }
std::optional<Overrun> overrun_from(std::string_view text) { return value_in(kOverruns, text); }
std::optional<Late> late_from(std::string_view text) { return value_in(kLates, text); }

Status check(const Item& item) {
  if (item.title.empty() || item.title.size() > 300 || !is_utf8(item.title)) return bad("title", "1 .. 300 bytes of UTF-8");
  if (item.duration <= Millis{0} || item.duration > kMaxItemDuration) return bad("duration", "over 0, at most 24 h");
  if (item.volume < 0 || item.volume > 100) return bad("volume", "0 .. 100");
  LOA_TRY_OK(check_calendar(item));
  LOA_TRY_OK(check_playlist(item));
  LOA_TRY_OK(check_source(item));
  const bool has_audio = item.kind == ItemKind::programme || item.kind == ItemKind::playlist;
  if (has_audio && item.playlist.empty() && item.manifest.is_zero()) return bad("manifest", "missing");
  LOA_TRY_OK(check_targets(item));
  return item.rrule.empty() ? ok() : check_rrule(item.rrule);
}

}  // namespace loa::schedules
