// Signing in and one's own account.
#include "controller/services/accounts_api.h"

#include "controller/domain/totp.h"
#include "controller/services/api_json.h"

#include <algorithm>

namespace loa::controller {

namespace {

constexpr const char* kSessionAge = "604800";  // seven days, as long as a session can live
constexpr const char* kDeviceAge = "31536000";

net::HttpResponse refused(const Error& error) { return error_response(status_of(error), {error}); }

net::HttpResponse nothing() {
  net::HttpResponse response;
  response.status = 204;
  return response;
}

std::string text_in(const json::value& body, std::string_view key) {
  const auto* found = body.is_object() ? body.get_object().if_contains(key) : nullptr;
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

// Secure as soon as the proxy in front says that the browser speaks TLS with it.
std::pair<std::string, std::string> set_cookie(const net::HttpRequest& request, const char* name, const std::string& value,
                                               const char* age) {
  const auto scheme = request.headers.find("x-forwarded-proto");
  const bool tls = scheme != request.headers.end() && scheme->second == "https";
  return {"Set-Cookie", std::string(name) + "=" + value + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + age +
                            (tls ? "; Secure" : "")};
}

net::HttpResponse slowed(const Error& error) {
  auto response = error_response(429, {error});
  response.headers.emplace_back("Retry-After", error.params.front().second);
  return response;
}

json::value id_or_null(const Uuid& uuid) { return uuid.is_nil() ? json::value(nullptr) : json::value(uuid.text()); }

AuditNote note_of(const Caller& caller, const char* action, json::object body) { return {caller.name, action, std::move(body)}; }

}  // namespace

void AccountsApi::register_calls(ApiRouter& api) {
  const std::pair<const char*, Handler> calls[] = {
      {"signIn", &AccountsApi::sign_in},
      {"signOut", &AccountsApi::sign_out},
      {"getMe", &AccountsApi::me},
      {"changePassword", &AccountsApi::change_password},
      {"beginCode", &AccountsApi::begin_code},
      {"confirmCode", &AccountsApi::confirm_code},
      {"listMySessions", &AccountsApi::my_sessions},
      {"endOtherSessions", &AccountsApi::end_other_sessions},
      {"endMySession", &AccountsApi::end_my_session},
      {"checkInvite", &AccountsApi::check_invite},
      {"acceptInvite", &AccountsApi::accept_invite},
      {"listAccounts", &AccountsApi::list},
      {"createAccount", &AccountsApi::create},
      {"getAccount", &AccountsApi::get},
      {"changeAccount", &AccountsApi::change},
      {"setGrants", &AccountsApi::set_grants},
      {"inviteAgain", &AccountsApi::invite_again},
      {"endAccountSessions", &AccountsApi::end_account_sessions}};
  for (const auto& [id, handler] : calls) {
    api.handle(id, [this, handler](ApiCall call) { return (this->*handler)(std::move(call)); });
  }
}

json::object AccountsApi::me_json(const AccountRecord* account, const Access& access) const {
  json::array rights;
  for (const auto right : all_rights()) {
    if (!access.has(right)) continue;
    const auto scope = access.scope(right);
    json::array units;
    for (const auto& unit : scope.units()) units.push_back(json::value(unit.text()));
    rights.push_back(json::object{{"right", to_text(right)}, {"units", scope.is_whole() ? json::value(nullptr) : json::value(units)}});
  }
  json::object out;
  out["account"] = account ? json::value(account->id.text()) : json::value(nullptr);
  out["login"] = account ? account->login : std::string(kMachineName);
  out["name"] = account ? account->name : std::string(kMachineName);
  out["person"] = account ? id_or_null(account->person.uuid) : json::value(nullptr);
  out["machine"] = account == nullptr;
  out["grants"] = account ? grants_json(*account) : json::array{};
  out["rights"] = std::move(rights);
  out["has_code"] = account && !account->totp.empty();
  out["must_set_code"] = account && accounts_.waits_for_code(*account);
  return out;
}

ApiAnswer AccountsApi::sign_in(ApiCall call) {
  AccountDesk::SignIn order;
  order.login = text_in(call.body, "login");
  order.password = text_in(call.body, "password");
  order.code = text_in(call.body, "code");
  order.address = address_of(call.request);
  order.browser = call.request.headers["user-agent"];
  order.device = cookie_of(call.request, kDeviceCookie);
  order.old_session = cookie_of(call.request, kSessionCookie);
  auto opened = co_await accounts_.sign_in(std::move(order));
  if (!opened) co_return opened.error().code == "sign_in.wait" ? slowed(opened.error()) : refused(opened.error());
  const auto* account = accounts_.find(opened->account);
  if (!account) co_return refused(fail("sign_in.wrong"));
  const Access access = accounts_.waits_for_code(*account) ? Access{} : accounts_.access_of(*account);
  auto response = json_response(me_json(account, access));
  response.headers.push_back(set_cookie(call.request, kSessionCookie, opened->session, kSessionAge));
  if (opened->device) response.headers.push_back(set_cookie(call.request, kDeviceCookie, *opened->device, kDeviceAge));
  co_return response;
}

ApiAnswer AccountsApi::sign_out(ApiCall call) {
  if (call.caller.machine) co_return refused(fail("account.machine"));
  auto ended = co_await accounts_.end_sessions({*parse_hash(call.caller.session)}, note_of(call.caller, "account.signed_out", {}));
  if (!ended) co_return refused(ended.error());
  auto response = nothing();
  response.headers.push_back(set_cookie(call.request, kSessionCookie, "", "0"));
  co_return response;
}

ApiAnswer AccountsApi::me(ApiCall call) {
  co_return json_response(me_json(accounts_.find(call.caller.account), call.caller.access));
}

ApiAnswer AccountsApi::change_password(ApiCall call) {
  if (call.caller.machine) co_return refused(fail("account.machine"));
  auto changed = co_await accounts_.change_password(call.caller.account, text_in(call.body, "old"), text_in(call.body, "new"),
                                                    *parse_hash(call.caller.session));
  if (!changed) co_return changed.error().code == "sign_in.wait" ? slowed(changed.error()) : refused(changed.error());
  co_return nothing();
}

ApiAnswer AccountsApi::begin_code(ApiCall call) {
  const auto secret = accounts_.offer_code(call.caller.account);
  if (!secret) co_return refused(secret.error());
  const auto uri = totp_uri(desk_.registry.genesis().name, call.caller.name, *secret);
  co_return json_response(json::object{{"secret", to_base32(*secret)}, {"uri", uri}});
}

ApiAnswer AccountsApi::confirm_code(ApiCall call) {
  auto codes = co_await accounts_.confirm_code(call.caller.account, text_in(call.body, "code"));
  if (!codes) co_return codes.error().code == "sign_in.wait" ? slowed(codes.error()) : refused(codes.error());
  json::array recovery;
  for (const auto& code : *codes) recovery.push_back(json::value(code));
  co_return json_response(json::object{{"recovery", recovery}});
}

ApiAnswer AccountsApi::my_sessions(ApiCall call) {
  json::array list;
  for (const auto& session : accounts_.sessions_of(call.caller.account)) {
    list.push_back(json::object{{"id", session.token.short_hex()},
                                {"created", format_rfc3339(session.created)},
                                {"seen", format_rfc3339(session.seen)},
                                {"address", session.address},
                                {"browser", session.browser},
                                {"this", session.token.hex() == call.caller.session}});
  }
  co_return json_response(json::object{{"sessions", list}});
}

ApiAnswer AccountsApi::end_other_sessions(ApiCall call) {
  std::vector<Hash> others;
  for (const auto& session : accounts_.sessions_of(call.caller.account)) {
    if (session.token.hex() != call.caller.session) others.push_back(session.token);
  }
  auto ended = co_await accounts_.end_sessions(std::move(others), note_of(call.caller, "account.sessions_ended", {}));
  co_return ended ? nothing() : refused(ended.error());
}

ApiAnswer AccountsApi::end_my_session(ApiCall call) {
  for (const auto& session : accounts_.sessions_of(call.caller.account)) {
    if (session.token.short_hex() != call.request.params["id"]) continue;
    auto ended = co_await accounts_.end_sessions({session.token}, note_of(call.caller, "account.session_ended", {}));
    co_return ended ? nothing() : refused(ended.error());
  }
  co_return refused(fail("account.session_unknown"));
}

ApiAnswer AccountsApi::check_invite(ApiCall call) {
  const auto* account = accounts_.invited(text_in(call.body, "token"));
  if (!account) co_return refused(fail("invite.unknown", {}, "token"));
  co_return json_response(json::object{{"login", account->login}, {"name", account->name}});
}

ApiAnswer AccountsApi::accept_invite(ApiCall call) {
  auto taken = co_await accounts_.accept(text_in(call.body, "token"), text_in(call.body, "password"));
  co_return taken ? nothing() : refused(taken.error());
}

}  // namespace loa::controller
