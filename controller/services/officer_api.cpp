#include "controller/services/officer_api.h"

#include "controller/services/api_json.h"

#include <algorithm>

namespace loa::controller {
namespace {

net::HttpResponse refused(const Error& error) { return error_response(status_of(error), {error}); }

std::optional<std::string> time_text(UtcTime at) {
  if (at == UtcTime{}) return std::nullopt;
  return format_rfc3339(at);
}

json::object enrolment_json(const EnrolmentRecord& r) {
  json::object out{{"id", r.id.text()},   {"person", r.person.text()}, {"name", r.name}, {"unit", r.unit.text()},
                   {"label", r.label},    {"state", r.state},          {"key", r.key},   {"quick_key", r.quick_key},
                   {"invited", format_rfc3339(r.invited)}};
  if (const auto at = time_text(r.tested)) out["tested"] = *at;
  return out;
}

}  // namespace

void OfficerApi::register_calls(ApiRouter& api) {
  const auto add = [&](const char* operation, ApiAnswer (OfficerApi::*call)(ApiCall)) {
    api.handle(operation, [this, call](ApiCall one) { return (this->*call)(std::move(one)); });
  };
  add("inviteOfficer", &OfficerApi::invite);
  add("listEnrolments", &OfficerApi::enrolments);
  add("getTrust", &OfficerApi::trust);
  add("listKeyApprovals", &OfficerApi::approvals_of_key);
  add("getSigningPage", &OfficerApi::page);
  add("listSigningRequests", &OfficerApi::open_requests);
}

ApiAnswer OfficerApi::invite(ApiCall call) {
  JsonFields f(call.body);
  const auto person = f.id<PersonId>("person");
  auto name = f.text("name", 200);
  const auto unit = f.id<UnitId>("unit");
  if (auto good = f.status(); !good) co_return refused(good.error());
  auto link = co_await signing_.invite(person, std::move(name), unit);
  if (!link) co_return refused(link.error());
  co_return json_response(json::object{{"id", link->enrolment.text()}, {"url", link->url}, {"expires", format_rfc3339(link->expires)}}, 201);
}

ApiAnswer OfficerApi::enrolments(ApiCall call) {
  auto found = co_await signing_.enrolments();
  if (!found) co_return refused(found.error());
  const auto scope = call.caller.scope(Right::accounts_read);
  json::array list;
  for (const auto& one : *found)
    if (scope.covers(one.unit)) list.push_back(enrolment_json(one));
  co_return json_response(json::object{{"enrolments", std::move(list)}});
}

ApiAnswer OfficerApi::trust(ApiCall) {
  const auto held = desk_.shelf.of_type(protocol::DocumentType::trust);
  if (held.empty()) co_return error_response(404, {fail("officer.no_trust")});
  co_return json_response(json::object{{"envelope", to_base64(held.back()->envelope)}, {"network", desk_.registry.network().hex()}});
}

ApiAnswer OfficerApi::approvals_of_key(ApiCall call) {
  const auto key = parse_hash(call.request.params["key"]);
  if (!key) co_return refused(key.error());
  json::array list;
  for (const auto* held : desk_.shelf.of_type(protocol::DocumentType::approval)) {
    const bool own = std::ranges::find(held->signers, *key) != held->signers.end();
    if (own && held->approval && !held->approval->withdrawn) list.emplace_back(held->document.hex());
  }
  co_return json_response(json::object{{"documents", std::move(list)}});
}

ApiAnswer OfficerApi::page(ApiCall) { co_return json_response(json::object{{"origin", signing_.origin()}}); }

ApiAnswer OfficerApi::open_requests(ApiCall call) {
  auto found = co_await signing_.open_requests();
  if (!found) co_return refused(found.error());
  const auto scope = call.caller.scope(Right::programmes_read);
  json::array list;
  for (const auto& one : *found) {
    const auto& r = one.request;
    if (!std::ranges::any_of(r.units, [&](const UnitId& unit) { return scope.covers(unit); })) continue;
    list.push_back(json::object{{"id", r.id.text()}, {"title", r.title}, {"programme", r.programme.text()},
                                {"revision", r.revision}, {"author_name", r.author_name}, {"opened", format_rfc3339(one.opened)}});
  }
  co_return json_response(json::object{{"requests", std::move(list)}});
}

}  // namespace loa::controller
