// The three bulletin classes of Circular 39/2020/TT-BTTTT (mức độ ưu tiên), numbered as on the national wire.
#pragma once

#include <optional>
#include <string_view>

namespace loa {

enum class BroadcastClass { emergency = 1, priority = 2, normal = 3 };  // khẩn cấp, ưu tiên, thông thường

constexpr std::string_view to_text(BroadcastClass c) {
  switch (c) {
    case BroadcastClass::emergency: return "emergency";
    case BroadcastClass::priority: return "priority";
    case BroadcastClass::normal: return "normal";
  }
  return "normal";
}
constexpr std::optional<BroadcastClass> broadcast_class_from(std::string_view text) {
  if (text == "emergency") return BroadcastClass::emergency;
  if (text == "priority") return BroadcastClass::priority;
  if (text == "normal") return BroadcastClass::normal;
  return std::nullopt;
}

}  // namespace loa
