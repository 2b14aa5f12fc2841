#include "deploy/demo/page_server.h"

#include "core/catalogue.h"
#include "core/net/http_message.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <fstream>

namespace loa::demo {
namespace {

using namespace std::chrono_literals;
using boost::asio::awaitable;
using net::HttpRequest;
using net::HttpResponse;

constexpr std::size_t kUploadLimit = 200 * 1024 * 1024;
constexpr std::size_t kMaxTrialsShown = 30;
constexpr std::int64_t kBytesPerSecond = 96000;  // 48 kHz, 16 bit, mono
constexpr std::int64_t kWavHeader = 44;

HttpResponse error_reply(int status, const Error& error) {
  HttpResponse response;
  response.status = status;
  json::object one{{"code", error.code},
                   {"place", error.place},
                   {"text_vi", describe(error, Language::vi)},
                   {"text_en", describe(error, Language::en)}};
  response.body = write_json(json::object{{"errors", json::array{std::move(one)}}});
  return response;
}

std::string content_type_of(const std::filesystem::path& path) {
  static const std::map<std::string, std::string> types{
      {".html", "text/html; charset=utf-8"}, {".js", "text/javascript"},   {".css", "text/css"},
      {".svg", "image/svg+xml"},             {".woff2", "font/woff2"},     {".json", "application/json"},
      {".png", "image/png"},                 {".webmanifest", "application/manifest+json"}};
  const auto found = types.find(path.extension().string());
  return found == types.end() ? "application/octet-stream" : found->second;
}

// Header of a WAV whose length is not known: players take what comes.
std::string open_wav_header() {
  const auto u32 = [](std::uint32_t v) { return std::string{char(v), char(v >> 8), char(v >> 16), char(v >> 24)}; };
  const auto u16 = [](std::uint16_t v) { return std::string{char(v), char(v >> 8)}; };
  return "RIFF" + u32(0xffffffff) + "WAVEfmt " + u32(16) + u16(1) + u16(1) + u32(48000) + u32(96000) + u16(2) + u16(16) +
         "data" + u32(0xffffffff);
}

}  // namespace

PageServer::PageServer(boost::asio::io_context& loop, Demo& demo, Trials& trials, net::TaskScope& tasks, Metrics& metrics, Log& log)
    : loop_(loop), demo_(demo), trials_(trials), tasks_(tasks) {
  net::HttpServerOptions options;
  options.port = demo.options().port;
  options.allowed_hosts = {"127.0.0.1", "localhost"};
  server_ = std::make_unique<net::HttpServer>(loop, options, metrics, log);
  const auto add = [this](const char* method, const char* pattern, Reply (PageServer::*handler)(HttpRequest), std::size_t limit = 65536) {
    server_->route({method, pattern, limit, {}, [this, handler](HttpRequest request) { return (this->*handler)(std::move(request)); }});
  };
  add("GET", "/api/v1/stream", &PageServer::open_stream);
  add("GET", "/api/v1/*path", &PageServer::pass_on);
  add("POST", "/api/v1/*path", &PageServer::pass_on, kUploadLimit);
  add("POST", "/demo/actions/:verb", &PageServer::act);
  add("GET", "/demo/listen/:cluster", &PageServer::listen);
  add("GET", "/demo/horns/:file", &PageServer::recording);
  server_->fallback([this](HttpRequest request) { return file(std::move(request)); });
}

Status PageServer::start(unsigned short) { return server_->start(); }
unsigned short PageServer::port() const { return server_->port(); }
void PageServer::stop() { server_->stop(); }

PageServer::Reply PageServer::pass_on(HttpRequest request) {
  std::string target = request.path;
  char separator = '?';
  for (const auto& [key, value] : request.query) {
    target += separator + key + "=" + net::percent_encode(value);
    separator = '&';
  }
  auto reply = co_await demo_.api().pass(request.method, target, request.body);
  if (!reply) co_return error_reply(502, reply.error());
  HttpResponse response;
  response.status = reply->status;
  response.body = std::move(reply->body);
  for (const auto& [name, value] : reply->headers) {
    if (name == "content-type" || name == "Content-Type") response.content_type = value;
  }
  co_return response;
}

PageServer::Reply PageServer::open_stream(HttpRequest) {
  HttpResponse response;
  response.content_type = "text/event-stream";
  response.stream = [this](std::shared_ptr<net::EventStream> stream) {
    if (!last_overview_.empty()) stream->push("event: overview\ndata: " + last_overview_ + "\n\n");
    stream->push("event: demo\ndata: " + demo_state() + "\n\n");
    streams_.push_back(std::move(stream));
  };
  co_return response;
}

PageServer::Reply PageServer::act(HttpRequest request) {
  auto arguments = request.body.empty() ? Result<json::value>(json::object{}) : parse_json(request.body);
  if (!arguments) co_return error_reply(400, arguments.error());
  auto trial = co_await trials_.run(request.params["verb"], *arguments);
  if (!trial) co_return error_reply(422, trial.error());
  HttpResponse response;
  response.body = write_json(json::object{{"ok", trial->ok}, {"text_vi", trial->text_vi}, {"text_en", trial->text_en}});
  co_return response;
}

PageServer::Reply PageServer::listen(HttpRequest request) {
  auto cluster = ClusterId::parse(request.params["cluster"]);
  if (!cluster) co_return error_reply(404, cluster.error());
  HttpResponse response;
  response.content_type = "audio/wav";
  response.headers.emplace_back("Cache-Control", "no-store");
  response.stream = [this, id = *cluster](std::shared_ptr<net::EventStream> stream) {
    tasks_.spawn("listen", follow_horn(id, std::move(stream)));
  };
  co_return response;
}

// Sends the recording as it grows, from one second before its end; a horn at rest is silence.
awaitable<void> PageServer::follow_horn(ClusterId cluster, std::shared_ptr<net::EventStream> stream) {
  boost::asio::steady_timer timer(loop_);
  const auto path = demo_.horns().wav(cluster);
  stream->push(open_wav_header());
  const auto position_now = [&]() -> std::int64_t {
    auto begins = demo_.horns().begins(cluster);
    if (!begins) return 0;
    const auto elapsed = (demo_.clock().system_utc() - *begins).count() - 1000;
    return std::max<std::int64_t>(0, elapsed) * kBytesPerSecond / 1000 / 2 * 2;
  };
  std::int64_t position = position_now();
  while (!stream->closed()) {
    const std::int64_t until = position_now();
    std::string block(static_cast<std::size_t>(std::max<std::int64_t>(0, until - position)), '\0');
    std::ifstream wav(path, std::ios::binary);
    wav.seekg(kWavHeader + position);
    if (wav) wav.read(block.data(), static_cast<std::streamsize>(block.size()));
    position = until;
    if (!block.empty() && !stream->push(std::move(block))) co_return;
    timer.expires_after(200ms);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
}

PageServer::Reply PageServer::recording(HttpRequest request) {
  auto name = request.params["file"];
  if (name.ends_with(".wav")) name.resize(name.size() - 4);
  auto cluster = ClusterId::parse(name);
  if (!cluster) co_return error_reply(404, cluster.error());
  HttpResponse response;
  response.content_type = "audio/wav";
  response.file = demo_.horns().wav(*cluster);
  co_return response;
}

// The demo's page and its files; every other page is the console's, where people sign in, on the controller's own address.
PageServer::Reply PageServer::file(HttpRequest request) {
  const auto root = demo_.options().source / "controller" / "console" / "dist";
  const auto relative = std::filesystem::path(request.path).relative_path().lexically_normal();
  HttpResponse response;
  if (request.method != "GET" || relative.string().starts_with("..")) {
    response.status = 404;
    co_return response;
  }
  auto path = root / relative;
  const bool own_page = request.path == "/" || request.path == "/demo";
  if (!own_page && !std::filesystem::is_regular_file(path)) {
    response.status = 302;
    response.headers.emplace_back("Location", demo_.console_origin() + request.path);
    co_return response;
  }
  if (own_page) path = root / "index.html";
  response.content_type = content_type_of(path);
  response.file = path;
  response.headers.emplace_back("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  co_return response;
}

void PageServer::push(const std::string& event, const std::string& data) {
  const std::string text = "event: " + event + "\ndata: " + data + "\n\n";
  for (auto stream = streams_.begin(); stream != streams_.end();) {
    stream = (*stream)->push(text) ? std::next(stream) : streams_.erase(stream);
  }
}

std::string PageServer::demo_state() const {
  json::array processes, networks, horns, trials;
  for (const auto& each : demo_.processes().states()) {
    processes.push_back(json::object{{"name", each.name}, {"label_vi", each.label_vi}, {"label_en", each.label_en},
                                     {"state", each.state}, {"restarts", each.restarts}});
  }
  for (const auto& station : demo_.network().stations) {
    networks.push_back(json::object{{"agent", station.agent.text()}, {"cut", demo_.network_is_cut(station.label)}});
    for (const auto& cluster : station.clusters) {
      horns.push_back(json::object{{"cluster", cluster.id.text()}, {"cut", demo_.horns().is_cut(cluster.id)}});
    }
  }
  for (const auto& trial : trials_.newest_first()) {
    if (trials.size() == kMaxTrialsShown) break;
    trials.push_back(json::object{{"id", trial.id}, {"at", to_unix_ms(trial.at)}, {"verb", trial.verb}, {"ok", trial.ok},
                                  {"text_vi", trial.text_vi}, {"text_en", trial.text_en}});
  }
  return write_json(json::object{{"processes", processes},
                                 {"networks", networks},
                                 {"horns", horns},
                                 {"controller_reachable", controller_reachable_},
                                 {"started_at", to_unix_ms(demo_.started_at())},
                                 {"trials", trials}});
}

awaitable<void> PageServer::feed_overview() {
  auto reply = co_await demo_.api().pass("GET", "/api/v1/overview", {});
  controller_reachable_ = reply && reply->status == 200;
  if (!controller_reachable_) co_return;
  last_overview_ = std::move(reply->body);
  push("overview", last_overview_);
}

awaitable<void> PageServer::feed_levels() {
  if (!controller_reachable_) co_return;
  auto reply = co_await demo_.api().pass("GET", "/api/v1/levels", {});
  if (!reply || reply->status != 200 || reply->body == last_levels_) co_return;
  last_levels_ = std::move(reply->body);
  push("levels", last_levels_);
}

awaitable<void> PageServer::feed() {
  boost::asio::steady_timer timer(loop_);
  for (unsigned round = 0;; ++round) {
    if (!streams_.empty()) {
      if (round % 3 == 0) co_await feed_overview();
      co_await feed_levels();
      if (auto state = demo_state(); state != last_demo_) {
        last_demo_ = std::move(state);
        push("demo", last_demo_);
      }
    }
    timer.expires_after(250ms);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
}

}  // namespace loa::demo
