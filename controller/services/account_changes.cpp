// Changes of accounts: each is stored with its audit entry before it is true.
#include "controller/domain/password_rules.h"
#include "controller/domain/totp.h"
#include "controller/services/account_desk.h"

#include <algorithm>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr auto kInviteGood = 7 * 24h;
constexpr int kRecoveryCodes = 10;

Error wait_error(Millis wait) {
  return fail("sign_in.wait", {{"seconds", std::to_string(std::chrono::ceil<std::chrono::seconds>(wait).count())}});
}

// 64 bits in groups of four, as people write them down.
std::string recovery_code(std::string_view hex) {
  std::string out;
  for (std::size_t at = 0; at < 16; at += 4) out += (at ? "-" : "") + std::string(hex.substr(at, 4));
  return out;
}

}  // namespace

asio::awaitable<Status> AccountDesk::end_sessions(std::vector<Hash> tokens, AuditNote note) {
  auto work = [tokens, note = std::move(note), now = context_.now()](Store& store) {
    return store.accounts.end_sessions(tokens, note, now);
  };
  auto stored = co_await context_.store.run(std::move(work));
  if (!stored) co_return stored.error();
  for (const auto& token : tokens) sessions_.erase(token);
  co_return ok();
}

asio::awaitable<Status> AccountDesk::save(AccountRecord account, AuditNote note, std::vector<Hash> ended) {
  ++account.version;
  auto work = [account, ended, note = std::move(note), now = context_.now()](Store& store) {
    return store.accounts.save(account, ended, note, now);
  };
  auto stored = co_await context_.store.run(std::move(work));
  if (!stored) co_return stored.error();
  for (const auto& token : ended) sessions_.erase(token);
  logins_[account.login] = account.id;
  accounts_[account.id] = std::move(account);
  co_return ok();
}

asio::awaitable<Result<std::string>> AccountDesk::invite(AccountId account, bool resets_code, AuditNote note) {
  const UtcTime now = context_.now();
  const std::string token = fresh_secret();
  const InviteRecord record{sha256(token), account, now + kInviteGood, resets_code};
  auto work = [record, note = std::move(note), now](Store& store) { return store.accounts.put_invite(record, note, now); };
  auto stored = co_await context_.store.run(std::move(work));
  if (!stored) co_return stored.error();
  std::erase_if(invites_, [&](const auto& entry) { return entry.second.account == account; });
  invites_[record.token] = record;
  co_return token;
}

const AccountRecord* AccountDesk::invited(const std::string& token) const {
  const auto found = invites_.find(sha256(token));
  if (found == invites_.end() || found->second.expires <= context_.now()) return nullptr;
  const auto* account = find(found->second.account);
  return account && account->state != "disabled" ? account : nullptr;
}

asio::awaitable<Status> AccountDesk::accept(std::string token, std::string password) {
  const auto* account = invited(token);
  if (!account) co_return fail("invite.unknown", {}, "token");
  if (auto good = check_password(password, account->login); !good) co_return good.error();
  AccountRecord next = *account;
  const auto invite = invites_.at(sha256(token));
  auto hash = co_await hashed(std::move(password));
  if (!hash) co_return hash.error();
  next.password = std::move(*hash);
  next.state = "active";
  ++next.version;
  if (invite.resets_code) {
    next.totp.clear();
    next.recovery.clear();
  }
  AuditNote note{next.login, "account.invite_taken", json::object{{"account", next.id.text()}}};
  auto work = [next, which = invite.token, note, now = context_.now()](Store& store) {
    return store.accounts.take_invite(next, which, note, now);
  };
  auto stored = co_await context_.store.run(std::move(work));
  if (!stored) co_return stored.error();
  invites_.erase(invite.token);
  std::erase_if(sessions_, [&](const auto& entry) { return entry.second.account == next.id; });
  std::erase_if(devices_, [&](const auto& entry) { return entry.second.account == next.id; });
  accounts_[next.id] = std::move(next);
  co_return ok();
}

asio::awaitable<Status> AccountDesk::change_password(AccountId id, std::string old_password, std::string password, Hash keep) {
  const auto* account = find(id);
  if (!account) co_return fail("account.unknown");
  // The session proves the device, not the person: guessing goes through the same guard as signing in.
  const SignInTry attempt{account->login, "session", keep.hex(), false, false};
  if (const auto wait = guard_.wait(attempt, context_.now()); wait > 0ms) {
    co_return wait_error(wait);
  }
  guard_.failed(attempt, context_.now());
  if (auto good = check_password(password, account->login); !good) co_return good.error();
  if (!co_await matches(account->password, std::move(old_password))) co_return fail("sign_in.wrong", {}, "old");
  guard_.passed(attempt);
  auto hash = co_await hashed(std::move(password));
  if (!hash) co_return hash.error();
  account = find(id);
  if (!account) co_return fail("account.unknown");
  AccountRecord next = *account;
  next.password = std::move(*hash);
  std::vector<Hash> ended;
  for (const auto& session : sessions_of(id)) {
    if (session.token != keep) ended.push_back(session.token);
  }
  AuditNote note{next.login, "account.password_changed", json::object{{"account", id.text()}}};
  co_return co_await save(std::move(next), std::move(note), std::move(ended));
}

Result<Bytes> AccountDesk::offer_code(const AccountId& id) {
  const auto* account = find(id);
  if (!account) return fail("account.machine");
  if (!account->totp.empty()) return fail("account.code_set");
  Bytes secret(20);
  context_.random.fill(secret);
  offered_[id] = secret;
  return secret;
}

asio::awaitable<Result<std::vector<std::string>>> AccountDesk::confirm_code(AccountId id, std::string code) {
  const auto* account = find(id);
  const auto offered = offered_.find(id);
  if (!account || offered == offered_.end()) co_return fail("account.code_not_begun");
  const SignInTry attempt{account->login, "code", "set-up", false, false};
  if (const auto wait = guard_.wait(attempt, context_.now()); wait > 0ms) {
    co_return wait_error(wait);
  }
  const auto step = totp_match(offered->second, code, context_.now(), 0);
  if (!step) {
    guard_.failed(attempt, context_.now());
    co_return fail("sign_in.code_wrong", {}, "code");
  }
  AccountRecord next = *account;
  next.totp = offered->second;
  next.totp_step = *step;
  next.recovery.clear();
  std::vector<std::string> clear;
  for (int i = 0; i < kRecoveryCodes; ++i) {
    clear.push_back(recovery_code(fresh_secret()));
    next.recovery.insert(hash_of_code(clear.back()).hex());
  }
  AuditNote note{next.login, "account.code_set", json::object{{"account", id.text()}}};
  auto saved = co_await save(std::move(next), std::move(note));
  if (!saved) co_return saved.error();
  offered_.erase(id);
  co_return clear;
}

}  // namespace loa::controller
