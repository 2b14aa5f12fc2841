// loa account …: with the token of the controller's machine; how the first administrator comes to be.
#include "controller/cli/commands.h"
#include "controller/cli/names.h"

#include <fmt/format.h>

namespace loa::cli {
namespace {

struct Invitee {
  std::string login, name, role = "administrator", unit, person, until;
};

Result<std::string> order_of(const Client& client, const Invitee& invitee) {
  json::object grant{{"role", invitee.role}, {"unit", nullptr}};
  if (!invitee.unit.empty()) {
    LOA_TRY(const auto units, unit_ids(client, {invitee.unit}));
    grant["unit"] = units.front();
  }
  if (!invitee.until.empty()) grant["until"] = invitee.until;
  json::object body{{"login", invitee.login}, {"name", invitee.name.empty() ? invitee.login : invitee.name}};
  if (!invitee.person.empty()) {
    LOA_TRY(const auto person, person_id(client, invitee.person));
    body["person"] = person;
  }
  body["grants"] = json::array{std::move(grant)};
  return write_json(body);
}

void show_invitation(const Session& session, const json::value& answer) {
  fmt::print("Gửi liên kết này cho người được mời; chỉ dùng được một lần, đến {}:\n  {}{}\n", field(answer, "expires"),
             session.connection.address, field(answer, "path"));
}

void show_accounts(const json::value& answer) {
  for (const auto& account : list_of(answer, "accounts")) {
    std::string roles;
    for (const auto& grant : list_of(account, "grants")) {
      const auto unit = field(grant, "unit_name");
      roles += (roles.empty() ? "" : ", ") + field(grant, "role") + (unit.empty() ? "" : " (" + unit + ")");
    }
    fmt::print("{}  {:<20} {:<9} {}  {}\n", field(account, "id"), field(account, "login"), field(account, "state"),
               field(account, "name"), roles);
  }
}

// The account with this login or id, page by page.
Result<json::value> find_account(const Client& client, const std::string& login_or_id) {
  std::string cursor;
  do {
    LOA_TRY(const auto page, client.get("/api/v1/accounts?limit=200" + (cursor.empty() ? "" : "&cursor=" + cursor)));
    for (const auto& account : list_of(page, "accounts")) {
      if (field(account, "login") == login_or_id || field(account, "id") == login_or_id) return account;
    }
    cursor = field(page, "next") == "-" ? "" : field(page, "next");
  } while (!cursor.empty());
  return fail("account.unknown");
}

void add_invite(CLI::App& noun, Session& session) {
  auto invitee = std::make_shared<Invitee>();
  auto* verb = noun.add_subcommand("invite", "a new account, and the one-time link that sets its password");
  verb->add_option("login", invitee->login, "lower-case letters, digits, dots, hyphens")->required();
  verb->add_option("--name", invitee->name, "full name");
  verb->add_option("--role", invitee->role, "administrator unless given");
  verb->add_option("--unit", invitee->unit, "unit: name, official code or id; the whole network unless given");
  verb->add_option("--person", invitee->person, "name or id of the person in the trust document; who writes programmes needs one");
  verb->add_option("--until", invitee->until, "a substitute's last instant: 2026-12-31T17:00:00.000Z");
  verb->callback([&session, invitee] {
    session.run = [&session, invitee] {
      const auto body = order_of(session.client(), *invitee);
      if (!body) return session.fail_with(body.error());
      return session.finish(session.client().send("POST", "/api/v1/accounts", *body),
                            [&session](const json::value& answer) { show_invitation(session, answer); });
    };
  });
}

void add_reinvite(CLI::App& noun, Session& session) {
  auto login = std::make_shared<std::string>();
  auto resets = std::make_shared<bool>(false);
  auto* verb = noun.add_subcommand("reinvite", "a new link: the password is forgotten");
  verb->add_option("login", *login, "login or id")->required();
  verb->add_flag("--reset-code", *resets, "the authenticator app is lost as well");
  verb->callback([&session, login, resets] {
    session.run = [&session, login, resets] {
      const auto account = find_account(session.client(), *login);
      if (!account) return session.fail_with(account.error());
      const auto target = "/api/v1/accounts/" + field(*account, "id") + "/invite";
      return session.finish(session.client().send("POST", target, write_json(json::object{{"resets_code", *resets}})),
                            [&session](const json::value& answer) { show_invitation(session, answer); });
    };
  });
}

void add_switch(CLI::App& noun, Session& session, const char* name, const char* help, bool disabled) {
  auto login = std::make_shared<std::string>();
  auto* verb = noun.add_subcommand(name, help);
  verb->add_option("login", *login, "login or id")->required();
  verb->callback([&session, login, disabled] {
    session.run = [&session, login, disabled] {
      const auto account = find_account(session.client(), *login);
      if (!account) return session.fail_with(account.error());
      const auto target = "/api/v1/accounts/" + field(*account, "id");
      auto answer = session.client().send("PATCH", target, write_json(json::object{{"disabled", disabled}}),
                                          {{"If-Match", "\"" + field(*account, "version") + "\""}});
      return session.finish(answer, [disabled](const json::value&) { fmt::print("{}\n", disabled ? "đã khóa" : "đã mở"); });
    };
  });
}

}  // namespace

void add_accounts(CLI::App& app, Session& session) {
  auto* noun = app.add_subcommand("account", "who may use the console");
  noun->require_subcommand(1);
  noun->add_subcommand("list", "all accounts")->callback([&session] {
    session.run = [&session] { return session.finish(session.client().get("/api/v1/accounts?limit=200"), show_accounts); };
  });
  add_invite(*noun, session);
  add_reinvite(*noun, session);
  add_switch(*noun, session, "disable", "ends its sessions and lets nobody in", true);
  add_switch(*noun, session, "enable", "lets it in again", false);
}

}  // namespace loa::cli
