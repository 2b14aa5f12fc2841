#include "controller/services/api_document.h"

#include "core/yaml.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace loa::controller {

namespace {

constexpr std::size_t kBodyLimit = 64 * 1024;
constexpr std::array kMethods{"get", "post", "put", "patch", "delete"};

const json::value* member(const json::value& value, std::string_view key) {
  return value.is_object() ? value.get_object().if_contains(key) : nullptr;
}

std::string text_at(const json::value& value, std::string_view key) {
  const auto* found = member(value, key);
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

bool true_at(const json::value& value, std::string_view key) {
  const auto* found = member(value, key);
  return found && found->is_bool() && found->get_bool();
}

Error bad(const std::string& operation, std::string why) {
  return fail("api.document_bad", {{"operation", operation}, {"why", std::move(why)}});
}

// Adds the members of `from`; one that is there already belongs to another file and is an error.
Status join(json::object& into, const json::value* from, const std::string& file, int levels) {
  if (!from) return ok();
  for (const auto& [key, value] : from->as_object()) {
    auto* there = into.if_contains(key);
    if (!there) {
      into[key] = value;
    } else if (levels > 0 && there->is_object() && value.is_object()) {
      LOA_TRY_OK(join(there->get_object(), &value, file, levels - 1));
    } else if (*there != value) {
      return bad(file, std::string(key) + " is defined twice");
    }
  }
  return ok();
}

// "/api/v1/items/{id}" → "/api/v1/items/:id".
std::string pattern_of(std::string path) {
  std::erase(path, '}');
  std::ranges::replace(path, '{', ':');
  return path;
}

// ':' sorts before letters; a literal segment has to be tried before a parameter.
std::string sort_key(const ApiOperation& operation) {
  std::string key = operation.pattern;
  std::ranges::replace(key, ':', '\x7f');
  return key + " " + operation.method;
}

// Any call may be refused: authors of the files need not say so each time.
void add_default_answers(json::object& paths) {
  const json::object problem{{"$ref", "#/components/responses/Problem"}};
  for (auto& [path, item] : paths) {
    for (const std::string method : kMethods) {
      auto* operation = item.as_object().if_contains(method);
      auto* responses = operation && operation->is_object() ? operation->get_object().if_contains("responses") : nullptr;
      if (responses && responses->is_object() && !responses->get_object().contains("default")) {
        responses->get_object()["default"] = problem;
      }
    }
  }
}

class Reader {
 public:
  explicit Reader(const json::value& root) : root_(root), schemas_(root) {}

  Result<ApiOperation> operation(const std::string& path, const std::string& method, const json::value& it) const {
    ApiOperation out;
    out.id = text_at(it, "operationId");
    if (out.id.empty()) return bad(method + " " + path, "operationId is missing");
    out.pattern = pattern_of(path);
    out.method = method;
    std::ranges::transform(out.method, out.method.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    out.secret = true_at(it, "x-loa-secret");
    LOA_TRY_OK(gate(out, it));
    LOA_TRY_OK(unit(out, it));
    LOA_TRY_OK(body(out, it));
    LOA_TRY_OK(parameters(out, it));
    LOA_TRY_OK(answers(out, it));
    return out;
  }

 private:
  Status gate(ApiOperation& out, const json::value& it) const {
    const auto name = text_at(it, "x-loa-right");
    if (name == "none" || name == "self") {
      out.gate = name == "none" ? ApiGate::open : ApiGate::signed_in;
      return ok();
    }
    const auto right = right_from(name);
    if (!right) return bad(out.id, "x-loa-right is missing or names no right: '" + name + "'");
    out.gate = ApiGate::right;
    out.right = *right;
    return ok();
  }

  Status unit(ApiOperation& out, const json::value& it) const {
    const auto text = text_at(it, "x-loa-scope");
    const auto colon = text.find(':');
    const auto kind = text.substr(0, colon);
    if (colon != std::string::npos) out.unit_path = text.substr(colon + 1);
    const bool has_path = !out.unit_path.empty();
    if (kind == "query" && has_path) out.unit = ApiUnit::query;
    else if (kind == "body" && has_path) out.unit = ApiUnit::body;
    else if (kind == "resource" && !has_path) out.unit = ApiUnit::resource;
    else if (kind != "none") return bad(out.id, "x-loa-scope is none, resource, query:<name> or body:<field>, not '" + text + "'");
    return ok();
  }

  Status body(ApiOperation& out, const json::value& it) const {
    const auto* limit = member(it, "x-loa-body-limit");
    const auto* request = member(it, "requestBody");
    out.body_to_file = true_at(it, "x-loa-upload");
    if (!request) return limit ? Status(bad(out.id, "x-loa-body-limit without a body")) : ok();
    out.body_limit = limit ? static_cast<std::size_t>(limit->to_number<std::int64_t>()) : kBodyLimit;
    out.body_required = true_at(*request, "required");
    const auto* content = member(*request, "content");
    const auto* media = content ? member(*content, "application/json") : nullptr;
    out.body = media ? ApiBody::json : ApiBody::raw;
    if (!media) return ok();
    out.body_schema = member(*media, "schema");
    return out.body_schema ? ok() : Status(bad(out.id, "the JSON body has no schema"));
  }

  Status parameters(ApiOperation& out, const json::value& it) const {
    const auto* list = member(it, "parameters");
    static const json::array kNone;
    // Never a copy: the schemas found here are pointed at as long as the document lives.
    for (const auto& given : list ? list->as_array() : kNone) {
      const auto* parameter = schemas_.resolve(given);
      const auto* schema = parameter ? member(*parameter, "schema") : nullptr;
      schema = schema ? schemas_.resolve(*schema) : nullptr;
      if (!schema) return bad(out.id, "a parameter has no schema");
      LOA_TRY_OK(schemas_.check_schema(*schema));
      out.parameters.push_back({text_at(*parameter, "name"), text_at(*parameter, "in"), true_at(*parameter, "required"), schema});
    }
    return ok();
  }

  Status answers(ApiOperation& out, const json::value& it) const {
    const auto* responses = member(it, "responses");
    if (!responses) return bad(out.id, "responses are missing");
    for (const auto& [status, given] : responses->as_object()) {
      const auto* answer = schemas_.resolve(given);
      int code = 0;
      std::from_chars(status.data(), status.data() + status.size(), code);
      if (status == "default") code = kAnyError;
      if (!answer || code < 100) return bad(out.id, "a response is no status with a description");
      const auto* content = member(*answer, "content");
      const auto* media = content ? member(*content, code < 400 ? "application/json" : "application/problem+json") : nullptr;
      out.answers[code] = media ? member(*media, "schema") : nullptr;
    }
    return ok();
  }

  const json::value& root_;
  JsonSchema schemas_;
};

Status check_components(const json::value& root) {
  const auto* components = member(root, "components");
  const auto* schemas = components ? member(*components, "schemas") : nullptr;
  if (!schemas) return ok();
  for (const auto& [name, schema] : schemas->as_object()) {
    auto fine = JsonSchema(root).check_schema(schema);
    if (!fine) return bad(std::string(name), to_line(fine.error()));
  }
  return ok();
}

Status check_inline(const json::value& root, const ApiOperation& operation) {
  const JsonSchema schemas(root);
  std::vector<const json::value*> all{operation.body_schema};
  for (const auto& [status, schema] : operation.answers) all.push_back(schema);
  for (const auto* schema : all) {
    auto fine = schema ? schemas.check_schema(*schema) : ok();
    if (!fine) return bad(operation.id, to_line(fine.error()));
  }
  return ok();
}

}  // namespace

Result<ApiDocument> ApiDocument::merge(const std::vector<ApiFile>& files) {
  json::object merged;
  json::object paths, components;
  for (const auto& file : files) {
    LOA_TRY(const auto node, read_yaml(file.yaml, file.name + ".yaml"));
    const auto part = node.to_json();
    LOA_TRY_OK(join(paths, member(part, "paths"), file.name, 1));
    LOA_TRY_OK(join(components, member(part, "components"), file.name, 1));
    for (const auto& [key, value] : part.as_object()) {
      if (key != "paths" && key != "components") merged[key] = value;
    }
  }
  add_default_answers(paths);
  merged["paths"] = std::move(paths);
  merged["components"] = std::move(components);
  ApiDocument document;
  document.root_ = std::make_shared<json::value>(std::move(merged));
  LOA_TRY_OK(check_components(*document.root_));
  for (const auto& [path, item] : document.root_->at("paths").as_object()) {
    for (const std::string method : kMethods) {
      const auto* it = member(item, method);
      if (!it) continue;
      LOA_TRY(auto operation, Reader(*document.root_).operation(std::string(path), method, *it));
      LOA_TRY_OK(check_inline(*document.root_, operation));
      if (document.find(operation.id)) return bad(operation.id, "operationId is used twice");
      document.operations_.push_back(std::move(operation));
    }
  }
  std::ranges::sort(document.operations_, {}, sort_key);
  return document;
}

Result<ApiDocument> ApiDocument::of(const std::set<std::string>& names) {
  std::vector<ApiFile> chosen;
  for (const auto& file : api_files()) {
    if (file.name == "common" || names.contains(file.name)) chosen.push_back(file);
  }
  return merge(chosen);
}

const ApiOperation* ApiDocument::find(const std::string& id) const {
  const auto found = std::ranges::find(operations_, id, &ApiOperation::id);
  return found == operations_.end() ? nullptr : &*found;
}

}  // namespace loa::controller
