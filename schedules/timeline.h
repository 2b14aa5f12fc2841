// What a civil day holds per cluster: the result of plan(), the input of decide().
#pragma once

#include "schedules/item.h"

#include <map>

namespace loa::schedules {

using OccurrenceId = Hash;

// SHA-256 over "loa occurrence 1", the item's id and its civil start: the same in every program for ever.
OccurrenceId occurrence_id(ItemId item, CivilTime civil_start);

// The ladder; the smaller is the stronger.
enum class Rung {
  national_emergency = 1, province_emergency, commune_emergency, live,
  priority_national, priority_province, priority_commune, relay, normal
};
std::string_view to_text(Rung rung);
Rung rung_of(const Item& item);  // of a planned item: live … normal

struct Occurrence {
  OccurrenceId id;
  ItemId item;
  CivilTime civil_start{};
  UtcTime start{}, end{};           // as the rule says, before any conflict
  std::vector<ClusterId> clusters;  // all it is meant for, ascending
  ItemKind kind = ItemKind::programme;
  ProgrammeId programme;
  std::int64_t revision = 0;
  Hash manifest;
  std::string title;
  BroadcastClass cls = BroadcastClass::normal;
  OwnerLevel level = OwnerLevel::commune;
  Rung rung = Rung::normal;
  int order = 100;
  UtcTime created{};
  int volume = 100;                 // as wished; Planned::volume is what the policy leaves
  Overrun overrun = Overrun::cut;
  Late late = Late::join;
  std::string source;               // of a relay: the station or stream to take over
  int part = 0;                     // of a playlist: which entry
  bool operator==(const Occurrence&) const = default;
};

// One segment of an occurrence on one cluster. An occurrence that is interrupted has several.
struct Planned {
  OccurrenceId occurrence;
  ClusterId cluster;
  UtcTime start{}, end{};   // half-open
  UtcTime origin{};         // instant of the programme's first sample: start - origin is the join offset
  int volume = 100;         // percent after the policy's caps
  bool is_last = true;      // no later segment of this occurrence on this cluster
  bool operator==(const Planned&) const = default;
};

// An occurrence that does not sound on a cluster at all, and the rule that dropped it.
struct Dropped {
  OccurrenceId occurrence;
  ClusterId cluster;
  Error cause;
  bool operator==(const Dropped&) const = default;
};

// A decision between two occurrences on a cluster. What the loser loses stands in `rule` (schedule.lost_*: winner, loser).
struct Loss {
  OccurrenceId loser, winner;
  ClusterId cluster;
  UtcTime at{};
  Error rule;
  bool operator==(const Loss&) const = default;
};

struct Timeline {
  CivilDay day{};
  std::map<OccurrenceId, Occurrence> occurrences;  // those whose civil start is on `day`
  std::vector<Planned> planned;                    // by start, cluster, occurrence
  std::vector<Dropped> dropped;                    // by occurrence, cluster
  std::vector<Loss> losses;                        // by instant, cluster, loser
  std::vector<Error> refused;                      // items whose rule cannot be expanded, place = item id
  bool operator==(const Timeline&) const = default;

  const Occurrence& occurrence_of(const Planned& p) const;  // CHECKs that it is there
};

// Two days as one, for deciding around midnight; `day` is the earlier.
Timeline joined(const Timeline& a, const Timeline& b);

}  // namespace loa::schedules
