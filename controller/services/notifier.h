// Tells people outside: a webhook (an SMS or Zalo gateway by HTTP POST of JSON) and mail through a command that takes a
// message like sendmail. Nothing waits for it; the queue is bounded, failures are tried again and end as an event. What waits
// when the controller stops is lost: the inbox holds everything that matters. Loop thread.
#pragma once

#include "controller/services/events.h"
#include "core/net/http_client.h"

namespace loa::controller {

struct Webhook {
  net::HttpEndpoint endpoint;
  std::string target;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string shown;                       // the address without its secrets, for events
};
// "https://host[:port]/path?query"; https trusts the authorities of `ca`. Error: "notify.settings" (field).
Result<Webhook> make_webhook(const std::string& url, const std::filesystem::path& ca);

struct NotifierOptions {
  std::optional<Webhook> webhook;
  std::vector<std::string> mail_command;   // "msmtp", "-t"; empty: no mail
  std::string mail_from;
  std::vector<std::string> mail_to;
  std::vector<Millis> again{Millis{10'000}, Millis{60'000}, Millis{300'000}};  // waits before each further try
};

struct Notice {
  std::string kind;                        // draft.submitted, draft.approved, draft.rejected
  Error text;                              // of the catalogue
  std::string url;                         // where to act; may be empty
  json::object about;                      // further members of the webhook's JSON
};

class Notifier {
 public:
  Notifier(Context& context, EventDesk& events, NotifierOptions options);
  void tell(Notice notice);
  std::size_t waiting() const { return waiting_; }

 private:
  asio::awaitable<void> deliver_webhook(Notice notice);
  asio::awaitable<void> deliver_mail(Notice notice);
  asio::awaitable<Status> post(std::string body);
  asio::awaitable<Status> mail(std::string message);
  void over(const Status& last, const std::string& to);

  Context& context_;
  EventDesk& events_;
  NotifierOptions options_;
  WorkPool pool_;
  std::size_t waiting_ = 0;
};

// {"kind","text_vi","text_en","url",…about}
std::string webhook_body(const Notice& notice);
// RFC 5322 with a UTF-8 subject (RFC 2047) and body.
std::string mail_message(const Notice& notice, const std::string& from, const std::vector<std::string>& to);

}  // namespace loa::controller
