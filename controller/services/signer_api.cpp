#include "controller/services/signer_api.h"

#include "controller/services/api_json.h"
#include "core/net/http_message.h"

#include <algorithm>

namespace loa::controller {
namespace {

constexpr std::size_t kMaxBody = 48 * 1024;      // an approval in base64 and what was listened to
constexpr std::size_t kMaxDocument = 16 * 1024;

net::HttpResponse refused(const Error& error) {
  static const std::map<std::string, int, std::less<>> kOwn{{"signing.link_unknown", 404},    {"signing.link_expired", 410},
                                                            {"signing.decided", 409},         {"signing.token_used", 409},
                                                            {"signing.enrolment_moved", 409}, {"signing.origin", 403}};
  const auto own = kOwn.find(error.code);
  return error_response(own == kOwn.end() ? status_of(error) : own->second, {error});
}

template <class Array>
Array bytes_in(JsonFields& f, const char* key) {
  Array out{};
  const auto bytes = from_hex(f.text(key, out.size() * 2));
  if (bytes && bytes->size() == out.size()) std::copy(bytes->begin(), bytes->end(), out.begin());
  else f.note(fail("json.field_bad", {{"field", key}}, key));
  return out;
}

Bytes document_in(JsonFields& f) {
  auto bytes = from_base64(f.text("envelope", kMaxDocument * 2));
  if (bytes) return std::move(*bytes);
  f.note(fail("json.field_bad", {{"field", "envelope"}}, "envelope"));
  return {};
}

Heard heard_in(JsonFields& f) {
  Heard heard;
  heard.listened_ms = f.integer_or_none("listened_ms", 0, 24 * 3600 * 1000).value_or(0);
  heard.to_end = f.boolean("to_end", false);
  return heard;
}

json::object enrolment_json(const EnrolmentRecord& r) {
  return {{"enrolment", r.id.text()}, {"person", r.person.text()}, {"name", r.name},          {"label", r.label},
          {"state", r.state},         {"key", r.key},              {"quick_key", r.quick_key}, {"challenge", r.challenge}};
}

// What comes without a link: Im lặng and an alert that a template allows (the device-unlocked key), a regulation, a suspension.
// Approvals come by their request, trust and map by the province's own hands.
Status check_lone(const Bytes& bytes) {
  using enum protocol::DocumentType;
  LOA_TRY(const auto envelope, protocol::decode_envelope(bytes));
  if (envelope.type == hush || envelope.type == policy || envelope.type == suspend) return {};
  if (envelope.type != alert) return fail("signing.lone_kind");
  LOA_TRY(const auto started, protocol::read_payload<protocol::Alert>(envelope.payload));
  if (!started.template_document) return fail("signing.lone_kind");
  return {};
}

}  // namespace

std::vector<std::pair<std::string, std::string>> signer_headers() {
  return {{"Content-Security-Policy",
           "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; img-src 'self' blob:; "
           "media-src blob:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
          {"X-Content-Type-Options", "nosniff"},
          {"X-Frame-Options", "DENY"},
          {"Referrer-Policy", "no-referrer"},
          {"Cross-Origin-Opener-Policy", "same-origin"},
          {"Cross-Origin-Resource-Policy", "same-origin"},
          {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
          {"Cache-Control", "no-store"}};
}

void SignerApi::add(net::HttpServer& server, const char* path, Handler handler) {
  server.route({"POST", path, kMaxBody, {},
                [this, handler](net::HttpRequest request) { return guarded(handler, std::move(request)); }, {}});
}

void SignerApi::mount(net::HttpServer& server) {
  add(server, "/signer/v1/network", &SignerApi::network);
  add(server, "/signer/v1/request", &SignerApi::show_request);
  add(server, "/signer/v1/papers", &SignerApi::papers);
  add(server, "/signer/v1/content", &SignerApi::content);
  add(server, "/signer/v1/approve", &SignerApi::approve);
  add(server, "/signer/v1/reject", &SignerApi::reject);
  add(server, "/signer/v1/enrolment", &SignerApi::show_enrolment);
  add(server, "/signer/v1/enrolment/keys", &SignerApi::register_keys);
  add(server, "/signer/v1/enrolment/test", &SignerApi::test_key);
  add(server, "/signer/v1/rights", &SignerApi::rights);
  add(server, "/signer/v1/map", &SignerApi::map);
  add(server, "/signer/v1/paper", &SignerApi::paper);
  add(server, "/signer/v1/document", &SignerApi::lone_document);
  if (!p_.bundle) return;
  server.fallback([this](net::HttpRequest request) -> Answer {
    auto found = request.method == "GET" || request.method == "HEAD" ? p_.bundle->answer(request.path) : std::nullopt;
    co_return found ? std::move(*found) : error_response(404, {fail("http.not_found")});
  });
}

SignerApi::Answer SignerApi::guarded(Handler handler, net::HttpRequest request) {
  if (!net::origin_allowed(request)) co_return refused(fail("signing.origin"));
  auto body = parse_json(request.body, {kMaxBody, 4, false});
  if (!body) co_return refused(body.error());
  Call call{std::move(*body), {}};
  JsonFields fields(call.body);
  call.token = fields.text_or_none("token", 64).value_or(std::string());
  if (auto good = fields.status(); !good) co_return refused(good.error());
  co_return co_await (this->*handler)(std::move(call));
}

SignerApi::Answer SignerApi::network(Call) {
  const auto& genesis = p_.desk.registry.genesis();
  co_return json_response(json::object{{"genesis", genesis.bytes},
                                       {"zone", p_.context.zone.name()},
                                       {"now", to_unix_ms(p_.context.now())},
                                       {"bundle", p_.bundle ? p_.bundle->digest().hex() : std::string()}});
}

json::object SignerApi::unit_json(const UnitId& unit) const {
  const auto* tree = p_.desk.registry.tree();
  const auto* known = tree ? tree->find(unit) : nullptr;
  return {{"id", unit.text()}, {"name", known ? known->name : std::string()}, {"kind", known ? known->kind : std::string()}};
}

json::object SignerApi::request_json(const RequestRecord& record) const {
  const SigningRequest& r = record.request;
  json::array units, slots;
  for (const auto& unit : r.units) units.push_back(unit_json(unit));
  for (const auto& slot : r.slots) slots.emplace_back(slot);
  const auto programme = p_.desk.programmes.find(r.programme);
  const bool newer = programme != p_.desk.programmes.end() && !programme->second.revisions.empty() &&
                     programme->second.revisions.back().revision > r.revision;
  json::object out{{"id", r.id.text()},           {"programme", r.programme.text()},
                   {"revision", r.revision},      {"manifest", r.manifest.hex()},
                   {"author", r.author.text()},   {"author_name", r.author_name},
                   {"title", r.title},            {"text", r.text},
                   {"law", r.law},                {"class", to_text(r.cls)},
                   {"from", to_unix_ms(r.from)},  {"until", to_unix_ms(r.until)},
                   {"units", std::move(units)},   {"airings_per_day", r.airings_per_day},
                   {"slots", std::move(slots)},   {"opened", to_unix_ms(record.opened)},
                   {"newer_revision", newer}};
  if (r.max_volume) out["max_volume"] = *r.max_volume;
  return out;
}

SignerApi::Answer SignerApi::show_request(Call call) {
  auto record = co_await p_.signing.show(call.token);
  if (!record) co_return refused(record.error());
  co_return json_response(json::object{{"request", request_json(*record)}});
}

SignerApi::Answer SignerApi::papers(Call call) {
  auto record = co_await p_.signing.show(call.token);
  if (!record) co_return refused(record.error());
  const auto newest = [&](protocol::DocumentType type) {
    const auto held = p_.desk.shelf.of_type(type);
    return held.empty() ? std::string() : to_base64(held.back()->envelope);
  };
  co_return json_response(json::object{{"map", newest(protocol::DocumentType::map)}, {"trust", newest(protocol::DocumentType::trust)}});
}

SignerApi::Answer SignerApi::content(Call call) {
  JsonFields f(call.body);
  const Hash wanted = f.hash("hash");
  if (auto good = f.status(); !good) co_return refused(good.error());
  auto record = co_await p_.signing.show(call.token);
  if (!record) co_return refused(record.error());
  const auto programme = p_.desk.programmes.find(record->request.programme);
  if (programme == p_.desk.programmes.end()) co_return refused(fail("controller.programme_unknown"));
  const auto& revisions = programme->second.revisions;
  const auto found = std::ranges::find(revisions, record->request.manifest, &Revision::manifest);
  const bool meant = found != revisions.end() && (wanted == found->manifest || wanted == found->unit_list || wanted == found->audio);
  if (!meant) co_return refused(fail("controller.content_unknown"));
  net::HttpResponse response;
  response.content_type = "application/octet-stream";
  response.file = p_.desk.content_file(p_.context.data_dir, wanted);
  co_return response;
}

SignerApi::Answer SignerApi::approve(Call call) {
  JsonFields f(call.body);
  auto envelope = document_in(f);
  const Heard heard = heard_in(f);
  if (auto good = f.status(); !good) co_return refused(good.error());
  auto done = co_await p_.signing.approve(call.token, std::move(envelope), heard);
  if (!done) co_return refused(done.error());
  co_return json_response(json::object{{"document", done->hex()}}, 201);
}

SignerApi::Answer SignerApi::reject(Call call) {
  JsonFields f(call.body);
  auto reason = f.text("reason", 4096);
  const auto key = bytes_in<protocol::PublicKey>(f, "key");
  const auto signature = bytes_in<protocol::SignatureBytes>(f, "signature");
  const Heard heard = heard_in(f);
  if (auto good = f.status(); !good) co_return refused(good.error());
  auto done = co_await p_.signing.reject(call.token, std::move(reason), key, signature, heard);
  if (!done) co_return refused(done.error());
  co_return json_response(json::object{{"rejected", true}});
}

json::array SignerApi::grants_json(const protocol::KeyId& key) const {
  json::array out;
  const auto* trust = p_.desk.registry.trust();
  if (!trust) return out;
  const auto revoked = [&](const protocol::Revocation& one) { return one.key == key; };
  if (std::ranges::any_of(trust->revocations, revoked)) return out;
  for (const auto& grant : trust->grants) {
    if (protocol::key_id(grant.key) != key) continue;
    json::array actions, units;
    for (const auto action : grant.actions) actions.emplace_back(protocol::to_text(action));
    for (const auto& unit : grant.units) units.push_back(unit_json(unit));
    out.push_back(json::object{{"name", grant.name}, {"person", grant.person.text()}, {"actions", std::move(actions)},
                               {"units", std::move(units)}, {"from", to_unix_ms(grant.from)}, {"until", to_unix_ms(grant.until)}});
  }
  return out;
}

SignerApi::Answer SignerApi::show_enrolment(Call call) {
  auto record = co_await p_.signing.show_enrolment(call.token);
  if (!record) co_return refused(record.error());
  auto out = enrolment_json(*record);
  out["unit"] = unit_json(record->unit);
  co_return json_response(out);
}

SignerApi::Answer SignerApi::register_keys(Call call) {
  JsonFields f(call.body);
  SigningDesk::NewKeys keys;
  keys.key = bytes_in<protocol::PublicKey>(f, "key");
  keys.proof = bytes_in<protocol::SignatureBytes>(f, "proof");
  keys.label = f.text("label", 80);
  if (f.has("quick_key")) {
    keys.quick = bytes_in<protocol::PublicKey>(f, "quick_key");
    keys.quick_proof = bytes_in<protocol::SignatureBytes>(f, "quick_proof");
  }
  if (auto good = f.status(); !good) co_return refused(good.error());
  auto record = co_await p_.signing.register_keys(call.token, std::move(keys));
  if (!record) co_return refused(record.error());
  co_return json_response(enrolment_json(*record), 201);
}

SignerApi::Answer SignerApi::test_key(Call call) {
  JsonFields f(call.body);
  const auto signature = bytes_in<protocol::SignatureBytes>(f, "signature");
  if (auto good = f.status(); !good) co_return refused(good.error());
  auto done = co_await p_.signing.test_key(call.token, signature);
  if (!done) co_return refused(done.error());
  co_return json_response(json::object{{"tested", true}});
}

SignerApi::Answer SignerApi::rights(Call call) {
  JsonFields f(call.body);
  const auto key = bytes_in<protocol::PublicKey>(f, "key");
  if (auto good = f.status(); !good) co_return refused(good.error());
  co_return json_response(json::object{{"grants", grants_json(protocol::key_id(key))}});
}

SignerApi::Answer SignerApi::map(Call) {
  const auto held = p_.desk.shelf.of_type(protocol::DocumentType::map);
  co_return json_response(json::object{{"map", held.empty() ? std::string() : to_base64(held.back()->envelope)}});
}

SignerApi::Answer SignerApi::paper(Call call) {
  auto payload = p_.signing.paper(call.token);
  if (!payload) co_return refused(payload.error());
  co_return json_response(json::object{{"payload", std::move(*payload)}});
}

SignerApi::Answer SignerApi::lone_document(Call call) {
  JsonFields f(call.body);
  auto envelope = document_in(f);
  if (auto good = f.status(); !good) co_return refused(good.error());
  if (auto good = check_lone(envelope); !good) co_return refused(good.error());
  auto admission = co_await p_.documents.take(std::move(envelope));
  if (!admission) co_return refused(admission.error());
  p_.accepted();
  const std::string by = admission->signer_names.empty() ? std::string() : admission->signer_names.front();
  p_.events.tell("warn", fail("document.accepted", {{"type", std::string(protocol::to_text(admission->type))}, {"by", by}}));
  co_return json_response(json::object{{"document", admission->document.hex()}}, 201);
}

}  // namespace loa::controller
