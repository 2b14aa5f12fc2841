#include "agent/domain/day_plan.h"

#include <algorithm>

namespace loa::agent {
namespace {

// An unreadable or missing regulation leaves the path empty: emergency only.
schedules::PolicyPath path_of(const protocol::Register& reg, const UnitId& unit) {
  const auto payloads = reg.policies_on_path(unit);
  if (!payloads) return {};
  std::vector<schedules::Policy> policies;
  for (const std::string& payload : *payloads) {
    auto policy = schedules::read_policy(payload);
    if (!policy) return {};
    policies.push_back(std::move(*policy));
  }
  return schedules::PolicyPath(std::move(policies));
}

}  // namespace

void DayPlan::read(Step& step, const Documents& documents) {
  read_revision_ = documents.parts_revision();
  today_.reset();
  const Bytes* part = documents.part(protocol::Part::plan);
  if (!part) return;
  if (part->empty()) {
    plan_.reset();
    return;
  }
  auto plan = schedules::read_plan(as_text(*part));
  if (!plan) {
    step.emit(Level::error, "plan.refused", {{"code", plan.error().code}, {"place", plan.error().place}});
    return;  // the plan before it stays
  }
  const auto zone = Zone::locate(plan->zone);
  if (!zone) return;
  zone_ = *zone;
  plan_ = std::move(*plan);
  policies_.clear();
  units_.clear();
  for (const schedules::ClusterPlace& place : plan_->clusters) {
    units_[place.id] = place.unit;
    if (!policies_.contains(place.unit)) policies_[place.unit] = path_of(documents.reg(), place.unit);
  }
}

void DayPlan::refresh(Step& step, const Documents& documents, UtcTime back_to) {
  if (read_revision_ != documents.parts_revision()) read(step, documents);
  const CivilDay today = date::floor<date::days>(zone_.to_civil(step.utc()));
  if (today_ == today) return;
  today_ = today;
  ++revision_;
  timeline_ = {};
  if (!plan_) return;
  const CivilDay oldest = date::floor<date::days>(zone_.to_civil(back_to)) - date::days(1);
  const CivilDay first = std::max(today - date::days(3), std::min(today - date::days(1), oldest));
  for (CivilDay day = first; day <= today + date::days(1); day += date::days(1)) {
    const schedules::Timeline planned = schedules::plan(*plan_, policies_, day);
    timeline_ = day == first ? planned : schedules::joined(timeline_, planned);
  }
}

std::optional<Slot> DayPlan::slot(const Hash& occurrence, const ClusterId& cluster, UtcTime at) const {
  for (const schedules::Planned& p : timeline_.planned) {
    if (p.occurrence != occurrence || p.cluster != cluster || at < p.start || at >= p.end) continue;
    return Slot{&timeline_.occurrence_of(p), cluster, unit_of(cluster), p.origin, p.start, p.end, p.volume};
  }
  return std::nullopt;
}

UnitId DayPlan::unit_of(const ClusterId& cluster) const {
  const auto found = units_.find(cluster);
  return found == units_.end() ? UnitId{} : found->second;
}

const schedules::PolicyPath& DayPlan::policy_of(const UnitId& unit) const {
  static const schedules::PolicyPath kNothing;
  const auto found = policies_.find(unit);
  return found == policies_.end() ? kNothing : found->second;
}

}  // namespace loa::agent
