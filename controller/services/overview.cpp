#include "controller/services/overview.h"

#include "controller/services/api_json.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kNext = 20;
constexpr std::size_t kRows = 100;
constexpr std::size_t kEvents = 50;
constexpr std::size_t kProgrammes = 20;

json::value text_or_null(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

json::object network_json(const Desk& desk) {
  const auto& genesis = desk.registry.genesis();
  json::array words;
  for (const auto& word : protocol::eight_words(genesis.network())) words.push_back(json::value(word));
  return {{"name", genesis.name}, {"id", genesis.network().hex()}, {"words", words}, {"demo", genesis.demo}};
}

// The caller's units and those above them, for the names.
json::array units_json(const Desk& desk, const AreaScope& scope, UtcTime now) {
  json::array out;
  const auto* tree = desk.registry.tree();
  if (!tree) return out;
  std::set<UnitId> shown;
  for (const auto& unit : scope.units()) {
    for (const auto& above : tree->path(unit)) shown.insert(above);
  }
  for (const auto& unit : tree->units()) {
    if (!scope.is_whole() && !shown.contains(unit.id)) continue;
    out.push_back(json::object{{"id", unit.id.text()}, {"name", unit.name}, {"kind", unit.kind},
                               {"parent", unit.parent ? json::value(unit.parent->text()) : json::value(nullptr)},
                               {"code", tree->code_of(unit.id, now)}});
  }
  return out;
}

json::object agent_json(const OverviewSources& sources, const AgentState& agent) {
  const auto& r = agent.reported;
  json::object out;
  out["id"] = agent.id.text();
  out["name"] = agent.name;
  out["unit"] = agent.unit.text();
  out["online"] = sources.uplink.online(agent);
  out["last_seen"] = agent.last_seen ? json::value(to_unix_ms(*agent.last_seen)) : json::value(nullptr);
  out["root_wanted"] = sources.desk.roots.root_version(agent.id);
  out["root_held"] = r ? r->root : 0;
  out["time_known"] = r && r->time_known;
  out["time_error_ms"] = r ? r->time_error_ms : 0;
  out["bridge_linked"] = r && r->bridge_linked;
  out["bridge_current"] = r && r->bridge_current;
  out["journal_waiting"] = r ? r->journal_waiting : 0;
  return out;
}

std::optional<std::string> title_of(const Desk& desk, const Hash& occurrence) {
  for (const auto& slot : desk.days.slots) {
    if (slot.occurrence == occurrence) return slot.title;
  }
  return std::nullopt;
}

json::object cluster_json(const OverviewSources& sources, const protocol::PlacedCluster& cluster, const AgentState* agent) {
  const protocol::ClusterHealth* health = nullptr;
  if (agent && agent->reported && sources.uplink.online(*agent)) {
    const auto& list = agent->reported->clusters;
    auto found = std::find_if(list.begin(), list.end(), [&](const auto& h) { return h.id == cluster.id; });
    if (found != list.end()) health = &*found;
  }
  json::object out;
  out["id"] = cluster.id.text();
  out["name"] = cluster.name;
  out["unit"] = cluster.unit.text();
  out["agent"] = agent ? json::value(agent->id.text()) : json::value(nullptr);
  out["state"] = health ? health->state : std::string("unknown");
  out["fault"] = health && health->fault ? json::value(texts_json(fail(*health->fault))) : json::value(nullptr);
  out["occurrence"] = health && health->playing ? json::value(health->playing->hex()) : json::value(nullptr);
  out["title"] = health && health->playing ? text_or_null(title_of(sources.desk, *health->playing)) : json::value(nullptr);
  out["volume"] = health && health->volume ? json::value(*health->volume) : json::value(nullptr);
  out["amplifier_on"] = health && health->amplifier_on ? json::value(*health->amplifier_on) : json::value(nullptr);
  return out;
}

json::array next_json(const Desk& desk, const AreaScope& scope, UtcTime now) {
  json::array out;
  std::vector<Hash> order;
  std::map<Hash, json::object> made;
  std::set<ClusterId> within;
  for (const auto& place : desk.places) {
    for (const auto& cluster : place.clusters) {
      if (scope.covers(cluster.unit)) within.insert(cluster.id);
    }
  }
  const auto seen = [&](const ClusterId& cluster) { return scope.is_whole() || within.contains(cluster); };
  for (const auto& slot : desk.days.slots) {
    if (slot.end <= now || !seen(slot.cluster)) continue;
    auto found = made.find(slot.occurrence);
    if (found == made.end()) {
      if (order.size() >= kNext) break;
      order.push_back(slot.occurrence);
      found = made.emplace(slot.occurrence, json::object{{"occurrence", slot.occurrence.hex()}, {"item", slot.item.text()},
                                                         {"title", slot.title}, {"start", to_unix_ms(slot.start)},
                                                         {"end", to_unix_ms(slot.end)}, {"clusters", json::array{}},
                                                         {"class", to_text(slot.cls)}}).first;
    }
    found->second["clusters"].as_array().push_back(json::value(slot.cluster.text()));
  }
  for (const auto& occurrence : order) out.push_back(std::move(made[occurrence]));
  return out;
}

struct Approved {
  const ShelvedDocument* document = nullptr;
  protocol::Approval approval;
};

std::optional<Approved> newest_approval(const Desk& desk, const Hash& manifest) {
  std::optional<Approved> out;
  for (const auto* document : desk.shelf.of_type(protocol::DocumentType::approval)) {
    auto approval = protocol::read_payload<protocol::Approval>(document->payload);
    if (approval && !approval->withdrawn && approval->manifest == manifest) out = Approved{document, std::move(*approval)};
  }
  return out;
}

json::object delivered_json(const Desk& desk, const std::optional<Approved>& approved, const Hash& manifest) {
  int of = 0, done = 0;
  std::optional<UtcTime> at;
  const auto* tree = desk.registry.tree();
  for (const auto& place : desk.places) {
    const bool meant = approved && tree &&
        std::any_of(approved->approval.units.begin(), approved->approval.units.end(), [&](const UnitId& area) {
          return std::any_of(place.clusters.begin(), place.clusters.end(),
                             [&](const auto& cluster) { return tree->covers(area, cluster.unit); });
        });
    if (!meant) continue;
    ++of;
    auto agent = desk.agents.find(place.agent);
    if (agent == desk.agents.end() || !agent->second.reported) continue;
    const auto& ready = agent->second.reported->ready;
    if (std::find(ready.begin(), ready.end(), manifest) == ready.end()) continue;
    ++done;
    if (agent->second.reported->at) at = std::max(at.value_or(UtcTime{}), *agent->second.reported->at);
  }
  return {{"done", done}, {"of", of}, {"at", at ? json::value(to_unix_ms(*at)) : json::value(nullptr)}};
}

struct Tally {
  int aired = 0, proof = 0, of = 0;
  std::optional<UtcTime> aired_at;
};

Tally tally(const std::vector<StoredRow>& rows, const ProgrammeId& programme) {
  Tally out;
  for (const auto& stored : rows) {
    const LedgerRow& row = stored.row;
    if (row.programme != programme) continue;
    ++out.of;
    if (row.segments.empty()) continue;
    ++out.aired;
    out.aired_at = std::max(out.aired_at.value_or(UtcTime{}), row.segments.back().end);
    const bool proven = std::all_of(row.segments.begin(), row.segments.end(), [](const auto& s) { return s.receipt_good; });
    if (proven) ++out.proof;
  }
  return out;
}

json::object journey_json(const Desk& desk, const Revision& revision, const std::vector<StoredRow>& rows) {
  json::object journey;
  journey["transcoded"] = json::object{{"at", to_unix_ms(revision.transcoded)},
                                       {"loudness_centi_lufs", revision.loudness_centi_lufs},
                                       {"true_peak_centi_dbtp", revision.true_peak_centi_dbtp}, {"size", revision.size}};
  const auto approved = newest_approval(desk, revision.manifest);
  if (approved) {
    const auto& names = approved->document->signer_names;
    const auto& keys = approved->document->signers;
    journey["approved"] = json::object{{"at", to_unix_ms(approved->approval.header.issued)},
                                       {"by", names.empty() ? std::string() : names.front()},
                                       {"key", keys.empty() ? std::string() : keys.front().hex()},
                                       {"document", approved->document->document.hex()}};
  } else {
    journey["approved"] = nullptr;
  }
  journey["delivered"] = delivered_json(desk, approved, revision.manifest);
  const Tally t = tally(rows, revision.programme);
  const json::value at = t.aired_at ? json::value(to_unix_ms(*t.aired_at)) : json::value(nullptr);
  journey["aired"] = json::object{{"done", t.aired}, {"of", t.of}, {"at", at}};
  journey["proof"] = json::object{{"done", t.proof}, {"of", t.of}, {"at", at}};
  return journey;
}

std::string person_name(const Desk& desk, const PersonId& person) {
  if (const auto* trust = desk.registry.trust()) {
    for (const auto& grant : trust->grants) {
      if (grant.person == person) return grant.name;
    }
  }
  return person.text();
}

// The order of the units in the map document, so that the page shows them as the province lists them.
std::vector<const protocol::Place*> places_in_map_order(const Desk& desk) {
  std::map<UnitId, std::size_t> rank;
  const auto* tree = desk.registry.tree();
  for (const auto& unit : tree ? tree->units() : std::vector<protocol::Unit>{}) rank.try_emplace(unit.id, rank.size());
  std::vector<const protocol::Place*> out;
  for (const auto& place : desk.places) out.push_back(&place);
  const auto rank_of = [&](const protocol::Place* place) {
    return place->clusters.empty() ? rank.size() : rank[place->clusters.front().unit];
  };
  std::stable_sort(out.begin(), out.end(), [&](const auto* a, const auto* b) { return rank_of(a) < rank_of(b); });
  return out;
}

std::vector<const ProgrammeRecord*> newest_programmes(const Desk& desk, const AreaScope& scope) {
  std::vector<const ProgrammeRecord*> out;
  for (const auto& [id, programme] : desk.programmes) {
    if (!programme.revisions.empty() && programme_seen(scope, programme)) out.push_back(&programme);
  }
  std::sort(out.begin(), out.end(), [](const auto* a, const auto* b) {
    return std::tie(b->revisions.back().transcoded, b->id) < std::tie(a->revisions.back().transcoded, a->id);
  });
  if (out.size() > kProgrammes) out.resize(kProgrammes);
  return out;
}

}  // namespace

