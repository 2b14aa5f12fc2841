#include "controller/services/station_api.h"

#include "controller/services/api_json.h"

#include <algorithm>

namespace loa::controller {

namespace {

const std::map<std::string, int, std::less<>> kStatuses{
    {"item.version_conflict", 409}, {"item.not_waiting", 409}, {"item.same_person", 409}, {"item.sounding", 409},
    {"change.unknown", 404},        {"change.too_late", 409},  {"change.newer", 409},     {"preview.unknown", 404},
    {"preview.changed", 409},       {"make_good.done", 409},   {"make_good.moved", 409},  {"make_good.nothing", 404},
    {"inbox.unknown", 404},         {"offer.unknown", 404},    {"offer.answered", 409},   {"power_cut.unknown", 404},
    {"unit.unknown", 404},          {"policy.draft_unknown", 404}, {"quiet.unknown", 404}, {"practice.unknown", 404},
    {"item.immovable", 403},        {"item.level", 403},       {"offer.not_yours", 403}};

}  // namespace

net::HttpResponse refused(const Error& error) { return refused(std::vector{error}); }

net::HttpResponse refused(const std::vector<Error>& errors) {
  const auto found = kStatuses.find(errors.front().code);
  return error_response(found == kStatuses.end() ? status_of(errors.front()) : found->second, errors);
}

net::HttpResponse no_content() {
  net::HttpResponse response;
  response.status = 204;
  return response;
}

std::string query_of(const ApiCall& call, const std::string& name) {
  const auto found = call.request.query.find(name);
  return found == call.request.query.end() ? std::string() : found->second;
}

json::array texts_array(const std::vector<Error>& errors) {
  json::array out;
  for (const auto& error : errors) out.push_back(texts_json(error));
  return out;
}

json::value lunar_json(CivilDay day) {
  const auto lunar = schedules::lunar_of(day);
  return json::object{{"day", lunar.day}, {"month", lunar.month}, {"leap", lunar.is_leap},
                      {"text", std::to_string(lunar.day) + "/" + std::to_string(lunar.month) + (lunar.is_leap ? " nhuận" : "")}};
}

void StationApi::register_calls(ApiRouter& api) {
  for (const auto* calls : {&today_calls(), &item_calls(), &inbox_calls(), &rule_calls(), &practice_calls()}) {
    for (const auto& each : *calls) {
      api.handle(each.id, [this, handler = each.handler](ApiCall call) { return (this->*handler)(std::move(call)); });
    }
  }
}

AreaScope StationApi::area(const ApiCall& call, Right right) const {
  const auto held = call.caller.machine ? AreaScope::whole() : call.caller.scope(right);
  const auto unit = UnitId::parse(query_of(call, "unit"));
  const auto* tree = p_.desk.registry.tree();
  if (!unit || !tree) return held;
  auto below = AreaScope::below(*tree, *unit);
  if (held.is_whole()) return below;
  std::set<UnitId> both;
  for (const auto& each : below.units()) {
    if (held.covers(each)) both.insert(each);
  }
  return AreaScope::of(std::move(both));
}

bool StationApi::may_see(const ItemVersion& version, const Caller& caller) const {
  if (caller.machine) return true;
  const auto seen = caller.scope(Right::station_read);
  return seen.is_whole() || std::ranges::any_of(version.units, [&](const auto& unit) { return seen.covers(unit); });
}

std::string StationApi::unit_name(const UnitId& unit) const {
  const auto* tree = p_.desk.registry.tree();
  const auto* found = tree ? tree->find(unit) : nullptr;
  return found ? found->name : std::string();
}

json::object StationApi::named_cluster(const protocol::PlacedCluster& cluster) const {
  return {{"id", cluster.id.text()}, {"name", cluster.name}, {"unit", cluster.unit.text()}};
}

json::array StationApi::named_clusters(const std::vector<ClusterId>& clusters) const {
  const std::set<ClusterId> wanted(clusters.begin(), clusters.end());
  json::array out;
  for (const auto& place : p_.desk.places) {
    for (const auto& cluster : place.clusters) {
      if (wanted.contains(cluster.id)) out.push_back(named_cluster(cluster));
    }
  }
  return out;
}

}  // namespace loa::controller
