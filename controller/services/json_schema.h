// Checks JSON against the schemas of the OpenAPI document (JSON Schema 2020-12, the keywords we use; an unknown keyword fails
// at start). Every error names the field path. No regular expressions: their run time on hostile text has no bound.
#pragma once

#include "core/error.h"
#include "core/json.h"

#include <vector>

namespace loa::controller {

class JsonSchema {
 public:
  // The root answers "$ref": "#/…". It must outlive this.
  explicit JsonSchema(const json::value& root) : root_(root) {}

  // Errors: "schema.keyword" (keyword, place) for what this checker does not know, "schema.reference" for a broken $ref.
  Status check_schema(const json::value& schema) const;
  // At most 20 errors; empty: it fits. Codes json.field_missing, json.unknown_field and schema.*.
  std::vector<Error> check(const json::value& value, const json::value& schema) const;
  // The schema behind a $ref; null for a broken one.
  const json::value* resolve(const json::value& schema) const;

 private:
  struct Walk;
  const json::value& root_;
};

// Formats: uuid, sha256, date-time (RFC 3339), date, civil (2026-11-24T17:00:00).
bool known_format(std::string_view name);

}  // namespace loa::controller
