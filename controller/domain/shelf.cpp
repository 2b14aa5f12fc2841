#include "controller/domain/shelf.h"

#include "protocol/limits.h"

#include <algorithm>
#include <set>

namespace loa::controller {

using protocol::DocumentType;

namespace {

constexpr std::size_t kListOverhead = 4;

bool concerns(const protocol::UnitTree& tree, const std::vector<UnitId>& areas, const std::vector<UnitId>& units) {
  return std::any_of(areas.begin(), areas.end(), [&](const UnitId& area) {
    return std::any_of(units.begin(), units.end(), [&](const UnitId& unit) { return tree.covers(area, unit); });
  });
}

struct MailCandidate {
  const ShelvedDocument* document;
  int keep;  // higher leaves later
  UtcTime issued;
};

}  // namespace

void Shelf::put(const protocol::Admission& admission, UtcTime accepted) {
  auto envelope = protocol::decode_envelope(admission.envelope);
  if (!envelope) return;
  ShelvedDocument shelved{admission.document, admission.type, admission.envelope, envelope->payload, accepted,
                          admission.signer_names, admission.signers, {}, {}};
  remove(admission.document);
  index(documents_.insert_or_assign(admission.document, std::move(shelved)).first->second);
  std::set<Hash> replaced;
  for (const auto& [key, value] : admission.ratchets) {
    auto [slot, fresh] = newest_.try_emplace(key, value.document);
    if (!fresh && slot->second != value.document) {
      replaced.insert(slot->second);
      slot->second = value.document;
    }
  }
  for (const auto& old : replaced) {
    const bool still_newest = std::any_of(newest_.begin(), newest_.end(), [&](const auto& pair) { return pair.second == old; });
    if (!still_newest) remove(old);
  }
}

void Shelf::index(ShelvedDocument& held) {
  if (held.type == DocumentType::place) {
    if (auto place = protocol::read_payload<protocol::Place>(held.payload)) held.place = std::move(*place);
    if (held.place) places_[held.place->agent].insert(held.document);
  } else if (held.type == DocumentType::approval) {
    if (auto approval = protocol::read_payload<protocol::Approval>(held.payload)) held.approval = std::move(*approval);
  }
  by_type_[held.type].emplace(held.accepted, held.document);
}

void Shelf::remove(const Hash& document) {
  auto found = documents_.find(document);
  if (found == documents_.end()) return;
  by_type_[found->second.type].erase({found->second.accepted, document});
  if (found->second.place) places_[found->second.place->agent].erase(document);
  documents_.erase(found);
}

std::vector<const ShelvedDocument*> Shelf::of_type(DocumentType type) const {
  std::vector<const ShelvedDocument*> out;
  const auto found = by_type_.find(type);
  if (found == by_type_.end()) return out;
  for (const auto& [accepted, hash] : found->second) out.push_back(&documents_.at(hash));
  return out;
}

const ShelvedDocument* Shelf::by_hash(const Hash& document) const {
  auto found = documents_.find(document);
  return found == documents_.end() ? nullptr : &found->second;
}

std::vector<protocol::Place> Shelf::places() const {
  std::vector<protocol::Place> out;
  for (const auto* document : of_type(DocumentType::place)) {
    if (document->place) out.push_back(*document->place);
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.agent < b.agent; });
  return out;
}

Bytes Shelf::trust_part(UtcTime now) const {
  std::vector<Bytes> list;
  std::int64_t version = 0;
  for (const auto* document : of_type(DocumentType::trust)) {
    list.push_back(document->envelope);
    if (auto trust = protocol::read_payload<protocol::Trust>(document->payload)) version = trust->version;
  }
  for (const auto* document : of_type(DocumentType::renewal)) {
    auto renewal = protocol::read_payload<protocol::Renewal>(document->payload);
    if (renewal && renewal->trust_version == version) list.push_back(document->envelope);
  }
  for (const auto* document : of_type(DocumentType::suspend)) {
    auto suspension = protocol::read_payload<protocol::Suspension>(document->payload);
    if (suspension && suspension->until > now) list.push_back(document->envelope);
  }
  return protocol::encode_envelope_list(list);
}

