#include "controller/services/console_api.h"

#include "controller/services/api_json.h"
#include "core/unicode.h"

#include <sodium/utils.h>

#include <algorithm>
#include <set>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMaxUpload = 200u * 1024 * 1024;
constexpr std::size_t kMaxDocument = 1100u * 1024;
constexpr std::size_t kMaxSchedule = 1024u * 1024;
constexpr std::size_t kOverviewRows = 2000;

std::string query_text(const net::HttpRequest& request, const std::string& name) {
  auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

bool same_secret(const std::string& given, const std::string& token) {
  return given.size() == token.size() && sodium_memcmp(given.data(), token.data(), token.size()) == 0;
}

}  // namespace

ConsoleApi::ConsoleApi(ConsoleParts parts) : p_(std::move(parts)) {}

void ConsoleApi::add(net::HttpServer& server, const char* method, const char* pattern, Handler handler,
                     std::size_t body_limit, std::filesystem::path stream_to) {
  server.route({method, pattern, body_limit, std::move(stream_to),
                [this, handler](net::HttpRequest request) { return guarded(handler, std::move(request)); }});
}

void ConsoleApi::mount(net::HttpServer& server) {
  add(server, "GET", "/api/v1/overview", &ConsoleApi::overview);
  add(server, "GET", "/api/v1/stream", &ConsoleApi::stream);
  add(server, "GET", "/api/v1/levels", &ConsoleApi::levels);
  add(server, "POST", "/api/v1/programmes", &ConsoleApi::upload, kMaxUpload, p_.context.data_dir / "upload");
  add(server, "GET", "/api/v1/tasks/:id", &ConsoleApi::task);
  add(server, "GET", "/api/v1/people", &ConsoleApi::people);
  add(server, "GET", "/api/v1/programmes", &ConsoleApi::programmes);
  add(server, "GET", "/api/v1/programmes/:id", &ConsoleApi::programme);
  add(server, "GET", "/api/v1/programmes/:id/audio", &ConsoleApi::audio);
  add(server, "POST", "/api/v1/documents", &ConsoleApi::post_document, kMaxDocument);
  add(server, "POST", "/api/v1/items/check", &ConsoleApi::check_item);
  add(server, "POST", "/api/v1/items", &ConsoleApi::post_item);
  add(server, "DELETE", "/api/v1/items/:id", &ConsoleApi::delete_item);
  add(server, "POST", "/api/v1/schedules/check", &ConsoleApi::check_schedule, kMaxSchedule);
  add(server, "POST", "/api/v1/schedules", &ConsoleApi::post_schedule, kMaxSchedule);
  add(server, "GET", "/api/v1/items", &ConsoleApi::items);
  add(server, "GET", "/api/v1/explain", &ConsoleApi::explain);
  add(server, "GET", "/api/v1/ledger", &ConsoleApi::ledger);
  add(server, "GET", "/api/v1/ledger/verify", &ConsoleApi::verify_ledger);
  add(server, "GET", "/api/v1/audit/verify", &ConsoleApi::verify_audit);
  add(server, "GET", "/api/v1/events", &ConsoleApi::events);
  server.route({"GET", "/metrics", 0, {}, [this](net::HttpRequest request) { return metrics(std::move(request)); }});
  if (p_.web_dir) server.fallback([this](net::HttpRequest request) { return static_file(std::move(request)); });
}

asio::awaitable<net::HttpResponse> ConsoleApi::guarded(Handler handler, net::HttpRequest request) {
  auto given = request.headers.find("authorization");
  if (given == request.headers.end() || !same_secret(given->second, "Bearer " + p_.token)) {
    std::error_code ignored;
    if (!request.body_file.empty()) std::filesystem::remove(request.body_file, ignored);
    co_return error_response(401, {fail("controller.token")});
  }
  co_return co_await (this->*handler)(std::move(request));
}

asio::awaitable<std::string> ConsoleApi::overview_text() {
  LedgerFilter filter;
  filter.limit = kOverviewRows;
  auto work = [filter](Store& store) { return store.ledger.rows(AreaScope::whole(), filter); };
  auto rows = co_await p_.context.store.run(std::move(work));
  const OverviewSources sources{p_.context, p_.desk, p_.events, p_.uplink};
  co_return write_json(overview_json(sources, rows ? *rows : std::vector<StoredRow>{}));
}

