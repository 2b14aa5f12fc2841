// Names people write in schedule files, answered from the desk: units by official code, name or id, clusters by device code,
// name or id, programmes by title or id. A name that two things carry is no name. Valid while the desk is not changed.
#pragma once

#include "controller/services/desk.h"
#include "schedules/schedule_file.h"

namespace loa::controller {

class DeskNames final : public schedules::NameResolver {
 public:
  DeskNames(const Desk& desk, UtcTime now) : desk_(desk), now_(now) {}

  std::optional<UnitId> unit(std::string_view code_or_name) const override;
  std::optional<ClusterId> cluster(std::string_view code_or_name) const override;
  std::optional<schedules::ProgrammeRef> programme(std::string_view title_or_id) const override;

 private:
  const Desk& desk_;
  UtcTime now_;
};

}  // namespace loa::controller