json::object programme_json(const Desk& desk, const ProgrammeRecord& programme) {
  const Revision& revision = programme.revisions.back();
  json::object out;
  out["id"] = programme.id.text();
  out["title"] = programme.title;
  out["revision"] = revision.revision;
  out["author"] = programme.author.text();
  out["author_name"] = person_name(desk, programme.author);
  out["voice"] = programme.voice;
  out["manifest"] = revision.manifest.hex();
  out["audio"] = revision.audio.hex();
  out["size"] = revision.size;
  out["duration_ms"] = revision.duration_ms;
  out["loudness_centi_lufs"] = revision.loudness_centi_lufs;
  out["true_peak_centi_dbtp"] = revision.true_peak_centi_dbtp;
  out["created"] = to_unix_ms(programme.created);
  return out;
}

UnitId cluster_unit(const Desk& desk, const ClusterId& id) {
  for (const auto& place : desk.places) {
    for (const auto& cluster : place.clusters) {
      if (cluster.id == id) return cluster.unit;
    }
  }
  return {};
}

UnitId event_unit(const Desk& desk, const Event& event) {
  if (!event.unit.is_nil()) return event.unit;
  if (event.cluster) return cluster_unit(desk, *event.cluster);
  const auto agent = event.agent ? desk.agents.find(*event.agent) : desk.agents.end();
  return agent == desk.agents.end() ? UnitId{} : agent->second.unit;
}