asio::awaitable<net::HttpResponse> ConsoleApi::overview(net::HttpRequest) {
  net::HttpResponse response;
  response.body = co_await overview_text();
  co_return response;
}

asio::awaitable<net::HttpResponse> ConsoleApi::stream(net::HttpRequest) { co_return p_.stream.open(); }

asio::awaitable<net::HttpResponse> ConsoleApi::levels(net::HttpRequest) {
  p_.watch_levels(p_.context.now() + 10s);
  co_return json_response(levels_json(p_.desk, p_.context.steady()));
}

asio::awaitable<net::HttpResponse> ConsoleApi::upload(net::HttpRequest request) {
  ImportOrder order;
  // The server removes its temporary file after the answer; the import goes on longer.
  order.upload = request.body_file.string() + ".taken";
  std::error_code not_moved;
  std::filesystem::rename(request.body_file, order.upload, not_moved);
  auto title = to_nfc(query_text(request, "title"));
  auto author = PersonId::parse(query_text(request, "author"));
  order.voice = query_text(request, "voice");
  const bool voice_known = order.voice == "machine" || order.voice == "recorded" || order.voice == "file";
  std::string bad;
  if (!title || title->empty() || title->size() > 300) bad = "title";
  if (!author) bad = "author";
  if (!voice_known) bad = "voice";
  if (auto programme = query_text(request, "programme"); !programme.empty()) {
    auto id = ProgrammeId::parse(programme);
    if (id) order.programme = *id;
    if (!id || !p_.desk.programmes.contains(*id)) bad = "programme";
  }
  if (!bad.empty()) {
    std::error_code ignored;
    std::filesystem::remove(order.upload, ignored);
    co_return error_response(422, {fail("json.field_bad", {{"field", bad}}, bad)});
  }
  order.title = *title;
  order.author = *author;
  auto task = p_.importer.begin(std::move(order));
  if (!task) co_return error_response(status_of(task.error()), {task.error()});
  co_return json_response(json::object{{"task", *task}}, 202);
}

asio::awaitable<net::HttpResponse> ConsoleApi::task(net::HttpRequest request) {
  auto found = p_.desk.tasks.find(request.params["id"]);
  if (found == p_.desk.tasks.end()) co_return error_response(404, {fail("controller.task_unknown")});
  const ImportTask& task = found->second;
  json::array errors;
  for (const auto& error : task.errors) errors.push_back(error_json(error));
  json::object out{{"state", task.state}, {"progress", task.progress}, {"errors", errors}};
  if (task.state == "done") {
    out["programme"] = task.programme.text();
    out["revision"] = task.revision;
    out["manifest"] = task.manifest.hex();
  }
  co_return json_response(out);
}

asio::awaitable<net::HttpResponse> ConsoleApi::programmes(net::HttpRequest) {
  json::array list;
  for (const auto& [id, programme] : p_.desk.programmes) {
    if (!programme.revisions.empty()) list.push_back(programme_json(p_.desk, programme));
  }
  co_return json_response(json::object{{"programmes", list}});
}

asio::awaitable<net::HttpResponse> ConsoleApi::people(net::HttpRequest) {
  json::array list;
  std::set<PersonId> told;
  const auto* trust = p_.desk.registry.trust();
  for (const auto& grant : trust ? trust->grants : std::vector<protocol::Grant>{}) {
    if (grant.person.is_nil() || !told.insert(grant.person).second) continue;
    list.push_back(json::object{{"id", grant.person.text()}, {"name", grant.name}});
  }
  co_return json_response(json::object{{"people", list}});
}

asio::awaitable<net::HttpResponse> ConsoleApi::programme(net::HttpRequest request) {
  auto id = ProgrammeId::parse(request.params["id"]);
  auto found = id ? p_.desk.programmes.find(*id) : p_.desk.programmes.end();
  if (found == p_.desk.programmes.end()) co_return error_response(404, {fail("controller.programme_unknown")});
  co_return json_response(programme_json(p_.desk, found->second));
}

