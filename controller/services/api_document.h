// The OpenAPI 3.1 document of /api/v1, merged from controller/api/*.yaml at start: the only list of calls there is. Immutable
// once read; any thread.
#pragma once

#include "controller/domain/access.h"
#include "controller/services/json_schema.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace loa::controller {

struct ApiFile {
  std::string name;  // "core"
  std::string yaml;
};
// The files built into this program (controller/CMakeLists.txt names them); "common" first.
const std::vector<ApiFile>& api_files();

struct ApiParameter {
  std::string name, in;                    // in: query | path | header
  bool required = false;
  const json::value* schema = nullptr;     // resolved
};

inline constexpr int kAnyError = 999;      // key of the "default" answer: every status from 400 that is not named
enum class ApiGate { open, signed_in, right };       // x-loa-right: none | self | a right's name
enum class ApiUnit { none, query, body, resource };  // x-loa-scope: where the unit of the request comes from
enum class ApiBody { none, json, raw };

struct ApiOperation {
  std::string id, method, pattern;         // pattern as core/net wants it: /api/v1/items/:id
  ApiGate gate = ApiGate::signed_in;
  Right right = Right::station_read;       // when gate is right
  ApiUnit unit = ApiUnit::none;
  std::string unit_path;                   // name of the query parameter, or path of the body field ("targets.units")
  std::size_t body_limit = 0;
  bool secret = false;                     // x-loa-secret: the answer is shown once and kept nowhere
  bool body_to_file = false;               // x-loa-upload: the body goes to a file in upload/
  ApiBody body = ApiBody::none;
  bool body_required = false;
  const json::value* body_schema = nullptr;
  std::vector<ApiParameter> parameters;
  std::map<int, const json::value*> answers;  // status → schema; null for bodies that are not JSON, or none

  bool is_unsafe() const { return method != "GET"; }
};

class ApiDocument {
 public:
  // Errors: those of core/yaml.h, "api.document_bad" (operation, why), "schema.*".
  static Result<ApiDocument> merge(const std::vector<ApiFile>& files);
  // The built-in files with these names and "common".
  static Result<ApiDocument> of(const std::set<std::string>& names);
  static Result<ApiDocument> whole() { return merge(api_files()); }

  const std::vector<ApiOperation>& operations() const { return operations_; }  // literal segments before ":" ones
  const ApiOperation* find(const std::string& id) const;
  const json::value& root() const { return *root_; }
  std::string text() const { return write_json(*root_); }
  JsonSchema schemas() const { return JsonSchema(*root_); }

 private:
  std::shared_ptr<json::value> root_;      // schemas point into it
  std::vector<ApiOperation> operations_;
};

}  // namespace loa::controller
