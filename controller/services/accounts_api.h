// The calls of controller/api/accounts.yaml. Loop thread.
#pragma once

#include "controller/services/account_desk.h"

namespace loa::controller {

class AccountsApi {
 public:
  AccountsApi(Context& context, const Desk& desk, AccountDesk& accounts) : context_(context), desk_(desk), accounts_(accounts) {}
  void register_calls(ApiRouter& api);

 private:
  using Handler = ApiAnswer (AccountsApi::*)(ApiCall);

  ApiAnswer sign_in(ApiCall call);
  ApiAnswer sign_out(ApiCall call);
  ApiAnswer me(ApiCall call);
  ApiAnswer change_password(ApiCall call);
  ApiAnswer begin_code(ApiCall call);
  ApiAnswer confirm_code(ApiCall call);
  ApiAnswer my_sessions(ApiCall call);
  ApiAnswer end_other_sessions(ApiCall call);
  ApiAnswer end_my_session(ApiCall call);
  ApiAnswer check_invite(ApiCall call);
  ApiAnswer accept_invite(ApiCall call);
  ApiAnswer list(ApiCall call);
  ApiAnswer create(ApiCall call);
  ApiAnswer get(ApiCall call);
  ApiAnswer change(ApiCall call);
  ApiAnswer set_grants(ApiCall call);
  ApiAnswer invite_again(ApiCall call);
  ApiAnswer end_account_sessions(ApiCall call);

  json::object account_json(const AccountRecord& account) const;
  json::object me_json(const AccountRecord* account, const Access& access) const;
  json::array grants_json(const AccountRecord& account) const;
  json::object invitation_json(const AccountRecord& account, const std::string& token) const;
  std::string person_name(const PersonId& person) const;
  // The account a call names, inside the caller's area for that right; an error otherwise.
  Result<AccountRecord> named(const ApiCall& call, Right right) const;
  bool sees(const Caller& caller, Right right, const AccountRecord& account) const;
  Result<std::vector<AccountGrant>> read_grants(const ApiCall& call) const;
  Result<PersonId> read_person(const json::value& body) const;
  Status keeps_an_administrator(const AccountRecord& before, const AccountRecord& after) const;

  Context& context_;
  const Desk& desk_;
  AccountDesk& accounts_;
};

}  // namespace loa::controller
