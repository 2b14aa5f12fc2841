// The hours people are used to hearing a station (giờ quen thuộc): morning and afternoon as everywhere, and half an hour around
// what is on its schedule already. A start outside them needs a second person before it counts. Pure.
#pragma once

#include "schedules/plan_document.h"

namespace loa::controller {

// Why the item needs a second person: "item.unusual" (at, usual), one for each hour of the day; empty: it needs none.
// `plan` is the schedule beside it; a version of the item itself in it does not count.
std::vector<Error> unusual_hours(const schedules::Item& item, const schedules::PlanDocument& plan, const Zone& zone);

}  // namespace loa::controller
