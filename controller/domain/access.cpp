#include "controller/domain/access.h"

#include <algorithm>
#include <array>

namespace loa::controller {

namespace {

using enum Role;
using enum Right;

struct RoleName {
  Role role;
  std::string_view name;
  bool second_factor;
};
constexpr std::array kRoles{
    RoleName{commune_operator, "commune_operator", false},       RoleName{commune_approver, "commune_approver", true},
    RoleName{legal_editor, "legal_editor", false},               RoleName{province_controller, "province_controller", true},
    RoleName{technician, "technician", false},                   RoleName{auditor, "auditor", false},
    RoleName{contributor, "contributor", false},                 RoleName{administrator, "administrator", true},
};

struct RightName {
  Right right;
  std::string_view name;
};
constexpr std::array kRights{
    RightName{station_read, "station.read"},           RightName{programmes_read, "programmes.read"},
    RightName{programmes_write, "programmes.write"},   RightName{programmes_approve, "programmes.approve"},
    RightName{items_write, "items.write"},             RightName{ledger_read, "ledger.read"},
    RightName{audit_read, "audit.read"},               RightName{documents_post, "documents.post"},
    RightName{policy_write, "policy.write"},           RightName{quiet_write, "quiet.write"},
    RightName{hush, "hush"},                           RightName{emergency, "emergency"},
    RightName{devices_write, "devices.write"},         RightName{reports_read, "reports.read"},
    RightName{inbox_read, "inbox.read"},               RightName{dictionary_write, "dictionary.write"},
    RightName{practice_use, "practice.use"},           RightName{accounts_read, "accounts.read"},
    RightName{accounts_write, "accounts.write"},
};

constexpr auto kEmergency = BroadcastClass::emergency;
constexpr auto kPriority = BroadcastClass::priority;
constexpr auto kNormal = BroadcastClass::normal;

struct Permit {
  Role role;
  Right right;
  BroadcastClass reach;
};
// The table. An approver writes no text and no schedule: what is approved was made by another person. A technician never
// touches programmes or schedule; a contributor drafts and never schedules; an administrator sees accounts and no station.
constexpr std::array kPermits{
    Permit{commune_operator, station_read, kEmergency},      Permit{commune_operator, programmes_read, kEmergency},
    Permit{commune_operator, programmes_write, kPriority},   Permit{commune_operator, items_write, kPriority},
    Permit{commune_operator, ledger_read, kEmergency},       Permit{commune_operator, quiet_write, kPriority},
    Permit{commune_operator, hush, kPriority},               Permit{commune_operator, reports_read, kEmergency},
    Permit{commune_operator, inbox_read, kEmergency},        Permit{commune_operator, practice_use, kNormal},

    Permit{commune_approver, station_read, kEmergency},      Permit{commune_approver, programmes_read, kEmergency},
    Permit{commune_approver, programmes_approve, kEmergency}, Permit{commune_approver, documents_post, kEmergency},
    Permit{commune_approver, ledger_read, kEmergency},       Permit{commune_approver, quiet_write, kPriority},
    Permit{commune_approver, hush, kPriority},               Permit{commune_approver, emergency, kEmergency},
    Permit{commune_approver, reports_read, kEmergency},      Permit{commune_approver, inbox_read, kEmergency},
    Permit{commune_approver, practice_use, kNormal},

    Permit{legal_editor, station_read, kEmergency},          Permit{legal_editor, programmes_read, kEmergency},
    Permit{legal_editor, programmes_write, kPriority},       Permit{legal_editor, ledger_read, kEmergency},
    Permit{legal_editor, reports_read, kEmergency},          Permit{legal_editor, inbox_read, kEmergency},
    Permit{legal_editor, practice_use, kNormal},

    Permit{province_controller, station_read, kEmergency},   Permit{province_controller, programmes_read, kEmergency},
    Permit{province_controller, programmes_write, kEmergency}, Permit{province_controller, programmes_approve, kEmergency},
    Permit{province_controller, items_write, kPriority},     Permit{province_controller, ledger_read, kEmergency},
    Permit{province_controller, audit_read, kEmergency},     Permit{province_controller, documents_post, kEmergency},
    Permit{province_controller, policy_write, kEmergency},   Permit{province_controller, quiet_write, kPriority},
    Permit{province_controller, hush, kPriority},            Permit{province_controller, emergency, kEmergency},
    Permit{province_controller, reports_read, kEmergency},   Permit{province_controller, inbox_read, kEmergency},
    Permit{province_controller, dictionary_write, kEmergency}, Permit{province_controller, practice_use, kNormal},

    Permit{technician, station_read, kEmergency},            Permit{technician, devices_write, kEmergency},
    Permit{technician, ledger_read, kEmergency},             Permit{technician, inbox_read, kEmergency},

    Permit{auditor, station_read, kEmergency},               Permit{auditor, programmes_read, kEmergency},
    Permit{auditor, ledger_read, kEmergency},                Permit{auditor, audit_read, kEmergency},
    Permit{auditor, reports_read, kEmergency},               Permit{auditor, accounts_read, kEmergency},

    Permit{contributor, programmes_read, kEmergency},        Permit{contributor, programmes_write, kNormal},
    Permit{contributor, inbox_read, kEmergency},             Permit{contributor, practice_use, kNormal},

    Permit{administrator, accounts_read, kEmergency},        Permit{administrator, accounts_write, kEmergency},
};

AreaScope scope_of(const RoleGrant& grant, const protocol::UnitTree* tree) {
  if (grant.unit.is_nil()) return AreaScope::whole();
  const auto* unit = tree ? tree->find(grant.unit) : nullptr;
  if (!unit) return AreaScope::of({grant.unit});
  const bool root = !unit->parent && unit->successors.empty();
  return root ? AreaScope::whole() : AreaScope::below(*tree, grant.unit);
}

}  // namespace

std::string_view to_text(Role role) {
  return std::ranges::find(kRoles, role, &RoleName::role)->name;
}

std::optional<Role> role_from(std::string_view text) {
  const auto found = std::ranges::find(kRoles, text, &RoleName::name);
  return found == kRoles.end() ? std::nullopt : std::optional(found->role);
}

const std::vector<Role>& all_roles() {
  static const auto roles = [] {
    std::vector<Role> out;
    for (const auto& row : kRoles) out.push_back(row.role);
    return out;
  }();
  return roles;
}

std::string_view to_text(Right right) {
  return std::ranges::find(kRights, right, &RightName::right)->name;
}

std::optional<Right> right_from(std::string_view text) {
  const auto found = std::ranges::find(kRights, text, &RightName::name);
  return found == kRights.end() ? std::nullopt : std::optional(found->right);
}

const std::vector<Right>& all_rights() {
  static const auto rights = [] {
    std::vector<Right> out;
    for (const auto& row : kRights) out.push_back(row.right);
    return out;
  }();
  return rights;
}

std::optional<BroadcastClass> reach_of(Role role, Right right) {
  const auto found = std::ranges::find_if(kPermits, [&](const Permit& p) { return p.role == role && p.right == right; });
  return found == kPermits.end() ? std::nullopt : std::optional(found->reach);
}

bool needs_second_factor(Role role) { return std::ranges::find(kRoles, role, &RoleName::role)->second_factor; }

Access Access::everything() {
  Access access;
  access.everything_ = true;
  return access;
}

Access Access::of(const std::vector<RoleGrant>& grants, const protocol::UnitTree* tree, UtcTime now) {
  Access access;
  for (const auto& grant : grants) {
    if (!grant.holds(now)) continue;
    access.held_.push_back({grant.role, scope_of(grant, tree)});
    if (std::ranges::find(access.roles_, grant.role) == access.roles_.end()) access.roles_.push_back(grant.role);
  }
  return access;
}

bool Access::has(Right right) const {
  return everything_ || std::ranges::any_of(held_, [&](const Held& held) { return reach_of(held.role, right).has_value(); });
}

bool Access::has(Right right, const UnitId& unit) const { return has(right, unit, BroadcastClass::normal); }

bool Access::has(Right right, const UnitId& unit, BroadcastClass cls) const {
  return everything_ || std::ranges::any_of(held_, [&](const Held& held) {
           const auto reach = reach_of(held.role, right);
           return reach && *reach <= cls && held.scope.covers(unit);
         });
}

AreaScope Access::scope(Right right) const {
  if (everything_) return AreaScope::whole();
  std::set<UnitId> units;
  for (const auto& held : held_) {
    if (!reach_of(held.role, right)) continue;
    if (held.scope.is_whole()) return AreaScope::whole();
    units.insert(held.scope.units().begin(), held.scope.units().end());
  }
  return AreaScope::of(std::move(units));
}

}  // namespace loa::controller
