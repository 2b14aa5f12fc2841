// Today: readiness, what plays, what comes, what was missed; the calendar of a week or month.
#include "controller/services/api_json.h"
#include "controller/services/area_plan.h"
#include "controller/services/station_api.h"
#include "core/catalogue.h"
#include "core/unicode.h"

#include <algorithm>
#include <map>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kFindings = 500;
constexpr std::size_t kNext = 20;
constexpr std::size_t kMissed = 100;
constexpr std::size_t kRowsToday = 50'000;
constexpr auto kMorning = 5h + 30min;

json::object tally_json(const ReadyTally& tally) {
  return {{"total", tally.total}, {"ready", tally.ready}, {"needs_action", tally.needs_action}, {"unknown", tally.unknown}};
}

template <class IdType>
json::value id_or_null(const std::optional<IdType>& id) { return id ? json::value(id->text()) : json::value(nullptr); }

json::array counts_json(const std::vector<Finding>& findings) {
  struct Count { Severity severity; std::size_t clusters = 0; std::set<UnitId> communes; };
  std::vector<std::pair<std::string, Count>> counts;
  for (const auto& finding : findings) {
    auto found = std::ranges::find(counts, finding.what.code, &std::pair<std::string, Count>::first);
    if (found == counts.end()) found = counts.insert(counts.end(), {finding.what.code, {finding.severity, 0, {}}});
    found->second.clusters += finding.clusters.size();
    found->second.communes.insert(finding.commune);
  }
  json::array out;
  for (const auto& [code, count] : counts) {
    out.push_back(json::object{{"code", code}, {"severity", to_text(count.severity)}, {"clusters", count.clusters},
                               {"communes", count.communes.size()}});
  }
  return out;
}

std::map<ClusterId, std::string_view> cluster_names(const std::vector<protocol::Place>& places) {
  std::map<ClusterId, std::string_view> out;
  for (const auto& place : places) {
    for (const auto& cluster : place.clusters) out.emplace(cluster.id, cluster.name);
  }
  return out;
}

}  // namespace

const std::vector<StationApi::Call>& StationApi::today_calls() {
  static const std::vector<Call> all{
      {"getReadiness", &StationApi::readiness_board},     {"getToday", &StationApi::today},
      {"listOccurrences", &StationApi::occurrences},      {"listUnits", &StationApi::units},
      {"listClusters", &StationApi::clusters},            {"previewMakeGood", &StationApi::preview_make_good},
      {"createMakeGood", &StationApi::create_make_good}};
  return all;
}

Readiness StationApi::board(const AreaScope& area, const std::string& group, UtcTime at) const {
  std::map<AgentId, AgentCondition> agents;
  for (const auto& [id, agent] : p_.desk.agents) {
    agents[id] = {p_.uplink.online(agent), agent.reported ? &*agent.reported : nullptr, p_.desk.roots.root_version(id), agent.last_seen};
  }
  const ReadinessSources sources{p_.desk.registry, p_.desk.places, p_.desk.days, agents, p_.desk.power_cuts};
  return readiness(sources, {p_.context.now(), at, area, group});
}

ApiAnswer StationApi::readiness_board(ApiCall call) {
  const UtcTime now = p_.context.now();
  const auto wanted = query_of(call, "at");
  const auto tomorrow = p_.context.zone.to_utc(CivilTime(day_of(now) + date::days(1)) + kMorning);
  auto at = wanted.empty() ? tomorrow : parse_rfc3339(wanted);
  if (!at) co_return refused(fail("json.field_bad", {{"field", "at"}}, "at"));
  if (*at < now - 1h || *at + kReadyWindow > p_.desk.days.until) co_return refused(fail("readiness.too_far"));
  const auto made = board(area(call, Right::station_read), query_of(call, "group"), *at);
  const auto named = cluster_names(p_.desk.places);
  json::array findings;
  for (const auto& finding : made.findings) {
    if (findings.size() == kFindings) break;
    json::object one = texts_json(finding.what);
    json::array clusters, names;
    for (const auto& cluster : finding.clusters) {
      clusters.push_back(json::value(cluster.text()));
      if (const auto found = named.find(cluster); found != named.end()) names.push_back(json::value(found->second));
    }
    one["severity"] = to_text(finding.severity);
    one["remedy"] = texts_json(finding.remedy);
    one["why"] = finding.why ? json::value(texts_json(*finding.why)) : json::value(nullptr);
    one["unit"] = finding.commune.text();
    one["unit_name"] = unit_name(finding.commune);
    one["clusters"] = std::move(clusters);
    one["cluster_names"] = std::move(names);
    one["item"] = id_or_null(finding.item);
    one["programme"] = id_or_null(finding.programme);
    one["occurrence"] = finding.occurrence ? json::value(finding.occurrence->hex()) : json::value(nullptr);
    findings.push_back(std::move(one));
  }
  const Error sentence = fail("readiness.sentence", {{"ready", std::to_string(made.communes.ready)},
                                                     {"total", std::to_string(made.communes.total)},
                                                     {"needs", std::to_string(made.communes.needs_action)},
                                                     {"unknown", std::to_string(made.communes.unknown)}});
  co_return json_response(json::object{{"at", format_rfc3339(*at)}, {"now", format_rfc3339(now)}, {"sentence", texts_json(sentence)},
                                       {"clusters", tally_json(made.clusters)}, {"communes", tally_json(made.communes)},
                                       {"planned", made.planned}, {"counts", counts_json(made.findings)},
                                       {"findings", findings}, {"findings_total", made.findings.size()}});
}

