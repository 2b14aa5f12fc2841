#include <gtest/gtest.h>

#include "tests/core/http_world.h"

#include "core/json.h"

#include <chrono>

namespace loa::net {
namespace {

using test::answer;
using test::HttpWorld;
using test::RawClient;
using test::say;
using test::TempFolder;
using namespace std::chrono_literals;

std::string header(const HttpReply& reply, const std::string& name) {
  for (const auto& [key, value] : reply.headers)
    if (key == name) return value;
  return "";
}

std::string first_error(const HttpReply& reply) {
  const auto value = parse_json(reply.body).value();
  return std::string(value.at("errors").at(0).at("code").as_string());
}

TEST(HttpServer, RoutesWithParametersAndQuery) {
  HttpWorld world;
  world.server.route({"GET", "/api/:kind/items/:id", 0, {}, answer([](HttpRequest request) {
                        HttpResponse response;
                        response.body = request.params["kind"] + "|" + request.params["id"] + "|" + request.query["q"];
                        return response;
                      })});
  world.server.route({"GET", "/web/*rest", 0, {}, answer([](HttpRequest request) {
                        HttpResponse response;
                        response.body = request.params["rest"];
                        return response;
                      })});
  world.start();
  EXPECT_EQ(world.get("/api/a/items/x%20y?q=1%2B2").body, "a|x y|1+2");
  EXPECT_EQ(world.get("/web/js/app.js").body, "js/app.js");
}

TEST(HttpServer, TellsUnknownAddressFromWrongMethod) {
  HttpWorld world;
  world.server.route({"POST", "/a", 100, {}, say("x")});
  world.start();
  EXPECT_EQ(world.get("/b").status, 404);
  EXPECT_EQ(world.get("/a").status, 405);
  EXPECT_EQ(first_error(world.get("/b")), "http.not_found");
}

TEST(HttpServer, TheFallbackTakesWhatNoRouteTakes) {
  HttpWorld world;
  world.server.fallback(say("page"));
  world.start();
  EXPECT_EQ(world.get("/anything").body, "page");
  EXPECT_EQ(world.get("/../etc/passwd").status, 400);
  EXPECT_EQ(world.get("/%2e%2e/etc/passwd").status, 400);
}

TEST(HttpServer, BodiesOverTheRoutesLimitAreRefused) {
  HttpWorld world;
  world.server.route({"PUT", "/small", 1000, {}, say("ok")});
  world.start();
  EXPECT_EQ(world.send("PUT", "/small", std::string(1000, 'x')).status, 200);
  EXPECT_EQ(world.send("PUT", "/small", std::string(1001, 'x')).status, 413);
  EXPECT_EQ(world.send("PUT", "/small", std::string(3'000'000, 'x')).status, 413);
  RawClient chunked(world.server.port());
  chunked.send("PUT /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'x') +
               "\r\n0\r\n\r\n");
  EXPECT_NE(chunked.read_to_close().find("413"), std::string::npos);
}

TEST(HttpServer, StreamsABodyToAFreshFile) {
  TempFolder folder;
  HttpWorld world;
  std::string content;
  world.server.route({"PUT", "/up", 10'000'000, folder.path(), answer([&](HttpRequest request) {
                        content = test::slurp(request.body_file);
                        std::filesystem::rename(request.body_file, folder.path() / "kept");
                        EXPECT_TRUE(request.body.empty());
                        return HttpResponse{};
                      })});
  world.server.route({"PUT", "/left", 10'000'000, folder.path(), say("")});
  world.start();
  std::string body(3'000'000, '\0');
  for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>(i * 7 % 251);
  EXPECT_EQ(world.send("PUT", "/up", body).status, 200);
  EXPECT_TRUE(content == body);
  EXPECT_EQ(world.send("PUT", "/left", body).status, 200);
  world.stop();
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1) << "only the renamed file stays";
}

TEST(HttpServer, ServesRangesOfAFile) {
  TempFolder folder;
  HttpWorld world;
  const auto path = folder.write("f", "0123456789");
  world.server.route({"GET", "/f", 0, {}, answer([&](HttpRequest) {
                        HttpResponse response;
                        response.file = path;
                        return response;
                      })});
  world.start();
  EXPECT_EQ(world.get("/f").body, "0123456789");
  const auto part = world.get("/f", {{"Range", "bytes=2-4"}});
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "234");
  EXPECT_EQ(header(part, "content-range"), "bytes 2-4/10");
  EXPECT_EQ(world.get("/f", {{"Range", "bytes=7-"}}).body, "789");
  EXPECT_EQ(world.get("/f", {{"Range", "bytes=-2"}}).body, "89");
  const auto outside = world.get("/f", {{"Range", "bytes=10-"}});
  EXPECT_EQ(outside.status, 416);
  EXPECT_EQ(header(outside, "content-range"), "bytes */10");
  EXPECT_EQ(world.send("HEAD", "/f", "").body, "");
  std::filesystem::remove(path);
  EXPECT_EQ(world.get("/f").status, 404);
}