Bytes Shelf::map_part() const {
  std::vector<Bytes> list;
  for (const auto* document : of_type(DocumentType::map)) list.push_back(document->envelope);
  return protocol::encode_envelope_list(list);
}

Bytes Shelf::policy_part(const protocol::UnitTree& tree, const std::vector<UnitId>& units) const {
  std::set<UnitId> wanted;
  for (const auto& unit : units) {
    for (const auto& above : tree.path(unit)) wanted.insert(above);
  }
  std::vector<std::pair<UnitId, const Bytes*>> found;
  for (const auto* document : of_type(DocumentType::policy)) {
    auto head = protocol::read_policy_head(document->payload);
    if (head && wanted.contains(head->unit)) found.emplace_back(head->unit, &document->envelope);
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Bytes> list;
  for (const auto& [unit, envelope] : found) list.push_back(*envelope);
  return protocol::encode_envelope_list(list);
}

Bytes Shelf::place_part(const AgentId& agent) const {
  std::vector<Bytes> list;
  if (const auto found = places_.find(agent); found != places_.end()) {
    for (const auto& hash : found->second) list.push_back(documents_.at(hash).envelope);
  }
  return protocol::encode_envelope_list(list);
}

std::vector<Bytes> Shelf::mail_for(const protocol::UnitTree& tree, const std::vector<UnitId>& units, UtcTime now) const {
  std::vector<MailCandidate> candidates;
  std::set<DocumentId> alerts;
  std::set<DocumentId> foreign;
  for (const auto* document : of_type(DocumentType::alert)) {
    auto alert = protocol::read_payload<protocol::Alert>(document->payload);
    if (!alert || alert->until <= now) continue;
    if (!concerns(tree, alert->units, units)) {
      foreign.insert(alert->header.id);
      continue;
    }
    alerts.insert(alert->header.id);
    candidates.push_back({document, 100 - alert->rung, alert->header.issued});
  }
  for (const auto* document : of_type(DocumentType::stop)) {
    auto stop = protocol::read_payload<protocol::Stop>(document->payload);
    // A stop may come before its alert: then everybody gets it.
    if (stop && !foreign.contains(stop->alert)) candidates.push_back({document, 200, stop->header.issued});
  }
  for (const auto* document : of_type(DocumentType::hush)) {
    auto hush = protocol::read_payload<protocol::Hush>(document->payload);
    if (hush && hush->until > now && concerns(tree, {hush->unit}, units)) {
      candidates.push_back({document, 50, hush->header.issued});
    }
  }
  std::sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
    return std::tuple(-a.keep, b.issued, a.document->document) < std::tuple(-b.keep, a.issued, b.document->document);
  });
  std::vector<Bytes> out;
  std::size_t bytes = 8 + kListOverhead;
  for (const auto& candidate : candidates) {
    const std::size_t more = candidate.document->envelope.size() + kListOverhead;
    if (bytes + more > protocol::kMaxMail) continue;
    bytes += more;
    out.push_back(candidate.document->envelope);
  }
  return out;
}

void Shelf::forget_ended(UtcTime now) {
  std::vector<Hash> ended;
  for (const auto* document : of_type(DocumentType::alert)) {
    auto alert = protocol::read_payload<protocol::Alert>(document->payload);
    if (alert && alert->until + std::chrono::hours(24) < now) ended.push_back(document->document);
  }
  for (const auto* document : of_type(DocumentType::hush)) {
    auto hush = protocol::read_payload<protocol::Hush>(document->payload);
    if (hush && hush->until + std::chrono::hours(24) < now) ended.push_back(document->document);
  }
  for (const auto* document : of_type(DocumentType::stop)) {
    // A stop outlives any alert it may name: alerts last a day at most.
    if (document->accepted + std::chrono::hours(48) < now) ended.push_back(document->document);
  }
  for (const auto& hash : ended) remove(hash);
}

}  // namespace loa::controller
