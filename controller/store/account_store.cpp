#include "controller/store/account_store.h"

#include "controller/store/rows.h"

#include <map>

namespace loa::controller {

namespace {

long long ms(UtcTime time) { return to_unix_ms(time); }
std::string text_of(const Uuid& uuid) { return uuid.is_nil() ? std::string() : uuid.text(); }

}  // namespace

std::vector<AccountRecord> AccountStore::select_accounts() {
  std::vector<AccountRecord> out;
  std::map<std::string, std::size_t> places;
  auto& session = database_.session();
  std::string id, login, name, person, state, password, totp;
  long long step = 0, created = 0, version = 0;
  soci::statement all = (session.prepare << "select id, login, name, person, state, password, totp, totp_step, created, version"
                                            " from accounts order by login",
                         soci::into(id), soci::into(login), soci::into(name), soci::into(person), soci::into(state),
                         soci::into(password), soci::into(totp), soci::into(step), soci::into(created), soci::into(version));
  for (all.execute(); all.fetch();) {
    places[id] = out.size();
    out.push_back({id_of<AccountId>(id), login, name, id_of<PersonId>(person), state, password, bytes_of(totp), step, {}, {},
                   from_unix_ms(created), version});
  }
  std::string role, unit, by, code;
  long long from = 0, until = 0;
  soci::statement grants = (session.prepare << "select account, role, unit, from_at, until_at, given_by from account_grants"
                                               " order by rowid",
                            soci::into(id), soci::into(role), soci::into(unit), soci::into(from), soci::into(until), soci::into(by));
  for (grants.execute(); grants.fetch();) {
    const auto known = role_from(role);
    if (!known) continue;
    RoleGrant grant{*known, id_of<UnitId>(unit), from_unix_ms(from), {}};
    if (until != 0) grant.until = from_unix_ms(until);
    out[places.at(id)].grants.push_back({grant, by});
  }
  soci::statement codes = (session.prepare << "select account, code from account_recovery", soci::into(id), soci::into(code));
  for (codes.execute(); codes.fetch();) out[places.at(id)].recovery.insert(code);
  return out;
}

Result<AccountsLoaded> AccountStore::load() {
  return at_edge([&] {
    AccountsLoaded out;
    out.accounts = select_accounts();
    auto& session = database_.session();
    std::string token, account, address, browser;
    long long first = 0, second = 0;
    int resets = 0;
    soci::statement sessions = (session.prepare << "select token, account, created, seen, address, browser from account_sessions",
                                soci::into(token), soci::into(account), soci::into(first), soci::into(second),
                                soci::into(address), soci::into(browser));
    for (sessions.execute(); sessions.fetch();) {
      out.sessions.push_back({hash_of(token), id_of<AccountId>(account), from_unix_ms(first), from_unix_ms(second), address, browser});
    }
    soci::statement devices = (session.prepare << "select token, account, created from account_devices", soci::into(token),
                               soci::into(account), soci::into(first));
    for (devices.execute(); devices.fetch();) out.devices.push_back({hash_of(token), id_of<AccountId>(account), from_unix_ms(first)});
    soci::statement invites = (session.prepare << "select token, account, expires, resets_code from account_invites",
                               soci::into(token), soci::into(account), soci::into(first), soci::into(resets));
    for (invites.execute(); invites.fetch();) {
      out.invites.push_back({hash_of(token), id_of<AccountId>(account), from_unix_ms(first), resets != 0});
    }
    return out;
  });
}

void AccountStore::write(const AccountRecord& account) {
  auto& session = database_.session();
  const auto id = account.id.text();
  const auto person = text_of(account.person.uuid);
  const auto totp = bytes_text(account.totp);
  const long long step = account.totp_step, version = account.version, before = account.version - 1, created = ms(account.created);
  int taken = 0;
  session << "select count(*) from accounts where login = :login and id <> :id", soci::use(account.login), soci::use(id),
      soci::into(taken);
  if (taken > 0) throw ErrorException(fail("account.login_taken", {{"login", account.login}}, "login"));
  if (before == 0) {
    session << "insert into accounts(id, login, name, person, state, password, totp, totp_step, created, version)"
               " values(:id, :login, :name, :person, :state, :password, :totp, :step, :created, 1)",
        soci::use(id), soci::use(account.login), soci::use(account.name), soci::use(person), soci::use(account.state),
        soci::use(account.password), soci::use(totp), soci::use(step), soci::use(created);
  } else {
    soci::statement change = (session.prepare << "update accounts set login = :login, name = :name, person = :person,"
                                                 " state = :state, password = :password, totp = :totp, totp_step = :step,"
                                                 " version = :version where id = :id and version = :before",
                              soci::use(account.login), soci::use(account.name), soci::use(person), soci::use(account.state),
                              soci::use(account.password), soci::use(totp), soci::use(step), soci::use(version), soci::use(id),
                              soci::use(before));
    change.execute(true);
    if (change.get_affected_rows() != 1) throw ErrorException(fail("api.match_failed"));
  }
  session << "delete from account_grants where account = :id", soci::use(id);
  for (const auto& [grant, by] : account.grants) {
    const std::string role(to_text(grant.role)), unit = text_of(grant.unit.uuid);
    const long long from = ms(grant.from), until = grant.until ? ms(*grant.until) : 0;
    session << "insert into account_grants values(:account, :role, :unit, :from, :until, :by)", soci::use(id), soci::use(role),
        soci::use(unit), soci::use(from), soci::use(until), soci::use(by);
  }
  session << "delete from account_recovery where account = :id", soci::use(id);
  for (const auto& code : account.recovery) {
    session << "insert into account_recovery values(:account, :code)", soci::use(id), soci::use(code);
  }
}

void AccountStore::remove_sessions(const std::vector<Hash>& tokens) {
  for (const auto& token : tokens) {
    const auto text = hash_text(token);
    database_.session() << "delete from account_sessions where token = :token", soci::use(text);
  }
}

Status AccountStore::save(const AccountRecord& account, const std::vector<Hash>& ended, const AuditNote& note, UtcTime now) {
  return at_edge([&] {
    soci::transaction all(database_.session());
    write(account);
    remove_sessions(ended);
    audit_.append(now, note.actor, note.action, note.body);
    all.commit();
  });
}

Status AccountStore::take_invite(const AccountRecord& account, const Hash& invite, const AuditNote& note, UtcTime now) {
  return at_edge([&] {
    soci::transaction all(database_.session());
    const auto token = hash_text(invite), id = account.id.text();
    soci::statement take = (database_.session().prepare << "delete from account_invites where token = :token", soci::use(token));
    take.execute(true);
    if (take.get_affected_rows() != 1) throw ErrorException(fail("invite.unknown"));
    write(account);
    database_.session() << "delete from account_sessions where account = :id", soci::use(id);
    database_.session() << "delete from account_devices where account = :id", soci::use(id);
    audit_.append(now, note.actor, note.action, note.body);
    all.commit();
  });
}

Status AccountStore::put_invite(const InviteRecord& invite, const AuditNote& note, UtcTime now) {
  return at_edge([&] {
    soci::transaction all(database_.session());
    const auto token = hash_text(invite.token), account = invite.account.text();
    const long long expires = ms(invite.expires);
    const int resets = invite.resets_code ? 1 : 0;
    database_.session() << "delete from account_invites where account = :account", soci::use(account);
    database_.session() << "insert into account_invites values(:token, :account, :expires, :resets)", soci::use(token),
        soci::use(account), soci::use(expires), soci::use(resets);
    audit_.append(now, note.actor, note.action, note.body);
    all.commit();
  });
}

Status AccountStore::put_session(const SessionRecord& session, const std::optional<DeviceRecord>& device,
                                 const std::vector<Hash>& ended, const AuditNote& note, UtcTime now) {
  return at_edge([&] {
    soci::transaction all(database_.session());
    remove_sessions(ended);
    const auto token = hash_text(session.token), account = session.account.text();
    const long long created = ms(session.created), seen = ms(session.seen);
    database_.session() << "insert into account_sessions values(:token, :account, :created, :seen, :address, :browser)",
        soci::use(token), soci::use(account), soci::use(created), soci::use(seen), soci::use(session.address),
        soci::use(session.browser);
    if (device) {
      const auto device_token = hash_text(device->token);
      database_.session() << "insert into account_devices values(:token, :account, :created)", soci::use(device_token),
          soci::use(account), soci::use(created);
    }
    audit_.append(now, note.actor, note.action, note.body);
    all.commit();
  });
}

Status AccountStore::touch_session(const Hash& token, UtcTime seen) {
  return at_edge([&] {
    const auto text = hash_text(token);
    const long long at = ms(seen);
    database_.session() << "update account_sessions set seen = :seen where token = :token", soci::use(at), soci::use(text);
  });
}

Status AccountStore::end_sessions(const std::vector<Hash>& tokens, const AuditNote& note, UtcTime now) {
  return at_edge([&] {
    soci::transaction all(database_.session());
    remove_sessions(tokens);
    audit_.append(now, note.actor, note.action, note.body);
    all.commit();
  });
}

Status AccountStore::note(const AuditNote& note, UtcTime now) {
  return at_edge([&] { audit_.append(now, note.actor, note.action, note.body); });
}

}  // namespace loa::controller
