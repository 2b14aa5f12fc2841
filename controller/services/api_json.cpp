#include "controller/services/api_json.h"

#include "core/catalogue.h"
#include "core/net/http_message.h"

#include <algorithm>

namespace loa::controller {

namespace {

json::object params_json(const ErrorParams& params) {
  json::object out;
  for (const auto& [name, value] : params) out[name] = value;
  return out;
}

json::value hash_or_null(const Hash& hash) { return hash.is_zero() ? json::value(nullptr) : json::value(hash.hex()); }

json::value time_or_null(const std::optional<UtcTime>& time) {
  return time ? json::value(to_unix_ms(*time)) : json::value(nullptr);
}

json::value start_error(const LedgerRow& row) {
  if (!row.planned_start || row.segments.empty()) return nullptr;
  const auto& first = row.segments.front();
  return (first.start - *row.planned_start).count() - first.offset_ms;
}

}  // namespace

json::object texts_json(const Error& error) {
  json::object out;
  out["code"] = error.code;
  out["params"] = params_json(error.params);
  out["text_vi"] = describe(error, Language::vi);
  out["text_en"] = describe(error, Language::en);
  return out;
}

json::object error_json(const Error& error) {
  json::object out = texts_json(error);
  out["place"] = error.place;
  return out;
}

net::HttpResponse json_response(const json::value& body, int status) {
  net::HttpResponse response;
  response.status = status;
  response.body = write_json(body);
  return response;
}

net::HttpResponse error_response(int status, const std::vector<Error>& errors) { return net::problem_response(status, errors); }

int status_of(const Error& error) {
  static const std::map<std::string, int, std::less<>> kExact{
      {"store.scope", 403},        {"controller.token", 401}, {"access.sign_in", 401},    {"access.right", 403},
      {"access.unit", 403},        {"access.page", 403},      {"api.match_missing", 428}, {"api.match_failed", 412},
      {"api.key_running", 409},    {"sign_in.wrong", 401},     {"sign_in.code_wanted", 401},
      {"sign_in.code_wrong", 401}, {"account.disabled", 403}, {"account.unknown", 404},   {"account.session_unknown", 404},
      {"account.machine", 403},    {"account.own_roles", 403}, {"account.login_taken", 409},
      {"account.last_administrator", 409}, {"invite.unknown", 404},
          {"import.busy", 503},      {"queue.full", 503}};
  if (const auto exact = kExact.find(error.code); exact != kExact.end()) return exact->second;
  if (error.code.starts_with("store.")) return 500;
  if (error.code.ends_with("_unknown") && error.code.starts_with("controller.")) return 404;
  return 422;
}

json::object event_json(const Event& event) {
  json::object out;
  out["id"] = std::to_string(event.id);
  out["at"] = to_unix_ms(event.at);
  out["level"] = event.level;
  out["code"] = event.what.code;
  out["params"] = params_json(event.what.params);
  out["text_vi"] = describe(event.what, Language::vi);
  out["text_en"] = describe(event.what, Language::en);
  out["agent"] = event.agent ? json::value(event.agent->text()) : json::value(nullptr);
  out["cluster"] = event.cluster ? json::value(event.cluster->text()) : json::value(nullptr);
  out["count"] = event.count;
  out["trace"] = event.trace;
  return out;
}

json::object row_json(const StoredRow& stored) {
  const LedgerRow& row = stored.row;
  json::object out;
  out["id"] = std::to_string(stored.id);
  out["occurrence"] = row.key.occurrence.hex();
  out["cluster"] = row.key.cluster.text();
  out["cluster_name"] = row.cluster_name;
  out["unit"] = row.unit.text();
  out["unit_name"] = row.unit_name;
  out["unit_code"] = row.unit_code;
  out["item"] = row.item.text();
  out["programme"] = row.programme.text();
  out["title"] = row.title;
  out["planned_start"] = time_or_null(row.planned_start);
  out["planned_end"] = time_or_null(row.planned_end);
  out["state"] = to_text(row.state);
  out["heard"] = row.heard ? json::value(*row.heard) : json::value(nullptr);
  out["cause"] = row.cause.empty() ? json::value(nullptr) : json::value(texts_json(fail(row.cause, row.cause_params)));
  json::array segments;
  for (const auto& s : row.segments) {
    segments.push_back(json::object{{"start", to_unix_ms(s.start)}, {"end", to_unix_ms(s.end)}, {"offset_ms", s.offset_ms},
                                    {"heard", s.heard}, {"receipt", hash_or_null(s.receipt)}, {"ended_by", s.ended_by}});
  }
  out["segments"] = std::move(segments);
  out["start_error_ms"] = start_error(row);
  out["approved_by"] = row.approved_by;
  out["approval"] = hash_or_null(row.approval);
  return out;
}

}  // namespace loa::controller
