#include "core/net/tls.h"

#include <gtest/gtest.h>

#include "tests/core/http_world.h"

#include <cstdlib>

namespace loa::net {
namespace {

using test::answer;
using test::HttpWorld;
using test::TempFolder;

// An authority, a server and a client certificate made by the openssl program, and an authority nobody trusts.
class TlsTest : public testing::Test {
 protected:
  void SetUp() override {
    make_authority("ca");
    make_authority("other");
    make_leaf("server", "ca", "127.0.0.1", "subjectAltName=IP:127.0.0.1");
    make_leaf("client", "ca", "agent-7", "extendedKeyUsage=clientAuth");
    make_leaf("stranger", "other", "agent-7", "extendedKeyUsage=clientAuth");
  }

  void run(const std::string& command) {
    ASSERT_EQ(std::system(("cd " + folder.path().string() + " && openssl " + command + " >/dev/null 2>&1").c_str()), 0)
        << command;
  }
  void make_authority(const std::string& name) {
    run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" + name + " -keyout " + name +
        ".key -out " + name + ".pem");
  }
  void make_leaf(const std::string& name, const std::string& ca, const std::string& common, const std::string& extension) {
    folder.write(name + ".ext", extension + "\n");
    run("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=" + common + " -keyout " + name +
        ".key -out " + name + ".csr");
    run("x509 -req -in " + name + ".csr -CA " + ca + ".pem -CAkey " + ca + ".key -CAcreateserial -days 2 -extfile " +
        name + ".ext -out " + name + ".pem");
  }
  TlsFiles files(const std::string& name, const std::string& ca = "ca") const {
    return {folder.path() / (ca + ".pem"), folder.path() / (name + ".pem"), folder.path() / (name + ".key")};
  }
  std::unique_ptr<HttpWorld> make_world() const {
    HttpServerOptions options;
    options.tls = make_server_tls(files("server")).value();
    auto world = std::make_unique<HttpWorld>(std::move(options));
    world->server.route({"GET", "/who", 0, {}, answer([](HttpRequest request) {
                           HttpResponse response;
                           response.body = request.peer_name;
                           return response;
                         })});
    return world;
  }
  Result<HttpReply> ask(const HttpWorld& world, TlsFiles own, const std::string& name = "") const {
    return http_call_blocking({"127.0.0.1", world.server.port(), make_client_tls(own).value(), name},
                              {.target = "/who"});
  }

  TempFolder folder;
};

TEST_F(TlsTest, TheHandlerLearnsTheClientsName) {
  auto world = make_world();
  world->start();
  const auto reply = ask(*world, files("client"));
  ASSERT_TRUE(reply) << to_line(reply.error());
  EXPECT_EQ(reply->body, "agent-7");
}

TEST_F(TlsTest, StrangersAndTheNamelessAreRefused) {
  auto world = make_world();
  world->start();
  EXPECT_FALSE(ask(*world, files("stranger")));
  EXPECT_FALSE(ask(*world, {folder.path() / "ca.pem", "", ""}));
}

TEST_F(TlsTest, TheClientChecksTheServersAuthorityAndName) {
  auto world = make_world();
  world->start();
  EXPECT_EQ(ask(*world, files("client", "other")).error().code, "http.connect");
  EXPECT_EQ(ask(*world, files("client"), "controller.lan").error().code, "http.connect");
}

TEST_F(TlsTest, BadFilesAreNamed) {
  auto missing = files("server");
  missing.key = folder.path() / "none.key";
  EXPECT_NE(to_line(make_server_tls(missing).error()).find("none.key"), std::string::npos);
  auto mismatched = files("server");
  mismatched.key = folder.path() / "client.key";
  EXPECT_EQ(make_server_tls(mismatched).error().code, "tls.bad_files");
  auto garbage = files("client");
  garbage.ca = folder.write("garbage.pem", "nothing");
  EXPECT_EQ(make_client_tls(garbage).error().code, "tls.bad_files");
}

}  // namespace
}  // namespace loa::net
