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

// The other way about, for writers: the name under which the resolver of the same place finds the thing again.
class NameSource {
 public:
  virtual ~NameSource() = default;
  virtual std::string unit(UnitId id) const { return id.text(); }
  virtual std::string cluster(ClusterId id) const { return id.text(); }
  virtual std::string programme(ProgrammeId id) const { return id.text(); }
};

// An entry of a playlist; its title is the name it was asked for by, unless that is an id.
PlaylistEntry entry_of(const ProgrammeRef& found, std::string_view name);

// The same file again: read_schedule() gives these items back, but for `id` and `created`, which files by people do not carry, and
// a playlist's wished titles. Deterministic. One file holds at most kMaxItemsPerFile items.
inline constexpr std::size_t kMaxItemsPerFile = 1000;
std::string write_schedule(const std::vector<Item>& items, const NameSource& names);

// Items whose `id` is nil and `created` zero: the caller gives both. Errors: yaml.*, "schedule.file_*", "schedule.item_bad",
// "schedule.rrule_bad", each with file:line.
Result<std::vector<Item>> read_schedule_file(const std::string& path, const NameResolver& names);
Result<std::vector<Item>> read_schedule(std::string_view text, const std::string& name, const NameResolver& names);

}  // namespace loa::schedules
