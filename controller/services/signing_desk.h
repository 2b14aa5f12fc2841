// The signing desk (bàn trình ký): hands out links to the signing page and takes back what officers signed there. It holds no
// officer's key and can approve nothing: an approval counts because the register admits it, and is taken only when it says
// what the request said. An approval that came another way (POST /documents) and grants all that an open request asks for
// ends that request too. Loop thread.
//
// For other services: open_request() makes "waiting for approval"; on_decision() hears how it ended.
#pragma once

#include "controller/services/document_desk.h"
#include "controller/services/events.h"
#include "controller/store/signing_store.h"

#include <functional>
#include <map>
#include <set>

namespace loa::controller {

struct SigningLink {
  SigningId request;
  std::string url;           // https://origin/#r=<token>; whoever has it can see the request and its sound until `expires`
  UtcTime expires;
};
struct SigningDecision {
  SigningRequest request;
  bool approved = false;
  Hash document;             // of the approval
  std::string by;            // the officer's name in the trust document
  std::string reason;        // of the rejection
};
// To a payload this controller made (a regulation with its quiet spells). Held in memory: after a restart, or once 500 newer
// ones came, the console asks for another.
struct PaperLink {
  std::string url;           // https://origin/#p=<token>; whoever has it can read the payload until `expires`
  UtcTime expires;
};
struct EnrolmentLink {
  EnrolmentId enrolment;
  std::string url;           // https://origin/#e=<token>, good once, for `expires`
  UtcTime expires;
};
// What the page listened to; evidence, not a lock.
struct Heard {
  std::int64_t listened_ms = 0;
  bool to_end = false;
};

class SigningDesk {
 public:
  struct Parts {
    Context& context;
    Desk& desk;
    EventDesk& events;
    DocumentDesk& documents;
    std::function<void()> accepted;  // a document came in: publish
    std::string origin;              // of the signing page, without a slash at the end
  };
  explicit SigningDesk(Parts parts);

  const std::string& origin() const { return p_.origin; }
  void set_origin(std::string origin) { p_.origin = std::move(origin); }  // once its port is known
  void on_decision(std::function<void(const SigningDecision&)> hear) { hear_ = std::move(hear); }

  // The programme's revision must be here. With a person only that officer's key may answer the link; without, whoever may
  // approve there. request.id is given here. Errors: "signing.request_bad", "controller.programme_unknown",
  // "signing.manifest", "store.*".
  asio::awaitable<Result<SigningLink>> open_request(SigningRequest request, std::optional<PersonId> person = {});
  // Another link to an open request (a second approver, or a link that ran out). Errors: "signing.decided".
  asio::awaitable<Result<SigningLink>> another_link(SigningId request, std::optional<PersonId> person = {});
  // The draft was taken back: its links answer "signing.decided" from now on.
  asio::awaitable<Status> close_request(SigningId request);
  asio::awaitable<Result<std::vector<RequestRecord>>> open_requests();

  // --- what the page asks. Errors of every one: "signing.link_unknown", "signing.link_expired", "signing.decided".
  asio::awaitable<Result<RequestRecord>> show(std::string token);
  // Errors: "signing.not_approval", "signing.other", "signing.one_key", "signing.other_person", those of DocumentDesk::take().
  asio::awaitable<Result<Hash>> approve(std::string token, Bytes envelope, Heard heard);
  // Errors: "signing.reason", "signing.key", "signing.signature".
  asio::awaitable<Status> reject(std::string token, std::string reason, protocol::PublicKey key,
                                 protocol::SignatureBytes signature, Heard heard);

  // --- a payload to sign: no request, for the signed envelope speaks for itself
  PaperLink link_paper(std::string payload);
  // Errors: "signing.link_unknown", "signing.link_expired".
  Result<std::string> paper(const std::string& token) const;

  // --- officers' keys
  // Errors: "signing.name".
  asio::awaitable<Result<EnrolmentLink>> invite(PersonId person, std::string name, UnitId unit);
  asio::awaitable<Result<EnrolmentRecord>> show_enrolment(std::string token);
  struct NewKeys {
    protocol::PublicKey key{};
    protocol::SignatureBytes proof{};                         // over enrolment_statement() of it
    std::optional<protocol::PublicKey> quick;                 // the device-unlocked key
    std::optional<protocol::SignatureBytes> quick_proof;
    std::string label;
  };
  // Gives the challenge to be signed after the page was closed and opened again. Errors: "signing.key", "signing.signature",
  // "signing.token_used" (another key came first), "signing.label".
  asio::awaitable<Result<EnrolmentRecord>> register_keys(std::string token, NewKeys keys);
  // Errors: "signing.signature", "signing.no_key".
  asio::awaitable<Status> test_key(std::string token, protocol::SignatureBytes answer);
  asio::awaitable<Result<std::vector<EnrolmentRecord>>> enrolments();

 private:
  class Answering;
  asio::awaitable<Result<SigningLinkRecord>> find_link(std::string token, LinkKind kind);
  asio::awaitable<Result<RequestRecord>> open_record(SigningLinkRecord link);
  asio::awaitable<Result<EnrolmentRecord>> enrolment_of(std::string token);
  asio::awaitable<Status> finish(RequestRecord record, std::string evidence);
  asio::awaitable<void> taken(protocol::Admission admission);
  std::pair<std::string, SigningLinkRecord> make_link(LinkKind kind, Uuid subject, PersonId person);
  const protocol::Grant* grant_of(const protocol::KeyId& key, protocol::Action action) const;

  Parts p_;
  std::function<void(const SigningDecision&)> hear_;
  struct Paper {
    std::string payload;
    UtcTime expires;
  };
  std::map<Hash, Paper> papers_;     // by the token's hash
  std::set<SigningId> answering_;    // by their own link: that answer carries what was listened to
};

// What a new key signs to show that the page holds it, and what a reopened page signs.
std::string enrolment_statement(const protocol::NetworkId& network, const EnrolmentId& enrolment, std::string_view key_hex);
std::string test_statement(const protocol::NetworkId& network, const EnrolmentId& enrolment, std::string_view challenge);

}  // namespace loa::controller
