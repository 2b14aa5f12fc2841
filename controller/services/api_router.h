// The way of every call of /api/v1: who asks (session or token) → may it be done by that role, in that unit → does the request
// fit the OpenAPI document → handler. Loop thread.
#pragma once

#include "controller/services/api_document.h"
#include "core/log.h"
#include "core/net/http_server.h"

#include <functional>

namespace loa::controller {

namespace asio = boost::asio;

// Who calls. Rights are those of this instant: a substitute's grant that has ended is not in it.
struct Caller {
  AccountId account;      // nil for the machine account
  PersonId person;        // in the trust document; nil when the account is tied to none
  std::string name;       // for the audit log: the account's login, or "api.token"
  bool machine = false;   // the token of data_dir/api.token: every right, everywhere
  bool by_cookie = false;
  std::string session;    // key of its session; empty for the machine
  Access access;

  bool has(Right right) const { return access.has(right); }
  bool has(Right right, const UnitId& unit) const { return access.has(right, unit); }
  AreaScope scope(Right right) const { return access.scope(right); }
};

class Doorkeeper;

struct ApiCall {
  net::HttpRequest request;
  json::value body;       // checked against the schema; null when the operation takes no JSON
  Caller caller;
  Doorkeeper& door;       // for answers that go on: who it is then
};
using ApiAnswer = asio::awaitable<net::HttpResponse>;
using ApiHandler = std::function<ApiAnswer(ApiCall)>;

// Tells callers apart. Errors: "controller.token", "access.sign_in", "access.page" (a change not sent by our own page).
class Doorkeeper {
 public:
  virtual ~Doorkeeper() = default;
  virtual Result<Caller> recognise(const net::HttpRequest& request) = 0;
  // "access.page" for a change that a browser sends from elsewhere than our own page; also asked for calls open to all.
  virtual Status own_page(const net::HttpRequest& request) = 0;
};

// Remembers answers by Idempotency-Key (answer_keeper.h).
class AnswerMemory {
 public:
  virtual ~AnswerMemory() = default;
  // An earlier answer of the same request; nothing: run it and give the answer to keep(). Errors: "api.key_other",
  // "api.key_running", those of the store.
  virtual asio::awaitable<Result<std::optional<net::HttpResponse>>> begin(std::string key, Hash request) = 0;
  virtual asio::awaitable<void> keep(std::string key, Hash request, net::HttpResponse answer) = 0;
};

struct ApiOptions {
  std::filesystem::path upload_dir;
  bool check_answers = false;      // tests and debugging: an answer that does not fit its schema becomes a 500
  AnswerMemory* memory = nullptr;  // null: Idempotency-Key is ignored
};

class ApiRouter {
 public:
  ApiRouter(ApiDocument document, Doorkeeper& door, Log& log, ApiOptions options);

  void handle(const std::string& operation_id, ApiHandler handler);
  // Every operation as a route. Errors: "api.no_handler", "api.no_operation": a call can be neither forgotten nor undocumented.
  Status mount(net::HttpServer& server);
  const ApiDocument& document() const { return document_; }

 private:
  std::optional<net::HttpResponse> refusal(const ApiOperation& operation, const net::HttpRequest& request) const;
  Result<Caller> admit(const ApiOperation& operation, const net::HttpRequest& request) const;
  ApiAnswer run(const ApiOperation& operation, net::HttpRequest request);
  ApiAnswer once(const ApiOperation& operation, ApiCall call);
  net::HttpResponse checked(const ApiOperation& operation, net::HttpResponse answer) const;

  ApiDocument document_;
  Doorkeeper& door_;
  Log& log_;
  ApiOptions options_;
  std::map<std::string, ApiHandler> handlers_;
};

// What request and document disagree about; the body is parsed into `body`. Empty: it fits.
std::vector<Error> request_faults(const ApiDocument& document, const ApiOperation& operation, const net::HttpRequest& request,
                                  json::value& body);
// Units the request names where x-loa-scope says; empty when it names none.
std::vector<UnitId> units_of(const ApiOperation& operation, const net::HttpRequest& request, const json::value& body);
// Why an answer does not fit; empty: it does.
std::string answer_fault(const ApiDocument& document, const ApiOperation& operation, const net::HttpResponse& answer);

}  // namespace loa::controller
