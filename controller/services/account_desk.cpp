#include "controller/services/account_desk.h"

#include "controller/domain/totp.h"

#include <sodium/crypto_pwhash.h>
#include <sodium/utils.h>

#include <algorithm>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr auto kIdle = 12h;
constexpr auto kLongest = 7 * 24h;
constexpr auto kTouch = 5min;
constexpr std::size_t kSessions = 20;      // of one account
constexpr std::size_t kPasswordQueue = 64;

bool expired(const SessionRecord& session, UtcTime now) {
  return now - session.seen > kIdle || now - session.created > kLongest;
}

}  // namespace

Hash hash_of_code(std::string code) {
  std::erase(code, '-');
  std::erase(code, ' ');
  std::ranges::transform(code, code.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return sha256(code);
}

std::string cookie_of(const net::HttpRequest& request, std::string_view name) {
  const auto header = request.headers.find("cookie");
  std::string_view rest = header == request.headers.end() ? std::string_view() : std::string_view(header->second);
  while (!rest.empty()) {
    auto pair = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const auto equals = pair.find('=');
    if (equals != pair.npos && pair.substr(0, equals) == name) return std::string(pair.substr(equals + 1));
  }
  return {};
}

std::string address_of(const net::HttpRequest& request) {
  const auto header = request.headers.find("x-forwarded-for");
  const bool proxied = request.address == "127.0.0.1" || request.address == "::1";
  if (!proxied || header == request.headers.end()) return request.address;
  // The last entry is what the proxy itself saw; the others are the client's word.
  auto last = header->second.substr(header->second.rfind(',') + 1);
  std::erase(last, ' ');
  return last.substr(0, 64);
}

AccountDesk::AccountDesk(Context& context, const Desk& desk, std::string token, PasswordCost cost)
    : context_(context), desk_(desk), token_(std::move(token)), cost_(cost),
      pool_(context.loop, 1, "passwords", kPasswordQueue, context.metrics) {
  char text[crypto_pwhash_STRBYTES] = {};
  const std::string secret = fresh_secret();
  if (::crypto_pwhash_str(text, secret.data(), secret.size(), cost_.passes, cost_.memory) == 0) nobody_ = text;
}

void AccountDesk::load(AccountsLoaded loaded) {
  const UtcTime now = context_.now();
  for (auto& account : loaded.accounts) {
    logins_[account.login] = account.id;
    accounts_[account.id] = std::move(account);
  }
  for (auto& session : loaded.sessions) {
    if (!expired(session, now)) sessions_[session.token] = std::move(session);
  }
  for (auto& device : loaded.devices) devices_[device.token] = device;
  for (auto& invite : loaded.invites) invites_[invite.token] = invite;
}

std::string AccountDesk::fresh_secret() {
  std::array<std::uint8_t, 32> bytes;
  context_.random.fill(bytes);
  return to_hex(bytes);
}

const AccountRecord* AccountDesk::find(const AccountId& id) const {
  const auto found = accounts_.find(id);
  return found == accounts_.end() ? nullptr : &found->second;
}

Access AccountDesk::access_of(const AccountRecord& account) const {
  std::vector<RoleGrant> grants;
  for (const auto& held : account.grants) grants.push_back(held.grant);
  return Access::of(grants, desk_.registry.tree(), context_.now());
}

bool AccountDesk::waits_for_code(const AccountRecord& account) const {
  const UtcTime now = context_.now();
  const auto needs = [&](const AccountGrant& held) { return held.grant.holds(now) && needs_second_factor(held.grant.role); };
  return account.totp.empty() && std::ranges::any_of(account.grants, needs);
}

std::size_t AccountDesk::administrators() const {
  const UtcTime now = context_.now();
  return static_cast<std::size_t>(std::ranges::count_if(accounts_, [&](const auto& entry) {
    return entry.second.state != "disabled" && std::ranges::any_of(entry.second.grants, [&](const AccountGrant& held) {
             return held.grant.role == Role::administrator && held.grant.unit.is_nil() && held.grant.holds(now) && !held.grant.until;
           });
  }));
}

std::vector<SessionRecord> AccountDesk::sessions_of(const AccountId& account) const {
  std::vector<SessionRecord> out;
  for (const auto& [token, session] : sessions_) {
    if (session.account == account && !expired(session, context_.now())) out.push_back(session);
  }
  std::ranges::sort(out, std::greater(), &SessionRecord::created);
  return out;
}

const SessionRecord* AccountDesk::session_of(const net::HttpRequest& request) {
  const auto cookie = cookie_of(request, kSessionCookie);
  const auto found = cookie.empty() ? sessions_.end() : sessions_.find(sha256(cookie));
  if (found == sessions_.end() || expired(found->second, context_.now())) return nullptr;
  return &found->second;
}

void AccountDesk::touch(const Hash& token, UtcTime now) {
  auto& session = sessions_.at(token);
  if (now - session.seen < kTouch) return;
  session.seen = now;
  context_.tasks.spawn("session.seen", [](Context& context, Hash which, UtcTime seen) -> asio::awaitable<void> {
    co_await context.store.run([which, seen](Store& store) { return store.accounts.touch_session(which, seen); });
  }(context_, token, now));
}

Status AccountDesk::own_page(const net::HttpRequest& request) {
  if (request.headers.contains("authorization")) return ok();
  return request.headers.contains(kPageHeader) ? ok() : Status(fail("access.page"));
}

Result<Caller> AccountDesk::recognise(const net::HttpRequest& request) {
  if (request.headers.contains("authorization")) return token_.recognise(request);
  const auto* session = session_of(request);
  const auto* account = session ? find(session->account) : nullptr;
  if (!account || account->state != "active") return fail("access.sign_in");
  const bool unsafe = request.method != "GET" && request.method != "HEAD";
  // core/net has refused an Origin that is not ours; a browser always sends one with a change.
  if (unsafe && (!request.headers.contains("origin") || !request.headers.contains(kPageHeader))) return fail("access.page");
  Caller caller{account->id, account->person, account->login, false, true, session->token.hex(), {}};
  if (!waits_for_code(*account)) caller.access = access_of(*account);
  touch(session->token, context_.now());
  return caller;
}

asio::awaitable<Result<std::string>> AccountDesk::hashed(std::string password) {
  auto work = [password = std::move(password), cost = cost_]() mutable -> Result<std::string> {
    char text[crypto_pwhash_STRBYTES] = {};
    const int failed = ::crypto_pwhash_str(text, password.data(), password.size(), cost.passes, cost.memory);
    ::sodium_memzero(password.data(), password.size());
    if (failed) return fail("queue.full", {{"queue", "passwords"}});
    return std::string(text);
  };
  co_return co_await pool_.run(std::move(work));
}

asio::awaitable<bool> AccountDesk::matches(std::string hash, std::string password) {
  auto work = [hash = std::move(hash), password = std::move(password)]() mutable -> Result<bool> {
    const bool same = ::crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
    ::sodium_memzero(password.data(), password.size());
    return same;
  };
  auto same = co_await pool_.run(std::move(work));
  co_return same && *same;
}

// The account as it is after its second factor was used; nothing: it has none.
Result<std::optional<AccountRecord>> AccountDesk::with_code(const AccountRecord& account, const std::string& code, UtcTime now) const {
  if (account.totp.empty()) return std::optional<AccountRecord>();
  if (code.empty()) return fail("sign_in.code_wanted", {}, "code");
  AccountRecord used = account;
  if (const auto step = totp_match(account.totp, code, now, account.totp_step)) {
    used.totp_step = *step;
    return std::optional(std::move(used));
  }
  if (used.recovery.erase(hash_of_code(code).hex()) == 1) return std::optional(std::move(used));
  return fail("sign_in.code_wrong", {}, "code");
}

SignInTry AccountDesk::try_of(const SignIn& it, const AccountRecord* account, UtcTime now) const {
  SignInTry out{it.login, it.address, {}, false, false};
  if (!account) return out;
  const auto device = it.device.empty() ? devices_.end() : devices_.find(sha256(it.device));
  if (device != devices_.end() && device->second.account == account->id) out.device = device->first.hex();
  const auto second = with_code(*account, it.code, now);
  out.second_factor = second && *second;
  out.emergency_role = access_of(*account).has(Right::emergency);
  return out;
}

asio::awaitable<Result<AccountDesk::SignedIn>> AccountDesk::sign_in(SignIn it) {
  const UtcTime now = context_.now();
  const auto known = logins_.find(it.login);
  const AccountRecord* account = known == logins_.end() ? nullptr : find(known->second);
  const SignInTry attempt = try_of(it, account, now);
  if (const auto wait = guard_.wait(attempt, now); wait > 0ms) {
    co_return fail("sign_in.wait", {{"seconds", std::to_string(std::chrono::ceil<std::chrono::seconds>(wait).count())}});
  }
  // Counted before it is known, so that tries sent at once are slowed down as well.
  guard_.failed(attempt, now);
  const bool usable = account && !account->password.empty();
  const AccountId id = account ? account->id : AccountId{};
  const bool right = co_await matches(usable ? account->password : nobody_, it.password);
  account = find(id);  // it may have changed while the hash was made
  if (!right || !usable || !account) co_return fail("sign_in.wrong");
  if (account->state != "active") co_return fail("account.disabled");
  auto second = with_code(*account, it.code, now);
  if (!second) {
    if (second.error().code == "sign_in.code_wanted") guard_.forgive(attempt, now);
    co_return second.error();
  }
  if (*second) {
    AuditNote note{account->login, "account.code_used", json::object{{"account", id.text()}}};
    auto saved = co_await save(std::move(**second), std::move(note));
    if (!saved) co_return saved.error();
  }
  guard_.passed(attempt);
  account = find(id);
  if (!account) co_return fail("sign_in.wrong");
  co_return co_await open_session(*account, std::move(it));
}

// The session this one replaces, those that expired, and the oldest beyond the limit.
std::vector<Hash> AccountDesk::leaving(const AccountId& account, const std::string& old_session, UtcTime now) const {
  std::vector<Hash> out;
  if (!old_session.empty()) out.push_back(sha256(old_session));
  for (const auto& [token, session] : sessions_) {
    if (expired(session, now)) out.push_back(token);
  }
  const auto mine = sessions_of(account);
  for (std::size_t i = kSessions - 1; i < mine.size(); ++i) out.push_back(mine[i].token);
  return out;
}

asio::awaitable<Result<AccountDesk::SignedIn>> AccountDesk::open_session(AccountRecord account, SignIn it) {
  const UtcTime now = context_.now();
  SignedIn out{account.id, fresh_secret(), {}};
  SessionRecord session{sha256(out.session), account.id, now, now, it.address, it.browser.substr(0, 200)};
  std::optional<DeviceRecord> device;
  const auto held = it.device.empty() ? devices_.end() : devices_.find(sha256(it.device));
  if (held == devices_.end() || held->second.account != account.id) {
    out.device = fresh_secret();
    device = DeviceRecord{sha256(*out.device), account.id, now};
  }
  const auto ended = leaving(account.id, it.old_session, now);
  AuditNote note{account.login, "account.signed_in", json::object{{"account", account.id.text()}, {"address", it.address}}};
  auto work = [session, device, ended, note, now](Store& store) {
    return store.accounts.put_session(session, device, ended, note, now);
  };
  auto stored = co_await context_.store.run(std::move(work));
  if (!stored) co_return stored.error();
  for (const auto& token : ended) sessions_.erase(token);
  sessions_[session.token] = std::move(session);
  if (device) devices_[device->token] = *device;
  co_return out;
}

}  // namespace loa::controller