namespace {

struct DeskStates {
  int playing = 0, ready = 0, needs_action = 0, unknown = 0;
};

// One occurrence on the clusters of the area.
struct Grouped {
  const Slot* slot = nullptr;
  std::vector<ClusterId> clusters;
};

json::object airing_json(const Slot& slot, json::array clusters) {
  return {{"occurrence", slot.occurrence.hex()}, {"item", slot.item.text()},
          {"programme", slot.programme.is_nil() ? json::value(nullptr) : json::value(slot.programme.text())},
          {"title", slot.title}, {"class", to_text(slot.cls)}, {"start", format_rfc3339(slot.start)},
          {"end", format_rfc3339(slot.end)}, {"clusters", std::move(clusters)}};
}

struct MissedGroup {
  std::vector<const LedgerRow*> rows;
};

std::vector<MissedGroup> missed_groups(const std::vector<StoredRow>& rows) {
  std::vector<MissedGroup> out;
  std::map<Hash, std::size_t> index;
  for (const auto& stored : rows) {
    const bool failed = stored.row.state == LedgerState::missed || stored.row.state == LedgerState::partly;
    if (!failed) continue;
    const auto [at, fresh] = index.try_emplace(stored.row.key.occurrence, out.size());
    if (fresh) out.emplace_back();
    out[at->second].rows.push_back(&stored.row);
  }
  if (out.size() > kMissed) out.resize(kMissed);
  return out;
}

}  // namespace

struct StationApi::DutyView {
  std::map<ClusterId, const protocol::PlacedCluster*> own;
  std::map<Hash, Grouped> playing;
  std::vector<Grouped> next;
  DeskStates states;
};

void StationApi::see_cluster(DutyView& view, const protocol::PlacedCluster& cluster, const AgentState* online) const {
  const protocol::ClusterHealth* health = nullptr;
  if (online) {
    const auto found = std::ranges::find(online->reported->clusters, cluster.id, &protocol::ClusterHealth::id);
    if (found != online->reported->clusters.end()) health = &*found;
  }
  view.own[cluster.id] = &cluster;
  const std::string state = health ? health->state : "unknown";
  auto& s = view.states;
  ++(state == "playing" ? s.playing : state == "ready" ? s.ready : state == "fault" ? s.needs_action : s.unknown);
  if (health && health->playing) view.playing[*health->playing].clusters.push_back(cluster.id);
}

void StationApi::see_slots(DutyView& view) const {
  const UtcTime now = p_.context.now();
  std::map<Hash, std::size_t> index;
  for (const auto& slot : p_.desk.days.slots) {
    if (auto held = view.playing.find(slot.occurrence); held != view.playing.end()) held->second.slot = &slot;
    if (slot.start <= now || !view.own.contains(slot.cluster)) continue;
    auto at = index.find(slot.occurrence);
    if (at == index.end()) {
      if (view.next.size() == kNext) continue;
      at = index.emplace(slot.occurrence, view.next.size()).first;
      view.next.push_back({&slot, {}});
    }
    view.next[at->second].clusters.push_back(slot.cluster);
  }
}

