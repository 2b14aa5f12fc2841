#include "controller/services/desk.h"

#include <algorithm>
#include <array>

namespace loa::controller {

namespace {

Result<std::vector<Error>> load_documents(Desk& desk, Store& store, UtcTime now) {
  LOA_TRY(auto ratchets, store.documents.ratchets(AreaScope::whole()));
  LOA_TRY(auto documents, store.documents.all(AreaScope::whole()));
  desk.registry.restore_ratchets(ratchets);
  std::map<int, std::vector<const StoredDocument*>> ranked;
  for (const auto& document : documents) {
    const auto envelope = protocol::decode_envelope(document.envelope);
    if (envelope) ranked[protocol::Register::admission_rank(envelope->type)].push_back(&document);
  }
  std::vector<Error> left_out;
  for (const auto& [rank, of_rank] : ranked) {
    for (const auto* document : of_rank) {
      auto admission = desk.registry.examine(document->envelope, now);
      if (!admission) {
        if (admission.error().code != "ratchet.old") left_out.push_back(admission.error());
        continue;
      }
      desk.registry.accept(*admission);
      if (admission->ratchets.empty()) {
        // A held document is admitted again without new ratchets; the shelf keys by what the store knows.
        for (const auto& [key, value] : ratchets) {
          if (value.document == admission->document) admission->ratchets.emplace_back(key, value);
        }
      }
      desk.shelf.put(*admission, document->accepted);
    }
  }
  desk.shelf.forget_ended(now);
  return left_out;
}

Status load_library(Desk& desk, Store& store, const std::filesystem::path& data_dir) {
  LOA_TRY(auto programmes, store.library.programmes(AreaScope::whole()));
  LOA_TRY(auto contents, store.library.contents(AreaScope::whole()));
  LOA_TRY(auto items, store.library.items(AreaScope::whole()));
  for (auto& programme : programmes) {
    for (auto& revision : programme.revisions) revision.report.clear();  // only the store keeps it: it holds the waveform
    desk.programmes.emplace(programme.id, std::move(programme));
  }
  LOA_TRY(auto versions, store.items.newest(AreaScope::whole()));
  for (auto& item : items) desk.items.emplace(item.item.id, std::move(item));
  for (auto& version : versions) desk.versions.emplace(version.item(), std::move(version));
  for (const auto& content : contents) {
    const auto file = desk.content_file(data_dir, content.hash);
    desk.contents[content.hash] = {static_cast<std::uint64_t>(content.size), {}, file};
    desk.sender.offer(content.hash, static_cast<std::uint64_t>(content.size));
    if (content.kind == "manifest") desk.manifest_sizes[content.hash] = content.size;
  }
  return {};
}

void restore_agent(Desk& desk, const AgentRecord& record) {
  AgentState& state = desk.agents[record.id];
  state.id = record.id;
  state.unit = record.unit;
  state.last_seen = record.last_seen;
  state.reported_text = record.reported;
  if (!record.reported.empty()) {
    if (auto reported = protocol::read_reported(record.reported)) state.reported = std::move(*reported);
  }
  if (!record.root.empty()) {
    BuiltRoot root{record.id, record.root_version, record.root, {}};
    auto envelope = protocol::decode_envelope(record.root);
    auto payload = envelope ? protocol::read_payload<protocol::Root>(envelope->payload) : Result<protocol::Root>(envelope.error());
    if (payload) root.parts = payload->parts;
    desk.roots.restore_root(record.id, root);
  }
  if (!record.mail.empty()) desk.roots.restore_mail(record.id, record.mail_version, record.mail);
}

}  // namespace

Desk::View Desk::view() const {
  View view;
  const auto name_of = [this](const Hash& hash) {
    const auto held = contents.find(hash);
    return protocol::PartName{hash, held == contents.end() ? 0 : static_cast<std::int64_t>(held->second.size)};
  };
  for (const auto& [id, record] : programmes) {
    PlannableProgramme programme{id, record.title, {}};
    for (const auto& revision : record.revisions) {
      auto size = manifest_sizes.find(revision.manifest);
      programme.revisions.push_back({revision.revision, revision.manifest, size == manifest_sizes.end() ? 0 : size->second,
                                     revision.duration_ms, name_of(revision.audio), name_of(revision.unit_list)});
    }
    view.programmes.emplace(id, std::move(programme));
  }
  for (const auto& [id, record] : items) view.items.push_back(record.item);
  return view;
}

std::filesystem::path Desk::content_file(const std::filesystem::path& data_dir, const Hash& hash) const {
  return data_dir / "content" / hash.hex();
}

const protocol::Place* Desk::place_of(const AgentId& agent) const {
  auto found = std::find_if(places.begin(), places.end(), [&](const auto& place) { return place.agent == agent; });
  return found == places.end() ? nullptr : &*found;
}

void refresh_places(Desk& desk) {
  desk.places = desk.shelf.places();
  for (const auto& place : desk.places) {
    AgentState& state = desk.agents[place.agent];
    state.id = place.agent;
    if (!place.clusters.empty()) state.unit = place.clusters.front().unit;
    const auto* tree = desk.registry.tree();
    const auto* unit = tree ? tree->find(state.unit) : nullptr;
    state.name = unit ? unit->name : place.agent.text();
  }
}

Result<std::vector<Error>> load_desk(Desk& desk, Store& store, const std::filesystem::path& data_dir, UtcTime now) {
  LOA_TRY(auto left_out, load_documents(desk, store, now));
  LOA_TRY_OK(load_library(desk, store, data_dir));
  LOA_TRY(auto agents, store.fleet.agents(AreaScope::whole()));
  for (const auto& record : agents) restore_agent(desk, record);
  LOA_TRY(auto positions, store.ledger.journal_positions(AreaScope::whole()));
  for (const auto& [agent, epoch, upto] : positions) desk.intake.restore(agent, epoch, upto);
  refresh_places(desk);
  return left_out;
}

}  // namespace loa::controller
