#include "controller/domain/item_version.h"

#include "schedules/recurrence.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace loa::controller {

namespace {

constexpr std::array<std::pair<ItemState, std::string_view>, 4> kStates{{{ItemState::live, "live"}, {ItemState::waiting, "waiting"},
                                                                         {ItemState::removed, "removed"}, {ItemState::refused, "refused"}}};
constexpr int kSearchDays = 800;  // a yearly rule with a leap day less than twice

CivilTime civil(UtcTime t, const Zone& zone) { return date::floor<std::chrono::seconds>(zone.to_civil(t)); }
CivilDay day_of(CivilTime t) { return date::floor<date::days>(t); }
bool repeats(const schedules::Item& item) { return !item.rrule.empty() || item.lunar.has_value(); }

bool same_sound(const schedules::Item& a, const schedules::Item& b) {
  return a.programme == b.programme && a.kind == b.kind && a.targets == b.targets && a.duration == b.duration &&
         a.playlist == b.playlist && a.source == b.source;
}

// COUNT counts from the first start: what lies before the new one is taken off. False when nothing is left.
bool take_off_count(std::string& rrule, std::size_t skipped) {
  const auto at = rrule.find("COUNT=");
  if (at == std::string::npos) return true;
  const auto end = std::min(rrule.find(';', at), rrule.size());
  std::size_t count = 0;
  std::from_chars(rrule.data() + at + 6, rrule.data() + end, count);
  if (count <= skipped) return false;
  rrule.replace(at + 6, end - at - 6, std::to_string(count - skipped));
  return true;
}

// Moves the first start of a rule to its first occurrence at or after `from`; the pattern stays.
Status move_ahead(schedules::Item& item, CivilTime from, const Zone& zone) {
  if (item.start >= from) return {};
  schedules::Item rule = item;
  rule.rdates.clear();
  LOA_TRY(const auto before, rule.rrule.find("COUNT=") == std::string::npos
                                 ? Result<std::vector<CivilTime>>(std::vector<CivilTime>{})
                                 : schedules::starts_of(rule, day_of(item.start), day_of(from) + date::days(1), zone));
  const auto skipped = static_cast<std::size_t>(std::ranges::count_if(before, [&](CivilTime t) { return t < from; }));
  LOA_TRY(const auto ahead, schedules::starts_of(rule, day_of(from), day_of(from) + date::days(kSearchDays), zone));
  const auto next = std::ranges::lower_bound(ahead, from);
  if (next == ahead.end() || !take_off_count(item.rrule, skipped)) return fail("item.past");
  item.start = *next;
  return {};
}

}  // namespace

std::string_view to_text(ItemState state) {
  for (const auto& [each, word] : kStates) {
    if (each == state) return word;
  }
  return "live";
}

std::optional<ItemState> item_state_from(std::string_view text) {
  for (const auto& [each, word] : kStates) {
    if (word == text) return each;
  }
  return std::nullopt;
}

std::vector<CivilTime> begun(const schedules::Item& item, UtcTime now, const Zone& zone) {
  const auto at = civil(now, zone);
  auto starts = schedules::starts_of(item, day_of(at) - date::days(1), day_of(at) + date::days(1), zone);
  if (!starts) return {};
  std::erase_if(*starts, [&](CivilTime t) { return t > at; });
  return std::move(*starts);
}

std::optional<UtcTime> sounding_until(const schedules::Item& item, UtcTime now, const Zone& zone) {
  for (const auto start : begun(item, now, zone)) {
    const auto utc = zone.to_utc(start);
    if (utc && *utc <= now && now < *utc + item.duration) return *utc + item.duration;
  }
  return std::nullopt;
}

Result<schedules::Item> standing(const schedules::Item* held, schedules::Item wanted, UtcTime now, const Zone& zone) {
  const auto at = civil(now, zone);
  const auto past = held ? begun(*held, now, zone) : std::vector<CivilTime>{};
  const auto sounding = held ? sounding_until(*held, now, zone) : std::nullopt;
  const bool keeps = held && same_sound(*held, wanted);
  if (sounding && !keeps) return fail("item.sounding", {{"until", format_civil(civil(*sounding, zone))}});
  if (repeats(wanted)) {
    LOA_TRY_OK(move_ahead(wanted, at, zone));
  } else if (wanted.start < at && std::ranges::find(past, wanted.start) == past.end()) {
    const auto end = zone.to_utc(wanted.start);
    const bool still_on = end && *end + wanted.duration > now;
    const bool more = std::ranges::any_of(wanted.rdates, [&](CivilTime t) { return t >= at; });
    if (!still_on && !more) return fail("item.past");
  }
  std::erase_if(wanted.rdates, [&](CivilTime t) { return t < at; });
  if (keeps) {
    for (const auto start : past) {
      if (start != wanted.start) wanted.rdates.push_back(start);
    }
  }
  std::ranges::sort(wanted.rdates);
  wanted.rdates.erase(std::unique(wanted.rdates.begin(), wanted.rdates.end()), wanted.rdates.end());
  if (sounding) std::erase(wanted.exdates, day_of(at));
  return wanted;
}

std::optional<schedules::Item> remains(const schedules::Item& held, UtcTime now, const Zone& zone) {
  for (const auto start : begun(held, now, zone)) {
    const auto utc = zone.to_utc(start);
    if (!utc || now >= *utc + held.duration) continue;
    schedules::Item tail = held;
    tail.start = start;
    tail.rrule.clear();
    tail.lunar.reset();
    tail.seasons.clear();
    tail.holidays = {};
    tail.exdates.clear();
    tail.rdates.clear();
    return tail;
  }
  return std::nullopt;
}

}  // namespace loa::controller