StationApi::DutyView StationApi::look(const AreaScope& inside, const std::string& group) const {
  DutyView view;
  for (const auto& place : p_.desk.places) {
    const auto agent = p_.desk.agents.find(place.agent);
    const bool online = agent != p_.desk.agents.end() && agent->second.reported && p_.uplink.online(agent->second);
    for (const auto& cluster : place.clusters) {
      const bool grouped = group.empty() || std::ranges::find(cluster.groups, group) != cluster.groups.end();
      if (inside.covers(cluster.unit) && grouped) see_cluster(view, cluster, online ? &agent->second : nullptr);
    }
  }
  see_slots(view);
  return view;
}

// Empty when nothing of it lies in the view.
json::object StationApi::missed_json(const DutyView& view, const std::vector<const LedgerRow*>& rows,
                                     const std::optional<ItemId>& made_good) const {
  const UtcTime now = p_.context.now();
  json::array clusters;
  std::vector<Error> why;
  bool can = false, partly = true;
  for (const auto* row : rows) {
    if (!view.own.contains(row->key.cluster)) continue;
    clusters.push_back(named_cluster(*view.own.at(row->key.cluster)));
    const Error cause = row->cause.empty() ? fail("ledger.untold") : fail(row->cause, row->cause_params);
    if (std::ranges::find(why, cause) == why.end()) why.push_back(cause);
    can = can || can_be_made_good(*row, now);
    partly = partly && row->state == LedgerState::partly;
  }
  if (clusters.empty()) return {};
  const auto& row = *rows.front();
  return {{"occurrence", row.key.occurrence.hex()}, {"item", row.item.text()}, {"title", row.title},
          {"start", format_rfc3339(row.planned_start.value_or(now))}, {"end", format_rfc3339(row.planned_end.value_or(now))},
          {"state", partly ? "partly" : "missed"}, {"clusters", clusters}, {"why", texts_array(why)}, {"can_make_good", can},
          {"made_good_by", id_or_null(made_good)}};
}

namespace {

struct PastDay {
  std::vector<StoredRow> rows;
  std::map<Hash, ItemId> made_good;
};

Result<PastDay> past_day(Store& store, const AreaScope& area, const LedgerFilter& filter) {
  PastDay out;
  LOA_TRY(out.rows, store.ledger.rows(area, filter));
  for (const auto& missed : missed_groups(out.rows)) {
    LOA_TRY(const auto claims, store.items.made_good(missed.rows.front()->key.occurrence));
    if (!claims.empty()) out.made_good[missed.rows.front()->key.occurrence] = claims.front().item;
  }
  return out;
}

}  // namespace

ApiAnswer StationApi::today(ApiCall call) {
  const UtcTime now = p_.context.now();
  const auto inside = area(call, Right::station_read);
  LedgerFilter filter;
  const auto midnight = p_.context.zone.to_utc(CivilTime(day_of(now)));
  if (midnight) filter.from = *midnight;
  filter.until = now;
  filter.limit = kRowsToday;
  auto work = [inside, filter](Store& store) { return past_day(store, inside, filter); };
  const auto past = co_await p_.context.store.run(std::move(work));
  if (!past) co_return refused(past.error());
  const auto view = look(inside, query_of(call, "group"));
  json::array playing, next, missed_list;
  for (const auto& [occurrence, grouped] : view.playing) {
    if (grouped.slot) playing.push_back(airing_json(*grouped.slot, named_clusters(grouped.clusters)));
  }
  for (const auto& grouped : view.next) next.push_back(airing_json(*grouped.slot, named_clusters(grouped.clusters)));
  std::size_t lost = 0;
  for (const auto& missed : missed_groups(past->rows)) {
    const auto made = past->made_good.find(missed.rows.front()->key.occurrence);
    auto one = missed_json(view, missed.rows, made == past->made_good.end() ? std::nullopt : std::optional(made->second));
    if (one.empty()) continue;
    lost += one["clusters"].as_array().size();
    missed_list.push_back(std::move(one));
  }
  const std::string soon = view.next.empty() ? "—" : civil_text(view.next.front().slot->start).substr(11, 5);
  const Error sentence = fail("today.sentence", {{"playing", std::to_string(view.states.playing)}, {"next", soon},
                                                 {"missed", std::to_string(lost)}});
  const auto& s = view.states;
  const json::object states{{"playing", s.playing}, {"ready", s.ready}, {"needs_action", s.needs_action}, {"unknown", s.unknown}};
  co_return json_response(json::object{{"now", format_rfc3339(now)}, {"day", format_day(day_of(now))}, {"lunar", lunar_json(day_of(now))},
                                       {"sentence", texts_json(sentence)}, {"playing", playing}, {"next", next},
                                       {"missed", missed_list}, {"states", states}});
}

}  // namespace loa::controller
