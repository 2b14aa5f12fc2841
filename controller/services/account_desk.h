// Accounts at work: who is signed in, signing in and out, and every change of an account. Held in memory, written through to
// the store first. Passwords are hashed (Argon2id) on a pool of their own. Loop thread.
#pragma once

#include "controller/domain/sign_in_guard.h"
#include "controller/services/context.h"
#include "controller/services/desk.h"
#include "controller/services/token_door.h"

#include <map>

namespace loa::controller {

// What one hash costs (crypto_pwhash): three passes over 64 MiB, about 0.1 s. Tests take the least.
struct PasswordCost {
  unsigned long long passes = 3;
  std::size_t memory = 64u * 1024 * 1024;
};

inline constexpr const char* kSessionCookie = "loa_session";
inline constexpr const char* kDeviceCookie = "loa_device";
inline constexpr const char* kPageHeader = "x-loa-console";  // no other site's page can send it without our consent

class AccountDesk final : public Doorkeeper {
 public:
  AccountDesk(Context& context, const Desk& desk, std::string token, PasswordCost cost = {});

  void load(AccountsLoaded loaded);

  // The machine by its token, a person by the session cookie. A role that needs a second factor rests until there is one.
  Result<Caller> recognise(const net::HttpRequest& request) override;
  Status own_page(const net::HttpRequest& request) override;

  struct SignIn {
    std::string login, password, code;
    std::string address, browser, device, old_session;  // cookies as sent
  };
  struct SignedIn {
    AccountId account;
    std::string session;                   // the new cookie: always fresh, against fixation
    std::optional<std::string> device;     // set on a device that was not known
  };
  // Errors: "sign_in.*", "account.disabled".
  asio::awaitable<Result<SignedIn>> sign_in(SignIn it);
  asio::awaitable<Status> end_sessions(std::vector<Hash> tokens, AuditNote note);

  // A new account without a password, or a changed one; version is set here. Sessions of `ended` leave.
  asio::awaitable<Status> save(AccountRecord account, AuditNote note, std::vector<Hash> ended = {});
  // A one-time link's token, good for seven days; earlier ones of the account are void.
  asio::awaitable<Result<std::string>> invite(AccountId account, bool resets_code, AuditNote note);
  const AccountRecord* invited(const std::string& token) const;  // null: "invite.unknown"
  asio::awaitable<Status> accept(std::string token, std::string password);
  // Errors: "sign_in.wrong", "password.*". Ends all other sessions.
  asio::awaitable<Status> change_password(AccountId account, std::string old_password, std::string password, Hash keep);

  // Second factor: a secret offered (not yet in force), then confirmed by a code. Recovery codes in clear, once.
  Result<Bytes> offer_code(const AccountId& account);
  asio::awaitable<Result<std::vector<std::string>>> confirm_code(AccountId account, std::string code);

  const AccountRecord* find(const AccountId& id) const;
  const std::map<std::string, AccountId>& logins() const { return logins_; }  // sorted: the order of lists
  std::vector<SessionRecord> sessions_of(const AccountId& account) const;     // newest first
  Access access_of(const AccountRecord& account) const;                       // now, whether or not signed in
  bool waits_for_code(const AccountRecord& account) const;                    // needs a second factor, has none
  std::size_t administrators() const;                                         // active, network-wide

 private:
  const SessionRecord* session_of(const net::HttpRequest& request);
  void touch(const Hash& token, UtcTime now);
  asio::awaitable<Result<std::string>> hashed(std::string password);
  asio::awaitable<bool> matches(std::string hash, std::string password);
  Result<std::optional<AccountRecord>> with_code(const AccountRecord& account, const std::string& code, UtcTime now) const;
  SignInTry try_of(const SignIn& it, const AccountRecord* account, UtcTime now) const;
  std::vector<Hash> leaving(const AccountId& account, const std::string& old_session, UtcTime now) const;
  asio::awaitable<Result<SignedIn>> open_session(AccountRecord account, SignIn it);
  std::string fresh_secret();

  Context& context_;
  const Desk& desk_;
  TokenDoor token_;
  PasswordCost cost_;
  WorkPool pool_;
  SignInGuard guard_;
  std::string nobody_;                     // a hash to compare with when there is no such login: the same time
  std::map<AccountId, AccountRecord> accounts_;
  std::map<std::string, AccountId> logins_;
  std::map<Hash, SessionRecord> sessions_;
  std::map<Hash, DeviceRecord> devices_;
  std::map<Hash, InviteRecord> invites_;
  std::map<AccountId, Bytes> offered_;
};

Hash hash_of_code(std::string code);  // of a recovery code as people type it
std::string cookie_of(const net::HttpRequest& request, std::string_view name);
// Of the peer, or of whom a proxy on this machine speaks for.
std::string address_of(const net::HttpRequest& request);

}  // namespace loa::controller
