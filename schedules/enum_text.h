// The words of the schedule's enumerations, as in plans, in the HTTP interface and in schedule files.
#pragma once

#include "schedules/item.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace loa::schedules {

template <class E, std::size_t N>
using EnumWords = std::array<std::pair<E, std::string_view>, N>;

inline constexpr EnumWords<ItemKind, 4> kItemKinds{
    {{ItemKind::programme, "programme"}, {ItemKind::relay, "relay"}, {ItemKind::playlist, "playlist"}, {ItemKind::live, "live"}}};
inline constexpr EnumWords<OwnerLevel, 3> kOwnerLevels{
    {{OwnerLevel::national, "national"}, {OwnerLevel::province, "province"}, {OwnerLevel::commune, "commune"}}};
inline constexpr EnumWords<Overrun, 3> kOverruns{{{Overrun::cut, "cut"}, {Overrun::finish, "finish"}, {Overrun::push, "push"}}};
inline constexpr EnumWords<Late, 2> kLates{{{Late::join, "join"}, {Late::skip, "skip"}}};

template <class E, std::size_t N>
constexpr std::string_view word_of(const EnumWords<E, N>& words, E value) {
  for (const auto& [each, word] : words) {
    if (each == value) return word;
  }
  return words[0].second;
}
template <class E, std::size_t N>
constexpr std::optional<E> value_of(const EnumWords<E, N>& words, std::string_view text) {
  for (const auto& [each, word] : words) {
    if (word == text) return each;
  }
  return std::nullopt;
}
template <class E, std::size_t N>
std::string choices_of(const EnumWords<E, N>& words) {
  std::string out;
  for (const auto& [each, word] : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

}  // namespace loa::schedules
