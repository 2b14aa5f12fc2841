// The signing page's own listener: its files and POST /signer/v1/*. No cookie, no session: a call carries the token of its
// link in the body, or a signed document that speaks for itself. Answers only to pages of its own origin. Loop thread.
#pragma once

#include "controller/services/signer_bundle.h"
#include "controller/services/signing_desk.h"
#include "core/net/http_server.h"

namespace loa::controller {

// What every answer of this listener carries: nothing from elsewhere, no inline script, no frame, no referrer.
std::vector<std::pair<std::string, std::string>> signer_headers();

class SignerApi {
 public:
  struct Parts {
    Context& context;
    Desk& desk;
    SigningDesk& signing;
    DocumentDesk& documents;
    EventDesk& events;
    std::function<void()> accepted;        // a document came in: publish
    std::optional<SignerBundle> bundle;    // none: calls alone
  };
  explicit SignerApi(Parts parts) : p_(std::move(parts)) {}
  void mount(net::HttpServer& server);

 private:
  using Answer = asio::awaitable<net::HttpResponse>;
  struct Call {
    json::value body;
    std::string token;
  };
  using Handler = Answer (SignerApi::*)(Call);
  void add(net::HttpServer& server, const char* path, Handler handler);
  Answer guarded(Handler handler, net::HttpRequest request);

  Answer network(Call call);
  Answer show_request(Call call);
  Answer papers(Call call);       // map and trust, for the page to verify itself
  Answer content(Call call);
  Answer approve(Call call);
  Answer reject(Call call);
  Answer show_enrolment(Call call);
  Answer register_keys(Call call);
  Answer test_key(Call call);
  Answer rights(Call call);       // what the trust document grants a key
  Answer map(Call call);
  Answer paper(Call call);        // a payload to sign, by its link
  Answer lone_document(Call call);  // one that speaks for itself

  json::object request_json(const RequestRecord& record) const;
  json::object unit_json(const UnitId& unit) const;
  json::array grants_json(const protocol::KeyId& key) const;

  Parts p_;
};

}  // namespace loa::controller
