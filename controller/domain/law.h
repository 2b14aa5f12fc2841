// The document a programme explains (văn bản pháp luật) and whether it is in force on the days the programme airs. Pure.
#pragma once

#include "core/hash.h"
#include "core/json.h"
#include "core/time.h"

#include <optional>
#include <string>
#include <vector>

namespace loa::controller {

struct DayRange {
  CivilDay from, until;  // both inclusive

  bool operator==(const DayRange&) const = default;
  bool holds(const DayRange& other) const { return from <= other.from && other.until <= until; }
};

struct Law {
  std::string number;                    // số hiệu
  std::string kind, title, agency, signer, field;
  std::string state;                     // tình trạng as published: "" | in_force | not_yet | expired | partly_expired | suspended | replaced
  std::optional<CivilDay> issued;
  std::optional<CivilDay> effective;     // first day in force
  std::optional<CivilDay> expires;       // last day in force
  std::string replaced_by;               // số hiệu of the other document
  std::optional<CivilDay> replaced_from; // first day the other one holds; none: not known
  std::string source;

  bool operator==(const Law&) const = default;
};

// Errors: "law.bad" (field) for a missing number or days in the wrong order.
Status check_law(const Law& law);

struct LawFinding {
  Error what;     // law.not_yet, law.expired, law.replaced, law.state, law.no_date
  DayRange days;  // the air days it is about
};
// What stands against airing on each of these days, earliest first; empty: it is in force on all of them. Unknown is not
// in force: a law without an effective date is told, unless its published state says so.
std::vector<LawFinding> check_in_force(const Law& law, const DayRange& air);

// Somebody answers for airing it all the same.
struct LawConfirmation {
  std::string by;
  UtcTime at{};
  std::string reason;
  DayRange days;
  Hash law;       // law_hash(): a change of the law ends the confirmation

  bool covers(const Law& confirmed, const DayRange& air) const;
};

json::object law_fields(const Law& law);   // text members only; absent days are left out
Result<Law> read_law(const json::value& value);
Hash law_hash(const Law& law);

}  // namespace loa::controller
