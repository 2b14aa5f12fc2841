// UUIDv7 identifiers (RFC 9562) with one C++ type per kind of thing, so that an agent id is never taken for a unit id.
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "core/random.h"
#include "core/time.h"

#include <array>
#include <compare>
#include <string>
#include <string_view>

namespace loa {

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(const Uuid&) const = default;
  bool is_nil() const { return *this == Uuid{}; }
  std::string text() const;  // 8-4-4-4-12, lower case
};

Uuid make_uuid_v7(UtcTime now, Random& random);
Result<Uuid> parse_uuid(std::string_view text);  // "id.bad"

template <class Tag>
struct Id {
  Uuid uuid;

  auto operator<=>(const Id&) const = default;
  bool is_nil() const { return uuid.is_nil(); }
  std::string text() const { return uuid.text(); }
  static Id make(UtcTime now, Random& random) { return {make_uuid_v7(now, random)}; }
  static Result<Id> parse(std::string_view text) {
    auto uuid = parse_uuid(text);
    if (!uuid) return uuid.error();
    return Id{*uuid};
  }
};

using UnitId = Id<struct UnitTag>;            // đơn vị hành chính
using AgentId = Id<struct AgentTag>;          // tác tử ở xã
using BridgeId = Id<struct BridgeTag>;        // bộ điều khiển cụm loa
using ClusterId = Id<struct ClusterTag>;      // cụm loa (logical: survives a change of device)
using ProgrammeId = Id<struct ProgrammeTag>;  // chương trình phát thanh
using ItemId = Id<struct ItemTag>;            // mục trong lịch phát
using PersonId = Id<struct PersonTag>;
using DocumentId = Id<struct DocumentTag>;
using AlertId = Id<struct AlertTag>;

}  // namespace loa

template <>
struct std::hash<loa::Uuid> {
  std::size_t operator()(const loa::Uuid& u) const noexcept {
    std::size_t out;
    __builtin_memcpy(&out, u.bytes.data() + 8, sizeof out);
    return out;
  }
};
template <class Tag>
struct std::hash<loa::Id<Tag>> {
  std::size_t operator()(const loa::Id<Tag>& id) const noexcept { return std::hash<loa::Uuid>{}(id.uuid); }
};
