// Schedule files in and out: YAML and iCalendar.
#include "controller/services/api_json.h"
#include "controller/services/desk_names.h"
#include "controller/services/station_api.h"
#include "schedules/ical_file.h"

#include <algorithm>

namespace loa::controller {

namespace {

// A name only where the same desk finds the same thing by it again.
class NamesOut final : public schedules::NameSource {
 public:
  NamesOut(const Desk& desk, UtcTime now) : desk_(desk), resolver_(desk, now) {}
  std::string unit(UnitId id) const override {
    const auto* tree = desk_.registry.tree();
    const auto* found = tree ? tree->find(id) : nullptr;
    return found && resolver_.unit(found->name) == id ? found->name : id.text();
  }
  std::string cluster(ClusterId id) const override {
    for (const auto& place : desk_.places) {
      const auto found = std::ranges::find(place.clusters, id, &protocol::PlacedCluster::id);
      if (found != place.clusters.end() && resolver_.cluster(found->name) == id) return found->name;
    }
    return id.text();
  }
  std::string programme(ProgrammeId id) const override {
    const auto found = desk_.programmes.find(id);
    if (found == desk_.programmes.end()) return id.text();
    const auto same = resolver_.programme(found->second.title);
    return same && same->id == id ? found->second.title : id.text();
  }

 private:
  const Desk& desk_;
  DeskNames resolver_;
};

std::string file_name(const ApiCall& call) {
  const auto name = query_of(call, "name");
  return name.empty() ? "schedule.yaml" : name.substr(0, 200);
}

bool is_calendar(const ApiCall& call) {
  return file_name(call).ends_with(".ics") || call.request.body.starts_with("BEGIN:VCALENDAR");
}

Result<std::vector<PreparedItem>> prepare_file(const StationParts& parts, const ApiCall& call) {
  const DeskNames names(parts.desk, parts.context.now());
  auto items = is_calendar(call) ? schedules::read_ical(call.request.body, file_name(call), names, parts.context.zone)
                                 : schedules::read_schedule(call.request.body, file_name(call), names);
  if (!items) return items.error();
  std::vector<PreparedItem> out;
  std::vector<schedules::Item> beside;
  for (auto& item : *items) {
    auto prepared = parts.items.prepare(std::move(item), {}, call.caller, "import", beside);
    if (!prepared) {
      Error error = prepared.error();
      if (error.place.empty()) error.place = file_name(call);
      return error;
    }
    if (prepared->version.effective) beside.push_back(*prepared->version.effective);
    out.push_back(std::move(*prepared));
  }
  return out;
}

}  // namespace

ApiAnswer StationApi::check_file(ApiCall call) {
  auto prepared = prepare_file(p_, call);
  if (!prepared) co_return refused(prepared.error());
  json::array items;
  for (const auto& item : *prepared) {
    json::object found = prepared_json(item);
    found["title"] = item.version.wanted.title;
    found["start"] = format_civil(item.version.wanted.start);
    items.push_back(std::move(found));
  }
  co_return json_response(json::object{{"items", items}});
}

// All items of the file or none.
ApiAnswer StationApi::import_file(ApiCall call) {
  auto prepared = prepare_file(p_, call);
  if (!prepared) co_return refused(prepared.error());
  json::array ids;
  for (const auto& item : *prepared) ids.push_back(json::value(item.version.item().text()));
  const bool accept = query_of(call, "accept_conflicts") == "true";
  if (prepared->empty()) co_return json_response(json::object{{"items", ids}, {"warnings", json::array{}}}, 201);
  auto answer = co_await save_items(std::move(*prepared), "import", call.caller, accept, 201);
  if (answer.status != 201) co_return answer;
  auto saved = parse_json(answer.body, {.max_bytes = 8 * 1024 * 1024, .max_depth = 12});
  const auto* object = saved && saved->is_object() ? &saved->get_object() : nullptr;
  json::object out{{"items", ids}, {"warnings", object ? object->at("warnings") : json::value(json::array{})}};
  if (object) out["change"] = object->at("change");
  co_return json_response(out, 201);
}

ApiAnswer StationApi::export_file(ApiCall call) {
  const auto inside = area(call, Right::station_read);
  std::vector<schedules::Item> items;
  for (const auto& [id, version] : p_.desk.versions) {
    const bool within = inside.is_whole() || std::ranges::any_of(version.units, [&](const auto& u) { return inside.covers(u); });
    if (version.state == ItemState::live && within) items.push_back(version.wanted);
  }
  const NamesOut names(p_.desk, p_.context.now());
  const bool calendar = query_of(call, "format") == "ics";
  net::HttpResponse response;
  response.content_type = calendar ? "text/calendar; charset=utf-8" : "application/yaml; charset=utf-8";
  response.body = calendar ? schedules::write_ical(items, names, p_.context.zone) : schedules::write_schedule(items, names);
  co_return response;
}

}  // namespace loa::controller
