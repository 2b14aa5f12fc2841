#include "controller/cli/trust_change.h"

#include "protocol/limits.h"

#include <algorithm>

namespace loa::cli {
namespace {

using protocol::Action;

void renew(protocol::Trust& trust, UtcTime now, Random& random) {
  trust.header = {DocumentId::make(now, random), now, {}};
  trust.version = std::max(trust.version + 1, to_unix_ms(now));
  trust.until = now + protocol::kMaxTrustAge;
}

protocol::Grant grant_like(const protocol::Grant& model, const OfficerKeys& officer, int days, UtcTime now) {
  protocol::Grant out = model;
  out.person = officer.person;
  out.name = officer.name;
  out.key = officer.key;
  if (!officer.unit.is_nil()) out.units = {officer.unit};
  out.from = now - std::chrono::minutes(5);  // a device's clock may be behind
  out.until = now + std::chrono::hours(24) * days;
  return out;
}

std::optional<protocol::Grant> quick_grant(protocol::Grant grant, const protocol::PublicKey& key) {
  std::erase_if(grant.actions, [](Action action) { return action != Action::hush && action != Action::template_; });
  grant.key = key;
  if (grant.actions.empty()) return std::nullopt;
  return grant;
}

}  // namespace

Result<protocol::Trust> with_officer(protocol::Trust held, const OfficerKeys& officer, const PersonId& model, int days,
                                     UtcTime now, Random& random) {
  std::vector<protocol::Grant> fresh;
  for (const auto& grant : held.grants) {
    if (grant.person != model || grant.actions.empty()) continue;
    // A person's devices hold the same rights: once is enough.
    const bool told = std::ranges::any_of(fresh, [&](const auto& one) { return one.actions == grant.actions; });
    if (!told) fresh.push_back(grant_like(grant, officer, days, now));
  }
  // Of the model's own quick key nothing is copied to the main key that its main key has not.
  const auto all = fresh;
  std::erase_if(fresh, [&](const protocol::Grant& one) {
    const auto within = [&](const protocol::Grant& other) {
      return other.actions.size() > one.actions.size() &&
             std::ranges::all_of(one.actions, [&](Action a) { return std::ranges::find(other.actions, a) != other.actions.end(); });
    };
    return std::ranges::any_of(all, within);
  });
  if (fresh.empty()) return fail("officer.unknown", {{"name", model.text()}});
  for (const auto& grant : fresh) {
    const auto quick = officer.quick ? quick_grant(grant, *officer.quick) : std::nullopt;
    held.grants.push_back(grant);
    if (quick) held.grants.push_back(*quick);
  }
  renew(held, now, random);
  return held;
}

Result<protocol::Trust> without_key(protocol::Trust held, const protocol::KeyId& key, std::vector<Hash> keep, UtcTime now,
                                    Random& random) {
  UtcTime until{};
  for (const auto& grant : held.grants)
    if (protocol::key_id(grant.key) == key) until = std::max(until, grant.until);
  if (until == UtcTime{}) return fail("officer.unknown", {{"name", key.short_hex()}});
  std::erase_if(held.revocations, [&](const protocol::Revocation& one) { return one.key == key; });
  held.revocations.push_back({key, now, until, std::move(keep)});
  renew(held, now, random);
  return held;
}

}  // namespace loa::cli
