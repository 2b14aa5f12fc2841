#include "controller/services/device_api.h"

#include "controller/services/api_json.h"
#include "protocol/limits.h"

#include <algorithm>
#include <charconv>

namespace loa::controller {

namespace {

constexpr int kLongestWait = 55;
constexpr std::string_view kBinary = "application/octet-stream";

std::int64_t number(const net::HttpRequest& request, const std::string& name, std::int64_t fallback) {
  auto found = request.query.find(name);
  if (found == request.query.end()) return fallback;
  std::int64_t value = fallback;
  const auto& text = found->second;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

net::HttpResponse binary(const Bytes& bytes) {
  net::HttpResponse response;
  response.content_type = kBinary;
  response.body = std::string(as_text(bytes));
  return response;
}

net::HttpResponse empty(int status) {
  net::HttpResponse response;
  response.status = status;
  return response;
}

net::HttpResponse stranger() { return error_response(403, {fail("controller.agent_unknown")}); }

}  // namespace

DeviceApi::DeviceApi(Context& context, Desk& desk, Publisher& publisher, Uplink& uplink)
    : context_(context), desk_(desk), publisher_(publisher), uplink_(uplink) {}

void DeviceApi::mount(net::HttpServer& server) {
  server.route({"GET", "/device/v1/root", 0, {}, [this](net::HttpRequest r) { return versioned(std::move(r), Channel::root); }});
  server.route({"GET", "/device/v1/mail", 0, {}, [this](net::HttpRequest r) { return versioned(std::move(r), Channel::mail); }});
  server.route({"GET", "/device/v1/content/:hash", 0, {}, [this](net::HttpRequest r) { return content(std::move(r)); }});
  server.route({"POST", "/device/v1/journal", protocol::kMaxJournalBatch * 2, {},
                [this](net::HttpRequest r) { return journal(std::move(r)); }});
  server.route({"POST", "/device/v1/reported", 64 * 1024, {}, [this](net::HttpRequest r) { return reported(std::move(r)); }});
  server.route({"POST", "/device/v1/time", 64, {}, [this](net::HttpRequest r) { return time(std::move(r)); }});
}

std::optional<AgentId> DeviceApi::caller(const net::HttpRequest& request) const {
  auto id = AgentId::parse(request.peer_name);
  if (!id || !desk_.place_of(*id)) return std::nullopt;
  return *id;
}

asio::awaitable<net::HttpResponse> DeviceApi::versioned(net::HttpRequest request, Channel channel) {
  const auto agent = caller(request);
  if (!agent) co_return stranger();
  const auto wait = std::clamp<std::int64_t>(number(request, "wait", 0), 0, kLongestWait);
  const bool newer = co_await publisher_.wait_newer(*agent, channel, number(request, "have", 0), std::chrono::seconds(wait));
  const Bytes* bytes = channel == Channel::root ? desk_.roots.root(*agent) : desk_.roots.mail(*agent);
  if (!newer || !bytes) co_return empty(204);
  co_return binary(*bytes);
}

bool DeviceApi::meant_for(const AgentId& agent, const Hash& hash) const {
  if (desk_.roots.names_part(agent, hash)) return true;
  const auto view = desk_.view();
  const auto* place = desk_.place_of(agent);
  const PlanSources sources{desk_.registry, desk_.shelf, view.programmes, view.items, context_.zone};
  const auto library = library_for(sources, *place, desk_.days, context_.now());
  for (const auto& entry : library.entries) {
    if (entry.manifest == hash) return true;
    for (const auto& [id, programme] : desk_.programmes) {
      for (const auto& revision : programme.revisions) {
        if (revision.manifest == entry.manifest && (revision.audio == hash || revision.unit_list == hash)) return true;
      }
    }
  }
  return false;
}

asio::awaitable<net::HttpResponse> DeviceApi::content(net::HttpRequest request) {
  const auto agent = caller(request);
  if (!agent) co_return stranger();
  auto hash = parse_hash(request.params["hash"]);
  auto held = hash ? desk_.contents.find(*hash) : desk_.contents.end();
  if (held == desk_.contents.end() || !meant_for(*agent, *hash)) co_return error_response(404, {fail("controller.content_unknown")});
  if (held->second.file.empty()) co_return binary(held->second.bytes);
  net::HttpResponse response;
  response.content_type = kBinary;
  response.file = held->second.file;
  co_return response;
}

asio::awaitable<net::HttpResponse> DeviceApi::journal(net::HttpRequest request) {
  const auto agent = caller(request);
  if (!agent) co_return stranger();
  auto ack = co_await uplink_.journal(*agent, std::move(request.body));
  if (!ack) co_return error_response(status_of(ack.error()), {ack.error()});
  if (!*ack) co_return error_response(503, {fail("controller.busy")});
  net::HttpResponse response;
  response.body = protocol::write_journal_ack(**ack);
  co_return response;
}

asio::awaitable<net::HttpResponse> DeviceApi::reported(net::HttpRequest request) {
  const auto agent = caller(request);
  if (!agent) co_return stranger();
  uplink_.reported(*agent, std::move(request.body), Uplink::Way::https);
  co_return empty(204);
}

asio::awaitable<net::HttpResponse> DeviceApi::time(net::HttpRequest request) {
  const auto agent = caller(request);
  if (!agent) co_return stranger();
  auto beacon = uplink_.beacon(*agent, as_bytes(request.body));
  if (!beacon) co_return error_response(422, {beacon.error()});
  co_return binary(*beacon);
}

}  // namespace loa::controller
