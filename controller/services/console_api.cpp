#include "controller/services/console_api.h"

#include "controller/services/api_json.h"
#include "controller/services/web_headers.h"
#include "core/unicode.h"

#include <algorithm>
#include <set>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kOverviewRows = 2000;

std::string query_text(const net::HttpRequest& request, const std::string& name) {
  auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

}  // namespace

ConsoleApi::ConsoleApi(ConsoleParts parts) : p_(std::move(parts)), documents_(p_.context, p_.desk) {}

void ConsoleApi::register_calls(ApiRouter& api) {
  const std::pair<const char*, Handler> calls[] = {
      {"getOpenApi", &ConsoleApi::open_api},          {"getOverview", &ConsoleApi::overview},
      {"openStream", &ConsoleApi::stream},            {"getLevels", &ConsoleApi::levels},
      {"uploadProgramme", &ConsoleApi::upload},       {"getTask", &ConsoleApi::task},
      {"listPeople", &ConsoleApi::people},            {"listProgrammes", &ConsoleApi::programmes},
      {"getProgramme", &ConsoleApi::programme},       {"getProgrammeAudio", &ConsoleApi::audio},
      {"postDocument", &ConsoleApi::post_document},               {"explain", &ConsoleApi::explain},
      {"listLedger", &ConsoleApi::ledger},            {"verifyLedger", &ConsoleApi::verify_ledger},
      {"verifyAudit", &ConsoleApi::verify_audit},     {"listEvents", &ConsoleApi::events}};
  open_api_ = api.document().text();
  for (const auto& [id, handler] : calls) {
    api.handle(id, [this, handler](ApiCall call) { return (this->*handler)(std::move(call)); });
  }
}

void ConsoleApi::mount_pages(net::HttpServer& server) {
  server.route({"GET", "/metrics", 0, {}, [this](net::HttpRequest request) { return metrics(std::move(request)); }, {}});
  if (p_.web_dir) server.fallback([this](net::HttpRequest request) { return static_file(std::move(request)); });
}

ApiAnswer ConsoleApi::open_api(ApiCall) {
  net::HttpResponse response;
  response.body = open_api_;
  co_return response;
}

asio::awaitable<std::string> ConsoleApi::overview_text(AreaScope scope) {
  LedgerFilter filter;
  filter.limit = kOverviewRows;
  auto work = [filter, scope](Store& store) { return store.ledger.rows(scope, filter); };
  auto rows = co_await p_.context.store.run(std::move(work));
  const OverviewSources sources{p_.context, p_.desk, p_.events, p_.uplink, std::move(scope)};
  co_return write_json(overview_json(sources, rows ? *rows : std::vector<StoredRow>{}));
}

ApiAnswer ConsoleApi::overview(ApiCall call) {
  net::HttpResponse response;
  response.body = co_await overview_text(call.caller.scope(Right::station_read));
  co_return response;
}

// The stream asks again and again who looks: a session that ends, or a right, ends it too.
ApiAnswer ConsoleApi::stream(ApiCall call) {
  const auto last = call.request.headers["last-event-id"];
  auto area = [&door = call.door, request = std::move(call.request)]() -> std::optional<AreaScope> {
    const auto caller = door.recognise(request);
    if (!caller || !caller->has(Right::station_read)) return std::nullopt;
    return caller->scope(Right::station_read);
  };
  co_return p_.stream.open(std::move(area), last);
}

ApiAnswer ConsoleApi::levels(ApiCall call) {
  p_.watch_levels(p_.context.now() + 10s);
  co_return json_response(levels_json(p_.desk, p_.context.steady(), call.caller.scope(Right::station_read)));
}

