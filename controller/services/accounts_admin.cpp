// The administrator's calls.
#include "controller/services/accounts_api.h"
#include "controller/services/api_conventions.h"
#include "controller/services/api_json.h"
#include "core/unicode.h"

#include <algorithm>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr auto kInviteGood = 7 * 24h;

net::HttpResponse refused(const Error& error) { return error_response(status_of(error), {error}); }

const json::value* member(const json::value& value, std::string_view key) {
  return value.is_object() ? value.get_object().if_contains(key) : nullptr;
}

std::string text_in(const json::value& body, std::string_view key) {
  const auto* found = member(body, key);
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

bool good_login(const std::string& login) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-'; };
  return login.size() >= 3 && login.size() <= 40 && std::ranges::all_of(login, plain);
}

json::value id_or_null(const Uuid& uuid) { return uuid.is_nil() ? json::value(nullptr) : json::value(uuid.text()); }

// What the audit log keeps of an account's roles.
json::array grants_note(const std::vector<AccountGrant>& grants) {
  json::array out;
  for (const auto& [grant, by] : grants) {
    out.push_back(json::object{{"role", to_text(grant.role)}, {"unit", id_or_null(grant.unit.uuid)},
                               {"until", grant.until ? json::value(format_rfc3339(*grant.until)) : json::value(nullptr)}});
  }
  return out;
}

}  // namespace

std::string AccountsApi::person_name(const PersonId& person) const {
  const auto* trust = desk_.registry.trust();
  if (!trust || person.is_nil()) return {};
  const auto found = std::ranges::find(trust->grants, person, &protocol::Grant::person);
  return found == trust->grants.end() ? std::string() : found->name;
}

json::array AccountsApi::grants_json(const AccountRecord& account) const {
  json::array out;
  const auto* tree = desk_.registry.tree();
  for (const auto& [grant, by] : account.grants) {
    const auto* unit = tree ? tree->find(grant.unit) : nullptr;
    out.push_back(json::object{{"role", to_text(grant.role)},
                               {"unit", id_or_null(grant.unit.uuid)},
                               {"unit_name", unit ? unit->name : std::string()},
                               {"from", format_rfc3339(grant.from)},
                               {"until", grant.until ? json::value(format_rfc3339(*grant.until)) : json::value(nullptr)},
                               {"given_by", by},
                               {"holds", grant.holds(context_.now())}});
  }
  return out;
}

json::object AccountsApi::account_json(const AccountRecord& account) const {
  return {{"id", account.id.text()},
          {"login", account.login},
          {"name", account.name},
          {"person", id_or_null(account.person.uuid)},
          {"person_name", person_name(account.person)},
          {"state", account.state},
          {"has_code", !account.totp.empty()},
          {"grants", grants_json(account)},
          {"created", format_rfc3339(account.created)},
          {"version", account.version}};
}

json::object AccountsApi::invitation_json(const AccountRecord& account, const std::string& token) const {
  return {{"account", account_json(account)},
          {"token", token},
          {"path", "/moi#" + token},
          {"expires", format_rfc3339(context_.now() + kInviteGood)}};
}

// An account belongs to whoever administers every unit it has a role in; one without roles to the whole network.
bool AccountsApi::sees(const Caller& caller, Right right, const AccountRecord& account) const {
  const auto scope = caller.scope(right);
  if (account.grants.empty()) return scope.is_whole();
  return std::ranges::all_of(account.grants, [&](const AccountGrant& held) { return scope.covers(held.grant.unit); });
}

Result<AccountRecord> AccountsApi::named(const ApiCall& call, Right right) const {
  const auto id = AccountId::parse(call.request.params.at("id"));
  const auto* account = id ? accounts_.find(*id) : nullptr;
  if (!account || !sees(call.caller, right, *account)) return fail("account.unknown");
  return *account;
}

