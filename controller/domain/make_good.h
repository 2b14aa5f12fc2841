// Phát bù: the next lawful slot for the clusters that missed an occurrence, and only for them: inside every regulation with its
// minutes, in nobody's way, while the approval is valid and its airings a day last. Pure.
#pragma once

#include "controller/domain/ledger.h"
#include "controller/domain/plan_builder.h"

namespace loa::controller {

inline constexpr Millis kMakeGoodLead = std::chrono::minutes(10);  // for the content and the plan to arrive
inline constexpr int kMakeGoodDays = 7;

struct MakeGood {
  schedules::Item item;                             // one-off, id and created given by the caller
  std::vector<ClusterId> clusters;
  std::vector<std::pair<ClusterId, Error>> left_out;
  UtcTime start, end;
  std::string rule;                                 // number of the regulation the slot lies in
};

// `rows` are the ledger rows of one occurrence that were missed or sounded partly; `done` are clusters that were made good
// before. Errors: "make_good.nothing", "make_good.no_programme", "make_good.no_slot" (days).
Result<MakeGood> make_good(const PlanSources& sources, const schedules::PlanDocument& plan, const PolicyPaths& policies,
                           const std::vector<LedgerRow>& rows, const std::vector<ClusterId>& done, UtcTime now);
// The first slot from `from` on for this one-off item on exactly these clusters; item.start is ignored. Also of an offer.
std::optional<UtcTime> lawful_slot(const PlanSources& sources, const schedules::PlanDocument& plan, const PolicyPaths& policies,
                                   schedules::Item item, UtcTime from, UtcTime until, bool needs_approval = true);
// The plan as the clusters of this item see it: what nobody of them hears is not in their way.
schedules::PlanDocument narrowed(const schedules::PlanDocument& plan, const schedules::Item& item);
bool can_be_made_good(const LedgerRow& row, UtcTime now);

}  // namespace loa::controller
