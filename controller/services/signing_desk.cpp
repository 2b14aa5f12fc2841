#include "controller/services/signing_desk.h"

#include "core/unicode.h"

#include <algorithm>

namespace loa::controller {
namespace {

using namespace std::chrono_literals;

constexpr auto kRequestLife = 24h * 14;
constexpr auto kEnrolmentLife = 24h * 3;
constexpr auto kPaperLife = 24h;
constexpr std::size_t kMaxPapers = 500;
constexpr std::size_t kMaxReason = 1000;
constexpr std::size_t kMaxLabel = 80;
constexpr std::size_t kMaxName = 200;
constexpr std::size_t kTokenText = 32;  // 128 random bits in hex

std::string evidence_text(const Heard& heard) {
  return write_json(json::object{{"listened_ms", heard.listened_ms}, {"to_end", heard.to_end}});
}

bool signed_by(const protocol::PublicKey& key, const std::string& statement, const protocol::SignatureBytes& signature) {
  return protocol::verify_signature(key, as_bytes(statement), signature);
}

Result<protocol::PublicKey> key_of(const std::string& hex) {
  const auto bytes = from_hex(hex);
  protocol::PublicKey key{};
  if (!bytes || bytes->size() != key.size()) return fail("signing.no_key");
  std::copy(bytes->begin(), bytes->end(), key.begin());
  return key;
}

Status check_keys(const protocol::NetworkId& network, const EnrolmentId& id, const SigningDesk::NewKeys& keys) {
  if (keys.label.empty() || keys.label.size() > kMaxLabel || !is_utf8(keys.label)) return fail("signing.label");
  if (!protocol::is_sound_key(keys.key) || (keys.quick && (!protocol::is_sound_key(*keys.quick) || *keys.quick == keys.key)))
    return fail("signing.key");
  if (!signed_by(keys.key, enrolment_statement(network, id, to_hex(keys.key)), keys.proof)) return fail("signing.signature");
  if (!keys.quick) return {};
  if (!keys.quick_proof || !signed_by(*keys.quick, enrolment_statement(network, id, to_hex(*keys.quick)), *keys.quick_proof))
    return fail("signing.signature");
  return {};
}

// The approval inside the envelope, as far as it can be read without judging it: that is the register's part.
Result<protocol::Approval> approval_in(const Bytes& bytes) {
  LOA_TRY(const auto envelope, protocol::decode_envelope(bytes));
  if (envelope.type != protocol::DocumentType::approval) return fail("signing.not_approval");
  if (envelope.signatures.size() != 1) return fail("signing.one_key");
  return protocol::read_payload<protocol::Approval>(envelope.payload);
}

}  // namespace

// For as long as a request's own link is being answered.
class SigningDesk::Answering {
 public:
  Answering(std::set<SigningId>& all, const SigningId& id) : all_(all), id_(id) { all_.insert(id_); }
  ~Answering() { all_.erase(id_); }
  Answering(const Answering&) = delete;
  Answering& operator=(const Answering&) = delete;

