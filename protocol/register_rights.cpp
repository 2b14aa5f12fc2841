#include "protocol/register_state.h"

#include <algorithm>

namespace loa::protocol {
namespace {

bool authority_signs(DocumentType type) { return type == DocumentType::trust || type == DocumentType::map; }

bool contains(const auto& items, const auto& item) { return std::find(items.begin(), items.end(), item) != items.end(); }

Error about_key(std::string code, const Register::State& state, const KeyId& key) {
  const auto name = state.name_of(key);
  return fail(std::move(code), {{"name", name.empty() ? key.short_hex() : name}, {"key", key.short_hex()}});
}

}  // namespace

std::optional<PublicKey> Register::State::find_key(const KeyId& key, DocumentType type) const {
  if (authority_signs(type)) {
    for (const auto& one : genesis.authority)
      if (key_id(one.key) == key) return one.key;
    return std::nullopt;
  }
  if (type == DocumentType::receipt) {
    for (const auto& [agent, place] : places)
      if (key_id(place.value.bridge_key) == key) return place.value.bridge_key;
    return std::nullopt;
  }
  if (!trust) return std::nullopt;
  for (const auto& grant : trust->value.grants)
    if (key_id(grant.key) == key) return grant.key;
  return std::nullopt;
}

std::string Register::State::name_of(const KeyId& key) const {
  for (const auto& one : genesis.authority)
    if (key_id(one.key) == key) return one.name;
  if (!trust) return {};
  for (const auto& grant : trust->value.grants)
    if (key_id(grant.key) == key) return grant.name;
  return {};
}

PersonId Register::State::person_of(const KeyId& key) const {
  for (const auto& one : genesis.authority)
    if (key_id(one.key) == key) return one.person;
  if (!trust) return {};
  for (const auto& grant : trust->value.grants)
    if (key_id(grant.key) == key) return grant.person;
  return {};
}

std::size_t Register::State::distinct_persons(const std::vector<KeyId>& keys) const {
  std::set<PersonId> persons;
  for (const auto& key : keys)
    if (const auto person = person_of(key); !person.is_nil()) persons.insert(person);
  return persons.size();
}

bool Register::State::revoked(const KeyId& key, const Hash& document) const {
  if (!trust) return false;
  for (const auto& revocation : trust->value.revocations)
    if (revocation.key == key && !contains(revocation.keep, document)) return true;
  return false;
}

std::optional<Right> Register::State::suspension_right(const KeyId& key) const {
  Right right{Action::suspend, {}, {}};
  bool known = false;
  for (const auto& grant : trust->value.grants) {
    if (key_id(grant.key) != key) continue;
    known = true;
    right.units.insert(right.units.end(), grant.units.begin(), grant.units.end());
  }
  if (!known) return std::nullopt;
  if (right.units.empty() && tree)
    for (const auto& unit : tree->units())
      if (!unit.parent) right.units.push_back(unit.id);
  return right;
}

// A suspension falls with its signer: whoever was revoked suspends nobody any more. Suspensions of suspenders are not
// asked here, or two officers could free and bind each other in a ring.
bool Register::State::suspended(const KeyId& key, UtcTime now) const {
  for (const auto& [keys, held] : suspensions) {
    if (keys.first != key || now >= held.value.until) continue;
    const auto right = suspension_right(key);
    if (right && !revoked(keys.second, held.document) && holds(keys.second, *right, now)) return true;
  }
  return false;
}

Status Register::State::usable(const KeyId& key, const Hash& document, UtcTime now) const {
  if (!trust) return ok();
  if (revoked(key, document)) return about_key("trust.revoked", *this, key);
  if (suspended(key, now)) return about_key("trust.suspended", *this, key);
  return ok();
}

// Every unit needs a grant of this key that holds the action, covers the unit and the class, and is valid now.
Status Register::State::holds(const KeyId& key, const Right& right, UtcTime now) const {
  if (!trust) return fail("trust.missing");
  if (!right.units.empty() && !tree) return fail("map.missing");
  std::vector<const Grant*> with_action, valid;
  bool known = false;
  for (const auto& grant : trust->value.grants) {
    if (key_id(grant.key) != key) continue;
    known = true;
    if (!contains(grant.actions, right.action)) continue;
    with_action.push_back(&grant);
    if (grant.from <= now && now < grant.until) valid.push_back(&grant);
  }
  if (!known) return about_key("trust.unknown_key", *this, key);
  if (with_action.empty()) return about_key("trust.scope_action", *this, key);
  if (valid.empty()) return about_key("trust.grant_expired", *this, key);
  for (const auto& unit : right.units) {
    std::vector<const Grant*> covering;
    for (const auto* grant : valid)
      if (covered(grant->units, unit)) covering.push_back(grant);
    if (covering.empty()) return about_key("trust.scope_unit", *this, key);
    if (right.cls && std::none_of(covering.begin(), covering.end(),
                                  [&](const Grant* grant) { return contains(grant->classes, *right.cls); }))
      return about_key("trust.scope_class", *this, key);
  }
  return ok();
}

Status Register::State::all_hold(const Signed& document, const Right& right, UtcTime now) const {
  for (const auto& key : document.signers) {
    LOA_TRY_OK(usable(key, document.document, now));
    LOA_TRY_OK(holds(key, right, now));
  }
  return ok();
}

bool Register::State::trust_expired(UtcTime now) const {
  if (!trust) return true;
  return now >= std::max(trust->value.until, renewed_until.value_or(trust->value.until));
}

bool Register::State::covered(const std::vector<UnitId>& areas, const UnitId& unit) const {
  return tree && std::any_of(areas.begin(), areas.end(), [&](const UnitId& area) { return tree->covers(area, unit); });
}

}  // namespace loa::protocol