ApiAnswer ConsoleApi::upload(ApiCall call) {
  ImportOrder order;
  // The server removes its temporary file after the answer; the import goes on longer.
  order.upload = call.request.body_file.string() + ".taken";
  std::error_code not_moved;
  std::filesystem::rename(call.request.body_file, order.upload, not_moved);
  auto title = to_nfc(query_text(call.request, "title"));
  auto author = PersonId::parse(query_text(call.request, "author"));
  order.voice = query_text(call.request, "voice");
  const bool voice_known = order.voice == "machine" || order.voice == "recorded" || order.voice == "file";
  std::string bad;
  if (!title || title->empty() || title->size() > 300) bad = "title";
  if (!author) bad = "author";
  if (!voice_known) bad = "voice";
  if (auto programme = query_text(call.request, "programme"); !programme.empty()) {
    auto id = ProgrammeId::parse(programme);
    if (id) order.programme = *id;
    const auto held = id ? p_.desk.programmes.find(*id) : p_.desk.programmes.end();
    const bool known = held != p_.desk.programmes.end() && call.caller.has(Right::programmes_write, held->second.unit);
    if (known) order.unit = held->second.unit;
    if (!known) bad = "programme";
  } else if (auto unit = query_text(call.request, "unit"); !unit.empty()) {
    order.unit = *UnitId::parse(unit);
  }
  // A unit's own people make the unit's programmes; only the province makes the province's. Nobody signs with another's name.
  if (!call.caller.has(Right::programmes_write, order.unit)) bad = "unit";
  if (!call.caller.person.is_nil() && author && *author != call.caller.person) bad = "author";
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

ApiAnswer ConsoleApi::task(ApiCall call) {
  auto found = p_.desk.tasks.find(call.request.params["id"]);
  const bool seen = found != p_.desk.tasks.end() && call.caller.has(Right::programmes_write, found->second.unit);
  if (!seen) co_return error_response(404, {fail("controller.task_unknown")});
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

ApiAnswer ConsoleApi::programmes(ApiCall call) {
  json::array list;
  const auto scope = call.caller.scope(Right::programmes_read);
  for (const auto& [id, programme] : p_.desk.programmes) {
    if (!programme.revisions.empty() && programme_seen(scope, programme)) list.push_back(programme_json(p_.desk, programme));
  }
  co_return json_response(json::object{{"programmes", list}});
}

ApiAnswer ConsoleApi::people(ApiCall) {
  json::array list;
  std::set<PersonId> told;
  const auto* trust = p_.desk.registry.trust();
  for (const auto& grant : trust ? trust->grants : std::vector<protocol::Grant>{}) {
    if (grant.person.is_nil() || !told.insert(grant.person).second) continue;
    list.push_back(json::object{{"id", grant.person.text()}, {"name", grant.name}});
  }
  co_return json_response(json::object{{"people", list}});
}

ApiAnswer ConsoleApi::programme(ApiCall call) {
  auto id = ProgrammeId::parse(call.request.params["id"]);
  auto found = id ? p_.desk.programmes.find(*id) : p_.desk.programmes.end();
  const bool seen = found != p_.desk.programmes.end() && programme_seen(call.caller.scope(Right::programmes_read), found->second);
  if (!seen) co_return error_response(404, {fail("controller.programme_unknown")});
  co_return json_response(programme_json(p_.desk, found->second));
}

ApiAnswer ConsoleApi::audio(ApiCall call) {
  auto id = ProgrammeId::parse(call.request.params["id"]);
  auto found = id ? p_.desk.programmes.find(*id) : p_.desk.programmes.end();
  const bool seen = found != p_.desk.programmes.end() && programme_seen(call.caller.scope(Right::programmes_read), found->second);
  if (!seen) co_return error_response(404, {fail("controller.programme_unknown")});
  net::HttpResponse response;
  response.content_type = "audio/ogg";
  response.file = p_.desk.content_file(p_.context.data_dir, found->second.revisions.back().audio);
  co_return response;
}

ApiAnswer ConsoleApi::post_document(ApiCall call) {
  auto admission = co_await documents_.take(to_bytes(call.request.body), call.caller.name);
  if (!admission) {
    const Error& why = admission.error();
    const int status = status_of(why);
    if (status == 422) p_.events.tell("alarm", fail("document.refused", {{"code", why.code}, {"why", to_line(why)}}));
    co_return error_response(status, {why});
  }
  const std::string type(to_text(admission->type));
  const std::string by = admission->signer_names.empty() ? std::string() : admission->signer_names.front();
  p_.events.tell("info", fail("document.accepted", {{"type", type}, {"by", by}}));
  p_.publisher.touch();
  std::int64_t version = 0;
  if (!admission->ratchets.empty()) version = admission->ratchets.front().second.version;
  co_return json_response(json::object{{"document", admission->document.hex()}, {"type", type}, {"version", version}}, 201);
}

ApiAnswer ConsoleApi::events(ApiCall call) {
  const std::string limit = query_text(call.request, "limit");
  const std::size_t most = limit.empty() ? 100 : static_cast<std::size_t>(std::clamp(std::atoi(limit.c_str()), 1, 500));
  json::array list;
  const auto scope = call.caller.scope(Right::station_read);
  for (const auto& event : p_.events.newest()) {
    if (list.size() >= most) break;
    if (scope.covers(event_unit(p_.desk, event))) list.push_back(event_json(event));
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
  response.headers.push_back(page_policy());
  response.file = file;
  co_return response;
}

}  // namespace loa::controller
