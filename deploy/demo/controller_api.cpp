#include "deploy/demo/controller_api.h"

#include "core/files.h"

namespace loa::demo {
namespace {

constexpr std::size_t kMaxReply = 8 * 1024 * 1024;
constexpr JsonLimits kReplyLimits{kMaxReply, 16, true};

Error first_error(const json::value& value, int status) {
  if (const auto* errors = value.is_object() ? value.as_object().if_contains("errors") : nullptr;
      errors && errors->is_array() && !errors->as_array().empty()) {
    JsonFields fields(errors->as_array().front());
    const auto code = fields.text("code");
    ErrorParams params{{"text_vi", fields.text_or_none("text_vi").value_or(code)},
                       {"text_en", fields.text_or_none("text_en").value_or(code)}};
    return fail(code, params, fields.text_or_none("place").value_or(""));
  }
  return fail("api.status", {{"status", std::to_string(status)}});
}

}  // namespace

Result<json::value> read_api_reply(const net::HttpReply& reply) {
  if (reply.body.empty()) {
    if (reply.status < 300) return json::value{};
    return fail("api.status", {{"status", std::to_string(reply.status)}});
  }
  auto value = parse_json(reply.body, kReplyLimits);
  if (!value) return value.error();
  if (reply.status >= 300) return first_error(*value, reply.status);
  return *value;
}

ControllerApi::ControllerApi(unsigned short port, std::filesystem::path token_file) : token_file_(std::move(token_file)) {
  endpoint_.host = "127.0.0.1";
  endpoint_.port = port;
}

boost::asio::awaitable<Result<net::HttpReply>> ControllerApi::pass(std::string method, std::string target, std::string body) {
  auto token = read_file(token_file_, 256);
  if (!token) co_return token.error();
  std::string text(as_text(*token));
  while (!text.empty() && text.back() == '\n') text.pop_back();
  net::HttpCall call;
  call.method = std::move(method);
  call.target = std::move(target);
  call.body = std::move(body);
  call.headers.emplace_back("Authorization", "Bearer " + text);
  call.timeout = std::chrono::seconds(60);
  call.max_response = kMaxReply;
  co_return co_await net::http_call(endpoint_, std::move(call));
}

boost::asio::awaitable<Result<json::value>> ControllerApi::get(std::string target) {
  auto reply = co_await pass("GET", std::move(target), {});
  if (!reply) co_return reply.error();
  co_return read_api_reply(*reply);
}

boost::asio::awaitable<Result<json::value>> ControllerApi::post(std::string target, std::string body) {
  auto reply = co_await pass("POST", std::move(target), std::move(body));
  if (!reply) co_return reply.error();
  co_return read_api_reply(*reply);
}

}  // namespace loa::demo