Result<PersonId> AccountsApi::read_person(const json::value& body) const {
  const auto text = text_in(body, "person");
  if (text.empty()) return PersonId{};
  const auto person = PersonId::parse(text);
  const auto* trust = desk_.registry.trust();
  const bool known = person && trust && std::ranges::find(trust->grants, *person, &protocol::Grant::person) != trust->grants.end();
  return known ? Result<PersonId>(*person) : Result<PersonId>(fail("account.person_unknown", {}, "person"));
}

Result<std::vector<AccountGrant>> AccountsApi::read_grants(const ApiCall& call) const {
  std::vector<AccountGrant> out;
  const auto* tree = desk_.registry.tree();
  const auto scope = call.caller.scope(Right::accounts_write);
  for (const auto& given : call.body.at("grants").as_array()) {
    const std::string place = "grants[" + std::to_string(out.size()) + "]";
    RoleGrant grant;
    grant.role = *role_from(text_in(given, "role"));
    if (const auto unit = text_in(given, "unit"); !unit.empty()) {
      grant.unit = *UnitId::parse(unit);
      if (!tree || !tree->find(grant.unit)) return fail("account.unit_unknown", {}, place + ".unit");
    }
    if (!scope.covers(grant.unit)) return fail("access.unit", {}, place + ".unit");
    const auto from = text_in(given, "from"), until = text_in(given, "until");
    grant.from = from.empty() ? context_.now() : *parse_rfc3339(from);
    if (!until.empty()) grant.until = *parse_rfc3339(until);
    if (grant.until && *grant.until <= grant.from) return fail("account.grant_dates", {}, place + ".until");
    out.push_back({grant, call.caller.name});
  }
  return out;
}

Status AccountsApi::keeps_an_administrator(const AccountRecord& before, const AccountRecord& after) const {
  const auto rules = [&](const AccountRecord& account) {
    return account.state != "disabled" && std::ranges::any_of(account.grants, [&](const AccountGrant& held) {
             return held.grant.role == Role::administrator && held.grant.unit.is_nil() && held.grant.holds(context_.now()) &&
                    !held.grant.until;
           });
  };
  if (rules(before) && !rules(after) && accounts_.administrators() <= 1) return fail("account.last_administrator");
  return ok();
}

ApiAnswer AccountsApi::list(ApiCall call) {
  const auto page = read_page(call.request);
  if (!page) co_return refused(page.error());
  json::array list;
  json::value next = nullptr;
  const auto& logins = accounts_.logins();
  std::string last;
  for (auto at = logins.upper_bound(page->after); at != logins.end(); ++at) {
    const auto* account = accounts_.find(at->second);
    if (!account || !sees(call.caller, Right::accounts_read, *account)) continue;
    if (list.size() == page->limit) {
      next = json::value(make_cursor(last));
      break;
    }
    list.push_back(account_json(*account));
    last = at->first;
  }
  co_return json_response(json::object{{"accounts", list}, {"next", next}});
}

ApiAnswer AccountsApi::create(ApiCall call) {
  AccountRecord account;
  account.id = AccountId::make(context_.now(), context_.random);
  account.login = text_in(call.body, "login");
  account.name = *to_nfc(text_in(call.body, "name"));
  account.created = context_.now();
  if (!good_login(account.login)) co_return refused(fail("account.login_bad", {}, "login"));
  auto person = read_person(call.body);
  if (!person) co_return refused(person.error());
  auto grants = read_grants(call);
  if (!grants) co_return refused(grants.error());
  account.person = *person;
  account.grants = std::move(*grants);
  const json::object body{{"account", account.id.text()}, {"login", account.login}, {"grants", grants_note(account.grants)}};
  auto saved = co_await accounts_.save(account, {call.caller.name, "account.created", body});
  if (!saved) co_return refused(saved.error());
  auto token = co_await accounts_.invite(account.id, false, {call.caller.name, "account.invited", {{"account", account.id.text()}}});
  if (!token) co_return refused(token.error());
  account.version = 1;
  co_return with_etag(json_response(invitation_json(account, *token), 201), account.version);
}

