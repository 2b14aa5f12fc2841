// "Below may only be tighter": what a unit's regulation says looser than the one above it. The tightest on the path holds in any
// case (PolicyPath); this is for telling the writer before the document is signed. What the child does not say it inherits.
#pragma once

#include "schedules/policy.h"

namespace loa::schedules {

struct Breach {
  std::string field;   // "windows", "max_per_day", "max_per_session", "max_airings_per_day", "max_volume", "volume_bands",
                       // "sensitive_areas"
  std::string parent_value, child_value;        // for people: "05:30-07:00", "30", "80"; days as T2 … CN
  std::string parent_document, child_document;  // số hiệu
  bool operator==(const Breach&) const = default;
};

// By field, then by time of the week. Windows are compared minute by minute over the week, so that two windows of the parent that
// meet cover one of the child. At most kMaxBreaches.
inline constexpr std::size_t kMaxBreaches = 100;
std::vector<Breach> check_tighter(const Policy& parent, const Policy& child);

// "policy.looser" (field, parent_value, child_value, parent_document, child_document): the words for a breach.
Error to_error(const Breach& breach);

}  // namespace loa::schedules
