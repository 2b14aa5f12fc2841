// The engine that is a server.
#include "audio/speech/engine.h"
#include "audio/speech/voice_file.h"
#include "core/json.h"
#include "core/net/http_client.h"
#include "core/net/tls.h"

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>

namespace loa::speech {
namespace {

Error settings_error(std::string field, std::string why) {
  return fail("speech.engine_settings", {{"engine", "http"}, {"field", std::move(field)}, {"why", std::move(why)}});
}

class HttpEngine final : public Engine {
 public:
  HttpEngine(HttpSettings settings, net::HttpEndpoint endpoint, std::string target)
      : settings_(std::move(settings)), endpoint_(std::move(endpoint)), target_(std::move(target)) {}
  std::string kind() const override { return "http"; }
  std::string identity() const override { return "http\n" + settings_.url + (settings_.json ? "\njson" : "\ntext"); }

  Status speak(const std::string& spoken, const VoiceChoice& voice, const std::filesystem::path& wav) const override {
    LOA_TRY_OK(check_voice(voice));
    const auto reply = net::http_call_blocking(endpoint_, call(spoken, voice));
    if (!reply) return call_error(reply.error());
    if (reply->status != 200)
      return fail("speech.engine_failed", {{"engine", settings_.url}, {"why", "HTTP " + std::to_string(reply->status) + ": " + first_line(reply->body)}});
    return write_voice_file(settings_.url, as_bytes(reply->body), wav);
  }

 private:
  net::HttpCall call(const std::string& spoken, const VoiceChoice& voice) const {
    net::HttpCall out{.method = "POST", .target = target_, .headers = settings_.headers, .body = spoken, .timeout = settings_.time_limit,
                      .max_response = settings_.max_output};
    if (settings_.json) out.body = write_json(json::object{{"text", spoken}, {"voice", voice.name}, {"speed", voice.speed_percent}});
    out.headers.emplace_back("Content-Type", settings_.json ? "application/json" : "text/plain; charset=utf-8");
    return out;
  }

  Error call_error(const Error& cause) const {
    if (cause.code == "http.timeout") return fail("speech.engine_time", {{"engine", settings_.url}, {"seconds", std::to_string(settings_.time_limit.count() / 1000)}});
    if (cause.code == "http.connect") return fail("speech.engine_missing", {{"engine", settings_.url}, {"why", to_line(cause)}});
    return fail("speech.engine_failed", {{"engine", settings_.url}, {"why", to_line(cause)}});
  }

  HttpSettings settings_;
  net::HttpEndpoint endpoint_;
  std::string target_;
};

}  // namespace

Result<std::unique_ptr<Engine>> make_http(HttpSettings settings) {
  const auto url = boost::urls::parse_uri(settings.url);
  if (!url || url->host().empty()) return settings_error("url", settings.url);
  const bool secure = url->scheme_id() == boost::urls::scheme::https;
  if (!secure && url->scheme_id() != boost::urls::scheme::http) return settings_error("url", settings.url);
  const auto port = url->has_port() ? url->port_number() : static_cast<unsigned short>(secure ? 443 : 80);
  if (port == 0) return settings_error("url", settings.url);
  net::HttpEndpoint endpoint{.host = url->host_address(), .port = port, .tls = nullptr, .tls_name = {}};
  if (secure) {
    if (settings.ca.empty()) return settings_error("ca", "");
    LOA_TRY(endpoint.tls, net::make_client_tls({.ca = settings.ca, .certificate = {}, .key = {}}));
  }
  std::string target(url->encoded_target());
  if (target.empty()) target = "/";
  return std::unique_ptr<Engine>(std::make_unique<HttpEngine>(std::move(settings), std::move(endpoint), std::move(target)));
}

}  // namespace loa::speech
