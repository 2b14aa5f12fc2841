#include "tests/fuzz/story.h"

#include "core/check.h"
#include "tests/protocol/vectors.h"

namespace loa::fuzz {

using protocol::DocumentType;

Story::Story() : world(test::WorldOptions{.now = {}, .seed = 7, .communes = 2, .clusters_per_commune = 1}), now(world.now()) {
  const auto cases = test::register_cases();
  CHECK(cases[0].at("genesis").as_string() == std::string_view(world.genesis().bytes));
  for (const auto& site : world.sites()) places.emplace_back(site.unit, site.clusters[0]);
  for (const auto& one : cases) {
    const auto* hex = one.as_object().if_contains("envelope");
    if (!hex) continue;
    documents.push_back(from_hex(std::string_view(hex->as_string())).value());
    const auto type = protocol::decode_envelope(documents.back())->type;
    const bool ground = type == DocumentType::trust || type == DocumentType::map || type == DocumentType::place || type == DocumentType::policy;
    if (ground && one.at("says").as_string().empty() && from_unix_ms(one.at("now").as_int64()) == now) grounds.push_back(documents.back());
  }
}

protocol::Register Story::judge() const {
  protocol::Register out(world.genesis());
  CHECK(out.admit_all(grounds, now).refused.empty());
  return out;
}

Bytes Story::seal(DocumentType type, std::string payload) const {
  std::vector<const protocol::Signer*> signers;
  switch (type) {
    case DocumentType::trust:
    case DocumentType::map: signers = {world.authority(0).key(), world.authority(1).key()}; break;
    case DocumentType::renewal:
    case DocumentType::suspend: signers = {world.renewer().key()}; break;
    case DocumentType::place: signers = {world.technician().key()}; break;
    case DocumentType::policy: signers = {world.policy_owner().key()}; break;
    case DocumentType::approval: signers = {world.approver().key()}; break;
    case DocumentType::template_:
    case DocumentType::alert: signers = {world.duty_one().key(), world.duty_two().key()}; break;
    case DocumentType::stop:
    case DocumentType::hush: signers = {world.duty_one().key()}; break;
    case DocumentType::live:
    case DocumentType::root:
    case DocumentType::time:
    case DocumentType::receipt: signers = {world.controller().key()}; break;
  }
  return protocol::seal(world.network(), type, std::move(payload), signers);
}

const Story& story() {
  static const Story one;
  return one;
}

}  // namespace loa::fuzz