asio::awaitable<net::HttpResponse> ConsoleApi::audio(net::HttpRequest request) {
  auto id = ProgrammeId::parse(request.params["id"]);
  auto found = id ? p_.desk.programmes.find(*id) : p_.desk.programmes.end();
  if (found == p_.desk.programmes.end()) co_return error_response(404, {fail("controller.programme_unknown")});
  net::HttpResponse response;
  response.content_type = "audio/ogg";
  response.file = p_.desk.content_file(p_.context.data_dir, found->second.revisions.back().audio);
  co_return response;
}

asio::awaitable<net::HttpResponse> ConsoleApi::post_document(net::HttpRequest request) {
  const UtcTime now = p_.context.now();
  auto admission = p_.desk.registry.examine(as_bytes(request.body), now);
  if (!admission) {
    p_.events.tell("alarm", fail("document.refused", {{"code", admission.error().code}, {"why", to_line(admission.error())}}));
    co_return error_response(422, {admission.error()});
  }
  auto work = [held = *admission, now](Store& store) { return store.documents.add(AreaScope::whole(), held, now); };
  auto stored = co_await p_.context.store.run(std::move(work));
  if (!stored) co_return error_response(500, {stored.error()});
  // Another document may have been accepted while this one was being stored: what counts is judged again, now.
  auto again = p_.desk.registry.examine(as_bytes(request.body), now);
  if (!again) co_return error_response(409, {again.error()});
  p_.desk.registry.accept(*again);
  p_.desk.shelf.put(*admission, now);
  refresh_places(p_.desk);
  const std::string type(to_text(admission->type));
  const std::string by = admission->signer_names.empty() ? std::string() : admission->signer_names.front();
  p_.events.tell("info", fail("document.accepted", {{"type", type}, {"by", by}}));
  p_.publisher.touch();
  std::int64_t version = 0;
  if (!admission->ratchets.empty()) version = admission->ratchets.front().second.version;
  co_return json_response(json::object{{"document", admission->document.hex()}, {"type", type}, {"version", version}}, 201);
}

asio::awaitable<net::HttpResponse> ConsoleApi::events(net::HttpRequest request) {
  const std::string limit = query_text(request, "limit");
  const std::size_t most = limit.empty() ? 100 : static_cast<std::size_t>(std::clamp(std::atoi(limit.c_str()), 1, 500));
  json::array list;
  for (const auto& event : p_.events.newest()) {
    if (list.size() >= most) break;
    list.push_back(event_json(event));
  }
  co_return json_response(json::object{{"events", list}});
}

asio::awaitable<net::HttpResponse> ConsoleApi::metrics(net::HttpRequest) {
  net::HttpResponse response;
  response.content_type = "text/plain; version=0.0.4";
  response.body = p_.context.metrics.to_prometheus();
  co_return response;
}

asio::awaitable<net::HttpResponse> ConsoleApi::static_file(net::HttpRequest request) {
  static const std::map<std::string, std::string> kTypes{
      {".html", "text/html; charset=utf-8"}, {".js", "text/javascript"}, {".css", "text/css"}, {".svg", "image/svg+xml"},
      {".json", "application/json"}, {".png", "image/png"}, {".ico", "image/x-icon"}, {".woff2", "font/woff2"}};
  net::HttpResponse response;
  const auto wanted = std::filesystem::path(request.path).relative_path().lexically_normal();
  const bool inside = !wanted.empty() && *wanted.begin() != "..";
  std::error_code ignored;
  auto file = inside ? *p_.web_dir / wanted : *p_.web_dir / "index.html";
  if (!std::filesystem::is_regular_file(file, ignored)) file = *p_.web_dir / "index.html";
  if (request.path.starts_with("/api/") || !std::filesystem::is_regular_file(file, ignored)) {
    co_return error_response(404, {fail("http.not_found")});
  }
  auto type = kTypes.find(file.extension().string());
  response.content_type = type == kTypes.end() ? "application/octet-stream" : type->second;
  response.file = file;
  co_return response;
}

}  // namespace loa::controller