 private:
  std::set<SigningId>& all_;
  const SigningId id_;
};

SigningDesk::SigningDesk(Parts parts) : p_(std::move(parts)) {
  p_.documents.on_taken([this](protocol::Admission admission) { return taken(std::move(admission)); });
}

std::string enrolment_statement(const protocol::NetworkId& network, const EnrolmentId& enrolment, std::string_view key_hex) {
  return "loa enrolment 1\n" + network.hex() + "\n" + enrolment.text() + "\n" + std::string(key_hex);
}
std::string test_statement(const protocol::NetworkId& network, const EnrolmentId& enrolment, std::string_view challenge) {
  return "loa enrolment test 1\n" + network.hex() + "\n" + enrolment.text() + "\n" + std::string(challenge);
}

std::pair<std::string, SigningLinkRecord> SigningDesk::make_link(LinkKind kind, Uuid subject, PersonId person) {
  std::array<std::uint8_t, kTokenText / 2> bytes;
  p_.context.random.fill(bytes);
  const std::string token = to_hex(bytes);
  const auto life = kind == LinkKind::approval ? kRequestLife : kEnrolmentLife;
  return {token, {sha256(token), kind, subject, person, p_.context.now() + life}};
}

PaperLink SigningDesk::link_paper(std::string payload) {
  std::array<std::uint8_t, kTokenText / 2> bytes;
  p_.context.random.fill(bytes);
  const std::string token = to_hex(bytes);
  const UtcTime now = p_.context.now();
  std::erase_if(papers_, [&](const auto& one) { return one.second.expires <= now; });
  const auto sooner = [](const auto& a, const auto& b) { return a.second.expires < b.second.expires; };
  if (papers_.size() >= kMaxPapers) papers_.erase(std::ranges::min_element(papers_, sooner));
  papers_[sha256(token)] = {std::move(payload), now + kPaperLife};
  return {p_.origin + "/#p=" + token, now + kPaperLife};
}

Result<std::string> SigningDesk::paper(const std::string& token) const {
  const auto found = papers_.find(sha256(token));
  if (found == papers_.end()) return fail("signing.link_unknown");
  if (found->second.expires <= p_.context.now()) return fail("signing.link_expired");
  return found->second.payload;
}

asio::awaitable<Result<SigningLink>> SigningDesk::open_request(SigningRequest request, std::optional<PersonId> person) {
  if (auto good = check_request(request); !good) co_return good.error();
  const auto programme = p_.desk.programmes.find(request.programme);
  if (programme == p_.desk.programmes.end()) co_return fail("controller.programme_unknown");
  const bool known = std::ranges::any_of(programme->second.revisions, [&](const Revision& one) {
    return one.revision == request.revision && one.manifest == request.manifest;
  });
  if (!known) co_return fail("signing.manifest");
  const UtcTime now = p_.context.now();
  request.id = SigningId::make(now, p_.context.random);
  auto [token, link] = make_link(LinkKind::approval, request.id.uuid, person.value_or(PersonId{}));
  RequestRecord record;
  record.request = std::move(request);
  record.opened = now;
  const SigningLink out{record.request.id, p_.origin + "/#r=" + token, link.expires};
  auto work = [record, link = link, now](Store& store) { return store.signing.add_request(AreaScope::whole(), record, link, now); };
  auto stored = co_await p_.context.store.run(std::move(work));
  if (!stored) co_return stored.error();
  co_return out;
}

asio::awaitable<Result<SigningLink>> SigningDesk::another_link(SigningId request, std::optional<PersonId> person) {
  auto [token, link] = make_link(LinkKind::approval, request.uuid, person.value_or(PersonId{}));
  const SigningLink out{request, p_.origin + "/#r=" + token, link.expires};
  auto record = co_await open_record(link);
  if (!record) co_return record.error();
  auto work = [link = link](Store& store) { return store.signing.add_link(AreaScope::whole(), link); };
  auto stored = co_await p_.context.store.run(std::move(work));
  if (!stored) co_return stored.error();
  co_return out;
}

asio::awaitable<Status> SigningDesk::close_request(SigningId request) {
  auto record = co_await open_record({{}, LinkKind::approval, request.uuid, {}, {}});
  if (!record) co_return record.error();
  record->state = "closed";
  const UtcTime now = p_.context.now();
  auto work = [closed = *record, now](Store& store) { return store.signing.decide(AreaScope::whole(), closed, now); };
  co_return co_await p_.context.store.run(std::move(work));
}

asio::awaitable<Result<std::vector<RequestRecord>>> SigningDesk::open_requests() {
  auto work = [](Store& store) { return store.signing.open_requests(AreaScope::whole()); };
  co_return co_await p_.context.store.run(std::move(work));
}

asio::awaitable<Result<SigningLinkRecord>> SigningDesk::find_link(std::string token, LinkKind kind) {
  if (token.size() != kTokenText) co_return fail("signing.link_unknown");
  auto work = [hash = sha256(token)](Store& store) { return store.signing.link(AreaScope::whole(), hash); };
  auto found = co_await p_.context.store.run(std::move(work));
  if (!found) co_return found.error();
  if (!*found || (*found)->kind != kind) co_return fail("signing.link_unknown");
  if ((*found)->expires <= p_.context.now()) co_return fail("signing.link_expired");
  co_return **found;
}

asio::awaitable<Result<RequestRecord>> SigningDesk::open_record(SigningLinkRecord link) {
  auto work = [id = SigningId{link.subject}](Store& store) { return store.signing.request(AreaScope::whole(), id); };
  auto found = co_await p_.context.store.run(std::move(work));
  if (!found) co_return found.error();
  if (!*found) co_return fail("signing.link_unknown");
  if ((*found)->state != "open") co_return fail("signing.decided");
  co_return **found;
}

asio::awaitable<Result<RequestRecord>> SigningDesk::show(std::string token) {
  auto link = co_await find_link(std::move(token), LinkKind::approval);
  if (!link) co_return link.error();
  co_return co_await open_record(*link);
}

const protocol::Grant* SigningDesk::grant_of(const protocol::KeyId& key, protocol::Action action) const {
  const auto* trust = p_.desk.registry.trust();
  if (!trust) return nullptr;
  const auto revoked = [&](const protocol::Revocation& one) { return one.key == key; };
  if (std::ranges::any_of(trust->revocations, revoked)) return nullptr;
  const UtcTime now = p_.context.now();
  for (const auto& grant : trust->grants) {
    const bool acts = std::ranges::find(grant.actions, action) != grant.actions.end();
    if (acts && protocol::key_id(grant.key) == key && grant.from <= now && now < grant.until) return &grant;
  }
  return nullptr;
}

asio::awaitable<Status> SigningDesk::finish(RequestRecord record, std::string evidence) {
  record.evidence = std::move(evidence);
  const UtcTime now = p_.context.now();
  auto work = [record, now](Store& store) { return store.signing.decide(AreaScope::whole(), record, now); };
  auto stored = co_await p_.context.store.run(std::move(work));
  if (!stored) co_return stored;
  if (hear_) hear_({record.request, record.state == "approved", record.document, record.by, record.reason});
  co_return stored;
}

asio::awaitable<void> SigningDesk::taken(protocol::Admission admission) {
  const auto approval = approval_in(admission.envelope);
  if (!approval) co_return;
  auto open = co_await open_requests();
  if (!open) p_.context.log.warn("signing.not_closed", {{"document", admission.document.hex()}, {"why", to_line(open.error())}});
  for (auto& record : open ? *open : std::vector<RequestRecord>{}) {
    if (answering_.contains(record.request.id) || !grants(record.request, *approval)) continue;
    const Answering answering(answering_, record.request.id);
    record.state = "approved";
    record.document = admission.document;
    record.by = admission.signer_names.empty() ? std::string() : admission.signer_names.front();
    const auto done = co_await finish(std::move(record), {});
    if (!done) p_.context.log.warn("signing.not_closed", {{"document", admission.document.hex()}, {"why", to_line(done.error())}});
  }
}

asio::awaitable<Result<Hash>> SigningDesk::approve(std::string token, Bytes envelope, Heard heard) {
  auto link = co_await find_link(std::move(token), LinkKind::approval);
  if (!link) co_return link.error();
  auto record = co_await open_record(*link);
  if (!record) co_return record.error();
  auto approval = approval_in(envelope);
  if (!approval) co_return approval.error();
  if (auto same = check_answer(record->request, *approval); !same) co_return same.error();
  const auto key = protocol::decode_envelope(envelope)->signatures.front().key;
  const auto* grant = grant_of(key, protocol::Action::approve);
  if (!link->person.is_nil() && grant && grant->person != link->person) co_return fail("signing.other_person");
  const Answering answering(answering_, record->request.id);
  auto admission = co_await p_.documents.take(std::move(envelope));
  if (!admission) {
    p_.events.tell("alarm", fail("document.refused", {{"code", admission.error().code}, {"why", to_line(admission.error())}}));
    co_return admission.error();
  }
  p_.accepted();
  record->state = "approved";
  record->document = admission->document;
  record->by = admission->signer_names.empty() ? std::string() : admission->signer_names.front();
  p_.events.tell("info", fail("document.accepted", {{"type", "approval"}, {"by", record->by}}));
  const Hash document = admission->document;
  if (auto done = co_await finish(std::move(*record), evidence_text(heard)); !done) co_return done.error();
  co_return document;
}

asio::awaitable<Status> SigningDesk::reject(std::string token, std::string reason, protocol::PublicKey key,
                                            protocol::SignatureBytes signature, Heard heard) {
  auto link = co_await find_link(std::move(token), LinkKind::approval);
  if (!link) co_return link.error();
  auto record = co_await open_record(*link);
  if (!record) co_return record.error();
  if (reason.empty() || reason.size() > kMaxReason || !is_utf8(reason)) co_return fail("signing.reason");
  const auto* grant = grant_of(protocol::key_id(key), protocol::Action::approve);
  if (!grant) co_return fail("signing.key");
  if (!link->person.is_nil() && grant->person != link->person) co_return fail("signing.other_person");
  const auto statement = rejection_statement(p_.desk.registry.network(), record->request.id, reason);
  if (!signed_by(key, statement, signature)) co_return fail("signing.signature");
  record->state = "rejected";
  record->reason = std::move(reason);
  record->by = grant->name;
  co_return co_await finish(std::move(*record), evidence_text(heard));
}

asio::awaitable<Result<EnrolmentLink>> SigningDesk::invite(PersonId person, std::string name, UnitId unit) {
  if (person.is_nil() || name.empty() || name.size() > kMaxName || !is_utf8(name)) co_return fail("signing.name");
  const UtcTime now = p_.context.now();
  EnrolmentRecord record;
  record.id = EnrolmentId::make(now, p_.context.random);
  record.person = person;
  record.name = std::move(name);
  record.unit = unit;
  record.invited = now;
  auto [token, link] = make_link(LinkKind::enrolment, record.id.uuid, person);
  const EnrolmentLink out{record.id, p_.origin + "/#e=" + token, link.expires};
  auto work = [record, link = link, now](Store& store) { return store.signing.add_enrolment(AreaScope::whole(), record, link, now); };
  auto stored = co_await p_.context.store.run(std::move(work));
  if (!stored) co_return stored.error();
  co_return out;
}

asio::awaitable<Result<EnrolmentRecord>> SigningDesk::enrolment_of(std::string token) {
  auto link = co_await find_link(std::move(token), LinkKind::enrolment);
  if (!link) co_return link.error();
  auto work = [id = EnrolmentId{link->subject}](Store& store) { return store.signing.enrolment(AreaScope::whole(), id); };
  auto found = co_await p_.context.store.run(std::move(work));
  if (!found) co_return found.error();
  if (!*found) co_return fail("signing.link_unknown");
  co_return **found;
}

asio::awaitable<Result<EnrolmentRecord>> SigningDesk::show_enrolment(std::string token) {
  co_return co_await enrolment_of(std::move(token));
}

asio::awaitable<Result<EnrolmentRecord>> SigningDesk::register_keys(std::string token, NewKeys keys) {
  auto record = co_await enrolment_of(std::move(token));
  if (!record) co_return record.error();
  if (auto good = check_keys(p_.desk.registry.network(), record->id, keys); !good) co_return good.error();
  if (record->state == "pending" && record->key == to_hex(keys.key)) co_return *record;  // the answer was lost
  if (record->state != "invited") co_return fail("signing.token_used");
  std::array<std::uint8_t, 32> challenge;
  p_.context.random.fill(challenge);
  record->key = to_hex(keys.key);
  record->quick_key = keys.quick ? to_hex(*keys.quick) : std::string();
  record->label = std::move(keys.label);
  record->challenge = to_hex(challenge);
  record->state = "pending";
  record->registered = p_.context.now();
  auto work = [moved = *record](Store& store) {
    return store.signing.move_enrolment(AreaScope::whole(), moved, "invited", moved.registered);
  };
  auto stored = co_await p_.context.store.run(std::move(work));
  if (!stored) co_return stored.error();
  co_return *record;
}

asio::awaitable<Status> SigningDesk::test_key(std::string token, protocol::SignatureBytes answer) {
  auto record = co_await enrolment_of(std::move(token));
  if (!record) co_return record.error();
  const auto key = key_of(record->key);
  if (!key) co_return key.error();
  if (!signed_by(*key, test_statement(p_.desk.registry.network(), record->id, record->challenge), answer))
    co_return fail("signing.signature");
  if (record->state != "pending") co_return Status();  // said before
  record->state = "tested";
  record->tested = p_.context.now();
  auto work = [moved = *record](Store& store) {
    return store.signing.move_enrolment(AreaScope::whole(), moved, "pending", moved.tested);
  };
  co_return co_await p_.context.store.run(std::move(work));
}

asio::awaitable<Result<std::vector<EnrolmentRecord>>> SigningDesk::enrolments() {
  auto work = [](Store& store) { return store.signing.enrolments(AreaScope::whole()); };
  auto found = co_await p_.context.store.run(std::move(work));
  if (!found) co_return found;
  // Granted or revoked is what the trust document says, not what a table remembers.
  const auto* trust = p_.desk.registry.trust();
  for (auto& one : *found) {
    const auto key = key_of(one.key);
    if (!trust || !key) continue;
    const auto id = protocol::key_id(*key);
    const auto granted = [&](const protocol::Grant& grant) { return grant.key == *key; };
    if (std::ranges::any_of(trust->grants, granted)) one.state = "granted";
    const auto ended = [&](const protocol::Revocation& revocation) { return revocation.key == id; };
    if (std::ranges::any_of(trust->revocations, ended)) one.state = "revoked";
  }
  co_return found;
}

}  // namespace loa::controller