ApiAnswer AccountsApi::get(ApiCall call) {
  const auto account = named(call, Right::accounts_read);
  if (!account) co_return refused(account.error());
  co_return with_etag(json_response(account_json(*account)), account->version);
}

ApiAnswer AccountsApi::change(ApiCall call) {
  auto account = named(call, Right::accounts_write);
  if (!account) co_return refused(account.error());
  if (auto fits = require_match(call.request, account->version); !fits) co_return refused(fits.error());
  AccountRecord next = *account;
  if (member(call.body, "name")) next.name = *to_nfc(text_in(call.body, "name"));
  if (member(call.body, "person")) {
    auto person = read_person(call.body);
    if (!person) co_return refused(person.error());
    next.person = *person;
  }
  std::vector<Hash> ended;
  if (const auto* disabled = member(call.body, "disabled")) {
    if (call.caller.account == next.id) co_return refused(fail("account.own_roles"));
    next.state = disabled->as_bool() ? "disabled" : next.password.empty() ? "invited" : "active";
    for (const auto& session : accounts_.sessions_of(next.id)) {
      if (disabled->as_bool()) ended.push_back(session.token);
    }
  }
  if (auto kept = keeps_an_administrator(*account, next); !kept) co_return refused(kept.error());
  json::object body = call.body.as_object();
  body["account"] = next.id.text();
  auto saved = co_await accounts_.save(next, {call.caller.name, "account.changed", std::move(body)}, std::move(ended));
  if (!saved) co_return refused(saved.error());
  const auto* now = accounts_.find(next.id);
  co_return with_etag(json_response(account_json(*now)), now->version);
}

ApiAnswer AccountsApi::set_grants(ApiCall call) {
  auto account = named(call, Right::accounts_write);
  if (!account) co_return refused(account.error());
  if (auto fits = require_match(call.request, account->version); !fits) co_return refused(fits.error());
  if (call.caller.account == account->id) co_return refused(fail("account.own_roles"));
  auto grants = read_grants(call);
  if (!grants) co_return refused(grants.error());
  AccountRecord next = *account;
  next.grants = std::move(*grants);
  if (auto kept = keeps_an_administrator(*account, next); !kept) co_return refused(kept.error());
  const json::object body{{"account", next.id.text()}, {"grants", grants_note(next.grants)}};
  auto saved = co_await accounts_.save(next, {call.caller.name, "account.roles", body});
  if (!saved) co_return refused(saved.error());
  const auto* now = accounts_.find(next.id);
  co_return with_etag(json_response(account_json(*now)), now->version);
}

ApiAnswer AccountsApi::invite_again(ApiCall call) {
  auto account = named(call, Right::accounts_write);
  if (!account) co_return refused(account.error());
  const auto* resets = member(call.body, "resets_code");
  const bool resets_code = resets && resets->as_bool();
  const json::object body{{"account", account->id.text()}, {"resets_code", resets_code}};
  auto token = co_await accounts_.invite(account->id, resets_code, {call.caller.name, "account.invited", body});
  if (!token) co_return refused(token.error());
  co_return json_response(invitation_json(*account, *token), 201);
}

ApiAnswer AccountsApi::end_account_sessions(ApiCall call) {
  auto account = named(call, Right::accounts_write);
  if (!account) co_return refused(account.error());
  std::vector<Hash> ended;
  for (const auto& session : accounts_.sessions_of(account->id)) ended.push_back(session.token);
  const AuditNote note{call.caller.name, "account.sessions_ended", json::object{{"account", account->id.text()}}};
  auto done = co_await accounts_.end_sessions(std::move(ended), note);
  if (!done) co_return refused(done.error());
  net::HttpResponse response;
  response.status = 204;
  co_return response;
}

}  // namespace loa::controller
