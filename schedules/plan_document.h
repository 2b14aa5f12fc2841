// The `plan` part of a root: the rules of 30 days and more for the clusters of one agent, as strict JSON.
#pragma once

#include "schedules/item.h"

#include "core/json.h"

namespace loa::schedules {

struct ClusterPlace {
  ClusterId id;
  UnitId unit;
  std::vector<UnitId> path;         // from `unit` itself up to the root
  std::vector<std::string> groups;  // NFC

  bool operator==(const ClusterPlace&) const = default;
};

inline constexpr std::size_t kMaxPlanBytes = 1024 * 1024;
inline constexpr std::size_t kMaxPlanItems = 5000;
inline constexpr std::size_t kMaxPlanClusters = 20000;

struct PlanDocument {
  int v = 1;
  std::string zone = "Asia/Ho_Chi_Minh";
  CivilDay from{}, until{};  // half-open range of days the plan speaks for
  std::vector<Item> items;
  std::vector<ClusterPlace> clusters;

  bool operator==(const PlanDocument&) const = default;
};

// Deterministic: equal documents give equal bytes. The caller must compare the size with kMaxPlanBytes before publishing.
std::string write_plan(const PlanDocument& plan);
// Strict: limits, known zone, sane items, no item or cluster twice. Errors: "schedule.plan_bad", "schedule.item_bad",
// "schedule.rrule_bad", json.*; each with the field path as its place.
Result<PlanDocument> read_plan(std::string_view text);

json::object item_fields(const Item& item);
Result<Item> read_item(const json::value& value, const std::string& place);

}  // namespace loa::schedules