TEST(HttpServer, KeepsAConnectionForSeveralRequests) {
  HttpWorld world;
  world.server.route({"GET", "/", 0, {}, say("hello")});
  world.start();
  RawClient client(world.server.port());
  const std::string request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  client.send(request + request + "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const auto text = client.read_to_close();
  std::size_t answers = 0;
  for (auto at = text.find("hello"); at != text.npos; at = text.find("hello", at + 1)) ++answers;
  EXPECT_EQ(answers, 3u);
}

TEST(HttpServer, RefusesALongHeader) {
  HttpWorld world;
  world.server.route({"GET", "/", 0, {}, say("x")});
  world.start();
  RawClient client(world.server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + std::string(9000, 'x') + "\r\n\r\n");
  EXPECT_EQ(client.read_to_close().rfind("HTTP/1.1 431", 0), 0u);
}

TEST(HttpServer, RefusesGarbage) {
  HttpWorld world;
  world.start();
  RawClient client(world.server.port());
  client.send("\x16\x03\x01 not http at all\r\n\r\n");
  EXPECT_EQ(client.read_to_close().rfind("HTTP/1.1 400", 0), 0u);
}

TEST(HttpServer, ClosesASlowHeaderAfterFifteenSeconds) {
  HttpWorld world;
  world.server.route({"GET", "/", 0, {}, say("x")});
  world.start();
  RawClient slow(world.server.port());
  RawClient silent(world.server.port());
  const auto start = std::chrono::steady_clock::now();
  slow.send("GET / HT");
  std::this_thread::sleep_for(5s);
  slow.send("TP/1.1\r\nHo");  // bytes now and then must not extend the time
  EXPECT_EQ(slow.read_to_close().rfind("HTTP/1.1 408", 0), 0u);
  EXPECT_EQ(silent.read_to_close(), "");
  const auto took = std::chrono::steady_clock::now() - start;
  EXPECT_GE(took, 14s);
  EXPECT_LE(took, 20s);
}

TEST(HttpServer, BoundsItsConnections) {
  HttpServerOptions options;
  options.max_connections = 2;
  HttpWorld world(std::move(options));
  world.server.route({"GET", "/", 0, {}, say("x")});
  world.start();
  RawClient first(world.server.port());
  RawClient second(world.server.port());
  first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  second.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  first.read_until("x");
  second.read_until("x");
  RawClient third(world.server.port());
  EXPECT_EQ(third.read_to_close(), "");
  EXPECT_EQ(world.metrics.gauge("loa_http_refused_total").value(), 1);
  EXPECT_EQ(world.metrics.gauge("loa_http_connections").value(), 2);
}

TEST(HttpServer, ChecksTheHostAgainstRebinding) {
  HttpServerOptions options;
  options.allowed_hosts = {"127.0.0.1"};
  HttpWorld world(std::move(options));
  world.server.route({"GET", "/", 0, {}, say("x")});
  world.start();
  EXPECT_EQ(world.get("/").status, 200);
  EXPECT_EQ(world.get("/", {{"Host", "evil.example"}}).status, 421);
}

TEST(HttpServer, AnExceptionIsALoggedInternalErrorWithoutItsText) {
  HttpWorld world;
  world.server.route({"GET", "/", 0, {}, answer([](HttpRequest) -> HttpResponse { throw std::runtime_error("secret"); })});
  world.start();
  const auto reply = world.get("/");
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body.find("secret"), std::string::npos);
  EXPECT_TRUE(world.log.has("http.handler_failed"));
}

TEST(HttpServer, ATakenPortIsAReadableError) {
  HttpWorld world;
  world.start();
  HttpServerOptions options;
  options.port = world.server.port();
  HttpServer second(world.loop, options, world.metrics, world.log);
  const auto status = second.start();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, "http.bind");
}

TEST(HttpServer, StopEndsOpenConnectionsAtOnce) {
  HttpWorld world;
  world.start();
  RawClient idle(world.server.port());
  const auto start = std::chrono::steady_clock::now();
  world.stop();
  EXPECT_LE(std::chrono::steady_clock::now() - start, 2s);
  EXPECT_EQ(idle.read_to_close(), "");
}

TEST(HttpClient, SaysWhatIsWrong) {
  EXPECT_EQ(http_call_blocking({"127.0.0.1", 1, nullptr, ""}, {}).error().code, "http.connect");
  boost::asio::io_context loop;
  boost::asio::ip::tcp::acceptor mute(loop, {boost::asio::ip::address_v4::loopback(), 0});
  const auto slow = http_call_blocking({"127.0.0.1", mute.local_endpoint().port(), nullptr, ""}, {.timeout = 300ms});
  EXPECT_EQ(slow.error().code, "http.timeout");
}

TEST(HttpClient, RefusesAnAnswerOverItsLimit) {
  HttpWorld world;
  world.server.route({"GET", "/", 0, {}, say(std::string(5000, 'x'))});
  world.start();
  const auto reply = http_call_blocking({"127.0.0.1", world.server.port(), nullptr, ""}, {.target = "/", .max_response = 4999});
  EXPECT_EQ(reply.error().code, "http.protocol");
}

}  // namespace
}  // namespace loa::net
