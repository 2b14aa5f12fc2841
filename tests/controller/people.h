// People at the console: accounts made through the calls themselves, browsers with cookies.
#pragma once

#include "controller/domain/totp.h"
#include "tests/controller/desktop.h"

namespace loa::controller {

inline std::string header_of(const net::HttpReply& reply, const std::string& name, const std::string& starting = {}) {
  for (const auto& [key, value] : reply.headers) {
    if (key == name && value.starts_with(starting)) return value;
  }
  return {};
}

// One browser: its cookies, and the headers that our own page sends.
struct Browser {
  std::string session, device;
  std::string address = "203.0.113.7";
  bool own_page = true;

  void take(const net::HttpReply& reply) {
    const auto cookie = [&](const char* name, std::string& into) {
      const auto set = header_of(reply, "set-cookie", std::string(name) + "=");
      if (!set.empty()) into = set.substr(set.find('=') + 1, set.find(';') - set.find('=') - 1);
    };
    cookie(kSessionCookie, session);
    cookie(kDeviceCookie, device);
  }
};

class PeopleTest : public ApiTest {
 protected:
  net::HttpReply ask(Browser& who, const std::string& method, const std::string& target, std::string body = {},
                     std::vector<std::pair<std::string, std::string>> more = {}) {
    net::HttpCall http{method, target, std::move(more), std::move(body), 15s, 4 * 1024 * 1024};
    std::string cookies;
    if (!who.session.empty()) cookies += std::string(kSessionCookie) + "=" + who.session + "; ";
    if (!who.device.empty()) cookies += std::string(kDeviceCookie) + "=" + who.device;
    if (!cookies.empty()) http.headers.emplace_back("Cookie", cookies);
    http.headers.emplace_back("X-Forwarded-For", who.address);
    if (who.own_page) {
      http.headers.emplace_back("X-Loa-Console", "1");
      http.headers.emplace_back("Origin", "http://127.0.0.1:" + std::to_string(desktop_->server.port()));
    }
    auto reply = net::http_call_blocking({"127.0.0.1", desktop_->server.port(), nullptr, {}}, http);
    EXPECT_TRUE(reply) << (reply ? "" : to_line(reply.error()));
    if (reply) who.take(*reply);
    return reply ? *reply : net::HttpReply{};
  }
  static json::value read(const net::HttpReply& reply) {
    auto value = parse_json(reply.body, {.max_bytes = 4 * 1024 * 1024, .max_depth = 32, .allow_fractions = true});
    return value ? *value : json::value();
  }
  static std::string grant(const std::string& role, const UnitId& unit, const std::string& until = {}) {
    json::object out{{"role", role}, {"unit", unit.is_nil() ? json::value(nullptr) : json::value(unit.text())}};
    if (!until.empty()) out["until"] = until;
    return write_json(out);
  }
  static std::string password_of(const std::string& login) { return "mua roi tren mai ton " + login; }

  // Invited by the machine account; returns the invitation.
  json::value invite(const std::string& login, const std::string& grants, const PersonId& person = {}) {
    json::object body{{"login", login}, {"name", "Nguyễn Văn " + login}};
    if (!person.is_nil()) body["person"] = person.text();
    body["grants"] = *parse_json("[" + grants + "]");
    const auto reply = call("POST", "/api/v1/accounts", write_json(body));
    EXPECT_EQ(reply.status, 201) << reply.body;
    return read(reply);
  }
  int accept(Browser& who, const std::string& token, const std::string& password) {
    return ask(who, "POST", "/api/v1/invites/accept", write_json(json::object{{"token", token}, {"password", password}})).status;
  }
  net::HttpReply sign_in(Browser& who, const std::string& login, const std::string& password, const std::string& code = {}) {
    json::object body{{"login", login}, {"password", password}};
    if (!code.empty()) body["code"] = code;
    return ask(who, "POST", "/api/v1/session", write_json(body));
  }
  // Account, password, second factor where the role wants one; signed in and able to work.
  Browser person(const std::string& login, const std::string& grants, const PersonId& person = {}) {
    Browser who;
    const auto made = invite(login, grants, person);
    EXPECT_EQ(accept(who, std::string(made.at("token").as_string()), password_of(login)), 204);
    const auto in = sign_in(who, login, password_of(login));
    EXPECT_EQ(in.status, 200) << in.body;
    if (read(in).at("must_set_code").as_bool()) secrets_[login] = set_code(who);
    return who;
  }
  static Bytes from_base32(const std::string& text) {
    Bytes out;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : text) {
      held = (held << 5) | static_cast<std::uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
      if ((bits += 5) >= 8) out.push_back(static_cast<std::uint8_t>((held >> (bits -= 8)) & 0xff));
    }
    return out;
  }
  Bytes set_code(Browser& who) {
    const auto offered = ask(who, "POST", "/api/v1/me/code");
    EXPECT_EQ(offered.status, 200) << offered.body;
    const Bytes secret = from_base32(std::string(read(offered).at("secret").as_string()));
    const auto reply = ask(who, "POST", "/api/v1/me/code/confirm",
                           write_json(json::object{{"code", totp_code(secret, totp_step(desktop_->clock.system_utc()))}}));
    EXPECT_EQ(reply.status, 200) << reply.body;
    const auto answer = read(reply);
    for (const auto& code : answer.at("recovery").as_array()) recovery_.push_back(std::string(code.as_string()));
    return secret;
  }
  // The one-time code of `steps` half minutes from now.
  std::string code(const std::string& login, int steps = 0) {
    return totp_code(secrets_.at(login), totp_step(desktop_->clock.system_utc()) + steps);
  }

  std::map<std::string, Bytes> secrets_;
  std::vector<std::string> recovery_;
};

}  // namespace loa::controller
