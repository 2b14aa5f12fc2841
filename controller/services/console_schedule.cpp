// The console's calls about schedule, ledger and audit.
#include "controller/services/api_json.h"
#include "controller/services/console_api.h"
#include "controller/store/rows.h"

#include <algorithm>
#include <charconv>

namespace loa::controller {

namespace {

std::optional<std::int64_t> query_number(const net::HttpRequest& request, const std::string& name) {
  auto found = request.query.find(name);
  if (found == request.query.end()) return std::nullopt;
  std::int64_t value = 0;
  const auto& text = found->second;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

json::array errors_json(const std::vector<Error>& errors) {
  json::array out;
  for (const auto& error : errors) out.push_back(texts_json(error));
  return out;
}

json::object fault_json(std::int64_t row, const std::string& why) {
  json::object out = texts_json(fail(why, {{"row", std::to_string(row)}}));
  out["row"] = std::to_string(row);
  out["why"] = why;
  return out;
}

}  // namespace

ApiAnswer ConsoleApi::explain(ApiCall call) {
  auto cluster = ClusterId::parse(call.request.query["cluster"]);
  if (!cluster) co_return error_response(422, {fail("json.field_bad", {{"field", "cluster"}}, "cluster")});
  const bool seen = call.caller.has(Right::station_read, cluster_unit(p_.desk, *cluster));
  if (!seen) co_return error_response(403, {fail("access.unit", {}, "cluster")});
  const auto at = query_number(call.request, "at");
  const auto explanation = p_.schedule.explain(*cluster, at ? from_unix_ms(*at) : p_.context.now());
  json::object out;
  out["playing"] = explanation.chosen ? json::value(explanation.chosen->id.hex()) : json::value(nullptr);
  std::vector<Error> steps;
  for (const auto& reason : explanation.reasons) steps.push_back(reason.words);
  out["steps"] = errors_json(steps);
  co_return json_response(out);
}

ApiAnswer ConsoleApi::ledger(ApiCall call) {
  LedgerFilter filter;
  if (auto from = query_number(call.request, "from")) filter.from = from_unix_ms(*from);
  if (auto until = query_number(call.request, "until")) filter.until = from_unix_ms(*until);
  if (auto code = call.request.query.find("unit_code"); code != call.request.query.end()) filter.unit_code = code->second;
  filter.limit = static_cast<std::size_t>(std::clamp<std::int64_t>(query_number(call.request, "limit").value_or(1000), 1, 10000));
  if (auto text = call.request.query.find("cluster"); text != call.request.query.end() && !text->second.empty()) {
    auto cluster = ClusterId::parse(text->second);
    if (!cluster) co_return error_response(422, {fail("json.field_bad", {{"field", "cluster"}}, "cluster")});
    filter.cluster = *cluster;
  }
  AreaScope scope = call.caller.scope(Right::ledger_read);
  if (auto text = call.request.query.find("unit"); text != call.request.query.end() && !text->second.empty()) {
    auto unit = UnitId::parse(text->second);
    const auto* tree = p_.desk.registry.tree();
    if (!unit || !tree) co_return error_response(422, {fail("json.field_bad", {{"field", "unit"}}, "unit")});
    scope = AreaScope::below(*tree, *unit);
  }
  auto work = [scope, filter](Store& store) { return store.ledger.rows(scope, filter); };
  auto rows = co_await p_.context.store.run(std::move(work));
  if (!rows) co_return error_response(500, {rows.error()});
  json::array list;
  for (const auto& row : *rows) list.push_back(row_json(row));
  co_return json_response(json::object{{"rows", list}});
}

ApiAnswer ConsoleApi::verify_ledger(ApiCall) {
  std::vector<protocol::PublicKey> keys;
  for (const auto& place : p_.desk.places) keys.push_back(place.bridge_key);
  const auto network = p_.desk.registry.network();
  struct Both {
    LedgerCheck ledger;
    std::vector<AuditFault> audit;
  };
  auto work = [keys = std::move(keys), network](Store& store) -> Result<Both> {
    auto checked = store.ledger.verify(AreaScope::whole(), [&](const LedgerRow& row, const LedgerSegment& segment) {
      return receipt_fault(network, keys, row, segment);
    });
    if (!checked) return checked.error();
    auto audit = at_edge([&] { return store.audit.verify(); });
    if (!audit) return audit.error();
    return Both{*checked, *audit};
  };
  auto checked = co_await p_.context.store.run(std::move(work));
  if (!checked) co_return error_response(500, {checked.error()});
  json::array bad;
  for (const auto& fault : checked->ledger.bad) bad.push_back(fault_json(fault.id, fault.why));
  for (const auto& fault : checked->audit) bad.push_back(fault_json(fault.seq, fault.why));
  if (!bad.empty()) p_.events.tell("alarm", fail("ledger.verify_failed", {{"count", std::to_string(bad.size())}}));
  co_return json_response(json::object{{"ok", bad.empty()}, {"rows", checked->ledger.rows},
                                       {"receipts", checked->ledger.receipts}, {"bad", bad}});
}

ApiAnswer ConsoleApi::verify_audit(ApiCall) {
  auto work = [](Store& store) {
    return at_edge([&] {
      std::int64_t entries = 0;
      auto faults = store.audit.verify(&entries);
      return std::pair(entries, std::move(faults));
    });
  };
  auto checked = co_await p_.context.store.run(std::move(work));
  if (!checked) co_return error_response(500, {checked.error()});
  json::array bad;
  for (const auto& fault : checked->second) bad.push_back(fault_json(fault.seq, fault.why));
  co_return json_response(json::object{{"ok", bad.empty()}, {"rows", checked->first}, {"receipts", 0}, {"bad", bad}});
}

}  // namespace loa::controller