json::object levels_json(const Desk& desk, SteadyTime now, const AreaScope& scope) {
  json::object out;
  for (const auto& [cluster, seen] : desk.levels) {
    if (now - seen.at > 3s || !(scope.is_whole() || scope.covers(cluster_unit(desk, cluster)))) continue;
    out[cluster.text()] = json::object{{"rms_dbfs", seen.level.rms_dbfs}, {"peak_dbfs", seen.level.peak_dbfs},
                                       {"position_ms", seen.level.position_ms},
                                       {"occurrence", seen.level.occurrence ? json::value(seen.level.occurrence->hex())
                                                                            : json::value(nullptr)}};
  }
  return out;
}

json::object overview_json(const OverviewSources& sources, const std::vector<StoredRow>& rows) {
  const Desk& desk = sources.desk;
  const UtcTime now = sources.context.now();
  json::object out;
  out["network"] = network_json(desk);
  out["now"] = to_unix_ms(now);
  out["zone"] = sources.context.zone.name();
  out["units"] = units_json(desk, sources.scope, now);
  json::array agents, clusters, programmes, ledger, events;
  for (const auto* placed : places_in_map_order(desk)) {
    const auto& place = *placed;
    auto found = desk.agents.find(place.agent);
    const AgentState* agent = found == desk.agents.end() ? nullptr : &found->second;
    if (agent && sources.scope.covers(agent->unit)) agents.push_back(agent_json(sources, *agent));
    for (const auto& cluster : place.clusters) {
      if (sources.scope.covers(cluster.unit)) clusters.push_back(cluster_json(sources, cluster, agent));
    }
  }
  for (const auto* programme : newest_programmes(desk, sources.scope)) {
    json::object entry = programme_json(desk, *programme);
    entry["journey"] = journey_json(desk, programme->revisions.back(), rows);
    programmes.push_back(std::move(entry));
  }
  for (std::size_t i = 0; i < std::min(rows.size(), kRows); ++i) ledger.push_back(row_json(rows[i]));
  for (const auto& event : sources.events.newest()) {
    if (events.size() >= kEvents) break;
    if (sources.scope.covers(event_unit(desk, event))) events.push_back(event_json(event));
  }
  out["agents"] = std::move(agents);
  out["clusters"] = std::move(clusters);
  out["next"] = next_json(desk, sources.scope, now);
  out["programmes"] = std::move(programmes);
  out["ledger"] = std::move(ledger);
  out["events"] = std::move(events);
  return out;
}

}  // namespace loa::controller
