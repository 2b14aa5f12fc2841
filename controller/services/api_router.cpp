#include "controller/services/api_router.h"

#include "controller/services/api_json.h"
#include "core/net/http_message.h"

#include <algorithm>

namespace loa::controller {

namespace {

void drop_body(const net::HttpRequest& request) {
  std::error_code ignored;
  if (!request.body_file.empty()) std::filesystem::remove(request.body_file, ignored);
}

// The same call again gives the same hash; the length stands for a body that went to a file.
Hash fingerprint(const net::HttpRequest& request) {
  std::string text = request.method + " " + request.path + "\n";
  for (const auto& [name, value] : request.query) text += net::percent_encode(name) + "=" + net::percent_encode(value) + "&";
  std::error_code ignored;
  if (!request.body_file.empty()) text += "\n" + std::to_string(std::filesystem::file_size(request.body_file, ignored));
  return sha256(text + "\n" + request.body);
}

bool good_key(const std::string& key) {
  const auto plain = [](unsigned char c) { return c > 0x20 && c < 0x7f; };
  return key.size() >= 8 && key.size() <= 200 && std::ranges::all_of(key, plain);
}

}  // namespace

ApiRouter::ApiRouter(ApiDocument document, Doorkeeper& door, Log& log, ApiOptions options)
    : document_(std::move(document)), door_(door), log_(log), options_(std::move(options)) {}

void ApiRouter::handle(const std::string& operation_id, ApiHandler handler) { handlers_[operation_id] = std::move(handler); }

Status ApiRouter::mount(net::HttpServer& server) {
  for (const auto& [id, handler] : handlers_) {
    if (!document_.find(id)) return fail("api.no_operation", {{"operation", id}});
  }
  for (const auto& operation : document_.operations()) {
    if (!handlers_.contains(operation.id)) return fail("api.no_handler", {{"operation", operation.id}});
    net::HttpRoute route{operation.method, operation.pattern, operation.body_limit, {}, {}, {}};
    if (operation.body_to_file) route.stream_to = options_.upload_dir;
    route.handler = [this, &operation](net::HttpRequest request) { return run(operation, std::move(request)); };
    route.admit = [this, &operation](const net::HttpRequest& request) { return refusal(operation, request); };
    server.route(std::move(route));
  }
  return ok();
}

Result<Caller> ApiRouter::admit(const ApiOperation& operation, const net::HttpRequest& request) const {
  if (operation.gate == ApiGate::open) {
    if (operation.is_unsafe()) LOA_TRY_OK(door_.own_page(request));
    return Caller{};
  }
  auto caller = door_.recognise(request);
  if (!caller) return caller.error();
  if (operation.gate == ApiGate::right && !caller->has(operation.right)) {
    return fail("access.right", {{"right", std::string(to_text(operation.right))}});
  }
  return caller;
}

// Before the body is read: nobody fills the disk or the memory of a server that would refuse him.
std::optional<net::HttpResponse> ApiRouter::refusal(const ApiOperation& operation, const net::HttpRequest& request) const {
  const auto caller = admit(operation, request);
  if (caller) return std::nullopt;
  return error_response(status_of(caller.error()), {caller.error()});
}

ApiAnswer ApiRouter::run(const ApiOperation& operation, net::HttpRequest request) {
  auto caller = admit(operation, request);
  if (!caller) {
    drop_body(request);
    co_return checked(operation, error_response(status_of(caller.error()), {caller.error()}));
  }
  ApiCall call{std::move(request), nullptr, std::move(*caller), door_};
  const auto faults = request_faults(document_, operation, call.request, call.body);
  // Whose unit it is comes first: what is wrong with a request is told only to whoever may make it.
  for (const auto& unit : units_of(operation, call.request, call.body)) {
    if (operation.gate != ApiGate::right || call.caller.has(operation.right, unit)) continue;
    drop_body(call.request);
    co_return checked(operation, error_response(403, {fail("access.unit", {}, operation.unit_path)}));
  }
  if (!faults.empty()) {
    drop_body(call.request);
    co_return checked(operation, error_response(422, faults));
  }
  co_return checked(operation, co_await once(operation, std::move(call)));
}

// Runs a POST with an Idempotency-Key at most once.
ApiAnswer ApiRouter::once(const ApiOperation& operation, ApiCall call) {
  const auto& handler = handlers_.at(operation.id);
  const auto given = call.request.headers.find("idempotency-key");
  if (!options_.memory || operation.method != "POST" || operation.secret || given == call.request.headers.end()) {
    co_return co_await handler(std::move(call));
  }
  if (!good_key(given->second)) {
    drop_body(call.request);
    co_return error_response(422, {fail("api.key_bad", {}, "Idempotency-Key")});
  }
  const std::string key = call.caller.account.text() + " " + operation.id + " " + given->second;
  const Hash request = fingerprint(call.request);
  auto earlier = co_await options_.memory->begin(key, request);
  if (!earlier || *earlier) {
    drop_body(call.request);
    if (!earlier) co_return error_response(status_of(earlier.error()), {earlier.error()});
    co_return std::move(**earlier);
  }
  std::exception_ptr thrown;
  net::HttpResponse answer;
  try {
    answer = co_await handler(std::move(call));
  } catch (...) {
    thrown = std::current_exception();
    answer.status = 500;
  }
  co_await options_.memory->keep(key, request, answer);
  if (thrown) std::rethrow_exception(thrown);
  co_return answer;
}

net::HttpResponse ApiRouter::checked(const ApiOperation& operation, net::HttpResponse answer) const {
  const bool said = std::ranges::any_of(answer.headers, [](const auto& header) { return header.first == "Cache-Control"; });
  if (!said) answer.headers.emplace_back("Cache-Control", "no-store");
  if (!options_.check_answers) return answer;
  const auto fault = answer_fault(document_, operation, answer);
  if (fault.empty()) return answer;
  const Error error = fail("api.answer_bad", {{"operation", operation.id}, {"why", fault}});
  log_.error("api.answer_bad", {{"operation", operation.id}, {"why", fault}});
  return error_response(500, {error});
}

}  // namespace loa::controller
