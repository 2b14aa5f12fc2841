#include "controller/services/notifier.h"

#include "audio/process.h"
#include "core/catalogue.h"
#include "core/hash.h"
#include "core/net/tls.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>

namespace loa::controller {
namespace {

constexpr std::size_t kMaxWaiting = 200;
constexpr Millis kMailTime{60'000};
constexpr std::chrono::seconds kPostTime{15};

Error bad(const char* field) { return fail("notify.settings", {{"field", field}}, field); }

}  // namespace

Result<Webhook> make_webhook(const std::string& address, const std::filesystem::path& ca) {
  const auto url = boost::urls::parse_uri(address);
  if (!url || url->host().empty()) return bad("webhook");
  const bool secure = url->scheme_id() == boost::urls::scheme::https;
  if (!secure && url->scheme_id() != boost::urls::scheme::http) return bad("webhook");
  Webhook out;
  out.endpoint.host = url->host_address();
  out.endpoint.port = url->has_port() ? url->port_number() : static_cast<unsigned short>(secure ? 443 : 80);
  if (secure) {
    LOA_TRY(out.endpoint.tls, net::make_client_tls({ca, {}, {}, true}));
  }
  out.target = std::string(url->encoded_path());
  if (out.target.empty()) out.target = "/";
  if (url->has_query()) out.target += "?" + std::string(url->encoded_query());
  out.headers = {{"Content-Type", "application/json"}};
  out.shown = out.endpoint.host;
  return out;
}

std::string webhook_body(const Notice& notice) {
  json::object out{{"kind", notice.kind}, {"text_vi", describe(notice.text, Language::vi)},
                   {"text_en", describe(notice.text, Language::en)}, {"url", notice.url}};
  for (const auto& [key, value] : notice.about) out[key] = value;
  return write_json(out);
}

std::string mail_message(const Notice& notice, const std::string& from, const std::vector<std::string>& to) {
  const std::string text = describe(notice.text, Language::vi);
  std::string list;
  for (const auto& each : to) list += (list.empty() ? "" : ", ") + each;
  // One encoded word holds 45 bytes; a Vietnamese letter is not cut.
  std::string subject;
  for (std::size_t at = 0; at < text.size();) {
    auto end = std::min(at + 45, text.size());
    while (end < text.size() && end > at && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    subject += (subject.empty() ? "" : "\r\n ") + std::string("=?UTF-8?B?") + to_base64(as_bytes(text.substr(at, end - at))) + "?=";
    at = end;
  }
  const std::string body = to_base64(as_bytes(text + "\r\n" + notice.url + "\r\n"));
  std::string lines;
  for (std::size_t at = 0; at < body.size(); at += 76) lines += body.substr(at, 76) + "\r\n";
  return "From: " + from + "\r\nTo: " + list + "\r\nSubject: " + subject +
         "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + lines;
}

Notifier::Notifier(Context& context, EventDesk& events, NotifierOptions options)
    : context_(context), events_(events), options_(std::move(options)),
      pool_(context.loop, 1, "mail", kMaxWaiting, context.metrics) {}

void Notifier::tell(Notice notice) {
  const bool mails = !options_.mail_command.empty() && !options_.mail_to.empty();
  const std::size_t more = (options_.webhook ? 1u : 0u) + (mails ? 1u : 0u);
  if (waiting_ + more > kMaxWaiting) {
    events_.tell("warn", fail("notify.full", {}));
    return;
  }
  waiting_ += more;
  if (options_.webhook) context_.tasks.spawn("notify", deliver_webhook(notice));
  if (mails) context_.tasks.spawn("notify", deliver_mail(std::move(notice)));
}

void Notifier::over(const Status& last, const std::string& to) {
  --waiting_;
  if (!last) events_.tell("warn", fail("notify.failed", {{"to", to}, {"why", to_line(last.error())}}));
}

asio::awaitable<Status> Notifier::post(std::string body) {
  net::HttpCall call{"POST", options_.webhook->target, options_.webhook->headers, std::move(body), kPostTime, 64 * 1024};
  auto reply = co_await net::http_call(options_.webhook->endpoint, std::move(call));
  if (!reply) co_return reply.error();
  if (reply->status < 200 || reply->status > 299)
    co_return fail("http.protocol", {{"host", options_.webhook->shown},
                                     {"port", std::to_string(options_.webhook->endpoint.port)},
                                     {"why", "HTTP " + std::to_string(reply->status)}});
  co_return ok();
}

asio::awaitable<Status> Notifier::mail(std::string message) {
  auto work = [argv = options_.mail_command, message = std::move(message)]() -> Status {
    auto end = audio::run_process({.argv = argv, .input = message, .time_limit = kMailTime, .max_output = 64 * 1024});
    if (!end) return end.error();
    if (end->exit_code == 0) return ok();
    return fail("audio.process_start", {{"program", argv.front()}, {"why", end->errors.substr(0, 200)}});
  };
  co_return co_await pool_.run(std::move(work));
}

asio::awaitable<void> Notifier::deliver_webhook(Notice notice) {
  const std::string body = webhook_body(notice);
  asio::steady_timer timer(context_.loop);
  auto done = co_await post(body);
  for (const auto& wait : options_.again) {
    if (done) break;
    timer.expires_after(wait);
    co_await timer.async_wait(asio::use_awaitable);
    done = co_await post(body);
  }
  over(done, options_.webhook->shown);
}

asio::awaitable<void> Notifier::deliver_mail(Notice notice) {
  const std::string message = mail_message(notice, options_.mail_from, options_.mail_to);
  asio::steady_timer timer(context_.loop);
  auto done = co_await mail(message);
  for (const auto& wait : options_.again) {
    if (done) break;
    timer.expires_after(wait);
    co_await timer.async_wait(asio::use_awaitable);
    done = co_await mail(message);
  }
  over(done, options_.mail_to.front());
}

}  // namespace loa::controller
