#include "controller/cli/client.h"

#include "core/catalogue.h"
#include "core/files.h"

#include <fmt/format.h>

#include <cstdlib>

namespace loa::cli {
namespace {

constexpr std::size_t kMaxReply = 16 * 1024 * 1024;

Result<net::HttpEndpoint> endpoint_of(const std::string& address) {
  const std::string prefix = "http://";
  const auto colon = address.rfind(':');
  if (!address.starts_with(prefix) || colon <= prefix.size()) return fail("cli.address_bad", {{"address", address}});
  const int port = std::atoi(address.c_str() + colon + 1);
  if (port < 1 || port > 65535) return fail("cli.address_bad", {{"address", address}});
  net::HttpEndpoint endpoint;
  endpoint.host = address.substr(prefix.size(), colon - prefix.size());
  endpoint.port = static_cast<unsigned short>(port);
  return endpoint;
}

Error first_error(const json::value& value, int status) {
  const auto* errors = value.is_object() ? value.as_object().if_contains("errors") : nullptr;
  if (!errors || !errors->is_array() || errors->as_array().empty()) {
    return fail("cli.status", {{"status", std::to_string(status)}});
  }
  JsonFields fields(errors->as_array().front());
  const auto code = fields.text_or_none("code").value_or("cli.status");
  return fail(code, {{"text_vi", fields.text_or_none("text_vi").value_or(code)},
                     {"text_en", fields.text_or_none("text_en").value_or(code)},
                     {"status", std::to_string(status)}},
              fields.text_or_none("place").value_or(""));
}

}  // namespace

Result<json::value> Client::get(const std::string& target) const { return send("GET", target, {}); }

Result<json::value> Client::send(const std::string& method, const std::string& target, std::string body,
                                 std::vector<std::pair<std::string, std::string>> headers) const {
  LOA_TRY(auto endpoint, endpoint_of(connection_.address));
  net::HttpCall call;
  call.method = method;
  call.target = target;
  call.body = std::move(body);
  call.headers = std::move(headers);
  call.timeout = std::chrono::seconds(120);
  call.max_response = kMaxReply;
  if (!connection_.token_file.empty()) {
    LOA_TRY(auto token, read_file(connection_.token_file, 256));
    std::string text(as_text(token));
    while (!text.empty() && text.back() == '\n') text.pop_back();
    call.headers.emplace_back("Authorization", "Bearer " + text);
  }
  LOA_TRY(auto reply, net::http_call_blocking(endpoint, call));
  if (reply.body.empty()) {
    if (reply.status < 300) return json::value(json::object{});
    return fail("cli.status", {{"status", std::to_string(reply.status)}});
  }
  LOA_TRY(auto value, parse_json(reply.body, {kMaxReply, 16, true}));
  if (reply.status >= 300) return first_error(value, reply.status);
  return value;
}

std::string words(const Error& error) {
  const std::string place = error.place.empty() ? "" : error.place + ": ";
  for (const auto& [name, value] : error.params) {
    if (name == "text_vi") return place + value;
  }
  return place + describe(error, Language::vi);
}

}  // namespace loa::cli
