// Words of the HTTP interface: errors, rows, events as JSON (API.md).
#pragma once

#include "controller/domain/ledger.h"
#include "controller/store/fleet_store.h"
#include "controller/store/ledger_store.h"
#include "core/json.h"
#include "core/net/http_server.h"

namespace loa::controller {

json::object error_json(const Error& error);                       // code, params, place, text_vi, text_en
net::HttpResponse error_response(int status, const std::vector<Error>& errors);
net::HttpResponse json_response(const json::value& body, int status = 200);
json::object event_json(const Event& event);
json::object row_json(const StoredRow& stored);
json::object texts_json(const Error& error);                       // code, params, text_vi, text_en
int status_of(const Error& error);                                 // 404, 409, 422, 500 ...

}  // namespace loa::controller
