// Who may do what where (quyền): roles × units × classes → rights. The whole table is one place, access.cpp. Pure.
#pragma once

#include "controller/domain/area_scope.h"
#include "core/broadcast_class.h"
#include "core/time.h"

#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace loa::controller {

using AccountId = Id<struct AccountTag>;  // tài khoản

enum class Role {
  commune_operator,     // cán bộ truyền thanh xã
  commune_approver,     // lãnh đạo UBND xã
  legal_editor,         // biên tập phổ biến, giáo dục pháp luật
  province_controller,  // Sở Văn hóa, Thể thao và Du lịch
  technician,           // kỹ thuật viên
  auditor,              // thanh tra, công an
  contributor,          // cộng tác viên: sở ngành khác, Mặt trận, báo và đài
  administrator,        // quản trị tài khoản
};

enum class Right {
  station_read,        // what plays, what comes, faults
  programmes_read,
  programmes_write,    // drafts, uploads, new revisions
  programmes_approve,  // approve, reject
  items_write,         // the schedule
  ledger_read,
  audit_read,          // check the chains, read the audit log
  documents_post,      // hand in signed documents
  policy_write,
  quiet_write,         // khoảng lặng
  hush,                // Im lặng
  emergency,
  devices_write,
  reports_read,
  inbox_read,
  dictionary_write,    // how words are read aloud
  practice_use,        // Trạm thực hành
  accounts_read,
  accounts_write,
};

std::string_view to_text(Role role);                     // "commune_operator"
std::optional<Role> role_from(std::string_view text);
const std::vector<Role>& all_roles();
std::string_view to_text(Right right);                   // "items.write"
std::optional<Right> right_from(std::string_view text);
const std::vector<Right>& all_rights();

// The most urgent class a role may use a right for; nothing: it has not that right.
std::optional<BroadcastClass> reach_of(Role role, Right right);
// Roles that must sign in with a second factor.
bool needs_second_factor(Role role);

struct RoleGrant {
  Role role = Role::contributor;
  UnitId unit;                    // with everything below it and its former units; nil: the whole network
  UtcTime from{};
  std::optional<UtcTime> until;   // a substitute's last instant (exclusive)

  bool holds(UtcTime now) const { return from <= now && (!until || now < *until); }
};

// What a set of grants allows at one instant.
class Access {
 public:
  Access() = default;                                    // nothing
  static Access everything();                            // a machine with the controller's token
  static Access of(const std::vector<RoleGrant>& grants, const protocol::UnitTree* tree, UtcTime now);

  bool has(Right right) const;                           // anywhere
  bool has(Right right, const UnitId& unit) const;
  bool has(Right right, const UnitId& unit, BroadcastClass cls) const;
  AreaScope scope(Right right) const;                    // where
  const std::vector<Role>& roles() const { return roles_; }

 private:
  struct Held {
    Role role;
    AreaScope scope;
  };
  bool everything_ = false;
  std::vector<Held> held_;
  std::vector<Role> roles_;
};

}  // namespace loa::controller
