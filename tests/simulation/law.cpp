#include "tests/simulation/law.h"

#include <algorithm>

namespace loa::sim {
namespace {

using namespace std::chrono_literals;
using protocol::DocumentType;

constexpr auto kObeyWithin = 3s;        // from the bytes at the bridge to silence: a tick, a fade
constexpr auto kReachWithin = 30min;    // from the controller to every bridge that can be reached
constexpr auto kZone = 7h;              // Việt Nam keeps one offset all year

std::int64_t minute_of_day(UtcTime t) {
  return date::floor<std::chrono::minutes>((t + kZone).time_since_epoch()).count() % (24 * 60);
}

template <class Document>
Document read(const Bytes& envelope) {
  return *protocol::read_payload<Document>(protocol::decode_envelope(envelope)->payload);
}

bool open_at(const schedules::Policy& policy, UtcTime t) {
  const auto minute = minute_of_day(t);
  return std::any_of(policy.windows.begin(), policy.windows.end(), [&](const schedules::Window& window) {
    return minute >= window.from.count() && minute < window.until.count();
  });
}

bool quiet_at(const schedules::Policy& policy, UtcTime t) {
  return std::any_of(policy.quiet.begin(), policy.quiet.end(),
                     [&](const schedules::QuietSpell& spell) { return spell.from <= t && t < spell.until; });
}

std::optional<std::string> against(const schedules::Policy& policy, UtcTime now) {
  if (!open_at(policy, now)) return "outside the windows";
  if (quiet_at(policy, now)) return "in a quiet spell";
  return std::nullopt;
}

}  // namespace

struct Law::Case {
  const SoundAsked& asked;
  const Told& told;
  UtcTime now;                    // the instant asked about
};

void Law::sign(const Hash& hash, DocumentType type, const Bytes& envelope, TrueTime) {
  const auto decoded = *protocol::decode_envelope(envelope);
  std::vector<protocol::KeyId> signers;
  for (const auto& signature : decoded.signatures) signers.push_back(signature.key);
  switch (type) {
    case DocumentType::trust: trusts_.push_back({hash, read<protocol::Trust>(envelope), signers}); return;
    case DocumentType::suspend: suspensions_.push_back({hash, read<protocol::Suspension>(envelope), signers}); return;
    case DocumentType::approval: approvals_.push_back({hash, read<protocol::Approval>(envelope), signers}); return;
    case DocumentType::hush: hushes_.push_back({hash, read<protocol::Hush>(envelope), signers}); return;
    case DocumentType::alert: alerts_.push_back({hash, read<protocol::Alert>(envelope), signers}); return;
    case DocumentType::stop: stops_.push_back({hash, read<protocol::Stop>(envelope), signers}); return;
    case DocumentType::policy: {
      policies_.push_back({protocol::read_policy_head(decoded.payload)->version, {hash, *schedules::read_policy(decoded.payload), signers}});
      return;
    }
    default: return;
  }
}

void Law::effective(const Hash& document, TrueTime now) { effective_.try_emplace(document, now); }

bool Law::binds(const Hash& document, const Told& told, TrueTime at) const {
  const auto known = told.documents.find(document);
  if (known != told.documents.end() && known->second + kObeyWithin <= at) return true;
  const auto since = effective_.find(document);
  return since != effective_.end() && told.open_since && std::max(since->second, *told.open_since) + kReachWithin <= at;
}

bool Law::covers(const std::vector<UnitId>& areas, const UnitId& unit) const {
  return std::any_of(areas.begin(), areas.end(), [&](const UnitId& area) { return area == unit || area == province_; });
}

bool Law::revoked(const std::vector<protocol::KeyId>& signers, const Hash& document, const Case& c) const {
  const Signed<protocol::Trust>* newest = nullptr;
  for (const auto& trust : trusts_)
    if (binds(trust.hash, c.told, c.asked.at) && (!newest || newest->value.version < trust.value.version)) newest = &trust;
  for (const auto& key : signers) {
    if (newest)
      for (const auto& gone : newest->value.revocations)
        if (gone.key == key && std::find(gone.keep.begin(), gone.keep.end(), document) == gone.keep.end()) return true;
    for (const auto& suspension : suspensions_)
      if (suspension.value.key == key && c.now < suspension.value.until && binds(suspension.hash, c.told, c.asked.at)) return true;
  }
  return false;
}

std::optional<std::string> Law::judge(const Signed<protocol::Approval>& held, const Case& c) const {
  const auto& approval = held.value;
  if (approval.withdrawn) return "withdrawn";
  if (c.now < approval.from || c.now >= approval.until) return "not in its time";
  if (!covers(approval.units, c.asked.unit)) return "for other units";
  for (const auto& newer : approvals_) {
    const bool same = newer.value.programme == approval.programme && newer.value.version > approval.version;
    if (same && covers(newer.value.units, c.asked.unit) && binds(newer.hash, c.told, c.asked.at)) return "superseded";
  }
  if (revoked(held.signers, held.hash, c)) return "its signer is revoked or suspended";
  return std::nullopt;
}

std::optional<std::string> Law::regulation(const Case& c) const {
  for (const UnitId& unit : {province_, c.asked.unit}) {
    const std::pair<std::int64_t, Signed<schedules::Policy>>* newest = nullptr;
    for (const auto& policy : policies_)
      if (policy.second.value.unit == unit && binds(policy.second.hash, c.told, c.asked.at) && (!newest || newest->first < policy.first))
        newest = &policy;
    if (!newest) continue;
    // The newest that must have come binds; one signed after it may have come already, and then that one counts.
    auto objection = against(newest->second.value, c.now);
    for (const auto& policy : policies_) {
      const bool newer = policy.second.value.unit == unit && policy.first > newest->first;
      if (newer && objection && !against(policy.second.value, c.now)) objection.reset();
    }
    if (objection) return objection;
  }
  return std::nullopt;
}

bool Law::hushed(const Case& c) const {
  for (const UnitId& unit : {province_, c.asked.unit}) {
    const Signed<protocol::Hush>* newest = nullptr;
    for (const auto& hush : hushes_)
      if (hush.value.unit == unit && binds(hush.hash, c.told, c.asked.at) && (!newest || newest->value.header.issued < hush.value.header.issued))
        newest = &hush;
    if (newest && !newest->value.released && c.now < newest->value.until) return true;
  }
  return false;
}

bool Law::emergency(const Case& c) const {
  return std::any_of(alerts_.begin(), alerts_.end(), [&](const Signed<protocol::Alert>& alert) {
    const bool in_time = alert.value.from <= c.now && c.now < alert.value.until;
    if (!in_time || alert.value.manifest != c.asked.manifest || !covers(alert.value.units, c.asked.unit)) return false;
    return std::none_of(stops_.begin(), stops_.end(), [&](const Signed<protocol::Stop>& stop) {
      return stop.value.alert == alert.value.header.id && binds(stop.hash, c.told, c.asked.at);
    });
  });
}

std::optional<std::string> Law::ordinary(const Case& c) const {
  std::optional<std::string> why = "no approval names it";
  for (const auto& approval : approvals_) {
    if (approval.value.manifest != c.asked.manifest) continue;
    why = judge(approval, c);
    if (!why) break;
  }
  if (why) return why;
  if (hushed(c)) return "hushed";
  return regulation(c);
}

// A clock that is a little off may see either side of a boundary: what stands on one of them is allowed.
std::optional<std::string> Law::objection(const SoundAsked& asked, const Told& told) const {
  std::optional<std::string> why;
  for (const Millis by : {Millis{0}, -asked.tolerance, asked.tolerance}) {
    const Case c{asked, told, to_utc(asked.at) + by};
    if (emergency(c)) return std::nullopt;
    const auto objected = ordinary(c);
    if (!objected) return std::nullopt;
    if (!why) why = objected;
  }
  return why;
}

}  // namespace loa::sim
