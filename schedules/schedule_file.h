// Schedule files written by people (YAML; fields in README.md). All or nothing: the first error refuses the file, naming
// file:line. Text is NFC on the way in, so decomposed Vietnamese means the same as composed.
#pragma once

#include "schedules/item.h"

namespace loa::schedules {

struct ProgrammeRef {
  ProgrammeId id;
  std::int64_t revision = 0;
  Hash manifest;
  Millis duration{};  // used when the file gives none
};

// Turns the names people write into ids. Given by the caller; nothing = unknown.
class NameResolver {
 public:
  virtual ~NameResolver() = default;
  virtual std::optional<UnitId> unit(std::string_view code_or_name) const = 0;
  virtual std::optional<ClusterId> cluster(std::string_view code_or_name) const = 0;
  virtual std::optional<ProgrammeRef> programme(std::string_view title_or_id) const = 0;
};

// Items whose `id` is nil and `created` zero: the caller gives both. Errors: yaml.*, "schedule.file_*", "schedule.item_bad",
// "schedule.rrule_bad", each with file:line.
Result<std::vector<Item>> read_schedule_file(const std::string& path, const NameResolver& names);
Result<std::vector<Item>> read_schedule(std::string_view text, const std::string& name, const NameResolver& names);

}  // namespace loa::schedules
